"""The columns of the awarding body's file, recognised in CSV files and workbooks alike."""

from decimal import Decimal
from pathlib import Path

import pytest

from wset_desk.domain.catalogue import PaperPart
from wset_desk.exchange.awarding_columns import read_awarding_file
from wset_desk.exchange.sheets import Sheet, write_sheet

PARTS = (PaperPart("multiple_choice", 50, Decimal(55)), PaperPart("written", 100, Decimal(55)))


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Candidate Number,Name,Mark", ["number", "name", "mark"]),
        ("Learner ID;Surname;Forename;Score;%", ["number", "last_name", "first_name", "mark"]),
        ("Cand. No.\tCandidate\tPercentage\tResult", ["number", "name", "percentage", "grade"]),
    ],
)
def test_headings_are_recognised(tmp_path: Path, headings: str, fields: list[str]) -> None:
    file = tmp_path / "results.csv"
    file.write_text(f"{headings}\nW1,x,y,1,2\n".replace(",", _delimiter(headings)))
    assert list(read_awarding_file(file).mapping.values()) == fields


def test_the_parts_of_a_paper_have_columns(tmp_path: Path) -> None:
    file = tmp_path / "results.xlsx"
    sheet = Sheet("Results", ("Number", "Multiple choice", "Written"), (("W1", "40", "60"),))
    write_sheet(file, sheet)
    found = read_awarding_file(file, PARTS)
    assert list(found.mapping.values()) == ["number", "part:multiple_choice", "part:written"]
    assert found.rows[0].cells == ("W1", "40", "60")


def _delimiter(headings: str) -> str:
    return next(each for each in ",;\t" if each in headings)
