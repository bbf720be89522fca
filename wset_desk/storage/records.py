"""Whole rows as records, for devices that take them over: JSON-safe, keyed by column.

A record leaves out the centre, and what is NULL. Reading and writing go past the session on
purpose: nothing is captured, for nobody acts.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Table, delete, insert, select

from wset_desk.storage.schema import ENTITIES, Base
from wset_desk.storage.structure import references_of
from wset_desk.storage.wire import decode, encode

Record = dict[str, Any]


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
    names = [column.name for column in table.columns]
    return {
        row[0]: {
            name: encode(value)
            for name, value in zip(names, row, strict=True)
            if value is not None and name != "centre_id"
        }
        for row in rows
    }


def insert_records(
    connection: Connection,
    centre_id: UUID,
    entity: str,
    records: Iterable[Record],
    *,
    displacing: bool = False,
) -> None:
    """Insert rows as the records have them; a device's store can have them displace others.

    Raises SQLAlchemy's IntegrityError where one clashes with another.
    """
    columns = _columns(entity)
    values = [
        {name: read(record.get(name)) for name, read in columns.items()} | {"centre_id": centre_id}
        for record in records
    ]
    if values:
        statement = insert(table_of(entity))
        connection.execute(statement.prefix_with("OR REPLACE") if displacing else statement, values)


def remove_records(
    connection: Connection, centre_id: UUID, entity: str, row_ids: Collection[UUID]
) -> None:
    """Take rows out for good: those of which the server has never heard, or that have left."""
    table = table_of(entity)
    connection.execute(delete(table).where(table.c.centre_id == centre_id, table.c.id.in_(row_ids)))


def missing_references(
    connection: Connection, centre_id: UUID, entity: str, patch: Mapping[str, Any]
) -> str | None:
    """The table of a row that the patch refers to and that isn't there; None where all are.

    The database checks references at the commit only, too late to say which change it was.
    """
    for name, target in references_of(entity).items():
        if (row_id := patch.get(name)) is not None:
            table = Base.metadata.tables[target]
            wanted = (table.c.centre_id == centre_id) & (table.c.id == UUID(str(row_id)))
            if connection.execute(select(table.c.id).where(wanted)).first() is None:
                return target
    return None


@cache
def _columns(entity: str) -> Mapping[str, Callable[[Any], Any]]:
    return {
        column.name: _reader(column)
        for column in table_of(entity).columns
        if column.name != "centre_id"
    }


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    return lambda value: decode(column, value)
