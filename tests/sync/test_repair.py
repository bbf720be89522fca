"""A desk's store that isn't as the server has it, by whatever mishap, is mended; nothing that was
typed and not sent is lost on the way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.replay import rows_of
from tests.helpers.sync_desk import PEOPLE, Desk, add_people, is_same
from wset_desk.domain.errors import DomainError
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate, OutboxEntry
from wset_desk.sync import digest, repairing
from wset_desk.sync.repairing import Repaired
from wset_desk.system.clock import FixedClock

CANDIDATES = frozenset({"candidates"})
TAMPERED = {
    "a value": "UPDATE candidates SET last_name = 'Wrong' WHERE id = ?",
    "a number": "UPDATE candidates SET seq = 900000 WHERE id = ?",
    "what is computed": "UPDATE candidates SET search_text = 'wrong' WHERE id = ?",
    "a row that is gone": "DELETE FROM candidates WHERE id = ?",
    "a row of no centre": "UPDATE candidates SET centre_id = hex(randomblob(16)) WHERE id = ?",
    "a date that is none": "UPDATE candidates SET birth_date = 'garbage' WHERE id = ?",
    "a row that isn't there": (
        "INSERT INTO candidates (id, centre_id, first_name, last_name, search_text, created_at,"
        " extra_time_percent, rest_breaks, large_text)"
        " SELECT '01890000000070008000000000000001', centre_id, 'Nobody', 'Stray', '', created_at,"
        " 0, 0, 0 FROM candidates WHERE id = ?"
    ),
}


def tamper(desk: Desk, *statements: str, row_id: UUID | None = None) -> None:
    """Past everything, references too; with a row's id, else the first candidate's."""
    with desk.store.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        (first,) = raw.execute("SELECT min(id) FROM candidates").fetchone()
        chosen = first if row_id is None else row_id.hex
        for statement in statements:
            raw.execute(statement, [chosen] * statement.count("?"))
        raw.execute("PRAGMA foreign_keys = ON")


@pytest.fixture
def synced(new_desk: Desk) -> Desk:
    new_desk.sync()
    return new_desk


def test_equal_stores_come_to_the_same(synced: Desk, centre_on_server: Workspace) -> None:
    synced.wire.asked.clear()
    assert synced.client.compare() == Repaired()
    assert synced.wire.asked == ["digest"]


@pytest.mark.parametrize("what", TAMPERED)
def test_what_is_wrong_is_mended(what: str, synced: Desk, centre_on_server: Workspace) -> None:
    tamper(synced, TAMPERED[what])
    repaired = synced.client.compare()
    assert is_same(synced, centre_on_server)
    assert repaired.tables == CANDIDATES
    assert repaired.rows >= 1
    assert synced.client.compare() == Repaired()


def test_every_table_is_compared(synced: Desk, centre_on_server: Workspace) -> None:
    ExamCentre(centre_on_server).candidate("Bo Park")
    synced.sync()
    tamper(
        synced,
        "DELETE FROM staff",
        "DELETE FROM centres",
        "DELETE FROM devices",
        "DELETE FROM candidates",
    )
    repaired = synced.client.compare()
    assert repaired.tables == {"staff", "centres", "devices", "candidates"}
    assert is_same(synced, centre_on_server)


def test_what_was_not_sent_stays_on_top(synced: Desk, centre_on_server: Workspace) -> None:
    """An own row, an own edit of a row that was tampered with, and one of a row that is gone."""
    synced.type_name("Typed")
    with synced.store.unit_of_work(synced.actor, write=True) as uow:
        people = select(Candidate).where(Candidate.last_name != "Typed").order_by(Candidate.id)
        edited, gone, *_ = uow.session.scalars(people)
        edited.phone, gone.phone = "020 1", "020 2"
        uow.commit()
    right = edited.last_name
    tamper(synced, TAMPERED["a value"], row_id=edited.id)
    tamper(synced, TAMPERED["a row that is gone"], row_id=gone.id)
    assert synced.client.compare().rows == 2
    with synced.store.unit_of_work(synced.actor, write=False) as uow:
        kept = uow.get(Candidate, edited.id)
        assert (kept.last_name, kept.phone) == (right, "020 1")
        assert uow.get(Candidate, gone.id).phone == "020 2"
        assert len(uow.session.scalars(select(OutboxEntry)).all()) == 3
    assert synced.client.compare().rows == 0
    synced.sync()
    assert is_same(synced, centre_on_server)


def test_what_others_write_meanwhile_is_fetched(synced: Desk, centre_on_server: Workspace) -> None:
    add_people(centre_on_server, 3)
    synced.client.compare()
    synced.sync()
    assert is_same(synced, centre_on_server)


def test_large_tables_are_fetched_by_and_by(
    synced: Desk, centre_on_server: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repairing, "ROWS_AT_ONCE", 4)
    tamper(synced, "DELETE FROM candidates")
    synced.wire.asked.clear()
    synced.client.compare()
    assert synced.wire.asked.count("bucket") >= 3
    assert is_same(synced, centre_on_server)


def test_a_server_that_has_lost_much_takes_nothing_away(
    synced: Desk, centre_on_server: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repairing, "MOST_STRAY", 5)
    before = rows_of(synced.store)
    with centre_on_server.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM candidates WHERE last_name <> 'Lee 0'")
    repaired = synced.client.compare()
    assert (repaired.rows, repaired.kept) == (0, PEOPLE - 1)
    assert rows_of(synced.store) == before


def test_by_itself_once_a_week(
    synced: Desk, centre_on_server: Workspace, clock: FixedClock
) -> None:
    tamper(synced, TAMPERED["a value"])
    assert synced.client.compare_if_due() == Repaired()
    clock.advance(timedelta(days=7))
    assert synced.client.compare_if_due().rows == 1
    assert synced.client.compare_if_due() == Repaired()


def test_by_itself_after_the_program_was_cut_off(
    synced: Desk, centre_on_server: Workspace, clock: FixedClock
) -> None:
    tamper(synced, TAMPERED["a value"])
    clock.advance(timedelta(minutes=1))
    synced.store = replace(synced.store, cut_off_at=clock.now())
    assert synced.client.compare_if_due().rows == 1
    assert synced.client.compare_if_due() == Repaired()


def test_with_a_server_of_another_version_it_is_put_off(
    synced: Desk,
    centre_on_server: Workspace,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(digest, "revisions", lambda: ["9999"])
    clock.advance(timedelta(days=7))
    assert synced.client.compare_if_due() == Repaired()
    with pytest.raises(DomainError, match="SCHEMA_DIFFERS"):
        synced.client.compare()
