"""A server that has handed a centre over tells whoever comes where that is now."""

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.schema import ServerLink
from wset_desk.storage.unit_of_work import UnitOfWork


def check_here(uow: UnitOfWork) -> None:
    """Refuse SERVER_MOVED where another server has the centre, SERVER_MOVING where it may have."""
    link = uow.session.scalars(select(ServerLink)).first()
    if link is None:
        return
    if link.token is not None:
        raise DomainError("SERVER_MOVING", retry_after=10)
    raise DomainError("SERVER_MOVED", address=link.address, pin=link.pin or "")
