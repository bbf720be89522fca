"""The simulator's world with an invigilator's computer among its desks."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from tests.helpers.invigilators_pc import scope_differences
from tests.helpers.sync_checks import problems
from tests.helpers.sync_world import SimulatedDevice, World, enter_mark
from wset_desk.domain.errors import DomainError
from wset_desk.services import derived
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    Device,
    ExamRegistration,
    OutboxEntry,
    ReceivedChange,
    SessionStaff,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.hub import join

REASSIGNED = 0.1
"""How often somebody at a desk gives the exam to the invigilator, or takes it away."""


@dataclass
class InvigilatorsWorld(World):
    """Two desks and the computer `pc` of somebody who has the exam, or hasn't, by turns."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.calm = True
        self.devices.pop().store.close()
        with self.server.unit_of_work(self.template.actor, write=True) as uow:
            kim = uow.add(Staff(username="kim", name="Kim", roles=["invigilator"]))
            uow.add(SessionStaff(staff_id=kim.id, exam_session_id=self.template.exam_session))
            uow.commit()
        self.kim: UUID = kim.id
        self.pc = InvigilatorsPC(self, self.kim)
        self.devices.append(self.pc)
        self.calm = False

    def _step(self) -> None:
        if self.chance.random() < REASSIGNED:
            self._reassign(self.chance.choice(self.devices[:2]))
        else:
            super()._step()

    def _reassign(self, desk: SimulatedDevice) -> None:
        with desk.store.unit_of_work(desk.actor, write=True) as uow:
            known = select(SessionStaff).where(SessionStaff.staff_id == self.kim)
            rows = uow.session.scalars(known).all()
            for row in rows:
                uow.delete(row)
            if not rows and uow.session.get(Staff, self.kim) is not None:
                exam = self.template.exam_session
                uow.add(SessionStaff(staff_id=self.kim, exam_session_id=exam))
            uow.commit()


class InvigilatorsPC(SimulatedDevice):
    """It crashes and syncs like a desk, and is worked at by Kim."""

    def __init__(self, world: InvigilatorsWorld, kim: UUID) -> None:
        self.world, self.name = world, "Kim's PC"
        self.path = world.folder / "pc.db"
        self.crash_at: int | None = None
        self.device_id = world.server.new_id()
        self.actor = replace(
            world.template.actor, device_id=self.device_id, staff_id=kim, roles=frozenset()
        )
        with world.server.unit_of_work(world.template.actor, write=True) as uow:
            own = Device(id=self.device_id, name=self.name, kind="invigilator", staff_id=kim)
            uow.session.add(own)
            uow.commit()
        shutil.copy(world.template.path.with_name("empty.db"), self.path)
        self.store = self._open()
        join(self.store, self.actor.centre_id, self.device_id)
        self.sync()

    def type_something(self) -> None:
        verb = self.world.chance.choice((enter_mark, enter_mark, note_absence))
        with self.store.unit_of_work(self.actor, write=True) as uow:
            uow.action = f"simulated.{verb.__name__}"
            try:
                verb(uow, self.world)
                uow.session.flush()
            except DomainError:
                return
            uow.commit()


def note_absence(uow: UnitOfWork, world: World) -> None:
    """Or that somebody has come after all."""
    rows = list(uow.session.scalars(select(ExamRegistration).order_by(ExamRegistration.id)))
    for row in rows[:1]:
        row.status = "registered" if row.status == "no_show" else "no_show"
        derived.settle_results(uow, row)


def invigilators_problems(world: InvigilatorsWorld) -> list[str]:
    """What is wrong when everything has healed: at the desks, and at the computer."""
    pc = world.devices.pop()
    at_desks = [each for each in problems(world) if pc.name not in each]
    world.devices.append(pc)
    server = Workspace(world.server, world.template.actor)
    differing = scope_differences(server, Workspace(pc.store, pc.actor), world.kim)
    return [*at_desks, *(f"seed {world.seed}: {each}" for each in (*differing, *_lost(world)))]


def _lost(world: InvigilatorsWorld) -> Iterator[str]:
    """Whatever was typed at the computer was answered, and the server has it."""
    with world.server.unit_of_work(world.template.actor, write=False) as uow:
        own = select(ReceivedChange).where(ReceivedChange.device_id == world.pc.device_id)
        there = {each.id: each.status for each in uow.session.scalars(own)}
    with world.pc.store.unit_of_work(world.pc.actor, write=False) as uow:
        here = {each.id: each.state for each in uow.session.scalars(select(OutboxEntry))}
    if here != there:
        yield f"it has {here}, the server {there} of what was typed"
