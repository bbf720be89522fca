"""How this computer stands with its server, by its own store."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import query
from wset_desk.services.syncing.refused import needs_attention, refused_actions
from wset_desk.storage.schema import OutboxEntry, ServerLink, SyncCursor
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ServerStanding:
    """`address` and `fingerprint` (this computer's) are None without a server. `synced_at` is when
    something was last exchanged; `waiting` changes are unsent, `not_taken` the server refused and
    nobody has settled. `is_own`: the server is the one that this computer has for itself."""

    address: str | None
    fingerprint: str | None
    synced_at: datetime | None
    waiting: int
    not_taken: int
    is_own: bool = False

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
        _waiting(uow),
        _actions_not_taken(uow),
        link.is_own,
    )


def _waiting(uow: UnitOfWork) -> int:
    wanted = select(func.count(OutboxEntry.id)).where(OutboxEntry.state == "waiting")
    return uow.session.scalar(wanted) or 0


def _actions_not_taken(uow: UnitOfWork) -> int:
    """Mostly there are none, and that is asked with every exchange."""
    some = uow.session.scalar(select(OutboxEntry.id).where(needs_attention()).limit(1))
    return 0 if some is None else len(refused_actions(uow))
