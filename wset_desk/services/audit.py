"""The audit log: who changed what, when and why, action by action.

An action is one service in one transaction; it may have changed many records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.audit_filters import EVERYTHING, AuditFilter, Condition, about, conditions
from wset_desk.services.audit_records import ActKey, RecordChange, read_acts
from wset_desk.services.audit_subjects import EntityCount, Subject, find_subjects
from wset_desk.services.contract import query
from wset_desk.services.record_names import NameBook, RecordName, RecordRef
from wset_desk.storage.schema import AuditEntry
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

MOST_EXPORTED = 100_000
_NEWEST_FIRST = (AuditEntry.at.desc(), AuditEntry.tx.desc(), AuditEntry.action)


@dataclass(frozen=True, slots=True)
class Act:
    """One action in the list. `actor_name` is what the person was called then."""

    key: ActKey
    actor_name: str
    reason: str | None
    subject: Subject
    counts: tuple[EntityCount, ...]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A part of the list, the newest action first, and how many actions the whole list has."""

    acts: tuple[Act, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """A part of what an action changed, and how many entries of the log tell of it all."""

    records: tuple[RecordChange, ...]
    next_offset: int
    total: int


@dataclass(frozen=True, slots=True)
class PastAct:
    """An action in the history of a record, with what it changed there."""

    act: Act
    records: tuple[RecordChange, ...]


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """A part of a record's history, the newest action first."""

    name: RecordName
    acts: tuple[PastAct, ...]
    total: int


@dataclass(frozen=True, slots=True)
class AuditChoices:
    """What the log can be filtered by: people by their newest name, kinds of record, actions."""

    people: tuple[tuple[UUID, str], ...]
    entities: tuple[str, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportedAct:
    """An action with all that it changed."""

    key: ActKey
    actor_name: str
    reason: str | None
    records: tuple[RecordChange, ...]


@query(Permission.VIEW_AUDIT)
def find_acts(
    uow: UnitOfWork, *, wanted: AuditFilter = EVERYTHING, limit: int = 100, offset: int = 0
) -> AuditPage:
    """Actions with at least one entry that `wanted` fits, page by page."""
    return _acts(uow, conditions(uow, wanted), limit, offset)


@query(Permission.VIEW_AUDIT)
def act_records(uow: UnitOfWork, *, key: ActKey, limit: int = 100, offset: int = 0) -> RecordsPage:
    """What an action changed, record by record in the order of writing.

    `limit` and `offset` count entries; a record that was written twice stands once.
    """
    statement = select(AuditEntry).where(*_of_act(key)).order_by(AuditEntry.id)
    entries = uow.session.scalars(statement.limit(limit).offset(offset)).all()
    total = uow.session.scalar(select(func.count(AuditEntry.id)).where(*_of_act(key)))
    records = read_acts(uow, entries).get(key, ())
    return RecordsPage(records, offset + len(entries), total or 0)


@query(Permission.VIEW_AUDIT)
def record_history(
    uow: UnitOfWork, *, entity: str, row_id: UUID, limit: int = 20, offset: int = 0
) -> RecordHistory:
    """Everything that was done to a record and to what belongs to it."""
    record = RecordRef(entity, row_id)
    page = _acts(uow, [about(record)], limit, offset)
    changed = _records_of(uow, page.acts, about(record))
    names = NameBook(uow)
    names.learn([record])
    past = tuple(PastAct(act, changed.get(act.key, ())) for act in page.acts)
    return RecordHistory(names[row_id], past, page.total)


@query(Permission.VIEW_AUDIT)
def audit_choices(uow: UnitOfWork) -> AuditChoices:
    """What occurs in the log."""
    people = uow.session.execute(
        select(AuditEntry.actor_id, AuditEntry.actor_name)
        .where(AuditEntry.actor_id.is_not(None))
        .group_by(AuditEntry.actor_id, AuditEntry.actor_name)
        .order_by(func.max(AuditEntry.at))
    )
    names = {row.actor_id: row.actor_name for row in people}
    return AuditChoices(
        tuple(sorted(names.items(), key=lambda person: person[1].casefold())),
        _distinct(uow, AuditEntry.entity),
        _distinct(uow, AuditEntry.action),
    )


@query(Permission.VIEW_AUDIT)
def acts_to_export(uow: UnitOfWork, *, wanted: AuditFilter = EVERYTHING) -> tuple[ExportedAct, ...]:
    """Every entry that `wanted` fits, the newest action first; refuses AUDIT_TOO_LONG."""
    fitting = conditions(uow, wanted)
    total = uow.session.scalar(
        select(func.count(AuditEntry.id)).where(*fitting), execution_options=WITH_DELETED
    )
    if (total or 0) > MOST_EXPORTED:
        raise DomainError("AUDIT_TOO_LONG", maximum=MOST_EXPORTED)
    entries = uow.session.scalars(
        select(AuditEntry).where(*fitting).order_by(*_NEWEST_FIRST, AuditEntry.id),
        execution_options=WITH_DELETED,
    ).all()
    by_whom = {(entry.tx, entry.action): entry.actor_name for entry in entries}
    reasons = {(entry.tx, entry.action): entry.reason for entry in entries if entry.reason}
    return tuple(
        ExportedAct(key, by_whom[key.tx, key.action], reasons.get((key.tx, key.action)), records)
        for key, records in read_acts(uow, entries).items()
    )


def _acts(uow: UnitOfWork, fitting: Sequence[Condition], limit: int, offset: int) -> AuditPage:
    entry = AuditEntry
    shared = (entry.at, entry.tx, entry.action, entry.actor_name)
    rows = uow.session.execute(
        select(*shared, func.max(entry.reason), func.count().over())
        .where(*fitting)
        .group_by(*shared)
        .order_by(*_NEWEST_FIRST)
        .limit(limit)
        .offset(offset),
        execution_options=WITH_DELETED,
    ).all()
    keys = [ActKey(row.tx, row.action, row.at) for row in rows]
    subjects = find_subjects(uow, keys)
    acts = (
        Act(key, row.actor_name, row[4], *subjects[key])
        for key, row in zip(keys, rows, strict=True)
    )
    return AuditPage(tuple(acts), rows[0][5] if rows else 0)


def _of_act(key: ActKey) -> tuple[Condition, ...]:
    # the time is what the index is by
    return (AuditEntry.at == key.at, AuditEntry.tx == key.tx, AuditEntry.action == key.action)


def _records_of(
    uow: UnitOfWork, acts: Sequence[Act], within: Condition
) -> dict[ActKey, tuple[RecordChange, ...]]:
    entries = uow.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.tx.in_([act.key.tx for act in acts]), within)
        .order_by(AuditEntry.id),
        execution_options=WITH_DELETED,
    )
    return read_acts(uow, entries)


def _distinct(uow: UnitOfWork, column: Any) -> tuple[str, ...]:
    return tuple(uow.session.scalars(select(column).distinct().order_by(column)))
