"""What a desk and the server that it has for itself say to each other."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from wset_desk.sync.messages import BroughtCentre, Message


class OwnStanding(Message):
    """The server's process, whether people depend on it now, and the centres that it has."""

    process: int
    stays: bool
    centres: list[UUID]


class OwnDesk(Message):
    """The desk of which the server is, and the centre that it has."""

    device: UUID
    brings: BroughtCentre


class OwnFounding(Message):
    """As what the server will write for the centre that comes."""

    server: UUID
    brings: BroughtCentre


class CodeWanted(Message):
    """For a computer that joins this centre."""

    centre_id: UUID


class MoveWanted(Message):
    """Another server is to have the centre, with this code."""

    centre_id: UUID
    address: Annotated[str, Field(max_length=300)]
    code: Annotated[str, Field(max_length=80)]


class CodeMade(Message):
    code: str
