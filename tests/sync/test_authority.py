"""Who may send what: by role and column, by device and person, by exam."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.stores import NOW, PASSWORD, PASSWORDS, found_test_centre, sqlite_store
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.permissions import Role, permissions_of
from wset_desk.services import staff
from wset_desk.services.demo.build import SampleSize, fill_sample
from wset_desk.services.workspace import Workspace
from wset_desk.storage.records import read_records
from wset_desk.storage.schema import ENTITIES, Base, Device, OutboxEntry, Staff
from wset_desk.sync.authority import Authority
from wset_desk.sync.messages import ChangeResult, SentChange
from wset_desk.sync.outbox import sent
from wset_desk.sync.policy import GRANTS, granted
from wset_desk.sync.receiving import receive
from wset_desk.system.clock import FixedClock

FEW_DAYS = SampleSize(people=24, first_day=date(2026, 3, 1), last_day=date(2026, 3, 6))
_SHARED = {"id", "centre_id", "created_at", "deleted_at", "seq"}
_OPS = ("insert", "update", "delete")
_PAPERS = "theory_score theory_state tasting_score tasting_state result_date"
_VERSION = (
    "exam_registration_id component number state score previous_score max_score "
    "pass_mark_percentage parts reason entered_by_id entered_at"
)
_ENTRY = "exam_registration_id component part mark entered_by_id entered_at result_version_id"
AN_INVIGILATORS = {
    ("exam_registrations", "update"): f"{_PAPERS} status",
    ("result_versions", "insert"): _VERSION,
    ("mark_entries", "insert"): _ENTRY,
    ("mark_entries", "update"): _ENTRY,
    ("mark_entries", "delete"): _ENTRY,
    ("staff", "update"): "password_hash",
}
"""Everything that an invigilator may write, of which rows see below."""
NOT_AN_OFFICERS = {
    *("centre_images", "centres", "devices", "rule_profiles", "settings", "text_blocks"),
}
"""What no exams officer writes: neither settings nor people (see below for `staff`)."""
NOBODYS = {
    *("certificate_entitlements", "certificates", "final_exam_attempts"),
}


def columns_of(entity: str) -> set[str]:
    """What devices could send of a table at all."""
    return {
        column.name
        for column in Base.metadata.tables[entity].columns
        if column.name not in _SHARED and column.info["sync"] != "server"
    }


@pytest.mark.parametrize("entity", sorted(ENTITIES))
def test_every_column_is_classified(entity: str) -> None:
    named = {name for grant in GRANTS[entity] for name in grant.columns}
    assert named == columns_of(entity), "say in sync/policy.py who may write it"


def test_nothing_else_is_classified() -> None:
    assert set(GRANTS) == set(ENTITIES)
    assert granted(permissions_of(Role), "outbox", "insert") is None


def test_what_each_role_may_write() -> None:
    """Every table × operation × column × role."""
    for entity in ENTITIES:
        for op in _OPS:
            mine = granted(permissions_of([Role.INVIGILATOR]), entity, op) or frozenset()
            assert mine == set(AN_INVIGILATORS.get((entity, op), "").split()), (entity, op)
            officers = granted(permissions_of([Role.EXAMS_OFFICER]), entity, op) or frozenset()
            administrators = granted(permissions_of(Role), entity, op) or frozenset()
            assert officers <= administrators <= columns_of(entity)
            if entity in NOT_AN_OFFICERS:
                assert not officers
            if entity in NOBODYS:
                assert not administrators
            if entity not in NOT_AN_OFFICERS | {"staff"}:
                assert administrators - officers <= {"erased_at"}, (entity, op)


@dataclass
class Office:
    """A server's store with a centre: two exams, of which one is the invigilator's, with one
    candidate each, and two devices: a desk and the invigilator's PC."""

    workspace: Workspace
    officer: UUID
    invigilator: UUID
    other_invigilator: UUID
    mine: UUID
    others: UUID
    desk: UUID
    pc: UUID
    n: dict[UUID, int]

    def send(self, device: UUID, user: UUID | None, *changes: dict[str, Any]) -> list[ChangeResult]:
        """One action."""
        actor = replace(self.workspace.actor, device_id=device, staff_id=None, name="")
        tx, sent = uuid4(), []
        for change in changes:
            self.n[device] = self.n.get(device, 0) + 1
            sent.append(_change(change, user=user, tx=tx, n=self.n[device]))
        with self.workspace.store.unit_of_work(actor, write=True) as uow:
            answer = receive(uow, sent, answered_n=sent[0].n - 1)
            uow.commit()
        return answer.results

    def codes(self, device: UUID, user: UUID | None, *changes: dict[str, Any]) -> set[str | None]:
        return {each.code for each in self.send(device, user, *changes)}


def _change(values: dict[str, Any], **more: Any) -> SentChange:
    plain: dict[str, Any] = {"change_id": uuid4(), "base_seq": 10**6, "client_time": NOW}
    return SentChange.model_validate({**plain, "id": uuid4(), **values, **more})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("authority")
    store = replace(
        sqlite_store(folder / "server.db", sqlite_template, FixedClock(NOW)), is_server=True
    )
    workspace = found_test_centre(store)
    centre = ExamCentre(workspace)
    kim, lou = centre.person("Kim Park"), centre.person("Lou Reed")
    officer = workspace.call(
        staff.add_staff,
        name="Olga Office",
        username="olga",
        password=PASSWORD,
        roles=frozenset({Role.EXAMS_OFFICER}),
        passwords=PASSWORDS,
    ).id
    template = centre.offering()[ExamType.THEORY]
    exams = [
        centre.exam(template, date(2026, 10, day), invigilator_ids=(person,)).id
        for day, person in ((25, kim), (26, lou))
    ]
    mine, others = (centre.register(exam, centre.candidate("Ann Lee"))[0] for exam in exams)
    desk, pc = uuid4(), uuid4()
    with store.unit_of_work(workspace.actor, write=True) as uow:
        uow.session.add(Device(id=desk, name="Front desk"))
        uow.session.add(Device(id=pc, name="Room 1", kind="invigilator", staff_id=kim))
        uow.commit()
    yield Office(workspace, officer, kim, lou, mine, others, desk, pc, {})
    store.close()


def absent(registration: UUID, status: str = "no_show") -> dict[str, Any]:
    patch = {"status": status}
    return {"entity": "exam_registrations", "id": registration, "op": "update", "patch": patch}


def version(registration: UUID, state: str = "provisional", number: int = 1) -> dict[str, Any]:
    patch = {
        **{"exam_registration_id": str(registration), "component": "theory", "number": number},
        **{"state": state, "score": "70.00", "max_score": 100, "pass_mark_percentage": "55.00"},
        **{"entered_at": NOW.isoformat(), "created_at": NOW.isoformat()},
    }
    return {"entity": "result_versions", "op": "insert", "patch": patch}


def entry(registration: UUID, by: UUID, component: str = "tasting") -> dict[str, Any]:
    patch = {
        **{"exam_registration_id": str(registration), "component": component, "part": ""},
        **{"mark": "60.00", "entered_by_id": str(by)},
        **{"entered_at": NOW.isoformat(), "created_at": NOW.isoformat()},
    }
    return {"entity": "mark_entries", "op": "insert", "patch": patch}


def colleague(**values: Any) -> dict[str, Any]:
    patch = {
        **{"username": uuid4().hex[:12], "name": "New Person", "active": False},
        **{"roles": ["invigilator"], "created_at": NOW.isoformat(), **values},
    }
    return {"entity": "staff", "op": "insert", "patch": patch}


def row(entity: str, row_id: UUID, **patch: Any) -> dict[str, Any]:
    return {"entity": entity, "id": row_id, "op": "update", "patch": patch}


@pytest.mark.parametrize("at", ["desk", "pc"])
def test_an_invigilator_writes_of_their_own_exams_alone(office: Office, at: str) -> None:
    device, kim = getattr(office, at), office.invigilator
    number = 1 if at == "desk" else 2
    for allowed in (
        absent(office.mine),
        absent(office.mine, "registered"),
        version(office.mine, number=number),
        entry(office.mine, kim, "theory" if at == "desk" else "tasting"),
    ):
        assert office.codes(device, kim, allowed) == {None}, allowed
    for refused in (
        absent(office.others),
        absent(office.mine, "cancelled"),
        version(office.others),
        version(office.mine, "confirmed", 9),
        version(uuid4()),
        entry(office.mine, office.other_invigilator),
        entry(office.others, kim),
        row("exam_registrations", office.mine, seat="A1"),
        row("exam_registrations", office.mine, exam_session_id=str(uuid4())),
        row("exam_registrations", office.mine, theory_state="released"),
        row("staff", office.other_invigilator, password_hash="mine"),
        row("staff", kim, roles=["administrator"]),
    ):
        assert office.codes(device, kim, refused) == {"NOT_ALLOWED"}, refused


def test_a_refused_change_refuses_its_action_and_is_kept(office: Office) -> None:
    results = office.send(office.desk, office.invigilator, absent(office.mine), colleague())
    assert {each.code for each in results} == {"NOT_ALLOWED", "ACTION_NOT_TAKEN"}
    assert {each.seq for each in results} == {None}


def test_for_whom_a_device_may_speak(office: Office) -> None:
    officers = office.officer
    assert office.codes(office.desk, officers, absent(office.others)) == {None}
    assert office.codes(office.pc, officers, absent(office.mine)) == {"NOT_ALLOWED"}
    for somebody in (uuid4(), None):
        assert office.codes(office.desk, somebody, absent(office.mine)) == {"NOT_ALLOWED"}


def test_at_an_invigilators_pc_nobody_is_more(office: Office) -> None:
    """Whatever other roles its person has."""
    ada = office.workspace.actor.staff_id
    pc = uuid4()
    with office.workspace.store.unit_of_work(office.workspace.actor, write=True) as uow:
        uow.session.add(Device(id=pc, name="Room 2", kind="invigilator", staff_id=ada))
        uow.commit()
    assert office.codes(pc, ada, absent(office.mine)) == {"NOT_ALLOWED"}


def test_an_officer_changes_neither_settings_nor_accounts(office: Office) -> None:
    setting = {"name": "x", "scope_id": str(uuid4()), "value": 1, "created_at": NOW.isoformat()}
    for refused in (
        {"entity": "settings", "op": "insert", "patch": setting},
        row("staff", office.officer, roles=["administrator"]),
        colleague(roles=["administrator"]),
        colleague(active=True),
        colleague(password_hash="known"),
        row("devices", office.pc, revoked=False),
        row("devices", office.pc, kind="desk"),
    ):
        assert office.codes(office.desk, office.officer, refused) == {"NOT_ALLOWED"}, refused
    assert office.codes(office.desk, office.officer, colleague()) == {None}


def test_nobody_changes_what_a_device_is(office: Office) -> None:
    ada = office.workspace.actor.staff_id
    for patch in ({"kind": "desk"}, {"staff_id": str(ada)}, {"fingerprint": "0"}):
        assert office.codes(office.desk, ada, row("devices", office.pc, **patch)) == {"NOT_ALLOWED"}


def test_the_program_says_what_its_own_device_is_called(office: Office) -> None:
    named = {"entity": "devices", "op": "insert", "patch": {"name": "Copied PC"}}
    elsewhere = {**named, "id": uuid4()}
    assert office.codes(office.desk, None, elsewhere) == {"NOT_ALLOWED"}
    assert office.codes(office.desk, None, {**named, "id": office.desk}) == {"ROW_EXISTS"}


def test_who_is_new_may_go_on_at_once(office: Office) -> None:
    """What an administrator says of people holds for what follows in the same push."""
    ada = office.workspace.actor.staff_id
    new, actor = uuid4(), replace(office.workspace.actor, device_id=office.desk, staff_id=None)
    account = {**colleague(roles=["exams_officer"], active=True), "id": new}
    steps = [
        (ada, account),
        (new, absent(office.mine)),
        (ada, row("staff", new, active=False)),
        (new, absent(office.mine, "registered")),
    ]
    first = office.n.get(office.desk, 0) + 1
    changes = [
        _change(change, user=user, tx=uuid4(), n=n) for n, (user, change) in enumerate(steps, first)
    ]
    office.n[office.desk] = first + len(steps) - 1
    with office.workspace.store.unit_of_work(actor, write=True) as uow:
        answer = receive(uow, changes, answered_n=first - 1)
        uow.commit()
    assert [each.code for each in answer.results] == [None, None, None, "NOT_ALLOWED"]


def test_nothing_of_a_centres_work_is_refused(tmp_path: Path, sqlite_template: Path) -> None:
    """Days of a centre's work, by the people who did it: what its desk would send."""
    clock = FixedClock(NOW)
    store = sqlite_store(tmp_path / "desk.db", sqlite_template, clock)
    actor = fill_sample(store, clock, size=FEW_DAYS)
    with store.unit_of_work(actor, write=False) as uow:
        work = [
            sent(each)
            for each in uow.session.scalars(select(OutboxEntry).order_by(OutboxEntry.n))
            if each.user_id is not None
        ]
        authority, connection = Authority(uow), uow.session.connection()
        rows = {
            (entity, row_id): record
            for entity in {each.entity for each in work}
            for row_id, record in read_records(
                connection, actor.centre_id, entity, {x.id for x in work if x.entity == entity}
            ).items()
        }
        refused = {
            (each.action, each.entity, each.op)
            for each in work
            if not authority.allows(each, rows[each.entity, each.id])
        }
        people = set(uow.session.scalars(select(Staff.id)))
    store.close()
    assert not refused
    assert len(people & {each.user for each in work}) > 1
    assert len({each.entity for each in work}) > 15
