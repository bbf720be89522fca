"""Calendar files as other programs read them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Alarm, Calendar, Event

from wset_desk.domain.calendar_entries import CalendarEntry
from wset_desk.services.calendar_files import calendar_text, moved_from

START = datetime(2026, 10, 4, 14, 30, tzinfo=UTC)
LONGEST = 75
LONDON = ZoneInfo("Europe/London")


def entry(**changes: object) -> CalendarEntry:
    given: dict[str, object] = {
        "uid": "1@wset-desk",
        "summary": "Theory",
        "start": START,
        "end": START + timedelta(hours=1),
        "stamp": START - timedelta(days=30),
        **changes,
    }
    return CalendarEntry(**given)  # type: ignore[arg-type]


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def test_an_event_has_what_a_calendar_needs() -> None:
    lines = unfolded(calendar_text([entry(sequence=3, location="Main Hall", reminder_hours=24)]))
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    for line in (
        "METHOD:PUBLISH",
        "UID:1@wset-desk",
        "SEQUENCE:3",
        "DTSTAMP:20260904T143000Z",
        "DTSTART:20261004T143000Z",
        "DTEND:20261004T153000Z",
        "SUMMARY:Theory",
        "LOCATION:Main Hall",
        "STATUS:CONFIRMED",
        "TRIGGER:-P1D",
    ):
        assert line in lines


def test_a_cancelled_event_says_so_and_rings_no_alarm() -> None:
    lines = unfolded(calendar_text([entry(is_cancelled=True, reminder_hours=24)]))
    assert "STATUS:CANCELLED" in lines
    assert "BEGIN:VALARM" not in lines


def test_a_moved_event_knows_when_it_was() -> None:
    before = START - timedelta(days=7)
    assert moved_from(calendar_text([entry(moved_from=before)])) == before
    assert moved_from(calendar_text([entry()])) is None
    assert moved_from(None) is None


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=300))
def test_any_text_is_read_back_as_it_was(summary: str) -> None:
    text = calendar_text([entry(summary=summary)])
    physical = text.split("\r\n")
    assert all(len(line.encode()) <= LONGEST for line in physical)
    (line,) = (each for each in unfolded(text) if each.startswith("SUMMARY:"))
    assert unescaped(line.removeprefix("SUMMARY:")) == summary


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.parametrize("clock", [time(0, 30), time(1, 30), time(2, 30), time(15, 30)])
def test_another_program_reads_the_very_instant_on_days_that_change_the_clock(
    day: date, fold: int, clock: time
) -> None:
    start = datetime.combine(day, clock, LONDON).replace(fold=fold)
    length = timedelta(minutes=75)
    end = (start.astimezone(UTC) + length).astimezone(LONDON)
    event = read(calendar_text([entry(start=start, end=end, reminder_hours=24)]))
    found = event.start
    assert isinstance(found, datetime)
    assert (found, found.utcoffset()) == (start.astimezone(UTC), timedelta(0))
    assert event.duration == length
    (alarm,) = event.walk("VALARM")
    assert isinstance(alarm, Alarm)
    assert timedelta(hours=-24) == alarm.TRIGGER


def test_no_text_can_add_lines_of_its_own() -> None:
    hostile = "Theory\nEND:VEVENT\r\nBEGIN:VEVENT; x, \\n"
    text = calendar_text([entry(summary=hostile, location=hostile, description=hostile)], hostile)
    event = read(text)
    assert event["SUMMARY"] == hostile.replace("\r\n", "\n")
    assert event["LOCATION"] == event["DESCRIPTION"] == event["SUMMARY"]


def test_a_calendar_of_many_is_read_event_by_event() -> None:
    many = [entry(uid=f"{n}@wset-desk", start=START + n * timedelta(days=1)) for n in range(50)]
    text = calendar_text(many, "Vine Street, London")
    assert r"X-WR-CALNAME:Vine Street\, London" in unfolded(text)
    calendar = Calendar.from_ical(text)
    assert [str(each["UID"]) for each in calendar.walk("VEVENT")] == [each.uid for each in many]


def read(text: str) -> Event:
    """The one event of a file, as another program finds it."""
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert isinstance(event, Event)
    assert event.errors == []
    return event
