"""`wset-desk awarding-results FILE`, run as a person would, on a real profile."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.helpers.command_line import CommandLine, command_line
from tests.helpers.marking import ExamDay, at, exam_day
from wset_desk.services.results import set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)


@dataclass
class Centre:
    """A centre with an exam of three candidates, and the awarding body's file of it."""

    line: CommandLine
    day: ExamDay
    file: Path

    def take_over(self, *options: str) -> tuple[int, list[str], str]:
        status, out, err = self.line.command(
            "awarding-results", str(self.file), "--day", f"{EXAM_DAY}", *options
        )
        return status, out.splitlines(), err

    def marks(self) -> list[Decimal | None]:
        workspace = self.line.open()
        rows = workspace.run(results_grid, course_session_id=self.day.course_session_id).rows
        workspace.close()
        return [row.cells[0].score if row.cells[0] else None for row in rows]


@pytest.fixture
def centre(
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Centre:
    """The first has 66, in the file 67; the second another name; the third isn't in it."""
    line = command_line(tmp_path, clock, monkeypatch, capsys)
    workspace = line.open()
    day = exam_day(workspace, candidates=4, name="Autumn course")
    clock.instant = at(EXAM_DAY)
    monkeypatch.setenv("WSET_DESK_NOW", clock.instant.isoformat())
    workspace.call(set_marks, marks=(day.mark(1, "66"),))
    people = workspace.run(results_grid, course_session_id=day.course_session_id).rows
    workspace.close()
    rows = (
        ("Number", "Name", "Mark"),
        (people[0].number, people[0].name, "67"),
        (people[1].number, "Agnes Duarte", "71"),
        (people[3].number, people[3].name, "58"),
        ("W0", "Somebody Else", "80"),
    )
    file = tmp_path / "june.csv"
    file.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    return Centre(line, day, file)


def test_new_marks_are_taken_over_and_every_other_row_is_named(centre: Centre) -> None:
    status, lines, _err = centre.take_over()
    assert status == 0
    told = [line.replace(" W", " ").split(" ", 3) for line in lines]
    assert [line[:2] for line in told][:3] == [["row", "2:"], ["row", "3:"], ["row", "5:"]]
    assert "Another mark" in lines[0]
    assert lines[1].endswith("Ines Duarte (in the file: Agnes Duarte)")
    assert "Unknown number" in lines[2]
    assert lines[3].startswith("Not in the file: ")
    assert lines[3].endswith("Tomás Ferreira")
    assert lines[4] == (
        "Rows in the file: 4 · Another name: 1 · Another mark: 1 · Unknown number: 1 · New: 1"
    )
    assert lines[5] == "1 mark taken over."
    assert centre.marks() == [Decimal(66), None, None, Decimal(58)]


def test_rows_are_taken_that_are_named(centre: Centre) -> None:
    status, lines, _err = centre.take_over("--take", "2", "--take", "3", "--take", "5")
    assert (status, lines[-1]) == (0, "3 marks taken over.")
    assert centre.marks() == [Decimal(67), Decimal(71), None, Decimal(58)]


def test_a_dry_run_takes_nothing_over(centre: Centre) -> None:
    _status, lines, _err = centre.take_over("--dry-run", "--exam", "autumn theory")
    assert lines[-1] == "1 mark would be taken over."
    assert centre.marks() == [Decimal(66), None, None, None]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--exam", "spring"), "These fit: none"),
        (("--day", "2026-09-05"), "These fit: none"),
        (("--day", "yesterday"), "yesterday"),
    ],
)
def test_an_exam_that_is_not_there_is_refused(
    centre: Centre, options: tuple[str, ...], told: str
) -> None:
    status, _lines, err = centre.take_over(*options)
    assert status == 2
    assert told in err


def test_of_several_exams_one_has_to_be_named(centre: Centre) -> None:
    centre.line.clock.instant = at(date(2026, 8, 1))
    workspace = centre.line.open()
    exam_day(workspace, candidates=1, name="Other course", location="Cellar")
    workspace.close()
    status, _lines, err = centre.take_over()
    assert status == 2
    assert "Autumn course" in err
    assert "Other course" in err
    assert centre.take_over("--exam", "autumn")[0] == 0
