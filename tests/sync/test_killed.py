"""A desk, and a server, killed at each step of a sync, as processes of their own: what was typed is
there afterwards, what was sent is taken once, and all converge."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.helpers.desk_process import KILLED, DeskFile, in_process, sync, sync_in_steps
from tests.helpers.exam_centre import ExamCentre
from tests.helpers.server_process import ServerProcess, server_process
from tests.helpers.stores import NOW, found_test_centre, sqlite_store
from tests.helpers.sync_checks import problems
from tests.helpers.sync_world import World
from wset_desk.services import candidates
from wset_desk.services.devices import approve_device
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Base, OutboxEntry
from wset_desk.storage.store import Store
from wset_desk.sync.connecting import bring_centre, join_centre
from wset_desk.sync.letting_in import new_code
from wset_desk.system.clock import FixedClock

MOST_STEPS = 60
_OUTBOX = Base.metadata.tables[OutboxEntry.__tablename__]


@dataclass
class Premises:
    """A server and two desks, each a file; `people` are known to all."""

    server: Store
    process: ServerProcess
    office: DeskFile
    second: DeskFile
    people: tuple[UUID, ...]

    def type_at_both(self, number: int) -> None:
        """New values, a new candidate, and one name that two correct at once: `second` is first
        with it."""
        for desk, name in ((self.second, "Second"), (self.office, "Office")):
            with desk.open() as workspace:
                one, other = self.people
                change(workspace, one, phone=f"{name} {number}")
                change(workspace, other, last_name=f"{name}{number}")
                ExamCentre(workspace).candidate(f"{name} New{number}")
        sync(self.second)

    def heal(self) -> None:
        for desk in (self.office, self.second):
            sync(desk)

    @property
    def conflicts(self) -> int:
        """How much of what was typed in the office is for a person to settle."""
        refused = select(func.count()).where(_OUTBOX.c.state == "conflict")
        with self.office.open() as workspace, workspace.store.engine.connect() as connection:
            return int(connection.scalar(refused) or 0)

    def problems(self) -> list[str]:
        """What the simulator asks of its devices, too."""
        desks = {"office": self.office, "second": self.second}
        with self.office.open() as office, self.second.open() as second:
            devices = [
                SimpleNamespace(name=name, store=each.store, device_id=desks[name].actor.device_id)
                for name, each in (("office", office), ("second", second))
            ]
            world = SimpleNamespace(server=self.server, devices=devices, unseen=[], seed=0)
            return problems(cast(World, world))


def change(workspace: Workspace, candidate_id: UUID, **values: str) -> None:
    known = workspace.run(candidates.candidate, candidate_id=candidate_id).detail.values
    changed = replace(known, **values)
    workspace.call(candidates.edit_candidate, candidate_id=candidate_id, values=changed)


@pytest.fixture(scope="module")
def premises(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    folder = tmp_path_factory.mktemp("killed")
    clock = FixedClock(NOW)
    store = replace(sqlite_store(folder / "server.db", sqlite_template, clock), is_server=True)
    with server_process(folder / "server.db") as process:
        yield _founded(folder, sqlite_template, store, process)
    store.close()


def _founded(folder: Path, template: Path, server: Store, process: ServerProcess) -> Premises:
    clock = FixedClock(NOW)
    address = process.address
    store = sqlite_store(folder / "office.db", template, clock)
    desk = found_test_centre(store)
    people = tuple(ExamCentre(desk).candidate(name) for name in ("Ann Lee", "Bo Park"))
    bring_centre(store, desk.actor, address=address, code=new_code(server, None))
    store.close()
    office = DeskFile(folder / "office.db", desk.actor)
    sync(office)
    store = sqlite_store(folder / "second.db", template, clock)
    code = new_code(server, desk.actor.centre_id)
    actor, _let_in = join_centre(store, address=address, code=code, device_name="Second")
    store.close()
    with office.open() as workspace:
        sync(office)
        workspace.call(approve_device, device_id=actor.device_id)
    sync(office)
    second = DeskFile(folder / "second.db", replace(desk.actor, device_id=actor.device_id))
    sync(second)
    return Premises(server, process, office, second, people)


def test_killed_at_each_step_a_desk_goes_on_from_there(premises: Premises) -> None:
    conflicts = premises.conflicts
    for number in range(MOST_STEPS):
        premises.type_at_both(number)
        ended = in_process(sync_in_steps, premises.office, number)
        premises.heal()
        assert premises.problems() == [], f"killed at {number}"
        if ended != KILLED:
            break
    requests = [each for each in ended if each.startswith("before /")]
    asked = ("hello", "push", "pull", "audit")
    assert requests == [f"before /api/sync/{what}" for what in asked]
    assert ended.count("after it was kept") >= 3
    assert premises.conflicts == conflicts + number + 1


def test_killed_at_each_step_a_server_goes_on_from_there(premises: Premises) -> None:
    conflicts = premises.conflicts
    for number in range(MOST_STEPS):
        premises.type_at_both(number)
        premises.process.left.value = number
        try:
            sync(premises.office)
        except ConnectionError:
            premises.process.begin_again()
        else:
            break
        premises.heal()
        assert premises.problems() == [], f"killed at {number}"
    assert number >= 2
    assert premises.conflicts == conflicts + number + 1
