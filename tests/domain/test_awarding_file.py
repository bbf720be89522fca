"""The awarding body's file: each row in one group, matched by number alone, nothing guessed."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.awarding_file import (
    FileCheck,
    FileRow,
    NameMatch,
    PaperScale,
    RowGroup,
    Sitter,
    check_file,
    name_match,
)
from wset_desk.domain.catalogue import Award, Band, PaperPart
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_rows import TextRow

COLUMNS = ("number", "name", "mark", "percentage", "grade")
MAPPING = dict(enumerate(COLUMNS))
SCALE = PaperScale(100, Decimal(55), bands=(Band(Award.MERIT, Decimal(70)),))
PARTS = (
    PaperPart("multiple_choice", 50, Decimal(55)),
    PaperPart("written", 100, Decimal(55)),
)


def sitter(
    number: str | None, name: str = "Aoife Byrne", mark: str | None = None, *, absent: bool = False
) -> Sitter:
    first, last = name.split(" ", 1)
    found = None if mark is None else Decimal(mark)
    return Sitter(UUID(int=int((number or "W0")[1:])), number, first, last, absent, found, {})


SITTERS = (
    sitter("W1"),
    sitter("W2", "Zoë O’Connor"),
    sitter("W3", "Ines Duarte", "66"),
    sitter("W4", "Tomás Ferreira", absent=True),
    sitter(None, "Nobody Known"),
)


def checked(*rows: tuple[str, ...], scale: PaperScale = SCALE) -> FileCheck:
    texts = [TextRow(number, cells) for number, cells in enumerate(rows, 2)]
    return check_file(texts, MAPPING, SITTERS, scale)


def one(*cells: str, scale: PaperScale = SCALE) -> FileRow:
    (row,) = checked(cells, scale=scale).rows
    return row


@pytest.mark.parametrize(
    ("cells", "group"),
    [
        (("W1", "Aoife Byrne", "71"), RowGroup.NEW),
        (("w1 ", "BYRNE, aoife", "71"), RowGroup.NEW),
        (("W1", "Aoife Burns", "71"), RowGroup.NAME_DIFFERS),
        (("W1", "", "71"), RowGroup.NEW),
        (("W2", "Zoe O'Connor", "71"), RowGroup.NEW),
        (("W3", "Ines Duarte", "66.00"), RowGroup.SAME),
        (("W3", "Ines Duarte", "67"), RowGroup.MARK_DIFFERS),
        (("W3", "Agnes Duarte", "67"), RowGroup.NAME_DIFFERS),
        (("W4", "Tomás Ferreira", "50"), RowGroup.NO_SHOW),
        (("W4", "Tomás Ferreira", ""), RowGroup.BLANK),
        (("W1", "Aoife Byrne", ""), RowGroup.BLANK),
        (("W9", "Aoife Byrne", "71"), RowGroup.UNKNOWN_NUMBER),
        (("", "Aoife Byrne", "71"), RowGroup.UNKNOWN_NUMBER),
        (("1", "Aoife Byrne", "71"), RowGroup.UNKNOWN_NUMBER),
        (("W1", "Aoife Byrne", "101"), RowGroup.WRONG),
        (("W1", "Aoife Byrne", "-1"), RowGroup.WRONG),
        (("W1", "Aoife Byrne", "7l"), RowGroup.WRONG),
        (("W1", "Aoife Byrne", "71", "72"), RowGroup.WRONG),
        (("W9", "Aoife Byrne", "7l"), RowGroup.UNKNOWN_NUMBER),
    ],
)
def test_a_row_is_in_one_group(cells: tuple[str, ...], group: RowGroup) -> None:
    assert one(*cells).group is group


def test_a_number_that_comes_twice_is_wrong_the_second_time() -> None:
    check = checked(("W1", "Aoife Byrne", "71"), ("W1", "Aoife Byrne", "72"))
    assert [row.group for row in check.rows] == [RowGroup.NEW, RowGroup.WRONG]
    refusal = check.rows[1].refusal
    assert refusal is not None
    assert (refusal.code, refusal.parameters) == ("ROW_REPEATED", {"row": 2})


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("Aoife Byrne", NameMatch.SAME),
        ("Byrne Aoife", NameMatch.FOLDED),
        ("BYRNE, AOIFE", NameMatch.FOLDED),
        ("Aoífe Byrne", NameMatch.FOLDED),
        ("A. Byrne", NameMatch.DIFFERENT),
        ("Aoife Byrne Smith", NameMatch.DIFFERENT),
        ("", NameMatch.NOT_GIVEN),
    ],
)
def test_names_are_compared_never_guessed(name: str, match: NameMatch) -> None:
    assert name_match(name, SITTERS[0]) is match


def test_who_came_and_is_not_in_the_file_is_named() -> None:
    missing = checked(("W1", "Aoife Byrne", "71")).missing
    assert [each.name for each in missing] == ["Zoë O’Connor", "Ines Duarte", "Nobody Known"]


def test_only_ticked_rows_are_taken_where_a_person_has_to_look() -> None:
    check = checked(
        ("W1", "Aoife Burns", "71"), ("W2", "Zoë O’Connor", "60"), ("W3", "Ines Duarte", "67")
    )
    assert [row.number for row in check.taken(frozenset())] == [3]
    assert [row.number for row in check.taken(frozenset({2, 4}))] == [2, 3, 4]


def test_what_is_wrong_is_not_taken_ticked_or_not() -> None:
    check = checked(("W9", "?", "71"), ("W4", "Tomás Ferreira", "50"), ("W1", "x", "101"))
    assert check.taken(frozenset({2, 3, 4})) == ()


@pytest.mark.parametrize(
    ("percent", "maximum", "mark"),
    [
        ("54.5", 100, "54.5"),
        ("50 %", 41, "20.5"),
        ("56.10", 41, "23"),
        ("56.09", 41, "23"),
        ("56", 41, "22.96"),
        ("100", 150, "150"),
        ("0", 100, "0"),
    ],
)
def test_a_percentage_is_a_mark_where_there_is_just_one(
    percent: str, maximum: int, mark: str
) -> None:
    row = one("W1", "", "", percent, scale=PaperScale(maximum, Decimal(55)))
    assert row.mark == Decimal(mark)


@pytest.mark.parametrize("percent", ["56.3333", "100.1", "-3", "fifty"])
def test_a_percentage_that_is_no_mark_is_refused(percent: str) -> None:
    assert one("W1", "", "", percent, scale=PaperScale(41, Decimal(55))).group is RowGroup.WRONG


def test_a_percentage_beside_its_mark_may_be_rounded() -> None:
    scale = PaperScale(41, Decimal(55))
    assert one("W1", "", "23", "56.1", scale=scale).group is RowGroup.NEW
    assert one("W1", "", "23", "56", scale=scale).group is RowGroup.NEW
    assert one("W1", "", "23", "57", scale=scale).group is RowGroup.WRONG


@pytest.mark.parametrize(
    ("mark", "grade", "differs"),
    [
        ("71", "Merit", False),
        ("71", "Pass with MERIT", False),
        ("71", "Pass", True),
        ("54.99", "Pass", True),
        ("54.99", "FAIL", False),
        ("71", "", False),
    ],
)
def test_the_grade_is_compared(mark: str, grade: str, differs: bool) -> None:
    row = one("W1", "", mark, "", grade)
    assert (row.grade_differs, row.group) == (differs, RowGroup.NEW)


def in_parts(first: str, second: str, total: str = "") -> FileRow:
    mapping = {0: "number", 1: "part:multiple_choice", 2: "part:written", 3: "mark"}
    row = TextRow(2, ("W1", first, second, total))
    (found,) = check_file([row], mapping, SITTERS, PaperScale(150, Decimal(55), PARTS)).rows
    return found


def test_a_paper_in_parts_is_the_sum_of_them() -> None:
    assert in_parts("40", "60").mark == Decimal(100)
    assert in_parts("40", "60", "100").group is RowGroup.NEW
    assert in_parts("40", "60", "101").group is RowGroup.WRONG
    assert in_parts("51", "60").group is RowGroup.WRONG
    assert in_parts("", "", "100").group is RowGroup.WRONG


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({0: "mark"}, "IMPORT_NEEDS_COLUMN"),
        ({0: "number", 1: "name"}, "IMPORT_NEEDS_COLUMN"),
        ({0: "number", 1: "mark", 2: "mark"}, "FIELD_MAPPED_TWICE"),
    ],
)
def test_numbers_and_marks_have_to_be_there(mapping: dict[int, str], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        check_file([], mapping, SITTERS, SCALE)


CELLS = st.tuples(
    st.sampled_from(["W1", "W2", "W3", "W4", "W5", "", " w1"]),
    st.sampled_from(["Aoife Byrne", "byrne aoife", "Somebody Else", ""]),
    st.sampled_from(["", "0", "66", "71,5", "100", "101", "x"]),
    st.sampled_from(["", "66", "0", "x"]),
)


@given(st.lists(CELLS, max_size=12))
def test_the_groups_add_up_whatever_the_file(rows: list[tuple[str, ...]]) -> None:
    check = checked(*rows)
    assert sum(check.count(group) for group in RowGroup) == len(rows)
    named = {row.sitter.name for row in check.rows if row.sitter is not None}
    came = {each.name for each in SITTERS if not each.is_no_show}
    absent = {each.name for each in SITTERS if each.is_no_show}
    assert came == named - absent | {each.name for each in check.missing}
    taken = [row.sitter for row in check.taken(frozenset(range(100))) if row.sitter is not None]
    assert len({each.name for each in taken}) == len(taken), "nobody twice"
