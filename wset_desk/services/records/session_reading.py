"""Sessions of the centre as the rows of a file."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType
from wset_desk.domain.file_sessions import FurtherDay, RowType, SessionStatus, SessionValues
from wset_desk.services.records.colleagues import SessionPeople
from wset_desk.services.records.references import Offerings, Rooms, as_local
from wset_desk.storage.schema import CourseSession, ExamSession, SessionDay
from wset_desk.storage.unit_of_work import UnitOfWork


class SessionReader:
    """Reads rows of the store as `SessionValues`."""

    def __init__(
        self, uow: UnitOfWork, offerings: Offerings, rooms: Rooms, people: SessionPeople
    ) -> None:
        self._uow = uow
        self._people = people
        self._offerings = offerings
        self._rooms = rooms

    def days(self) -> dict[UUID, list[SessionDay]]:
        found: dict[UUID, list[SessionDay]] = defaultdict(list)
        for day in self._uow.session.scalars(select(SessionDay).order_by(SessionDay.starts_at)):
            found[day.session_id].append(day)
        return found

    def of_course(self, course: CourseSession, days: Sequence[SessionDay]) -> SessionValues:
        times = [
            (as_local(self._uow, each.starts_at), as_local(self._uow, each.ends_at))
            for each in days
        ]
        offering = self._offerings.by_id[course.offering_id]
        first, *others = times
        return SessionValues(
            row_type=RowType.COURSE,
            name=course.name,
            offering=offering.name,
            course_format=CourseFormat(offering.course_format),
            day=first[0].date(),
            start=first[0].time(),
            end=first[1].time(),
            further_days=tuple(FurtherDay(a.date(), a.time(), b.time()) for a, b in others),
            room=self._room_name(course),
            room_seats=self._room_seats(course),
            location=course.location or "",
            max_capacity=course.max_capacity,
            delivery_method=DeliveryMethod(course.delivery_method),
            staff=self._people.of(course.id),
            status=SessionStatus(course.status),
            cancellation_reason=course.cancellation_reason or "",
        )

    def of_exam(self, exam: ExamSession, course: SessionValues | None) -> SessionValues:
        template = self._offerings.templates[exam.exam_template_id]
        offering = self._offerings.by_id[template.course_offering_id]
        start = as_local(self._uow, exam.exam_date)
        deadline = exam.registration_deadline
        return SessionValues(
            row_type=RowType(exam.session_type),
            name=exam.name or template.name,
            offering=offering.name,
            course_format=CourseFormat(offering.course_format),
            paper=ExamType(template.exam_type),
            day=start.date(),
            start=start.time(),
            end=as_local(self._uow, exam.exam_end_time).time() if exam.exam_end_time else None,
            course_session="" if course is None else course.name,
            course_day=None if course is None else course.day,
            room=self._room_name(exam),
            room_seats=self._room_seats(exam),
            location=exam.location or "",
            max_capacity=exam.max_capacity,
            delivery_method=DeliveryMethod(exam.delivery_method),
            staff=self._people.of(exam.id),
            booking_enabled=exam.booking_enabled,
            registration_deadline=None if deadline is None else as_local(self._uow, deadline),
            status=SessionStatus(exam.status),
            cancellation_reason=exam.cancellation_reason or "",
        )

    def _room_name(self, row: CourseSession | ExamSession) -> str:
        return "" if row.room_id is None else self._rooms.by_id[row.room_id].name

    def _room_seats(self, row: CourseSession | ExamSession) -> int | None:
        return None if row.room_id is None else self._rooms.by_id[row.room_id].seats
