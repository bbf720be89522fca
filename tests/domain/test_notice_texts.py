"""Texts of messages are checked and filled in."""

import re

import pytest

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
