"""An open store with the person who is signed in: what windows and the command line work on."""

from collections.abc import Callable
from typing import Any, TypeVar

from wset_desk.services.contract import Outcome, service_of
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.system.collector import nothing_collected
from wset_desk.system.paths import Profile

__all__ = ["Actor", "Workspace"]

T = TypeVar("T")


class Workspace:
    """Runs services for one actor, each in a unit of work of its own."""

    def __init__(self, store: Store, actor: Actor, profile: Profile | None = None) -> None:
        """Of a store on this computer that is a profile's, `profile`."""
        self._store = store
        self.profile = profile
        self.actor = actor

    @property
    def store(self) -> Store:
        return self._store

    def run(self, service: Callable[..., T], /, **arguments: Any) -> T:
        """Call the service and commit once. A refusal (DomainError) leaves the store as it was."""
        writes = service_of(service).writes
        unit_of_work = self._store.unit_of_work(self.actor, write=writes)
        with nothing_collected(), unit_of_work as uow:
            answer = service(uow, **arguments)
            if writes:
                uow.commit()
        return answer

    def call(self, command: Callable[..., Outcome[T]], /, **arguments: Any) -> T:
        """Run a command and answer its value alone."""
        return self.run(command, **arguments).value

    def act_as(self, actor: Actor) -> None:
        """From now on somebody else is signed in."""
        self.actor = actor

    def close(self) -> None:
        self._store.close()
