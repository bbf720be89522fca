"""A new desk fetches a centre of 20,000 records: by snapshot, over HTTP on this computer.

Wall time of everything: the server packs the centre, the desk fetches, checks and takes it over;
then comes the audit log, as long as the centre, which is checked entry by entry.
The second desk finds the snapshot made. Server and desk share this process, as they don't in use.
"""

from dataclasses import replace
from pathlib import Path

from tests.benchmarks.measure import Measurement, folder, timed
from tests.helpers.stores import KEY, NOW, found_test_centre, make_sqlite_template, sqlite_store
from tests.helpers.web_server import serving
from wset_desk.services.devices import approve_device
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate
from wset_desk.storage.store import Store
from wset_desk.sync.connecting import join_centre, sync_once
from wset_desk.sync.letting_in import new_code
from wset_desk.system.clock import FixedClock

RECORDS = 20_000
TARGET = 10_000.0
DESKS = 3


def measure() -> list[Measurement]:
    with folder() as place:
        template = make_sqlite_template(place / "template.db")
        clock = FixedClock(NOW)
        server = replace(sqlite_store(place / "server.db", template, clock), is_server=True)
        office = found_test_centre(server)
        _add_people(office)
        with serving(server) as address:
            taken, parts = zip(
                *(_join(office, address, place / f"{n}.db", template) for n in range(DESKS)),
                strict=True,
            )
        server.close()
    note = f"in {parts[0]} parts; the first of these desks has the snapshot made"
    return [Measurement("20,000 records at first", taken, TARGET, note=note)]


def _join(office: Workspace, address: str, path: Path, template: Path) -> tuple[float, int]:
    """Milliseconds, and how many parts there were."""
    store = replace(sqlite_store(path, template, FixedClock(NOW)), key=KEY)
    code = new_code(office.store, office.actor.centre_id)
    actor, _let_in = join_centre(store, address=address, code=code, device_name="Desk")
    office.call(approve_device, device_id=actor.device_id)
    heard: list[int] = []

    def hear(_done: int, of: int) -> None:
        heard.append(of)

    taken = timed(lambda: sync_once(store, actor, on_progress=hear))
    assert _people(store) == RECORDS
    store.close()
    return taken, heard[-1]


def _people(store: Store) -> int:
    with store.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM candidates").scalar_one())


def _add_people(office: Workspace) -> None:
    with office.store.unit_of_work(office.actor, write=True) as uow:
        uow.session.add_all(
            Candidate(
                first_name="Ann",
                last_name=f"Lee {n}",
                search_text=f"ann lee {n}",
                email=f"ann.lee.{n}@example.org",
                candidate_number=f"{n:08}",
            )
            for n in range(RECORDS)
        )
        uow.commit()
