"""For how long people can sign in at a computer that doesn't reach its server."""

from datetime import timedelta

from sqlalchemy import func, select

from wset_desk.domain.access_settings import OFFLINE_SIGN_IN_DAYS
from wset_desk.domain.errors import DomainError
from wset_desk.services.setting_values import centre_setting
from wset_desk.storage.schema import ServerLink, SyncCursor
from wset_desk.storage.unit_of_work import UnitOfWork

TOO_LONG = "SIGN_IN_TOO_LONG_OFFLINE"


def check_reached_server(uow: UnitOfWork) -> None:
    """Refuse SIGN_IN_TOO_LONG_OFFLINE where passwords, and who may still work here, may have been
    out of date for too long. A centre that has no server, or its own on this computer, knows."""
    link = uow.session.scalars(select(ServerLink)).first()
    if link is None or link.is_own:
        return
    reached = uow.session.scalar(select(func.max(SyncCursor.synced_at))) or link.connected_at
    days = centre_setting(uow, OFFLINE_SIGN_IN_DAYS)
    if uow.now - reached > timedelta(days=days):
        since = reached.astimezone(uow.zone).date()
        raise DomainError(TOO_LONG, since=since, days=days)
