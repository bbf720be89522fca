"""Tables written to files: CSV that Excel opens rightly, and Excel workbooks.

Nothing in a cell is ever a formula: what somebody typed into a name must not run on the PC of
whoever opens the export.
"""

import csv
import errno
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from wset_desk.domain.errors import DomainError
from wset_desk.exchange.formulas import defused
from wset_desk.i18n import _
from wset_desk.system.files import write_atomically

Cell = str | int | Decimal | date | datetime | None
"""A datetime is a local time without its zone, as a sheet has no zones."""

MAXIMUM_ROWS = 1_048_575
_LONGEST_TEXT = 32_767
_WIDEST = 60
_NARROWEST = 9
_EXCEL_BEGINS = 1900
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
_DAY, _MOMENT, _NUMBER = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "0.00"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with headings; every row has as many cells as there are headings."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write `sheet` to `path` in the format that its ending names (.csv or .xlsx).

    The old file stays until the new one is whole. Refuses SHEET_FORMAT_UNKNOWN, SHEET_TOO_LONG and
    FILE_NOT_WRITTEN.
    """
    make = _FORMATS.get(path.suffix.lower())
    if make is None:
        raise DomainError("SHEET_FORMAT_UNKNOWN", endings=" ".join(_FORMATS))
    if len(sheet.rows) > MAXIMUM_ROWS:
        raise DomainError("SHEET_TOO_LONG", maximum=MAXIMUM_ROWS)
    write_content(path, make(sheet))


def write_content(path: Path, content: bytes) -> None:
    """Write a file whose old version stays until the new one is whole. Refuses FILE_NOT_WRITTEN."""
    try:
        write_atomically(path, content)
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise  # the window has words for it: nothing is wrong with this path
        raise DomainError("FILE_NOT_WRITTEN", path=str(path)) from None


def csv_bytes(sheet: Sheet) -> bytes:
    """The sheet as CSV in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(defused(heading) for heading in sheet.headings)
    writer.writerows([_csv_text(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def workbook_bytes(sheet: Sheet) -> bytes:
    """The sheet as an Excel workbook: texts as texts, numbers and dates as what they are."""
    data = io.BytesIO()
    # A cell's kind is said cell by cell: nothing is guessed from what a text looks like.
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet(_page_name(sheet.title))
        _fill(page, sheet, _Formats(book))
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
        for number, width in enumerate(_widths(sheet)):
            page.set_column(number, number, width)
    return data.getvalue()


_FORMATS = {".csv": csv_bytes, ".xlsx": workbook_bytes}


def _csv_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return defused(cell) if isinstance(cell, str) else str(cell)


class _Formats:
    def __init__(self, book: Any) -> None:
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": _DAY})
        self.moment = book.add_format({"num_format": _MOMENT})
        self.number = book.add_format({"num_format": _NUMBER})


def _fill(page: Any, sheet: Sheet, formats: _Formats) -> None:
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, formats.heading)
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _write(page, number, column, cell, formats)


def _write(page: Any, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, _shortened(cell))
    elif isinstance(cell, date) and cell.year <= _EXCEL_BEGINS:
        page.write_string(row, column, _csv_text(cell))
    elif isinstance(cell, datetime):
        page.write_datetime(row, column, cell, formats.moment)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, formats.day)
    elif isinstance(cell, Decimal):
        page.write_number(row, column, cell, formats.number)
    elif cell is not None:
        page.write_number(row, column, cell)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def _page_name(title: str) -> str:
    """A title as Excel takes it for a page: at most 31 characters, some of them not allowed."""
    allowed = "".join(" " if sign in "[]:*?/\\" else sign for sign in title)
    return allowed[:31].strip("' ") or _("Table")


def _widths(sheet: Sheet) -> Iterable[int]:
    """Room for the longest line of each column's first rows, within reason."""
    sample = [sheet.headings, *sheet.rows[:200]]
    for cells in zip(*sample, strict=True):
        longest = max(len(line) for cell in cells for line in (_csv_text(cell) or " ").splitlines())
        yield min(max(longest + 2, _NARROWEST), _WIDEST)
