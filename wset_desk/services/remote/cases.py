"""Who sits their exam remotely, put together from enrolments and bookings (helpers)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import CourseFormat, ExamType, SessionType
from wset_desk.domain.pricing import ProductKind
from wset_desk.domain.registrations import RegistrationStatus, Waiting
from wset_desk.domain.remote import days_left, is_missing, is_pressing, remote_state
from wset_desk.domain.scheduling import Window, minutes_with_extra_time
from wset_desk.domain.seating import WaitingKey, wait_of
from wset_desk.services.booked_papers import BookedPaper, attempts_of
from wset_desk.services.ledger import fee_states
from wset_desk.services.prices import level_prices, today
from wset_desk.services.remote.rows import RemoteBooking, RemoteCase
from wset_desk.services.remote.tasks import tasks_of
from wset_desk.storage.schema import (
    Candidate,
    Course,
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_FREE = Decimal("0.00")
_Prices = Mapping[tuple[ProductKind, int], Decimal]


@dataclass(frozen=True)
class _Around:
    """What all cases are judged by."""

    now: datetime
    day: date
    attempts: Mapping[WaitingKey, Sequence[BookedPaper]]
    bookings: Mapping[WaitingKey, RemoteBooking]
    prices: _Prices


def remote_cases(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> list[RemoteCase]:
    """Every paper that is still to be sat remotely; `conditions` narrow the enrolments."""
    rows = _papers(uow, *conditions)
    ids = {row.enrollment_id for row in rows}
    around = _Around(
        uow.now,
        today(uow),
        attempts_of(uow, ids) if ids else {},
        _bookings(uow, *conditions),
        level_prices(uow, (ProductKind.REMOTE_INVIGILATION,), today(uow)),
    )
    found = (_case(row, around) for row in rows)
    cases = [each for each in found if each is not None]
    return sorted(cases, key=lambda case: (case.window.last, case.name, case.key.enrollment_id))


def _papers(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> Sequence[Any]:
    """The papers of online enrolments, but no tastings: those are never remote."""
    rows = uow.session.execute(
        select(
            CourseEnrollment.id.label("enrollment_id"),
            CourseEnrollment.candidate_id,
            CourseEnrollment.start_date,
            CourseEnrollment.window_ends_on,
            Candidate.first_name,
            Candidate.last_name,
            Candidate.candidate_number,
            Candidate.email,
            Candidate.time_zone,
            Candidate.extra_time_percent,
            Offering.name.label("offering"),
            Offering.wset_level,
            Course.subject,
            ExamTemplate.exam_type,
            ExamTemplate.duration_minutes,
        )
        .join(Candidate, Candidate.id == CourseEnrollment.candidate_id)
        .join(Offering, Offering.id == CourseEnrollment.offering_id)
        .join(Course, Course.id == Offering.course_id)
        .join(ExamTemplate, ExamTemplate.course_offering_id == Offering.id)
        .where(
            CourseEnrollment.status == "enrolled",
            CourseEnrollment.window_ends_on.is_not(None),
            Offering.course_format == CourseFormat.ONLINE,
            ExamTemplate.active,
            ExamTemplate.exam_type != ExamType.TASTING,
            Candidate.erased_at.is_(None),
            *conditions,
        )
    )
    return rows.all()


def _case(row: Any, around: _Around) -> RemoteCase | None:
    key = WaitingKey(row.enrollment_id, ExamType(row.exam_type))
    window = Window(row.start_date, row.window_ends_on)
    booked = around.attempts.get(key, ())
    booking = around.bookings.get(key)
    if booking is None and not _waits(booked, window, around.day):
        return None
    missed = [x.when for x in booked if x.attempt.status is RegistrationStatus.NO_SHOW]
    tasks = () if booking is None else booking.tasks
    return RemoteCase(
        key=key,
        candidate_id=row.candidate_id,
        name=full_name(row.first_name, row.last_name),
        number=row.candidate_number,
        email=row.email,
        time_zone=row.time_zone,
        offering=row.offering,
        level=row.wset_level,
        subject=row.subject,
        extra_time_percent=row.extra_time_percent,
        duration_minutes=row.duration_minutes,
        minutes=minutes_with_extra_time(row.duration_minutes, row.extra_time_percent),
        window=window,
        state=remote_state(
            booked=booking is not None,
            checks_missing=any(is_missing(x.due_at, x.done_at, around.now) for x in tasks),
            window=window,
            today=around.day,
        ),
        days_left=days_left(window, around.day),
        is_pressing=booking is None and is_pressing(window, around.day),
        missed=missed[-1] if missed else None,
        fee=around.prices.get((ProductKind.REMOTE_INVIGILATION, row.wset_level), _FREE),
        booking=booking,
    )


def _waits(booked: Sequence[BookedPaper], window: Window, day: date) -> bool:
    """Whether the paper is neither booked nor sat; missed, only while the window is open."""
    wait = wait_of(
        CourseFormat.ONLINE,
        ExamType.THEORY,
        [each.attempt for each in booked],
        window_open=day <= window.last,
    )
    return wait is not None and wait.waiting is Waiting.REMOTE_INVIGILATION


def _bookings(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> dict[WaitingKey, RemoteBooking]:
    """Remote exams to come, by enrolment and paper."""
    rows = uow.session.execute(
        select(ExamRegistration, ExamSession, ExamTemplate.exam_type, CourseEnrollment.id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(CourseEnrollment, CourseEnrollment.id == ExamRegistration.course_enrollment_id)
        .where(
            and_(
                ExamRegistration.status == RegistrationStatus.REGISTERED,
                ExamSession.session_type == SessionType.REMOTE_INVIGILATION,
                ExamSession.exam_date > uow.now,
            ),
            *conditions,
        )
        .order_by(ExamSession.exam_date.desc())
    ).all()
    ids: list[UUID] = [row[0].id for row in rows]
    states, tasks = fee_states(uow, ids), tasks_of(uow, ids)
    found = {}
    for registration, exam, exam_type, enrollment_id in rows:
        found[WaitingKey(enrollment_id, ExamType(exam_type))] = RemoteBooking(
            registration_id=registration.id,
            exam_session_id=exam.id,
            start=registration.starts_at or exam.exam_date,
            end=registration.ends_at or exam.exam_end_time or exam.exam_date,
            deadline=exam.registration_deadline,
            invigilators=exam.proctor or "",
            fee=registration.fee_amount,
            fee_state=states[registration.id],
            tasks=tasks.get(registration.id, ()),
        )
    return found
