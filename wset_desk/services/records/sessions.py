"""Course sessions and exam sessions, from files and into files."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import CourseFormat, ExamType, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import RecordSpec
from wset_desk.domain.file_sessions import (
    SESSION_SPEC,
    FurtherDay,
    RowType,
    SessionValues,
)
from wset_desk.domain.scheduling import (
    CourseDay,
    PlannedPaper,
    check_days,
    check_deadline,
    exam_session_refusal,
)
from wset_desk.services.bundled_exams import BundledExams
from wset_desk.services.deadlines import Deadlines
from wset_desk.services.exam_sessions import product_id_of
from wset_desk.services.records.base import Known, Records
from wset_desk.services.records.colleagues import SessionPeople
from wset_desk.services.records.references import Offerings, Rooms, as_instant, folded
from wset_desk.services.records.session_reading import SessionReader
from wset_desk.storage.schema import (
    CourseSession,
    ExamSession,
    ExamTemplate,
    Offering,
    SessionDay,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_Key = tuple[bool, str, datetime, UUID, str]
_CourseKey = tuple[str, date, UUID]
_Plan = list[tuple[ExamTemplate, PlannedPaper]]


class SessionRecords(Records[SessionValues]):
    """A session is told by its name, start and offering.

    A course session brings its bundled exams along, except those that have rows of their own.
    """

    spec: ClassVar[RecordSpec[SessionValues]] = SESSION_SPEC
    identity = frozenset(
        {"name", "offering", "course_format", "day", "start", "room_seats", "course_session"}
    )
    fixed = frozenset(
        {
            *("row_type", "paper", "end", "further_days", "course_day"),
            *("delivery_method", "status", "cancellation_reason"),
        }
    )

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._offerings = Offerings(uow)
        self._rooms = Rooms(uow)
        self._staff = SessionPeople(uow)
        self._reader = SessionReader(uow, self._offerings, self._rooms, self._staff)
        self._courses: dict[_CourseKey, CourseSession | None] = {}
        self._papers_given: dict[_CourseKey, set[UUID]] = defaultdict(set)
        self._plans: dict[_CourseKey, _Plan] = {}
        self._bundled = BundledExams(uow)
        self._deadlines = Deadlines(uow)
        self._products: dict[tuple[SessionType, int], UUID | None] = {}

    def known(self) -> Iterator[Known[SessionValues]]:
        courses = self.uow.session.scalars(
            select(CourseSession).order_by(CourseSession.starts_on, CourseSession.id)
        ).all()
        days = self._reader.days()
        by_id = {}
        for course in courses:
            by_id[course.id] = values = self._reader.of_course(course, days[course.id])
            self._courses[self._course_key(values)] = course
            yield Known(course.id, course.name, values, (course.offering_id,))
        exams = select(ExamSession).order_by(ExamSession.exam_date, ExamSession.id)
        for exam in self.uow.session.scalars(exams):
            course_values = by_id.get(exam.course_session_id) if exam.course_session_id else None
            found = self._reader.of_exam(exam, course_values)
            yield Known(exam.id, found.name, found, (exam.course_session_id,))

    def key(self, values: SessionValues) -> _Key:
        start = datetime.combine(values.day, values.start)
        offering = self._offering(values)
        return (
            values.is_course,
            folded(values.name),
            start,
            offering.id,
            folded(values.course_session),
        )

    def rank(self, values: SessionValues) -> int:
        return 0 if values.is_course else 1

    def begin(self, rows: Sequence[SessionValues]) -> None:
        for values in rows:
            if values.row_type is RowType.BUNDLED and values.paper is not None:
                try:
                    offering = self._offering(values)
                    paper = self._offerings.paper(offering, values.paper)
                except DomainError:
                    continue  # said of its own row
                self._papers_given[self._course_key(values)].add(paper.id)

    def resolved(self, values: SessionValues) -> SessionValues:
        offering = self._offering(values)
        if not values.is_course:
            if values.paper is None:
                raise DomainError("CELL_MISSING", field="paper")
            self._offerings.paper(offering, values.paper)
        days = tuple(
            each if each.start and each.end else FurtherDay(each.day, values.start, values.end)
            for each in values.further_days
        )
        known_format = CourseFormat(offering.course_format)
        staff = self._staff.named(values.staff)
        return replace(values, course_format=known_format, further_days=days, staff=staff)

    def accept(self, values: SessionValues) -> None:
        if values.max_capacity < 1:
            raise DomainError("SEATS_BELOW_ONE", field="max_capacity")
        if values.is_course:
            self._accept_course(values)
        else:
            self._accept_exam(values)

    def add(self, values: SessionValues) -> UUID:
        return self._add_course(values) if values.is_course else self._add_exam(values)

    def change(self, record_id: UUID, before: SessionValues, after: SessionValues) -> None:
        row: CourseSession | ExamSession
        if after.is_course:
            row = self.uow.get(CourseSession, record_id)
        else:
            row = self._changed_exam(record_id, after)
        row.max_capacity = after.max_capacity
        row.location = after.location or None
        row.room_id = self._room_id(after)
        self._staff.assign(row, after.staff)

    def finish(self) -> None:
        """Everything is settled row by row."""

    def _changed_exam(self, record_id: UUID, after: SessionValues) -> ExamSession:
        exam = self.uow.get(ExamSession, record_id)
        if after.max_capacity < exam.current_enrollment:
            taken = exam.current_enrollment
            raise DomainError("CAPACITY_BELOW_ENROLMENT", field="max_capacity", taken=taken)
        exam.booking_enabled = after.booking_enabled
        exam.registration_deadline = self._deadline(after, exam.exam_date)
        return exam

    def _offering(self, values: SessionValues) -> Offering:
        return self._offerings.find(values.offering, values.course_format)

    def _course_key(self, values: SessionValues) -> _CourseKey:
        """That of a course session, and of the one that a bundled exam names."""
        offering = self._offering(values)
        if values.is_course:
            return folded(values.name), values.day, offering.id
        return folded(values.course_session), values.course_day or values.day, offering.id

    def _course_of(self, values: SessionValues) -> CourseSession | None:
        """The course session of a bundled exam; None: one that this file brings along."""
        key = self._course_key(values)
        if key not in self._courses:
            raise DomainError("COURSE_SESSION_UNKNOWN", field="course_session", day=key[1])
        return self._courses[key]

    def _accept_course(self, values: SessionValues) -> None:
        offering = self._offering(values)
        if offering.course_format == CourseFormat.ONLINE:
            raise DomainError("ONLINE_OFFERING_HAS_NO_SESSIONS", field="offering")
        if values.end is None:
            raise DomainError("CELL_MISSING", field="end")
        key = self._course_key(values)
        given = self._papers_given.get(key, set())
        days = self._course_days(values)
        missing = [each for each in self._bundled.templates(offering) if each.id not in given]
        planned = self._bundled.plan(offering, days, {}) if missing else ()
        self._plans[key] = [each for each in planned if each[0].id not in given]
        self._courses[key] = None

    def _accept_exam(self, values: SessionValues) -> None:
        template = self._template(values)
        if values.row_type is RowType.BUNDLED:
            self._course_of(values)
        else:
            refusal = exam_session_refusal(
                exam_type=ExamType(template.exam_type),
                session_type=SessionType(values.row_type.value),
                delivery_method=values.delivery_method,
                can_schedule_independently=template.can_schedule_independently,
            )
            if refusal is not None:
                raise DomainError(refusal.code, **{**refusal.parameters, "field": "row_type"})
        start, _end = self._times(values)
        deadline = self._deadline(values, start)
        if values.registration_deadline is not None and deadline is not None:
            check_deadline(deadline, start)

    def _course_days(self, values: SessionValues) -> tuple[CourseDay, ...]:
        days = (FurtherDay(values.day, values.start, values.end), *values.further_days)
        found = tuple(
            CourseDay(
                as_instant(self.uow, datetime.combine(each.day, each.start), "start"),
                as_instant(self.uow, datetime.combine(each.day, each.end), "end"),
            )
            for each in days
            if each.start and each.end
        )
        check_days(found)
        return found

    def _add_course(self, values: SessionValues) -> UUID:
        offering = self._offering(values)
        days = sorted(self._course_days(values), key=lambda each: each.start)
        course = self.uow.add(
            CourseSession(
                offering_id=offering.id,
                name=values.name,
                starts_on=min([values.day, *(each.day for each in values.further_days)]),
                ends_on=max([values.day, *(each.day for each in values.further_days)]),
                location=values.location or None,
                room_id=self._room_id(values),
                max_capacity=values.max_capacity,
                delivery_method=values.delivery_method,
                status=values.status,
                cancellation_reason=values.cancellation_reason or None,
            )
        )
        self._staff.assign_new(course, values.staff)
        for day in days:
            self.uow.add(SessionDay(session_id=course.id, starts_at=day.start, ends_at=day.end))
        key = self._course_key(values)
        self._courses[key] = course
        self._bundled.add(course, offering, self._plans[key])
        return course.id

    def _add_exam(self, values: SessionValues) -> UUID:
        start, end = self._times(values)
        course = self._course_of(values) if values.row_type is RowType.BUNDLED else None
        template, session_type = self._template(values), SessionType(values.row_type.value)
        exam = self.uow.add(
            ExamSession(
                exam_template_id=template.id,
                course_session_id=None if course is None else course.id,
                name=values.name,
                exam_date=start,
                exam_end_time=end,
                location=values.location or None,
                room_id=self._room_id(values),
                delivery_method=values.delivery_method,
                max_capacity=values.max_capacity,
                session_type=session_type,
                booking_enabled=values.booking_enabled,
                registration_deadline=self._deadline(values, start),
                product_id=self._product_id(values, template, session_type),
                status=values.status,
                cancellation_reason=values.cancellation_reason or None,
            )
        )
        self._staff.assign_new(exam, values.staff)
        return exam.id

    def _product_id(
        self, values: SessionValues, template: ExamTemplate, session_type: SessionType
    ) -> UUID | None:
        offering = self._offering(values)
        if session_type is SessionType.BUNDLED:
            return offering.product_id
        sold_as = (session_type, offering.wset_level)
        if sold_as not in self._products:
            self._products[sold_as] = product_id_of(self.uow, template, session_type)
        return self._products[sold_as]

    def _template(self, values: SessionValues) -> ExamTemplate:
        return self._offerings.paper(self._offering(values), values.paper or ExamType.THEORY)

    def _times(self, values: SessionValues) -> tuple[datetime, datetime]:
        start = as_instant(self.uow, datetime.combine(values.day, values.start), "start")
        if values.end is None:
            return start, start + timedelta(minutes=self._template(values).duration_minutes)
        end = as_instant(self.uow, datetime.combine(values.day, values.end), "end")
        return start, end if end > start else end + timedelta(days=1)

    def _deadline(self, values: SessionValues, start: datetime) -> datetime | None:
        if values.registration_deadline is None:
            return self._deadlines.of(start, values.delivery_method)
        return as_instant(self.uow, values.registration_deadline, "registration_deadline")

    def _room_id(self, values: SessionValues) -> UUID | None:
        return self._rooms.id_of(values.room, values.room_seats or values.max_capacity)
