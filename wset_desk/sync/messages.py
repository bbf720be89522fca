"""What devices and the server say to each other: the bodies of the requests, strictly typed.

In JSON the names are in camelCase. `patch` and `record` hold columns by name, in the store's wire
form; a record leaves out what is NULL.
"""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StrictBool,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from wset_desk.sync.message_types import Currency, Hash, Moment, Number, Patch, Seq, ZoneName

PROTOCOL = 1
MOST_CHANGES = 2000
"""In one push; a user action isn't split, so the last one may go over it."""
LARGEST_ACTION = 40_000
"""Changes: an import that makes more is sent in portions, each of which is taken whole or not."""

Op = Literal["insert", "update", "delete"]
Status = Literal["applied", "merged", "conflict", "rejected", "blocked"]


class Message(BaseModel):
    """Frozen; a member that isn't known is refused rather than overlooked."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        frozen=True,
        extra="forbid",
    )


class Answer(Message):
    """Of the server's: what a newer one says beyond this is overlooked."""

    model_config = ConfigDict(extra="ignore")


class SentChange(Message):
    """One record's changed fields. `tx` ties together what one user action did."""

    change_id: UUID
    n: Number
    tx: UUID
    entity: Annotated[str, Field(max_length=40)]
    id: UUID
    op: Op
    base_seq: Seq | None
    patch: Patch
    user: UUID | None
    client_time: Moment
    action: Annotated[str, Field(max_length=80)] = ""
    reason: Annotated[str, Field(max_length=500)] | None = None


def _each_once(changes: list[SentChange]) -> list[SentChange]:
    if len({change.change_id for change in changes}) < len(changes):
        raise PydanticCustomError("change_twice", "twice")
    return changes


class PushRequest(Message):
    """`answered_n`: the latest change of which the device has stored what became of it."""

    epoch: UUID
    answered_n: Seq
    changes: Annotated[
        list[SentChange], Field(max_length=LARGEST_ACTION), AfterValidator(_each_once)
    ]


class FieldConflict(Answer):
    """A field that somebody else changed meanwhile."""

    mine: JsonValue
    theirs: JsonValue
    by: str | None = None
    at: datetime | None = None


class ChangeResult(Answer):
    """What became of a change.

    `overwrote`: of a merged one, the values that it took the place of. `record`: of one that wasn't
    taken, the row as the server has it; None where it has none.
    """

    change_id: UUID
    n: int
    status: Status
    seq: int | None = None
    code: str | None = None
    parameters: dict[str, JsonValue] = {}
    conflict: dict[str, FieldConflict] = {}
    overwrote: Patch = {}
    record: dict[str, Any] | None = None


class PushAnswer(Answer):
    head: int
    last_n: int
    results: list[ChangeResult]


ScopeName = Annotated[str, Field(max_length=60)]
Cursors = Annotated[dict[ScopeName, Seq], Field(max_length=1000)]


class PullRequest(Message):
    """`cursors`: of a device that gets less than its whole centre, by scope."""

    epoch: UUID
    cursor: Seq
    limit: Annotated[int, Field(ge=1, le=10_000, strict=True)] = 2000
    cursors: Cursors = {}


class PulledRecord(Answer):
    """A row as it stands now, whatever has happened to it since `seq`."""

    seq: int
    entity: str
    id: UUID
    record: dict[str, Any]


class ScopedRecord(Answer):
    """A row of a scope as the device may see it; or one that leaves all of its scopes."""

    seq: int
    entity: str
    id: UUID
    op: Literal["row", "leave"]
    record: dict[str, Any] | None = None


class ScopeChanges(Answer):
    """`withdrawn`: the scope isn't the device's any more, if it ever was."""

    changes: list[ScopedRecord]
    next: int
    head: int
    more: bool = False
    withdrawn: bool = False


class SignedHead(Answer):
    """The end of the audit log: entry `n` with its hash (none: 0), signed with the server's
    `key`."""

    n: Seq
    hash: Annotated[str, Field(max_length=64)]
    epoch: UUID | None
    key: Hash
    signature: Annotated[str, Field(max_length=128)]


class PullAnswer(Answer):
    """`next` is the cursor with which to go on, `audit` the end of the audit log as it is now."""

    changes: list[PulledRecord]
    next: int
    head: int
    more: bool
    scopes: dict[str, ScopeChanges] = {}
    audit: SignedHead | None = None


WHOLE_CENTRE = "centre"
"""The scope of a device that holds everything of its centre."""
OWN, SESSION = "own", "session:"
"""The scopes of any other device: what it needs at all; and, with its id, each of its exams."""


class HelloRequest(Message):
    protocol: Seq
    schema_revision: Annotated[str, Field(max_length=20)]
    device: UUID
    n: Seq
    epoch: UUID | None
    cursor: Seq
    cursors: Cursors = {}


Mode = Literal["incremental", "snapshot", "upgrade_required", "read_only", "revoked"]


class HelloAnswer(Answer):
    """`last_n` is the device's latest change that the server has; the life of the server's database
    began at `epoch_seq`. `granted` are the scopes that the device may read, `withdrawn` those of
    its cursors that it may no longer.

    `head` is the end of the log, and `audit` that of the audit log, for a device that has
    everything: one that is there already needn't pull.
    """

    protocol: int
    schema_min: str
    schema_revision: str
    epoch: UUID
    epoch_seq: Seq
    last_n: int
    mode: Mode
    server_time: AwareDatetime
    max_changes: int = MOST_CHANGES
    granted: list[str] = [WHOLE_CENTRE]
    withdrawn: list[str] = []
    head: Seq | None = None
    audit: SignedHead | None = None


class EnrolRequest(Message):
    """A device asks to be let in with a code; one that `brings` a centre hands that over."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    device: UUID
    name: Annotated[str, Field(min_length=1, max_length=120)]
    brings: "BroughtCentre | None" = None


class BroughtCentre(Message):
    """A centre as its desk has it, which has had no server so far."""

    id: UUID
    name: Annotated[str, Field(min_length=1, max_length=200)]
    time_zone: ZoneName
    currency: Currency
    is_sample: StrictBool
    created_at: Moment


class LetIn(Answer):
    """`fingerprint` is what people compare before somebody approves the device."""

    centre_id: UUID
    token: str
    fingerprint: str


class RenewedToken(Answer):
    token: str
