"""What can be known of a candidate, and rows of a file read as candidates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.candidate_rows import check_mapping, read_rows, split_name
from wset_desk.domain.candidates import (
    LONGEST,
    CandidateField,
    CandidateValues,
    is_plausible_email,
    number_key,
    problems,
    tidied,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_rows import ReadRow, TextRow, repeated
from wset_desk.domain.written_dates import DateOrder

TODAY = date(2026, 8, 1)
F = CandidateField


def person(**values: object) -> CandidateValues:
    return CandidateValues(**{"first_name": "Ana", "last_name": "Silva", **values})  # type: ignore[arg-type]


def read(mapping: dict[int, CandidateField], *cells: str) -> ReadRow:
    (row,) = read_rows([TextRow(2, cells)], mapping, DateOrder.DAY_FIRST, TODAY)
    return row


def test_texts_are_tidied() -> None:
    tidy = tidied(
        person(
            first_name=" Ana\u00a0 Maria\t",
            candidate_number="  ",
            email="ana@example.org\u200b",
            address="1 High Street \n\n  London \r\n",
        )
    )
    assert (tidy.first_name, tidy.candidate_number) == ("Ana Maria", None)
    assert tidy.email == "ana@example.org"
    assert tidy.address == "1 High Street\n\nLondon"


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"first_name": ""}, "FIRST_NAME_MISSING", "first_name"),
        ({"last_name": ""}, "LAST_NAME_MISSING", "last_name"),
        ({"birth_date": date(2026, 8, 2)}, "BIRTH_DATE_IN_FUTURE", "birth_date"),
        ({"birth_date": date(1899, 12, 31)}, "BIRTH_DATE_TOO_EARLY", "birth_date"),
        ({"email": "ana"}, "EMAIL_NOT_PLAUSIBLE", "email"),
        ({"extra_time_percent": 301}, "EXTRA_TIME_OUT_OF_RANGE", "extra_time_percent"),
        ({"extra_time_percent": -1}, "EXTRA_TIME_OUT_OF_RANGE", "extra_time_percent"),
        ({"notes": "x" * 4001}, "TEXT_TOO_LONG", "notes"),
    ],
)
def test_what_cannot_be_is_named_with_its_field(
    values: dict[str, object], code: str, field: str
) -> None:
    (refusal,) = problems(person(**values), TODAY)
    assert (refusal.code, refusal.parameters["field"]) == (code, field)


def test_the_limits_themselves_are_possible() -> None:
    longest = {name: "x" * count for name, count in LONGEST.items()}
    longest |= {"email": None, "time_zone": None}
    values = {**longest, "birth_date": TODAY, "extra_time_percent": 300}
    assert not problems(person(**values), TODAY)
    assert not problems(person(birth_date=date(1900, 1, 1)), TODAY)


@pytest.mark.parametrize(
    "text", ["ana@example.org", "o'neil+wine@mail.example.co.uk", "é@ü.example"]
)
def test_plausible_addresses(text: str) -> None:
    assert is_plausible_email(text)


@pytest.mark.parametrize(
    "text",
    ["ana", "@example.org", "ana@", "ana@example", "a na@example.org", "a@b@c.org", "a@.org"],
)
def test_implausible_addresses(text: str) -> None:
    assert not is_plausible_email(text)


def test_spaces_and_case_do_not_make_another_number() -> None:
    assert number_key("w104 218") == number_key("W104218")


def test_a_row_is_read_cell_by_cell() -> None:
    mapping = dict(enumerate(F))
    del mapping[1]
    row = read(
        mapping,
        *("W1", "", "Ana", "Silva", "5 Sep 1990", "ana@example.org", "+44 20", "High Street"),
        *("Europe/London", "25 %", "yes", "n", "Quiet room", ""),
    )
    assert row.problems == ()
    assert row.values == person(
        candidate_number="W1",
        birth_date=date(1990, 9, 5),
        email="ana@example.org",
        phone="+44 20",
        address="High Street",
        time_zone="Europe/London",
        extra_time_percent=25,
        rest_breaks=True,
        adjustment_notes="Quiet room",
    )
    assert "large_text" in row.given
    assert "notes" not in row.given


def test_every_wrong_cell_of_a_row_is_named() -> None:
    mapping = {
        0: F.FIRST_NAME,
        1: F.LAST_NAME,
        2: F.BIRTH_DATE,
        3: F.EXTRA_TIME_PERCENT,
        4: F.EMAIL,
    }
    row = read(mapping, "Ana", "", "soon", "lots", "ana")
    assert [(problem.column, problem.refusal.code) for problem in row.problems] == [
        (2, "DATE_NOT_READ"),
        (3, "EXTRA_TIME_NOT_READ"),
        (1, "LAST_NAME_MISSING"),
        (4, "EMAIL_NOT_PLAUSIBLE"),
    ]
    assert {problem.row for problem in row.problems} == {2}


@pytest.mark.parametrize(
    ("text", "percent"),
    [("25", 25), ("25%", 25), ("25.0", 25), ("0.25", 25), ("0,5", 50), ("no", 0), ("300", 300)],
)
def test_extra_time_as_people_and_spreadsheets_write_it(text: str, percent: int) -> None:
    row = read({0: F.FULL_NAME, 1: F.EXTRA_TIME_PERCENT}, "Ana Silva", text)
    assert row.values.extra_time_percent == percent


@pytest.mark.parametrize("text", ["1e3", "٢٥", "+25", "25.5", "9999", "yes"])
def test_other_extra_times_are_refused(text: str) -> None:
    row = read({0: F.FULL_NAME, 1: F.EXTRA_TIME_PERCENT}, "Ana Silva", text)
    assert [problem.refusal.code for problem in row.problems] == ["EXTRA_TIME_NOT_READ"]


def test_yes_and_no_are_not_guessed() -> None:
    row = read({0: F.FULL_NAME, 1: F.REST_BREAKS}, "Ana Silva", "maybe")
    assert [problem.refusal.code for problem in row.problems] == ["YES_OR_NO_NOT_READ"]


def test_blank_rows_are_passed_over() -> None:
    rows = [TextRow(2, ("", " ", "a remark")), TextRow(3, ("Ana", "Silva"))]
    mapping = {0: F.FIRST_NAME, 1: F.LAST_NAME}
    assert [row.number for row in read_rows(rows, mapping, DateOrder.DAY_FIRST, TODAY)] == [3]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Silva, Ana Maria", ("Silva", "Ana Maria")),
        ("Ana Maria Silva", ("Silva", "Ana Maria")),
        (" van Dijk ,  Jan ", ("van Dijk", "Jan")),
    ],
)
def test_a_whole_name_is_split(text: str, name: tuple[str, str]) -> None:
    assert split_name(text) == name


@pytest.mark.parametrize("text", ["Silva", "Silva,", ", Ana"])
def test_half_a_name_is_refused(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        split_name(text)
    assert refused.value.code == "NAME_NOT_SPLIT"


def test_names_of_their_own_columns_win_over_a_whole_name() -> None:
    row = read({0: F.LAST_NAME, 1: F.FULL_NAME, 2: F.FIRST_NAME}, "Silva", "Wrong Order", "Ana")
    assert (row.values.first_name, row.values.last_name) == ("Ana", "Silva")


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({0: F.EMAIL}, "IMPORT_NEEDS_NAMES"),
        ({0: F.FIRST_NAME}, "IMPORT_NEEDS_NAMES"),
        ({0: F.FULL_NAME, 1: F.EMAIL, 2: F.EMAIL}, "FIELD_MAPPED_TWICE"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(
    mapping: dict[int, CandidateField], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        check_mapping(mapping)
    assert refused.value.code == code


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_repeated_rows_point_to_the_first(names: list[str]) -> None:
    rows = [ReadRow(n, person(first_name=name), frozenset()) for n, name in enumerate(names, 2)]
    again = repeated(rows, lambda row: row.values.first_name)
    for number, first in again.items():
        assert names[number - 2] == names[first - 2]
        assert first == names.index(names[number - 2]) + 2
    assert len(again) == len(names) - len(set(names))


@given(st.text(max_size=40))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    for kind in CandidateField:
        for row in read_rows([TextRow(2, (text,))], {0: kind}, DateOrder.DAY_FIRST, TODAY):
            assert row.number == 2
            assert row.values == tidied(row.values)
