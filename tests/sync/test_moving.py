"""A centre moves from one server to another, with everything: desks go on where they were."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.replay import rows_of
from tests.helpers.stores import found_test_centre
from tests.helpers.web_server import serving
from tests.sync.test_over_http import both, change, empty_store, person, someone
from wset_desk.domain.errors import DomainError
from wset_desk.services.audit_chain import verify_audit
from wset_desk.services.devices import approve_device
from wset_desk.services.workspace import Workspace
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.storage.whole_centre import LEFT_BEHIND, read_centre, tables
from wset_desk.sync import handing_over, taking_over
from wset_desk.sync.connecting import bring_centre, join_centre, sync_once
from wset_desk.sync.http import ServerUnreachable
from wset_desk.sync.letting_in import new_code
from wset_desk.system.clock import FixedClock
from wset_desk.system.signing import Signer


@pytest.fixture
def old(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    store = replace(empty_store(tmp_path / "old.db", clock), is_server=True)
    yield store
    store.close()


@pytest.fixture
def new(store: Store) -> Store:
    """The other server, on each database."""
    return replace(store, is_server=True, signs_with=Signer(b"s" * 32))


@pytest.fixture
def old_address(old: Store) -> Iterator[str]:
    with serving(old) as address:
        yield address


@pytest.fixture
def office(old: Store, old_address: str, tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    desk = found_test_centre(empty_store(tmp_path / "office.db", clock))
    ExamCentre(desk).candidate("Ann Lee")
    bring_centre(desk.store, desk.actor, address=old_address, code=new_code(old, None))
    sync_once(desk.store, desk.actor)
    yield desk
    desk.close()


@pytest.fixture
def second(office: Workspace, old: Store, old_address: str, tmp_path: Path) -> Iterator[Workspace]:
    store = empty_store(tmp_path / "second.db", office.store.clock)
    code = new_code(old, office.actor.centre_id)
    actor, _let_in = join_centre(store, address=old_address, code=code, device_name="Second")
    sync_once(office.store, office.actor)
    office.call(approve_device, device_id=actor.device_id)
    sync_once(office.store, office.actor)
    sync_once(store, actor)
    desk = Workspace(store, replace(office.actor, device_id=actor.device_id))
    change(desk, someone(desk), phone="020 7946 0000")
    change(office, someone(office), last_name="Ashworth")
    change(desk, someone(desk), last_name="Ashford")
    both(office, desk)
    yield desk
    store.close()


def everything(store: Store, actor: Actor) -> dict[str, list[object]]:
    """All that goes along, by table; without how the servers themselves know each other."""
    found: dict[str, list[object]] = {name: [] for name in tables()}
    with store.unit_of_work(actor, write=False) as uow:
        for part in read_centre(uow.session.connection(), actor.centre_id):
            found[part.table] += part.rows
    return found


def move(old: Store, office: Workspace, address: str, code: str) -> None:
    handing_over.hand_over(old, office.actor.centre_id, address=address, code=code)


def test_every_row_goes_along_and_every_desk_goes_on(
    office: Workspace, second: Workspace, old: Store, new: Store
) -> None:
    before = everything(old, office.actor)
    assert before["received_changes"]
    assert before["audit_entries"]
    with serving(new) as address:
        move(old, office, address, new_code(new, None))
        after = everything(new, office.actor)
        known = [row for row in after["device_credentials"] if row in before["device_credentials"]]
        assert len(known) == len(before["device_credentials"]) == 2
        assert after | {"device_credentials": known} == before
        change(second, someone(second), phone="020 7946 0001")
        both(office, second)
        assert person(office, someone(office)).phone == "020 7946 0001"
        assert rows_of(office.store) == rows_of(second.store) == rows_of(new)
        assert rows_of(old) != rows_of(new), "the old one takes nothing any more"
    for desk in (Workspace(new, office.actor), office, second):
        assert desk.run(verify_audit).findings == []


def test_a_code_that_is_not_good_changes_nothing(office: Workspace, old: Store, new: Store) -> None:
    with serving(new) as address:
        with pytest.raises(DomainError, match="CODE_WRONG"):
            move(old, office, address, "AAAA-AAAA-AAAA")
        with pytest.raises(DomainError, match="CODE_FOR_A_DEVICE"):
            other = found_test_centre(new, "Elsewhere")
            move(old, office, address, new_code(new, other.actor.centre_id))
        change(office, someone(office), phone="1")
        assert sync_once(office.store, office.actor).sent == 1


def test_what_broke_off_is_begun_anew(
    office: Workspace, old: Store, new: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_arguments: object) -> None:
        raise DomainError("HAND_OVER_BROKEN")

    with serving(new) as address:
        with monkeypatch.context() as patch:
            patch.setattr(taking_over.whole_centre, "write_staged", breaks)
            with pytest.raises(DomainError, match="HAND_OVER_BROKEN"):
                move(old, office, address, new_code(new, None))
        change(office, someone(office), phone="2")
        assert sync_once(office.store, office.actor).sent == 1
        move(old, office, address, new_code(new, None))
        sync_once(office.store, office.actor)
    assert rows_of(office.store) == rows_of(new)


def test_an_answer_that_was_lost_is_asked_for_again(
    office: Workspace, old: Store, new: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer_is_lost(*_arguments: object) -> None:
        raise ServerUnreachable("lost")

    with serving(new) as address:
        with monkeypatch.context() as patch:
            patch.setattr(handing_over, "go_on", answer_is_lost)
            with pytest.raises(ServerUnreachable):
                move(old, office, address, new_code(new, None))
        change(office, someone(office), phone="3")
        with pytest.raises(ServerUnreachable, match="SERVER_MOVING"):
            sync_once(office.store, office.actor)
        assert handing_over.is_under_way(old, office.actor.centre_id)
        for _twice in range(2):
            handing_over.go_on(old, office.actor.centre_id)
        assert not handing_over.is_under_way(old, office.actor.centre_id)
        sync_once(office.store, office.actor)
    assert rows_of(office.store) == rows_of(new)
    with pytest.raises(DomainError, match="SERVER_MOVED"):
        move(old, office, address, "AAAA-AAAA-AAAA")


def test_each_table_goes_along_or_stays_for_a_reason() -> None:
    assert LEFT_BEHIND.isdisjoint(tables())
    assert {"centres", "change_log", "received_changes", "audit_entries", "devices"} <= {*tables()}
