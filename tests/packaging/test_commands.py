"""README's two commands are the ones that there are."""

import os
import re
import shlex
import stat

from tests.helpers.scripts import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = README.split("```")[1].strip().splitlines()


def test_readme_begins_with_the_two_commands() -> None:
    assert COMMANDS == [
        "python3 packaging/bootstrap.py run",
        "python3 packaging/bootstrap.py test",
    ]
    assert re.fullmatch(r"# WSET Desk\s+", README.split("```", maxsplit=1)[0])


def test_the_continuous_integration_runs_the_second() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("python3")] == [COMMANDS[1]]
    assert lines[-1] == COMMANDS[1]
    assert os.name == "nt" or script.stat().st_mode & stat.S_IXUSR


def test_the_scripts_that_readme_names_are_there() -> None:
    for script in re.findall(r"(?:python3?|bash) ([\w/]+\.(?:py|sh))", README):
        assert (ROOT / script).is_file(), script


def test_every_command_of_readme_can_be_typed() -> None:
    for command in re.findall(r"\| `([^`]+)` \|$", README, re.MULTILINE):
        assert shlex.split(command)
