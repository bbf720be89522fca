"""What devices and the server say to each other about the audit log: bodies as in `messages`."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from wset_desk.storage.audit_travel import COLUMNS, Travelled
from wset_desk.sync.message_types import Hash, Moment, Number, Patch, Seq
from wset_desk.sync.messages import Answer, Message, Op, SignedHead

MOST_ENTRIES = 2000
"""In one request or answer."""
Salt = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]


class ToldEntry(Message):
    """An entry with its place in the chain.

    `personal` and `reason` are what was sealed with the `salt`; all are gone from an erased one.
    """

    id: UUID
    n: Number
    at: Moment
    tx: UUID
    actor_id: UUID | None = None
    actor_name: Annotated[str, Field(max_length=200)]
    device_id: UUID
    action: Annotated[str, Field(max_length=80)]
    entity: Annotated[str, Field(max_length=40)]
    row_id: UUID
    op: Op
    changes: Patch
    reason: Annotated[str, Field(max_length=500)] | None = None
    sealed: Hash | None = None
    hash: Hash
    salt: Salt | None = None
    personal: Patch | None = None

    @classmethod
    def of(cls, entry: Travelled) -> "ToldEntry":
        return cls.model_construct(**entry.columns, salt=entry.salt, personal=entry.personal)

    @property
    def travelled(self) -> Travelled:
        columns = {name: getattr(self, name) for name in COLUMNS}
        return Travelled(columns, self.salt, self.personal)


class AuditRequest(Message):
    """The entries after `cursor`."""

    epoch: UUID
    cursor: Seq
    limit: Annotated[int, Field(ge=1, le=MOST_ENTRIES, strict=True)] = 1000


class AuditAnswer(Answer):
    """`head` is signed for the last of the entries; without any, for the log's end."""

    entries: list[ToldEntry]
    next: int
    more: bool
    head: SignedHead


class BringRequest(Message):
    """Entries of a log that its desk has kept alone."""

    epoch: UUID
    entries: Annotated[list[ToldEntry], Field(max_length=MOST_ENTRIES)]


class BringAnswer(Answer):
    """`last`: so far the server has the log now."""

    last: int
