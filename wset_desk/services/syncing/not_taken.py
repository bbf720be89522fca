"""What the server didn't take of what was typed here: looked at, tried again, set aside."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.audit_records import RecordChange, read_acts
from wset_desk.services.candidate_records import values_of
from wset_desk.services.candidates import edit_candidate
from wset_desk.services.contract import command, query
from wset_desk.services.syncing.standing import needs_attention
from wset_desk.storage.records import read_records
from wset_desk.storage.schema import AuditEntry, Candidate, OutboxEntry, Staff
from wset_desk.storage.structure import columns_of
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork
from wset_desk.storage.wire import decode

_OUTBOX = OutboxEntry.__tablename__
_VALUES = {each.name for each in fields(CandidateValues)}


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One action at this desk, by `by` at `at`, that the server took nothing of, and why.

    Each of `records` has what stands now `before` and what was typed `after`; `theirs_by` wrote the
    former at `theirs_at`, where the server has said so. `can_keep`: it can be tried again as it was
    typed.
    """

    tx: UUID
    by: str | None
    at: datetime
    why: DomainError
    records: tuple[RecordChange, ...]
    can_keep: bool
    theirs_by: str | None = None
    theirs_at: datetime | None = None


@query(Permission.MANAGE_SETTINGS)
def list_not_taken(uow: UnitOfWork) -> tuple[NotTaken, ...]:
    """Of those that nobody has settled yet, the oldest first."""
    wanted = select(OutboxEntry).where(needs_attention()).order_by(OutboxEntry.n)
    actions = groupby(uow.session.scalars(wanted).all(), key=lambda entry: entry.tx)
    return tuple(_not_taken(uow, list(entries)) for _tx, entries in actions)


@command(Permission.MANAGE_SETTINGS)
def keep_theirs(uow: UnitOfWork, *, tx: UUID) -> None:
    """Leave what stands: the action is set aside, and stays kept with what it was."""
    _set_aside(uow, _entries(uow, tx), "theirs")


@command(Permission.MANAGE_SETTINGS)
def keep_mine(uow: UnitOfWork, *, tx: UUID) -> None:
    """Write what was typed on top of what stands, as a new edit. Refuses KEEP_BY_HAND for what
    takes more than that, and what `edit_candidate` refuses."""
    entries = _entries(uow, tx)
    if not _can_keep(entries):
        raise DomainError("KEEP_BY_HAND")
    for entry in entries:
        columns = columns_of(entry.entity)
        typed = {name: decode(columns[name], value) for name, value in entry.patch.items()}
        present = values_of(uow.get(Candidate, entry.row_id))
        edit_candidate(uow, candidate_id=entry.row_id, values=replace(present, **typed))
    _set_aside(uow, entries, "mine")


def _entries(uow: UnitOfWork, tx: UUID) -> Sequence[OutboxEntry]:
    """Refuses NOT_FOUND where somebody has settled it already."""
    wanted = select(OutboxEntry).where(OutboxEntry.tx == tx, needs_attention())
    entries = uow.session.scalars(wanted.order_by(OutboxEntry.n)).all()
    if not entries:
        raise DomainError("NOT_FOUND", entity=_OUTBOX)
    return entries


def _set_aside(uow: UnitOfWork, entries: Sequence[OutboxEntry], kept: str) -> None:
    for entry in entries:
        entry.detail = {**(entry.detail or {}), "kept": kept}
    uow.changed.add(_OUTBOX)


def _can_keep(entries: Sequence[OutboxEntry]) -> bool:
    """A candidate's data are edited as a whole; anything else has rules of its own."""
    return all(
        (entry.entity, entry.op) == (Candidate.__tablename__, "update")
        and set(entry.patch) <= _VALUES
        for entry in entries
    )


def _not_taken(uow: UnitOfWork, entries: Sequence[OutboxEntry]) -> NotTaken:
    first = entries[0]
    why = next((each for each in entries if each.code != "ACTION_NOT_TAKEN"), first)
    parameters = (why.detail or {}).get("parameters", {})
    written = [_as_written(uow, entry) for entry in entries]
    return NotTaken(
        first.tx,
        _name_of(uow, first.user_id),
        first.client_time,
        DomainError(why.code or "RECORD_CLASHES", **parameters),
        tuple(record for records in read_acts(uow, written).values() for record in records),
        _can_keep(entries),
        *_theirs(entries),
    )


def _theirs(entries: Sequence[OutboxEntry]) -> tuple[str | None, datetime | None]:
    """Who wrote what stands, and when: of several fields, the first one's."""
    for entry in entries:
        for field in (entry.detail or {}).get("conflict", {}).values():
            if field.get("by") and field.get("at"):
                return field["by"], datetime.fromisoformat(field["at"])
    return None, None


def _as_written(uow: UnitOfWork, entry: OutboxEntry) -> AuditEntry:
    """As the audit log would have it, had it been written on what stands now."""
    now = _record(uow, entry)
    return AuditEntry(
        tx=entry.tx,
        action=entry.action,
        at=entry.client_time,
        entity=entry.entity,
        row_id=entry.row_id,
        op=entry.op,
        changes={name: [now.get(name), value] for name, value in entry.patch.items()},
    )


def _record(uow: UnitOfWork, entry: OutboxEntry) -> dict[str, Any]:
    found = read_records(
        uow.session.connection(), uow.actor.centre_id, entry.entity, [entry.row_id]
    )
    return found.get(entry.row_id, {})


def _name_of(uow: UnitOfWork, staff_id: UUID | None) -> str | None:
    wanted = select(Staff.name).where(Staff.id == staff_id)
    return uow.session.scalar(wanted, execution_options=WITH_DELETED)
