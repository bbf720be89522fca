"""A person erased on one desk is erased on the server and on every other desk."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.privacy import REASON, traces
from tests.helpers.sync_world import Founded, SimulatedDevice, World
from wset_desk.domain.permissions import Role
from wset_desk.services.derived import settle_search_texts
from wset_desk.services.privacy.erasing import erase_people
from wset_desk.services.privacy.exporting import export_person
from wset_desk.services.syncing.not_taken import list_not_taken
from wset_desk.storage.schema import (
    AuditEntry,
    Candidate,
    ChangeLogEntry,
    Notice,
    OutboxEntry,
    ReceivedChange,
    Staff,
)
from wset_desk.sync.receiving import receive

NAME, NOTE = "Quillfeather", "Unmistakable"


@pytest.fixture
def world(founded: Founded, tmp_path: Path) -> Iterator[World]:
    """All devices know the person, who is the world's last candidate."""
    world = World(0, tmp_path, founded)
    world.calm = True
    for device in world.devices:
        device.actor = replace(device.actor, roles=frozenset({Role.ADMINISTRATOR}))
    edit(world.devices[0], last_name=NAME, notes=NOTE, phone="07700 900123")
    for device in world.devices:
        device.sync()
    yield world
    world.close()


def person(world: World) -> UUID:
    return world.template.candidates[-1]


def edit(device: SimulatedDevice, **values: str) -> None:
    with device.store.unit_of_work(device.actor, write=True) as uow:
        row = uow.get(Candidate, person(device.world))
        for name, value in values.items():
            setattr(row, name, value)
        settle_search_texts(uow, row)
        uow.reason = NOTE
        uow.commit()


def write_to(device: SimulatedDevice) -> None:
    with device.store.unit_of_work(device.actor, write=True) as uow:
        told = {"recipient": f"{NAME}@example.org", "subject": NOTE, "body": f"Dear {NAME}"}
        uow.add(Notice(candidate_id=person(device.world), kind="booking", **told))
        uow.commit()


def erase(device: SimulatedDevice) -> None:
    with device.store.unit_of_work(device.actor, write=True) as uow:
        erase_people(uow, candidate_ids=(person(device.world),), reason=REASON)
        uow.commit()


def found_anywhere(world: World) -> list[str]:
    stores = [world.server, *(device.store for device in world.devices)]
    return [each for store in stores for each in traces(store, NAME, NOTE, "900123")]


def codes(device: SimulatedDevice) -> list[str | None]:
    with device.store.unit_of_work(device.actor, write=False) as uow:
        return list(uow.session.scalars(select(OutboxEntry.code).order_by(OutboxEntry.n)))


def test_nothing_of_the_person_is_left_on_any_computer(world: World) -> None:
    assert found_anywhere(world)
    erase(world.devices[0])
    for device in world.devices:
        device.sync()
    assert found_anywhere(world) == []
    for device in world.devices:
        with device.store.unit_of_work(device.actor, write=False) as uow:
            row = uow.get(Candidate, person(world))
            assert row.erased_at is not None and row.last_name == "Erased"


def test_what_another_desk_had_not_sent_is_refused_and_emptied(world: World) -> None:
    """One sends before it has heard, the other hears before it sends."""
    first, before, after = world.devices
    for device in (before, after):
        edit(device, notes=f"{NOTE} too", email=f"{NAME}@example.org")
        write_to(device)
    erase(first)
    first.sync()
    before.sync()
    with after.store.replica(after.actor) as uow:
        assert uow.session.scalars(select(OutboxEntry)).all()
    after.sync()
    for device in (before, after):
        device.sync()
        assert codes(device)[-2:] == ["PERSON_ERASED"] * 2
        with device.store.unit_of_work(device.actor, write=False) as uow:
            assert not uow.session.scalars(select(Notice)).all()
            refused = list_not_taken(uow).actions
        assert [each.can_keep for each in refused] == [False, False]
    assert found_anywhere(world) == []


def test_erasing_wins_over_what_others_changed_meanwhile(world: World) -> None:
    first, second = world.devices[:2]
    edit(second, last_name="Somebody", email="other@example.org")
    second.sync()
    erase(first)
    first.sync()
    assert codes(first)[-1] is None
    for device in world.devices:
        device.sync()
    assert [*found_anywhere(world), *traces(world.server, "Somebody", "other@example.org")] == []


def test_a_server_that_is_set_back_to_a_backup_erases_the_person_once_more(world: World) -> None:
    world._back_up()
    erase(world.devices[0])
    for device in world.devices:
        device.sync()
    world._restore()
    assert traces(world.server, NAME)
    for _ in range(2):
        for device in world.devices:
            device.sync()
    assert found_anywhere(world) == []


def test_what_a_revoked_device_hands_in_about_the_person_is_emptied(world: World) -> None:
    first, second = world.devices[:2]
    edit(second, notes=f"{NOTE} too")
    write_to(second)
    erase(first)
    first.sync()
    with world.server.unit_of_work(replace(world.template.actor), write=True) as uow:
        uow.actor = replace(uow.actor, device_id=second.device_id)
        receive(uow, second.waiting(), answered_n=0, is_revoked=True)
        uow.commit()
    assert traces(world.server, NAME, NOTE) == []


def test_who_may_not_erase_has_it_refused_by_the_server(world: World) -> None:
    first = world.devices[0]
    with world.server.unit_of_work(world.template.actor, write=True) as uow:
        for each in uow.session.scalars(select(Staff)):
            each.roles = [Role.EXAMS_OFFICER.value]
        uow.commit()
    erase(first)
    first.sync()
    assert codes(first)[-1] == "NOT_ALLOWED"
    assert traces(world.server, NAME)


def test_an_export_changes_nothing_and_is_in_the_server_s_log(world: World) -> None:
    first = world.devices[0]
    with first.store.unit_of_work(first.actor, write=True) as uow:
        export_person(uow, candidate_id=person(world))
        uow.commit()
    first.sync()
    assert codes(first)[-1] is None
    with world.server.unit_of_work(world.template.actor, write=False) as uow:
        actions = uow.session.scalars(select(AuditEntry.action)).all()
    assert "exporting.export_person" in actions


def test_the_server_keeps_who_erased_why_and_counts_it_in_its_order(world: World) -> None:
    erase(world.devices[0])
    world.devices[0].sync()
    with world.server.unit_of_work(world.template.actor, write=False) as uow:
        entries = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "erasing.erase_people")
        ).all()
        latest = uow.session.scalars(select(ChangeLogEntry).order_by(ChangeLogEntry.seq)).all()[-1]
        sent = uow.session.scalars(select(ReceivedChange).order_by(ReceivedChange.n)).all()[-1]
    assert [each.reason for each in entries if "erased_at" in each.changes] == [REASON]
    assert set(latest.patch) == set(sent.patch) == {"erased_at"}
