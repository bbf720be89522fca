"""Whole rows as records, for devices that take them over: JSON-safe, keyed by column.

A record leaves out the centre, and what is NULL. Reading and writing go past the session on
purpose: nothing is captured, for nobody acts.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, delete, select

from wset_desk.storage.alike import insert_alike
from wset_desk.storage.schema import ENTITIES, Base
from wset_desk.storage.wire import encode, reader_of

Record = dict[str, Any]
_AT_A_TIME = 1000


def table_of(entity: str) -> Table:
    """The table of a synced entity; KeyError for any other word."""
    return Base.metadata.tables[ENTITIES[entity].__tablename__]  # type: ignore[attr-defined]


def read_records(
    connection: Connection, centre_id: UUID, entity: str, row_ids: Collection[UUID]
) -> dict[UUID, Record]:
    """The rows of this centre that there are, deleted ones too."""
    table = table_of(entity)
    rows = connection.execute(
        select(table).where(table.c.centre_id == centre_id, table.c.id.in_(row_ids))
    )
    return {row[0]: record for row, record in with_records(table, rows)}


def all_records(connection: Connection, centre_id: UUID, entity: str) -> Iterator[Record]:
    """Every row of this centre, deleted ones too, by id; few at a time are held."""
    table = table_of(entity)
    wanted = select(table).where(table.c.centre_id == centre_id).order_by(table.c.id)
    rows = connection.execute(wanted, execution_options={"yield_per": _AT_A_TIME})
    yield from (record for _row, record in with_records(table, rows))


def with_records(table: Table, rows: Iterable[Any]) -> Iterator[tuple[Any, Record]]:
    """Rows of a table, all its columns, each with its record."""
    names = [column.name for column in table.columns]
    for row in rows:
        yield (
            row,
            {
                name: encode(value)
                for name, value in zip(names, row, strict=True)
                if value is not None and name != "centre_id"
            },
        )


def insert_records(
    connection: Connection,
    centre_id: UUID,
    entity: str,
    records: Sequence[Record],
    *,
    displacing: bool = False,
) -> None:
    """Insert rows as the records have them; a device's store can have them displace others.

    Raises SQLAlchemy's IntegrityError where one clashes with another.
    """
    columns = {
        name: [_read(read, record.get(name)) for record in records]
        for name, read in _readers(entity).items()
    }
    if records:
        same = {"centre_id": centre_id}
        insert_alike(connection, table_of(entity), same, columns, displacing=displacing)


def _read(read: Callable[[Any], Any] | None, value: Any) -> Any:
    return value if value is None or read is None else read(value)


def remove_records(
    connection: Connection, centre_id: UUID, entity: str, row_ids: Collection[UUID]
) -> None:
    """Take rows out for good: those of which the server has never heard, or that have left."""
    table = table_of(entity)
    connection.execute(delete(table).where(table.c.centre_id == centre_id, table.c.id.in_(row_ids)))


Reference = tuple[str, str]
"""A table and the id of a row in it, in wire form."""


def first_missing(
    connection: Connection, centre_id: UUID, references: Collection[Reference]
) -> str | None:
    """The table of a row that isn't there; None where all are.

    The database checks references at the commit only, too late to say which change it was.
    """
    wanted: defaultdict[str, set[UUID]] = defaultdict(set)
    for target, row_id in references:
        wanted[target].add(UUID(row_id))
    for target, ids in wanted.items():
        table = Base.metadata.tables[target]
        there = select(table.c.id).where(table.c.centre_id == centre_id, table.c.id.in_(ids))
        if len(connection.execute(there).all()) < len(ids):
            return target
    return None


@cache
def _readers(entity: str) -> Mapping[str, Callable[[Any], Any] | None]:
    return {
        column.name: reader_of(column)
        for column in table_of(entity).columns
        if column.name != "centre_id"
    }
