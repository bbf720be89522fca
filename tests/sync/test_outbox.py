"""What a device sends next."""

from pathlib import Path

import pytest

from tests.helpers.replay import rows_of
from tests.helpers.sync_world import Founded, World
from wset_desk.storage.schema import Candidate
from wset_desk.sync import outbox


def test_an_enormous_action_goes_over_in_portions(
    founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "LARGEST_ACTION", 5)
    world = World(0, tmp_path, founded)
    world.calm = True
    device = world.devices[0]
    device.batch = 3
    with device.store.unit_of_work(device.actor, write=True) as uow:
        uow.session.add_all(Candidate(first_name="Ann", last_name=f"Lee {n}") for n in range(12))
        uow.commit()
    assert len(device.waiting()) == 5
    device.sync()
    assert device.waiting() == []
    assert rows_of(device.store) == rows_of(world.server)
    world.close()
