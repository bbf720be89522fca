"""The audit log is a chain: what it says about people apart and sealed, its end signed."""

import pytest
from sqlalchemy import select

from wset_desk.services.workspace import Workspace
from wset_desk.storage.audit_chain import Link, hashed_columns, head_message, next_hash, seal
from wset_desk.storage.audit_personal import erase_audit, whole_changes
from wset_desk.storage.schema import (
    AuditEntry,
    AuditHead,
    AuditPersonal,
    Candidate,
    Room,
    ServerLink,
)
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.signing import is_signed, signer_of

REASON = "Ana Silva has moved"


def person(workspace: Workspace, *names: str, reason: str | None = None) -> list[Candidate]:
    """Several at once are one action."""
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.action, uow.reason = "tested.person", reason
        rows = [Candidate(first_name=name, last_name="Silva", search_text="") for name in names]
        uow.session.add_all([*rows, Room(name=f"Room of {names[0]}", seats=1)])
        uow.commit()
    return rows


def chain(uow: UnitOfWork) -> list[AuditEntry]:
    return list(uow.session.scalars(select(AuditEntry).order_by(AuditEntry.n)))


def of_candidates(uow: UnitOfWork) -> list[AuditEntry]:
    return [entry for entry in chain(uow) if entry.entity == "candidates"]


def test_every_entry_follows_from_the_one_before(workspace: Workspace) -> None:
    person(workspace, "Ana")
    person(workspace, "Bo", "Cy", reason=REASON)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        entries = chain(uow)
    assert [entry.n for entry in entries] == list(range(1, len(entries) + 1))
    previous = ""
    for entry in entries:
        previous = next_hash(previous, hashed_columns(vars(entry)))
        assert entry.hash == previous


def test_what_it_says_about_people_stands_apart_and_sealed(workspace: Workspace) -> None:
    person(workspace, "Ana", reason=REASON)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        (entry,) = of_candidates(uow)
        beside = uow.session.get_one(AuditPersonal, entry.id)
        (whole,) = whole_changes(uow, [entry])
    assert beside.changes is not None
    assert beside.salt is not None
    assert entry.sealed == seal(beside.salt, beside.changes, REASON)
    assert "first_name" not in entry.changes
    assert whole.changes == {**entry.changes, **beside.changes}
    assert whole.changes["first_name"] == [None, "Ana"]


def test_what_says_nothing_about_people_has_nothing_beside_it(workspace: Workspace) -> None:
    person(workspace, "Ana")
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        (room,) = (entry for entry in chain(uow) if entry.entity == "rooms")
        assert uow.session.get(AuditPersonal, room.id) is None
    assert room.sealed is None


def test_a_desk_of_its_own_signs_the_end_with_each_save(desk: Workspace) -> None:
    person(desk, "Ana")
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        last = chain(uow)[-1]
        (head,) = uow.session.scalars(select(AuditHead))
    assert desk.store.key is not None
    assert (head.n, head.hash) == (last.n, last.hash)
    assert head.key == signer_of(desk.store.key).key
    message = head_message(desk.actor.centre_id, None, Link(head.n, head.hash))
    assert is_signed(head.key, message, head.signature)


def test_a_head_that_was_changed_is_left_for_all_to_see(desk: Workspace) -> None:
    person(desk, "Ana")
    with desk.store.engine.begin() as connection:
        latest = "(SELECT max(n) FROM audit_entries)"
        connection.exec_driver_sql(f"DELETE FROM audit_entries WHERE n = {latest}")  # noqa: S608
        connection.exec_driver_sql(f"UPDATE audit_heads SET n = {latest}")  # noqa: S608
        left = connection.exec_driver_sql("SELECT n FROM audit_heads").scalar_one()
    person(desk, "Bo")
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        assert uow.session.scalars(select(AuditHead.n)).one() == left


def test_a_desk_with_a_server_leaves_the_chain_to_it(desk: Workspace) -> None:
    with desk.store.replica(desk.actor) as uow:
        link = {"address": "https://exams.example.org", "fingerprint": "", "token": None}
        uow.session.add(ServerLink(**link, connected_at=uow.now))
        uow.commit()
    person(desk, "Ana")
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        (entry,) = of_candidates(uow)
    assert (entry.n, entry.hash) == (None, None)
    assert entry.sealed is not None


@pytest.mark.parametrize("others", [(), ("Bo",)])
def test_erasing_takes_the_personal_part_and_leaves_the_chain(
    workspace: Workspace, others: tuple[str, ...]
) -> None:
    ana, *rest = person(workspace, "Ana", *others, reason=REASON)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        before = [(entry.n, entry.hash, entry.sealed) for entry in chain(uow)]
        assert erase_audit(uow, "candidates", [ana.id]) == 1
        uow.commit()
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        entries = chain(uow)
        wholes = dict(zip(entries, whole_changes(uow, entries), strict=True))
    assert [(entry.n, entry.hash, entry.sealed) for entry in entries][: len(before)] == before
    told = {entry.row_id: (entry, wholes[entry]) for entry in entries if entry.op == "insert"}
    entry, whole = told[ana.id]
    assert (whole.is_erased, entry.reason, "first_name" in whole.changes) == (True, None, False)
    assert all(told[each.id][1].changes["first_name"] == [None, "Bo"] for each in rest)
    (room,) = (entry for entry in entries if entry.entity == "rooms")
    assert room.reason == (REASON if others else None)
