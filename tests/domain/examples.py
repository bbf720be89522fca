"""Exam days and sessions as the tests write them down: London wall-clock times."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from wset_desk.domain.availability import SessionFacts
from wset_desk.domain.catalogue import DeliveryMethod, ExamType, SessionType
from wset_desk.domain.scheduling import CourseDay

LONDON = ZoneInfo("Europe/London")


def key(number: int) -> UUID:
    return UUID(int=number)


def london(text: str) -> datetime:
    """`2026-09-06 15:30` in London as an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def wall(instant: datetime) -> str:
    return f"{instant.astimezone(LONDON):%H:%M}"


def course_day(day: str, start: str = "09:30", end: str = "16:30") -> CourseDay:
    return CourseDay(london(f"{day} {start}"), london(f"{day} {end}"))


_LEVEL_2 = SessionFacts(
    id=key(1),
    level=2,
    subject="wines",
    exam_type=ExamType.THEORY,
    session_type=SessionType.BUNDLED,
    delivery_method=DeliveryMethod.IN_PERSON,
    start=london("2026-10-25 15:30"),
    end=london("2026-10-25 16:30"),
    seats_left=3,
    deadline=london("2026-10-08 17:00"),
)


def level_2_session(**changes: object) -> SessionFacts:
    """Scenario A's session of 25 October 2026: 9 of 12, deadline 8 October 17:00."""
    return replace(_LEVEL_2, **changes)  # type: ignore[arg-type]
