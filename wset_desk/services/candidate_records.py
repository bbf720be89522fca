"""The rows of candidates: made, changed and checked in one place for every service that does it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from wset_desk.domain.candidates import CandidateValues, full_name, number_key, problems, tidied
from wset_desk.domain.errors import DomainError
from wset_desk.services import derived
from wset_desk.services.merged_records import former_records
from wset_desk.storage.schema import Candidate, CourseEnrollment, ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork

_FIELDS = tuple(field.name for field in fields(CandidateValues))
_IDS_A_QUERY = 5000


def known_candidate(uow: UnitOfWork, candidate_id: UUID) -> Candidate:
    """Somebody of whom more can be written. Refuses NOT_FOUND and PERSON_ERASED."""
    row = uow.get(Candidate, candidate_id)
    if row.erased_at is not None:
        raise DomainError("PERSON_ERASED")
    return row


def values_of(row: Candidate) -> CandidateValues:
    return CandidateValues(**{name: getattr(row, name) for name in _FIELDS})


def new_row(values: CandidateValues) -> Candidate:
    """The row of a new candidate, for services of this layer; `values` are checked already."""
    row = Candidate(**{name: getattr(values, name) for name in _FIELDS})
    row.search_text = derived.search_text(row)
    return row


def apply_values(uow: UnitOfWork, changes: Iterable[tuple[Candidate, CandidateValues]]) -> None:
    """Change rows, for services of this layer; the values are checked already."""
    rows, other_times = [], []
    for row, values in changes:
        rows.append(row)
        if row.extra_time_percent != values.extra_time_percent:
            other_times.append(row.id)
        for name in _FIELDS:
            setattr(row, name, getattr(values, name))
    derived.settle_search_texts(uow, *rows)
    for candidate_id in other_times:
        derived.settle_own_times(uow, candidate_id)


def refuse_if_built_upon(uow: UnitOfWork, rows: Iterable[Candidate]) -> None:
    """Refuse CANDIDATE_HAS_HISTORY where one of them is enrolled or registered, and
    CANDIDATE_STANDS_FOR_ANOTHER where another record was merged into theirs."""
    by_id = {row.id: row for row in rows}
    for column in (CourseEnrollment.candidate_id, ExamRegistration.candidate_id):
        for used in _among(uow, column, by_id):
            name = full_name(by_id[used].first_name, by_id[used].last_name)
            raise DomainError("CANDIDATE_HAS_HISTORY", name=name)
    for kept_id in former_records(uow, by_id):
        name = full_name(by_id[kept_id].first_name, by_id[kept_id].last_name)
        raise DomainError("CANDIDATE_STANDS_FOR_ANOTHER", name=name)


def _among(
    uow: UnitOfWork, column: InstrumentedAttribute[UUID], ids: Collection[UUID]
) -> Iterator[UUID]:
    wanted = list(ids)
    for start in range(0, len(wanted), _IDS_A_QUERY):
        part = wanted[start : start + _IDS_A_QUERY]
        yield from uow.session.scalars(select(column).where(column.in_(part)).limit(1))


def checked(
    uow: UnitOfWork, values: CandidateValues, besides: UUID | None = None
) -> CandidateValues:
    """`values` tidied, or the first reason against them; `besides` may hold the number."""
    tidy = tidied(values)
    for refusal in problems(tidy, uow.now.astimezone(uow.zone).date()):
        raise refusal.as_error()
    if tidy.candidate_number is not None:
        refuse_taken_number(uow, tidy.candidate_number, besides)
    return tidy


def refuse_taken_number(uow: UnitOfWork, number: str, besides: UUID | None) -> None:
    """Refuse CANDIDATE_NUMBER_TAKEN where somebody has it; `besides` may."""
    compared = func.lower(func.replace(Candidate.candidate_number, " ", ""))
    holders = uow.session.scalars(select(Candidate).where(compared == number_key(number)))
    for holder in holders:
        if holder.id != besides:
            name = full_name(holder.first_name, holder.last_name)
            raise DomainError(
                "CANDIDATE_NUMBER_TAKEN", field="candidate_number", name=name, number=number
            )
