"""A centre on a server with two exams, and the computer of the invigilator of one of them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.stores import PASSWORD, PASSWORDS, found_test_centre, sqlite_store
from wset_desk.domain.catalogue import ExamType
from wset_desk.services.derived import settle_fee
from wset_desk.services.staff import sign_in
from wset_desk.services.workspace import Workspace
from wset_desk.storage.records import Record, read_records
from wset_desk.storage.schema import (
    ENTITIES,
    Candidate,
    Device,
    ExamRegistration,
    LedgerEntry,
    SessionStaff,
)
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork
from wset_desk.sync.client import Client, Synced
from wset_desk.sync.hub import Hub, join
from wset_desk.sync.reaching import Key, own_rows, session_rows
from wset_desk.sync.scopes import granted
from wset_desk.sync.withholding import shown
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 8, 2)
SECRETS = ("ann@example.org", "0700 900123", "12 Vine Street", "allergic to nuts", "Elsewhere")
"""What stands in the centre's rows and has no business on an invigilator's computer."""


class Direct:
    """The way to the server's hub, with everything said in JSON as over the network."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def __getattr__(self, name: str) -> Any:
        def send(request: Any) -> Any:
            sent = type(request).model_validate_json(request.model_dump_json(by_alias=True))
            answer = getattr(self._hub, name)(sent)
            return type(answer).model_validate_json(answer.model_dump_json(by_alias=True))

        return send


@dataclass
class ExamDay:
    """`mine` and `others` are exams, of which the first is Kim's, whose computer `pc` is; Ann sits
    both, Bo sits Kim's and owes its fee, Cy the other one."""

    server: Workspace
    pc: Workspace
    hub: Hub
    kim: UUID
    mine: UUID
    others: UUID
    ann: UUID
    bo: UUID
    cy: UUID

    def sync(self) -> Synced:
        """Exchange everything, as the computer's program does."""
        nobody = replace(self.pc.actor, staff_id=None, roles=frozenset())
        return Client(self.pc.store, nobody, Direct(self.hub)).sync()

    def sign_in(self) -> None:
        """Kim signs in at the computer, which asks nobody."""
        kim = self.pc.run(sign_in, username="kim", password=PASSWORD, passwords=PASSWORDS)
        self.pc.act_as(kim)

    def registration(self, exam: UUID, candidate: UUID) -> UUID:
        with self.server.store.unit_of_work(self.server.actor, write=False) as uow:
            wanted = select(ExamRegistration.id).where(
                ExamRegistration.exam_session_id == exam,
                ExamRegistration.candidate_id == candidate,
            )
            return uow.session.scalars(wanted).one()

    def assign(self, exam: UUID) -> None:
        """Kim invigilates this one, too."""
        with self.server.store.unit_of_work(self.server.actor, write=True) as uow:
            uow.add(SessionStaff(staff_id=self.kim, exam_session_id=exam))
            uow.commit()

    def differences(self) -> list[str]:
        return scope_differences(self.server, self.pc, self.kim)


def scope_differences(server: Workspace, pc: Workspace, staff_id: UUID) -> list[str]:
    """What this person's computer lacks, has too much or has otherwise than it should."""
    here, there = _records(pc, None), _records(server, _keys(server, pc))
    wanted = {key: shown(key[0], record, staff_id) for key, record in there.items()}
    return [
        f"{key[0]} {here.get(key)} instead of {wanted.get(key)}"
        for key in sorted(here.keys() | wanted.keys())
        if here.get(key) != wanted.get(key)
    ]


def _keys(server: Workspace, pc: Workspace) -> set[Key]:
    with server.store.unit_of_work(server.actor, write=False) as uow:
        device = uow.get(Device, pc.actor.device_id)
        reaches = [
            own_rows(uow, device) if session_id is None else session_rows(uow, session_id)
            for session_id in granted(uow, device).values()
        ]
    return {key for reach in reaches for key in reach}


def _records(workspace: Workspace, keys: set[Key] | None) -> dict[Key, Record]:
    """These rows as records, or all that there are."""
    found = {}
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        for name, entity in ENTITIES.items():
            ids = set(uow.session.scalars(select(entity.id), execution_options=WITH_DELETED))
            if keys is not None:
                ids &= {row_id for each, row_id in keys if each == name}
            rows = read_records(uow.session.connection(), uow.actor.centre_id, name, ids)
            found.update({(name, row_id): record for row_id, record in rows.items()})
    return found


def exam_day(folder: Path, template: Path, clock: FixedClock) -> ExamDay:
    """The computer has been let in and has exchanged nothing yet; Kim has one exam."""
    server = found_test_centre(
        replace(sqlite_store(folder / "server.db", template, clock), is_server=True)
    )
    centre = ExamCentre(server)
    kim = centre.person("Kim Park")
    exam_template = centre.offering()[ExamType.THEORY]
    mine, others = (
        centre.exam(exam_template, EXAM_DAY, at, room_id=centre.room(f"Room {at}")).id
        for at in ("09:30", "14:00")
    )
    ann, bo, cy = (centre.candidate(name) for name in ("Ann Lee", "Bo Park", "Cy Elsewhere"))
    centre.register(mine, ann)
    (owing,) = centre.register(mine, bo, fee_amount=Decimal(85))
    centre.register(others, ann, cy)
    with server.store.unit_of_work(server.actor, write=True) as uow:
        _tell_secrets(uow.get(Candidate, ann))
        _charge(uow, uow.get(ExamRegistration, owing))
        for registration in uow.session.scalars(select(ExamRegistration)).all():
            settle_fee(uow, registration)
        uow.add(SessionStaff(staff_id=kim, exam_session_id=mine))
        device_id = uow.new_id()
        uow.session.add(Device(id=device_id, name="Room 1", kind="invigilator", staff_id=kim))
        uow.commit()
    store = sqlite_store(folder / "pc.db", template, clock)
    actor = join(store, server.actor.centre_id, device_id)
    hub = Hub(server.store, actor.centre_id, device_id)
    pc = Workspace(store, actor)
    return ExamDay(server, pc, hub, kim, mine, others, ann, bo, cy)


def _tell_secrets(person: Candidate) -> None:
    person.email, person.phone, person.address, person.notes, _ = SECRETS
    person.candidate_number, person.extra_time_percent = "AB 123", 25


def _charge(uow: UnitOfWork, registration: ExamRegistration) -> None:
    uow.add(
        LedgerEntry(
            candidate_id=registration.candidate_id,
            exam_registration_id=registration.id,
            kind="charge",
            amount=Decimal(85),
            currency="GBP",
        )
    )
