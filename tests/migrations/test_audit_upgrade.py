"""The log of a store from before the chain is chained as it was, and can be taken back."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.helpers.stores import found_test_centre
from wset_desk.services.audit_chain import sign_here
from wset_desk.services.candidates import add_candidate
from wset_desk.services.workspace import Workspace
from wset_desk.storage import audit_upgrade, migrate
from wset_desk.storage.audit_personal import whole_changes
from wset_desk.storage.audit_verifying import verify
from wset_desk.storage.schema import AuditEntry, Room, ServerLink
from wset_desk.storage.store import Store

BEFORE = "0004"


@pytest.fixture
def centre(store: Store) -> Workspace:
    """Founded at three moments, one of them with a reason; chunks are small."""
    found = found_test_centre(store)
    found.call(add_candidate, first_name="Ana", last_name="Silva")
    with store.unit_of_work(found.actor, write=True) as uow:
        uow.reason = "a new wing"
        uow.add(Room(name="Hall", seats=40))
        uow.commit()
    return found


def told(centre: Workspace) -> list[tuple[Any, ...]]:
    """What the log tells, whatever stands where."""
    with centre.store.unit_of_work(centre.actor, write=False) as uow:
        entries = list(uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
        wholes = whole_changes(uow, entries)
        return [
            (entry.id, entry.at, entry.action, entry.reason, sorted(whole.changes))
            for entry, whole in zip(entries, wholes, strict=True)
        ]


def again(centre: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Back to the schema before, and up to this one."""
    monkeypatch.setattr(audit_upgrade, "_AT_ONCE", 3)
    migrate.migrate_to(centre.store.engine, BEFORE, down=True)
    migrate.upgrade(centre.store.engine)


def findings(centre: Workspace) -> list[str]:
    with centre.store.unit_of_work(centre.actor, write=False) as uow:
        return [finding.code for finding in verify(uow).findings]


def test_every_entry_is_chained_in_order(
    centre: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told(centre)
    again(centre, monkeypatch)
    assert told(centre) == before
    assert findings(centre) == ["AUDIT_NOT_SIGNED"]
    sign_here(centre.store, centre.actor, BEFORE)
    assert findings(centre) == ([] if centre.store.signer else ["AUDIT_NOT_SIGNED"])


def test_where_there_is_a_server_its_chain_counts(
    centre: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with centre.store.replica(centre.actor) as uow:
        uow.session.add(ServerLink(address="https://exams", fingerprint="", connected_at=uow.now))
        uow.commit()
    before = told(centre)
    again(centre, monkeypatch)
    assert told(centre) == before
    with centre.store.unit_of_work(centre.actor, write=False) as uow:
        assert set(uow.session.scalars(select(AuditEntry.n))) == {None}
    assert findings(centre) == []
