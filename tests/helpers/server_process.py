"""A server as a process of its own, which can be killed at any step of what it writes."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn

from tests.helpers.desk_process import PROCESSES, SteppingStore, Steps
from tests.helpers.stores import KEY, NOW
from wset_desk.server.app import create_app
from wset_desk.storage.engine import open_sqlite
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker

NEVER = -1


class CountDown(Steps):
    """Kills the process at the step to which another process counts down."""

    def __init__(self, left: Any) -> None:
        super().__init__(None)
        self._left = left

    def take(self, name: str) -> None:
        if self._left.value == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._left.value != NEVER:
            self._left.value -= 1


@dataclass
class ServerProcess:
    """Serves the SQLite file at `path` on `port`; `left` steps until it is killed. `now` is what
    its clock says."""

    path: Path
    port: int
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.left = PROCESSES.Value("i", NEVER)
        self._process = self._begin()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_dead(self) -> bool:
        return self._process.exitcode is not None

    def begin_again(self) -> None:
        """After it was killed."""
        self._process.join()
        assert self._process.exitcode == -signal.SIGKILL
        self.go_on()

    def go_on(self) -> None:
        """After it was stopped."""
        self.left.value = NEVER
        self._process = self._begin()

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()

    def _begin(self) -> Any:
        here, there = PROCESSES.Pipe(duplex=False)
        told = (self.path, self.port, self.now, self.left, there)
        process = PROCESSES.Process(target=_serve, args=told)
        process.start()
        there.close()
        here.recv()
        return process


def _serve(path: Path, port: int, now: datetime, left: Any, there: Any) -> None:
    clock = FixedClock(now)
    engine = open_sqlite(path, KEY)
    store = SteppingStore(engine, clock, IdMaker(clock), KEY, is_server=True, steps=CountDown(left))
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen()
        there.send("listening")
        config = uvicorn.Config(create_app(store), log_config=None)
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def server_process(path: Path, now: datetime = NOW) -> Iterator[ServerProcess]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    server = ServerProcess(path, port, now)
    try:
        yield server
    finally:
        server.stop()
