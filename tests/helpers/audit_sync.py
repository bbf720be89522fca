"""A server and desks that sync with it in this process, for tests of the audit log's travels."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.helpers.stores import KEY, NOW, found_test_centre, sqlite_store
from wset_desk.services.candidates import add_candidate
from wset_desk.services.workspace import Workspace
from wset_desk.storage.audit_travel import Travelled, entries_after
from wset_desk.storage.audit_verifying import Verified, verify
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.schema import AuditEntry, Device
from wset_desk.storage.store import Store
from wset_desk.sync.client import Client, Synced
from wset_desk.sync.connecting import brought_by, keep_link
from wset_desk.sync.hub import Hub, join
from wset_desk.sync.letting_in import take_up
from wset_desk.sync.messages import LetIn
from wset_desk.system.clock import FixedClock
from wset_desk.system.signing import Signer

ADDRESS = "https://exams.example.org"
MANY = 100_000
SEED = bytes(range(1, 33))


class Direct:
    """The way to the server without a network; every message is JSON in between."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        def ask(request: Any) -> Any:
            self.asked.append(name)
            sent = type(request).model_validate_json(request.model_dump_json(by_alias=True))
            answer = getattr(self._hub, name)(sent)
            return type(answer).model_validate_json(answer.model_dump_json(by_alias=True))

        return ask


class AuditedSync:
    """A server, and an office that has worked alone: `connect` hands its centre over."""

    def __init__(self, folder: Path, template: Path) -> None:
        self._folder, self._template = folder, template
        self.clock = FixedClock(NOW)
        server = self._store("server")
        self.server = replace(server, is_server=True, signs_with=Signer(SEED))
        self.office = found_test_centre(self._store("office"))
        self._adopting = False
        add(self.office, "Ann Lee")

    def _store(self, name: str) -> Store:
        return sqlite_store(self._folder / f"{name}.db", self._template, self.clock)

    def connect(self) -> None:
        """From now on the office has a server; its next sync hands everything over."""
        actor = self.office.actor
        with self.office.store.unit_of_work(actor, write=False) as uow:
            brought = brought_by(uow)
        let_in = take_up(self.server, actor.device_id, brought)
        keep_link(self.office.store, actor, let_in, address=ADDRESS)
        self._adopting = True

    def join(self, name: str) -> Workspace:
        """Another desk of the centre, still empty."""
        store = self._store(name)
        actor = replace(self.office.actor, device_id=store.new_id())
        with self.server.unit_of_work(self.office.actor, write=True) as uow:
            uow.add(Device(id=actor.device_id, name=name))
            uow.commit()
        join(store, actor.centre_id, actor.device_id)
        let_in = LetIn(centre_id=actor.centre_id, token="", fingerprint="")
        keep_link(store, actor, let_in, address=ADDRESS)
        return Workspace(store, actor)

    def sync(self, *desks: Workspace) -> Synced:
        """Sync desks in turn (the office, if none is named); answers what the last sync did."""
        for desk in desks or (self.office,):
            self.clock.advance(timedelta(minutes=2))
            synced = Client(desk.store, desk.actor, self.way_of(desk)).sync()
            self._adopting = False
        return synced

    def way_of(self, desk: Workspace) -> Any:
        actor = desk.actor
        hub = Hub(self.server, actor.centre_id, actor.device_id, is_trusted=self._adopting)
        return Direct(hub)

    def back_up(self) -> None:
        self.server.close()
        shutil.copy(self._folder / "server.db", self._folder / "backup.db")

    def restore(self) -> None:
        """As it was at the latest `back_up`."""
        self.server.close()
        for leftover in self._folder.glob("server.db-*"):
            leftover.unlink()
        shutil.copy(self._folder / "backup.db", self._folder / "server.db")
        engine = open_sqlite(self._folder / "server.db", KEY)
        self.server = replace(self.server, engine=engine)


def add(desk: Workspace, name: str) -> UUID:
    first, last = name.split()
    return desk.call(add_candidate, first_name=first, last_name=last).id


def verified(desk: Workspace, store: Store | None = None) -> Verified:
    """The log of the desk, or of another store of its centre."""
    with (store or desk.store).unit_of_work(desk.actor, write=False) as uow:
        return verify(uow)


def log_of(desk: Workspace, store: Store | None = None) -> list[Travelled]:
    """The whole chain."""
    with (store or desk.store).unit_of_work(desk.actor, write=False) as uow:
        return entries_after(uow, 0, MANY)


def waiting(desk: Workspace) -> list[str]:
    """The actions of the entries that wait for the server."""
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        return list(uow.session.scalars(select(AuditEntry.action).where(AuditEntry.n.is_(None))))
