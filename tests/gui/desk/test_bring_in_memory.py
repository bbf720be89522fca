"""Mappings that are remembered for a kind of file and its set of headings."""

import pytest

from ui.desk.bring_in.memory import recalled, remembering
from wset_desk.domain.file_rows import TextRow
from wset_desk.exchange.candidate_columns import CANDIDATE_COLUMNS
from wset_desk.exchange.columns import RecognisedColumns
from wset_desk.exchange.import_files import remapped


def columns(*headings: str) -> RecognisedColumns:
    rows = (TextRow(1, headings), TextRow(2, tuple("x" for _ in headings)))
    return CANDIDATE_COLUMNS.recognise(rows)


def test_the_same_headings_in_another_order_are_mapped_as_before() -> None:
    mapped = remapped(columns("Osoba", "Surname"), {0: "full_name", 1: None})
    kept = remembering(None, mapped)
    assert recalled(kept, columns("Surname", "Osoba")) == {0: None, 1: "full_name"}


def test_other_headings_are_recognised_anew() -> None:
    kept = remembering(None, remapped(columns("Osoba", "Surname"), {0: "full_name", 1: None}))
    assert recalled(kept, columns("Osoba", "Surname", "E-mail")) == {}


def test_each_set_of_headings_has_a_mapping_of_its_own() -> None:
    first, second = columns("Name", "Ref"), columns("Name", "Ref", "Surname")
    kept = remembering(None, remapped(first, {1: None}))
    kept = remembering(kept, remapped(second, {0: "notes"}))
    assert recalled(kept, first)[1] is None
    assert recalled(kept, second)[0] == "notes"


def test_columns_of_one_heading_are_told_by_their_order() -> None:
    twice = remapped(columns("Surname", "Name", "Name"), {1: "first_name", 2: "notes"})
    assert recalled(remembering(None, twice), twice) == {
        0: "last_name",
        1: "first_name",
        2: "notes",
    }


def test_the_latest_sets_are_kept() -> None:
    kept: object = None
    for number in range(40):
        kept = remembering(kept, columns("Surname", f"Column {number}"))
    assert recalled(kept, columns("Surname", "Column 5")) == {}
    assert recalled(kept, columns("Surname", "Column 39")) == {0: "last_name", 1: None}


@pytest.mark.parametrize(
    "rubbish", [None, {"Surname": "last_name"}, [1], [["a"]], [[["a", 1]]], "x"]
)
def test_what_somebody_wrote_into_the_preferences_is_no_hindrance(rubbish: object) -> None:
    assert recalled(rubbish, columns("Surname")) == {}
