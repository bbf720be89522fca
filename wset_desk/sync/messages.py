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

from wset_desk.sync.message_types import Currency, Moment, Number, Patch, Seq, ZoneName

PROTOCOL = 1
MOST_CHANGES = 2000
"""In one push; a user action is never split, so the last one may go over it."""

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
        list[SentChange], Field(max_length=5 * MOST_CHANGES), AfterValidator(_each_once)
    ]


class FieldConflict(Message):
    """A field that somebody else changed meanwhile."""

    mine: JsonValue
    theirs: JsonValue
    by: str | None = None
    at: datetime | None = None


class ChangeResult(Message):
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


class PushAnswer(Message):
    head: int
    last_n: int
    results: list[ChangeResult]


class PullRequest(Message):
    epoch: UUID
    cursor: Seq
    limit: Annotated[int, Field(ge=1, le=10_000, strict=True)] = 2000


class PulledRecord(Message):
    """A row as it stands now, whatever has happened to it since `seq`."""

    seq: int
    entity: str
    id: UUID
    record: dict[str, Any]


class PullAnswer(Message):
    """`next` is the cursor with which to go on."""

    changes: list[PulledRecord]
    next: int
    head: int
    more: bool


class HelloRequest(Message):
    protocol: Seq
    schema_revision: Annotated[str, Field(max_length=20)]
    device: UUID
    n: Seq
    epoch: UUID | None
    cursor: Seq


Mode = Literal["incremental", "snapshot", "upgrade_required", "read_only", "revoked"]


class HelloAnswer(Message):
    """`last_n` is the device's latest change that the server has; the life of the server's database
    began at `epoch_seq`."""

    protocol: int
    schema_min: str
    schema_revision: str
    epoch: UUID
    epoch_seq: Seq
    last_n: int
    mode: Mode
    server_time: AwareDatetime
    max_changes: int = MOST_CHANGES


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


class LetIn(Message):
    """`fingerprint` is what people compare before somebody approves the device."""

    centre_id: UUID
    token: str
    fingerprint: str


class RenewedToken(Message):
    token: str
