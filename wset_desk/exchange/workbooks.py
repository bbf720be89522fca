"""Excel workbooks (.xlsx): the first sheet that has something in it, as text."""

import io
import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from wset_desk.domain.errors import DomainError
from wset_desk.exchange.tabular import MAXIMUM_COLUMNS, MAXIMUM_ROWS, MEGABYTE, ReadAs

MAXIMUM_UNPACKED = 150 * MEGABYTE
_CHUNK = MEGABYTE
_LONGEST_TAG = 300
# tags of rows and cells beyond row 49 999 or column GR, and cells that don't say where they are
_FAR = re.compile(
    rb"""<(?:\w+:)?(c|row)\b[^<>]*?\br\s*=\s*["'](?:[A-Z]{0,3}(?:[5-9][0-9]{4}|[0-9]{6,})"""
    rb"""|(?:[A-Z]{3}|G[S-Z]|[H-Z][A-Z])[0-9]+)["'][^<>]*>"""
)
_UNPLACED = re.compile(rb"<(?:\w+:)?c\b(?![^<>]*\br\s*=)[^<>]*>")


def read_workbook(data: bytes) -> tuple[list[list[str]], ReadAs]:
    """Every row from the first on, blank ones included, so that positions are row numbers."""
    _check_unpacked(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _first_filled_sheet(book)
    except PasswordError:
        raise DomainError("WORKBOOK_LOCKED") from None
    except (CalamineError, ValueError, OSError):
        raise DomainError("WORKBOOK_DAMAGED") from None


def _first_filled_sheet(book: CalamineWorkbook) -> tuple[list[list[str]], ReadAs]:
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if any(cell != "" for row in rows for cell in row):
            return [[_text(cell) for cell in row] for row in rows], ReadAs(sheet=name)
    raise DomainError("FILE_EMPTY")


def _text(cell: Any) -> str:
    """A cell as a person would type it: whole numbers without point, dates in ISO 8601."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def _check_unpacked(data: bytes) -> None:
    """Refuse what would fill the memory: ZIP bombs, and tables that only seem small.

    A sheet with a single cell at its far corner would be read as 17 milliard cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAXIMUM_UNPACKED:
                raise _too_large()
            for part in parts:
                _check_part(archive, part)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError):
        raise DomainError("WORKBOOK_DAMAGED") from None
    except RuntimeError:  # zipfile's word for an encrypted part
        raise DomainError("WORKBOOK_LOCKED") from None


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack once, counting: sizes written in an archive may be lies."""
    unpacked, tail = 0, b""
    far = unplaced = False
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            unpacked += len(chunk)
            if unpacked > MAXIMUM_UNPACKED:
                raise _too_large()
            seen = tail + chunk
            far_tags = list(_FAR.finditer(seen))
            unplaced = unplaced or _UNPLACED.search(seen) is not None
            # empty cells far out are mere formatting, unless others may follow them there
            far = far or bool(far_tags)
            if any(_has_content(tag) for tag in far_tags) or (far and unplaced):
                raise DomainError("TABLE_TOO_WIDE", rows=MAXIMUM_ROWS, columns=MAXIMUM_COLUMNS)
            tail = chunk[-_LONGEST_TAG:]


def _has_content(tag: re.Match[bytes]) -> bool:
    return tag[1] == b"c" and not tag[0].endswith(b"/>")


def _too_large() -> DomainError:
    return DomainError("FILE_UNPACKS_TOO_LARGE", maximum=MAXIMUM_UNPACKED // MEGABYTE)
