"""Texts of messages are filled in, and calendar files can be read back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.calendar_text import CalendarEntry, calendar_text, moved_from
from wset_desk.domain.errors import DomainError
from wset_desk.domain.notices import BODIES, PLACEHOLDERS, SUBJECTS, NoticeKind, filled

START = datetime(2026, 10, 4, 14, 30, tzinfo=UTC)
LONGEST = 75


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
    assert lines[0], lines[-1] == ("BEGIN:VCALENDAR", "END:VCALENDAR")
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
        "TRIGGER:-PT24H",
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


def test_a_line_with_nothing_to_say_falls_out() -> None:
    values = {"name": "Ana", "exam": "Theory", "fee": "", "deadline": "Tell us."}
    text = filled("Dear {name},\n\n{fee}\n{deadline}\n\n{own_zone}\n\n{exam}", values)
    assert text == "Dear Ana,\n\nTell us.\n\nTheory"


def test_what_a_person_typed_is_no_placeholder() -> None:
    assert filled("Dear {name}", {"name": "{fee} {0}"}) == "Dear {fee} {0}"


def test_an_unknown_placeholder_is_refused() -> None:
    with pytest.raises(DomainError, match="NOTICE_PLACEHOLDER_UNKNOWN"):
        filled("Dear {surname}", {})


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_texts_of_every_kind_can_be_filled(kind: NoticeKind) -> None:
    values = {name: f"<{name}>" for name in PLACEHOLDERS}
    assert "<exam>" in filled(SUBJECTS[kind], values)
    assert {"<name>", "<exam>", "<centre>"} <= set(
        re.findall("<[a-z_]+>", filled(BODIES[kind], values))
    )
