"""Files of sessions: course sessions with their days, and exam sessions of every type."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType
from wset_desk.domain.errors import N_, DomainError
from wset_desk.domain.file_cells import (
    one_of,
    read_held_day,
    read_moment,
    read_names,
    read_time,
    read_whole,
    read_yes_or_no,
)
from wset_desk.domain.file_courses import read_format
from wset_desk.domain.file_fields import FileField, RecordSpec
from wset_desk.domain.written_dates import DateOrder


class RowType(StrEnum):
    """What a row is about: a course session, or an exam session of one of its types."""

    COURSE = "course"
    BUNDLED = "bundled"
    MAKEUP = "makeup"
    RESIT = "resit"
    REMOTE_INVIGILATION = "remote_invigilation"
    STANDALONE = "standalone"


class SessionStatus(StrEnum):
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class FurtherDay:
    """A course day after the first; without times it has those of the first."""

    day: date
    start: time | None = None
    end: time | None = None

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()} {self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionValues:
    """Days, times and the deadline are those that the centre's clocks show.

    `staff` are those who teach a course or invigilate an exam.
    `course_session` and `course_day` name the course session of a bundled exam. An exam without
    `end` lasts as long as its paper, one without a deadline gets the centre's.
    """

    row_type: RowType = RowType.COURSE
    name: str = ""
    offering: str = ""
    course_format: CourseFormat | None = None
    paper: ExamType | None = None
    day: date = date.min
    start: time = time.min
    end: time | None = None
    further_days: tuple[FurtherDay, ...] = ()
    course_session: str = ""
    course_day: date | None = None
    room: str = ""
    room_seats: int | None = None
    location: str = ""
    max_capacity: int = 0
    delivery_method: DeliveryMethod = DeliveryMethod.IN_PERSON
    staff: tuple[str, ...] = ()
    booking_enabled: bool = True
    registration_deadline: datetime | None = None
    status: SessionStatus = SessionStatus.SCHEDULED
    cancellation_reason: str = ""

    @property
    def is_course(self) -> bool:
        return self.row_type is RowType.COURSE


_DAY_WITH_TIMES = re.compile(r"(.+?) ([0-9:.]+) ?[-–] ?([0-9:.]+)")


def read_days(text: str, order: DateOrder) -> tuple[FurtherDay, ...]:
    """ "7 Sep 2026 9:30-16:30; 8 Sep 2026"; refuses DAYS_NOT_READ."""
    try:
        return tuple(_day(part.strip(), order) for part in text.split(";") if part.strip())
    except DomainError:
        raise DomainError("DAYS_NOT_READ", text=text) from None


def _day(text: str, order: DateOrder) -> FurtherDay:
    timed = _DAY_WITH_TIMES.fullmatch(text)
    if timed is None:
        return FurtherDay(read_held_day(text, order))
    return FurtherDay(
        read_held_day(timed[1], order), read_time(timed[2], order), read_time(timed[3], order)
    )


SESSION_SPEC = RecordSpec(
    SessionValues,
    (
        FileField("row_type", N_("Type"), one_of(RowType), "session type|kind", required=True),
        FileField(
            "name", N_("Session"), headings="name|session name|exam|exam name", required=True
        ),
        FileField("offering", N_("Offering"), headings="course|course name", required=True),
        FileField("course_format", N_("Format"), read_format, "course format"),
        FileField("paper", N_("Paper"), one_of(ExamType), "exam type"),
        FileField("day", N_("Date"), read_held_day, "day|first day|exam date", required=True),
        FileField("start", N_("Start"), read_time, "start time|begins|time|from", required=True),
        FileField("end", N_("End"), read_time, "end time|ends|to|until"),
        FileField("further_days", N_("Further days"), read_days, "other days|days"),
        FileField("course_session", N_("Course session"), headings="of course session"),
        FileField("course_day", N_("Course begins on"), read_held_day, "course date|course start"),
        FileField("room", N_("Room"), headings="venue|classroom", longest=120),
        FileField("room_seats", N_("Seats in the room"), read_whole, "room seats"),
        FileField("location", N_("Place"), headings="location|address"),
        FileField(
            "max_capacity", N_("Seats"), read_whole, "capacity|places|max capacity", required=True
        ),
        FileField("delivery_method", N_("Held"), one_of(DeliveryMethod), "delivery method"),
        FileField(
            "staff",
            N_("Educators or invigilators"),
            read_names,
            "staff|educators|educator|invigilators|invigilator|teacher|proctor",
        ),
        FileField("booking_enabled", N_("Open for booking"), read_yes_or_no, "booking enabled"),
        FileField(
            "registration_deadline",
            N_("Registration deadline"),
            read_moment,
            "deadline|book by|closing date",
        ),
        FileField("status", N_("Status"), one_of(SessionStatus), "state"),
        FileField("cancellation_reason", N_("Reason"), headings="reason for cancelling"),
    ),
)
