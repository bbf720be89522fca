"""What the server didn't take, written again: a new change, made on what stands by now.

Whatever has a service of its own is given to it. The rest was allowed when it was typed; the rules
that what others did may have broken since are asked anew.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.enquiries import EnquiryStatus, check_status_change
from wset_desk.domain.errors import DomainError
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.registrations import RegistrationStatus, check_transition
from wset_desk.services.candidate_records import refuse_if_built_upon, values_of
from wset_desk.services.candidates import edit_candidate
from wset_desk.services.money.entries import charged_for, within_owed
from wset_desk.services.syncing.constraints import code_of
from wset_desk.services.syncing.marks_again import MARKED, write_marks
from wset_desk.services.syncing.named_again import NAMED, write_named
from wset_desk.services.syncing.settling import settle
from wset_desk.storage.records import first_missing
from wset_desk.storage.schema import ENTITIES, Candidate, LedgerEntry, OutboxEntry, Synced
from wset_desk.storage.structure import columns_of, references_of
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork
from wset_desk.storage.wire import decode

Entries = Sequence[OutboxEntry]

_NEVER = frozenset({"ENTITY_NOT_SYNCED", "FIELD_NOT_ALLOWED", "APPEND_ONLY", "PERSON_ERASED"})
"""Refusals that stand whatever else has changed."""
_NUMBERED = frozenset({"result_versions", "mark_entries", "candidate_merges"})
"""What follows from what stood when it was written: it can't be written again as it was."""
_CANDIDATES = Candidate.__tablename__
_VALUES = frozenset(each.name for each in fields(CandidateValues))
_MOVES: Mapping[str, Callable[[Any, Any], object]] = {
    "exam_registrations": lambda old, new: check_transition(
        RegistrationStatus(old), RegistrationStatus(new)
    ),
    "exam_enquiries": lambda old, new: check_status_change(EnquiryStatus(old), EnquiryStatus(new)),
}


def can_write_again(entries: Entries) -> bool:
    """Whether it may be tried as it was typed; what stands may still be against it."""
    if any(entry.code in _NEVER for entry in entries):
        return False
    return is_of_marks(entries) or _NUMBERED.isdisjoint(entry.entity for entry in entries)


def is_of_marks(entries: Entries) -> bool:
    """Marks are given a reason when they are written again."""
    return entries[0].action in MARKED


def are_values_of_one(entries: Entries) -> bool:
    """Whether all of it is what is known of candidates, which have a form of their own."""
    return all(
        (entry.entity, entry.op) == (_CANDIDATES, "update") and set(entry.patch) <= _VALUES
        for entry in entries
    )


def write_again(uow: UnitOfWork, entries: Entries, reason: str) -> None:
    """Refuses KEEP_BY_HAND for what takes more than that, and whatever a rule is against now."""
    if not can_write_again(entries):
        raise DomainError("KEEP_BY_HAND")
    if is_of_marks(entries):
        write_marks(uow, entries, reason)
    elif are_values_of_one(entries):
        _write_values(uow, entries)
    elif all(entry.entity in NAMED for entry in entries):
        for entry in entries:
            write_named(uow, entry)
    else:
        _write_rows(uow, entries)


def _write_values(uow: UnitOfWork, entries: Entries) -> None:
    for entry in entries:
        present = values_of(uow.get(Candidate, entry.row_id))
        typed = replace(present, **_typed(entry))
        edit_candidate(uow, candidate_id=entry.row_id, values=typed)


def _write_rows(uow: UnitOfWork, entries: Entries) -> None:
    _check_references(uow, entries)
    uow.reason = entries[0].reason
    try:
        for entry in entries:
            _write_row(uow, entry)
            uow.session.flush()
        settle(uow, {(entry.entity, entry.row_id) for entry in entries})
    except IntegrityError as error:
        raise DomainError(code_of(error)) from error


def _write_row(uow: UnitOfWork, entry: OutboxEntry) -> None:
    model = ENTITIES[entry.entity]
    row = uow.session.scalar(
        select(model).where(model.id == entry.row_id), execution_options=WITH_DELETED
    )
    if row is None and entry.op != "insert":
        raise DomainError("ROW_UNKNOWN")
    if row is None:
        _check_payment(uow, entry)
        new = model(**_typed(entry))
        new.id = entry.row_id
        uow.add(new)
    elif entry.op == "delete":
        _delete(uow, row)
    else:
        _update(row, entry)


def _delete(uow: UnitOfWork, row: Synced) -> None:
    if isinstance(row, Candidate):
        refuse_if_built_upon(uow, [row])
    uow.delete(row)


def _update(row: Synced, entry: OutboxEntry) -> None:
    """What somebody took out comes back with it; a candidate may be in another's record by now."""
    if row.deleted_at is not None and entry.entity == _CANDIDATES:
        raise DomainError("ROW_DELETED")
    typed = {"deleted_at": None, **_typed(entry)}
    status = typed.get("status")
    if status is not None and status != row.status and entry.entity in _MOVES:  # type: ignore[attr-defined]
        _MOVES[entry.entity](row.status, status)  # type: ignore[attr-defined]
    columns = columns_of(entry.entity)
    for name, value in typed.items():
        if columns[name].info["sync"] != "append":
            setattr(row, name, value)


def _check_payment(uow: UnitOfWork, entry: OutboxEntry) -> None:
    """Somebody else may have been paid the same money meanwhile."""
    typed = _typed(entry)
    if entry.entity != LedgerEntry.__tablename__ or typed.get("kind") != LedgerKind.PAYMENT:
        return
    charged = charged_for(uow, typed.get("exam_registration_id"), typed.get("exam_enquiry_id"))
    within_owed(uow, charged, typed["amount"], "PAYMENT_ABOVE_OWED")


def _check_references(uow: UnitOfWork, entries: Entries) -> None:
    """The database asks at the commit only. Refuses REFERENCE_MISSING."""
    made = {(entry.entity, str(entry.row_id)) for entry in entries if entry.op == "insert"}
    wanted = {
        (target, str(entry.patch[name]))
        for entry in entries
        for name, target in references_of(entry.entity).items()
        if entry.patch.get(name) is not None
    }
    missing = _missing(uow, wanted - made)
    if missing is not None:
        raise DomainError("REFERENCE_MISSING", entity=missing)


def _missing(uow: UnitOfWork, wanted: Collection[tuple[str, str]]) -> str | None:
    return first_missing(uow.session.connection(), uow.actor.centre_id, wanted)


def _typed(entry: OutboxEntry) -> dict[str, Any]:
    """The patch as values of the row's columns."""
    columns = columns_of(entry.entity)
    return {name: decode(columns[name], value) for name, value in entry.patch.items()}
