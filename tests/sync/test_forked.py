"""A desk that was copied, or set back, or restored from a backup: it goes on as one of its own."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.replay import rows_of
from tests.helpers.stores import KEY, found_test_centre, sqlite_store
from tests.helpers.web_server import serving
from wset_desk.domain.errors import DomainError
from wset_desk.services import candidates
from wset_desk.services.devices import list_devices, revoke_device
from wset_desk.services.syncing.handed_in import discard_handed_in, list_handed_in
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.identity import become_new_device, find_identity
from wset_desk.storage.schema import Device, DeviceCredential, OutboxEntry, ReceivedChange
from wset_desk.storage.store import Store
from wset_desk.sync import http
from wset_desk.sync.client import Synced
from wset_desk.sync.connecting import bring_centre, link_of, repair, sync_once
from wset_desk.sync.letting_in import new_code
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker


@pytest.fixture
def server(tmp_path: Path, sqlite_template: Path, clock: FixedClock) -> Iterator[Store]:
    store = replace(sqlite_store(tmp_path / "s.db", sqlite_template, clock), is_server=True)
    yield store
    store.close()


@pytest.fixture
def desk(
    server: Store, tmp_path: Path, sqlite_template: Path, clock: FixedClock
) -> Iterator[Workspace]:
    """A desk that has handed its centre to the server."""
    store = replace(sqlite_store(tmp_path / "desk.db", sqlite_template, clock), key=KEY)
    desk = found_test_centre(store)
    ExamCentre(desk).candidate("Ann Lee")
    with serving(server) as address:
        bring_centre(store, desk.actor, address=address, code=new_code(server, None))
        sync(desk)
        yield desk
    store.close()


def sync(desk: Workspace) -> Synced:
    return sync_once(desk.store, desk.actor)


def copied(desk: Workspace, name: str) -> Workspace:
    """The disk, as it is now, in another computer."""
    with desk.store.engine.connect() as connection:
        path = Path(connection.exec_driver_sql("PRAGMA database_list").one()[2])
    desk.store.close()
    other = path.with_name(name)
    shutil.copy(path, other)
    store = replace(desk.store, engine=open_sqlite(other, KEY), new_id=IdMaker(desk.store.clock))
    return Workspace(store, desk.actor)


def add(desk: Workspace, name: str) -> None:
    desk.call(candidates.add_candidate, first_name="Bo", last_name=name)


def names(store: Store) -> list[str]:
    return sorted(row["last_name"] for row in rows_of(store)["candidates"])


def computers(desk: Workspace) -> list[str]:
    return sorted(each.name for each in desk.run(list_devices))


def test_a_copy_goes_on_as_a_computer_of_its_own(desk: Workspace, server: Store) -> None:
    copy = copied(desk, "copy.db")
    add(copy, "Copied")
    add(desk, "Original")
    assert not sync(desk).is_forked
    assert sync(copy).is_forked
    sync(desk)
    assert names(server) == names(desk.store) == names(copy.store) == ["Copied", "Lee", "Original"]
    assert rows_of(server) == rows_of(desk.store) == rows_of(copy.store)
    assert computers(desk) == ["Test PC", "Test PC (2)"]
    assert not any(each.is_waiting for each in desk.run(list_devices)), "approved as the first is"
    with server.unit_of_work(desk.actor, write=False) as uow:
        known = uow.session.scalars(select(DeviceCredential)).all()
    assert len({each.token_hash for each in known}) == 2
    add(copy, "Later")
    add(desk, "Later, too")
    for each in (copy, desk, copy):
        assert sync(each).not_taken == 0
    assert not sync(copy).is_forked
    assert names(copy.store) == names(server)
    copy.store.close()


def test_what_both_have_unsent_is_there_once(desk: Workspace, server: Store) -> None:
    add(desk, "Unsent")
    copy = copied(desk, "copy.db")
    sync(desk)
    assert not sync(copy).is_forked, "so far they are the same"
    add(desk, "Original")
    sync(desk)
    assert sync(copy).is_forked
    assert names(server) == names(copy.store) == ["Lee", "Original", "Unsent"]
    with copy.store.unit_of_work(copy.actor, write=False) as uow:
        assert {each.state for each in uow.session.scalars(select(OutboxEntry))} == {"applied"}
    copy.store.close()


def test_the_copy_may_be_the_first(desk: Workspace, server: Store) -> None:
    """Both have the same change unsent, and one more of its own."""
    add(desk, "Unsent")
    copy = copied(desk, "copy.db")
    add(copy, "Of the copy")
    add(desk, "Of the first")
    assert not sync(copy).is_forked
    assert sync(desk).is_forked
    sync(copy)
    expected = ["Lee", "Of the copy", "Of the first", "Unsent"]
    assert names(server) == names(copy.store) == names(desk.store) == expected
    copy.store.close()


def test_a_desk_that_was_set_back_gets_what_it_had_sent(desk: Workspace, server: Store) -> None:
    earlier = copied(desk, "earlier.db")
    add(desk, "Sent")
    sync(desk)
    add(earlier, "Typed after")
    assert sync(earlier).is_forked
    assert names(server) == names(earlier.store) == ["Lee", "Sent", "Typed after"]
    with earlier.store.unit_of_work(earlier.actor, write=False) as uow:
        entries = uow.session.scalars(select(OutboxEntry).where(OutboxEntry.n == 1))
        assert len({each.device_id for each in entries}) == 2
    earlier.store.close()


def test_a_copy_that_only_reads_is_noticed_too(desk: Workspace) -> None:
    copy = copied(desk, "copy.db")
    add(desk, "Sent")
    sync(desk)
    assert sync(copy).is_forked
    assert names(copy.store) == ["Lee", "Sent"]
    copy.store.close()


@pytest.mark.parametrize("step", ["known", "fork"])
@pytest.mark.parametrize("answered", [False, True])
def test_broken_off_it_is_done_again(
    step: str, answered: bool, desk: Workspace, server: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copied(desk, "copy.db")
    add(copy, "Copied")
    add(desk, "Original")
    sync(desk)
    right = getattr(http.HttpTransport, step)

    def cut(self: http.HttpTransport, request: Any) -> Any:
        if answered:
            right(self, request)
        raise http.ServerUnreachable

    with monkeypatch.context() as patch:
        patch.setattr(http.HttpTransport, step, cut)
        with pytest.raises(http.ServerUnreachable):
            sync(copy)
    add(copy, "Meanwhile")
    sync(copy)
    sync(desk)
    assert names(server) == names(copy.store) == ["Copied", "Lee", "Meanwhile", "Original"]
    assert computers(desk) == ["Test PC", "Test PC (2)"]
    copy.store.close()


def test_a_restored_backup_goes_on_with_the_server(desk: Workspace, server: Store) -> None:
    add(desk, "Unsent")
    backup = copied(desk, "backup.db")
    sync(desk)
    become_new_device(backup.store, "Nobody", "Other PC")
    backup = Workspace(
        backup.store,
        replace(backup.actor, device_id=find_identity(backup.store.engine).device_id),
    )
    add(backup, "Restored")
    assert sync(backup).not_taken == 0
    assert names(server) == names(backup.store) == ["Lee", "Restored", "Unsent"]
    assert repair(backup.store, backup.actor).rows == 0
    backup.store.close()


def test_a_revoked_desk_hands_in_what_it_has(desk: Workspace, server: Store) -> None:
    add(desk, "Unsent")
    office = Workspace(server, desk.actor)
    office.call(revoke_device, device_id=desk.actor.device_id)
    assert sync(desk).mode == "revoked"
    with server.unit_of_work(desk.actor, write=False) as uow:
        kept = uow.session.scalars(
            select(ReceivedChange).where(ReceivedChange.code == "DEVICE_REVOKED")
        ).all()
        assert [(each.status, each.entity) for each in kept] == [("blocked", "candidates")]
        assert kept[0].patch["last_name"] == "Unsent"
    (action,) = office.run(list_handed_in)
    assert (action.device, action.by) == ("Test PC", "Ada Admin")
    assert (action.action, action.reason) == ("candidates.add_candidate", None)
    assert [each.patch["last_name"] for each in action.changes] == ["Unsent"]
    office.call(discard_handed_in, tx=action.tx)
    assert office.run(list_handed_in) == ()
    office.call(discard_handed_in, tx=action.tx)
    with pytest.raises(DomainError, match="NOT_FOUND"):
        office.call(discard_handed_in, tx=server.new_id())
    assert names(server) == ["Lee"]
    assert names(desk.store) == ["Lee", "Unsent"], "it stays where it was typed"
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        link = link_of(uow)
        assert link is not None
        assert (link.token, link.revoked_at) == (None, uow.now)
    with pytest.raises(DomainError, match="DEVICE_REVOKED"):
        sync(desk)


def test_one_that_is_wanted_again_comes_back_with_a_code(desk: Workspace, server: Store) -> None:
    office = Workspace(server, desk.actor)
    office.call(revoke_device, device_id=desk.actor.device_id)
    sync(desk)
    add(desk, "After")
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        address = (link_of(uow) or pytest.fail("no link")).address
    code = new_code(server, desk.actor.centre_id)
    bring_centre(desk.store, desk.actor, address=address, code=code)
    with pytest.raises(DomainError, match="DEVICE_NOT_APPROVED"):
        sync(desk)
    (waiting,) = (each for each in office.run(list_devices) if each.is_waiting)
    with server.unit_of_work(desk.actor, write=True) as uow:
        uow.get(Device, waiting.id).approved_at = uow.now
        uow.commit()
    assert sync(desk).not_taken == 0
    assert names(server) == ["After", "Lee"]
    assert rows_of(server) == rows_of(desk.store)
