"""Every single write of a sync fails once, on either end: it is whole or nothing, and goes on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError

from tests.helpers.failing_writes import failing_at
from tests.helpers.sync_checks import problems
from tests.helpers.sync_world import (
    Founded,
    SimulatedDevice,
    World,
    add_person,
    change_phone,
    correct_two_names,
    enter_mark,
    give_seat_up,
    take_seat,
)
from wset_desk.storage.schema import Base

MOST_WRITES = 300


@pytest.fixture
def world(founded: Founded, tmp_path: Path) -> Iterator[World]:
    made = World(11, tmp_path, founded)
    made.calm = True
    yield made
    made.close()


def type_at(device: SimulatedDevice) -> None:
    """New rows, changed ones, what the server computes from, and what clashes with others."""
    for verb in (add_person, change_phone, enter_mark, correct_two_names, take_seat, give_seat_up):
        device.do(verb)


def stored(engine: Engine) -> tuple[Any, ...]:
    """How much there is of everything that a push writes."""
    counts = [
        select(func.count()).select_from(Base.metadata.tables[name]).scalar_subquery()
        for name in ("candidates", "change_log", "received_changes", "audit_entries")
    ]
    counter = select(Base.metadata.tables["centre_counters"].c.seq).scalar_subquery()
    with engine.connect() as connection:
        return tuple(connection.execute(select(*counts, counter)).one())


def test_a_server_that_cannot_write_takes_nothing_or_all(world: World) -> None:
    device, other, _ = world.devices
    for number in range(MOST_WRITES):
        if number % 5 == 0:
            type_at(other)
            other.sync()
        type_at(device)
        before = stored(world.server.engine)
        with failing_at(world.server.engine, number) as disk:
            try:
                device.sync()
            except OperationalError:
                assert stored(world.server.engine) == before, f"write {number} failed"
        device.sync()
        if not disk.has_failed:
            break
    assert number > 15
    assert not disk.has_failed
    world.heal()
    assert problems(world) == []


def test_a_desk_that_cannot_write_keeps_what_was_typed(world: World) -> None:
    device, other, _ = world.devices
    for number in range(MOST_WRITES):
        if number % 5 == 0:
            type_at(other)
            other.sync()
        type_at(device)
        with failing_at(device.store.engine, number) as disk:
            try:
                device.sync()
            except OperationalError:
                assert disk.has_failed
        device.sync()
        if not disk.has_failed:
            break
    assert number > 10
    assert not disk.has_failed
    world.heal()
    assert problems(world) == []
