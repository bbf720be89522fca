"""`wset-desk backup`, `restore` and `verify`, run as a person or a timer would."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers.profiles import key_store, set_up
from tests.helpers.stores import NOW, PASSWORD, PASSWORDS
from wset_desk.cli import app, run
from wset_desk.commands import options
from wset_desk.services.candidates import add_candidate, find_candidates
from wset_desk.services.opening import open_workspace
from wset_desk.services.staff import sign_in
from wset_desk.system.clock import FixedClock
from wset_desk.system.paths import list_profiles, preferences_file
from wset_desk.system.preferences import Preferences

PASSPHRASE = "five small words in a row"


@dataclass
class CommandLine:
    """A centre on this PC, another PC's folder, and what a command answers."""

    root: Path
    other: Path
    stick: Path
    recovery_key: str
    capture: pytest.CaptureFixture[str]

    def run(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Exit status, standard output and standard error."""
        status = run(app, [str(argument) for argument in arguments], "wset-desk")
        out, err = self.capture.readouterr()
        return status, out.strip(), err.strip()

    def backup(self) -> Path:
        status, out, _err = self.run("backup", "--to", self.stick)
        assert status == 0
        return Path(out.removeprefix("The backup is "))


@pytest.fixture
def line(
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    centre = set_up(tmp_path / "data", clock, key_store(), passphrase=PASSPHRASE)
    centre.workspace.call(add_candidate, first_name="Ana", last_name="Silva")
    centre.workspace.close()
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("WSET_DESK_PASSPHRASE_FILE", str(file))
    monkeypatch.setenv("WSET_DESK_NOW", NOW.isoformat())
    stick = tmp_path / "stick"
    stick.mkdir()
    other = tmp_path / "other"
    return CommandLine(tmp_path / "data", other, stick, centre.recovery_key, capsys)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A person at a terminal, who types these answers; no file holds the passphrase."""
    answers: list[str] = []
    monkeypatch.delenv("WSET_DESK_PASSPHRASE_FILE")
    monkeypatch.setattr("wset_desk.commands.backups.in_terminal", lambda: True)
    monkeypatch.setattr(options, "in_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_words, **_options: answers.pop(0))
    return answers


def test_a_backup_is_written_and_named(line: CommandLine) -> None:
    status, out, err = line.run("backup", "--to", line.stick)
    (file,) = line.stick.iterdir()
    assert (status, out) == (0, f"The backup is {file}")
    assert err == "Writing the backup"


def test_the_folder_of_the_settings_is_taken_if_none_is_named(line: CommandLine) -> None:
    status, out, err = line.run("backup")
    assert (status, out) == (2, "")
    assert err == "Say where the backup goes with --to DIR, or choose a folder in the settings."
    Preferences(preferences_file(line.root)).set("backup_folder", str(line.stick))
    assert line.run("backup")[0] == 0
    assert len(list(line.stick.iterdir())) == 1


def test_every_check_is_a_line(line: CommandLine) -> None:
    status, out, err = line.run("verify", line.backup())
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 6
    assert all(one.startswith("ok  ") for one in lines)
    assert "“Vine School”" in lines[1]


def test_a_damaged_backup_is_named_after_what_was_well(line: CommandLine) -> None:
    file = line.backup()
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    status, out, err = line.run("verify", file)
    assert status == 2
    assert len(out.splitlines()) == 3
    assert err.startswith("This backup is damaged")
    assert len(err.splitlines()) == 1


def test_it_is_restored_on_another_pc(line: CommandLine, clock: FixedClock) -> None:
    status, out, err = line.run("restore", line.backup(), "--data", line.other)
    (profile,) = list_profiles(line.other)
    assert (status, out) == (0, f"“Vine School” is in {profile.directory}")
    assert err == "Restoring the backup"
    workspace = open_workspace(profile, clock, key_store(), PASSPHRASE)
    workspace.act_as(workspace.run(sign_in, username="ada", password=PASSWORD, passwords=PASSWORDS))
    assert [row.name for row in workspace.run(find_candidates).rows] == ["Ana Silva"]
    workspace.close()


def test_a_centre_that_is_there_is_replaced_only_if_asked(line: CommandLine) -> None:
    file = line.backup()
    status, _out, err = line.run("restore", file)
    assert status == 2
    assert err.splitlines()[-1] == (
        "There already is a centre named “Vine School” on this computer."
    )
    assert line.run("restore", file, "--replace")[0] == 0
    assert line.run("restore", file, "--profile", "Second")[0] == 0
    assert [profile.name for profile in list_profiles(line.root)] == [
        "Second",
        "Vine School",
        "Vine School, replaced 2026-08-01 09:00:00",
    ]


def test_the_recovery_key_may_be_typed_instead(line: CommandLine, typed: list[str]) -> None:
    typed += [PASSPHRASE, "a passphrase of backups"]
    file = line.backup()
    typed += ["", line.recovery_key, "a passphrase of this PC"]
    assert line.run("restore", file, "--data", line.other)[0] == 0
    typed += ["a passphrase of backups"]
    assert line.run("verify", file)[0] == 0
    assert typed == []


def test_a_new_passphrase_is_asked_for_if_wanted(line: CommandLine, typed: list[str]) -> None:
    typed += [PASSPHRASE, "a passphrase of backups"]
    line.backup()
    typed += [PASSPHRASE, "quite another passphrase"]
    status, out, _err = line.run("backup", "--to", line.stick, "--new-passphrase")
    typed += ["a passphrase of backups"]
    assert status == 0
    refused = line.run("verify", out.removeprefix("The backup is "))
    assert refused == (2, "", "This isn't the passphrase of this backup.")


def test_a_timer_without_a_passphrase_is_told_so(
    line: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = line.backup()
    monkeypatch.delenv("WSET_DESK_PASSPHRASE_FILE")
    assert line.run("backup", "--to", line.stick) == (
        2,
        "",
        "Type the passphrase of this centre.",
    )
    for command in ("verify", "restore"):
        assert line.run(command, file) == (
            2,
            "",
            "Type the passphrase of this backup in a terminal, or name a file that holds it in "
            "WSET_DESK_PASSPHRASE_FILE.",
        )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("verify", "none.wsetbackup"), "There is no file none.wsetbackup."),
        (("restore", "none.wsetbackup"), "There is no file none.wsetbackup."),
        (("backup", "--to", "/no/folder"), "There is no folder /no/folder."),
        (
            ("backup", "--profile", "Elsewhere"),
            "There is no centre named “Elsewhere” on this computer.",
        ),
    ],
)
def test_refusals_are_one_line(line: CommandLine, arguments: tuple[str, ...], words: str) -> None:
    status, out, err = line.run(*arguments)
    assert (status, out) == (2, "")
    assert err.splitlines()[-1] == words
