"""iCalendar text (RFC 5545): what calendar programs read. Times are written in UTC."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

CALENDAR_NAME = "X-WR-CALNAME"
_MOVED_FROM = "X-WSET-DESK-MOVED-FROM"
_LONGEST_LINE = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_STAMP = "%Y%m%dT%H%M%SZ"


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


def calendar_text(entries: Iterable[CalendarEntry], name: str = "") -> str:
    """A whole calendar file, each line ended by CRLF and at most 75 octets long."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//WSET Desk//EN", "CALSCALE:GREGORIAN"]
    lines.append("METHOD:PUBLISH")
    if name:
        lines.append(_text(CALENDAR_NAME, name))
    for entry in entries:
        lines.extend(_event(entry))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def moved_from(calendar: str | None) -> datetime | None:
    """When the event of such a file was to begin before it was moved."""
    found = re.search(rf"{_MOVED_FROM}:(\d{{8}}T\d{{6}}Z)", calendar or "")
    return None if found is None else datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)


def _event(entry: CalendarEntry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"SEQUENCE:{entry.sequence}"
    yield _instant("DTSTAMP", entry.stamp)
    yield _instant("DTSTART", entry.start)
    yield _instant("DTEND", entry.end)
    yield _text("SUMMARY", entry.summary)
    if entry.location:
        yield _text("LOCATION", entry.location)
    if entry.description:
        yield _text("DESCRIPTION", entry.description)
    yield "STATUS:CANCELLED" if entry.is_cancelled else "STATUS:CONFIRMED"
    if entry.moved_from is not None:
        yield _instant(_MOVED_FROM, entry.moved_from)
    if entry.reminder_hours and not entry.is_cancelled:
        yield from _alarm(entry)
    yield "END:VEVENT"


def _alarm(entry: CalendarEntry) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield _text("DESCRIPTION", entry.summary)
    yield f"TRIGGER:-PT{entry.reminder_hours}H"
    yield "END:VALARM"


def _instant(name: str, when: datetime) -> str:
    return f"{name}:{when.astimezone(UTC).strftime(_STAMP)}"


def _text(name: str, text: str) -> str:
    return f"{name}:{text.translate(_ESCAPED)}"


def _folded(line: str) -> Iterator[str]:
    """The line in pieces, no character torn; all but the first begin with a space."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > _LONGEST_LINE:
            yield piece
            piece = " "
        piece += character
    yield piece
