"""The world with which each simulation begins, made once; a centre on a server, and a new desk."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.stores import KEY, found_test_centre, sqlite_store
from tests.helpers.sync_desk import PEOPLE, Desk, add_people
from tests.helpers.sync_founding import found_world
from tests.helpers.sync_world import Founded
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Device
from wset_desk.storage.store import Store
from wset_desk.sync.hub import join
from wset_desk.system.clock import FixedClock


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    return found_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def centre_on_server(store: Store) -> Workspace:
    """A centre on a server, on either database."""
    made = found_test_centre(replace(store, is_server=True))
    add_people(made, PEOPLE)
    return made


@pytest.fixture
def new_desk(
    centre_on_server: Workspace, tmp_path: Path, sqlite_template: Path, clock: FixedClock
) -> Iterator[Desk]:
    store = replace(sqlite_store(tmp_path / "desk.db", sqlite_template, clock), key=KEY)
    office = centre_on_server
    device_id = office.store.new_id()
    with office.store.unit_of_work(office.actor, write=True) as uow:
        uow.session.add(Device(id=device_id, name="New desk"))
        uow.commit()
    program = join(store, office.actor.centre_id, device_id)
    actor = replace(centre_on_server.actor, device_id=program.device_id)
    yield Desk(store, actor, centre_on_server.store)
    store.close()
