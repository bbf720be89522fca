"""The audit log as it lies in the database, entry by entry, however it got there.

What somebody wrote past the program may not be readable as what it should be: SQLite keeps any
value in any column. So the values come as the driver has them, and are read one by one.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Select,
    String,
    Table,
    select,
    type_coerce,
)

from wset_desk.storage.audit_chain import HASHED
from wset_desk.storage.schema import AuditEntry, AuditHead, AuditPersonal
from wset_desk.storage.types import Id
from wset_desk.storage.wire import encode

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

_AUDIT, _PERSONAL = cast(Table, AuditEntry.__table__), cast(Table, AuditPersonal.__table__)
_HEAD = cast(Table, AuditHead.__table__)
_AT_A_TIME = 1000
UNREADABLE = object()
"""Stands for a value that can't be what it should be."""


class RawEntry(NamedTuple):
    """An entry: its hashed columns in wire form, and what the hash isn't over.

    `beside`: there is a row with its personal part; erased, that has neither salt nor changes.
    """

    columns: dict[str, Any]
    hash: Any
    reason: Any
    beside: bool
    salt: Any
    personal: Any

    @property
    def is_erased(self) -> bool:
        return self.beside and self.salt is None and self.personal is None

    @property
    def is_readable(self) -> bool:
        return all(value is not UNREADABLE for value in (*self.columns.values(), *self[1:]))


class RawHead(NamedTuple):
    """The signed end as it is in the store."""

    n: Any
    hash: Any
    epoch: Any
    key: Any
    signature: Any


def chained_entries(uow: "UnitOfWork") -> Iterator[RawEntry]:
    """The centre's entries with a number, by number."""
    connection = uow.session.connection()
    wanted = _statement(connection).where(
        _AUDIT.c.centre_id == uow.actor.centre_id, _AUDIT.c.n.is_not(None)
    )
    return _read(connection, wanted.order_by(_AUDIT.c.n))


def unchained_entries(uow: "UnitOfWork") -> Iterator[RawEntry]:
    """The centre's entries without a number, by time."""
    connection = uow.session.connection()
    wanted = _statement(connection).where(
        _AUDIT.c.centre_id == uow.actor.centre_id, _AUDIT.c.n.is_(None)
    )
    return _read(connection, wanted.order_by(_AUDIT.c.at, _AUDIT.c.id))


def raw_head(uow: "UnitOfWork") -> RawHead | None:
    """The signed end that the store has."""
    connection = uow.session.connection()
    wanted = select(*(_raw(connection, _HEAD, name).label(f"_{name}") for name in RawHead._fields))
    row = connection.execute(wanted.where(_HEAD.c.centre_id == uow.actor.centre_id)).first()
    if row is None:
        return None
    readers = {} if _is_typed(connection) else {"_epoch": _id_text}
    read = (_wire(value, readers.get(name)) for name, value in row._mapping.items())
    return RawHead(*read)


def _statement(connection: Connection) -> Select[Any]:
    beside = (_PERSONAL.c.id == _AUDIT.c.id) & (_PERSONAL.c.centre_id == _AUDIT.c.centre_id)
    return select(
        *(_raw(connection, _AUDIT, name).label(f"_{name}") for name in (*HASHED, "hash", "reason")),
        _PERSONAL.c.id.is_not(None).label("beside"),
        _raw(connection, _PERSONAL, "salt").label("salt"),
        _raw(connection, _PERSONAL, "changes").label("personal"),
    ).select_from(_AUDIT.outerjoin(_PERSONAL, beside))


def _raw(connection: Connection, table: Table, name: str) -> ColumnElement[Any]:
    column = table.c[name]
    return column if _is_typed(connection) else type_coerce(column, String)


def _is_typed(connection: Connection) -> bool:
    """Whether the database takes nothing into a column but what belongs there."""
    return connection.dialect.name != "sqlite"


def _read(connection: Connection, statement: Select[Any]) -> Iterator[RawEntry]:
    readers: Mapping[str, Callable[[Any], Any]] = {} if _is_typed(connection) else _READERS
    rows = connection.execute(statement, execution_options={"yield_per": _AT_A_TIME})
    for *values, hash_, reason, beside, salt, personal in rows:
        columns = {
            name: _wire(value, readers.get(name))
            for name, value in zip(HASHED, values, strict=True)
        }
        told = _wire(personal, readers.get("changes"))
        yield RawEntry(columns, _wire(hash_), _wire(reason), bool(beside), _wire(salt), told)


def _wire(value: Any, read: Callable[[Any], Any] | None = None) -> Any:
    try:
        value = encode(value) if value is None or read is None else read(value)
    except (ValueError, TypeError, AttributeError):
        return UNREADABLE
    return UNREADABLE if isinstance(value, bytes) else value


def _id_text(value: str) -> str:
    return str(UUID(value))


def _reader(name: str) -> Callable[[Any], Any] | None:
    kind = _AUDIT.c[name].type
    if isinstance(kind, Id):
        return _id_text
    return json.loads if isinstance(kind, JSON) else None


_READERS = {name: read for name in HASHED if (read := _reader(name)) is not None}
"""How text in SQLite becomes the wire form; an instant's is its wire form."""
