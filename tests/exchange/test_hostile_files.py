"""Files that are broken or meant harm: a clear answer for each kind, and nothing changed."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from wset_desk.domain.errors import MESSAGES, DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.exchange.import_files import read_import_file
from wset_desk.exchange.kinds import HEADINGS
from wset_desk.exchange.reconciliation import refused_cells
from wset_desk.services.exports import export_records
from wset_desk.services.importing import importing
from wset_desk.services.workspace import Workspace
from wset_desk.system.resources import resource_path

KINDS = tuple(FileKind)


def zip_bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 160_000_000)
    return data.getvalue()


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "FILE_EMPTY"),
    "nul": (lambda: b"Name,Exam\nA\0na,Theory\n", "FILE_NOT_TEXT"),
    "201 columns": (lambda: b",".join([b"x"] * 201), "TOO_MANY_COLUMNS"),
    "long line": (lambda: b"Name\n" + b"x" * 10_001, "CELL_TOO_LONG"),
    "open quote": (lambda: b'Name\n"Ana\n', "QUOTE_NOT_CLOSED"),
    "zip bomb": (zip_bomb, "FILE_UNPACKS_TOO_LARGE"),
    "half a workbook": (lambda: b"PK\x03\x04 and no more", "WORKBOOK_DAMAGED"),
    "old excel": (lambda: b"\xd0\xcf\x11\xe0" + bytes(100), "FILE_OLD_EXCEL"),
}
WILD = (
    "x" * 300,
    "31/02/2026",
    "0001-01-01 00:00",
    "9999-12-31 23:59",
    "-1",
    "1e9",
    "12,345,678.90",
    "٣",
    "=cmd|' /C calc'!A0",
    "\u202eevil",
    "NaN",
    "25:99",
    ";;;=;;",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused(kind: FileKind, name: str, tmp_path: Path) -> None:
    content, code = UNREADABLE[name]
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(content())
    with pytest.raises(DomainError) as refused:
        read_import_file(path, kind)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wild", WILD)
def test_wild_cells_are_refused_by_row_and_nothing_changes(
    desk: Workspace, tmp_path: Path, kind: FileKind, wild: str
) -> None:
    labels = list(HEADINGS[kind].labels.values())
    path = tmp_path / "wild.csv"
    quoted = '"' + wild.replace('"', '""') + '"'
    rows = [",".join(f'"{label}"' for label in labels), ",".join([quoted] * len(labels))]
    path.write_text("\n".join(rows), "utf-8")
    before = desk.run(export_records, kind=kind)
    columns = read_import_file(path, kind, delimiter="comma")
    steps = importing(kind)
    arguments = {**steps.arguments, "rows": columns.rows, "mapping": columns.mapping}
    check = desk.run(steps.check, **arguments)
    cells = list(refused_cells(check, columns))
    assert cells
    assert all(cell.row == 2 and cell.text for cell in cells)
    with pytest.raises(DomainError) as refused:
        desk.call(steps.take_up, **arguments)
    assert refused.value.code == "IMPORT_HAS_ERRORS"
    assert desk.run(export_records, kind=kind) == before


@pytest.mark.parametrize("kind", [each for each in KINDS if each is not FileKind.CANDIDATES])
def test_one_wild_cell_in_a_good_row_never_breaks_anything(
    desk: Workspace, tmp_path: Path, kind: FileKind
) -> None:
    """Each cell of the sample's first row in turn holds each wild text."""
    for earlier in KINDS[: KINDS.index(kind)]:
        read = read_import_file(resource_path(f"samples/{earlier}.csv"), earlier)
        steps = importing(earlier)
        arguments = {**steps.arguments, "rows": read.rows, "mapping": read.mapping}
        desk.call(steps.take_up, **arguments)
    lines = resource_path(f"samples/{kind}.csv").read_text("utf-8").splitlines()
    cells = lines[1].split(";")
    steps = importing(kind)
    path = tmp_path / "wild.csv"
    for place in range(len(cells)):
        rows = [
            ";".join([*cells[:place], f'"{wild}"', *cells[place + 1 :]])
            for wild in WILD
            if '"' not in wild
        ]
        path.write_text("\n".join([lines[0], *rows]), "utf-8")
        columns = read_import_file(path, kind, delimiter="semicolon")
        arguments = {**steps.arguments, "rows": columns.rows, "mapping": columns.mapping}
        check = desk.run(steps.check, **arguments)
        assert len(check.rows) == len(rows)
        assert all(problem.refusal.code in MESSAGES for problem in check.problems)
