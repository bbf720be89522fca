"""A server that is this program's child: started, started anew when it breaks, ended with it.

What it has to know is told on its standard input, never on its command line. It ends when that is
closed, however this program ended. On its standard output it says "ready" when it answers, and
"stays" if it has to outlive this program, since people depend on it.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

STARTS_AFTER = 6.0
"""Seconds: whoever opens the window has the processors to themselves first."""
LOOKS_AGAIN = 10.0
FIRST_PAUSE, LAST_PAUSE = 1.0, 60.0
ENDS_WITHIN = 10.0
READY, STAYS = "ready", "stays"


def server_command() -> list[str]:
    """How the program's server is called: of the same Python, or beside the packed program."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("wset-desk-server")), "serve-desk"]
    return [sys.executable, "-m", "wset_desk", "serve-desk"]


class ChildServer:
    """Begun with `start`, ended with `stop`. The functions are called on a thread of its own.

    `is_answering` looks whether there is one already: another window's, or that of a window that
    was killed. Then none is started until it has gone.
    """

    def __init__(
        self,
        command: Sequence[str],
        told: Callable[[], str],
        *,
        is_answering: Callable[[], bool],
        on_ready: Callable[[], object],
        is_wanted: Callable[[], bool] = lambda: True,
        starts_after: float = STARTS_AFTER,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        """`told` is the line for its standard input. None is started any more once none
        `is_wanted`."""
        self._command, self._line = command, told
        self._is_answering, self._on_ready = is_answering, on_ready
        self._is_wanted = is_wanted
        self._starts_after, self._first_pause = starts_after, first_pause
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._failures = 0
        self._thread = threading.Thread(target=self._run, name="child server", daemon=True)

    @property
    def pid(self) -> int | None:
        """Of the child; None while there is none."""
        process = self._process
        return None if process is None else process.pid

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Have the child end; one that stays is left alone."""
        self._over.set()
        self.end_child()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(ENDS_WITHIN)

    def end_child(self) -> None:
        """Close its standard input; unless this is over, another one is started."""
        with self._lock:
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.close()

    def _run(self) -> None:
        left = self._starts_after
        while not self._over.wait(left) and self._is_wanted():
            left = self._use_other() if self._is_answering() else self._live_with_child()

    def _use_other(self) -> float:
        """As long as it answers; none of ours is needed."""
        self._on_ready()
        while not self._over.wait(LOOKS_AGAIN):
            if not self._is_answering():
                return 0
        return 0

    def _live_with_child(self) -> float:
        """Start one and return when it has ended, with the seconds until the next."""
        try:
            process = self._begin()
        except OSError:
            return self._pause()
        if not self._listen_to(process):
            return 0
        process.__exit__(None, None, None)
        with self._lock:
            self._process = None
        return self._pause()

    def _listen_to(self, process: "subprocess.Popen[str]") -> bool:
        """Until it ends; False where it goes on without this program."""
        assert process.stdout is not None  # noqa: S101 - asked for below
        began = time.monotonic()
        for line in process.stdout:
            word = line.strip()
            if word == READY:
                self._on_ready()
            elif word == STAYS:
                process.stdout.close()
                return False
        if time.monotonic() - began > LAST_PAUSE:
            self._failures = 0
        return True

    def _begin(self) -> "subprocess.Popen[str]":
        process = subprocess.Popen(  # noqa: S603 - our own program
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        with self._lock:
            self._process = process
            assert process.stdin is not None  # noqa: S101 - asked for above
            try:
                process.stdin.write(self._line() + "\n")
                process.stdin.flush()
            except BrokenPipeError:
                return process  # it has ended: that is seen soon enough
            if self._over.is_set():
                process.stdin.close()
        return process

    def _pause(self) -> float:
        longest: float = min(LAST_PAUSE, self._first_pause * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        return longest
