"""A store that is open: engine, clock and source of ids, shared by its units of work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from threading import Lock
from uuid import UUID

from sqlalchemy import Engine

from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.system.clock import Clock
from wset_desk.system.signing import Signer, signer_of


@dataclass(frozen=True)
class Store:
    """`key` is the one under which an SQLite file lies: its backups need it. What is written to the
    store of a server (`is_server`) goes into the log of its centre instead of an outbox. A database
    that lies under no key has its `signs_with` from elsewhere. It was opened at `cut_off_at` if the
    program before had been cut off. Who is `syncing` it holds the lock."""

    engine: Engine
    clock: Clock
    new_id: Callable[[], UUID]
    key: bytes | None = field(default=None, repr=False)
    is_server: bool = False
    signs_with: Signer | None = field(default=None, repr=False)
    cut_off_at: datetime | None = None
    syncing: Lock = field(default_factory=Lock, repr=False, compare=False)

    @cached_property
    def signer(self) -> Signer | None:
        """With what the end of the audit log is signed."""
        return self.signs_with or (None if self.key is None else signer_of(self.key))

    def unit_of_work(self, actor: Actor, *, write: bool) -> UnitOfWork:
        """A unit of work to be used in a `with` block; nothing is kept unless it is committed."""
        return UnitOfWork(
            self.engine,
            actor,
            self.clock,
            self.new_id,
            write=write,
            is_server=self.is_server,
            signer=self.signer,
        )

    def replica(self, actor: Actor) -> UnitOfWork:
        """A unit of work that takes over what others have written."""
        return UnitOfWork(
            self.engine,
            actor,
            self.clock,
            self.new_id,
            write=True,
            is_replica=True,
            signer=self.signer,
        )

    def close(self) -> None:
        self.engine.dispose()
