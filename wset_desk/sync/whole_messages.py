"""What devices and the server say to each other about a centre as a whole: bodies as in
`messages`."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from wset_desk.sync.messages import Message

_MOST_PARTS = 1_000_000
PartNumber = Annotated[int, Field(ge=0, le=_MOST_PARTS)]


class SnapshotRequest(Message):
    epoch: UUID


class PartSummary(Message):
    """`rows` of one table; `digest` is the SHA-256 of the part as it is fetched, in hex."""

    number: PartNumber
    entity: str
    rows: int
    digest: str


class SnapshotManifest(Message):
    """The parts of a centre as it stood at `seq`."""

    id: UUID
    seq: int
    epoch: UUID
    schema_revision: str
    parts: list[PartSummary]


class PartRequest(Message):
    """Answered with the bytes of the part."""

    snapshot: UUID
    number: PartNumber
