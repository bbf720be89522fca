"""Candidates: taken up, edited, found, and looked at with all their exams."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from wset_desk.domain.candidates import CandidateValues, full_name, name_key
from wset_desk.domain.names import fold
from wset_desk.domain.permissions import Permission
from wset_desk.services.candidate_history import (
    EnrolmentRow,
    QualificationRow,
    Sitting,
    enrolments_of,
    qualifications_of,
    sittings_of,
)
from wset_desk.services.candidate_records import (
    apply_values,
    checked,
    known_candidate,
    new_row,
    refuse_if_built_upon,
    values_of,
)
from wset_desk.services.contract import command, query
from wset_desk.services.last_exams import LastExam, last_exams, newest_exams
from wset_desk.services.merged_records import FormerRecord, former_records, standing_id
from wset_desk.storage.schema import Candidate
from wset_desk.storage.unit_of_work import UnitOfWork


class CandidateSort(StrEnum):
    NAME = "name"
    NUMBER = "number"
    EMAIL = "email"
    LAST_EXAM = "last_exam"


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate in a list."""

    id: UUID
    name: str
    last_name: str
    number: str | None
    email: str | None
    birth_date: date | None
    extra_time_percent: int
    rest_breaks: bool
    large_text: bool
    last_exam: LastExam | None = None

    @property
    def has_adjustments(self) -> bool:
        return bool(self.extra_time_percent or self.rest_breaks or self.large_text)


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """A part of a list, and how many candidates the whole list has."""

    rows: tuple[CandidateRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CandidateDetail:
    id: UUID
    name: str
    values: CandidateValues


@dataclass(frozen=True, slots=True)
class CandidateProfile:
    """A candidate with their exams: `history` newest first, `upcoming` soonest first.

    `qualifications` have the same sittings by enrolment, `others` those without one. `former` are
    the records of the same person that were merged into this one. Of somebody whose data was
    erased, `erased_on`, only what names nobody is left.
    """

    detail: CandidateDetail
    history: tuple[Sitting, ...]
    upcoming: tuple[Sitting, ...]
    enrolments: tuple[EnrolmentRow, ...]
    qualifications: tuple[QualificationRow, ...] = ()
    others: tuple[Sitting, ...] = ()
    former: tuple[FormerRecord, ...] = ()
    erased_on: date | None = None


@command(Permission.MANAGE_CANDIDATES)
def add_candidate(
    uow: UnitOfWork,
    *,
    first_name: str,
    last_name: str,
    candidate_number: str | None = None,
    birth_date: date | None = None,
    email: str | None = None,
    phone: str | None = None,
    address: str | None = None,
    time_zone: str | None = None,
    extra_time_percent: int = 0,
    rest_breaks: bool = False,
    large_text: bool = False,
    adjustment_notes: str | None = None,
    notes: str | None = None,
) -> CandidateDetail:
    """Take up a candidate.

    Refuses, each with its `field`: FIRST_NAME_MISSING, LAST_NAME_MISSING, CANDIDATE_NUMBER_TAKEN,
    BIRTH_DATE_IN_FUTURE, BIRTH_DATE_TOO_EARLY, EMAIL_NOT_PLAUSIBLE, TIME_ZONE_UNKNOWN,
    EXTRA_TIME_OUT_OF_RANGE, TEXT_TOO_LONG. Whether the person may be there already,
    `possible_duplicates` tells.
    """
    values = CandidateValues(
        first_name=first_name,
        last_name=last_name,
        candidate_number=candidate_number,
        birth_date=birth_date,
        email=email,
        phone=phone,
        address=address,
        time_zone=time_zone,
        extra_time_percent=extra_time_percent,
        rest_breaks=rest_breaks,
        large_text=large_text,
        adjustment_notes=adjustment_notes,
        notes=notes,
    )
    return _detail(uow.add(new_row(checked(uow, values))))


@command(Permission.MANAGE_CANDIDATES)
def edit_candidate(
    uow: UnitOfWork, *, candidate_id: UUID, values: CandidateValues
) -> CandidateDetail:
    """Replace what is known of a candidate; own times follow the extra time.

    Refuses what `add_candidate` refuses. With the values from before it undoes an edit.
    """
    row = known_candidate(uow, candidate_id)
    apply_values(uow, [(row, checked(uow, values, besides=candidate_id))])
    return _detail(row)


@command(Permission.MANAGE_CANDIDATES)
def remove_candidate(uow: UnitOfWork, *, candidate_id: UUID) -> CandidateDetail:
    """Undo the taking up of a candidate; refuses CANDIDATE_HAS_HISTORY."""
    row = uow.get(Candidate, candidate_id)
    refuse_if_built_upon(uow, [row])
    uow.delete(row)
    return _detail(row)


@query(Permission.VIEW_CANDIDATES)
def possible_duplicates(
    uow: UnitOfWork, *, first_name: str, last_name: str, birth_date: date | None
) -> tuple[CandidateRow, ...]:
    """Candidates of the same name whose birth date is the same, or isn't known of either."""
    key = fold(full_name(first_name, last_name))
    statement = select(Candidate).where(_contains(key))
    if birth_date is not None:
        statement = statement.where(
            (Candidate.birth_date == birth_date) | Candidate.birth_date.is_(None)
        )
    rows = uow.session.scalars(statement.order_by(Candidate.search_text))
    return tuple(_row(row, None) for row in rows if name_key(values_of(row)) == key)


@query(Permission.VIEW_CANDIDATES)
def find_candidates(
    uow: UnitOfWork,
    *,
    text: str = "",
    limit: int = 200,
    offset: int = 0,
    sort: CandidateSort = CandidateSort.NAME,
    descending: bool = False,
) -> CandidatePage:
    """Candidates in whose name, number or e-mail every word of `text` stands, page by page."""
    found = found_by(text)
    total = uow.session.scalar(select(func.count(Candidate.id)).where(*found))
    statement = _sorted(select(Candidate).where(*found), uow.now, sort, descending=descending)
    rows = list(uow.session.scalars(statement.limit(limit).offset(offset)))
    last = last_exams(uow, [row.id for row in rows])
    return CandidatePage(tuple(_row(row, last.get(row.id)) for row in rows), total or 0)


@query(Permission.VIEW_CANDIDATES)
def candidate(uow: UnitOfWork, *, candidate_id: UUID) -> CandidateProfile:
    """Everything about one candidate, or NOT_FOUND; a merged record leads to the kept one."""
    row = uow.get(Candidate, standing_id(uow, candidate_id))
    erased_at = row.erased_at
    sittings = sittings_of(uow, row.id)
    upcoming = [sitting for sitting in sittings if sitting.is_upcoming(uow.now)]
    enrolments = enrolments_of(uow, row.id)
    return CandidateProfile(
        _detail(row),
        history=tuple(sitting for sitting in sittings if sitting not in upcoming),
        upcoming=tuple(reversed(upcoming)),
        enrolments=enrolments,
        qualifications=qualifications_of(uow, enrolments, sittings),
        others=tuple(each for each in sittings if each.course_enrollment_id is None),
        former=() if erased_at else tuple(former_records(uow, [row.id]).get(row.id, ())),
        erased_on=erased_at and erased_at.astimezone(uow.zone).date(),
    )


def _detail(row: Candidate) -> CandidateDetail:
    return CandidateDetail(row.id, full_name(row.first_name, row.last_name), values_of(row))


def _row(row: Candidate, last_exam: LastExam | None) -> CandidateRow:
    return CandidateRow(
        id=row.id,
        name=full_name(row.first_name, row.last_name),
        last_name=row.last_name,
        number=row.candidate_number,
        email=row.email,
        birth_date=row.birth_date,
        extra_time_percent=row.extra_time_percent,
        rest_breaks=row.rest_breaks,
        large_text=row.large_text,
        last_exam=last_exam,
    )


def found_by(text: str) -> list[ColumnElement[bool]]:
    """The conditions on candidates who are found by a text, for services of this layer; who was
    erased never is."""
    return [Candidate.erased_at.is_(None), *(_contains(word) for word in fold(text).split())]


def _contains(folded: str) -> ColumnElement[bool]:
    return Candidate.search_text.contains(folded, autoescape=True)


Candidates = Select[Candidate]


def _sorted(
    statement: Candidates, now: datetime, sort: CandidateSort, *, descending: bool
) -> Candidates:
    """In order of `sort`, those without it last, then by name."""
    if sort is CandidateSort.NAME:
        name = Candidate.search_text
        return statement.order_by(name.desc() if descending else name, Candidate.id)
    if sort is CandidateSort.LAST_EXAM:
        newest = newest_exams(now).subquery()
        statement = statement.outerjoin(newest, newest.c.candidate_id == Candidate.id)
        key: ColumnElement[str] = newest.c.newest
    else:
        key = func.lower(_SORTED_TEXTS[sort])
    ordered = key.desc() if descending else key.asc()
    return statement.order_by(ordered.nulls_last(), Candidate.search_text, Candidate.id)


_SORTED_TEXTS = {
    CandidateSort.NUMBER: Candidate.candidate_number,
    CandidateSort.EMAIL: Candidate.email,
}
