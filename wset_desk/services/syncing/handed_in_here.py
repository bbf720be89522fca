"""At a desk: what a kept-out computer has handed in to the server, compared with what stands, and
written as an administrator's own change.

Its changes are taken for what this desk might have typed; none of them is ever kept in its outbox.
"""

from collections.abc import Sequence

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.audit import Act
from wset_desk.services.audit_records import ActKey, Op
from wset_desk.services.audit_subjects import EntityCount, Subject, subjects_of
from wset_desk.services.contract import command, query
from wset_desk.services.record_names import NameBook, RecordName, RecordRef
from wset_desk.services.syncing.again import can_write_again, is_of_marks, write_again
from wset_desk.services.syncing.handed_in import HandedIn
from wset_desk.services.syncing.not_taken import NotTaken, compared
from wset_desk.services.syncing.standing_rows import MOST_SHOWN, names_of_gone
from wset_desk.storage.schema import Device, OutboxEntry
from wset_desk.storage.unit_of_work import UnitOfWork

_UNREADABLE = frozenset({"ENTITY_NOT_SYNCED", "FIELD_NOT_ALLOWED", "VALUE_NOT_ALLOWED"})

Entries = Sequence[OutboxEntry]


@query(Permission.MANAGE_SETTINGS)
def compare_handed_in(
    uow: UnitOfWork, *, actions: tuple[HandedIn, ...]
) -> tuple[tuple[HandedIn, NotTaken], ...]:
    """Each action with what stands here `before` and what was typed `after`. What can't be read is
    left out of it, and the action can't be written then."""
    typed = [_entries(each) for each in actions]
    names = names_of_gone(uow, typed)
    return tuple(
        (action, _compared(uow, action, entries, names))
        for action, entries in zip(actions, typed, strict=True)
    )


@command(Permission.MANAGE_SETTINGS)
def write_handed_in(uow: UnitOfWork, *, action: HandedIn, reason: str = "") -> None:
    """Write an action as a change of the actor's own, on top of what stands; what stands already
    as it was typed there is left as it is.

    Refuses KEEP_BY_HAND, what a rule is against by now (nothing is changed then), and
    REASON_MISSING for marks.
    """
    entries = _entries(action)
    if not _can_write(action, entries):
        raise DomainError("KEEP_BY_HAND")
    if not _stands_already(uow, entries):
        write_again(uow, entries, reason)


def _can_write(action: HandedIn, entries: Entries) -> bool:
    return all(each.code is None for each in action.changes) and can_write_again(entries)


def _stands_already(uow: UnitOfWork, entries: Entries) -> bool:
    """It was written before, and the server hasn't heard of it."""
    records = compared(uow, entries, NameBook(uow))
    return all(
        record.op is Op.UPDATE and all(each.before == each.after for each in record.fields)
        for record in records
    )


def _compared(uow: UnitOfWork, action: HandedIn, entries: Entries, names: NameBook) -> NotTaken:
    against = next((each.code for each in action.changes if each.code), None)
    return NotTaken(
        action.tx,
        _act(action, entries, names),
        DomainError(against) if against else DomainError("HANDED_IN", device=action.device),
        compared(uow, entries[:MOST_SHOWN], names) if entries else (),
        _can_write(action, entries),
        bool(entries) and is_of_marks(entries),
        left_out=max(0, len(action.changes) - min(len(entries), MOST_SHOWN)),
    )


def _act(action: HandedIn, entries: Entries, names: NameBook) -> Act:
    key = ActKey(action.tx, action.action, action.at)
    touched = [(RecordRef(each.entity, each.row_id), Op(each.op)) for each in entries]
    if touched:
        subject, counts = subjects_of({key: touched}, names)[key]
    else:
        computer = RecordName(action.device)
        subject = Subject(Device.__tablename__, Op.UPDATE, 1, computer)
        counts = (EntityCount(Device.__tablename__, 1, Op.UPDATE),)
    return Act(key, action.by or "", action.reason, subject, counts)


def _entries(action: HandedIn) -> Entries:
    """What of an action can be read, as if it had been typed here."""
    return [
        OutboxEntry(
            tx=action.tx,
            entity=each.entity,
            row_id=each.row_id,
            op=each.op,
            patch=each.patch,
            client_time=action.at,
            action=action.action,
            reason=action.reason,
            code=each.code,
        )
        for each in action.changes
        if each.code not in _UNREADABLE
    ]
