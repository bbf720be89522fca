"""A centre that is being fetched: rows in a file of their own beside the store, until all is there.

It is encrypted as the store is. What is in it outlives the program, which goes on where it was.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import DatabaseError, StatementError
from sqlalchemy.schema import CreateTable, DropTable

from wset_desk.domain.errors import DomainError
from wset_desk.storage.digests import UNREADABLE
from wset_desk.storage.engine import UNCHECKED, WRITE, open_sqlite
from wset_desk.storage.records import Record, insert_records, remove_records, table_of
from wset_desk.storage.schema import ENTITIES
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import UnitOfWork

_NOTES = MetaData()
_ABOUT = Table("staged_about", _NOTES, Column("told", String))
_FETCHED = Table("staged_parts", _NOTES, Column("number", Integer, primary_key=True))
_ASIDE = ("", "-wal", "-shm", "-journal")
_ROWS_A_STEP = 2_000


def staging_path(store: Store) -> Path:
    """Beside the store's own file."""
    with store.engine.connect() as connection:
        name = connection.exec_driver_sql("PRAGMA database_list").fetchone()
    return Path(f"{name[2] if name else ''}-staging")


def discard_staging(store: Store) -> None:
    """Nothing is left of what was fetched."""
    path = staging_path(store)
    for ending in _ASIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)


class Staging:
    """To be closed after use. A file that can't be read is begun anew."""

    def __init__(self, store: Store, centre_id: UUID) -> None:
        self._centre_id = centre_id
        path = staging_path(store)
        self._engine = open_sqlite(path, store.key)
        try:
            self.about = self._read_about()
        except (DomainError, DatabaseError, ValueError):
            self._engine.dispose()
            discard_staging(store)
            self._engine = open_sqlite(path, store.key)
            self.about = None

    def close(self) -> None:
        self._engine.dispose()

    def begin(self, about: dict[str, Any]) -> None:
        """Make room for what is `about` to come, which is any JSON; nothing else stays."""
        with self._writing() as connection:
            for table in (_ABOUT, _FETCHED, *map(table_of, ENTITIES)):
                connection.execute(DropTable(table, if_exists=True))
                connection.execute(CreateTable(table))
            connection.execute(insert(_ABOUT).values(told=json.dumps(about)))
        self.about = about

    @property
    def fetched(self) -> frozenset[int]:
        """The numbers of the parts that are here."""
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(select(_FETCHED.c.number)))

    def add_part(self, number: int, entity: str, records: Sequence[Record]) -> None:
        """Refuses SNAPSHOT_BROKEN for rows that can't be read, or clash. Of a table that only a
        newer program knows none is kept: it fetches them when it is here."""
        try:
            with self._writing() as connection:
                if entity in ENTITIES:
                    insert_records(connection, self._centre_id, entity, records)
                connection.execute(insert(_FETCHED).values(number=number))
        except (StatementError, *UNREADABLE) as error:
            raise DomainError("SNAPSHOT_BROKEN") from error

    def add_page(self, records: Iterable[tuple[str, UUID, Record]], **about: Any) -> None:
        """Put rows in the place of older ones, and change what it says `about` itself."""
        by_entity: dict[str, dict[UUID, Record]] = {}
        for entity, row_id, record in records:
            if entity in ENTITIES:
                by_entity.setdefault(entity, {})[row_id] = record
        told = {**(self.about or {}), **about}
        with self._writing() as connection:
            for entity, rows in by_entity.items():
                remove_records(connection, self._centre_id, entity, rows)
                insert_records(
                    connection, self._centre_id, entity, list(rows.values()), displacing=True
                )
            connection.execute(delete(_ABOUT))
            connection.execute(insert(_ABOUT).values(told=json.dumps(told)))
        self.about = told

    def check(self) -> None:
        """Refuse SNAPSHOT_BROKEN where a row refers to one that isn't here."""
        with self._engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise DomainError("SNAPSHOT_BROKEN")

    def swap_in(self, uow: UnitOfWork) -> int:
        """Let what is here take the place of all the rows of a replica's store; answers how many
        there are."""
        target, rows = uow.session.connection(), 0
        with self._engine.connect() as source:
            for entity in ENTITIES:
                table = table_of(entity)
                target.execute(delete(table).where(table.c.centre_id == self._centre_id))
                rows += _copy(source, target, table)
        uow.session.expire_all()
        uow.changed.update(ENTITIES)
        return rows

    def _writing(self) -> AbstractContextManager[Connection]:
        options = {WRITE: True, UNCHECKED: True}
        return self._engine.execution_options(**options).begin()

    def _read_about(self) -> dict[str, Any] | None:
        with self._engine.connect() as connection:
            if not inspect(connection).has_table(_ABOUT.name):
                return None
            about: dict[str, Any] = json.loads(connection.scalars(select(_ABOUT.c.told)).one())
            return about


def _copy(source: Connection, target: Connection, table: Table) -> int:
    """As the driver has the values: both are stores of the same kind."""
    names = ", ".join(column.name for column in table.columns)
    places = ", ".join("?" * len(table.columns))
    rows = source.exec_driver_sql(f"SELECT {names} FROM {table.name}")  # noqa: S608 - our own names
    put = f"INSERT INTO {table.name} ({names}) VALUES ({places})"  # noqa: S608 - our own names
    count = 0
    while some := rows.fetchmany(_ROWS_A_STEP):
        target.exec_driver_sql(put, [tuple(row) for row in some])
        count += len(some)
    return count
