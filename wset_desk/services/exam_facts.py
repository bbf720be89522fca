"""Exam sessions as the rules of booking need them (helpers of this layer)."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select

from wset_desk.domain.availability import SessionFacts, seats_left
from wset_desk.domain.catalogue import DeliveryMethod, ExamType, SessionType
from wset_desk.domain.seating import with_own_offer
from wset_desk.services.waiting_lines import SessionLine, lines_where
from wset_desk.storage.schema import Course, ExamSession, ExamTemplate, Offering, Room
from wset_desk.storage.unit_of_work import UnitOfWork

_TYPES = {each.value: each for each in SessionType}
_PAPERS = {each.value: each for each in ExamType}
_DELIVERIES = {each.value: each for each in DeliveryMethod}

_COLUMNS = (
    ExamSession.id,
    ExamSession.name,
    ExamSession.exam_date,
    ExamSession.exam_end_time,
    ExamSession.session_type,
    ExamSession.delivery_method,
    ExamSession.max_capacity,
    ExamSession.current_enrollment,
    ExamSession.booking_enabled,
    ExamSession.registration_deadline,
    ExamSession.course_session_id,
    ExamSession.location,
    ExamTemplate.name.label("exam_name"),
    ExamTemplate.exam_type,
    ExamTemplate.active,
    ExamTemplate.can_schedule_independently,
    Offering.wset_level,
    Course.subject,
    Room.name.label("room_name"),
)


class ExamWithSeats(NamedTuple):
    """An exam session: what the rules need, what it is called and where, its seats and line.

    `facts.seats_left` leaves out the seats that offers hold.
    """

    facts: SessionFacts
    name: str
    place: str
    max_capacity: int
    taken: int
    line: SessionLine | None

    def facts_for(self, enrollment_id: UUID) -> SessionFacts:
        """The session as somebody sees it for whom a seat in it may be held (rule 8)."""
        offered = self.line is not None and self.line.is_offered_to(enrollment_id)
        return with_own_offer(self.facts, offered=offered)

    @property
    def held(self) -> int:
        return 0 if self.line is None else self.line.held


def exams_where(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> tuple[ExamWithSeats, ...]:
    """The exam sessions that meet the conditions, by time; two queries, however many."""
    rows = uow.session.execute(
        select(*_COLUMNS)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .join(Course, Course.id == Offering.course_id)
        .outerjoin(Room, Room.id == ExamSession.room_id)
        .where(*conditions)
        .order_by(ExamSession.exam_date, ExamSession.id)
    )
    lines = lines_where(uow, *conditions)
    return tuple(_exam(row, lines.get(row.id)) for row in rows)


def exam_with_seats(uow: UnitOfWork, exam_session_id: UUID) -> ExamWithSeats:
    """One exam session that is known to exist."""
    (found,) = exams_where(uow, ExamSession.id == exam_session_id)
    return found


def _exam(row: Any, line: SessionLine | None) -> ExamWithSeats:
    held = 0 if line is None else line.held
    facts = SessionFacts(
        id=row.id,
        level=row.wset_level,
        subject=row.subject,
        exam_type=_PAPERS[row.exam_type],
        session_type=_TYPES[row.session_type],
        delivery_method=_DELIVERIES[row.delivery_method],
        start=row.exam_date,
        end=row.exam_end_time or row.exam_date,
        seats_left=seats_left(row.max_capacity, row.current_enrollment + held),
        deadline=row.registration_deadline,
        booking_enabled=row.booking_enabled,
        template_active=row.active,
        can_schedule_independently=row.can_schedule_independently,
        course_session_id=row.course_session_id,
    )
    return ExamWithSeats(
        facts=facts,
        name=row.name or row.exam_name,
        place=row.room_name or row.location or "",
        max_capacity=row.max_capacity,
        taken=row.current_enrollment,
        line=line,
    )
