"""Scenario A 1 and 4 to 7 on two desks and an invigilator's PC that have no server meanwhile, each
as a process of its own; then the server is back, and all of them agree."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from tests.helpers import offline_day as day
from tests.helpers.desk_process import DeskFile, in_process, sync
from tests.helpers.replay import rows_of
from tests.helpers.server_process import ServerProcess, server_process
from tests.helpers.stores import NOW, found_test_centre, sqlite_store
from wset_desk.domain.permissions import Role
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.connecting import bring_centre, join_centre
from wset_desk.sync.letting_in import code_for_invigilator, new_code
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


@pytest.fixture
def centre(tmp_path: Path, sqlite_template: Path) -> Iterator[Centre]:
    clock = FixedClock(NOW)
    store = replace(sqlite_store(tmp_path / "server.db", sqlite_template, clock), is_server=True)
    with server_process(tmp_path / "server.db") as server:
        yield Centre(tmp_path, sqlite_template, store, server)
    store.close()


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
