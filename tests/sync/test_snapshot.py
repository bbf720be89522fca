"""A first sync by snapshot: whole or not at all, from wherever it was broken off."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.replay import rows_of
from tests.helpers.stores import KEY, NOW, found_test_centre, sqlite_store
from wset_desk.domain.errors import DomainError
from wset_desk.services.workspace import Workspace
from wset_desk.storage import snapshots
from wset_desk.storage.schema import Candidate, Device, OutboxEntry, Snapshot
from wset_desk.storage.staging import staging_path
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync import snapshot
from wset_desk.sync.client import Client, Synced
from wset_desk.sync.hub import Hub, begin_epoch, join
from wset_desk.sync.whole_messages import PartRequest, SnapshotRequest
from wset_desk.system.clock import FixedClock

PEOPLE = 12


class Cut(Exception):  # noqa: N818 - a network, no mistake
    """The network is gone."""


class Wire:
    """The server, as a device reaches it; `before` is called with each request."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.asked: list[str] = []
        self.before: Callable[[str, Any], object] = lambda _name, _request: None
        self.spoilt = 0

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        def ask(request: Any) -> Any:
            self.before(name, request)
            self.asked.append(name)
            answer = getattr(self._hub, name)(request)
            if name == "part" and self.spoilt:
                self.spoilt -= 1
                return answer[:-1]
            return answer

        return ask


class Desk:
    """A device that has nothing yet."""

    def __init__(self, store: Store, actor: Actor, server: Store) -> None:
        self.store, self.actor = store, actor
        self.wire = Wire(Hub(server, actor.centre_id, actor.device_id, is_trusted=True))
        self.heard: list[tuple[int, int]] = []

    def sync(self) -> Synced:
        def hear(done: int, of: int) -> None:
            self.heard.append((done, of))

        return Client(self.store, self.actor, self.wire, on_progress=hear).sync()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows are many here."""
    monkeypatch.setattr(snapshot, "SNAPSHOT_FROM", 5)
    monkeypatch.setattr(snapshots, "PART_ROWS", 3)


@pytest.fixture
def office(store: Store) -> Workspace:
    """A centre on a server, on either database."""
    made = found_test_centre(replace(store, is_server=True))
    _add_people(made, PEOPLE)
    return made


@pytest.fixture
def desk(
    office: Workspace, tmp_path: Path, sqlite_template: Path, clock: FixedClock
) -> Iterator[Desk]:
    store = replace(sqlite_store(tmp_path / "desk.db", sqlite_template, clock), key=KEY)
    program = join(store, office.actor.centre_id, office.store.new_id())
    actor = replace(office.actor, device_id=program.device_id)
    yield Desk(store, actor, office.store)
    store.close()


def _add_people(office: Workspace, count: int) -> None:
    with office.store.unit_of_work(office.actor, write=True) as uow:
        uow.session.add_all(
            Candidate(first_name="Ann", last_name=f"Lee {n}", search_text="") for n in range(count)
        )
        uow.commit()


def _same(desk: Desk, office: Workspace) -> bool:
    return rows_of(desk.store) == rows_of(office.store)


def test_everything_comes_in_parts_and_takes_its_place_at_once(
    desk: Desk, office: Workspace
) -> None:
    ExamCentre(office).candidate("Bo Park")
    synced = desk.sync()
    assert synced.mode == "snapshot"
    assert synced.received >= PEOPLE
    assert _same(desk, office)
    of = desk.heard[-1][1]
    assert desk.heard == [(done, of) for done in range(of + 1)]
    assert of > PEOPLE // 3
    assert not staging_path(desk.store).exists()
    desk.wire.asked.clear()
    assert desk.sync().mode == "incremental"
    assert desk.wire.asked == ["hello", "pull"]


@pytest.mark.parametrize("at", [1, 3, "pull"])
def test_it_goes_on_where_it_was_broken_off(at: int | str, desk: Desk, office: Workspace) -> None:
    def cut(name: str, request: Any) -> None:
        if name == at or (name == "part" and request.number == at):
            raise Cut

    desk.wire.before = cut
    with pytest.raises(Cut):
        desk.sync()
    assert not any(rows_of(desk.store).values()), "a half centre"
    head = staging_path(desk.store).read_bytes()[:16]
    assert head != b"SQLite format 3\0", "it is encrypted"
    desk.wire.before = lambda _name, _request: None
    done = desk.wire.asked.count("part")
    desk.sync()
    assert _same(desk, office)
    assert desk.wire.asked.count("snapshot") == 1
    assert desk.wire.asked.count("part") == desk.heard[-1][1]
    assert done


def test_a_part_that_came_in_broken_is_fetched_again(desk: Desk, office: Workspace) -> None:
    desk.wire.spoilt = 2
    desk.sync()
    assert _same(desk, office)


def test_what_stays_broken_is_refused(desk: Desk, office: Workspace) -> None:
    desk.wire.spoilt = 3
    with pytest.raises(DomainError, match="SNAPSHOT_BROKEN"):
        desk.sync()
    assert not any(rows_of(desk.store).values())
    assert not staging_path(desk.store).exists()
    desk.sync()
    assert _same(desk, office)


@pytest.mark.parametrize("what", ["reference", "value", "count", "no JSON"])
def test_what_cannot_be_is_refused(
    what: str, desk: Desk, office: Workspace, monkeypatch: pytest.MonkeyPatch
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
            return right("session_days", [_stray_day(office)])
        return right(entity, [line.replace(old, new) for line in lines])

    monkeypatch.setattr(snapshots, "_part", wrong)
    with pytest.raises(DomainError, match="SNAPSHOT_BROKEN"):
        desk.sync()
    assert not any(rows_of(desk.store).values())


def _stray_day(office: Workspace) -> str:
    row, session = office.store.new_id(), office.store.new_id()
    return (
        f'{{"id":"{row}","session_id":"{session}","starts_at":"2026-10-01T09:00:00.000000Z",'
        f'"ends_at":"2026-10-01T17:00:00.000000Z","created_at":"2026-10-01T09:00:00.000000Z"}}'
    )


def test_it_is_pinned_whatever_is_written_meanwhile(desk: Desk, office: Workspace) -> None:
    def write(name: str, _request: Any) -> None:
        if name == "part":
            _add_people(office, 1)

    desk.wire.before = write
    desk.sync()
    assert _same(desk, office)
    assert len(rows_of(desk.store)["candidates"]) == PEOPLE + desk.heard[-1][1]


def test_what_is_typed_meanwhile_stays_on_top(desk: Desk, office: Workspace) -> None:
    typed = False

    def write(name: str, _request: Any) -> None:
        nonlocal typed
        if name == "part" and not typed:
            typed = True
            _type(desk)

    desk.sync()
    _fall_behind(office)
    desk.wire.before = write
    assert desk.sync().mode == "snapshot"
    names = [row["last_name"] for row in rows_of(desk.store)["candidates"]]
    assert names.count("Typed") == 1
    desk.sync()
    assert _same(desk, office)


def _type(desk: Desk) -> None:
    with desk.store.unit_of_work(desk.actor, write=True) as uow:
        uow.session.add(Candidate(first_name="Cy", last_name="Typed", search_text=""))
        uow.commit()


def test_what_was_typed_and_refused_is_kept(desk: Desk, office: Workspace) -> None:
    desk.sync()
    _type(desk)
    desk.sync()
    with desk.store.replica(desk.actor) as uow:
        (entry,) = uow.session.scalars(select(OutboxEntry))
        entry.state, entry.code = "conflict", "CHANGED_MEANWHILE"
        uow.commit()
    _fall_behind(office)
    assert desk.sync().mode == "snapshot"
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        assert [each.state for each in uow.session.scalars(select(OutboxEntry))] == ["conflict"]


def _fall_behind(office: Workspace) -> None:
    """Of rows that change over and over there are fewer than there are changes."""
    for number in range(70):
        with office.store.unit_of_work(office.actor, write=True) as uow:
            row = uow.session.scalars(select(Candidate).order_by(Candidate.id)).first()
            assert row is not None
            row.notes = f"note {number}"
            uow.commit()


def test_others_get_the_same_one_while_it_is_fresh(
    desk: Desk, office: Workspace, clock: FixedClock
) -> None:
    hub = Hub(office.store, desk.actor.centre_id, desk.actor.device_id, is_trusted=True)
    desk.sync()
    with office.store.unit_of_work(office.actor, write=False) as uow:
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


def test_one_that_is_gone_is_begun_anew(desk: Desk, office: Workspace, clock: FixedClock) -> None:
    def cut(name: str, request: Any) -> None:
        if name == "part" and request.number == 2:
            raise Cut

    desk.wire.before = cut
    with pytest.raises(Cut):
        desk.sync()
    desk.wire.before = lambda _name, _request: None
    _add_people(office, 1)
    begin_epoch(office.store, office.actor.centre_id)
    desk.sync()
    assert _same(desk, office)


def test_a_file_that_is_no_file_is_begun_anew(desk: Desk, office: Workspace) -> None:
    staging_path(desk.store).write_bytes(b"not a store at all" * 1000)
    desk.sync()
    assert _same(desk, office)


def test_parts_are_small_and_packed(office: Workspace) -> None:
    packed = snapshots.pack_centre(office.store.engine, office.actor.centre_id)
    assert max(part.rows for part in packed.parts) == 3
    for part in packed.parts:
        assert len(snapshots.unpacked(part.content)) == part.rows
        assert gzip.decompress(part.content)[:1] == b"["
    assert sum(part.rows for part in packed.parts if part.entity == "candidates") == PEOPLE


def test_another_centre_gets_none_of_it(desk: Desk, office: Workspace) -> None:
    desk.sync()
    with office.store.unit_of_work(office.actor, write=False) as uow:
        (kept,) = uow.session.scalars(select(Snapshot))
    other = found_test_centre(office.store, "Elsewhere")
    begin_epoch(office.store, other.actor.centre_id)
    hub = Hub(office.store, other.actor.centre_id, other.actor.device_id)
    with pytest.raises(DomainError, match="SNAPSHOT_GONE"):
        hub.part(PartRequest(snapshot=kept.id, number=0))


def test_an_invigilators_computer_gets_none(desk: Desk, office: Workspace) -> None:
    with office.store.unit_of_work(office.actor, write=True) as uow:
        uow.get(Device, office.actor.device_id).kind = "invigilator"
        uow.commit()
    hub = Hub(office.store, office.actor.centre_id, office.actor.device_id)
    with pytest.raises(DomainError, match="NOT_FOR_THIS_DEVICE"):
        hub.part(PartRequest(snapshot=office.store.new_id(), number=0))
