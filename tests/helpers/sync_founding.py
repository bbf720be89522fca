"""The centre with which each simulated world begins."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.stores import NOW, found_test_centre
from tests.helpers.sync_world import SEATS, Founded
from wset_desk.domain.catalogue import ExamType
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.migrate import upgrade
from wset_desk.storage.schema import LedgerEntry
from wset_desk.storage.store import Store
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker


def found_world(folder: Path) -> Founded:
    """A server's store with a few candidates, one exam of `SEATS` seats, and a charge; beside it
    `empty.db`, from which devices begin."""
    empty = open_sqlite(folder / "empty.db", None)
    upgrade(empty)
    empty.dispose()
    path = folder / "founded.db"
    clock = FixedClock(NOW)
    engine = open_sqlite(path, None)
    upgrade(engine)
    workspace = found_test_centre(Store(engine, clock, IdMaker(clock), is_server=True))
    centre = ExamCentre(workspace)
    people = tuple(centre.candidate(name) for name in ("Ann Lee", "Bo Park", "Cy Ray", "Di Sol"))
    exam = centre.exam(centre.offering()[ExamType.THEORY], date(2026, 10, 25), max_capacity=SEATS)
    centre.register(exam.id, people[0])
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        charge = uow.add(
            LedgerEntry(candidate_id=people[0], kind="charge", amount=Decimal(85), currency="GBP")
        )
        uow.commit()
    workspace.store.close()
    return Founded(path, workspace.actor, people, exam.id, charge.id)
