"""What the server didn't take of what was typed here: looked at, tried again, set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.services.audit import Act
from wset_desk.services.audit_records import ActKey, RecordChange, read_acts
from wset_desk.services.audit_subjects import find_subjects
from wset_desk.services.contract import command, query
from wset_desk.services.record_names import NameBook
from wset_desk.services.syncing.again import can_write_again, is_of_marks, write_again
from wset_desk.services.syncing.edited import Command, is_written, save_edited, typed_in
from wset_desk.services.syncing.journal import IN_OUTBOX, mine_or_all, staff_names
from wset_desk.services.syncing.refused import (
    WITH_OTHERS,
    RefusedAction,
    refused_action,
    refused_actions,
)
from wset_desk.services.syncing.standing_rows import (
    MOST_SHOWN,
    Standing,
    names_of_gone,
    what_stands,
)
from wset_desk.services.syncing.typed import Typed
from wset_desk.storage.schema import AuditEntry, Candidate, ExamRegistration, OutboxEntry
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

_OUTBOX = OutboxEntry.__tablename__
_FULL = frozenset({"SESSION_FULL", "SEATS_ON_OFFER"})

Entries = Sequence[OutboxEntry]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One action at this desk that the server took nothing of, and why.

    Each of `records` has what stands now `before` and what was typed `after`; `theirs_by` wrote the
    former at `theirs_at`, where the server has said so; `left_out` more aren't in it. `can_keep`:
    it can be tried again as it was typed, with a reason where that `wants_reason`. `followers` were
    done later, build on it and are settled with it. `seat_of` has the last seat that was booked.
    `typed`: the record has a form of its own in which that can be looked over.
    """

    tx: UUID
    act: Act
    why: DomainError
    records: tuple[RecordChange, ...]
    can_keep: bool
    wants_reason: bool = False
    theirs_by: str | None = None
    theirs_at: datetime | None = None
    left_out: int = 0
    followers: tuple[Act, ...] = ()
    typed: Typed | None = None
    seat_of: str | None = None


@dataclass(frozen=True, slots=True)
class NotTakenList:
    """What waits for the person who is signed in, the oldest first; `of_others` is left to those
    who typed it, or to an administrator."""

    actions: tuple[NotTaken, ...]
    of_others: int


@query(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def list_not_taken(uow: UnitOfWork) -> NotTakenList:
    """What nobody has settled yet. Administrators see everybody's."""
    found = refused_actions(uow)
    own = refused_actions(uow, *mine_or_all(uow))
    actions = [entries for each in own for entries in each.all_entries()]
    names = names_of_gone(uow, actions)
    acts = _acts(uow, actions, names)
    shown = tuple(_not_taken(uow, each, acts, names) for each in own)
    return NotTakenList(shown, len(found) - len(own))


@command(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def keep_theirs(uow: UnitOfWork, *, tx: UUID) -> None:
    """Leave what stands: the action is set aside with what builds on it, and stays kept with what
    it was. Refuses NOT_FOUND where somebody has settled it already."""
    for entries in refused_action(uow, tx, *mine_or_all(uow)).all_entries():
        _set_aside(uow, entries, "theirs")


@command(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def keep_edited(
    uow: UnitOfWork, *, tx: UUID, service: Command, arguments: Mapping[str, Any]
) -> Any:
    """Have `service`, by which the record's own form is saved, write it as it was looked over, and
    set the action aside; answers what it answers.

    Refuses KEEP_BY_HAND where that isn't the record's form, what `service` refuses (nothing is
    changed then), and as `keep_theirs`.
    """
    action = refused_action(uow, tx, *mine_or_all(uow))
    answer = save_edited(uow, action.entries, service, arguments)
    if is_written(answer):
        for entries in action.all_entries():
            _set_aside(uow, entries, "edited")
    return answer


@command(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def keep_mine(uow: UnitOfWork, *, tx: UUID, reason: str = "") -> None:
    """Write what was typed on top of what stands, as a new change, and then what builds on it.

    Refuses what a rule is against by now (nothing is changed then), REASON_MISSING for marks, and
    KEEP_BY_HAND for what takes more than writing it again.
    """
    for entries in refused_action(uow, tx, *mine_or_all(uow)).all_entries():
        write_again(uow, entries, reason)
        _set_aside(uow, entries, "mine")


def _set_aside(uow: UnitOfWork, entries: Entries, kept: str) -> None:
    for entry in entries:
        entry.detail = {**(entry.detail or {}), "kept": kept}
        entry.settled_at = uow.now
    uow.changed.add(_OUTBOX)


def _not_taken(
    uow: UnitOfWork, action: RefusedAction, acts: dict[UUID, Act], names: NameBook
) -> NotTaken:
    entries = action.entries
    why = next((each for each in entries if each.code != WITH_OTHERS), entries[0])
    parameters = (why.detail or {}).get("parameters", {})
    return NotTaken(
        action.tx,
        acts[action.tx],
        DomainError(why.code or "RECORD_CLASHES", **parameters),
        compared(uow, entries[:MOST_SHOWN], names),
        can_write_again(entries),
        is_of_marks(entries),
        *_theirs(entries),
        max(0, len(entries) - MOST_SHOWN),
        tuple(acts[each[0].tx] for each in action.followers),
        typed_in(uow, entries),
        _seat_of(uow, entries) if why.code in _FULL else None,
    )


def _acts(uow: UnitOfWork, actions: Sequence[Entries], names: NameBook) -> dict[UUID, Act]:
    """The actions as the audit log names them, by `tx`."""
    if not actions:
        return {}
    firsts = [entries[0] for entries in actions]
    keys = [ActKey(each.tx, each.action, each.client_time) for each in firsts]
    subjects, people = find_subjects(uow, keys, IN_OUTBOX, names), staff_names(uow)
    return {
        each.tx: Act(key, people.get(each.user_id, ""), each.reason, *subjects[key])
        for each, key in zip(firsts, keys, strict=True)
    }


def compared(uow: UnitOfWork, entries: Entries, names: NameBook) -> tuple[RecordChange, ...]:
    """Record by record, what stands `before` and what was typed `after`."""
    standing = what_stands(uow, entries)
    written = [_as_written(entry, standing.get(entry.row_id)) for entry in entries]
    found = read_acts(uow, written, names)
    return tuple(record for records in found.values() for record in records)


def _seat_of(uow: UnitOfWork, entries: Entries) -> str | None:
    """Who came last into the exam session in which a seat was booked here, too."""
    wanted = {entry.patch.get("exam_session_id") for entry in entries} - {None}
    if len(wanted) != 1:
        return None
    (session_id,) = wanted
    row = uow.session.execute(
        select(Candidate.first_name, Candidate.last_name)
        .join(ExamRegistration, ExamRegistration.candidate_id == Candidate.id)
        .where(
            ExamRegistration.exam_session_id == UUID(str(session_id)),
            ExamRegistration.status.in_(ACTIVE_STATUSES),
        )
        .order_by(ExamRegistration.registration_date.desc(), ExamRegistration.seq.desc())
        .limit(1),
        execution_options=WITH_DELETED,
    ).first()
    return None if row is None else full_name(row.first_name, row.last_name)


def _theirs(entries: Entries) -> tuple[str | None, datetime | None]:
    """Who wrote what stands, and when: of several fields, the first one's."""
    for entry in entries:
        for field in (entry.detail or {}).get("conflict", {}).values():
            if field.get("by") and field.get("at"):
                return field["by"], datetime.fromisoformat(field["at"])
    return None, None


def _as_written(entry: OutboxEntry, stands: Standing | None) -> AuditEntry:
    """As the audit log would have it, had it been written on what stands now."""
    now = {} if stands is None else stands.record
    return AuditEntry(
        tx=entry.tx,
        action=entry.action,
        at=entry.client_time,
        entity=entry.entity,
        row_id=entry.row_id if stands is None else stands.row_id,
        op=entry.op if stands is None or entry.op != "insert" else "update",
        changes={
            name: [now.get(name), value]
            for name, value in entry.patch.items()
            if name != "created_at"
        },
    )
