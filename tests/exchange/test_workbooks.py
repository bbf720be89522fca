"""Excel workbooks, the honest ones and those that would fill the memory."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
import xlsxwriter

from wset_desk.domain.errors import DomainError
from wset_desk.exchange import workbooks
from wset_desk.exchange.tabular import ReadAs, parse_table

SHEET = "xl/worksheets/sheet1.xml"


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    fill(book)
    book.close()
    return data.getvalue()


def people(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet("Empty")
    sheet = book.add_worksheet("People")
    sheet.write_row(1, 0, ["Candidate no", "Name", "DOB", "Extra time", "Rest breaks", "Share"])
    sheet.write_row(3, 0, [104218, "Zoë"])
    sheet.write_datetime(3, 2, datetime(1990, 9, 5), book.add_format({"num_format": "dd/mm/yy"}))  # noqa: DTZ001
    sheet.write(3, 3, 0.25, book.add_format({"num_format": "0%"}))
    sheet.write_boolean(3, 4, True)
    sheet.write_formula(3, 5, "=1/2", None, 0.5)


def with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with its first sheet's XML changed."""
    source = zipfile.ZipFile(
        io.BytesIO(workbook(lambda book: book.add_worksheet().write(0, 0, "A")))
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == SHEET else content)
    return data.getvalue()


def with_rows(rows: bytes) -> bytes:
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def refusal(data: bytes) -> str:
    with pytest.raises(DomainError) as refused:
        parse_table(data)
    return refused.value.code


def test_the_first_filled_sheet_is_read_with_its_row_numbers() -> None:
    table = parse_table(workbook(people))
    assert table.read_as == ReadAs(sheet="People")
    assert [row.number for row in table.rows] == [2, 4]
    assert table.rows[1].cells == ("104218", "Zoë", "1990-09-05", "0.25", "yes", "0.5")


def test_an_empty_workbook_says_so() -> None:
    assert refusal(workbook(lambda book: book.add_worksheet())) == "FILE_EMPTY"


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        b'<row r="2"><c r="XFD2"><v>1</v></c></row>',
        b"<row r='1048576'><c><v>1</v></c></row>",
        b'<row r="2"><c r="XFC2"/><c><v>1</v></c></row>',
        b'<x:row r="2"><x:c\ns="1"\nr = "XFD2"><v>1</v></x:c></x:row>',
    ],
)
def test_a_far_corner_is_refused_before_it_is_unfolded(rows: bytes) -> None:
    assert refusal(with_rows(rows)) == "TABLE_TOO_WIDE"


def test_mere_formatting_far_out_is_no_content() -> None:
    data = with_rows(b'<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert [row.cells[0] for row in parse_table(data).rows] == ["A"]


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAXIMUM_UNPACKED", 2_000_000)
    data = with_sheet(lambda xml: xml + b" " * 3_000_000)
    assert len(data) < 50_000
    assert refusal(data) == "FILE_UNPACKS_TOO_LARGE"


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(with_sheet(lambda xml: xml))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1).to_bytes(4, "little")
    assert refusal(bytes(data)) == "WORKBOOK_DAMAGED"


@pytest.mark.parametrize("cut", [30, 400, 2000])
def test_a_torn_workbook_is_damaged(cut: int) -> None:
    assert refusal(workbook(people)[:cut]) == "WORKBOOK_DAMAGED"


def test_another_archive_is_no_workbook() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("letter.txt", "Dear Sir")
    assert refusal(data.getvalue()) == "WORKBOOK_DAMAGED"
