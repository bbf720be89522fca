"""Adds candidates until it is killed, and prints the name of each after its commit."""

import sys
from itertools import count
from pathlib import Path
from uuid import UUID

from tests.helpers.stores import KEY
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.schema import Candidate
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.system.clock import SystemClock
from wset_desk.system.ids import IdMaker


def write_for_ever(path: str, centre_id: str, device_id: str) -> None:
    clock = SystemClock()
    store = Store(open_sqlite(Path(path), KEY), clock, IdMaker(clock))
    actor = Actor(UUID(centre_id), UUID(device_id), "Writer")
    for number in count():
        with store.unit_of_work(actor, write=True) as uow:
            uow.add(Candidate(first_name="A", last_name=f"N{number}", search_text=""))
            uow.commit()
        sys.stdout.write(f"N{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    write_for_ever(*sys.argv[1:])
