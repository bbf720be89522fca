"""The audit log goes where the centre goes: brought as it is, told to every desk, checked there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.helpers.audit_sync import AuditedSync, add, log_of, verified, waiting
from wset_desk.domain.errors import DomainError
from wset_desk.services.audit import find_acts
from wset_desk.services.privacy.erasing import erase_people
from wset_desk.storage.schema import AuditEntry, CentreCounter
from wset_desk.sync.audit_messages import BringRequest, ToldEntry
from wset_desk.sync.auditing import trust_anew
from wset_desk.sync.client import Client
from wset_desk.sync.hub import begin_epoch
from wset_desk.system.signing import Signer


@pytest.fixture
def world(tmp_path: Path, sqlite_template: Path) -> Iterator[AuditedSync]:
    made = AuditedSync(tmp_path, sqlite_template)
    yield made
    made.office.store.close()
    made.server.close()


@pytest.fixture
def connected(world: AuditedSync) -> AuditedSync:
    world.connect()
    world.sync()
    return world


def test_a_log_that_is_brought_stays_as_it_is(world: AuditedSync) -> None:
    before = log_of(world.office)
    world.connect()
    synced = world.sync()
    assert (synced.audit, synced.not_taken) == (None, 0)
    after = log_of(world.office, world.server)
    assert after == before
    assert log_of(world.office) == after
    assert waiting(world.office) == []
    for store in (world.server, world.office.store):
        done = verified(world.office, store)
        assert (done.findings, done.entries, done.waiting) == ([], len(after), 0)


def test_what_was_done_meanwhile_is_told_once(world: AuditedSync) -> None:
    world.connect()
    add(world.office, "Bo Park")
    assert len(waiting(world.office)) == 1
    world.sync()
    assert waiting(world.office) == []
    acts = world.office.run(find_acts).acts
    assert [act.key.action for act in acts].count("candidates.add_candidate") == 2
    assert log_of(world.office) == log_of(world.office, world.server)


def test_every_desk_has_what_the_others_did(connected: AuditedSync) -> None:
    second = connected.join("second")
    connected.sync(second)
    moment = connected.clock.now()
    added = add(second, "Cy Ray")
    connected.sync(second, connected.office)
    assert log_of(second) == log_of(connected.office) == log_of(second, connected.server)
    entry, *_computed = (
        each for each in log_of(connected.office) if each.columns["row_id"] == added
    )
    assert entry.columns["at"] == moment  # not when it came to the server
    assert entry.personal is not None
    assert verified(connected.office).is_sound
    assert verified(second).is_sound
    second.store.close()


def test_where_nothing_has_happened_the_log_isnt_asked_for(connected: AuditedSync) -> None:
    connected.sync()
    way = connected.way_of(connected.office)
    connected.sync()
    Client(connected.office.store, connected.office.actor, way).sync()
    assert "audit" not in way.asked


def test_a_restored_server_has_it_again(connected: AuditedSync) -> None:
    second = connected.join("second")
    connected.sync(second)
    connected.back_up()
    lost = [add(second, "Cy Ray"), add(connected.office, "Di Sol")]
    connected.sync(second, connected.office)
    connected.restore()
    begin_epoch(connected.server, second.actor.centre_id)
    add(connected.office, "El Tor")
    assert connected.sync().audit is None
    assert lost[1] in {each.columns["row_id"] for each in log_of(connected.office)}
    connected.sync(second, connected.office)
    everywhere = [log_of(second), log_of(connected.office), log_of(second, connected.server)]
    assert everywhere[0] == everywhere[1] == everywhere[2]
    assert set(lost) <= {each.columns["row_id"] for each in everywhere[0]}
    assert [verified(desk).findings for desk in (second, connected.office)] == [[], []]
    assert waiting(second) == waiting(connected.office) == []
    second.store.close()


def test_a_server_that_was_set_back_in_silence_is_told(connected: AuditedSync) -> None:
    connected.back_up()
    add(connected.office, "Bo Park")
    connected.sync()
    kept = log_of(connected.office)
    connected.restore()
    synced = connected.sync()
    assert synced.audit is not None
    assert synced.audit.code == "AUDIT_BROKEN"
    assert log_of(connected.office) == kept


def test_what_was_changed_on_the_server_isnt_taken(connected: AuditedSync) -> None:
    second = connected.join("second")
    with connected.server.engine.begin() as connection:
        connection.execute(update(AuditEntry).where(AuditEntry.n == 3).values(op="delete"))
    synced = connected.sync(second)
    assert synced.audit is not None
    assert synced.audit.code == "AUDIT_BROKEN"
    assert synced.received > 0
    assert log_of(second) == []
    second.store.close()


def test_a_server_with_another_key_is_told(connected: AuditedSync) -> None:
    connected.server = replace(connected.server, signs_with=Signer(bytes(32)))
    person = add(connected.office, "Bo Park")
    synced = connected.sync()
    assert synced.audit is not None
    assert synced.audit.code == "AUDIT_KEY_CHANGED"
    assert synced.sent > 0
    assert person not in {each.columns["row_id"] for each in log_of(connected.office)}
    trust_anew(connected.office.store, connected.office.actor)
    assert connected.sync().audit is None
    assert person in {each.columns["row_id"] for each in log_of(connected.office)}


def test_a_log_that_doesnt_hold_isnt_brought(world: AuditedSync) -> None:
    world.connect()
    with world.office.store.engine.begin() as connection:
        connection.execute(update(AuditEntry).where(AuditEntry.n == 2).values(action="nothing"))
    with pytest.raises(DomainError, match="AUDIT_BROKEN"):
        world.sync()
    assert log_of(world.office, world.server) == []


def test_nobody_else_brings_a_log(connected: AuditedSync) -> None:
    second = connected.join("second")
    told = [ToldEntry.of(each) for each in log_of(connected.office)]
    with connected.server.unit_of_work(second.actor, write=False) as uow:
        epoch = uow.session.scalars(select(CentreCounter.epoch)).one()
    assert epoch is not None
    with pytest.raises(DomainError, match="AUDIT_HERE_ALREADY"):
        connected.way_of(second).bring(BringRequest(epoch=epoch, entries=told))
    second.store.close()


def test_who_is_erased_is_so_in_everybodys_log_and_all_of_them_hold(connected: AuditedSync) -> None:
    second = connected.join("second")
    person = add(connected.office, "Quill Feather")
    connected.sync(connected.office, second)
    second.call(erase_people, candidate_ids=(person,), reason="asked for it")
    connected.sync(second, connected.office, second)
    logs = [log_of(second), log_of(connected.office), log_of(second, connected.server)]
    assert logs[0] == logs[1] == logs[2]
    assert "Feather" not in str(logs)
    for store in (second.store, connected.office.store, connected.server):
        done = verified(second, store)
        assert (done.findings, done.erased > 0, done.waiting) == ([], True, 0)
    (erased,) = {(each.columns["action"], each.columns["actor_name"]) for each in logs[0][-2:]}
    assert erased == ("erasing.erase_people", "Ada Admin")
    second.store.close()
