"""How this computer stands with its server, by its own store."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import query
from wset_desk.storage.schema import OutboxEntry, ServerLink, SyncCursor
from wset_desk.storage.unit_of_work import UnitOfWork

NOT_TAKEN = ("conflict", "rejected", "blocked")


@dataclass(frozen=True, slots=True)
class ServerStanding:
    """`address` and `fingerprint` (this computer's) are None without a server. `synced_at` is when
    something was last exchanged; `waiting` changes are unsent, `not_taken` the server refused and
    nobody has settled."""

    address: str | None
    fingerprint: str | None
    synced_at: datetime | None
    waiting: int
    not_taken: int

    @property
    def is_connected(self) -> bool:
        return self.address is not None


@query(Permission.SIGN_IN)
def server_standing(uow: UnitOfWork) -> ServerStanding:
    """Without a server nothing waits."""
    link = uow.session.scalars(select(ServerLink)).first()
    if link is None:
        return ServerStanding(None, None, None, 0, 0)
    return ServerStanding(
        link.address,
        link.fingerprint,
        uow.session.scalar(select(func.max(SyncCursor.synced_at))),
        _count(uow, OutboxEntry.state == "waiting"),
        _count(uow, needs_attention()),
    )


def needs_attention() -> ColumnElement[bool]:
    """Of an outbox entry: the server didn't take it, and nobody has said what is to be kept."""
    kept = OutboxEntry.detail["kept"].as_string()
    return and_(OutboxEntry.state.in_(NOT_TAKEN), kept.is_(None))


def _count(uow: UnitOfWork, wanted: ColumnElement[bool]) -> int:
    return uow.session.scalar(select(func.count(OutboxEntry.id)).where(wanted)) or 0
