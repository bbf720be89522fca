"""What one server says to another that takes a centre over from it."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from wset_desk.sync.message_types import Seq
from wset_desk.sync.messages import Answer, BroughtCentre, Message

MOST_ROWS = 10_000


class HandOverRequest(Message):
    """`server` is as what the one server writes for the centre; both have to have the same
    schema."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    server: UUID
    centre: BroughtCentre
    schema_revision: Annotated[str, Field(max_length=20)]


class HandOverBegun(Answer):
    """The token for what follows."""

    token: str


class HandOverPart(Message):
    """Rows of one table, as they stand. Parts are numbered from one."""

    number: Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
    table: Annotated[str, Field(max_length=60)]
    rows: Annotated[list[dict[str, Any]], Field(max_length=MOST_ROWS)]


class HandOverEnd(Message):
    """So many parts there were."""

    parts: Seq


class HandedOver(Answer):
    """It is done: the centre is this server's."""

    centre_id: UUID
