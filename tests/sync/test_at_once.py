"""Whatever comes in one push, taken at once or action by action: the same becomes of it."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.helpers.replay import rows_of
from tests.helpers.sync_world import Founded, SimulatedDevice, World
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.schema import Candidate
from wset_desk.storage.store import Store
from wset_desk.sync import receiving
from wset_desk.sync.hub import Hub
from wset_desk.sync.messages import HelloRequest, PushAnswer, PushRequest
from wset_desk.system.ids import IdMaker

SEEDS = range(8)
UNLIKE = {"seq", "record"}
"""The numbers in the log differ, for what the server computes is logged in other places."""


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_becomes_of_changes_at_once_and_one_by_one(
    seed: int, founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(seed, tmp_path, founded)
    world.calm = True
    first, second, _ = world.devices
    for device, times in ((second, 8), (first, 4), (second, 4)):
        for _ in range(times):
            device.type_something()
        if device is second:
            device.sync()
    for _ in range(12):
        first.type_something()
    other = _copy_of_server(world)
    at_once = _push(world.server, first)
    monkeypatch.setattr(receiving, "is_the_same_at_once", lambda *_: False)
    one_by_one = _push(other, first)
    assert _told(at_once) == _told(one_by_one)
    assert rows_of(world.server) == rows_of(other)
    other.close()
    world.close()


def test_many_actions_are_written_at_once(
    founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(0, tmp_path, founded)
    device = world.devices[0]
    for number in range(20):
        with device.store.unit_of_work(device.actor, write=True) as uow:
            uow.get(Candidate, founded.candidates[number % 2]).notes = f"note {number}"
            uow.commit()
    written = []
    right = receiving.write_arrived

    def counted(connection: Any, uow: Any, changes: Any) -> Any:
        written.append(len(changes))
        return right(connection, uow, changes)

    monkeypatch.setattr(receiving, "write_arrived", counted)
    _push(world.server, device)
    assert written == [20]
    with world.server.unit_of_work(founded.actor, write=False) as uow:
        assert uow.get(Candidate, founded.candidates[1]).notes == "note 19"
    world.close()


def _copy_of_server(world: World) -> Store:
    world.server.close()
    path = world.folder / "other.db"
    shutil.copy(world.path, path)
    ids = IdMaker(world.clock)
    return replace(world.server, engine=open_sqlite(path, None), new_id=ids)


def _push(server: Store, device: SimulatedDevice) -> PushAnswer:
    hub = Hub(server, device.actor.centre_id, device.device_id)
    changes = device.waiting()
    hello = hub.hello(HelloRequest(**_greeting(device.device_id, changes[-1].n)))
    request = PushRequest(epoch=hello.epoch, answered_n=changes[0].n - 1, changes=changes)
    return hub.push(request)


def _greeting(device: UUID, n: int) -> dict[str, Any]:
    return {
        "protocol": 1,
        "schema_revision": "0005",
        "device": device,
        "n": n,
        "epoch": None,
        "cursor": 0,
    }


def _told(answer: PushAnswer) -> list[dict[str, Any]]:
    return [each.model_dump(exclude=UNLIKE) for each in answer.results]
