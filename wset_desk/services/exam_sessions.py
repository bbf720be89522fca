"""Exam sessions that don't come with a course: made, edited, staffed (rules 5 to 11)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.pricing import ProductKind
from wset_desk.domain.scheduling import check_deadline, exam_session_refusal, local_to_utc
from wset_desk.services.bundled_exams import exam_name
from wset_desk.services.conflicts import Conflict, conflicts_at
from wset_desk.services.contract import command, query
from wset_desk.services.deadlines import default_deadline
from wset_desk.services.exam_session_details import ExamSessionDetail, detail_of
from wset_desk.services.invigilation import set_invigilators
from wset_desk.services.waiting_lines import held_seats, settle_lines
from wset_desk.storage.schema import (
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    Product,
    Room,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_PRODUCTS = {
    SessionType.MAKEUP: ProductKind.MAKEUP,
    SessionType.RESIT: ProductKind.RESIT,
    SessionType.REMOTE_INVIGILATION: ProductKind.REMOTE_INVIGILATION,
}


@dataclass(frozen=True)
class SchedulableExam:
    """A template for which exam sessions can be made."""

    template_id: UUID
    name: str
    offering: str
    level: int
    exam_type: ExamType
    course_format: CourseFormat
    duration_minutes: int
    can_schedule_independently: bool


@dataclass(frozen=True)
class SessionPreview:
    """What a session would be: its times, its default deadline, and what is in its way."""

    start: datetime
    end: datetime
    registration_deadline: datetime
    conflicts: tuple[Conflict, ...]
    room_seats: int | None


@query(Permission.VIEW_CALENDAR)
def exam_session(uow: UnitOfWork, *, exam_session_id: UUID) -> ExamSessionDetail:
    """One exam session with its invigilators and registrations."""
    return detail_of(uow, uow.get(ExamSession, exam_session_id))


@query(Permission.VIEW_CALENDAR)
def schedulable_exams(uow: UnitOfWork) -> tuple[SchedulableExam, ...]:
    """The active exams of active offerings, by level and name."""
    rows = uow.session.execute(
        select(ExamTemplate, Offering)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .where(ExamTemplate.active, Offering.active)
        .order_by(Offering.wset_level, Offering.name, ExamTemplate.exam_type.desc())
    )
    return tuple(
        SchedulableExam(
            template_id=template.id,
            name=template.name,
            offering=offering.name,
            level=offering.wset_level,
            exam_type=ExamType(template.exam_type),
            course_format=CourseFormat(offering.course_format),
            duration_minutes=template.duration_minutes,
            can_schedule_independently=template.can_schedule_independently,
        )
        for template, offering in rows
    )


@query(Permission.MANAGE_SESSIONS)
def preview_exam_session(
    uow: UnitOfWork,
    *,
    exam_template_id: UUID,
    day: date,
    start: time,
    delivery_method: DeliveryMethod,
    room_id: UUID | None = None,
    invigilator_ids: tuple[UUID, ...] = (),
    exam_session_id: UUID | None = None,
) -> SessionPreview:
    """What `create_exam_session` would make of this; `exam_session_id` is one being edited.

    Refuses LOCAL_TIME_DOES_NOT_EXIST.
    """
    begins, ends = _times(uow, uow.get(ExamTemplate, exam_template_id), day, start)
    return SessionPreview(
        start=begins,
        end=ends,
        registration_deadline=default_deadline(uow, begins, delivery_method),
        conflicts=conflicts_at(
            uow,
            begins,
            ends,
            room_id=room_id,
            staff_ids=invigilator_ids,
            apart_from=[exam_session_id] if exam_session_id else (),
        ),
        room_seats=None if room_id is None else uow.get(Room, room_id).seats,
    )


@command(Permission.MANAGE_SESSIONS)
def create_exam_session(
    uow: UnitOfWork,
    *,
    exam_template_id: UUID,
    session_type: SessionType,
    day: date,
    start: time,
    max_capacity: int,
    room_id: UUID | None = None,
    location: str | None = None,
    delivery_method: DeliveryMethod = DeliveryMethod.IN_PERSON,
    booking_enabled: bool = True,
    registration_deadline: datetime | None = None,
    invigilator_ids: tuple[UUID, ...] = (),
    name: str | None = None,
) -> ExamSessionDetail:
    """Schedule a makeup, resit, remote or standalone exam at the centre's local `day` and `start`.

    Without a `registration_deadline` it gets the centre's (rule 9), without a `name` one of exam
    and date. Refuses BUNDLED_WITH_COURSE, TEMPLATE_INACTIVE, REMOTE_TASTING,
    REMOTE_SESSION_IN_PERSON, NOT_SCHEDULED_INDEPENDENTLY, LOCAL_TIME_DOES_NOT_EXIST,
    SEATS_BELOW_ONE, DEADLINE_AFTER_START.
    """
    row = schedule_exam(
        uow,
        uow.get(ExamTemplate, exam_template_id),
        session_type,
        day,
        start,
        max_capacity=max_capacity,
        room_id=room_id,
        location=_text(location),
        delivery_method=delivery_method,
        booking_enabled=booking_enabled,
        registration_deadline=registration_deadline,
        name=_text(name),
    )
    set_invigilators(uow, row, invigilator_ids)
    return detail_of(uow, row)


def schedule_exam(
    uow: UnitOfWork,
    template: ExamTemplate,
    session_type: SessionType,
    day: date,
    start: time,
    *,
    max_capacity: int,
    delivery_method: DeliveryMethod,
    registration_deadline: datetime | None = None,
    name: str | None = None,
    **values: Any,
) -> ExamSession:
    """A session's row; `create_exam_session` says what it means and what is refused."""
    _check_kind(template, session_type, delivery_method)
    begins, ends = _times(uow, template, day, start)
    deadline = registration_deadline or default_deadline(uow, begins, delivery_method)
    check_deadline(deadline, begins)
    check_capacity(max_capacity)
    return uow.add(
        ExamSession(
            exam_template_id=template.id,
            name=name or exam_name(template.name, begins, uow.zone),
            exam_date=begins,
            exam_end_time=ends,
            delivery_method=delivery_method,
            max_capacity=max_capacity,
            session_type=session_type,
            registration_deadline=deadline,
            product_id=product_id_of(uow, template, session_type),
            **values,
        )
    )


@command(Permission.MANAGE_SESSIONS)
def edit_exam_session(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID,
    name: str,
    max_capacity: int,
    room_id: UUID | None,
    location: str | None,
    booking_enabled: bool,
    registration_deadline: datetime | None,
    invigilator_ids: tuple[UUID, ...],
) -> ExamSessionDetail:
    """Give a session these values; its time changes by moving it. No deadline: the centre's.

    Refuses SESSION_CANCELLED, SEATS_BELOW_ONE, CAPACITY_BELOW_ENROLMENT,
    DEADLINE_AFTER_START.
    """
    row = scheduled_session(uow, exam_session_id)
    held = held_seats(uow, [row.id]).get(row.id, 0)
    check_capacity(max_capacity, taken=row.current_enrollment + held)
    deadline = registration_deadline or default_deadline(
        uow, row.exam_date, DeliveryMethod(row.delivery_method)
    )
    check_deadline(deadline, row.exam_date)
    row.name = _text(name) or row.name
    row.max_capacity = max_capacity
    row.room_id = room_id
    row.location = _text(location)
    row.booking_enabled = booking_enabled
    row.registration_deadline = deadline
    set_invigilators(uow, row, invigilator_ids)
    settle_lines(uow, [row.id])
    return detail_of(uow, row)


@command(Permission.MANAGE_SESSIONS)
def set_booking(
    uow: UnitOfWork, *, exam_session_id: UUID, booking_enabled: bool
) -> ExamSessionDetail:
    """Switch the booking of a session on or off; who is registered stays. SESSION_CANCELLED."""
    row = scheduled_session(uow, exam_session_id)
    row.booking_enabled = booking_enabled
    return detail_of(uow, row)


@command(Permission.MANAGE_SESSIONS)
def assign_invigilators(
    uow: UnitOfWork, *, exam_session_id: UUID, staff_ids: tuple[UUID, ...]
) -> ExamSessionDetail:
    """Let exactly these people invigilate. Refuses SESSION_CANCELLED."""
    row = scheduled_session(uow, exam_session_id)
    set_invigilators(uow, row, staff_ids)
    return detail_of(uow, row)


@command(Permission.MANAGE_SESSIONS)
def remove_exam_session(uow: UnitOfWork, *, exam_session_id: UUID) -> None:
    """Take back a session that nobody has ever been registered for (undo of creating it).

    Refuses BUNDLED_WITH_COURSE, SESSION_HAS_REGISTRATIONS.
    """
    row = uow.get(ExamSession, exam_session_id)
    if row.session_type == SessionType.BUNDLED:
        raise DomainError("BUNDLED_WITH_COURSE")
    anybody = select(ExamRegistration.id).where(ExamRegistration.exam_session_id == row.id)
    if uow.session.scalar(anybody.limit(1)) is not None:
        raise DomainError("SESSION_HAS_REGISTRATIONS")
    set_invigilators(uow, row, ())
    uow.delete(row)


def scheduled_session(uow: UnitOfWork, exam_session_id: UUID) -> ExamSession:
    """The session's row; SESSION_CANCELLED if it has been called off."""
    row = uow.get(ExamSession, exam_session_id)
    if row.status == "cancelled":
        raise DomainError("SESSION_CANCELLED")
    return row


def check_capacity(max_capacity: int, *, taken: int = 0) -> None:
    """Refuse SEATS_BELOW_ONE, and CAPACITY_BELOW_ENROLMENT: fewer seats than are taken."""
    if max_capacity < 1:
        raise DomainError("SEATS_BELOW_ONE", field="max_capacity")
    if max_capacity < taken:
        raise DomainError("CAPACITY_BELOW_ENROLMENT", field="max_capacity", taken=taken)


def _check_kind(
    template: ExamTemplate, session_type: SessionType, delivery_method: DeliveryMethod
) -> None:
    if session_type is SessionType.BUNDLED:
        raise DomainError("BUNDLED_WITH_COURSE", field="session_type")
    if not template.active:
        raise DomainError("TEMPLATE_INACTIVE", field="exam_template_id")
    refusal = exam_session_refusal(
        exam_type=ExamType(template.exam_type),
        session_type=session_type,
        delivery_method=delivery_method,
        can_schedule_independently=template.can_schedule_independently,
    )
    if refusal is not None:
        raise refusal.as_error()


def _times(
    uow: UnitOfWork, template: ExamTemplate, day: date, start: time
) -> tuple[datetime, datetime]:
    try:
        begins = local_to_utc(day, start, uow.zone)
    except DomainError as error:
        raise DomainError(error.code, **{**error.parameters, "field": "start"}) from error
    return begins, begins + timedelta(minutes=template.duration_minutes)


def product_id_of(
    uow: UnitOfWork, template: ExamTemplate, session_type: SessionType
) -> UUID | None:
    """What a registration of the session's own type is charged as; a standalone fee is typed."""
    kind = _PRODUCTS.get(session_type)
    level = uow.get(Offering, template.course_offering_id).wset_level
    return uow.session.scalar(
        select(Product.id).where(Product.kind == kind, Product.level == level, Product.active)
    )


def _text(text: str | None) -> str | None:
    return (text or "").strip() or None
