"""A desk hands its centre to a server, another one joins, and both go on: over HTTP, as it runs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.replay import rows_of
from tests.helpers.sample import FEW_WEEKS
from tests.helpers.stores import KEY, PASSWORD, found_test_centre
from tests.helpers.web_server import serving
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.services import candidates
from wset_desk.services.demo.build import fill_sample
from wset_desk.services.devices import approve_device, list_devices, revoke_device
from wset_desk.services.syncing.handed_in_here import write_handed_in
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.migrate import upgrade
from wset_desk.storage.schema import Candidate, ExamRegistration, OutboxEntry
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.administering_messages import HandedInRecord
from wset_desk.sync.connecting import bring_centre, join_centre, new_device_code, sync_once
from wset_desk.sync.http import ServerUnreachable, checked_address
from wset_desk.sync.judging_handed_in import HandedInJudge, against, count_handed_in
from wset_desk.sync.letting_in import code_for_invigilator, enrol, new_code
from wset_desk.system.clock import Clock, FixedClock
from wset_desk.system.ids import IdMaker


@pytest.fixture
def server(store: Store) -> Store:
    return replace(store, is_server=True)


@pytest.fixture
def address(server: Store) -> Iterator[str]:
    with serving(server) as address:
        yield address


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A desk that has worked alone so far, with one candidate."""
    store = empty_store(tmp_path / "office.db", clock)
    desk = found_test_centre(store)
    ExamCentre(desk).candidate("Ann Lee")
    yield desk
    store.close()


@pytest.fixture
def second(office: Workspace, server: Store, address: str, tmp_path: Path) -> Iterator[Workspace]:
    """Another desk, which has joined and has everything; the same person sits at it."""
    bring_centre(office.store, office.actor, address=address, code=new_code(server, None))
    sync_once(office.store, office.actor)
    store = empty_store(tmp_path / "second.db", office.store.clock)
    code = new_code(server, office.actor.centre_id)
    actor, let_in = join_centre(store, address=address, code=code, device_name="Second desk")
    with pytest.raises(DomainError, match="DEVICE_NOT_APPROVED"):
        sync_once(store, actor)
    sync_once(office.store, office.actor)
    (waiting,) = (each for each in office.run(list_devices) if each.is_waiting)
    assert waiting.fingerprint == let_in.fingerprint
    office.call(approve_device, device_id=waiting.id)
    sync_once(office.store, office.actor)
    sync_once(store, actor)
    yield Workspace(store, replace(office.actor, device_id=actor.device_id))
    store.close()


def empty_store(path: Path, clock: Clock) -> Store:
    engine = open_sqlite(path, KEY)
    upgrade(engine)
    return Store(engine, clock, IdMaker(clock), KEY)


def both(*desks: Workspace) -> None:
    for desk in (*desks, *desks):
        sync_once(desk.store, desk.actor)


def someone(desk: Workspace) -> UUID:
    return desk.run(candidates.find_candidates).rows[0].id


def sum_of_changes(store: Store, actor: Actor) -> int:
    with store.unit_of_work(actor, write=False) as uow:
        return len(uow.session.scalars(select(OutboxEntry.id)).all())


def person(desk: Workspace, candidate_id: UUID) -> candidates.CandidateValues:
    return desk.run(candidates.candidate, candidate_id=candidate_id).detail.values


def change(desk: Workspace, candidate_id: UUID, **values: str) -> None:
    changed = replace(person(desk, candidate_id), **values)
    desk.call(candidates.edit_candidate, candidate_id=candidate_id, values=changed)


def test_everything_goes_over_history_included(
    server: Store, address: str, tmp_path: Path, clock: FixedClock
) -> None:
    desk = empty_store(tmp_path / "desk.db", clock)
    actor = fill_sample(desk, clock, size=FEW_WEEKS)
    before = rows_of(desk)
    bring_centre(desk, actor, address=address, code=new_code(server, None))
    synced = sync_once(desk, actor)
    assert (synced.sent, synced.not_taken) == (sum_of_changes(desk, actor), 0)
    assert rows_of(desk) == rows_of(server) == before
    assert before["result_versions"]
    desk.close()


def test_what_one_types_the_other_has(office: Workspace, second: Workspace) -> None:
    candidate_id = someone(office)
    change(second, candidate_id, phone="020 7946 0000")
    both(office, second)
    assert person(office, candidate_id).phone == "020 7946 0000"
    assert rows_of(office.store) == rows_of(second.store)


def test_an_administrator_has_a_code_made_for_another_desk(
    office: Workspace, server: Store, address: str
) -> None:
    bring_centre(office.store, office.actor, address=address, code=new_code(server, None))
    sync_once(office.store, office.actor)
    with pytest.raises(DomainError, match="SIGN_IN_FAILED") as refused:
        new_device_code(office.store, office.actor, "not this one", None)
    assert refused.value.parameters["field"] == "password"
    made = new_device_code(office.store, office.actor, PASSWORD, None)
    assert enrol(server, made.code, server.new_id(), "Second desk").centre_id == (
        office.actor.centre_id
    )


def test_an_administrator_judges_what_a_kept_out_desk_handed_in(
    office: Workspace, second: Workspace, server: Store
) -> None:
    ann = someone(office)
    both(office, second)
    change(second, ann, phone="020 7946 0000")
    change(second, ann, email="ann@example.org")
    office.call(revoke_device, device_id=second.actor.device_id)
    sync_once(office.store, office.actor)
    assert sync_once(second.store, second.actor).mode == "revoked"
    store, actor = office.store, office.actor
    assert count_handed_in(store, actor) == 2
    with pytest.raises(DomainError, match="SIGN_IN_FAILED"):
        HandedInJudge.signed_in(store, actor, "not this one")
    judge = HandedInJudge.signed_in(store, actor, PASSWORD)
    phone, email = judge.waiting().actions
    (changed,) = phone.changes
    assert (phone.action, changed.patch, changed.code) == (
        *("candidates.edit_candidate", {"phone": "020 7946 0000"}, None),
    )
    assert changed.stands is not None
    assert changed.stands["last_name"] == person(office, ann).last_name
    office.call(write_handed_in, action=phone)
    for _time in range(2):
        judge.settle(phone.tx, is_written=True)
        judge.settle(email.tx, is_written=False)
    with pytest.raises(DomainError, match="NOT_FOUND"):
        judge.settle(phone.tx, is_written=False)
    assert judge.waiting().total == count_handed_in(store, actor) == 0
    sync_once(store, actor)
    assert rows_of(store) == rows_of(server)
    assert (person(office, ann).phone, person(office, ann).email) == ("020 7946 0000", None)


@pytest.mark.parametrize(
    ("entity", "patch", "code"),
    [
        ("rooms", {"name": "Cellar"}, None),
        ("rooms", {"name": 7}, "VALUE_NOT_ALLOWED"),
        ("rooms", {"made_up": 7}, "FIELD_NOT_ALLOWED"),
        ("made_up", {}, "ENTITY_NOT_SYNCED"),
        ("staff", {"name": "Somebody"}, "NOT_ALLOWED"),
        ("devices", {"name": "Mine"}, "NOT_ALLOWED"),
    ],
)
def test_what_was_handed_in_is_looked_at_first(
    entity: str, patch: dict[str, Any], code: str | None
) -> None:
    sent = HandedInRecord(
        entity=entity, row_id=uuid4(), op="update", patch=patch, code=None, stands=None
    )
    assert against(sent) == code


def test_an_invigilators_computer_gets_their_exam_and_no_more(
    office: Workspace, server: Store, address: str, tmp_path: Path
) -> None:
    centre = ExamCentre(office)
    kim, template = centre.person("Kim Park"), centre.offering()[ExamType.THEORY]
    exam = centre.exam(template, date(2026, 8, 2), invigilator_ids=(kim,)).id
    (bo,) = centre.register(exam, centre.candidate("Bo Park"))
    bring_centre(office.store, office.actor, address=address, code=new_code(server, None))
    sync_once(office.store, office.actor)
    store = empty_store(tmp_path / "pc.db", office.store.clock)
    code = code_for_invigilator(server, office.actor.centre_id, "kim")
    actor, _ = join_centre(store, address=address, code=code, device_name="Room 1")
    sync_once(office.store, office.actor)
    office.call(approve_device, device_id=actor.device_id)
    both(office, Workspace(store, actor))
    with store.unit_of_work(actor, write=True) as uow:
        assert [each.last_name for each in uow.session.scalars(select(Candidate))] == ["Park"]
        assert uow.centre.name == "Test Centre"
        uow.actor = replace(actor, staff_id=kim)
        uow.get(ExamRegistration, bo).status = "no_show"
        uow.commit()
    both(Workspace(store, actor), office)
    with office.store.unit_of_work(office.actor, write=False) as uow:
        assert uow.get(ExamRegistration, bo).status == "no_show"
    store.close()


def test_two_names_for_one_person_are_for_a_person_to_settle(
    office: Workspace, second: Workspace
) -> None:
    candidate_id = someone(office)
    change(office, candidate_id, last_name="Ashworth")
    change(second, candidate_id, last_name="Ashford")
    both(office, second)
    names = [person(desk, candidate_id).last_name for desk in (office, second)]
    assert names == ["Ashworth", "Ashworth"]
    with second.store.unit_of_work(second.actor, write=False) as uow:
        (entry,) = uow.session.scalars(select(OutboxEntry).where(OutboxEntry.state == "conflict"))
    assert entry.code == "CHANGED_MEANWHILE"
    assert entry.patch["last_name"] == "Ashford"
    theirs = entry.detail["conflict"]["last_name"] if entry.detail else {}
    assert (theirs["mine"], theirs["theirs"]) == ("Ashford", "Ashworth")


def test_without_the_server_nothing_is_lost(office: Workspace, server: Store) -> None:
    with serving(server) as address:
        code = new_code(server, None)
        bring_centre(office.store, office.actor, address=address, code=code)
    before = rows_of(office.store)
    with pytest.raises(ServerUnreachable):
        sync_once(office.store, office.actor)
    assert rows_of(office.store) == before


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("exams.example.org", "https://exams.example.org"),
        ("https://exams.example.org/desk/", "https://exams.example.org/desk"),
        ("http://127.0.0.1:8480", "http://127.0.0.1:8480"),
    ],
)
def test_an_address_as_it_is_typed(typed: str, expected: str) -> None:
    assert checked_address(typed) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("http://exams.example.org", "ADDRESS_NOT_SAFE"),
        ("ftp://exams.example.org", "ADDRESS_UNREADABLE"),
        ("https://", "ADDRESS_UNREADABLE"),
    ],
)
def test_an_address_that_is_none(typed: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        checked_address(typed)
