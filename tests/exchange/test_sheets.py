"""Tables written to files: read back they are the same, and nothing in them is ever a formula."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from wset_desk.domain.errors import DomainError
from wset_desk.exchange.formulas import FORMULA_SIGNS, defused, restored
from wset_desk.exchange.sheets import (
    MAXIMUM_ROWS,
    Cell,
    Sheet,
    csv_bytes,
    workbook_bytes,
    write_sheet,
)
from wset_desk.exchange.tabular import read_table

FORMULAS = ["=1+1", "+44 20 7946 0018", "-5", "@SUM(A1)", "\t=1", "'=1", "＝1"]
MOMENT = datetime(2026, 9, 6, 15, 30)  # noqa: DTZ001 - a sheet's times have no zone


def sheet_of(*cells: Cell) -> Sheet:
    return Sheet("Marks", ("First", "Second"), [(cell, "x") for cell in cells])


def in_csv(*cells: Cell) -> list[str]:
    rows = csv.reader(io.StringIO(csv_bytes(sheet_of(*cells)).decode("utf-8-sig"), newline=""))
    return [row[0] for row in rows][1:]


def in_workbook(*cells: Cell) -> list[object]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_bytes(sheet_of(*cells))))
    return [row[0] for row in book.get_sheet_by_index(0).to_python()][1:]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    (written,) = in_csv(text)
    assert not written.startswith(FORMULA_SIGNS)
    assert restored(written) == text
    assert in_workbook(text) == [text]


@given(st.text(alphabet=st.sampled_from("='+-@\t a1＝"), max_size=6))
def test_defusing_is_undone_exactly(text: str) -> None:
    assert restored(defused(text)) == text
    assert not defused(text).startswith(FORMULA_SIGNS)


@pytest.mark.parametrize("text", ["Zoë", "O'Brien", "'quoted'", "a=b", "", "a\nb", 'say "so"; now'])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert in_csv(text) == [text]
    assert (in_workbook(text) or [""]) == [text]


def test_numbers_dates_and_times_are_what_they_are() -> None:
    cells = (Decimal("54.99"), Decimal("-5.00"), 12, date(2026, 9, 6), MOMENT, None)
    assert in_csv(*cells) == ["54.99", "-5.00", "12", "2026-09-06", "2026-09-06 15:30:00", ""]
    assert in_workbook(*cells) == [54.99, -5.0, 12.0, date(2026, 9, 6), MOMENT, ""]


def test_a_date_before_excels_first_is_text() -> None:
    assert in_workbook(date(1899, 12, 31)) == ["1899-12-31"]


def test_a_text_longer_than_a_cell_ends_in_dots() -> None:
    (written,) = in_workbook("a" * 40_000)
    assert isinstance(written, str)
    assert (len(written), written[-2:]) == (32_767, "a…")


@pytest.mark.parametrize("title", ["A/B: [C]?*", "x" * 50, "'", ""])
def test_any_title_makes_a_page(title: str) -> None:
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(workbook_bytes(Sheet(title, ("A",), [("b",)])))
    )
    assert len(book.sheet_names[0]) in range(1, 32)


@pytest.mark.parametrize("name", ["marks.csv", "marks.XLSX"])
def test_what_is_written_is_read_by_the_import(tmp_path: Path, name: str) -> None:
    write_sheet(tmp_path / name, sheet_of("Zoë", date(1990, 9, 5)))
    rows = read_table(tmp_path / name).rows
    assert [row.cells for row in rows] == [
        ("First", "Second"),
        ("Zoë", "x"),
        ("1990-09-05", "x"),
    ]


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "marks.pdf", sheet_of("a")) == "SHEET_FORMAT_UNKNOWN"


def test_a_folder_that_cant_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert refusal(tmp_path / "file" / "marks.csv", sheet_of("a")) == "FILE_NOT_WRITTEN"


def test_more_rows_than_a_sheet_has_are_refused(tmp_path: Path) -> None:
    too_long = Sheet("Marks", ("A",), range(MAXIMUM_ROWS + 1))  # type: ignore[arg-type]
    assert refusal(tmp_path / "marks.csv", too_long) == "SHEET_TOO_LONG"
    assert list(tmp_path.iterdir()) == []


def refusal(path: Path, sheet: Sheet) -> str:
    with pytest.raises(DomainError) as refused:
        write_sheet(path, sheet)
    return refused.value.code
