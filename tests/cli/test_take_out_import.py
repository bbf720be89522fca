"""`wset-desk take-out-import`, run as a person would, on a real profile."""

from pathlib import Path

import pytest

from tests.helpers.command_line import CommandLine, command_line
from wset_desk.system.clock import FixedClock

PEOPLE = "WSET number;Surname;First name;Date of birth\nW1;Silva;Ana;31/01/1971\n"
RENAMED = PEOPLE.replace("Ana", "Anna")


@pytest.fixture
def line(
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    return command_line(tmp_path, clock, monkeypatch, capsys)


def listed(line: CommandLine) -> list[list[str]]:
    status, out, err = line.command("take-out-import")
    assert (status, err) == (0, "")
    return [each.split("\t") for each in out.splitlines()]


def test_a_centre_without_imports_says_so(line: CommandLine) -> None:
    assert listed(line) == [["Nothing has been brought in yet."]]


def test_the_list_names_the_import_that_is_to_be_taken_out(line: CommandLine) -> None:
    line.imports(PEOPLE)
    ((handle, *told),) = listed(line)
    row = ["candidates", "candidates.csv", "1 new, 0 changed", "Ada Admin"]
    assert told == ["2026-08-01 10:00", *row]
    assert line.command("take-out-import", handle, "--dry-run") == (
        0,
        "Removed: candidates 1\nNothing was taken out.",
        "",
    )
    assert line.names() == ["Ana Silva"]
    assert line.command("take-out-import", handle.upper()) == (
        0,
        "Removed: candidates 1\nThe import was taken out",
        "",
    )
    assert line.names() == []
    ((_, *told),) = listed(line)
    assert told[-1] == "taken out"
    assert line.command("take-out-import", handle)[0] == 2


def test_what_came_later_goes_first(line: CommandLine) -> None:
    line.imports(PEOPLE)
    line.imports(RENAMED, "--on-duplicate", "update")
    called = {told[4]: told[0] for told in listed(line)}
    earlier, later = called["1 new, 0 changed"], called["0 new, 1 changed"]
    status, out, err = line.command("take-out-import", earlier)
    assert (status, out) == (2, "")
    assert err.splitlines() == ["This can't be taken out as it is:", "Anna Silva: changed since"]
    status, out, _ = line.command("take-out-import", later)
    assert (status, out.splitlines()[0]) == (0, "Put back as it was: candidates 1")
    assert line.names() == ["Ana Silva"]
    assert line.command("take-out-import", earlier)[0] == 0
    assert line.names() == []


def test_an_unknown_name_is_refused(line: CommandLine) -> None:
    line.imports(PEOPLE)
    status, out, err = line.command("take-out-import", "nothing")
    assert (status, out) == (2, "")
    assert err == "No import is called “nothing”. Without a name, the command lists them."
