"""A year of a centre's work goes to its server, and to a new desk: every kind of change, mixed.

The people were there before; each change of theirs is checked as any is: who may, which rule
speaks against it, what it builds on. The server's CPU time, messages read and packed included. And
a sync that finds nothing to do, over HTTP on this computer: wall time, server and desk together.
"""

import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.measure import Measurement, folder, timed
from tests.benchmarks.syncing import Packed
from tests.helpers.stores import KEY, make_sqlite_template, sqlite_store
from tests.helpers.web_server import serving
from wset_desk.services.demo.build import fill_sample
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.client import Client
from wset_desk.sync.connecting import bring_centre, sync_once
from wset_desk.sync.hub import Hub, join
from wset_desk.sync.letting_in import new_code
from wset_desk.system import sample
from wset_desk.system.clock import FixedClock

ROUNDS = 3
NOTHING_ROUNDS = 40
FOUNDED = 60
"""The changes with which the sample begins: the centre, its people, what it sells."""
PUSH_TARGET, PULL_TARGET, NOTHING_TARGET = 1_000 / 1.8, 100.0, 10.0
PEERS_UP = "elsewhere: Anki 63 ms, PouchDB 590 ms, Kinto 14 s"
PEERS_DOWN = "elsewhere: Anki 53 ms"


class Server(NamedTuple):
    """What a server did: CPU time, in milliseconds, bytes on the wire, changes or records."""

    took: float
    sent: int
    handled: int

    @property
    def a_thousand(self) -> float:
        return self.took * 1_000 / self.handled


def measure() -> list[Measurement]:
    with folder() as place:
        template = make_sqlite_template(place / "template.db")
        clock = FixedClock(sample.NOW)
        desk = sqlite_store(place / "desk.db", template, clock)
        actor = fill_sample(desk, clock)
        desk.close()
        rounds = [_round(place, actor, clock) for _ in range(ROUNDS)]
        nothing = _nothing(place, actor, clock)
    ups, downs = zip(*rounds, strict=True)
    return [
        Measurement(
            "1,000 of a year, sent",
            [each.a_thousand for each in ups],
            PUSH_TARGET,
            note=f"{_bytes(ups)} bytes a change; {PEERS_UP}",
        ),
        Measurement(
            "1,000 of a year, fetched",
            [each.a_thousand for each in downs],
            PULL_TARGET,
            note=f"{_bytes(downs)} bytes a record; {PEERS_DOWN}",
        ),
        Measurement("nothing to sync, over HTTP", nothing, NOTHING_TARGET),
    ]


def _bytes(servers: tuple[Server, ...]) -> int:
    return round(statistics.median(each.sent / each.handled for each in servers))


def _round(place: Path, actor: Actor, clock: FixedClock) -> tuple[Server, Server]:
    """What the server did when the desk sent its year, and when another fetched it."""
    with _store(place, "desk.db", clock) as desk, _store(place, "template.db", clock) as empty:
        server = replace(empty, is_server=True)
        join(server, actor.centre_id, server.new_id())
        _found(desk, actor, Hub(server, actor.centre_id, actor.device_id, is_trusted=True))
        up = Packed(Hub(server, actor.centre_id, actor.device_id))
        sender = Client(desk, actor, up)
        sent, not_taken = sender._push(sender._greet().epoch)
        assert not_taken == 0
        with _store(place, "template.db", clock) as other:
            reader = join(other, actor.centre_id, server.new_id())
            down = Packed(Hub(server, reader.centre_id, reader.device_id, is_trusted=True))
            fetching = Client(other, reader, down)
            fetched = fetching._pull(fetching._greet())
    return Server(up.took, up.sent, sent), Server(down.took, down.sent, fetched)


def _found(desk: Store, actor: Actor, hub: Hub) -> None:
    """Send what the centre began with, in trust, as it was when the desk was connected."""

    class FirstOnes(Client):
        def _next_changes(self) -> list[Any]:
            waiting = super()._next_changes()
            first = {each.tx for each in waiting if each.n <= FOUNDED}
            return [each for each in waiting if each.tx in first]

    client = FirstOnes(desk, actor, hub)
    client._push(client._greet().epoch)


def _nothing(place: Path, actor: Actor, clock: FixedClock) -> list[float]:
    with _store(place, "desk.db", clock) as desk, _store(place, "template.db", clock) as empty:
        server = replace(empty, is_server=True)
        with serving(server) as address:
            bring_centre(desk, actor, address=address, code=new_code(server, None))
            sync_once(desk, actor)
            return [timed(lambda: sync_once(desk, actor)) for _ in range(NOTHING_ROUNDS)]


@contextmanager
def _store(place: Path, name: str, clock: FixedClock) -> Iterator[Store]:
    """A copy that is gone afterwards."""
    path = place / f"copy-of-{name}"
    while path.exists():
        path = path.with_name(f"another-{path.name}")
    shutil.copy(place / name, path)
    store = replace(sqlite_store(path, place / name, clock), key=KEY)
    yield store
    store.close()
    for left in place.glob(f"{path.name}*"):
        left.unlink()
