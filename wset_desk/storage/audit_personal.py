"""What audit entries say about people: it stands beside them, and can be erased.

The chain holds a salted hash of it. Without the salt nobody can try out what was sealed, and the
chain is as sound as before.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Table, null, select, update

from wset_desk.storage.audit_chain import Changes
from wset_desk.storage.audit_entries import Deed, Told
from wset_desk.storage.schema import AuditEntry, AuditPersonal

if TYPE_CHECKING:
    from wset_desk.storage.unit_of_work import UnitOfWork

_AUDIT = cast(Table, AuditEntry.__table__)
_PERSONAL = cast(Table, AuditPersonal.__table__)
_AT_ONCE = 500
ERASED = "erased"
"""Of an entry that tells of erasing: [None, the ids of the rows of its table]."""


class Whole(NamedTuple):
    """All that an entry tells: field → [old, new]. Of an erased one the personal part is gone."""

    changes: Changes
    is_erased: bool = False


def whole_changes(uow: "UnitOfWork", entries: Iterable[AuditEntry]) -> list[Whole]:
    """What each entry tells, its personal part included, in their order."""
    wanted = list(entries)
    personal = _personal_of(uow, [each.id for each in wanted if each.sealed is not None])
    found = []
    for entry in wanted:
        salt, changes = personal.get(entry.id, (None, None))
        is_erased = entry.sealed is not None and salt is None
        found.append(Whole({**entry.changes, **(changes or {})}, is_erased))
    return found


def _personal_of(
    uow: "UnitOfWork", entries: list[UUID]
) -> dict[UUID, tuple[str | None, Changes | None]]:
    found = {}
    for some in _parts(entries):
        mine = select(AuditPersonal.id, AuditPersonal.salt, AuditPersonal.changes)
        rows = uow.session.execute(mine.where(AuditPersonal.id.in_(some)))
        found.update({row_id: (salt, changes) for row_id, salt, changes in rows})
    return found


def erase_audit(uow: "UnitOfWork", entity: str, row_ids: Collection[UUID]) -> int:
    """Erase what the log says about people of these rows of one table; answers how many entries.

    Gone are the personal values and the typed reasons of the rows' entries, and the same reason
    where the action wrote it beside other records, unless it was about others of the table too.
    An entry of its own tells of it, except in a replica, to which the authority's comes.
    """
    erased, entries = frozenset(row_ids), 0
    for some in _parts(list(erased)):
        own, actions = _entries_of(uow, entity, some)
        _erase(uow, own)
        _erase(uow, _reasons_beside(uow, entity, actions, erased))
        entries += len(own)
    if entries and not uow.is_replica:
        _tell(uow, entity, sorted(erased))
    return entries


def _tell(uow: "UnitOfWork", entity: str, row_ids: list[UUID]) -> None:
    deed = Deed(uow.actor, uow.tx, uow.action, None, uow.now)
    changes = {ERASED: [None, [str(row_id) for row_id in row_ids]]}
    uow.audit.write(uow.session.connection(), [Told(deed, entity, row_ids[0], "update", changes)])


def _entries_of(
    uow: "UnitOfWork", entity: str, row_ids: Collection[UUID]
) -> tuple[list[UUID], set[UUID]]:
    """The rows' entries, and the actions of which those with a reason are."""
    found = uow.session.connection().execute(
        select(_AUDIT.c.id, _AUDIT.c.tx, _AUDIT.c.reason).where(
            _of_centre(uow), _AUDIT.c.entity == entity, _AUDIT.c.row_id.in_(row_ids)
        )
    )
    rows = found.all()
    return [row.id for row in rows], {row.tx for row in rows if row.reason is not None}


def _reasons_beside(
    uow: "UnitOfWork", entity: str, actions: Collection[UUID], erased: Collection[UUID]
) -> list[UUID]:
    """Entries without personal values that have the reason of one of these actions."""
    found: list[UUID] = []
    for some in _parts(list(actions)):
        rows = (
            uow.session.connection()
            .execute(
                select(_AUDIT.c.id, _AUDIT.c.tx, _AUDIT.c.entity, _AUDIT.c.row_id, _kept())
                .outerjoin(_PERSONAL, _PERSONAL.c.id == _AUDIT.c.id)
                .where(_of_centre(uow), _AUDIT.c.tx.in_(some), _AUDIT.c.reason.is_not(None))
            )
            .all()
        )
        shared = {row.tx for row in rows if row.entity == entity and row.row_id not in erased}
        found += [row.id for row in rows if row.tx not in shared and not row.kept]
    return found


def _kept() -> ColumnElement[bool]:
    return _PERSONAL.c.changes.is_not(None).label("kept")


def _erase(uow: "UnitOfWork", entries: list[UUID]) -> None:
    connection = uow.session.connection()
    for some in _parts(entries):
        mine = (_PERSONAL.c.centre_id == uow.actor.centre_id) & _PERSONAL.c.id.in_(some)
        connection.execute(update(_PERSONAL).where(mine).values(salt=None, changes=null()))
        without = update(_AUDIT).where(_of_centre(uow), _AUDIT.c.id.in_(some))
        connection.execute(without.values(reason=None))


def _of_centre(uow: "UnitOfWork") -> ColumnElement[bool]:
    return _AUDIT.c.centre_id == uow.actor.centre_id


def _parts(ids: list[UUID]) -> Iterator[list[UUID]]:
    """As many at once as a statement takes."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
