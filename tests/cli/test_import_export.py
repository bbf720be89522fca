"""`wset-desk import KIND FILE` and `export KIND FILE`, run as a person would, on a real profile."""

from pathlib import Path

import pytest

from tests.helpers.command_line import CommandLine, command_line
from tests.helpers.hostile import HOSTILE, hostile
from wset_desk.cli import app, run
from wset_desk.domain.file_fields import FileKind
from wset_desk.system.clock import FixedClock
from wset_desk.system.resources import resource_path

HEADINGS = "WSET number;Surname;First name;Date of birth\n"
GOOD = f"{HEADINGS}W1;Silva;Ana;05/09/1990\nW2;Moor;Ben;31/01/1971\n"
BAD = f"{HEADINGS}W1;Silva;Ana;soon\nW2;Moor;;31/01/1971\n"


@pytest.fixture
def line(
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    return command_line(tmp_path, clock, monkeypatch, capsys)


def test_a_good_file_is_taken_in_and_summed_up(line: CommandLine) -> None:
    assert line.imports(GOOD) == (
        0,
        "2 in the file: 2 new, 0 already there, 0 changed, 0 refused, 0 left out",
        "",
    )
    assert line.names() == ["Ben Moor", "Ana Silva"]
    status, out, _ = line.imports(GOOD)
    assert (status, out) == (
        0,
        "2 in the file: 0 new, 2 already there, 0 changed, 0 refused, 0 left out",
    )


def test_each_problem_is_a_line_with_row_and_column(line: CommandLine) -> None:
    status, out, err = line.imports(BAD)
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "row 2, column Date of birth: “soon” isn't a date such as 5 Sep 1990 or 05/09/1990.",
        "row 3, column First name: Give the first name.",
        "Nothing was imported: 2 rows need mending first.",
    ]
    assert line.names() == []


@pytest.mark.parametrize(("content", "status"), [(GOOD, 0), (BAD, 2)])
def test_a_dry_run_checks_and_imports_nothing(line: CommandLine, content: str, status: int) -> None:
    found, out, _ = line.imports(content, "--dry-run")
    assert found == status
    assert out.startswith("2 new" if status == 0 else "0 new")
    assert line.names() == []


def test_wrong_rows_are_left_out_when_asked(line: CommandLine) -> None:
    mixed = GOOD + "W3;Li;;\n"
    status, out, _ = line.imports(mixed, "--leave-out-wrong")
    assert (status, out) == (
        0,
        "3 in the file: 2 new, 0 already there, 0 changed, 1 refused, 0 left out",
    )


def test_who_is_there_already_is_updated_when_asked(line: CommandLine) -> None:
    line.imports(GOOD)
    married = GOOD.replace("Silva", "Sousa")
    assert line.imports(married)[1].endswith("0 changed, 0 refused, 1 left out")
    assert line.imports(married, "--on-duplicate", "update")[1].endswith(
        "1 changed, 0 refused, 0 left out"
    )
    assert line.names() == ["Ben Moor", "Ana Sousa"]


def test_columns_are_mapped_by_hand(line: CommandLine) -> None:
    content = "Osoba|Nr|Name\nAna Silva|W1|x\n"
    maps = ("--map", "osoba=full-name", "--map", "Nr=candidate_number", "--map", "Name=-")
    assert line.imports(content, "--delimiter", "|", *maps)[0] == 0
    assert line.names() == ["Ana Silva"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--map", "Colour=email"), "There is no column “Colour” in this file."),
        (("--map", "Surname"), "“Surname” isn't of the form Heading=field."),
        (("--map", "Surname=wine"), "“wine” isn't one of: candidate_number"),
        (("--profile", "Elsewhere"), "There is no centre named “Elsewhere” on this computer."),
    ],
)
def test_refusals_are_one_line(line: CommandLine, options: tuple[str, ...], words: str) -> None:
    status, out, err = line.imports(GOOD, *options)
    assert (status, out) == (2, "")
    assert err.startswith(words)
    assert len(err.splitlines()) == 1


def test_a_file_that_is_not_there_is_named(line: CommandLine) -> None:
    status, _, err = line.run(str(line.folder / "none.csv"))
    assert (status, err) == (2, f"There is no file {line.folder / 'none.csv'}.")


def test_the_sample_file_is_taken_in_as_it_is(line: CommandLine) -> None:
    status, out, err = line.run(str(resource_path("samples/candidates.csv")))
    assert (status, err) == (0, "")
    assert out.startswith("18 in the file: 18 new")


def test_what_became_of_each_row_is_written_down(line: CommandLine) -> None:
    report = line.folder / "report.csv"
    mixed = GOOD + "W3;Li;;\n"
    assert line.imports(mixed, "--leave-out-wrong", "--report", str(report))[0] == 0
    lines = report.read_text("utf-8-sig").splitlines()
    assert lines[1:] == [
        "Rows in the file,3,,",
        "New,2,,",
        "Already there,0,,",
        "Changed,0,,",
        "Refused,1,,",
        "Left out,0,,",
        "Row 2,New,,",
        "Row 3,New,,",
        "Row 4,Refused,First name,Give the first name.",
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_taken_out_is_taken_in_again_without_a_difference(
    line: CommandLine, ending: str
) -> None:
    line.imports(GOOD)
    file = line.folder / f"out.{ending}"
    assert line.command("export", "candidates", str(file)) == (0, f"2 rows are in {file}", "")
    assert line.run(str(file))[1].startswith("2 in the file: 0 new, 2 already there")


def test_an_export_says_which_endings_there_are(line: CommandLine) -> None:
    status, out, err = line.command("export", "courses", str(line.folder / "out.pdf"))
    assert (status, out) == (2, "")
    assert ".csv .xlsx" in err


def test_every_kind_is_taken_in_in_order(line: CommandLine) -> None:
    for kind in FileKind:
        file = str(resource_path(f"samples/{kind}.csv"))
        status, out, err = line.command("import", kind, file)
        assert (status, err) == (0, "")
        assert "0 already there, 0 changed, 0 refused, 0 left out" in out


def test_a_kind_out_of_order_says_which_comes_first(line: CommandLine) -> None:
    file = str(resource_path("samples/results.csv"))
    status, out, err = line.command("import", "results", file, "--dry-run")
    assert (status, out) == (2, "0 new, 0 already there, 0 known with other values, 2 wrong")
    assert "Bring sessions in first." in err
    assert err.splitlines()[-1] == "2 rows wait for “Sessions”: bring that in first."


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is refused before anybody has to sign in."""
    path, _code = hostile(name, tmp_path)
    for kind in (FileKind.SESSIONS, FileKind.BOOKINGS):
        assert run(app, ["import", kind, str(path)], "wset-desk") == 2
        out, err = capsys.readouterr()
        assert (out, len(err.strip().splitlines())) == ("", 1)


def test_dates_in_doubt_have_to_be_said(line: CommandLine) -> None:
    content = GOOD.replace("31/01/1971", "03/04/1971")
    status, out, err = line.imports(content)
    assert (status, out) == (2, "")
    assert err.startswith("Dates such as 05/09/1990 can be read in two ways")
    assert line.imports(content, "--dry-run")[0] == 2
    assert line.names() == []
    assert line.imports(content, "--date-order", "month_first")[0] == 0
    assert line.names() == ["Ben Moor", "Ana Silva"]
