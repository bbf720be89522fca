"""Course days and their exams, each candidate's own times, windows, local time (rules 5 to 7).

Instants are aware and in UTC; intervals are half-open, so that one may begin as another ends.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from wset_desk.domain.catalogue import (
    BundledTiming,
    DeliveryMethod,
    ExamType,
    FirstPaper,
    SessionType,
)
from wset_desk.domain.errors import DomainError, Refusal


class Interval(Protocol):
    """Anything with a start and an end."""

    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class CourseDay:
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """A bundled paper to be placed; `separate_start` is what staff gave for a separate day."""

    template_key: UUID
    exam_type: ExamType
    duration_minutes: int
    timing: BundledTiming
    separate_start: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlannedPaper:
    """A paper in its place, without extra time."""

    key: UUID
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class OwnTime:
    """A paper's times for one candidate, extra time included."""

    key: UUID
    start: datetime
    end: datetime


class Window(NamedTuple):
    """The first and the last local date on which an online candidate may sit."""

    first: date
    last: date


@cache
def time_zones() -> frozenset[str]:
    """The names of all that there are. The computer's files are read for it, once."""
    return frozenset(available_timezones())


def local_to_utc(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant of a wall-clock time; of two (clocks go back) the first.

    Refused: LOCAL_TIME_DOES_NOT_EXIST (clocks go forward).
    """
    wall = datetime.combine(day, at.replace(fold=0), tzinfo=zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise DomainError("LOCAL_TIME_DOES_NOT_EXIST", day=day, time=at)
    return instant


def in_time(now: datetime, deadline: datetime) -> bool:
    """Whether `deadline` hasn't passed: its last second is still in time."""
    return now.replace(microsecond=0) <= deadline


def overlaps(a: Interval, b: Interval) -> bool:
    return a.start < b.end and b.start < a.end


def check_no_overlap(papers: Iterable[Interval]) -> None:
    """Refuse PAPERS_OVERLAP if any two of the same candidates' papers are at the same time."""
    for earlier, later in pairwise(sorted(papers, key=lambda paper: paper.start)):
        if overlaps(earlier, later):
            raise DomainError("PAPERS_OVERLAP", start=later.start)


def check_days(days: Sequence[CourseDay]) -> None:
    """Refuse days that are none, end before they begin, or overlap."""
    if not days:
        raise DomainError("COURSE_DAYS_MISSING", field="days")
    if any(day.end <= day.start for day in days):
        raise DomainError("COURSE_DAY_ENDS_BEFORE_START", field="days")
    if any(overlaps(a, b) for a, b in pairwise(sorted(days, key=lambda day: day.start))):
        raise DomainError("COURSE_DAYS_OVERLAP", field="days")


def plan_bundled(
    days: Sequence[CourseDay],
    papers: Sequence[PaperPlan],
    *,
    break_minutes: int,
    first_paper: FirstPaper = FirstPaper.BY_COUNT,
) -> tuple[PlannedPaper, ...]:
    """Place the bundled papers of a course session, in the order in which they are sat.

    Those of one course day follow each other with a break, theory before tasting. Refused:
    impossible days, PAPERS_DO_NOT_FIT, SEPARATE_DATE_MISSING, PAPERS_OVERLAP.
    """
    check_days(days)
    in_order = sorted(days, key=lambda day: day.start)
    planned = [_on_separate_day(paper) for paper in papers if _is_separate(paper)]
    # the same day where a course has only one: papers of both timings then share it
    for day in {in_order[0]: None, in_order[-1]: None}:
        todays = [paper for paper in papers if day in _course_days_of(paper, in_order)]
        planned += _on_course_day(day, todays, timedelta(minutes=break_minutes), first_paper)
    check_no_overlap(planned)
    return tuple(sorted(planned, key=lambda paper: paper.start))


def _is_separate(paper: PaperPlan) -> bool:
    return paper.timing is BundledTiming.SEPARATE_DAY


def _course_days_of(paper: PaperPlan, days: Sequence[CourseDay]) -> Collection[CourseDay]:
    chosen = {BundledTiming.SAME_DAY: days[:1], BundledTiming.FINAL_DAY: days[-1:]}
    return chosen.get(paper.timing, ())


def _duration(paper: PaperPlan) -> timedelta:
    return timedelta(minutes=paper.duration_minutes)


def _on_separate_day(paper: PaperPlan) -> PlannedPaper:
    start = paper.separate_start
    if start is None:
        raise DomainError("SEPARATE_DATE_MISSING", field="separate_start")
    return PlannedPaper(paper.template_key, start, start + _duration(paper))


def _on_course_day(
    day: CourseDay, papers: Sequence[PaperPlan], pause: timedelta, first_paper: FirstPaper
) -> Iterator[PlannedPaper]:
    if not papers:
        return
    needed = sum((_duration(paper) + pause for paper in papers), -pause)
    available = day.end - day.start
    if needed > available:
        minute = timedelta(minutes=1)
        raise DomainError(
            "PAPERS_DO_NOT_FIT", needed=needed // minute, available=available // minute
        )
    start = day.start if _begins_with_day(first_paper, len(papers)) else day.end - needed
    for paper in sorted(papers, key=lambda paper: paper.exam_type is ExamType.TASTING):
        yield PlannedPaper(paper.template_key, start, start + _duration(paper))
        start += _duration(paper) + pause


def _begins_with_day(first_paper: FirstPaper, papers: int) -> bool:
    if first_paper is FirstPaper.BY_COUNT:
        return papers > 1
    return first_paper is FirstPaper.BEGINS_WITH_DAY


def minutes_with_extra_time(minutes: int, percent: int) -> int:
    """`minutes` with a candidate's extra time, rounded up: 45 with 25 % is 57."""
    return -(-minutes * (100 + percent) // 100)


def end_with_extra_time(session: Interval, percent: int) -> datetime:
    minutes = (session.end - session.start) // timedelta(minutes=1)
    return session.start + timedelta(minutes=minutes_with_extra_time(minutes, percent))


def own_times(
    papers: Iterable[PlannedPaper], extra_time_percent: int, *, break_minutes: int
) -> tuple[OwnTime, ...]:
    """A candidate's own times for papers that they sit in turn, never overlapping.

    A paper keeps its start unless extra time makes the one before run into it; then it begins a
    break after that one's end. Ends may be past the course day's end.
    """
    own: list[OwnTime] = []
    for paper in sorted(papers, key=lambda paper: paper.start):
        mine = OwnTime(paper.key, paper.start, end_with_extra_time(paper, extra_time_percent))
        if own and own[-1].end > mine.start:
            start = own[-1].end + timedelta(minutes=break_minutes)
            mine = OwnTime(paper.key, start, start + (mine.end - mine.start))
        own.append(mine)
    return tuple(own)


def remote_window(start: date, days: int) -> Window:
    """From the candidate's start date on: 2 March 2026 with 365 days lasts to 2 March 2027."""
    return Window(start, start + timedelta(days=days))


def in_window(day: date, window: Window) -> bool:
    return window.first <= day <= window.last


def shifted(instant: datetime, by_days: int, zone: ZoneInfo) -> datetime:
    """The same wall-clock time so many days later, whatever the clocks did in between."""
    local = instant.astimezone(zone)
    return local_to_utc(local.date() + timedelta(days=by_days), local.time(), zone)


def shift_days(
    days: Sequence[CourseDay], to_first_date: date, zone: ZoneInfo
) -> tuple[CourseDay, ...]:
    """The days of a course session moved so that the first falls on `to_first_date`."""
    check_days(days)
    first = min(day.start for day in days).astimezone(zone).date()
    by = (to_first_date - first).days
    return tuple(CourseDay(shifted(d.start, by, zone), shifted(d.end, by, zone)) for d in days)


_ON_THEIR_OWN = frozenset({SessionType.REMOTE_INVIGILATION, SessionType.STANDALONE})


def exam_session_refusal(
    *,
    exam_type: ExamType,
    session_type: SessionType,
    delivery_method: DeliveryMethod,
    can_schedule_independently: bool,
) -> Refusal | None:
    """Why an exam session of this kind can't be scheduled."""
    remote = delivery_method is DeliveryMethod.REMOTE_INVIGILATION
    if exam_type is ExamType.TASTING and remote:
        return Refusal("REMOTE_TASTING", {"field": "delivery_method"})
    if session_type is SessionType.REMOTE_INVIGILATION and not remote:
        return Refusal("REMOTE_SESSION_IN_PERSON", {"field": "delivery_method"})
    if session_type in _ON_THEIR_OWN and not can_schedule_independently:
        return Refusal("NOT_SCHEDULED_INDEPENDENTLY", {"field": "session_type"})
    return None


def check_deadline(deadline: datetime, exam_start: datetime) -> None:
    """Refuse DEADLINE_AFTER_START: nobody registers for an exam that has begun."""
    if deadline > exam_start:
        raise DomainError("DEADLINE_AFTER_START", field="registration_deadline")
