"""What devices and the server say to each other about a centre as a whole: bodies as in
`messages`."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from wset_desk.sync.messages import MOST_CHANGES, Answer, ChangeResult, Message, PulledRecord

_MOST_PARTS = 1_000_000
_LAST_BUCKET = 255
PartNumber = Annotated[int, Field(ge=0, le=_MOST_PARTS)]


class SnapshotRequest(Message):
    epoch: UUID


class PartSummary(Answer):
    """`rows` of one table; `digest` is the SHA-256 of the part as it is fetched, in hex."""

    number: PartNumber
    entity: str
    rows: int
    digest: str


class SnapshotManifest(Answer):
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


class DigestRequest(Message):
    epoch: UUID
    schema_revision: Annotated[str, Field(max_length=20)]


class BucketDigest(Answer):
    """What some rows of a table come to."""

    rows: int
    digest: str


class DigestAnswer(Answer):
    """By table and by the last byte of the rows' ids."""

    head: int
    tables: dict[str, dict[int, BucketDigest]]


class BucketRequest(Message):
    epoch: UUID
    entity: Annotated[str, Field(max_length=40)]
    buckets: Annotated[
        list[Annotated[int, Field(ge=0, le=_LAST_BUCKET)]], Field(min_length=1, max_length=256)
    ]


class BucketAnswer(Answer):
    """All rows of these buckets, as they stand."""

    head: int
    changes: list[PulledRecord]


class KnownRequest(Message):
    """Which of these changes has the server, whoever sent them?"""

    changes: Annotated[list[UUID], Field(max_length=MOST_CHANGES)]


class KnownAnswer(Answer):
    results: list[ChangeResult]


class ForkRequest(Message):
    """Who asks goes on as this device."""

    device: UUID
