"""Today: what happens, what comes this week, what needs attention."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.permissions import Permission
from wset_desk.services.assigned import within_reach
from wset_desk.services.attention import Attention, what_needs_attention
from wset_desk.services.calendar import CalendarItem, items_where
from wset_desk.services.conflicts import SCHEDULED
from wset_desk.services.contract import query
from wset_desk.services.course_days import TaughtDay, taught_days
from wset_desk.storage.schema import Candidate, ExamSession, Offering, SessionStaff, Staff
from wset_desk.storage.unit_of_work import UnitOfWork

DAYS_AHEAD = 7


class Phase(StrEnum):
    """Where something of today stands. `NEXT` is what begins first of what hasn't begun."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True)
class ExamToday:
    """An exam of today, with the names of its invigilators."""

    item: CalendarItem
    invigilators: tuple[str, ...]
    phase: Phase


@dataclass(frozen=True)
class CourseToday:
    """A course that is taught today."""

    taught: TaughtDay
    phase: Phase


@dataclass(frozen=True)
class ComingDay:
    """One of the next days: its exams by time, and how many courses are taught."""

    day: date
    exams: tuple[CalendarItem, ...]
    courses: int


@dataclass(frozen=True)
class TodayView:
    """`day` is the centre's; an invigilator's view has only the sessions assigned to them.

    `has_offerings` and `has_candidates` tell a new centre from a quiet day.
    """

    day: date
    exams: tuple[ExamToday, ...]
    courses: tuple[CourseToday, ...]
    coming: tuple[ComingDay, ...]
    attention: tuple[Attention, ...]
    has_offerings: bool
    has_candidates: bool

    @property
    def candidates(self) -> int:
        """How many seats of today's exams are taken."""
        return sum(exam.item.taken for exam in self.exams)


@query(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def today(uow: UnitOfWork) -> TodayView:
    """The centre's day as it stands now."""
    day = uow.now.astimezone(uow.zone).date()
    begin, end = _midnight(uow, day), _midnight(uow, day + timedelta(days=DAYS_AHEAD + 1))
    exams: dict[date, list[CalendarItem]] = defaultdict(list)
    courses: dict[date, list[TaughtDay]] = defaultdict(list)
    for item in _exams(uow, begin, end):
        exams[item.start.astimezone(uow.zone).date()].append(item)
    for taught in taught_days(uow, begin, end):
        courses[taught.start.astimezone(uow.zone).date()].append(taught)
    ahead = [day + timedelta(days=n) for n in range(1, DAYS_AHEAD + 1)]
    exams_today, courses_today = _with_phases(uow, exams[day], courses[day])
    return TodayView(
        day=day,
        exams=exams_today,
        courses=courses_today,
        coming=tuple(ComingDay(each, tuple(exams[each]), len(courses[each])) for each in ahead),
        attention=what_needs_attention(uow),
        has_offerings=uow.session.scalar(select(Offering.id).limit(1)) is not None,
        has_candidates=uow.session.scalar(select(Candidate.id).limit(1)) is not None,
    )


def _exams(uow: UnitOfWork, begin: datetime, end: datetime) -> tuple[CalendarItem, ...]:
    return items_where(
        uow,
        ExamSession.exam_date >= begin,
        ExamSession.exam_date < end,
        ExamSession.status == SCHEDULED,
        within_reach(uow, Permission.VIEW_CALENDAR),
    )


def _with_phases(
    uow: UnitOfWork, items: Sequence[CalendarItem], taught: Sequence[TaughtDay]
) -> tuple[tuple[ExamToday, ...], tuple[CourseToday, ...]]:
    starts = [item.start for item in items] + [each.start for each in taught]
    following = min((start for start in starts if start > uow.now), default=None)

    def phase(start: datetime, end: datetime) -> Phase:
        if end <= uow.now:
            return Phase.DONE
        if start <= uow.now:
            return Phase.NOW
        return Phase.NEXT if start == following else Phase.LATER

    names = _invigilators(uow, [item.id for item in items])
    return (
        tuple(ExamToday(i, tuple(names[i.id]), phase(i.start, i.end)) for i in items),
        tuple(CourseToday(t, phase(t.start, t.end)) for t in taught),
    )


def _invigilators(uow: UnitOfWork, exam_session_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    names: dict[UUID, list[str]] = defaultdict(list)
    rows = uow.session.execute(
        select(SessionStaff.exam_session_id, Staff.name)
        .join(Staff, Staff.id == SessionStaff.staff_id)
        .where(SessionStaff.exam_session_id.in_(exam_session_ids))
        .order_by(Staff.name)
    )
    for exam_session_id, name in rows:
        if exam_session_id is not None:
            names[exam_session_id].append(name)
    return names


def _midnight(uow: UnitOfWork, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=uow.zone)
