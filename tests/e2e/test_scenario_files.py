"""Scenario A 1, 4 and 5, and the marks of C 3, from files and by command."""

from pathlib import Path

import pytest

from tests.helpers import scenario_files as files
from tests.helpers.command_line import CommandLine, command_line
from wset_desk.system.clock import FixedClock


@pytest.fixture
def line(
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    found = command_line(tmp_path, clock, monkeypatch, capsys)
    monkeypatch.setenv("WSET_DESK_NOW", files.AFTERWARDS.isoformat())
    return found


@pytest.mark.parametrize("profile", files.PROFILES)
def test_by_command(line: CommandLine, profile: str) -> None:
    for kind, content, updates in files.steps(profile):
        if kind == "results":
            wild = files.results("92", "100,01", "78", "-1")
            status, out, err = line.imports_of(kind, wild)
            assert (status, out) == (2, "")
            assert [text.partition(":")[0] for text in err.splitlines()[:2]] == [
                "row 3, column Mark",
                "row 5, column Mark",
            ]
        options = ("--on-duplicate", "update") if updates else ()
        status, out, err = line.imports_of(kind, content, *options)
        assert (kind, status, err) == (kind, 0, "")
        assert "0 refused, 0 left out" in out
        if kind == "enrolments":
            status, _out, err = line.imports_of(kind, files.enrolments(13, 13))
            assert (status, err.splitlines()[0]) == (
                2,
                "row 2: All 12 seats of “Level 2 Wines” are taken.",
            )
    workspace = line.open()
    files.check_scenario(workspace, profile)
    workspace.close()
