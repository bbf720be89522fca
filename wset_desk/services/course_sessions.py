"""Course sessions: scheduling them with their bundled exams, listing, showing, editing (rule 5)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import BundledTiming, CourseFormat, DeliveryMethod, ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.scheduling import CourseDay, check_days, local_to_utc
from wset_desk.services.bundled_exams import (
    BundledExams,
    exam_name,
    exams_of,
)
from wset_desk.services.contract import command, query
from wset_desk.services.course_reading import (
    conflicts_at_any,
    course_detail,
    course_session_rows,
    days_of,
)
from wset_desk.services.course_rows import (
    CourseDayInput,
    CourseSessionDetail,
    CourseSessionRow,
    PlannedExam,
    SchedulePreview,
)
from wset_desk.services.deadlines import default_deadline
from wset_desk.services.waiting_lines import held_seats, settle_lines
from wset_desk.storage.schema import (
    CourseEnrollment,
    CourseSession,
    ExamRegistration,
    ExamSession,
    Offering,
    Room,
    SessionDay,
    SessionStaff,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork

NO_SEPARATE_DATES: Mapping[UUID, datetime] = {}


@query(Permission.VIEW_CALENDAR)
def list_course_sessions(
    uow: UnitOfWork,
    *,
    text: str = "",
    from_day: date | None = None,
    to_day: date | None = None,
    level: int | None = None,
    include_cancelled: bool = False,
) -> tuple[CourseSessionRow, ...]:
    """Course sessions by first day; those with a day between `from_day` and `to_day`.

    Every word of `text` must occur in the names of session and offering or in the place.
    """
    return course_session_rows(
        uow,
        text=text,
        from_day=from_day,
        to_day=to_day,
        level=level,
        include_cancelled=include_cancelled,
    )


@query(Permission.VIEW_CALENDAR)
def course_session(uow: UnitOfWork, *, session_id: UUID) -> CourseSessionDetail:
    """A course session with its days, bundled exams and who is enrolled, or NOT_FOUND."""
    return course_detail(uow, uow.get(CourseSession, session_id))


@query(Permission.MANAGE_SESSIONS)
def preview_course_session(
    uow: UnitOfWork,
    *,
    offering_id: UUID,
    days: tuple[CourseDayInput, ...],
    max_capacity: int | None = None,
    room_id: UUID | None = None,
    educator_ids: tuple[UUID, ...] = (),
    separate_dates: Mapping[UUID, datetime] = NO_SEPARATE_DATES,
) -> SchedulePreview:
    """The bundled exams that `create_course_session` would make, and whom it would collide with.

    Refuses what `create_course_session` refuses on account of the dates.
    """
    offering = uow.get(Offering, offering_id)
    course_days = _instants(uow, days)
    planned = BundledExams(uow).plan(offering, course_days, separate_dates)
    times = [(day.start, day.end, room_id) for day in course_days]
    times += [(paper.start, paper.end, room_id) for _, paper in planned]
    return SchedulePreview(
        exams=tuple(
            PlannedExam(
                template_id=template.id,
                name=exam_name(template.name, paper.start, uow.zone),
                exam_type=ExamType(template.exam_type),
                timing=BundledTiming(template.bundled_timing or BundledTiming.FINAL_DAY),
                start=paper.start,
                end=paper.end,
                registration_deadline=default_deadline(uow, paper.start, DeliveryMethod.IN_PERSON),
            )
            for template, paper in planned
        ),
        conflicts=conflicts_at_any(uow, times, staff_ids=educator_ids),
        room_seats=_too_few_seats(uow, room_id, max_capacity),
    )


@command(Permission.MANAGE_SESSIONS)
def create_course_session(
    uow: UnitOfWork,
    *,
    offering_id: UUID,
    days: tuple[CourseDayInput, ...],
    max_capacity: int,
    room_id: UUID | None = None,
    location: str | None = None,
    educator_ids: tuple[UUID, ...] = (),
    separate_dates: Mapping[UUID, datetime] = NO_SEPARATE_DATES,
    name: str | None = None,
) -> CourseSessionDetail:
    """Schedule a run of an in-person offering together with its bundled exam sessions.

    `days` and `separate_dates` (by template, naive) are in the centre's zone; the name is the
    offering's unless given. Refuses ONLINE_OFFERING_HAS_NO_SESSIONS, OFFERING_INACTIVE,
    SEATS_BELOW_ONE, LOCAL_TIME_DOES_NOT_EXIST, and what `scheduling.plan_bundled` refuses.
    """
    offering = uow.get(Offering, offering_id)
    _check_offering(offering)
    _check_capacity(max_capacity)
    course_days = _instants(uow, days)
    bundled = BundledExams(uow)
    planned = bundled.plan(offering, course_days, separate_dates)
    session = uow.add(
        CourseSession(
            offering_id=offering.id,
            name=(name or "").strip() or offering.name,
            starts_on=min(day.date for day in days),
            ends_on=max(day.date for day in days),
            location=(location or "").strip() or None,
            room_id=None if room_id is None else uow.get(Room, room_id).id,
            max_capacity=max_capacity,
            delivery_method=DeliveryMethod.IN_PERSON,
        )
    )
    for day in sorted(course_days, key=lambda each: each.start):
        uow.add(SessionDay(session_id=session.id, starts_at=day.start, ends_at=day.end))
    set_educators(uow, session, educator_ids)
    bundled.add(session, offering, planned)
    uow.session.flush()
    return course_detail(uow, session)


@command(Permission.MANAGE_SESSIONS)
def remove_course_session(uow: UnitOfWork, *, session_id: UUID) -> None:
    """Take back a course session that nobody was ever enrolled in; COURSE_SESSION_IN_USE else."""
    session = uow.get(CourseSession, session_id)
    exams = exams_of(uow, session_id)
    enrolled = select(CourseEnrollment.id).where(CourseEnrollment.session_id == session_id)
    registered = select(ExamRegistration.id).where(
        ExamRegistration.exam_session_id.in_([exam.id for exam in exams])
    )
    if uow.session.scalar(enrolled.limit(1)) or uow.session.scalar(registered.limit(1)):
        raise DomainError("COURSE_SESSION_IN_USE")
    staff = uow.session.scalars(
        select(SessionStaff).where(
            (SessionStaff.session_id == session_id)
            | SessionStaff.exam_session_id.in_([exam.id for exam in exams])
        )
    )
    for row in (*staff, *days_of(uow, session_id), *exams, session):
        uow.delete(row)


@command(Permission.MANAGE_SESSIONS)
def edit_course_session(
    uow: UnitOfWork,
    *,
    session_id: UUID,
    name: str,
    max_capacity: int,
    room_id: UUID | None = None,
    location: str | None = None,
    educator_ids: tuple[UUID, ...] = (),
) -> CourseSessionDetail:
    """Change a course session's name, seats, place and educators.

    Bundled exams follow where they had the course's seats or place. Refuses NAME_MISSING,
    SEATS_BELOW_ONE, CAPACITY_BELOW_ENROLMENT, SESSION_CANCELLED.
    """
    session = uow.get(CourseSession, session_id)
    if not name.strip():
        raise DomainError("NAME_MISSING", field="name")
    _check_capacity(max_capacity)
    check_not_cancelled(session)
    _set_capacity(uow, session, max_capacity)
    _set_place(uow, session, room_id, (location or "").strip() or None)
    session.name = name.strip()
    set_educators(uow, session, educator_ids)
    uow.session.flush()
    return course_detail(uow, session)


def check_not_cancelled(session: CourseSession) -> None:
    if session.status == "cancelled":
        raise DomainError("SESSION_CANCELLED")


def _check_offering(offering: Offering) -> None:
    if offering.course_format == CourseFormat.ONLINE:
        raise DomainError("ONLINE_OFFERING_HAS_NO_SESSIONS", field="offering_id")
    if not offering.active:
        raise DomainError("OFFERING_INACTIVE", field="offering_id")


def _check_capacity(max_capacity: int) -> None:
    if max_capacity < 1:
        raise DomainError("SEATS_BELOW_ONE", field="max_capacity")


def _instants(uow: UnitOfWork, days: Sequence[CourseDayInput]) -> tuple[CourseDay, ...]:
    course_days = tuple(
        CourseDay(
            local_to_utc(day.date, day.start, uow.zone), local_to_utc(day.date, day.end, uow.zone)
        )
        for day in days
    )
    check_days(course_days)
    return course_days


def _too_few_seats(uow: UnitOfWork, room_id: UUID | None, wanted: int | None) -> int | None:
    if room_id is None or wanted is None:
        return None
    seats = uow.get(Room, room_id).seats
    return seats if seats < wanted else None


def _set_capacity(uow: UnitOfWork, session: CourseSession, max_capacity: int) -> None:
    followers = [
        exam for exam in exams_of(uow, session.id) if exam.max_capacity == session.max_capacity
    ]
    enrolled = len(
        uow.session.scalars(
            select(CourseEnrollment.id).where(
                CourseEnrollment.session_id == session.id, CourseEnrollment.status == "enrolled"
            )
        ).all()
    )
    held = held_seats(uow, [exam.id for exam in followers])
    used = (exam.current_enrollment + held.get(exam.id, 0) for exam in followers)
    taken = max([enrolled, *used])
    if max_capacity < taken:
        raise DomainError("CAPACITY_BELOW_ENROLMENT", field="max_capacity", taken=taken)
    session.max_capacity = max_capacity
    for exam in followers:
        exam.max_capacity = max_capacity
    settle_lines(uow, [exam.id for exam in followers])


def _set_place(
    uow: UnitOfWork, session: CourseSession, room_id: UUID | None, location: str | None
) -> None:
    before = (session.room_id, session.location)
    rows: list[CourseSession | ExamSession] = [session]
    rows += [x for x in exams_of(uow, session.id) if (x.room_id, x.location) == before]
    for row in rows:
        row.room_id, row.location = room_id, location


def set_educators(uow: UnitOfWork, session: CourseSession, educator_ids: Sequence[UUID]) -> None:
    """Exactly these people teach it; for services of this layer."""
    wanted = dict.fromkeys(educator_ids)
    present = uow.session.scalars(select(SessionStaff).where(SessionStaff.session_id == session.id))
    for row in present:
        if row.staff_id in wanted:
            del wanted[row.staff_id]
        else:
            uow.delete(row)
    for staff_id in wanted:
        uow.add(SessionStaff(staff_id=uow.get(Staff, staff_id).id, session_id=session.id))
