"""A thousand changes, each a user action of its own, sent to a server and fetched by another desk.

CPU time of what server and desks do with them, messages packed and read included; the network isn't
measured. It is asked of stores of several sizes: what it costs doesn't depend on them.
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
from wset_desk.sync.hub import Hub, join
from wset_desk.system.clock import FixedClock

SIZES = (1_000, 10_000, 30_000)
CHANGES = 1_000
ROUNDS = 3
PUSH_TARGET = CHANGES / 1_800 * 1_000
"""1,800 fully checked changes a second."""
PULL_TARGET = CHANGES / 10_000 * 1_000 * 2
"""10,000 records a second on each of the two sides."""
IDLE_TARGET = 10.0


class Packed:
    """A server behind a wire: everything goes through JSON and gzip; counts the bytes."""

    def __init__(self, hub: Hub) -> None:
        self._hub, self.sent = hub, 0

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        def ask(request: Any) -> Any:
            answer = getattr(self._hub, name)(self._through(request))
            return self._through(answer)

        return ask

    def _through(self, message: Any) -> Any:
        body = gzip.compress(message.model_dump_json(by_alias=True).encode(), compresslevel=5)
        self.sent += len(body)
        return type(message).model_validate_json(gzip.decompress(body))


@dataclass(frozen=True)
class Desk:
    client: Client
    wire: Packed


def measure() -> list[Measurement]:
    return [each for size in SIZES for each in _at(size)]


def _at(size: int) -> Iterator[Measurement]:
    pushed, pulled, idle, wire = [], [], [], 0
    with folder() as place, _centre(place) as (office, sender, reader):
        _add_people(office, size)
        _sync(sender)
        _sync(reader)
        for _ in range(ROUNDS):
            _work(office, CHANGES)
            before = sender.wire.sent
            pushed.append(timed(lambda: _sync(sender), cpu=True))
            wire = sender.wire.sent - before
            pulled.append(timed(lambda: _sync(reader), cpu=True))
            idle.append(timed(lambda: _sync(reader), cpu=True))
    at = f"with {size:,} rows"
    note = f"{wire / CHANGES:.0f} bytes a change on the wire, with what comes back"
    # a desk that sends fetches its own changes, too
    yield Measurement(f"1,000 sent, {at}", pushed, PUSH_TARGET + PULL_TARGET, note=note)
    yield Measurement(f"1,000 fetched, {at}", pulled, PULL_TARGET)
    yield Measurement(f"nothing to sync, {at}", idle, IDLE_TARGET)


@contextmanager
def _centre(place: Path) -> Iterator[tuple[Workspace, Desk, Desk]]:
    """A desk that has a centre, its server, and another desk that reads along."""
    clock = FixedClock(NOW)
    template = make_sqlite_template(place / "template.db")
    stores = [sqlite_store(place / f"{name}.db", template, clock) for name in ("a", "b", "server")]
    office = found_test_centre(stores[0])
    server = replace(stores[2], is_server=True)
    join(server, office.actor.centre_id, server.new_id())
    reader = join(stores[1], office.actor.centre_id, server.new_id())
    yield office, _desk(stores[0], office.actor, server), _desk(stores[1], reader, server)
    for store in stores:
        store.close()


def _desk(store: Store, actor: Any, server: Store) -> Desk:
    wire = Packed(Hub(server, actor.centre_id, actor.device_id, is_trusted=True))
    return Desk(Client(store, actor, wire), wire)


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
