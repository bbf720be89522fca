"""Texts of messages are filled in, and calendar files can be read back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.calendar_text import CalendarEntry, calendar_text, moved_from
from wset_desk.domain.centre_texts import CENTRE_TEXTS
from wset_desk.domain.errors import DomainError
from wset_desk.domain.notice_texts import body_of, subject_of
from wset_desk.domain.notices import NoticeKind
from wset_desk.domain.text_blocks import (
    LONGEST_LINE,
    LONGEST_TEXT,
    PLACEHOLDERS,
    checked_text,
    filled,
)

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
    template = "Dear {name},\n\n{fee}\n{deadline}\n\n{own_zone}\n\n{exam}"
    assert filled(template, values, ["own_zone", "fee"]) == "Dear Ana,\n\nTell us.\n\nTheory"


def test_what_a_person_typed_is_no_placeholder() -> None:
    assert filled("Dear {name}", {"name": "{fee} {0}"}) == "Dear {fee} {0}"


def test_an_unknown_placeholder_is_refused() -> None:
    with pytest.raises(DomainError, match="TEXT_PLACEHOLDER_UNKNOWN"):
        filled("Dear {surname}", {})


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_says_who_is_meant_what_it_is_about_and_who_writes(kind: NoticeKind) -> None:
    subject, body = CENTRE_TEXTS[subject_of(kind)], CENTRE_TEXTS[body_of(kind)]
    values = {name: f"<{name}>" for name in PLACEHOLDERS}
    said = filled(subject.text, values) + filled(body.text, values)
    assert {"<name>", "<exam>", "<centre>"} <= set(re.findall("<[a-z_]+>", said))


@pytest.mark.parametrize("name", CENTRE_TEXTS)
def test_texts_as_shipped_pass_the_check_that_centres_meet(name: str) -> None:
    block = CENTRE_TEXTS[name]
    assert checked_text(block, block.text) == block.text
    assert set(block.placeholders) <= set(PLACEHOLDERS)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        (body_of(NoticeKind.BOOKING), "  \n ", "TEXT_MISSING"),
        (body_of(NoticeKind.BOOKING), "Dear {surname}", "TEXT_PLACEHOLDER_UNKNOWN"),
        (body_of(NoticeKind.BOOKING), "Offered until {until}", "TEXT_PLACEHOLDER_UNKNOWN"),
        (body_of(NoticeKind.BOOKING), "x" * (LONGEST_TEXT + 1), "TEXT_TOO_LONG"),
        (subject_of(NoticeKind.BOOKING), "x" * (LONGEST_LINE + 1), "TEXT_TOO_LONG"),
    ],
)
def test_a_text_that_cannot_be_filled_in_is_refused_beside_it(
    name: str, text: str, code: str
) -> None:
    with pytest.raises(DomainError, match=code) as refused:
        checked_text(CENTRE_TEXTS[name], text)
    assert refused.value.parameters["field"] == name


def test_a_subject_is_one_line() -> None:
    block = CENTRE_TEXTS[subject_of(NoticeKind.BOOKING)]
    assert checked_text(block, " Your place:\n {exam} ") == "Your place: {exam}"
