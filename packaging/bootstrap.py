"""Sets WSET Desk up on this computer and runs it or its tests. Standard library only.

    python3 packaging/bootstrap.py run [arguments of wset-desk]
    python3 packaging/bootstrap.py test [arguments of pytest]

Both make `.venv` at the root of the tree from `packaging/requirements.lock`; the second time that
takes a moment. Messages are plain ASCII: not every terminal shows more.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "packaging" / "requirements.lock"
OLDEST_PYTHON = (3, 11)
NOT_POSSIBLE = 2

WINDOW_PACKAGES = [
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libwayland-cursor0",
]
TEST_PACKAGES = [
    *WINDOW_PACKAGES,
    "xvfb",
    "xauth",
    "xdotool",
    "openbox",
    "wmctrl",
    "x11-xserver-utils",
]
"""Debian's names; a name with t64 after it is the same package on newer releases."""

INHERITED_NEVER = ("PYTHONPATH", "PYTHONHOME", "PYTEST_ADDOPTS", "QT_STYLE_OVERRIDE")


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say; returns the exit status."""
    problem = python_problem(sys.version_info)
    if problem:
        return refuse(problem)
    if not arguments or arguments[0] not in ("run", "test"):
        return refuse(__doc__.strip())
    command, *rest = arguments
    install_system_packages(WINDOW_PACKAGES if command == "run" else TEST_PACKAGES)
    venv = Venv(ROOT / ".venv")
    try:
        venv.make_ready()
    except subprocess.CalledProcessError as error:
        return refuse(f"Setting up {venv.folder} failed (status {error.returncode}); see above.")
    try:
        return run(venv, rest) if command == "run" else test(venv, rest)
    except KeyboardInterrupt:
        return 130


def python_problem(version: Sequence[int | str]) -> str | None:
    """What is wrong with this Python, in one line."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return None
    wanted, found = ".".join(map(str, OLDEST_PYTHON)), ".".join(map(str, version[:2]))
    return f"WSET Desk needs Python {wanted} or newer; this is {found} ({sys.executable})."


def refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return NOT_POSSIBLE


def say(message: str) -> None:
    print(message, flush=True)


# -- packages of the operating system ---------------------------------------------------------


def install_system_packages(wanted: Sequence[str]) -> None:
    """Install what Debian lacks, as root; else name it and go on: Qt says what it can't load."""
    if not sys.platform.startswith("linux"):
        return
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        missing = missing_libraries()
        if missing:
            say(f"These libraries may be missing; your package manager has them: {missing}")
        return
    missing_names = missing_packages(wanted, installed_packages())
    if "ensurepip" not in available_modules():
        missing_names.append("python3-venv")
    if not missing_names:
        return
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing_names]
    if os.geteuid() != 0:
        say(f"System packages are missing. Install them: sudo {shlex.join(command)}")
        return
    say(f"Installing system packages: {' '.join(missing_names)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-qq"], command):
        done = subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            say(f"This failed, what needs the packages will say so: {shlex.join(step)}")


def missing_packages(wanted: Iterable[str], installed: set[str]) -> list[str]:
    return [name for name in wanted if not {name, f"{name}t64"} & installed]


def installed_packages() -> set[str]:
    """The names of the Debian packages that are installed."""
    query = ["dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\n"]
    lines = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    return {line.split()[-1] for line in lines if line.startswith("ii")}


def available_modules() -> set[str]:
    """Which of the modules that Debian splits off Python are there."""
    from importlib.util import find_spec  # noqa: PLC0415 - not needed on other systems

    return {name for name in ("ensurepip",) if find_spec(name)}


def missing_libraries() -> str:
    """Qt's libraries that this Linux doesn't find, by their plain names."""
    from ctypes.util import find_library  # noqa: PLC0415 - not needed on Debian

    names = ("GL", "EGL", "xkbcommon", "dbus-1", "fontconfig", "glib-2.0", "xcb-cursor")
    return " ".join(f"lib{name}" for name in names if not find_library(name))


# -- the environment ----------------------------------------------------------------------------


class Stamp(NamedTuple):
    """What an environment was made from. The first two can't change without making it anew."""

    root: str
    python: str
    lock: str
    project: str

    def same_place(self, other: Stamp | None) -> bool:
        return other is not None and self[:2] == other[:2]


def current_stamp() -> Stamp:
    return Stamp(str(ROOT), sys.version, _digest(LOCK), _digest(ROOT / "pyproject.toml"))


def _digest(file: Path) -> str:
    # A checkout with other line ends is no other lock file.
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


class Venv:
    """The environment in `folder`, with a stamp in it once it is complete."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stamp_file = folder / "wset-desk.json"
        self.scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.script("python")

    def script(self, name: str) -> Path:
        return self.scripts / (f"{name}.exe" if os.name == "nt" else name)

    def read_stamp(self) -> Stamp | None:
        try:
            return Stamp(**json.loads(self.stamp_file.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def make_ready(self) -> None:
        """Make or complete the environment. Raises CalledProcessError where a step fails."""
        wanted, found = current_stamp(), self.read_stamp()
        if not (wanted.same_place(found) and self.works()):
            self.create()
        elif wanted == found:
            return
        # Whatever interrupts the installation, the next start finds no stamp and begins anew.
        self.stamp_file.unlink(missing_ok=True)
        self.install()
        self.stamp_file.write_text(json.dumps(wanted._asdict(), indent=1), "utf-8")

    def works(self) -> bool:
        if not self.python.exists():
            return False
        check = [str(self.python), "-c", "import pip"]
        return subprocess.run(check, capture_output=True, check=False).returncode == 0

    def create(self) -> None:
        say(f"Setting up {self.folder}; the first time takes a few minutes.")
        if self.folder.exists():
            shutil.rmtree(self.folder)
        subprocess.run([sys.executable, "-m", "venv", str(self.folder)], check=True)

    def install(self) -> None:
        """The locked packages, checked against their hashes, then the project itself."""
        self.pip("install", "--require-hashes", "--only-binary=:all:", "-r", str(LOCK))
        self.pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))

    def pip(self, *arguments: str) -> None:
        options = ("-qq", "--disable-pip-version-check", "--no-input")
        command = [str(self.python), "-m", "pip", *arguments, *options]
        subprocess.run(command, env=clean_environment(os.environ), check=True)


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what would make another program of it."""
    return {name: value for name, value in environ.items() if name not in INHERITED_NEVER}


# -- run ----------------------------------------------------------------------------------------


def run(venv: Venv, arguments: Sequence[str]) -> int:
    """Start `wset-desk`; without a screen for the window it would open, its quick tour."""
    environment = clean_environment(os.environ)
    if has_screen(environment, sys.platform) or not wants_window(arguments):
        return subprocess.call([str(venv.script("wset-desk")), *arguments], env=environment)
    folder = tempfile.mkdtemp(prefix="wset-desk-tour-")
    say("There is no screen here, so pictures of every page of the sample centre are kept instead.")
    say(
        "That takes about a minute. A whole day's work, in light and dark: wset-desk tour --out DIR"
    )
    environment["QT_QPA_PLATFORM"] = "offscreen"
    tour = [str(venv.script("wset-desk")), "tour", "--quick", "--out", folder]
    status = subprocess.call(tour, env=environment)
    if status == 0:
        say(f"The pictures are in {folder}")
    return status


def has_screen(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can open, or somebody has chosen where Qt draws."""
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(environ.get(name) for name in chosen)


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether these arguments of wset-desk open a window: no command, or one of the windows."""
    if not arguments:
        return True
    first = arguments[0]
    return first in ("desk", "kiosk") or (first.startswith("-") and first not in ("--help", "-h"))


# -- test ---------------------------------------------------------------------------------------


def test(venv: Venv, arguments: Sequence[str]) -> int:
    """Every check, then the tests, whose summary is the last line. 0 only if all are content."""
    environment = clean_environment(os.environ)
    failed = [
        name
        for name, command in checks(venv)
        if subprocess.call(command, cwd=ROOT, env=environment) != 0
    ]
    say(f"Checks that failed: {', '.join(failed)}" if failed else "All checks passed.")
    with tempfile.TemporaryDirectory(prefix="wset-desk-test-") as data:
        tests = [str(venv.python), "-m", "pytest", "-n", "2", "-m", "not slow", *arguments]
        status = subprocess.call(tests, cwd=ROOT, env=test_environment(os.environ, data))
    return status or (1 if failed else 0)


def checks(venv: Venv) -> list[tuple[str, list[str]]]:
    """The checks before the tests, by name."""
    module = [str(venv.python), "-m"]
    return [
        ("ruff check", [*module, "ruff", "check"]),
        ("ruff format", [*module, "ruff", "format", "--check"]),
        ("mypy", [*module, "mypy"]),
        ("lint-imports", [str(venv.script("lint-imports"))]),
    ]


def test_environment(environ: Mapping[str, str], data: str) -> dict[str, str]:
    """What the tests run in: no settings of this computer's, no keyring, no screen."""
    kept = {
        name: value
        for name, value in clean_environment(environ).items()
        if not name.startswith("WSET_DESK_")
    }
    return {
        **kept,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "WSET_DESK_DATA": data,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
