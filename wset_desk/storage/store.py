"""A store that is open: engine, clock and source of ids, shared by its units of work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Engine

from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.system.clock import Clock


@dataclass(frozen=True)
class Store:
    """`key` is the one under which an SQLite file lies: its backups need it. What is written to the
    store of a server (`is_server`) goes into the log of its centre instead of an outbox."""

    engine: Engine
    clock: Clock
    new_id: Callable[[], UUID]
    key: bytes | None = field(default=None, repr=False)
    is_server: bool = False

    def unit_of_work(self, actor: Actor, *, write: bool) -> UnitOfWork:
        """A unit of work to be used in a `with` block; nothing is kept unless it is committed."""
        return UnitOfWork(
            self.engine, actor, self.clock, self.new_id, write=write, is_server=self.is_server
        )

    def replica(self, actor: Actor) -> UnitOfWork:
        """A unit of work that takes over what others have written."""
        return UnitOfWork(self.engine, actor, self.clock, self.new_id, write=True, is_replica=True)

    def close(self) -> None:
        self.engine.dispose()
