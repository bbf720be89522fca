"""Rules that a desk asked when it knew less: the server asks them anew."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.helpers.sync_world import Founded, SimulatedDevice, World
from wset_desk.storage.schema import ExamEnquiry, ExamRegistration, OutboxEntry


@pytest.fixture
def world(founded: Founded, tmp_path: Path) -> Iterator[World]:
    world = World(0, tmp_path, founded)
    world.calm = True
    yield world
    world.close()


def test_a_status_to_which_none_leads_is_refused(world: World) -> None:
    device = world.devices[0]
    for status in ("completed", "cancelled"):
        _set_status(device, status)
        device.sync()
    assert _codes(device) == [None, "STATUS_CHANGE_NOT_ALLOWED"]
    assert _status(device) == "completed"


def test_a_result_has_one_open_enquiry_whoever_asks(world: World) -> None:
    first, second = world.devices[:2]
    for device in (first, second):
        _ask(device, "theory")
    first.sync()
    second.sync()
    assert _codes(first) == [None]
    assert _codes(second) == ["ENQUIRY_OPEN"]


def test_another_paper_can_be_asked_about(world: World) -> None:
    for device, paper in zip(world.devices, ("theory", "tasting"), strict=False):
        _ask(device, paper)
        device.sync()
        assert _codes(device) == [None]


def _set_status(device: SimulatedDevice, status: str) -> None:
    with device.store.unit_of_work(device.actor, write=True) as uow:
        uow.session.scalars(select(ExamRegistration)).one().status = status
        uow.commit()


def _status(device: SimulatedDevice) -> str:
    with device.store.unit_of_work(device.actor, write=False) as uow:
        return uow.session.scalars(select(ExamRegistration.status)).one()


def _ask(device: SimulatedDevice, paper: str) -> None:
    with device.store.unit_of_work(device.actor, write=True) as uow:
        registration = uow.session.scalars(select(ExamRegistration)).one()
        uow.add(
            ExamEnquiry(
                exam_registration_id=registration.id,
                candidate_id=registration.candidate_id,
                enquiry_type=paper,
                reason="The mark is too low.",
                enquiry_fee=Decimal(60),
                submitted_at=uow.now,
            )
        )
        uow.commit()


def _codes(device: SimulatedDevice) -> list[str | None]:
    with device.store.unit_of_work(device.actor, write=False) as uow:
        return list(uow.session.scalars(select(OutboxEntry.code).order_by(OutboxEntry.n)))
