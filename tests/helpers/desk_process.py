"""A desk as a process of its own, which does what it is told and can be killed at any step.

It begins from a process that has the product loaded already: many are needed.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import requests

from tests.helpers.stores import KEY, NOW
from wset_desk.domain.errors import DomainError
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync import connecting
from wset_desk.sync.client import Synced
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.helpers.desk_process"])
KILLED = -signal.SIGKILL
_PATIENCE = 60
Deed = Callable[..., Any]


@dataclass(frozen=True)
class DeskFile:
    """A desk's store and who sits there; `now` is what its clock says."""

    path: Path
    actor: Actor
    now: datetime = NOW

    @contextmanager
    def open(self, steps: "Steps | None" = None) -> Iterator[Workspace]:
        clock = FixedClock(self.now)
        engine = open_sqlite(self.path, KEY)
        store: Store = Store(engine, clock, IdMaker(clock), KEY)
        if steps is not None:
            store = SteppingStore(engine, clock, IdMaker(clock), KEY, steps=steps)
        try:
            yield Workspace(store, self.actor)
        finally:
            store.close()


@dataclass
class Steps:
    """Counts the steps of a sync by name; at one of them the process is killed."""

    kill_at: int | None
    names: list[str] = field(default_factory=list)

    def take(self, name: str) -> None:
        if len(self.names) == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.names.append(name)


@dataclass(frozen=True)
class SteppingStore(Store):
    """A store of which each writing commit is two steps: just before, and just after."""

    steps: Steps = field(default_factory=lambda: Steps(None))

    def replica(self, actor: Actor) -> UnitOfWork:
        return self._stepping(super().replica(actor), "kept")

    def unit_of_work(self, actor: Actor, *, write: bool) -> UnitOfWork:
        uow = super().unit_of_work(actor, write=write)
        return self._stepping(uow, "written") if write else uow

    def _stepping(self, uow: UnitOfWork, name: str) -> UnitOfWork:
        commit = uow.commit

        def commit_in_steps() -> None:
            self.steps.take(f"before it is {name}")
            commit()
            self.steps.take(f"after it was {name}")

        uow.commit = commit_in_steps  # type: ignore[method-assign]
        return uow


def in_process(deed: Deed, *arguments: Any) -> Any:
    """What `deed` returns when a new process does it; its refusal is raised here."""
    here, there = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_tell, args=(there, deed, arguments))
    process.start()
    there.close()
    try:
        found = here.recv() if here.poll(_PATIENCE) else TimeoutError(deed.__name__)
    except EOFError:
        found = None
    process.join(_PATIENCE)
    if isinstance(found, Exception):
        raise found
    return process.exitcode if found is None else found[0]


def _tell(there: Connection, deed: Deed, arguments: tuple[Any, ...]) -> None:
    try:
        there.send((deed(*arguments),))
    except DomainError as error:
        there.send(RefusedError(error.code, error.parameters))
    except ConnectionError as error:
        there.send(ConnectionError(str(error)))


class RefusedError(DomainError):
    """A refusal that came from another process."""

    def __init__(self, code: str, parameters: dict[str, Any]) -> None:
        super().__init__(code, **parameters)

    def __reduce__(self) -> Any:
        return RefusedError, (self.code, self.parameters)


def sync_in_steps(desk: DeskFile, kill_at: int | None) -> list[str]:
    """Sync as the program does; answers the names of the steps."""
    steps = Steps(kill_at)
    plain = requests.Session.send

    def send_in_steps(self: Any, request: requests.PreparedRequest, **kwargs: Any) -> Any:
        steps.take(f"before {request.path_url}")
        answer = plain(self, request, **kwargs)
        steps.take(f"after {request.path_url}")
        return answer

    requests.Session.send = send_in_steps  # type: ignore[method-assign]
    with desk.open(steps) as workspace:
        connecting.sync_once(workspace.store, workspace.actor)
    return steps.names


def sync(desk: DeskFile) -> Synced:
    with desk.open() as workspace:
        return connecting.sync_once(workspace.store, workspace.actor)
