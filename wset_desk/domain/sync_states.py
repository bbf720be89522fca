"""How a desk stands with its server, as its window says it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wset_desk.domain.errors import DomainError


class SyncKind(StrEnum):
    ALONE = "alone"
    """There is no server."""
    SAVED = "saved"
    SYNCING = "syncing"
    OFFLINE = "offline"
    REFUSED = "refused"
    """Nothing is exchanged, though nobody is offline: `SyncState.refusal` says why."""


@dataclass(frozen=True)
class SyncState:
    """`waiting` changes haven't had their answer; `attention` of them weren't taken, and nobody has
    looked at them yet; an audit log of the server's that can't be taken counts, too (`refusal`).
    `since` is when it began to be offline or refused, aware, in UTC. `is_own`: the server is this
    computer's own. `notice` is what has happened by itself, and is to be known."""

    kind: SyncKind = SyncKind.ALONE
    waiting: int = 0
    attention: int = 0
    since: datetime | None = None
    refusal: DomainError | None = None
    is_own: bool = False
    notice: DomainError | None = None

    @property
    def is_connected(self) -> bool:
        """Whether there is a server."""
        return self.kind is not SyncKind.ALONE

    @property
    def is_paused(self) -> bool:
        """The server is of an older version: there is nothing to be done here but to wait."""
        return self.refusal is not None and self.refusal.code == "SERVER_TOO_OLD"


@dataclass(frozen=True)
class OwnServerState:
    """The server that a desk has for itself: whether other computers on the network may come."""

    lets_in: bool


@dataclass(frozen=True)
class ComputerInvited:
    """What has to be typed at a computer that is to join; one of the addresses, and the code."""

    addresses: tuple[str, ...]
    code: str
