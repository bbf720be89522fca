"""A desk asks the server that it has for itself."""

import platform
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.services.own_server import OwnServer
from wset_desk.storage.identity import this_device
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.sync import founding
from wset_desk.sync.connecting import brought_by, keep_link, link_of
from wset_desk.sync.hand_over_messages import HandOverBegun
from wset_desk.sync.http import HttpTransport, ServerUnreachable
from wset_desk.sync.messages import LetIn
from wset_desk.sync.own_messages import (
    CodeMade,
    CodeWanted,
    MoveWanted,
    OwnDesk,
    OwnFounding,
    OwnStanding,
)


def find_standing(server: OwnServer) -> OwnStanding | None:
    """None where it isn't running, or something else is at its address."""
    try:
        with _transport(server) as transport:
            return transport.ask("/api/own/standing", None, OwnStanding)
    except (ServerUnreachable, DomainError, OSError):
        return None


def make_code(server: OwnServer, centre_id: UUID) -> str:
    """For a computer that joins the centre. Raises ServerUnreachable."""
    with _transport(server) as transport:
        return transport.ask("/api/own/code", CodeWanted(centre_id=centre_id), CodeMade).code


def have_it_end(server: OwnServer) -> None:
    """Its desk begins another one. Raises ServerUnreachable."""
    with _transport(server) as transport:
        transport.tell("/api/own/end")


def move(server: OwnServer, centre_id: UUID, address: str, code: str) -> None:
    """Have it hand the centre over to another server. Refuses what `handing_over.hand_over` does;
    raises ServerUnreachable where this computer's server doesn't answer."""
    with _transport(server) as transport:
        wanted = MoveWanted(centre_id=centre_id, address=address, code=code)
        transport.tell("/api/own/move", wanted)


def settle_link(store: Store, actor: Actor, server: OwnServer) -> bool:
    """See to it that the desk syncs with its own server, unless it has another one; answers whether
    it does. Raises ServerUnreachable.

    Each time it gets a new token: it may have been away for longer than one lasts. A server that
    doesn't know the centre (a restored desk's, or one that has lost its file) is given everything.
    """
    actor = this_device(store, actor)
    with store.unit_of_work(actor, write=False) as uow:
        link, brings = link_of(uow), brought_by(uow)
        may_be_sent = founding.may_be_sent(uow)
    if link is not None and not link.is_own:
        return False
    with _transport(server) as transport:
        standing = transport.ask("/api/own/standing", None, OwnStanding)
        if brings.id not in standing.centres and not may_be_sent:
            actor = _found(store, actor, server, transport)
        desk = OwnDesk(device=actor.device_id, brings=brings)
        let_in = transport.ask("/api/own/let-in", desk, LetIn)
    address = server.address or ""
    keep_link(store, actor, let_in, address=address, pin=server.fingerprint, is_own=True)
    return True


def _found(store: Store, actor: Actor, server: OwnServer, transport: HttpTransport) -> Actor:
    with store.unit_of_work(actor, write=False) as uow:
        is_linked, brings = link_of(uow) is not None, brought_by(uow)
    if is_linked:
        founding.begin_alone(store, actor, platform.node() or "WSET Desk")
        actor = this_device(store, actor)
    own = OwnFounding(server=store.new_id(), brings=brings)
    begun = transport.ask("/api/own/found", own, HandOverBegun)
    with HttpTransport(server.address or "", begun.token, pin=server.fingerprint) as other:
        founding.found(store, actor, own.server, other)
    return actor


def _transport(server: OwnServer) -> HttpTransport:
    """Raises ServerUnreachable where it was never started, OSError where its files are gone."""
    if server.address is None:
        raise ServerUnreachable("not started yet")
    return HttpTransport(server.address, server.token, pin=server.fingerprint)
