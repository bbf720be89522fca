"""Courses, candidates and enrolments for tests, made by the services."""

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.catalogue import CourseFormat
from wset_desk.services.catalogue import create_course, create_offering
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.course_rows import BundledExam, CourseDayInput, CourseSessionDetail
from wset_desk.services.course_sessions import course_session, create_course_session
from wset_desk.services.derived import search_text
from wset_desk.services.enrollments import EnrolResult, enrol
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate

LEVEL_2_DAYS = (date(2026, 9, 5), date(2026, 9, 6))
LEVEL_3_DAYS = (date(2026, 9, 19), date(2026, 9, 20))


def make_offering(
    workspace: Workspace,
    level: int,
    *,
    course_format: CourseFormat = CourseFormat.IN_PERSON,
    rule_profile: str = "Seed",
    subject: str = "Wines",
    price: str = "450.00",
) -> OfferingDetail:
    course = workspace.call(
        create_course, title=f"Level {level} Award in {subject}", subject=subject, level=level
    )
    return workspace.call(
        create_offering,
        course_id=course.id,
        course_format=course_format,
        name=f"Level {level} {subject}",
        rule_profile=rule_profile,
        price=Decimal(price),
    )


def course_days(
    *dates: date, start: time = time(9, 30), end: time = time(16, 30)
) -> tuple[CourseDayInput, ...]:
    return tuple(CourseDayInput(each, start, end) for each in dates)


def schedule(
    workspace: Workspace,
    offering: OfferingDetail,
    *dates: date,
    capacity: int = 12,
    end: time = time(16, 30),
    room_id: UUID | None = None,
) -> CourseSessionDetail:
    """A course session on these days, each 09:30 to `end`."""
    return workspace.call(
        create_course_session,
        offering_id=offering.id,
        days=course_days(*dates, end=end),
        max_capacity=capacity,
        room_id=room_id,
    )


def level_2_course(workspace: Workspace, *, capacity: int = 12) -> CourseSessionDetail:
    """Scenario A: 5 and 6 September 2026."""
    return schedule(workspace, make_offering(workspace, 2), *LEVEL_2_DAYS, capacity=capacity)


def level_3_course(workspace: Workspace, *, capacity: int = 8) -> CourseSessionDetail:
    """Scenario B: the last day is Sunday 20 September 2026, 09:30 to 17:00."""
    offering = make_offering(workspace, 3)
    return schedule(workspace, offering, *LEVEL_3_DAYS, capacity=capacity, end=time(17, 0))


def make_candidate(workspace: Workspace, n: int, *, extra_time_percent: int = 0) -> UUID:
    """Candidate number `n`, named C01 and so on."""
    row = Candidate(
        first_name=f"C{n:02}",
        last_name="Candidate",
        candidate_number=f"100{n:03}",
        extra_time_percent=extra_time_percent,
    )
    row.search_text = search_text(row)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.add(row)
        uow.commit()
    return row.id


def make_candidates(workspace: Workspace, count: int) -> tuple[UUID, ...]:
    """C01 to C`count`."""
    return tuple(make_candidate(workspace, n) for n in range(1, count + 1))


def enrol_in(workspace: Workspace, session_id: UUID, *candidates: UUID) -> EnrolResult:
    return workspace.call(enrol, session_id=session_id, candidate_ids=candidates)


def shown(workspace: Workspace, session_id: UUID) -> CourseSessionDetail:
    return workspace.run(course_session, session_id=session_id)


def local_times(exam: BundledExam, workspace: Workspace) -> tuple[str, str]:
    """When an exam begins and ends, as the centre's clocks show it."""
    return wall(exam.starts_at, workspace), wall(exam.ends_at, workspace)


def wall(instant: datetime, workspace: Workspace) -> str:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return instant.astimezone(uow.zone).strftime("%Y-%m-%d %H:%M")
