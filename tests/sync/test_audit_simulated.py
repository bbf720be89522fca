"""The simulator's world with an audit log that is signed: after all that goes wrong every desk has
the server's, whole, and nobody was alarmed on the way."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.helpers import sync_world
from tests.helpers.sync_world import Founded, World
from wset_desk.domain.errors import DomainError
from wset_desk.services.audit_chain import sign_here
from wset_desk.storage import audit_travel
from wset_desk.storage.audit_travel import Travelled, entries_after
from wset_desk.storage.audit_verifying import verify
from wset_desk.storage.schema import AuditEntry, ServerLink
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync import auditing
from wset_desk.sync.auditing import Auditing
from wset_desk.sync.hub import join
from wset_desk.sync.messages import SignedHead
from wset_desk.system.signing import Signer

SEEDS, STEPS, DISASTERS = (18, 20), 50, 0.2
"""In these the server that is restored has lost some of the log."""
SIGNER = Signer(bytes(32))
MANY = 100_000


class AuditedWorld(World):
    """Its server signs, and its devices know that they have one."""

    def _open_server(self) -> Store:
        store = replace(super()._open_server(), signs_with=SIGNER)
        sign_here(store, self.template.actor, "0004")
        return store


def join_with_link(store: Store, centre_id: UUID, device_id: UUID) -> Actor:
    actor = join(store, centre_id, device_id)
    with store.replica(actor) as uow:
        uow.session.add(ServerLink(address="https://x", fingerprint="", connected_at=uow.now))
        uow.session.commit()
    return actor


@pytest.fixture
def alarms(monkeypatch: pytest.MonkeyPatch) -> list[DomainError]:
    """What syncs have said of the server's log."""
    heard: list[DomainError] = []
    take = Auditing.take

    def listening(self: Auditing, head: SignedHead | None) -> DomainError | None:
        said = take(self, head)
        heard.extend([said] if said is not None else [])
        return said

    monkeypatch.setattr(Auditing, "take", listening)
    monkeypatch.setattr(sync_world, "join", join_with_link)
    return heard


def log_of(store: Store, actor: Actor) -> list[Travelled]:
    with store.unit_of_work(actor, write=False) as uow:
        return entries_after(uow, 0, MANY)


def told_twice(store: Store, actor: Actor, log: Sequence[Travelled]) -> list[UUID]:
    """Actions of the log of which something waits, too."""
    with store.unit_of_work(actor, write=False) as uow:
        waiting = uow.session.scalars(select(AuditEntry.tx).where(AuditEntry.n.is_(None)))
        return [tx for tx in waiting if tx in {entry.columns["tx"] for entry in log}]


def problems(world: World, alarms: list[DomainError]) -> list[object]:
    found: list[object] = [alarm.code for alarm in alarms]
    log = log_of(world.server, world.template.actor)
    for device in world.devices:
        if log_of(device.store, device.actor) != log:
            found.append(device.name)
        found += told_twice(device.store, device.actor, log)
    stores = [(device.store, device.actor) for device in world.devices]
    for store, actor in ((world.server, world.template.actor), *stores):
        with store.unit_of_work(actor, write=False) as uow:
            found += (finding.code for finding in verify(uow).findings)
    return found


def what_goes_wrong(
    seed: int, folder: Path, founded: Founded, alarms: list[DomainError]
) -> list[object]:
    world = AuditedWorld(seed, folder, founded, disasters=DISASTERS)
    try:
        world.run(STEPS)
        return problems(world, alarms)
    except IntegrityError as error:
        return [error]
    finally:
        world.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_desk_has_the_log_in_the_end(
    seed: int, founded: Founded, tmp_path: Path, alarms: list[DomainError]
) -> None:
    assert what_goes_wrong(seed, tmp_path, founded, alarms) == []


MISTAKES = {
    "what a server has lost stays": (auditing, "unchain_after"),
    "an action stands there twice": (audit_travel, "_forget_waiting"),
    "the end that was signed isn't kept": (auditing, "keep_head"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_caught(
    mistake: str,
    founded: Founded,
    tmp_path: Path,
    alarms: list[DomainError],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module, name = MISTAKES[mistake]
    monkeypatch.setattr(module, name, lambda *_arguments: None)
    assert what_goes_wrong(SEEDS[0], tmp_path, founded, alarms) != []
