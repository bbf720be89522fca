"""Scenario A 1 and 4 to 7 on two desks and an invigilator's PC that have no server meanwhile, each
as a process of its own; then the server is back, and all of them agree.

A year's data: `.venv/bin/python -m pytest tests/e2e/test_sync_processes.py -m slow`.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers import offline_day as day
from tests.helpers.desk_process import DeskFile, in_process, sync
from tests.helpers.replay import rows_of
from tests.helpers.server_process import ServerProcess, server_process
from tests.helpers.stores import NOW, found_test_centre, sqlite_store
from wset_desk.domain.permissions import Role
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import AuditEntry, Base
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.connecting import bring_centre, join_centre
from wset_desk.sync.letting_in import code_for_invigilator, new_code
from wset_desk.system import sample
from wset_desk.system.clock import FixedClock


@dataclass
class Centre:
    """Everybody's files, and the server as a process; `store` is its file, seen from here."""

    folder: Path
    template: Path
    store: Store
    server: ServerProcess

    def found(self) -> None:
        """The office's centre becomes the server's."""
        empty = self._empty("office")
        self.actor = found_test_centre(empty).actor
        bring_centre(
            empty, self.actor, address=self.server.address, code=new_code(self.store, None)
        )
        empty.close()
        self.office = DeskFile(self.folder / "office.db", self.actor)

    def join(self, name: str, code: str, actor: Actor) -> DeskFile:
        """Another computer, with this person at it; the office approves it."""
        empty = self._empty(name)
        device, let_in = join_centre(
            empty, address=self.server.address, code=code, device_name=name
        )
        empty.close()
        in_process(sync, self.office)
        assert in_process(day.approve_who_waits, self.office) == [let_in.fingerprint]
        in_process(sync, self.office)
        return DeskFile(self.folder / f"{name}.db", replace(actor, device_id=device.device_id))

    def _empty(self, name: str) -> Store:
        return sqlite_store(self.folder / f"{name}.db", self.template, FixedClock(NOW))


@contextmanager
def served(folder: Path, template: Path, now: datetime) -> Iterator[Centre]:
    clock = FixedClock(now)
    store = replace(sqlite_store(folder / "server.db", template, clock), is_server=True)
    with server_process(folder / "server.db", now) as server:
        yield Centre(folder, template, store, server)
    store.close()


@pytest.fixture
def centre(tmp_path: Path, sqlite_template: Path) -> Iterator[Centre]:
    with served(tmp_path, sqlite_template, NOW) as centre:
        yield centre


@pytest.fixture
def centre_of_the_year(tmp_path: Path, sqlite_template: Path) -> Iterator[Centre]:
    with served(tmp_path, sqlite_template, sample.NOW) as centre:
        yield centre


def rows(desk: DeskFile) -> dict[str, list[dict[str, object]]]:
    with desk.open() as workspace:
        return rows_of(workspace.store)


def test_a_day_without_the_server(centre: Centre) -> None:
    centre.found()
    office = centre.office
    plan: day.Plan = in_process(day.prepare, office)
    in_process(sync, office)
    code = new_code(centre.store, centre.actor.centre_id)
    second = centre.join("second", code, centre.actor)
    code = code_for_invigilator(centre.store, centre.actor.centre_id, "Kim")
    kim = Actor(
        centre.actor.centre_id,
        centre.actor.device_id,
        "Kim Park",
        plan.invigilator,
        frozenset({Role.INVIGILATOR}),
    )
    pc = centre.join("pc", code, kim)
    for desk in (second, pc):
        in_process(sync, desk)

    centre.server.stop()
    with pytest.raises(ConnectionError):
        in_process(sync, pc)
    at_the_door = in_process(day.hold_the_exam, pc, plan)
    assert at_the_door == {f"C{n:02} Candidate": [] for n in range(1, 13)}
    in_process(day.enter_results, office, plan)
    centre.server.go_on()
    for desk in (pc, office, second):
        assert in_process(sync, desk).not_taken == 0
    in_process(sync, office)

    centre.server.stop()
    assert in_process(day.book_the_makeup, office, plan) == (["FEE_OWED"], [])
    assert in_process(day.waive_the_makeup, office, plan) == (Decimal(85), True)
    late = in_process(day.take_the_last_seat, second, plan)
    centre.server.go_on()
    assert in_process(sync, office).not_taken == 0
    assert in_process(sync, second).not_taken == 1
    for desk in (office, pc, second):
        in_process(sync, desk)

    assert in_process(day.needs_attention, second) == [("SESSION_FULL", "C12 Candidate")]
    assert in_process(day.needs_attention, office) == []
    assert rows(office) == rows(second) == rows_of(centre.store)
    _check_what_stands(centre, late)
    _check_pc(centre, pc, plan)


def _check_what_stands(centre: Centre, late: UUID) -> None:
    """On the server, and so everywhere."""
    stands = rows_of(centre.store)
    assert late not in {each["id"] for each in stands["exam_registrations"]}
    marks = {each["theory_score"] for each in stands["exam_registrations"]}
    assert marks == {None, *map(Decimal, day.MARKS)}
    kinds = sorted(str(each["kind"]) for each in stands["ledger_entries"])
    assert kinds == ["charge", "charge", "payment", "refund", "waiver"]
    (makeup,) = (each for each in stands["exam_sessions"] if each["session_type"] == "makeup")
    assert (makeup["current_enrollment"], makeup["max_capacity"]) == (12, 12)


def _check_pc(centre: Centre, pc: DeskFile, plan: day.Plan) -> None:
    """It has its exam as the server has it, and nothing of anybody else's."""
    there = {each["id"]: each for each in rows_of(centre.store)["exam_registrations"]}
    here = rows(pc)
    assert {each["exam_session_id"] for each in here["exam_registrations"]} == {plan.exam}
    assert len(here["candidates"]) == len(here["exam_registrations"]) == 12
    for each in here["exam_registrations"]:
        assert each["status"] == there[each["id"]]["status"]
    assert here["ledger_entries"] == here["special_considerations"] == []


@pytest.mark.slow
def test_a_year_alone_goes_over_with_its_history(
    centre_of_the_year: Centre, sample_year: Workspace
) -> None:
    centre = centre_of_the_year
    path = _copied(sample_year.store, centre.folder / "year.db")
    desk = DeskFile(path, sample_year.actor, sample.NOW)
    before = rows(desk)
    entries = _audited(sample_year.store)
    with desk.open() as alone:
        bring_centre(
            alone.store,
            alone.actor,
            address=centre.server.address,
            code=new_code(centre.store, None),
        )
    synced = in_process(sync, desk)
    assert synced.not_taken == 0
    assert rows(desk) == rows_of(centre.store) == before
    assert _audited(centre.store) == entries


def _copied(store: Store, path: Path) -> Path:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        file = connection.exec_driver_sql("PRAGMA database_list").one()[2]
    shutil.copy(file, path)
    return path


def _audited(store: Store) -> list[Any]:
    """Who did what to which row, as the audit log has it."""
    table = Base.metadata.tables[AuditEntry.__tablename__]
    known = (table.c.tx, table.c.row_id, table.c.actor_name, table.c.action, table.c.at)
    with store.engine.connect() as connection:
        return sorted(map(tuple, connection.execute(select(*known))))
