"""A device that has nothing yet, and the wire to its server, for tests of a whole centre."""

from collections.abc import Callable
from typing import Any

from tests.helpers.replay import rows_of
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync.client import Client, Synced
from wset_desk.sync.hub import Hub

PEOPLE = 12


class Cut(Exception):  # noqa: N818 - a network, no mistake
    """The network is gone."""


class Wire:
    """The server, as a device reaches it; `before` is called with each request."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.asked: list[str] = []
        self.before: Callable[[str, Any], object] = lambda _name, _request: None
        self.spoilt = 0

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        def ask(request: Any) -> Any:
            self.before(name, request)
            self.asked.append(name)
            answer = getattr(self._hub, name)(request)
            if name == "part" and self.spoilt:
                self.spoilt -= 1
                return answer[:-1]
            return answer

        return ask


class Desk:
    """A device that has nothing yet."""

    def __init__(self, store: Store, actor: Actor, server: Store) -> None:
        self.store, self.actor = store, actor
        self.wire = Wire(Hub(server, actor.centre_id, actor.device_id))
        self.heard: list[tuple[int, int]] = []

    @property
    def client(self) -> Client:
        def hear(done: int, of: int) -> None:
            self.heard.append((done, of))

        return Client(self.store, self.actor, self.wire, on_progress=hear)

    def sync(self) -> Synced:
        return self.client.sync()

    def type_name(self, name: str) -> None:
        """Somebody adds a person of this name."""
        with self.store.unit_of_work(self.actor, write=True) as uow:
            uow.session.add(Candidate(first_name="Cy", last_name=name, search_text=""))
            uow.commit()


def add_people(office: Workspace, count: int) -> None:
    with office.store.unit_of_work(office.actor, write=True) as uow:
        uow.session.add_all(
            Candidate(first_name="Ann", last_name=f"Lee {n}", search_text="") for n in range(count)
        )
        uow.commit()


def is_same(desk: Desk, office: Workspace) -> bool:
    return rows_of(desk.store) == rows_of(office.store)
