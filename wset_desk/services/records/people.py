"""Candidates, enrolments and bookings as rows of files name them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import case, select

from wset_desk.domain.candidate_rows import split_name
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_people import PersonValues
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.services.candidate_matching import KnownCandidate, known_candidates
from wset_desk.services.records.references import CourseSessions, Offerings
from wset_desk.storage.schema import CourseEnrollment, ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork

P = TypeVar("P", bound=PersonValues)


class People:
    """The centre's candidates, found as a row names them."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._known = known_candidates(uow)
        self.by_id = {each.id: each for each in self._known}

    def find(self, values: PersonValues) -> KnownCandidate:
        """Refuses CANDIDATE_NOT_NAMED, CANDIDATE_UNKNOWN and SEVERAL_CANDIDATES_NAMED."""
        if values.candidate_number:
            number = values.candidate_number
            found = self._known.with_number(number) or self._known.with_former_number(number)
            if found is None:
                raise DomainError("CANDIDATE_UNKNOWN", field="candidate_number", name=number)
            return found
        if values.last_name:
            return self._by_name(values, "last_name")
        if not values.full_name:
            raise DomainError("CANDIDATE_NOT_NAMED", field="candidate_number")
        return self._by_name(_with_both_names(values), "full_name")

    def named(self, values: P) -> P:
        """The row with the candidate's number and name as the centre has them."""
        return replace(values, **name_of(self.find(values)))

    def _by_name(self, values: PersonValues, field: str) -> KnownCandidate:
        wanted = CandidateValues(
            first_name=values.first_name,
            last_name=values.last_name,
            birth_date=values.birth_date,
        )
        fitting = self._known.alike(wanted)
        name = f"{values.first_name} {values.last_name}".strip()
        if not fitting:
            raise DomainError("CANDIDATE_UNKNOWN", field=field, name=name)
        if len(fitting) > 1:
            raise DomainError("SEVERAL_CANDIDATES_NAMED", field=field, name=name)
        return fitting[0]


def _with_both_names(values: PersonValues) -> PersonValues:
    """Refuses NAME_NOT_SPLIT."""
    try:
        last, first = split_name(values.full_name)
    except DomainError as error:
        raise DomainError(error.code, **{**error.parameters, "field": "full_name"}) from error
    return replace(values, first_name=first, last_name=last)


def name_of(known: KnownCandidate) -> dict[str, Any]:
    """The fields by which files name a candidate."""
    return {
        "candidate_number": known.values.candidate_number or "",
        "full_name": "",
        "first_name": known.values.first_name,
        "last_name": known.values.last_name,
        "birth_date": known.values.birth_date,
    }


def person_key(values: PersonValues) -> tuple[str, str, str, date | None]:
    """Of a row with the candidate's name as the centre has it."""
    return values.candidate_number, values.first_name, values.last_name, values.birth_date


@dataclass(frozen=True)
class EnrolmentEntry:
    """An enrolment with its offering and its first day."""

    row: CourseEnrollment
    offering: str
    course_format: CourseFormat
    course_session: str
    day: date


class Enrolments:
    """The enrolments that stand: of several for one course the active one, else the last."""

    def __init__(self, uow: UnitOfWork, offerings: Offerings, courses: CourseSessions) -> None:
        self._offerings = offerings
        standing: dict[tuple[object, ...], EnrolmentEntry] = {}
        keys: dict[UUID, tuple[object, ...]] = {}
        for row in uow.session.scalars(select(CourseEnrollment).order_by(CourseEnrollment.id)):
            entry = self._entry(row, courses)
            key = (row.candidate_id, row.offering_id, row.session_id, entry.day)
            keys[row.id] = key
            before = standing.get(key)
            if before is None or before.row.status != "enrolled":
                standing[key] = entry
        self.by_id = {entry.row.id: entry for entry in standing.values()}
        self._instead = {row_id: standing[key] for row_id, key in keys.items()}
        self._of: dict[UUID, list[EnrolmentEntry]] = defaultdict(list)
        for entry in standing.values():
            self._of[entry.row.candidate_id].append(entry)

    def of(self, candidate_id: UUID) -> Sequence[EnrolmentEntry]:
        return self._of.get(candidate_id, ())

    def standing_for(self, enrollment_id: UUID | None) -> EnrolmentEntry | None:
        """The enrolment itself, or the one that stands for the same course."""
        return None if enrollment_id is None else self._instead.get(enrollment_id)

    def _entry(self, row: CourseEnrollment, courses: CourseSessions) -> EnrolmentEntry:
        offering = self._offerings.by_id[row.offering_id]
        course = None if row.session_id is None else courses.by_id[row.session_id]
        day = course.starts_on if course is not None else row.start_date
        return EnrolmentEntry(
            row,
            offering.name,
            CourseFormat(offering.course_format),
            "" if course is None else course.name,
            day or date.min,
        )


_AS_BOOKED = (
    ExamRegistration.registration_date,
    case((ExamRegistration.status == RegistrationStatus.RESCHEDULED, 0), else_=1),
    ExamRegistration.id,
)
"""The order in which they were booked: a file brings in first what was moved away from."""


class Bookings:
    """All bookings: of several for one exam the active one stands, else the last."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.by_id: dict[UUID, ExamRegistration] = {}
        self.standing: dict[tuple[UUID, UUID], ExamRegistration] = {}
        for row in uow.session.scalars(select(ExamRegistration).order_by(*_AS_BOOKED)):
            self.by_id[row.id] = row
            key = (row.candidate_id, row.exam_session_id)
            before = self.standing.get(key)
            if before is None or before.status not in ACTIVE_STATUSES:
                self.standing[key] = row
