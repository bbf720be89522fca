"""A screen of its own with a window manager, and the mouse and keyboard on it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from threading import Thread

_PATIENCE = 30.0
_ESSENTIAL = ("Xvfb", "openbox", "wmctrl", "xdotool")


class Screen:
    """An X server; `do("mousedown", 1)` is what xdotool is told."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def do(self, *command: object) -> None:
        words = [str(word) for word in command]
        subprocess.run(["xdotool", *words], env=self.environment, check=True)

    def has_manager(self) -> bool:
        asked = subprocess.run(
            ["wmctrl", "-m"], env=self.environment, capture_output=True, check=False
        )
        return asked.returncode == 0


class Program:
    """A child that says in lines what happens in its window."""

    def __init__(self, screen: Screen, module: str, *arguments: str) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=screen.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: Queue[str | None] = Queue()
        self._seen: list[str] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, start: str) -> str:
        """The rest of the next line that begins so; AssertionError if there is none in time."""
        deadline = time.monotonic() + _PATIENCE
        line: str | None = ""
        while line is not None and time.monotonic() < deadline:
            line = self._next_line()
            if line is not None and line.startswith(start):
                return line.removeprefix(start).strip()
        raise AssertionError(f"no {start!r} among {self._seen}")

    def end(self) -> None:
        self._child.terminate()
        self._child.wait()
        self._reader.join()
        if self._child.stdout is not None:
            self._child.stdout.close()

    def _next_line(self) -> str | None:
        """None at the end of what the child says, or when nothing comes for long."""
        try:
            line = self._lines.get(timeout=_PATIENCE)
        except Empty:
            return None
        if line is not None:
            self._seen.append(line)
        return line

    def _read(self) -> None:
        for line in self._child.stdout or ():
            self._lines.put(line)
        self._lines.put(None)


@contextmanager
def x_screen() -> Iterator[Screen]:
    """Xvfb with openbox, on a display number that nobody else has."""
    missing = [name for name in _ESSENTIAL if shutil.which(name) is None]
    assert not missing, f"needed for this test: {', '.join(missing)}"
    reader, writer = os.pipe()
    server = subprocess.Popen(
        # without -noreset it starts over when its first client has gone
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1440x900x24", "-noreset"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as numbers:
        screen = Screen(f":{numbers.readline().strip()}")
    manager = subprocess.Popen(
        ["openbox"],
        env=screen.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + _PATIENCE
        while not screen.has_manager():
            assert time.monotonic() < deadline, "openbox doesn't manage the screen"
        yield screen
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()
