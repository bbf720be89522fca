"""What other people's calendars are told of an exam or a course day."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One event. A program replaces what it has under the same `uid` if `sequence` is higher.

    `moved_from` is when it was to begin before; `reminder_hours` how long before an alarm rings.
    """

    uid: str
    summary: str
    start: datetime
    end: datetime
    stamp: datetime
    sequence: int = 0
    location: str = ""
    description: str = ""
    is_cancelled: bool = False
    moved_from: datetime | None = None
    reminder_hours: int = 0
