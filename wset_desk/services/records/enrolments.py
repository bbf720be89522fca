"""Enrolments in course sessions and online offerings, from files and into files."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import CourseFormat, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import RecordSpec
from wset_desk.domain.file_people import (
    ENROLMENT_SPEC,
    PERSON,
    EnrolmentStatus,
    EnrolmentValues,
)
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.domain.scheduling import remote_window
from wset_desk.services.derived import recount_seats, settle_own_times
from wset_desk.services.records.base import Known, Records
from wset_desk.services.records.people import Enrolments, People, name_of, person_key
from wset_desk.services.records.references import (
    CourseSessions,
    Offerings,
    as_instant,
    as_local,
    folded,
)
from wset_desk.storage.schema import (
    CourseEnrollment,
    CourseSession,
    ExamRegistration,
    ExamSession,
    Offering,
)
from wset_desk.storage.unit_of_work import UnitOfWork


class EnrolmentRecords(Records[EnrolmentValues]):
    """An enrolment is told by its candidate, offering, course session and first day."""

    spec: ClassVar[RecordSpec[EnrolmentValues]] = ENROLMENT_SPEC
    identity = PERSON | {"offering", "course_format", "course_session", "day", "exams"}
    fixed = frozenset({"status"})

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._offerings = Offerings(uow)
        self._courses = CourseSessions(uow)
        self._people = People(uow)
        self._enrolments = Enrolments(uow, self._offerings, self._courses)
        self._taken = Counter(
            each.row.session_id
            for each in self._enrolments.by_id.values()
            if each.row.status == EnrolmentStatus.ENROLLED
        )
        self._exams: dict[UUID, list[ExamSession]] = defaultdict(list)
        for exam in uow.session.scalars(_BUNDLED):
            if exam.course_session_id is not None:
                self._exams[exam.course_session_id].append(exam)
        self._exam_seats: Counter[UUID] = Counter()
        self._booked: dict[UUID, ExamSession] = {}
        self._enrolled: set[UUID] = set()

    def known(self) -> Iterator[Known[EnrolmentValues]]:
        for each in self._enrolments.by_id.values():
            person = self._people.by_id[each.row.candidate_id]
            values = EnrolmentValues(
                **name_of(person),
                offering=each.offering,
                course_format=each.course_format,
                course_session=each.course_session,
                day=each.day,
                window_ends_on=each.row.window_ends_on,
                status=EnrolmentStatus(each.row.status),
                finished=self._finished(each.row),
                exams=False,
            )
            about = (person.id, each.row.session_id, each.row.offering_id)
            yield Known(each.row.id, person.name, values, about)

    def key(self, values: EnrolmentValues) -> Hashable:
        course = (
            folded(values.offering),
            values.course_format,
            folded(values.course_session),
        )
        return person_key(values), course, values.day

    def resolved(self, values: EnrolmentValues) -> EnrolmentValues:
        named = self._people.named(values)
        offering = self._offerings.find(values.offering, values.course_format)
        found = CourseFormat(offering.course_format)
        course = "" if found is CourseFormat.ONLINE else self._course(values, offering).name
        named = replace(named, offering=offering.name, course_format=found)
        return replace(named, course_session=course)

    def accept(self, values: EnrolmentValues) -> None:
        offering = self._offerings.find(values.offering, values.course_format)
        if values.status is EnrolmentStatus.CANCELLED or _is_online(offering):
            return
        course = self._course(values, offering)
        _check_seat(course.name, course.max_capacity, self._taken[course.id])
        exams = self._exams[course.id] if values.exams else []
        for exam in exams:
            taken = exam.current_enrollment + self._exam_seats[exam.id]
            _check_seat(exam.name or course.name, exam.max_capacity, taken)
        self._taken[course.id] += 1
        self._exam_seats.update(exam.id for exam in exams)

    def add(self, values: EnrolmentValues) -> UUID:
        offering = self._offerings.find(values.offering, values.course_format)
        person = self._people.find(values)
        online = _is_online(offering)
        course = None if online else self._course(values, offering)
        enrollment = self.uow.add(
            CourseEnrollment(
                candidate_id=person.id,
                offering_id=offering.id,
                session_id=None if course is None else course.id,
                start_date=values.day if online else None,
                window_ends_on=self._window_end(values, offering) if online else None,
                status=values.status,
                completed_at=self._completed_at(values),
            )
        )
        if course is not None and values.exams and values.status is EnrolmentStatus.ENROLLED:
            self._book(enrollment, course)
            if person.values.extra_time_percent:
                self._enrolled.add(person.id)
        return enrollment.id

    def change(self, record_id: UUID, before: EnrolmentValues, after: EnrolmentValues) -> None:
        row = self.uow.get(CourseEnrollment, record_id)
        row.window_ends_on = after.window_ends_on
        row.completed_at = self._completed_at(after)

    def finish(self) -> None:
        recount_seats(self.uow, *self._booked.values())
        for candidate_id in self._enrolled:
            settle_own_times(self.uow, candidate_id)

    def _course(self, values: EnrolmentValues, offering: Offering) -> CourseSession:
        return self._courses.find(offering, values.day, values.course_session)

    def _finished(self, row: CourseEnrollment) -> datetime | None:
        return None if row.completed_at is None else as_local(self.uow, row.completed_at)

    def _completed_at(self, values: EnrolmentValues) -> datetime | None:
        if values.finished is None:
            return None
        return as_instant(self.uow, values.finished, "finished")

    def _window_end(self, values: EnrolmentValues, offering: Offering) -> object:
        if values.window_ends_on is not None:
            return values.window_ends_on
        days = [
            each.scheduling_window_days
            for each in self._offerings.templates.values()
            if each.course_offering_id == offering.id and each.active
        ]
        return remote_window(values.day, max(days, default=0)).last

    def _book(self, enrollment: CourseEnrollment, course: CourseSession) -> None:
        for exam in self._exams[course.id]:
            self._booked[exam.id] = exam
            self.uow.add(
                ExamRegistration(
                    candidate_id=enrollment.candidate_id,
                    exam_session_id=exam.id,
                    course_enrollment_id=enrollment.id,
                    registration_type=RegistrationType.BUNDLED,
                    registration_date=self.uow.now,
                    status=RegistrationStatus.REGISTERED,
                    fee_amount=Decimal("0.00"),
                    fee_paid=True,  # nothing is charged, so that nothing is owed
                    product_id=exam.product_id,
                )
            )


_BUNDLED = (
    select(ExamSession)
    .where(ExamSession.session_type == SessionType.BUNDLED, ExamSession.status == "scheduled")
    .order_by(ExamSession.exam_date, ExamSession.id)
)


def _is_online(offering: Offering) -> bool:
    return offering.course_format == CourseFormat.ONLINE


def _check_seat(name: str, capacity: int, taken: int) -> None:
    if taken >= capacity:
        raise DomainError("SEATS_ALL_TAKEN", session=name, seats=capacity)
