"""`wset-desk reports` and `wset-desk report NAME`, run as a person would, on a real profile."""

from datetime import date
from pathlib import Path

import pytest

from tests.helpers.command_line import CommandLine, command_line
from tests.helpers.marking import at, exam_day
from tests.helpers.result_life import officer, release
from tests.helpers.stores import NOW
from wset_desk.cli import app, run
from wset_desk.documents.preview import page_text
from wset_desk.exchange.tabular import read_table
from wset_desk.services.reports.registry import REPORTS
from wset_desk.services.results import set_marks
from wset_desk.system.clock import FixedClock

DAY = date(2026, 9, 6)


@pytest.fixture
def terminal(
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    """A centre in which two of three passed the level 2 exam of 6 September 2026."""
    found = command_line(tmp_path, clock, monkeypatch, capsys)
    clock.instant = NOW
    workspace = found.open()
    day = exam_day(workspace, candidates=3)
    clock.instant = at(DAY)
    marks = ("40", "60", "80")
    workspace.call(set_marks, marks=tuple(day.mark(n, text) for n, text in enumerate(marks, 1)))
    release(officer(workspace), day, 1, 2, 3)
    workspace.close()
    monkeypatch.setenv("WSET_DESK_NOW", at(DAY, 20).isoformat())
    return found


def test_the_list_has_every_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(app, ["reports"], "wset-desk") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [report.name for report in REPORTS]
    assert "Pass rates and qualifications of each level." in lines[1]


def test_a_report_is_printed_with_its_total(terminal: CommandLine) -> None:
    status, out, err = terminal.command("report", "levels")
    assert (status, err) == (0, "")
    headings, level, total = (line.split() for line in out.splitlines())
    assert headings[:3] == ["Level", "Results", "Passed"]
    assert level == ["Level", "2", "3", "2", "1", "66.7", "%", "0", "3", "2", "66.7", "%"]
    assert total == ["Total", *level[2:]]


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        (("--from", "2026-09-06", "--until", "2026-09-06"), 1),
        (("--from", "2026-09-07"), 0),
        (("--until", "2026-09-05"), 0),
        (("--level", "3"), 0),
        (("--level", "2"), 1),
    ],
)
def test_days_and_a_level(terminal: CommandLine, options: tuple[str, ...], rows: int) -> None:
    status, out, _err = terminal.command("report", "papers", *options)
    assert (status, len(out.splitlines())) == (0, rows + 2)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_report_is_written_to_a_file(terminal: CommandLine, ending: str) -> None:
    file = terminal.folder / f"sessions.{ending}"
    status, out, _err = terminal.command("report", "sessions", f"--{ending}", str(file))
    assert (status, out) == (0, f"1 row is in {file}")
    headings, row, total = (each.cells for each in read_table(file).rows)
    assert headings[:3] == ("Day", "Exam", "Level")
    assert row[0].startswith("2026-09-06")
    assert (total[0], total[5:8]) == ("Total", ("3", "2", "1"))


def test_a_report_is_printed_to_a_pdf(terminal: CommandLine) -> None:
    file = terminal.folder / "levels.pdf"
    status, out, _err = terminal.command("report", "levels", "--level", "2", "--pdf", str(file))
    assert (status, out) == (0, f"1 page is in {file}")
    text = page_text(file.read_bytes(), 0)
    assert "All days · Level 2" in text
    assert "6 Sept 2026" in text or "6 Sep 2026" in text


def test_a_file_gets_its_ending(terminal: CommandLine) -> None:
    status, _out, _err = terminal.command("report", "levels", "--csv", str(terminal.folder / "all"))
    assert (status, (terminal.folder / "all.csv").exists()) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("report", "gossip"), "There is no report “gossip”. There are: overview, levels"),
        (("report", "levels", "--from", "soon"), "soon"),
    ],
)
def test_what_is_refused_is_one_line(
    terminal: CommandLine, arguments: tuple[str, ...], told: str
) -> None:
    status, out, err = terminal.command(*arguments)
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert told in err
