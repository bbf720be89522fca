"""Files that are broken or meant harm, each with the code by which it is refused."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from wset_desk.exchange.tabular import LONGEST_CELL, MAXIMUM_SIZE

Maker = Callable[[Path], object]


def content(data: bytes) -> Maker:
    return lambda path: path.write_bytes(data)


def zip_bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 160_000_000)
    return data.getvalue()


def line_of(size: int) -> Maker:
    """A single line of `size` bytes; the file is sparse, so that it takes no room."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(b"Name\n")
            file.truncate(size)

    return make


HOSTILE: dict[str, tuple[Maker, str]] = {
    "empty": (content(b""), "FILE_EMPTY"),
    "blank": (content(b" \r\n,,\r\n"), "FILE_EMPTY"),
    "only a mark": (content(b"\xef\xbb\xbf"), "FILE_EMPTY"),
    "nul": (content(b"Name,Exam\nA\0na,Theory\n"), "FILE_NOT_TEXT"),
    "a picture": (content(b"\x89PNG\r\n\x1a\n" + bytes(64)), "FILE_NOT_TEXT"),
    "half of UTF-16": (content(b"\xff\xfeN\x00a\x00m"), "FILE_ENCODING_WRONG"),
    "201 columns": (content(b",".join([b"x"] * 201)), "TOO_MANY_COLUMNS"),
    "50,001 rows": (content(b"Name\n" + b"x\n" * 50_001), "TOO_MANY_ROWS"),
    "a long cell": (content(b"Name\n" + b"x" * (LONGEST_CELL + 1)), "CELL_TOO_LONG"),
    "a line of 19 MB": (content(b"Name\n" + b"x" * 19_000_000), "CELL_TOO_LONG"),
    "a line of 100 MB": (line_of(100_000_000), "FILE_TOO_LARGE"),
    "a byte too much": (line_of(MAXIMUM_SIZE + 1), "FILE_TOO_LARGE"),
    "open quote": (content(b'Name\n"Ana\n'), "QUOTE_NOT_CLOSED"),
    "zip bomb": (content(zip_bomb()), "FILE_UNPACKS_TOO_LARGE"),
    "half a workbook": (content(b"PK\x03\x04 and no more"), "WORKBOOK_DAMAGED"),
    "old excel": (content(b"\xd0\xcf\x11\xe0" + bytes(100)), "FILE_OLD_EXCEL"),
    "a folder": (Path.mkdir, "FILE_NOT_READ"),
    "a pipe": (os.mkfifo, "FILE_NOT_READ"),
    "nothing there": (lambda _path: None, "FILE_NOT_FOUND"),
}


def hostile(name: str, folder: Path) -> tuple[Path, str]:
    """The file, named like a workbook, and the code that is to refuse it."""
    make, code = HOSTILE[name]
    path = folder / "hostile.xlsx"
    make(path)
    return path, code
