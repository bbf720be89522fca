"""What an administrator asks of the server beyond sync, and the sign-in that it takes."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from wset_desk.sync.messages import Answer, Message, Op


class SignInRequest(Message):
    """A person at the device that asks."""

    username: Annotated[str, Field(min_length=1, max_length=64)]
    password: Annotated[str, Field(min_length=1, max_length=256)]


class SignedIn(Answer):
    """`token` goes along with what only administrators may ask, until `until`, at this device."""

    token: str
    until: datetime
    staff_id: UUID
    name: str
    roles: list[str]


class CodeRequest(Message):
    """For a desk, or for the computer of the invigilator who is named."""

    kind: Literal["desk", "invigilator"]
    staff_id: UUID | None = None


class NewCode(Answer):
    """Good once, until `until`."""

    code: str
    until: datetime


class DeviceEntry(Answer):
    """A computer of the centre; `staff_id` is whose it is, of an invigilator's."""

    id: UUID
    name: str
    kind: str
    staff_id: UUID | None
    fingerprint: str | None
    approved_at: datetime | None
    revoked: bool


class Devices(Answer):
    devices: list[DeviceEntry]


class HandedInRecord(Answer):
    """A record's changed fields, as a computer handed them in that is kept out; `stands` is the
    record as the server has it, None where it has none. `code` says why it can't be written."""

    entity: str
    row_id: UUID
    op: Op
    patch: dict[str, Any]
    code: str | None
    stands: dict[str, Any] | None


class HandedInAction(Answer):
    """One action, by `by` (None: the program) at the computer `device`."""

    tx: UUID
    device: str
    by: str | None
    at: datetime
    action: str
    reason: str | None
    changes: list[HandedInRecord]


class HandedInAnswer(Answer):
    """The first actions that nobody has judged, of `total`."""

    actions: list[HandedInAction]
    total: int


class HandedInCount(Answer):
    """How many actions nobody has judged."""

    waiting: int
