"""Whoever writes past the program is found: every column, every way to take out or put in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text, update

from tests.helpers.stores import NOW, found_test_centre, sqlite_store
from wset_desk.services.audit_chain import verify_audit
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.storage.audit_chain import Link, hashed_columns, head_message, next_hash
from wset_desk.storage.audit_heads import last_link
from wset_desk.storage.audit_personal import erase_audit
from wset_desk.storage.audit_verifying import verify
from wset_desk.storage.schema import AuditEntry, AuditHead, AuditPersonal, Candidate, Room
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.clock import FixedClock
from wset_desk.system.signing import Signer

OTHER_ID, HASH = "0190c0de00007000800000000000beef", "00" * 32
NO_TEXT, NO_JSON = b"\xff", "{"
ENTRY: dict[str, tuple[Any, ...]] = {
    "actor_id": (OTHER_ID, None, "nobody", NO_TEXT),
    "actor_name": ("Somebody Else", "", NO_TEXT),
    "action": ("candidates.edit_candidate", NO_TEXT),
    "at": ("2026-08-01T09:00:00.000001Z", "yesterday", NO_TEXT),
    "changes": ('{"seats": [null, 2]}', NO_JSON, "[]", NO_TEXT),
    "device_id": (OTHER_ID, "", NO_TEXT),
    "entity": ("centres", NO_TEXT),
    "hash": (HASH, None, NO_TEXT),
    "id": (OTHER_ID, "", NO_TEXT),
    "n": (1000, 0, -1, None, "many", 1.5, NO_TEXT),
    "op": ("delete",),
    "reason": ("no reason at all", "", NO_TEXT),
    "row_id": (OTHER_ID, "", NO_TEXT),
    "sealed": (HASH, "", NO_TEXT),
    "tx": (OTHER_ID, "", NO_TEXT),
}
PERSONAL: dict[str, tuple[Any, ...]] = {
    "salt": ("00" * 16, "", None, NO_TEXT),
    "changes": ('{"first_name": [null, "Eve"]}', None, "[]", NO_JSON, NO_TEXT),
}
HEAD: dict[str, tuple[Any, ...]] = {
    "n": (3, 1000, "many", NO_TEXT),
    "hash": (HASH, NO_TEXT),
    "epoch": (OTHER_ID, "", NO_TEXT),
    "key": ("11" * 32, "", NO_TEXT),
    "signature": ("22" * 64, "", NO_TEXT),
}
WAYS_OUT_AND_IN = (
    ("DELETE FROM audit_entries WHERE n = 4", "AUDIT_MISSING"),
    ("DELETE FROM audit_entries WHERE n IN (1, 2)", "AUDIT_GAP"),
    ("DELETE FROM audit_entries WHERE n > 4", "AUDIT_TRUNCATED"),
    ("DELETE FROM audit_entries", "AUDIT_TRUNCATED"),
    ("UPDATE audit_entries SET n = -n WHERE n IN (3, 4)", "AUDIT_CHANGED"),
    ("UPDATE audit_entries SET n = NULL WHERE n = 5", "AUDIT_NOT_CHAINED"),
    ("DELETE FROM audit_personal", "AUDIT_PERSONAL_MISSING"),
    ("UPDATE audit_personal SET salt = NULL, changes = NULL", "AUDIT_PERSONAL_FALSE"),
    ("DELETE FROM audit_heads", "AUDIT_NOT_SIGNED"),
)


@pytest.fixture(scope="module")
def written(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """People and rooms, most with a reason; tests put nothing into it for good."""
    path = tmp_path_factory.mktemp("audited") / "store.db"
    desk = found_test_centre(sqlite_store(path, sqlite_template, FixedClock(NOW)))
    for name in ("Ana", "Bo", "Cy"):
        write(desk, name)
    yield desk
    desk.store.close()


def write(desk: Workspace, name: str) -> None:
    with desk.store.unit_of_work(desk.actor, write=True) as uow:
        uow.action, uow.reason = "tested.write", f"{name} has moved"
        uow.add(Candidate(first_name=name, last_name="Silva", search_text=""))
        uow.add(Room(name=f"Room of {name}", seats=1))
        uow.commit()


def codes(uow: UnitOfWork) -> list[str]:
    findings = verify(uow).findings
    assert all(describe(finding) for finding in findings)
    return [finding.code for finding in findings]


def found(desk: Workspace, statement: str, **values: object) -> list[str]:
    """What is found after one statement past the program; it is never committed."""
    with desk.store.unit_of_work(desk.actor, write=True) as uow:
        uow.session.connection().execute(text(statement), values)
        return codes(uow)


def test_a_log_as_it_was_written_is_sound(workspace: Workspace) -> None:
    write(workspace, "Ána Šilva")
    done = workspace.run(verify_audit)
    unsigned = [] if workspace.store.signer else ["AUDIT_NOT_SIGNED"]
    assert [finding.code for finding in done.findings] == unsigned
    assert (done.entries > 1, done.waiting, done.erased) == (True, 0, 0)


@pytest.mark.parametrize("entity", ["candidates", "rooms"])
@pytest.mark.parametrize("column", ENTRY)
def test_each_changed_column_of_an_entry_is_found(
    written: Workspace, column: str, entity: str
) -> None:
    one = f"(SELECT min(n) FROM audit_entries WHERE entity = '{entity}')"  # noqa: S608
    for value in ENTRY[column]:
        change = f"UPDATE audit_entries SET {column} = :value WHERE n = {one}"  # noqa: S608
        assert found(written, change, value=value), value


@pytest.mark.parametrize("column", PERSONAL)
def test_each_changed_column_beside_an_entry_is_found(written: Workspace, column: str) -> None:
    for value in PERSONAL[column]:
        change = f"UPDATE audit_personal SET {column} = :value"  # noqa: S608
        assert found(written, change, value=value), value


@pytest.mark.parametrize("column", HEAD)
def test_each_changed_column_of_the_signed_end_is_found(written: Workspace, column: str) -> None:
    for value in HEAD[column]:
        change = f"UPDATE audit_heads SET {column} = :value"  # noqa: S608
        assert found(written, change, value=value), value


@pytest.mark.parametrize(("statement", "code"), WAYS_OUT_AND_IN)
def test_what_is_taken_out_moved_or_put_in_is_found(
    written: Workspace, statement: str, code: str
) -> None:
    assert code in found(written, statement)


def test_two_entries_that_changed_places_are_found(written: Workspace) -> None:
    with written.store.unit_of_work(written.actor, write=True) as uow:
        connection = uow.session.connection()
        for old, new in ((3, 1000), (4, 3), (1000, 4)):
            connection.execute(update(AuditEntry).where(AuditEntry.n == old).values(n=new))
        assert codes(uow)[:2] == ["AUDIT_CHANGED", "AUDIT_CHANGED"]


def test_a_chain_that_was_made_anew_doesnt_end_as_signed(written: Workspace) -> None:
    """Whoever knows how it is chained doesn't have the key."""
    with written.store.unit_of_work(written.actor, write=True) as uow:
        connection = uow.session.connection()
        connection.execute(
            update(AuditEntry).where(AuditEntry.n == 2).values(action="nothing.happened")
        )
        end = rechained(uow)
        assert codes(uow) == ["AUDIT_END_OTHER"]
        theirs = Signer(bytes(32))
        message = head_message(uow.actor.centre_id, None, end)
        forged = {"hash": end.hash, "key": theirs.key, "signature": theirs.sign(message)}
        connection.execute(update(AuditHead).values(**forged))
        assert codes(uow) == ["AUDIT_KEY_OTHER"]


def rechained(uow: UnitOfWork) -> Link:
    connection, end = uow.session.connection(), Link(0, "")
    for entry in uow.session.scalars(select(AuditEntry).order_by(AuditEntry.n)).all():
        end = Link(end.n + 1, next_hash(end.hash, hashed_columns(vars(entry))))
        mine = AuditEntry.id == entry.id
        connection.execute(update(AuditEntry).where(mine).values(hash=end.hash))
    return end


def test_whoever_cuts_the_log_is_found_after_more_was_written(
    written: Workspace, tmp_path: Path
) -> None:
    with written.store.unit_of_work(written.actor, write=True) as uow:
        connection = uow.session.connection()
        connection.exec_driver_sql("DELETE FROM audit_entries WHERE n > 4")
        end = last_link(connection, uow.actor.centre_id)
        connection.execute(update(AuditHead).values(n=end.n, hash=end.hash))
        uow.add(Room(name="Another room", seats=1))
        uow.session.flush()
        uow.audit.sign()
        assert codes(uow) == ["AUDIT_SIGNATURE_FALSE"]


def test_what_was_erased_by_the_program_is_told_and_sound(written: Workspace) -> None:
    with written.store.unit_of_work(written.actor, write=True) as uow:
        someone = uow.session.scalars(select(Candidate.id)).first()
        assert someone is not None
        erase_audit(uow, "candidates", [someone])
        uow.session.flush()
        uow.audit.sign()
        done = verify(uow)
        # the candidate's entry and the reason beside it, of the room
        assert (done.findings, done.erased) == ([], 2)


def test_what_is_gone_without_anybody_telling_is_found(written: Workspace) -> None:
    with written.store.unit_of_work(written.actor, write=True) as uow:
        connection = uow.session.connection()
        connection.execute(update(AuditEntry).values(reason=None))
        connection.execute(update(AuditPersonal).values(salt=None, changes=None))
        assert set(codes(uow)) == {"AUDIT_ERASED_UNTOLD"}
