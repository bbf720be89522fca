"""Changes, each a user action of its own, sent to a server and fetched by another desk.

CPU time of what server and desks do with them, messages packed and read included; the network isn't
measured. It is asked of stores of several sizes, on which what it costs doesn't depend, and of
several numbers of changes, with which it grows evenly. What is measured beside this elsewhere, on
two cores like these: Anki 16,000 records/s up and 19,000 down, PouchDB 1,700/s, Kinto 70/s.
"""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Measurement, folder, timed
from tests.helpers.stores import NOW, found_test_centre, make_sqlite_template, sqlite_store
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate
from wset_desk.storage.store import Store
from wset_desk.sync.client import Client, Synced
from wset_desk.sync.connecting import brought_by
from wset_desk.sync.hub import Hub, join
from wset_desk.sync.letting_in import adopt, new_code
from wset_desk.system.clock import FixedClock

SIZES = (1_000, 10_000, 100_000)
CHANGES = 1_000
MANY = (250, 1_000, 4_000)
ADDED_AT_ONCE = 20_000
ROUNDS = 3
PUSH_TARGET = CHANGES / 1_800 * 1_000
"""1,800 fully checked changes a second."""
PULL_TARGET = CHANGES / 10_000 * 1_000 * 2
"""10,000 records a second on each of the two sides."""
LOG_TARGET = 2 * PULL_TARGET
"""Ours: each entry is checked, and two hashes are computed for it."""
IDLE_TARGET = 10.0


def packed(message: Any) -> bytes:
    return gzip.compress(message.model_dump_json(by_alias=True).encode(), compresslevel=5)


def unpacked(kind: type[Any], body: bytes) -> Any:
    return kind.model_validate_json(gzip.decompress(body))


class Packed:
    """A server behind a wire: everything goes through JSON and gzip; counts the bytes, and the CPU
    time that the server takes for pushes and pulls."""

    def __init__(self, hub: Hub) -> None:
        self._hub, self.sent, self.took = hub, 0, 0.0

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        handle = getattr(self._hub, name)
        if name == "part":
            return handle  # bytes, packed already

        def ask(request: Any) -> Any:
            body, answers = packed(request), []

            def serve() -> None:
                answer = handle(unpacked(type(request), body))
                answers.extend((type(answer), packed(answer)))

            took = timed(serve, cpu=True)
            self.sent += len(body) + len(answers[1])
            self.took += took if name in ("push", "pull") else 0
            return unpacked(*answers)

        return ask


@dataclass(frozen=True)
class Desk:
    client: Client
    wire: Packed


def measure() -> list[Measurement]:
    flat = [each for size in SIZES for each in _at(size)]
    return [*flat, *_of_many()]


def _at(size: int) -> Iterator[Measurement]:
    """A desk that sends fetches its own changes, too, and what the audit log says about them."""
    pushed, pulled, told, idle, sent, fetched = [], [], [], [], 0, 0
    with folder() as place, _centre(place, size) as (office, sender, reader):
        for _ in range(ROUNDS):
            _work(office, CHANGES)
            sender.wire.sent = reader.wire.sent = 0
            pushed.append(timed(lambda: _sync(sender), cpu=True))
            pulled.append(timed(lambda: _fetch(reader), cpu=True) * 2)
            sent, fetched = sender.wire.sent, reader.wire.sent
            told.append(timed(lambda: _sync(reader), cpu=True))
            idle += [timed(lambda: _sync(reader), cpu=True) for _ in range(ROUNDS)]
    at = f"with {size:,} rows"
    up, down = sent / CHANGES, fetched / (CHANGES // 2)
    note = f"{up:.0f} bytes a change on the wire, with what comes back"
    yield Measurement(f"1,000 sent, {at}", pushed, PUSH_TARGET + PULL_TARGET, note=note)
    yield Measurement(
        f"1,000 fetched, {at}", pulled, PULL_TARGET, note=f"{down:.0f} bytes a record"
    )
    yield Measurement(f"1,000 entries of the audit log, {at}", told, LOG_TARGET)
    yield Measurement(f"nothing to sync, {at}", idle, IDLE_TARGET)


def _of_many() -> Iterator[Measurement]:
    """Time a change: the same for few and many."""
    for changes in MANY:
        with folder() as place, _centre(place, SIZES[0]) as (office, sender, _reader):
            taken = []
            for _ in range(ROUNDS):
                _work(office, changes)
                taken.append(timed(lambda: _sync(sender), cpu=True) * CHANGES / changes)
        yield Measurement(f"1,000 sent, of {changes:,}", taken, PUSH_TARGET + PULL_TARGET)


@contextmanager
def _centre(place: Path, size: int) -> Iterator[tuple[Workspace, Desk, Desk]]:
    """A desk that has a centre of so many people, its server, and another desk that reads along."""
    clock = FixedClock(NOW)
    template = make_sqlite_template(place / "template.db")
    stores = [sqlite_store(place / f"{name}.db", template, clock) for name in ("a", "b", "server")]
    office = found_test_centre(stores[0])
    server = replace(stores[2], is_server=True)
    with office.store.unit_of_work(office.actor, write=False) as uow:
        brought = brought_by(uow)
    adopt(server, new_code(server, None), office.actor.device_id, brought)
    reader = join(stores[1], office.actor.centre_id, server.new_id())
    desks = _desk(stores[0], office.actor, server), _desk(stores[1], reader, server)
    for _ in range(0, size, ADDED_AT_ONCE):
        _add_people(office, min(size, ADDED_AT_ONCE))
        for desk in desks:
            _sync(desk)
    yield office, *desks
    for store in stores:
        store.close()


def _desk(store: Store, actor: Any, server: Store) -> Desk:
    wire = Packed(Hub(server, actor.centre_id, actor.device_id, is_trusted=True))
    return Desk(Client(store, actor, wire), wire)


def _fetch(desk: Desk) -> None:
    """The rows that `CHANGES` changes were about: half as many. The audit log comes later."""
    assert desk.client._pull(desk.client._greet()) == CHANGES // 2


def _sync(desk: Desk) -> None:
    done: Synced = desk.client.sync()
    assert done.not_taken == 0


def _add_people(office: Workspace, count: int) -> None:
    with office.store.unit_of_work(office.actor, write=True) as uow:
        people = (
            Candidate(first_name="Ann", last_name=f"Lee {n}", search_text="") for n in range(count)
        )
        uow.session.add_all(people)
        uow.commit()


def _work(office: Workspace, changes: int) -> None:
    """As many user actions: one half adds somebody, the other writes a note about them."""
    for number in range(changes // 2):
        with office.store.unit_of_work(office.actor, write=True) as uow:
            row = Candidate(first_name="Bo", last_name=f"Park {number}", search_text="")
            person = uow.add(row).id
            uow.commit()
        with office.store.unit_of_work(office.actor, write=True) as uow:
            uow.get(Candidate, person).notes = f"note {number}"
            uow.commit()
