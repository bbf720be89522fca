"""Files that are broken or meant harm: a clear answer for each kind, and nothing changed."""

import re
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter

from tests.helpers.exchange import KINDS, bring_in, bring_in_samples, export_of, refused
from tests.helpers.hostile import HOSTILE, hostile
from tests.helpers.same_tables import contents
from wset_desk.domain.errors import MESSAGES, DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.exchange.import_files import read_import_file
from wset_desk.exchange.kinds import HEADINGS
from wset_desk.exchange.reconciliation import refused_cells
from wset_desk.exchange.tabular import MEGABYTE
from wset_desk.services.exports import export_records
from wset_desk.services.import_runs import list_imports
from wset_desk.services.importing import importing
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.system.resources import resource_path

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


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_is_refused(name: str, tmp_path: Path) -> None:
    path, code = hostile(name, tmp_path)
    for kind in (FileKind.CANDIDATES, FileKind.RESULTS):
        with pytest.raises(DomainError) as refused:
            read_import_file(path, kind)
        assert refused.value.code == code
        assert describe(refused.value) != code


@pytest.mark.parametrize(
    ("name", "megabytes"),
    [("a line of 100 MB", 1), ("zip bomb", 10), ("50,001 rows", 40), ("a line of 19 MB", 250)],
)
def test_memory_stays_within_bounds(name: str, megabytes: int, tmp_path: Path) -> None:
    path, _code = hostile(name, tmp_path)
    tracemalloc.start()
    try:
        with pytest.raises(DomainError):
            read_import_file(path, FileKind.RESULTS)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE


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


DATES = {
    "5/9/1990, 25/9/1990": ("1990-09-05", "1990-09-25"),
    "9/5/1990, 9/25/1990": ("1990-09-05", "1990-09-25"),
    "5.9.1990, 25.9.1990": ("1990-09-05", "1990-09-25"),
    "1990-09-05, 5 Sep 1990": ("1990-09-05", "1990-09-05"),
}


@pytest.mark.parametrize("written", DATES)
def test_dates_in_four_styles_are_recognised_by_their_file(
    desk: Workspace, tmp_path: Path, written: str
) -> None:
    path = tmp_path / "people.csv"
    rows = (f"W{n};Silva;Ana{n};{day}" for n, day in enumerate(written.split(", ")))
    path.write_text("\n".join(["Nr;Surname;First name;DOB", *rows]), "utf-8")
    assert bring_in(desk, path, FileKind.CANDIDATES).new == 2
    born = [str(row[3]) for row in export_of(desk, FileKind.CANDIDATES).rows]
    assert tuple(born) == DATES[written]


def test_a_date_of_another_style_than_the_others_is_said_to_be_one(
    desk: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Surname;First name;DOB\nLi;Wen;25/09/1990\nMoor;Ben;09/25/1990\n", "utf-8")
    (cell,) = refused(desk, path, FileKind.CANDIDATES)
    assert (cell.row, cell.heading) == (3, "DOB")
    assert cell.text == "“09/25/1990” has the month first; the other dates have the day first."


@pytest.mark.parametrize("kind", KINDS)
def test_dates_in_doubt_are_refused_for_every_kind_that_has_any(
    desk: Workspace, tmp_path: Path, kind: FileKind
) -> None:
    bring_in_samples(desk, before=kind)
    before = contents(desk.store)
    text = resource_path(f"samples/{kind}.csv").read_text("utf-8")
    path = tmp_path / "doubt.csv"
    path.write_text(re.sub(r"[0-9]{2}/[0-9]{2}/(?=[0-9]{4})", "03/04/", text), "utf-8")
    if path.read_text("utf-8") == text:
        assert kind is FileKind.COURSES
        return
    with pytest.raises(DomainError) as refused_:
        bring_in(desk, path, kind, leave_out_wrong=True)
    assert refused_.value.code == "DATE_ORDER_IN_DOUBT"
    assert contents(desk.store) == before


def test_merged_cells_leave_rows_that_are_refused_one_by_one(
    desk: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 3, "Candidates of 2025")
        sheet.write_row(1, 0, ["Number", "First name", "Last name", "E-mail"])
        sheet.write_row(2, 0, ["W1", "Ana", "Silva"])
        sheet.merge_range(3, 1, 3, 2, "Ben Moor")
        sheet.merge_range(4, 0, 5, 0, "W3")
        sheet.write_row(4, 1, ["Eva", "Li"])
        sheet.write_row(5, 1, ["Wen", "Li"])
    cells = refused(desk, path, FileKind.CANDIDATES)
    assert [(cell.row, cell.heading, cell.text) for cell in cells] == [
        (4, "Last name", "Give the last name.")
    ]
    found = bring_in(desk, path, FileKind.CANDIDATES, leave_out_wrong=True)
    assert (found.in_file, found.new) == (4, 3)


def test_of_two_columns_with_one_heading_the_first_counts(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("Last name,First name,First name\nSilva,Ana,Maria\n", "utf-8")
    assert read_import_file(path, FileKind.CANDIDATES).mapping == {0: "last_name", 1: "first_name"}
    assert bring_in(desk, path, FileKind.CANDIDATES).new == 1
    assert [row[1] for row in export_of(desk, FileKind.CANDIDATES).rows] == ["Ana"]


@pytest.mark.parametrize("kind", KINDS)
def test_headings_alone_bring_nothing_in(desk: Workspace, tmp_path: Path, kind: FileKind) -> None:
    path = tmp_path / "headings.csv"
    path.write_text(",".join(f'"{each}"' for each in HEADINGS[kind].labels.values()), "utf-8")
    found = bring_in(desk, path, kind)
    assert [count for _what, count in found.counts()] == [0] * 6


MARKS = {
    "utf-8-sig": "\N{LATIN SMALL LETTER O WITH STROKE}",
    "utf-16": "\N{LATIN SMALL LETTER O WITH STROKE}",
    "utf-16-le": "\N{LATIN SMALL LETTER O WITH STROKE}",
    "cp1252": "\N{LATIN SMALL LETTER O WITH STROKE}",
}


@pytest.mark.parametrize("encoding", MARKS)
def test_marked_and_unmarked_encodings_are_read(
    desk: Workspace, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"First name;Last name\nJ{MARKS[encoding]}rgen;Moor\n", encoding)
    bring_in(desk, path, FileKind.CANDIDATES)
    assert [row[1] for row in export_of(desk, FileKind.CANDIDATES).rows] == ["Jørgen"]


class StoppedError(Exception):
    """The person said stop."""


@dataclass
class StopAt:
    """Hears of progress until `fraction`, then stops."""

    fraction: float

    def report(self, fraction: float) -> None:
        if fraction >= self.fraction:
            raise StoppedError


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fraction", [0.0, 0.2])
def test_stopping_an_import_of_any_kind_changes_nothing(
    desk: Workspace, kind: FileKind, fraction: float
) -> None:
    bring_in_samples(desk, before=kind)
    before, kept = contents(desk.store), desk.run(list_imports)
    with pytest.raises(StoppedError):
        bring_in(desk, resource_path(f"samples/{kind}.csv"), kind, progress=StopAt(fraction))
    assert (contents(desk.store), desk.run(list_imports)) == (before, kept)
