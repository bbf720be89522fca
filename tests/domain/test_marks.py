"""Rule 4: marks as they are typed, exactly or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import parse_mark

HUNDRED = Decimal(100)


def refusal(text: str, maximum: Decimal | int = HUNDRED) -> DomainError:
    with pytest.raises(DomainError) as refused:
        parse_mark(text, maximum)
    assert refused.value.parameters["field"] == "score"
    return refused.value


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("92", "92"),
        ("54.99", "54.99"),
        ("54,99", "54.99"),
        ("54.9", "54.9"),
        ("0", "0"),
        ("0.00", "0"),
        ("100", "100"),
        ("100.00", "100"),
        ("007", "7"),
        ("  61 ", "61"),
        ("61\u00a0", "61"),
    ],
)
def test_marks_are_read_exactly(text: str, mark: str) -> None:
    assert parse_mark(text, HUNDRED) == Decimal(mark)


@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_nothing_typed_is_no_mark(text: str) -> None:
    assert parse_mark(text, HUNDRED) is None


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "Infinity",
        "1e3",
        "1E1",
        "٣",  # ARABIC-INDIC DIGIT THREE
        "７",  # FULLWIDTH DIGIT SEVEN
        "²",
        "+5",
        "1,000.5",
        "1.000,5",
        "1 000",
        "1_0",
        "5.",
        ".5",
        "--5",
        "5%",
        "seven",
        "0x10",
        "1/2",
        "12 34",
    ],
)
def test_what_isnt_plainly_a_number_isnt_guessed_at(text: str) -> None:
    error = refusal(text)
    assert error.code == "MARK_NOT_A_NUMBER"
    assert error.parameters["text"] == text


@pytest.mark.parametrize("text", ["-1", "−1", "-0.01", "-100"])
def test_marks_below_zero_are_refused(text: str) -> None:
    assert refusal(text).code == "MARK_BELOW_ZERO"


def test_scenario_a_100_01_is_above_the_maximum() -> None:
    error = refusal("100.01")
    assert error.code == "MARK_ABOVE_MAXIMUM"
    assert error.parameters["mark"] == Decimal("100.01")
    assert error.parameters["maximum"] == HUNDRED


@pytest.mark.parametrize("text", ["54.999", "54,990", "1,000", "0.001"])
def test_marks_finer_than_hundredths_are_refused(text: str) -> None:
    assert refusal(text).code == "MARK_TOO_FINE"


def test_the_maximum_is_the_papers_own() -> None:
    assert parse_mark("41", 41) == 41
    assert refusal("41.01", 41).code == "MARK_ABOVE_MAXIMUM"


@given(hundredths=st.integers(0, 15000), separator=st.sampled_from(".,"))
def test_every_mark_in_hundredths_comes_back(hundredths: int, separator: str) -> None:
    whole, fraction = divmod(hundredths, 100)
    mark = parse_mark(f"{whole}{separator}{fraction:02}", 150)
    assert mark is not None
    assert mark * 100 == hundredths


@given(st.text(max_size=12))
def test_any_text_is_a_mark_within_bounds_nothing_or_refused(text: str) -> None:
    try:
        mark = parse_mark(text, HUNDRED)
    except DomainError as error:
        assert error.code.startswith("MARK_")
    else:
        assert (mark is None) == (not text.strip())
        assert mark is None or 0 <= mark <= HUNDRED
