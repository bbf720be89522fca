"""The set-up does what is needed, once, on whatever it finds."""

import ast
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.scripts import ROOT, load_script

SOURCE = (ROOT / "packaging" / "bootstrap.py").read_text("utf-8")


@pytest.fixture
def bootstrap() -> Any:
    return load_script("packaging/bootstrap.py")


class Calls:
    """Stands in for `subprocess.call`: notes the commands, fails those that contain a word."""

    def __init__(self, **failing: int) -> None:
        self.failing = failing
        self.commands: list[list[str]] = []
        self.environments: list[dict[str, str]] = []

    def __call__(self, command: Sequence[str], *, env: dict[str, str], **_options: object) -> int:
        self.commands.append(list(command))
        self.environments.append(env)
        return next((status for word, status in self.failing.items() if word in command), 0)


# -- which Python, which arguments --------------------------------------------------------------


def test_an_older_python_can_read_it_and_is_told_so_in_one_line(
    bootstrap: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse(SOURCE, feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    assert bootstrap.main(["run"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "3.11 or newer" in said[0]
    assert "3.10" in said[0]


@pytest.mark.parametrize(
    ("version", "fits"), [((3, 11, 0), True), ((3, 13), True), ((3, 9, 2), False)]
)
def test_python_3_11_is_the_oldest(bootstrap: Any, version: tuple[int, ...], fits: bool) -> None:
    assert (bootstrap.python_problem(version) is None) == fits


@pytest.mark.parametrize("arguments", [[], ["fly"], ["--help"]])
def test_anything_else_gets_the_two_commands(
    bootstrap: Any, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(arguments) == 2
    said = capsys.readouterr().err
    assert "bootstrap.py run" in said
    assert "bootstrap.py test" in said


def test_it_needs_nothing_but_the_standard_library() -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names


def test_its_messages_are_plain_ascii() -> None:
    assert SOURCE.isascii()


# -- packages of the operating system -----------------------------------------------------------


def test_a_package_may_have_its_newer_name(bootstrap: Any) -> None:
    installed = {"libgl1", "libglib2.0-0t64"}
    wanted = ["libgl1", "libglib2.0-0", "libegl1"]
    assert bootstrap.missing_packages(wanted, installed) == ["libegl1"]


def test_the_tests_need_what_the_window_needs_and_more(bootstrap: Any) -> None:
    assert set(bootstrap.WINDOW_PACKAGES) < set(bootstrap.TEST_PACKAGES)


@pytest.fixture
def debian(bootstrap: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[list[str]]]:
    """Install on a pretended Debian; returns what was run."""

    def install(user: int, installed: set[str], status: int = 0) -> list[list[str]]:
        ran: list[list[str]] = []

        def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
            ran.append(command)
            return subprocess.CompletedProcess(command, status)

        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(bootstrap.os, "geteuid", lambda: user, raising=False)
        monkeypatch.setattr(bootstrap, "installed_packages", lambda: installed)
        monkeypatch.setattr(bootstrap.subprocess, "run", run)
        bootstrap.install_system_packages(["libgl1", "libegl1"])
        return ran

    return install


def test_root_installs_what_is_missing(debian: Callable[..., list[list[str]]]) -> None:
    update, install = debian(0, {"libgl1"})
    assert update[:2] == ["apt-get", "update"]
    assert install[:2] == ["apt-get", "install"]
    assert install[-1] == "libegl1"
    assert "libgl1" not in install


def test_where_nothing_is_missing_nothing_runs(debian: Callable[..., list[list[str]]]) -> None:
    assert debian(0, {"libgl1", "libegl1"}) == []


def test_anybody_else_is_told_what_to_type(
    debian: Callable[..., list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert debian(1000, {"libgl1"}) == []
    assert "sudo apt-get install" in capsys.readouterr().out


def test_a_failing_apt_is_named_and_does_not_stop(
    debian: Callable[..., list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    debian(0, set(), status=100)
    assert "apt-get install" in capsys.readouterr().out


# -- the environment ----------------------------------------------------------------------------


@pytest.fixture
def venv(bootstrap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An environment whose steps are noted in `.steps` instead of taken."""
    made = bootstrap.Venv(tmp_path / "venv")
    made.steps = []

    def create() -> None:
        made.steps.append("create")
        made.scripts.mkdir(parents=True, exist_ok=True)
        made.python.touch()

    monkeypatch.setattr(made, "create", create)
    monkeypatch.setattr(made, "install", lambda: made.steps.append("install"))
    monkeypatch.setattr(made, "works", made.python.exists)
    return made


def test_the_second_time_nothing_is_done(venv: Any) -> None:
    venv.make_ready()
    venv.make_ready()
    assert venv.steps == ["create", "install"]


@pytest.mark.parametrize(
    ("changed", "steps"),
    [
        ("lock", ["install"]),
        ("project", ["install"]),
        ("python", ["create", "install"]),
        ("root", ["create", "install"]),
    ],
)
def test_what_changed_decides_what_is_done_again(
    bootstrap: Any, venv: Any, monkeypatch: pytest.MonkeyPatch, changed: str, steps: list[str]
) -> None:
    venv.make_ready()
    other = bootstrap.current_stamp()._replace(**{changed: "another"})
    monkeypatch.setattr(bootstrap, "current_stamp", lambda: other)
    venv.steps.clear()
    venv.make_ready()
    assert venv.steps == steps
    assert venv.read_stamp() == other


def test_an_interrupted_installation_begins_anew(
    venv: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise subprocess.CalledProcessError(1, "pip")

    venv.make_ready()
    with monkeypatch.context() as patch:
        patch.setattr(venv, "install", fail)
        venv.stamp_file.write_text("{}")
        with pytest.raises(subprocess.CalledProcessError):
            venv.make_ready()
    assert venv.read_stamp() is None
    venv.steps.clear()
    venv.make_ready()
    assert venv.steps == ["create", "install"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"root": "x"}', "\x00"])
def test_a_damaged_stamp_is_none(venv: Any, content: str) -> None:
    venv.folder.mkdir()
    venv.stamp_file.write_text(content)
    assert venv.read_stamp() is None


def test_an_environment_without_its_python_is_made_anew(venv: Any) -> None:
    venv.make_ready()
    venv.python.unlink()
    venv.steps.clear()
    venv.make_ready()
    assert venv.steps == ["create", "install"]


def test_a_half_made_environment_is_replaced(bootstrap: Any, tmp_path: Path) -> None:
    venv = bootstrap.Venv(tmp_path / "venv")
    venv.scripts.mkdir(parents=True)
    leftover = venv.folder / "leftover"
    leftover.touch()
    venv.python.write_text("not a program")
    venv.python.chmod(0o644)
    assert not leftover.with_name("wset-desk.json").exists()
    venv.create()
    assert not leftover.exists()
    assert venv.works()


def test_packages_come_with_their_hashes_and_never_from_source(
    bootstrap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(
        bootstrap.subprocess, "run", lambda command, **_options: ran.append(command)
    )
    bootstrap.Venv(tmp_path).install()
    locked, project = ran
    assert {"--require-hashes", "--only-binary=:all:", str(bootstrap.LOCK)} <= set(locked)
    assert {"--no-deps", "--no-build-isolation", "--editable"} <= set(project)


def test_a_set_up_that_fails_is_status_2(
    bootstrap: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_self: object) -> None:
        raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr(bootstrap, "install_system_packages", lambda _wanted: None)
    monkeypatch.setattr(bootstrap.Venv, "make_ready", fail)
    assert bootstrap.main(["run"]) == 2
    assert "failed" in capsys.readouterr().err


# -- run ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "platform", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "vnc"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_where_there_is_a_screen(
    bootstrap: Any, environ: dict[str, str], platform: str, screen: bool
) -> None:
    assert bootstrap.has_screen(environ, platform) == screen


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["desk"], True),
        (["--now", "2026-08-01T09:00Z"], True),
        (["--help"], False),
        (["import", "candidates", "list.csv"], False),
        (["tour", "--out", "pictures"], False),
    ],
)
def test_which_arguments_open_a_window(bootstrap: Any, arguments: list[str], window: bool) -> None:
    assert bootstrap.wants_window(arguments) == window


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_screen")
def test_without_a_screen_there_is_a_tour_and_its_folder_is_named(
    bootstrap: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    calls = Calls()
    monkeypatch.setattr(bootstrap.subprocess, "call", calls)
    monkeypatch.setattr(bootstrap.tempfile, "mkdtemp", lambda prefix: str(tmp_path / prefix))
    assert bootstrap.run(bootstrap.Venv(tmp_path), []) == 0
    folder = str(tmp_path / "wset-desk-tour-")
    assert calls.commands[0][1:] == ["tour", "--quick", "--out", folder]
    assert calls.environments[0]["QT_QPA_PLATFORM"] == "offscreen"
    first, second, *_rest, last = capsys.readouterr().out.splitlines()
    assert "no screen" in first
    assert "wset-desk tour" in second
    assert last.endswith(folder)


@pytest.mark.usefixtures("no_screen")
def test_a_command_without_a_window_runs_as_it_stands(
    bootstrap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Calls(**{"import": 2})
    monkeypatch.setattr(bootstrap.subprocess, "call", calls)
    arguments = ["import", "candidates", "my list.csv", "--dry-run"]
    assert bootstrap.run(bootstrap.Venv(tmp_path), arguments) == 2
    assert calls.commands[0][1:] == arguments


# -- test ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failing", "status"),
    [({}, 0), ({"mypy": 1}, 1), ({"pytest": 3}, 3), ({"ruff": 1, "pytest": 5}, 5)],
)
def test_all_checks_run_and_the_status_is_right(
    bootstrap: Any, monkeypatch: pytest.MonkeyPatch, failing: dict[str, int], status: int
) -> None:
    calls = Calls(**failing)
    monkeypatch.setattr(bootstrap.subprocess, "call", calls)
    venv = bootstrap.Venv(ROOT / ".venv")
    assert bootstrap.test(venv, ["tests/domain", "-n0"]) == status
    assert len(calls.commands) == 5
    assert "pytest" in calls.commands[-1]
    assert calls.commands[-1][-2:] == ["tests/domain", "-n0"]


def test_what_failed_is_named_before_the_tests(
    bootstrap: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said_before_tests: list[str] = []

    def call(command: list[str], **_options: object) -> int:
        if "pytest" in command:
            said_before_tests.append(capsys.readouterr().out)
        return int("mypy" in command)

    monkeypatch.setattr(bootstrap.subprocess, "call", call)
    bootstrap.test(bootstrap.Venv(ROOT / ".venv"), [])
    assert said_before_tests == ["Checks that failed: mypy\n"]
    assert capsys.readouterr().out == ""


def test_the_tests_see_nothing_of_this_computers_settings(bootstrap: Any) -> None:
    environ = {
        "PATH": "/bin",
        "PYTHONPATH": "/elsewhere",
        "PYTEST_ADDOPTS": "-x",
        "WSET_DESK_NOW": "2030-01-01T00:00Z",
        "DISPLAY": ":0",
    }
    assert bootstrap.test_environment(environ, "/data") == {
        "PATH": "/bin",
        "DISPLAY": ":0",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "WSET_DESK_DATA": "/data",
    }
