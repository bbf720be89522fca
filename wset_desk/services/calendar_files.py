"""iCalendar files (RFC 5545): what calendar programs read (helpers).

Times are written in UTC: every program shows them in its own zone, and no file has to carry the
rules of a zone, which change.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

from wset_desk.domain.calendar_entries import CalendarEntry

_MOVED_FROM = "X-WSET-DESK-MOVED-FROM"
_STAMP = "%Y%m%dT%H%M%SZ"


def calendar_text(entries: Iterable[CalendarEntry], name: str = "") -> str:
    """A whole calendar file; `name` is what programs call the calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//WSET Desk//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", vText(name))  # not of the standard: nobody else escapes it
    for entry in entries:
        calendar.add_component(_event(entry))
    written: bytes = calendar.to_ical(sorted=False)
    return written.decode()


def moved_from(calendar: str | None) -> datetime | None:
    """When the event of such a file was to begin before it was moved."""
    found = re.search(rf"{_MOVED_FROM}:(\d{{8}}T\d{{6}}Z)", calendar or "")
    return None if found is None else datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("dtstart", entry.start.astimezone(UTC))
    event.add("dtend", entry.end.astimezone(UTC))
    event.add("summary", entry.summary)
    if entry.location:
        event.add("location", entry.location)
    if entry.description:
        event.add("description", entry.description)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.moved_from is not None:
        event.add(_MOVED_FROM, entry.moved_from.astimezone(UTC).strftime(_STAMP))
    if entry.reminder_hours and not entry.is_cancelled:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: CalendarEntry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", -timedelta(hours=entry.reminder_hours))
    return alarm
