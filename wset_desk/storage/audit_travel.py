"""Entries of the audit log on their way: the authority's, told to a device, or brought by one.

They travel whole, with their place in the chain, and what they say about people with its salt.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, select, update

from wset_desk.domain.errors import DomainError
from wset_desk.storage.alike import insert_alike
from wset_desk.storage.audit_chain import Link, hashed_columns, next_hash, seal
from wset_desk.storage.schema import AuditEntry, AuditPersonal

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

_AUDIT, _PERSONAL = cast(Table, AuditEntry.__table__), cast(Table, AuditPersonal.__table__)
COLUMNS = tuple(column.name for column in _AUDIT.columns if column.name != "centre_id")


class Travelled(NamedTuple):
    """An entry by column, without its centre; `salt` and `personal` are gone where it is erased."""

    columns: dict[str, Any]
    salt: str | None
    personal: dict[str, Any] | None

    @property
    def link(self) -> Link:
        return Link(self.columns["n"], self.columns["hash"])


def entries_after(uow: "UnitOfWork", n: int, limit: int) -> list[Travelled]:
    """The next entries of the chain, at most `limit`, in order."""
    beside = (_PERSONAL.c.id == _AUDIT.c.id) & _of_centre(uow, _PERSONAL)
    wanted = (
        select(*(_AUDIT.c[name] for name in COLUMNS), _PERSONAL.c.salt, _PERSONAL.c.changes)
        .outerjoin(_PERSONAL, beside)
        .where(_of_centre(uow), _AUDIT.c.n > n)
        .order_by(_AUDIT.c.n)
        .limit(limit)
    )
    return [
        Travelled(dict(zip(COLUMNS, columns, strict=True)), salt, personal)
        for *columns, salt, personal in uow.session.connection().execute(wanted)
    ]


def link_at(uow: "UnitOfWork", n: int) -> Link | None:
    """The entry's place in the chain; None where there is no such entry."""
    wanted = select(_AUDIT.c.n, _AUDIT.c.hash).where(_of_centre(uow), _AUDIT.c.n == n)
    row = uow.session.connection().execute(wanted).one_or_none()
    return None if row is None else Link(row[0], row[1])


def check_follow(uow: "UnitOfWork", end: Link, entries: Iterable[Travelled]) -> Link:
    """Where the chain ends with these entries after `end`.

    Refuses AUDIT_BROKEN where they don't follow, or what they say about people isn't what was
    sealed.
    """
    for entry in entries:
        columns = hashed_columns({**entry.columns, "centre_id": uow.actor.centre_id})
        follows = entry.link == Link(end.n + 1, next_hash(end.hash, columns))
        if not (follows and _is_as_sealed(entry)):
            raise DomainError("AUDIT_BROKEN", n=entry.link.n)
        end = entry.link
    return end


def _is_as_sealed(entry: Travelled) -> bool:
    reason, sealed = entry.columns["reason"], entry.columns["sealed"]
    if entry.salt is None:
        return entry.personal is None and reason is None
    return bool(seal(entry.salt, entry.personal or {}, reason) == sealed)


def take_entries(uow: "UnitOfWork", entries: Sequence[Travelled]) -> None:
    """Keep the authority's entries, in place of those that wait here for the same actions."""
    _forget_waiting(uow, {entry.columns["tx"] for entry in entries})
    connection, same = uow.session.connection(), {"centre_id": uow.actor.centre_id}
    own = {name: [entry.columns[name] for entry in entries] for name in COLUMNS}
    insert_alike(connection, _AUDIT, same, own)
    sealed = [entry for entry in entries if entry.columns["sealed"] is not None]
    if sealed:
        beside: dict[str, Sequence[Any]] = {
            "id": [entry.columns["id"] for entry in sealed],
            "salt": [entry.salt for entry in sealed],
            "changes": [entry.personal for entry in sealed],
        }
        insert_alike(connection, _PERSONAL, same, beside)


def _forget_waiting(uow: "UnitOfWork", actions: Collection[UUID]) -> None:
    connection = uow.session.connection()
    waiting = _of_centre(uow) & _AUDIT.c.n.is_(None) & _AUDIT.c.tx.in_(actions)
    ids = connection.execute(select(_AUDIT.c.id).where(waiting)).scalars().all()
    for start in range(0, len(ids), _AT_ONCE):
        for table in (_PERSONAL, _AUDIT):
            some = table.c.id.in_(ids[start : start + _AT_ONCE])
            connection.execute(delete(table).where(_of_centre(uow, table), some))


_AT_ONCE = 500


def unchain_after(uow: "UnitOfWork", n: int) -> None:
    """What the authority has lost waits for it again."""
    lost = update(_AUDIT).where(_of_centre(uow), _AUDIT.c.n > n)
    uow.session.connection().execute(lost.values(n=None, hash=None))


def told_already(uow: "UnitOfWork", actions: Collection[UUID]) -> frozenset[UUID]:
    """Those of the actions of which the log tells."""
    told = select(_AUDIT.c.tx).where(_of_centre(uow), _AUDIT.c.tx.in_(actions)).distinct()
    return frozenset(uow.session.connection().execute(told).scalars())


def _of_centre(uow: "UnitOfWork", table: Table = _AUDIT) -> ColumnElement[bool]:
    return table.c.centre_id == uow.actor.centre_id
