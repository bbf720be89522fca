"""What erasing somebody would take away, what has to be kept, until when, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.retention import RecordKind, kept_until
from wset_desk.services.contract import query
from wset_desk.services.merged_records import standing_id
from wset_desk.services.privacy.open_matters import open_matters
from wset_desk.services.privacy.periods import latest_days, results_are_over, today, years_kept
from wset_desk.storage.erasing import person
from wset_desk.storage.personal import RowIds, portions, rows_about
from wset_desk.storage.schema import AuditEntry, Candidate
from wset_desk.storage.unit_of_work import UnitOfWork


class Part(StrEnum):
    """A part of what is known of somebody, in the order in which it is told."""

    PERSON = "person"
    FORMER = "former"
    MESSAGES = "messages"
    ENQUIRY_TEXTS = "enquiry_texts"
    CONSIDERATIONS = "considerations"
    LEDGER_TEXTS = "ledger_texts"
    RESULT_TEXTS = "result_texts"
    REMOTE = "remote"
    MARKS = "marks"
    AUDIT_VALUES = "audit_values"


class Kept(StrEnum):
    """What stays, without a name; each has its reason."""

    RESULTS = "results"
    CERTIFICATES = "certificates"
    LEDGER = "ledger"
    BOOKINGS = "bookings"
    ENQUIRIES = "enquiries"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class ErasedPart:
    """`count` of records, of entries in the log."""

    part: Part
    count: int


@dataclass(frozen=True, slots=True)
class KeptPart:
    """`until`: the day on which its period is over; None for what stays for good, as it names
    nobody and other records need it."""

    kept: Kept
    count: int
    until: date | None


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """With `open_matters`, erasing is refused. `erased_on`: the name has gone already, and what is
    left are marks whose period is over by now."""

    candidate_id: UUID
    name: str
    number: str | None
    open_matters: tuple[Refusal, ...]
    erased: tuple[ErasedPart, ...]
    kept: tuple[KeptPart, ...]
    erased_on: date | None = None


@query(Permission.ERASE_PEOPLE)
def preview_erasures(
    uow: UnitOfWork, *, candidate_ids: Sequence[UUID]
) -> tuple[ErasurePreview, ...]:
    """One preview a person, in the order given; a merged record leads to the one that stands.

    Refuses NOT_FOUND.
    """
    standing = dict.fromkeys(standing_id(uow, each) for each in candidate_ids)
    return tuple(preview_of(uow, uow.get(Candidate, each)) for each in standing)


def preview_of(uow: UnitOfWork, candidate: Candidate) -> ErasurePreview:
    """The preview, for services of this layer."""
    who = person(uow, candidate.id)
    rows = rows_about(uow.session.connection(), uow.actor.centre_id, who.ids)
    logged = _entries_about(uow, rows)
    with_results = results_are_over(uow, who.ids)
    erased_at = candidate.erased_at
    return ErasurePreview(
        candidate_id=candidate.id,
        name=full_name(candidate.first_name, candidate.last_name),
        number=candidate.candidate_number,
        open_matters=() if erased_at else tuple(open_matters(uow, candidate)),
        erased=tuple(_erased(rows, logged, with_results=with_results)),
        kept=tuple(_kept(uow, who.ids, rows, logged, with_results=with_results)),
        erased_on=erased_at and erased_at.astimezone(uow.zone).date(),
    )


_TABLES: dict[Part, tuple[str, ...]] = {
    Part.MESSAGES: ("notices",),
    Part.ENQUIRY_TEXTS: ("exam_enquiries", "enquiry_events"),
    Part.CONSIDERATIONS: ("special_considerations",),
    Part.LEDGER_TEXTS: ("ledger_entries",),
    Part.RESULT_TEXTS: ("result_versions", "result_holds"),
    Part.REMOTE: ("registration_tasks",),
}


def _erased(rows: RowIds, logged: int, *, with_results: bool) -> Iterator[ErasedPart]:
    yield ErasedPart(Part.PERSON, 1)
    counts = {part: _count(rows, *tables) for part, tables in _TABLES.items()}
    counts = {Part.FORMER: len(rows["candidates"]) - 1, **counts}
    if with_results:
        counts[Part.MARKS] = _count(rows, "exam_registrations")
    counts[Part.AUDIT_VALUES] = logged
    yield from (ErasedPart(part, count) for part, count in counts.items() if count)


def _kept(
    uow: UnitOfWork, people: Sequence[UUID], rows: RowIds, logged: int, *, with_results: bool
) -> Iterator[KeptPart]:
    results, ledger = (
        _until(uow, people, kind) for kind in (RecordKind.RESULTS, RecordKind.LEDGER)
    )
    counts = {
        Kept.RESULTS: (0 if with_results else _count(rows, "result_versions"), results),
        Kept.CERTIFICATES: (_count(rows, "certificates"), results),
        Kept.LEDGER: (_count(rows, "ledger_entries"), ledger),
        Kept.BOOKINGS: (_count(rows, "exam_registrations", "course_enrollments"), None),
        Kept.ENQUIRIES: (_count(rows, "exam_enquiries"), results),
        Kept.AUDIT: (logged, None),
    }
    for kept, (count, until) in counts.items():
        if count:
            yield KeptPart(kept, count, until if until and until > today(uow) else None)


def _until(uow: UnitOfWork, people: Sequence[UUID], kind: RecordKind) -> date | None:
    found = latest_days(uow, people).values()
    newest = [days[kind] for days in found if kind in days]
    return kept_until(max(newest), years_kept(uow)[kind]) if newest else None


def _count(rows: RowIds, *tables: str) -> int:
    return sum(len(rows.get(table, ())) for table in tables)


def _entries_about(uow: UnitOfWork, rows: RowIds) -> int:
    """How many entries of the audit log are about these rows."""
    return sum(
        uow.session.scalar(
            select(func.count(AuditEntry.id)).where(
                AuditEntry.entity == entity, AuditEntry.row_id.in_(some)
            )
        )
        or 0
        for entity, ids in rows.items()
        for some in portions(ids)
    )
