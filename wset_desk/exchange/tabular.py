"""Tables from files: CSV in any usual delimiter and encoding, and Excel workbooks, as text.

Files come from outside: sizes are limited before anything is unpacked, and whatever is wrong is a
DomainError.
"""

import stat
from dataclasses import dataclass
from pathlib import Path

from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_rows import TextRow

MEGABYTE = 1_000_000
MAXIMUM_SIZE = 20 * MEGABYTE
MAXIMUM_COLUMNS = 200
MAXIMUM_ROWS = 50_000
LONGEST_CELL = 32_767

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What a file turned out to be: an encoding and a delimiter, or a sheet."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows of a file that aren't blank, with their true numbers."""

    rows: tuple[TextRow, ...]
    read_as: ReadAs


def read_table(
    path: Path, *, delimiter: str | None = None, encoding: str | None = None
) -> TextTable:
    """The table in a file; delimiter and encoding are found out unless they are given.

    Refuses FILE_NOT_FOUND, FILE_NOT_READ, and what `parse_table` refuses.
    """
    return parse_table(_content(path), delimiter=delimiter, encoding=encoding)


def _content(path: Path) -> bytes:
    """Never more than the limit, and nothing that isn't a file."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise DomainError("FILE_NOT_READ", path=str(path))
        if found.st_size > MAXIMUM_SIZE:
            raise DomainError("FILE_TOO_LARGE", maximum=MAXIMUM_SIZE // MEGABYTE)
        with path.open("rb") as file:
            data = file.read(found.st_size)
    except FileNotFoundError:
        raise DomainError("FILE_NOT_FOUND", path=str(path)) from None
    except OSError:
        raise DomainError("FILE_NOT_READ", path=str(path)) from None
    return data


def parse_table(
    data: bytes, *, delimiter: str | None = None, encoding: str | None = None
) -> TextTable:
    """The table in a file's content.

    Refuses FILE_EMPTY, FILE_OLD_EXCEL, WORKBOOK_DAMAGED, WORKBOOK_LOCKED, FILE_NOT_TEXT, and
    tables beyond the limits of this module.
    """
    # each kind's reader is loaded with the first file of that kind
    if data.startswith(OLD_EXCEL):
        raise DomainError("FILE_OLD_EXCEL")
    if data.startswith(ZIP):
        from wset_desk.exchange.workbooks import read_workbook  # noqa: PLC0415

        records, read_as = read_workbook(data)
    else:
        from wset_desk.exchange.delimited import read_delimited  # noqa: PLC0415

        records, read_as = read_delimited(data, delimiter=delimiter, encoding=encoding)
    rows = tuple(
        TextRow(number, tuple(cells))
        for number, cells in enumerate(records, 1)
        if any(cell.strip() for cell in cells)
    )
    _check_limits(rows)
    return TextTable(rows, read_as)


def _check_limits(rows: tuple[TextRow, ...]) -> None:
    if not rows:
        raise DomainError("FILE_EMPTY")
    if len(rows) > MAXIMUM_ROWS:
        raise DomainError("TOO_MANY_ROWS", maximum=MAXIMUM_ROWS)
    for row in rows:
        if len(row.cells) > MAXIMUM_COLUMNS and any(row.cells[MAXIMUM_COLUMNS:]):
            raise DomainError("TOO_MANY_COLUMNS", maximum=MAXIMUM_COLUMNS)
        if any(len(cell) > LONGEST_CELL for cell in row.cells):
            raise DomainError("CELL_TOO_LONG", row=row.number, maximum=LONGEST_CELL)
