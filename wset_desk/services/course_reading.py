"""Course sessions read from the store (helpers of this layer)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from wset_desk.domain.catalogue import BundledTiming, CourseFormat, DeliveryMethod, ExamType
from wset_desk.domain.names import fold
from wset_desk.services.bundled_exams import exams_of
from wset_desk.services.catalogue_rows import profile_of
from wset_desk.services.conflicts import Conflict, conflicts_at
from wset_desk.services.course_people import enrolled_people, registrations_of
from wset_desk.services.course_rows import (
    BundledExam,
    CourseDayRow,
    CourseSessionDetail,
    CourseSessionRow,
    RegistrationRow,
    StaffRef,
)
from wset_desk.storage.schema import (
    Course,
    CourseEnrollment,
    CourseSession,
    ExamSession,
    ExamTemplate,
    Offering,
    Room,
    SessionDay,
    SessionStaff,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork

Where = Sequence[ColumnElement[bool]]


def course_session_rows(
    uow: UnitOfWork,
    *,
    text: str,
    from_day: date | None,
    to_day: date | None,
    level: int | None,
    include_cancelled: bool,
) -> tuple[CourseSessionRow, ...]:
    """See `course_sessions.list_course_sessions`."""
    where = _conditions(from_day, to_day, level, include_cancelled=include_cancelled)
    found = uow.session.execute(
        select(CourseSession, Offering.name, Offering.wset_level, Room.name)
        .join(Offering, Offering.id == CourseSession.offering_id)
        .outerjoin(Room, Room.id == CourseSession.room_id)
        .where(*where)
        .order_by(CourseSession.starts_on, CourseSession.id)
    ).all()
    enrolled, exam_dates = _enrolled_counts(uow), _exam_dates(uow, where)
    rows = (
        CourseSessionRow(
            id=session.id,
            name=session.name,
            offering_id=session.offering_id,
            offering_name=offering_name,
            level=wset_level,
            starts_on=session.starts_on,
            ends_on=session.ends_on,
            place=place_of(room_name, session.location),
            max_capacity=session.max_capacity,
            enrolled=enrolled.get(session.id, 0),
            exam_dates=tuple(exam_dates.get(session.id, ())),
            status=session.status,
        )
        for session, offering_name, wset_level, room_name in found
    )
    words = fold(text).split()
    return tuple(row for row in rows if _has_words(row, words))


def _conditions(
    from_day: date | None, to_day: date | None, level: int | None, *, include_cancelled: bool
) -> Where:
    where: list[ColumnElement[bool]] = []
    if from_day is not None:
        where.append(CourseSession.ends_on >= from_day)
    if to_day is not None:
        where.append(CourseSession.starts_on <= to_day)
    if level is not None:
        where.append(Offering.wset_level == level)
    if not include_cancelled:
        where.append(CourseSession.status != "cancelled")
    return where


def _has_words(row: CourseSessionRow, words: Iterable[str]) -> bool:
    searched = fold(f"{row.name} {row.offering_name} {row.place}")
    return all(word in searched for word in words)


def _enrolled_counts(uow: UnitOfWork) -> dict[UUID, int]:
    rows = uow.session.execute(
        select(CourseEnrollment.session_id, func.count(CourseEnrollment.id))
        .where(CourseEnrollment.status == "enrolled", CourseEnrollment.session_id.is_not(None))
        .group_by(CourseEnrollment.session_id)
    )
    return {session_id: count for session_id, count in rows if session_id is not None}


def _exam_dates(uow: UnitOfWork, where: Where) -> Mapping[UUID, list[datetime]]:
    rows = uow.session.execute(
        select(CourseSession.id, ExamSession.exam_date)
        .join(ExamSession, ExamSession.course_session_id == CourseSession.id)
        .join(Offering, Offering.id == CourseSession.offering_id)
        .where(*where)
        .order_by(ExamSession.exam_date)
    )
    dates: dict[UUID, list[datetime]] = defaultdict(list)
    for session_id, exam_date in rows:
        dates[session_id].append(exam_date)
    return dates


def place_of(room_name: str | None, location: str | None) -> str:
    """Room and address in one line, as far as they are known."""
    return ", ".join(part for part in (room_name, location) if part)


def days_of(uow: UnitOfWork, session_id: UUID) -> tuple[SessionDay, ...]:
    """The days of a course session, in order."""
    return tuple(
        uow.session.scalars(
            select(SessionDay)
            .where(SessionDay.session_id == session_id)
            .order_by(SessionDay.starts_at)
        )
    )


def course_detail(uow: UnitOfWork, session: CourseSession) -> CourseSessionDetail:
    """See `course_sessions.course_session`."""
    offering = uow.get(Offering, session.offering_id)
    room = _room(uow, session.room_id)
    days = days_of(uow, session.id)
    exams = exams_of(uow, session.id)
    registrations = registrations_of(uow, [exam.id for exam in exams], session.status)
    people = enrolled_people(
        uow, session.id, [row for rows in registrations.values() for row in rows]
    )
    educators = educators_of(uow, session.id)
    return CourseSessionDetail(
        id=session.id,
        name=session.name,
        offering_id=offering.id,
        offering_name=offering.name,
        course_format=CourseFormat(offering.course_format),
        rule_profile=profile_of(uow, offering).name,
        level=offering.wset_level,
        subject=uow.get(Course, offering.course_id).subject,
        days=tuple(CourseDayRow(day.starts_at, day.ends_at) for day in days),
        room_id=session.room_id,
        room_name=room.name if room else None,
        room_seats=room.seats if room else None,
        location=session.location,
        place=place_of(room.name if room else None, session.location),
        max_capacity=session.max_capacity,
        enrolled=len(people),
        delivery_method=DeliveryMethod(session.delivery_method),
        status=session.status,
        cancellation_reason=session.cancellation_reason,
        educators=educators,
        exams=tuple(_exam(uow, exam, registrations.get(exam.id, ())) for exam in exams),
        people=people,
        conflicts=_conflicts_of(uow, session, days, exams, educators),
        settled=any(row.settled for rows in registrations.values() for row in rows),
    )


def _exam(
    uow: UnitOfWork, exam: ExamSession, registrations: Sequence[RegistrationRow]
) -> BundledExam:
    template = uow.get(ExamTemplate, exam.exam_template_id)
    room = _room(uow, exam.room_id)
    timing = template.bundled_timing
    return BundledExam(
        id=exam.id,
        template_id=template.id,
        template_name=template.name,
        name=exam.name or template.name,
        exam_type=ExamType(template.exam_type),
        timing=None if timing is None else BundledTiming(timing),
        starts_at=exam.exam_date,
        ends_at=exam.exam_end_time or exam.exam_date,
        place=place_of(room.name if room else None, exam.location),
        max_score=template.max_score,
        max_capacity=exam.max_capacity,
        current_enrollment=exam.current_enrollment,
        registration_deadline=exam.registration_deadline,
        delivery_method=DeliveryMethod(exam.delivery_method),
        status=exam.status,
        invigilators=_staff_of(uow, SessionStaff.exam_session_id == exam.id),
        registrations=tuple(registrations),
    )


def educators_of(uow: UnitOfWork, session_id: UUID) -> tuple[StaffRef, ...]:
    """Who teaches a course session, by name."""
    return _staff_of(uow, SessionStaff.session_id == session_id)


def _room(uow: UnitOfWork, room_id: UUID | None) -> Room | None:
    return None if room_id is None else uow.get(Room, room_id)


def _staff_of(uow: UnitOfWork, where: ColumnElement[bool]) -> tuple[StaffRef, ...]:
    rows = uow.session.execute(
        select(Staff.id, Staff.name)
        .join(SessionStaff, SessionStaff.staff_id == Staff.id)
        .where(where)
        .order_by(Staff.name)
    )
    return tuple(StaffRef(staff_id, name) for staff_id, name in rows)


def _conflicts_of(
    uow: UnitOfWork,
    session: CourseSession,
    days: Sequence[SessionDay],
    exams: Sequence[ExamSession],
    educators: Sequence[StaffRef],
) -> tuple[Conflict, ...]:
    if session.status == "cancelled":
        return ()
    own = [session.id, *(exam.id for exam in exams)]
    times = [(day.starts_at, day.ends_at, session.room_id) for day in days]
    times += [
        (exam.exam_date, exam.exam_end_time or exam.exam_date, exam.room_id) for exam in exams
    ]
    staff_ids = [person.id for person in educators]
    return conflicts_at_any(uow, times, staff_ids=staff_ids, apart_from=own)


def conflicts_at_any(
    uow: UnitOfWork,
    times: Iterable[tuple[datetime, datetime, UUID | None]],
    *,
    staff_ids: Sequence[UUID] = (),
    apart_from: Sequence[UUID] = (),
) -> tuple[Conflict, ...]:
    """The conflicts at any of these (start, end, room), each once."""
    found: dict[Conflict, Any] = {}
    for start, end, room_id in times:
        found |= dict.fromkeys(
            conflicts_at(
                uow, start, end, room_id=room_id, staff_ids=staff_ids, apart_from=apart_from
            )
        )
    return tuple(found)
