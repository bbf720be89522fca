"""Remote invigilation: how a candidate's case stands, and when an exam can begin (rules 6, 9, 11).

Instants are aware and in UTC; days and hours are those of the centre.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from wset_desk.domain.scheduling import Interval, Window

PRESSING_DAYS = 14
"""With fewer days than this left in the window, a case is shown in red."""
CHECKS_AHEAD = timedelta(days=14)
"""A check is missing once it should be done within this time; before, nobody misses it."""
STEP_MINUTES = 30
"""Free times are proposed at full and half hours."""


class RemoteState(StrEnum):
    """How the case of an online candidate stands."""

    READY = "ready"
    BOOKED = "booked"
    CHECKS_MISSING = "checks_missing"
    EXPIRED = "expired"


class TaskKind(StrEnum):
    """What has to be done before a remote exam."""

    SYSTEM_CHECK = "system_check"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, half-open."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class RemoteHours:
    """The hours of each day in which the centre invigilates; an exam is wholly inside them."""

    begin: time
    end: time


def remote_state(
    *, booked: bool, checks_missing: bool, window: Window | None, today: date
) -> RemoteState:
    """A booking counts until it is sat; without one the window decides."""
    if booked:
        return RemoteState.CHECKS_MISSING if checks_missing else RemoteState.BOOKED
    expired = window is not None and today > window.last
    return RemoteState.EXPIRED if expired else RemoteState.READY


def is_missing(due_at: datetime, done_at: datetime | None, now: datetime) -> bool:
    """Whether a task that isn't done should be done soon, or already."""
    return done_at is None and due_at <= now + CHECKS_AHEAD


def days_left(window: Window, today: date) -> int:
    """How many days the window still lasts after today; negative once it is over."""
    return (window.last - today).days


def is_pressing(window: Window, today: date) -> bool:
    return days_left(window, today) < PRESSING_DAYS


def free_starts(
    available: Iterable[Interval],
    *,
    minutes: int,
    taken: Collection[Interval],
    hours: RemoteHours,
    zone: ZoneInfo,
) -> Iterator[datetime]:
    """When an exam of `minutes` can begin, in order: somebody has time, and nothing is in the way.

    Spans that touch count as one, so that an exam may begin in one and end in the next.
    """
    length, step = timedelta(minutes=minutes), timedelta(minutes=STEP_MINUTES)
    for span in united(available):
        start = _next_step(span.start, zone)
        while start + length <= span.end:
            exam = Span(start, start + length)
            blocking = [each for each in taken if each.start < exam.end and exam.start < each.end]
            if blocking:
                start = _next_step(max(each.end for each in blocking), zone)
                continue
            if within_hours(exam, hours, zone):
                yield start
            start += step


def united(spans: Iterable[Interval]) -> list[Span]:
    """The same time as spans that neither overlap nor touch, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(Span(span.start, span.end))
    return found


def within_hours(span: Interval, hours: RemoteHours, zone: ZoneInfo) -> bool:
    """Whether a span lies inside the hours of one local day."""
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    same_day = start.date() == end.date()
    return same_day and hours.begin <= start.time() and end.time() <= hours.end


def task_due(exam_start: datetime, days_before: int, now: datetime) -> datetime:
    """When a task should be done: so many days before the exam, though never in the past."""
    return max(exam_start - timedelta(days=days_before), min(now, exam_start))


def _next_step(instant: datetime, zone: ZoneInfo) -> datetime:
    """`instant`, or the next full or half hour of the local clock."""
    local = instant.astimezone(zone)
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    over = past % timedelta(minutes=STEP_MINUTES)
    return instant if not over else instant + timedelta(minutes=STEP_MINUTES) - over
