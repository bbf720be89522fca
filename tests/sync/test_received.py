"""What a sync says it has received is what others did, not what comes back of one's own."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.helpers.sync_world import Founded, SimulatedDevice, Wire, World
from wset_desk.services.rooms import add_room, edit_room
from wset_desk.services.workspace import Workspace
from wset_desk.sync.client import Client, Synced
from wset_desk.sync.messages import PulledRecord
from wset_desk.sync.replica import take_over


@pytest.fixture
def world(founded: Founded, tmp_path: Path) -> Iterator[World]:
    world = World(0, tmp_path, founded)
    world.calm = True
    yield world
    world.close()


def synced(device: SimulatedDevice) -> Synced:
    return Client(device.store, device.actor, Wire(device)).sync()


def test_ones_own_work_is_not_received(world: World) -> None:
    first, second = world.devices[:2]
    for device in (first, second):
        synced(device)
    desk = Workspace(first.store, first.actor)
    room = desk.call(add_room, name="Main Hall", seats=12)
    desk.call(edit_room, room_id=room.id, name="Main Hall", seats=14)
    done = synced(first)
    assert (done.sent, done.received) == (2, 0)
    done = synced(second)
    assert (done.sent, done.received) == (0, 1)


def test_a_newer_servers_table_is_left_for_the_newer_program(world: World) -> None:
    device = world.devices[0]
    moon = PulledRecord(seq=1, entity="moon_phases", id=uuid4(), record={"phase": "full"})
    with device.store.replica(device.actor) as uow:
        take_over(uow, [moon])
        assert uow.changed == set()
