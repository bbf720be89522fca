"""What an enquiry in a file is about: bookings, and the versions of their results."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Component, ExamType
from wset_desk.domain.enquiries import COVERED, EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_enquiries import EnquiryValues
from wset_desk.domain.file_enquiry_checks import change_of
from wset_desk.domain.results import ResultState
from wset_desk.services.attempts import ResultKey
from wset_desk.services.records.papers import Papers
from wset_desk.services.records.people import Bookings, People
from wset_desk.services.records.references import ExamEntry, ExamSessions, as_instant
from wset_desk.storage.schema import ExamRegistration, ResultVersion
from wset_desk.storage.unit_of_work import UnitOfWork


class TellableVersion(NamedTuple):
    """A version of a result, as far as a candidate may have been told of it."""

    id: UUID
    number: int
    score: Decimal | None
    max_score: int
    is_released: bool
    entered_at: datetime


@dataclass(frozen=True)
class Challenge:
    """`bookings` are those of each component that the enquiry covers, `disputed` is what the
    candidate had been told of each.
    """

    exam: ExamEntry
    bookings: Mapping[Component, ExamRegistration]
    disputed: Mapping[Component, TellableVersion]
    in_parts: bool

    @property
    def booking(self) -> ExamRegistration:
        """The one that the enquiry stands on."""
        return next(iter(self.bookings.values()))

    @property
    def tasting(self) -> ExamRegistration | None:
        """The tasting booking of an enquiry about both papers; of a combined exam the same one."""
        return self.bookings.get(Component.TASTING) if len(self.bookings) > 1 else None

    @property
    def results(self) -> set[ResultKey]:
        return {(each.id, component) for component, each in self.bookings.items()}


class Challenges:
    """Finds what the rows of a file challenge."""

    def __init__(
        self, uow: UnitOfWork, people: People, exams: ExamSessions, bookings: Bookings
    ) -> None:
        self._uow = uow
        self._people = people
        self._exams = exams
        self._bookings = bookings
        self._papers = Papers(uow)
        self._versions = _versions(uow)
        self._numbers = {
            each.id: each.number for versions in self._versions.values() for each in versions
        }
        self._of_enrolment: dict[UUID | None, list[ExamRegistration]] = defaultdict(list)
        for each in bookings.standing.values():
            self._of_enrolment[each.course_enrollment_id].append(each)

    def number(self, version_id: UUID | None) -> int | None:
        return None if version_id is None else self._numbers.get(version_id)

    def of(self, values: EnquiryValues) -> Challenge:
        """Refuses BOOKING_UNKNOWN, COMPONENT_NOT_EXAMINED, BOTH_NEEDS_BOTH_RESULTS, CELL_MISSING,
        RESULT_UNKNOWN, RESULT_VERSION_UNKNOWN, CHANGED_MARK_OUTSIDE, and whom or what isn't known.
        """
        exam = self._exams.find(values)
        booking = self._bookings.standing.get((self._people.find(values).id, exam.exam.id))
        if booking is None:
            raise DomainError("BOOKING_UNKNOWN", field="exam")
        bookings = dict.fromkeys(COVERED[values.enquiry_type], booking)
        if (tasting := self._tasting(values, exam, booking)) is not None:
            bookings[Component.TASTING] = tasting
        papers = [self._papers.of(self._exam_of(each)) for each in bookings.values()]
        for component, paper in zip(bookings, papers, strict=True):
            if component not in paper.components:
                raise DomainError("COMPONENT_NOT_EXAMINED", field="enquiry_type")
        disputed = {each: self._told(bookings[each], each, values) for each in bookings}
        return Challenge(exam, bookings, disputed, any(paper.parts for paper in papers))

    def _tasting(
        self, values: EnquiryValues, exam: ExamEntry, booking: ExamRegistration
    ) -> ExamRegistration | None:
        """The tasting paper beside the theory paper: as the row says, else the only one there is
        of the same course with a result.
        """
        both = values.enquiry_type is EnquiryType.BOTH
        if not both or Component.TASTING in self._papers.of(exam).components:
            return None
        if values.tasting_exam:
            return self._named_tasting(values, booking.candidate_id)
        found = list(self._tasted(booking))
        if not found:
            raise DomainError("BOTH_NEEDS_BOTH_RESULTS", field="enquiry_type")
        if len(found) > 1:
            raise DomainError("CELL_MISSING", field="tasting_exam")
        return found[0]

    def _named_tasting(self, values: EnquiryValues, candidate_id: UUID) -> ExamRegistration:
        if values.tasting_start is None:
            raise DomainError("CELL_MISSING", field="tasting_start")
        for exam in self._exams.called(values.tasting_exam, values.tasting_start):
            found = self._bookings.standing.get((candidate_id, exam.exam.id))
            if found is not None:
                return found
        raise DomainError("BOOKING_UNKNOWN", field="tasting_exam")

    def _tasted(self, booking: ExamRegistration) -> Iterator[ExamRegistration]:
        if booking.course_enrollment_id is None:
            return
        for each in self._of_enrolment[booking.course_enrollment_id]:
            template = self._exam_of(each).template
            if template.exam_type == ExamType.TASTING and self._released(each, Component.TASTING):
                yield each

    def _told(
        self, booking: ExamRegistration, component: Component, values: EnquiryValues
    ) -> TellableVersion:
        """The version that the row names, else the last that was released by then."""
        field = f"disputed_{component}"
        number = getattr(values, field)
        versions = self._versions.get((booking.id, component), [])
        released = self._released(booking, component)
        if number is not None:
            named = [each for each in versions if each.number == number]
            if not named:
                raise DomainError("RESULT_VERSION_UNKNOWN", field=field, number=number)
        elif released:
            at = as_instant(self._uow, values.submitted_at, "submitted_at")
            # where results came in without their days, they were released after all of it
            named = [each for each in released if each.entered_at <= at] or released[:1]
        else:
            raise DomainError("RESULT_UNKNOWN", field="exam")
        _check_change(named[-1], component, values)
        return named[-1]

    def _exam_of(self, booking: ExamRegistration) -> ExamEntry:
        return self._exams.by_id[booking.exam_session_id]

    def _released(self, booking: ExamRegistration, component: Component) -> list[TellableVersion]:
        return [
            each for each in self._versions.get((booking.id, component), []) if each.is_released
        ]


def tasting_names(exams: ExamSessions, booking: ExamRegistration | None) -> dict[str, Any]:
    """The fields by which files name the other booking of an enquiry about both papers."""
    if booking is None:
        return {"tasting_exam": "", "tasting_start": None}
    exam = exams.by_id[booking.exam_session_id]
    return {"tasting_exam": exam.name, "tasting_start": exam.start}


def _check_change(told: TellableVersion, component: Component, values: EnquiryValues) -> None:
    change = change_of(values, component)
    if change is None or told.score is None:
        return
    if not 0 <= told.score + change <= told.max_score:
        field = f"score_change_{component}"
        raise DomainError("CHANGED_MARK_OUTSIDE", field=field, maximum=told.max_score)


def _versions(uow: UnitOfWork) -> dict[ResultKey, list[TellableVersion]]:
    """Of every result, the oldest first."""
    found: dict[ResultKey, list[TellableVersion]] = defaultdict(list)
    rows = uow.session.execute(
        select(
            ResultVersion.exam_registration_id,
            ResultVersion.component,
            ResultVersion.id,
            ResultVersion.number,
            ResultVersion.score,
            ResultVersion.max_score,
            ResultVersion.state,
            ResultVersion.entered_at,
        ).order_by(ResultVersion.number)
    )
    for booking, component, key, number, score, maximum, state, at in rows:
        released = state == ResultState.RELEASED and score is not None
        version = TellableVersion(key, number, score, maximum, released, at)
        found[booking, Component(component)].append(version)
    return found
