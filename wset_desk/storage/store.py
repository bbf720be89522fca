"""A store that is open: engine, clock and source of ids, shared by its units of work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Engine

from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.system.clock import Clock


@dataclass(frozen=True)
class Store:
    """`key` is the one under which an SQLite file lies: its backups need it."""

    engine: Engine
    clock: Clock
    new_id: Callable[[], UUID]
    key: bytes | None = field(default=None, repr=False)

    def unit_of_work(self, actor: Actor, *, write: bool) -> UnitOfWork:
        """A unit of work to be used in a `with` block; nothing is kept unless it is committed."""
        return UnitOfWork(self.engine, actor, self.clock, self.new_id, write=write)

    def close(self) -> None:
        self.engine.dispose()
