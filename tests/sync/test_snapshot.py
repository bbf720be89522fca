"""A first sync by snapshot: whole or not at all, from wherever it was broken off."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.replay import rows_of
from tests.helpers.stores import NOW, found_test_centre
from tests.helpers.sync_desk import PEOPLE, Cut, Desk, add_people, is_same
from wset_desk.domain.errors import DomainError
from wset_desk.services.workspace import Workspace
from wset_desk.storage import snapshots
from wset_desk.storage.schema import Candidate, Device, OutboxEntry, Snapshot
from wset_desk.storage.staging import staging_path
from wset_desk.sync import snapshot
from wset_desk.sync.hub import Hub, begin_epoch
from wset_desk.sync.whole_messages import PartRequest, SnapshotRequest
from wset_desk.system.clock import FixedClock


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows are many here."""
    monkeypatch.setattr(snapshot, "SNAPSHOT_FROM", 5)
    monkeypatch.setattr(snapshots, "PART_ROWS", 3)


def test_everything_comes_in_parts_and_takes_its_place_at_once(
    new_desk: Desk, centre_on_server: Workspace
) -> None:
    ExamCentre(centre_on_server).candidate("Bo Park")
    synced = new_desk.sync()
    assert synced.mode == "snapshot"
    assert synced.received >= PEOPLE
    assert is_same(new_desk, centre_on_server)
    of = new_desk.heard[-1][1]
    assert new_desk.heard == [(done, of) for done in range(of + 1)]
    assert of > PEOPLE // 3
    assert not staging_path(new_desk.store).exists()
    new_desk.wire.asked.clear()
    assert new_desk.sync().mode == "incremental"
    assert new_desk.wire.asked == ["hello"], "nothing is new, and that is said already"


@pytest.mark.parametrize("at", [1, 3, "pull"])
def test_it_goes_on_where_it_was_broken_off(
    at: int | str, new_desk: Desk, centre_on_server: Workspace
) -> None:
    def cut(name: str, request: Any) -> None:
        if name == at or (name == "part" and request.number == at):
            raise Cut

    new_desk.wire.before = cut
    with pytest.raises(Cut):
        new_desk.sync()
    assert not any(rows_of(new_desk.store).values()), "a half centre"
    head = staging_path(new_desk.store).read_bytes()[:16]
    assert head != b"SQLite format 3\0", "it is encrypted"
    new_desk.wire.before = lambda _name, _request: None
    done = new_desk.wire.asked.count("part")
    new_desk.sync()
    assert is_same(new_desk, centre_on_server)
    assert new_desk.wire.asked.count("snapshot") == 1
    assert new_desk.wire.asked.count("part") == new_desk.heard[-1][1]
    assert done


def test_a_part_that_came_in_broken_is_fetched_again(
    new_desk: Desk, centre_on_server: Workspace
) -> None:
    new_desk.wire.spoilt = 2
    new_desk.sync()
    assert is_same(new_desk, centre_on_server)


def test_what_stays_broken_is_refused(new_desk: Desk, centre_on_server: Workspace) -> None:
    new_desk.wire.spoilt = 3
    with pytest.raises(DomainError, match="SNAPSHOT_BROKEN"):
        new_desk.sync()
    assert not any(rows_of(new_desk.store).values())
    assert not staging_path(new_desk.store).exists()
    new_desk.sync()
    assert is_same(new_desk, centre_on_server)


@pytest.mark.parametrize("what", ["reference", "value", "count", "no JSON"])
def test_what_cannot_be_is_refused(
    what: str, new_desk: Desk, centre_on_server: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = snapshots._part

    def wrong(entity: str, lines: list[str]) -> snapshots.Part:
        if entity != "candidates":
            return right(entity, lines)
        if what == "no JSON":
            return right(entity, ["{"])
        if what == "count":
            return right(entity, lines)._replace(rows=1)
        old, new = ('"created_at":"2', '"created_at":"x')
        if what == "reference":
            return right("session_days", [_stray_day(centre_on_server)])
        return right(entity, [line.replace(old, new) for line in lines])

    monkeypatch.setattr(snapshots, "_part", wrong)
    with pytest.raises(DomainError, match="SNAPSHOT_BROKEN"):
        new_desk.sync()
    assert not any(rows_of(new_desk.store).values())


def test_a_newer_servers_table_is_left_for_the_newer_program(
    new_desk: Desk, centre_on_server: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = snapshots._part

    def with_more(entity: str, lines: list[str]) -> snapshots.Part:
        return right("moon_phases" if entity == "rooms" else entity, lines)

    monkeypatch.setattr(snapshots, "_part", with_more)
    new_desk.sync()
    found = rows_of(new_desk.store)
    assert not found["rooms"]
    assert found["candidates"]


def _stray_day(centre_on_server: Workspace) -> str:
    row, session = centre_on_server.store.new_id(), centre_on_server.store.new_id()
    return (
        f'{{"id":"{row}","session_id":"{session}","starts_at":"2026-10-01T09:00:00.000000Z",'
        f'"ends_at":"2026-10-01T17:00:00.000000Z","created_at":"2026-10-01T09:00:00.000000Z"}}'
    )


def test_it_is_pinned_whatever_is_written_meanwhile(
    new_desk: Desk, centre_on_server: Workspace
) -> None:
    def write(name: str, _request: Any) -> None:
        if name == "part":
            add_people(centre_on_server, 1)

    new_desk.wire.before = write
    new_desk.sync()
    assert is_same(new_desk, centre_on_server)
    assert len(rows_of(new_desk.store)["candidates"]) == PEOPLE + new_desk.heard[-1][1]


def test_what_is_typed_meanwhile_stays_on_top(new_desk: Desk, centre_on_server: Workspace) -> None:
    typed = False

    def write(name: str, _request: Any) -> None:
        nonlocal typed
        if name == "part" and not typed:
            typed = True
            new_desk.type_name("Typed")

    new_desk.sync()
    _fall_behind(centre_on_server)
    new_desk.wire.before = write
    assert new_desk.sync().mode == "snapshot"
    names = [row["last_name"] for row in rows_of(new_desk.store)["candidates"]]
    assert names.count("Typed") == 1
    new_desk.sync()
    assert is_same(new_desk, centre_on_server)


def test_what_was_typed_and_refused_is_kept(new_desk: Desk, centre_on_server: Workspace) -> None:
    new_desk.sync()
    new_desk.type_name("Typed")
    new_desk.sync()
    with new_desk.store.replica(new_desk.actor) as uow:
        (entry,) = uow.session.scalars(select(OutboxEntry))
        entry.state, entry.code = "conflict", "CHANGED_MEANWHILE"
        uow.commit()
    _fall_behind(centre_on_server)
    assert new_desk.sync().mode == "snapshot"
    with new_desk.store.unit_of_work(new_desk.actor, write=False) as uow:
        assert [each.state for each in uow.session.scalars(select(OutboxEntry))] == ["conflict"]


def _fall_behind(centre_on_server: Workspace) -> None:
    """Of rows that change over and over there are fewer than there are changes."""
    for number in range(70):
        with centre_on_server.store.unit_of_work(centre_on_server.actor, write=True) as uow:
            row = uow.session.scalars(select(Candidate).order_by(Candidate.id)).first()
            assert row is not None
            row.notes = f"note {number}"
            uow.commit()


def test_others_get_the_same_one_while_it_is_fresh(
    new_desk: Desk, centre_on_server: Workspace, clock: FixedClock
) -> None:
    hub = Hub(centre_on_server.store, new_desk.actor.centre_id, new_desk.actor.device_id)
    new_desk.sync()
    with centre_on_server.store.unit_of_work(centre_on_server.actor, write=False) as uow:
        (kept,) = uow.session.scalars(select(Snapshot))
    first = hub.snapshot(SnapshotRequest(epoch=kept.epoch))
    assert first.id == kept.id
    clock.instant = NOW + timedelta(hours=1)
    second = hub.snapshot(SnapshotRequest(epoch=kept.epoch))
    assert second.id != first.id
    assert hub.part(PartRequest(snapshot=first.id, number=0)), "who has begun goes on"
    clock.instant = NOW + timedelta(hours=26)
    hub.snapshot(SnapshotRequest(epoch=kept.epoch))
    with pytest.raises(DomainError, match="SNAPSHOT_GONE"):
        hub.part(PartRequest(snapshot=first.id, number=0))


def test_one_that_is_gone_is_begun_anew(
    new_desk: Desk, centre_on_server: Workspace, clock: FixedClock
) -> None:
    def cut(name: str, request: Any) -> None:
        if name == "part" and request.number == 2:
            raise Cut

    new_desk.wire.before = cut
    with pytest.raises(Cut):
        new_desk.sync()
    new_desk.wire.before = lambda _name, _request: None
    add_people(centre_on_server, 1)
    begin_epoch(centre_on_server.store, centre_on_server.actor.centre_id)
    new_desk.sync()
    assert is_same(new_desk, centre_on_server)


def test_a_file_that_is_no_file_is_begun_anew(new_desk: Desk, centre_on_server: Workspace) -> None:
    staging_path(new_desk.store).write_bytes(b"not a store at all" * 1000)
    new_desk.sync()
    assert is_same(new_desk, centre_on_server)


def test_parts_are_small_and_packed(centre_on_server: Workspace) -> None:
    packed = snapshots.pack_centre(centre_on_server.store.engine, centre_on_server.actor.centre_id)
    assert max(part.rows for part in packed.parts) == 3
    for part in packed.parts:
        assert len(snapshots.unpacked(part.content)) == part.rows
        assert gzip.decompress(part.content)[:1] == b"["
    assert sum(part.rows for part in packed.parts if part.entity == "candidates") == PEOPLE


def test_another_centre_gets_none_of_it(new_desk: Desk, centre_on_server: Workspace) -> None:
    new_desk.sync()
    with centre_on_server.store.unit_of_work(centre_on_server.actor, write=False) as uow:
        (kept,) = uow.session.scalars(select(Snapshot))
    other = found_test_centre(centre_on_server.store, "Elsewhere")
    begin_epoch(centre_on_server.store, other.actor.centre_id)
    hub = Hub(centre_on_server.store, other.actor.centre_id, other.actor.device_id)
    with pytest.raises(DomainError, match="SNAPSHOT_GONE"):
        hub.part(PartRequest(snapshot=kept.id, number=0))


def test_an_invigilators_computer_gets_none(new_desk: Desk, centre_on_server: Workspace) -> None:
    with centre_on_server.store.unit_of_work(centre_on_server.actor, write=True) as uow:
        uow.get(Device, centre_on_server.actor.device_id).kind = "invigilator"
        uow.commit()
    hub = Hub(
        centre_on_server.store, centre_on_server.actor.centre_id, centre_on_server.actor.device_id
    )
    with pytest.raises(DomainError, match="NOT_FOR_THIS_DEVICE"):
        hub.part(PartRequest(snapshot=centre_on_server.store.new_id(), number=0))
