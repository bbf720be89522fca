"""What `wset-desk` makes of its arguments, and how it says that something is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.profiles import key_store, set_up
from tests.helpers.sample import FEW_WEEKS
from ui import cli
from ui.cli import DeskOptions, has_screen, start, window_options
from wset_desk.services.demo import build
from wset_desk.system import sample
from wset_desk.system.clock import FixedClock
from wset_desk.system.paths import ProfileKind, list_profiles

NOWHERE = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], DeskOptions()),
        (["desk"], DeskOptions()),
        (["--now", "2026-03-12T09:05Z"], DeskOptions(now="2026-03-12T09:05Z")),
        (["desk", "--profile", "Vine School"], DeskOptions(profile="Vine School")),
        (["desk", "--no-server", "--profile", "A"], DeskOptions(profile="A", no_server=True)),
        (["--data=/srv/wset", "--profile=A=B"], DeskOptions(data="/srv/wset", profile="A=B")),
    ],
)
def test_these_words_open_the_window(arguments: list[str], options: DeskOptions) -> None:
    assert window_options(arguments) == options


@pytest.mark.parametrize(
    "arguments",
    [["demo"], ["--help"], ["desk", "--help"], ["--now"], ["desk", "extra"], ["profiles"]],
)
def test_these_are_for_the_command_line(arguments: list[str]) -> None:
    assert window_options(arguments) is None


@pytest.mark.parametrize(
    ("environ", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_whether_a_window_can_open(environ: dict[str, str], platform: str, there: bool) -> None:
    assert has_screen(environ, platform) is there


@pytest.mark.parametrize("arguments", [[], ["desk"], ["--profile", "Vine School"]])
def test_without_a_screen_one_sentence_says_what_to_do(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in NOWHERE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert start(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "wset-desk tour --out DIR" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--profile", "Atlantis"], "There is no centre named “Atlantis” on this computer."),
        (["--now", "tomorrow"], "“tomorrow” isn't a time with its zone"),
    ],
)
def test_a_refusal_is_one_line_and_status_2(arguments: list[str], words: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_bug_is_one_line_with_its_number_in_the_log(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    stray_log: list[object],
) -> None:
    name = "Amelia Hart"

    def fail(options: DeskOptions) -> int:
        raise ZeroDivisionError(name)

    monkeypatch.setattr(cli, "open_desk", fail)
    assert start([]) == 1
    err = capsys.readouterr().err
    log = (tmp_path / "data" / "log" / "wset-desk.log").read_text("utf-8")
    number = log.split("bug ")[1].split()[0]
    assert number in err
    assert len(err.splitlines()) == 1
    assert name not in err + log
    stray_log.clear()


def test_an_unknown_word_is_refused_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["dekk"]) == 2
    assert "No such command" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["desk", "tour", "demo", "import", "profiles"])
def test_help_names_every_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["--help"]) == 0
    assert f"\n  {command} " in capsys.readouterr().out


def test_help_speaks_the_chosen_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WSET_DESK_LANGUAGE", "qps")
    assert start(["profiles", "--help"]) == 0
    assert "⟦Ļîšţš ţħé çéñţŕéš" in capsys.readouterr().out
    monkeypatch.setenv("WSET_DESK_LANGUAGE", "en")
    assert start(["profiles", "--help"]) == 0
    assert "Lists the centres" in capsys.readouterr().out


def test_profiles_are_listed_with_their_kind(
    tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    centre = set_up(tmp_path, clock, key_store(), passphrase="five small words in a row")
    centre.workspace.close()
    assert start(["profiles", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"Vine School\tcentre\t{centre.profile.directory}\n"


def test_the_sample_is_built_once_unless_it_is_forced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = build.build_sample
    monkeypatch.setattr(build, "build_sample", lambda **given: real(**given, size=FEW_WEEKS))
    demo = ["demo", "--data", str(tmp_path)]
    assert start(demo) == 0
    (profile,) = list_profiles(tmp_path)
    assert (profile.name, profile.kind) == (sample.NAME, ProfileKind.SAMPLE)
    assert str(profile.directory) in capsys.readouterr().out
    assert start(demo) == 2
    assert "already is a centre named" in capsys.readouterr().err
    assert start([*demo, "--force"]) == 0
    assert list_profiles(tmp_path) == (profile,)
