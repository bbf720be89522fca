"""A server hands a centre over to another, with everything that it has of it: rows, log, audit
chain, devices and how they are known.

While it reads, nobody writes. Then it takes nothing any more, and tells whoever comes where the
centre is now. If nobody says whether the other one has it, it goes on asking.
"""

from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.storage.credentials import server_device
from wset_desk.storage.migrate import revisions
from wset_desk.storage.schema import ServerLink
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.storage.whole_centre import forget_link, read_centre
from wset_desk.sync.connecting import brought_by
from wset_desk.sync.hand_over_messages import (
    HandedOver,
    HandOverBegun,
    HandOverEnd,
    HandOverPart,
    HandOverRequest,
)
from wset_desk.sync.http import HttpTransport
from wset_desk.sync.invitation import Invitation, accept
from wset_desk.sync.moved import check_here


def hand_over(store: Store, centre_id: UUID, *, address: str, code: str) -> None:
    """Have the server at `address` be the centre's from now on.

    Refuses SERVER_MOVED, what `accept` and the other server refuse: then nothing has changed.
    Raises ServerUnreachable; if everything was sent by then, `go_on` asks again.
    """
    actor = Actor(centre_id, server_device(store.engine, centre_id), "")
    to = accept(address, code)
    begun = _begin(store, actor, to)
    with (
        HttpTransport(to.address, begun.token, pin=to.pin) as other,
        store.unit_of_work(actor, write=True) as uow,
    ):
        check_here(uow)
        parts = _send(uow, other)
        uow.session.add(
            ServerLink(
                address=to.address,
                fingerprint=str(parts),
                token=begun.token,
                pin=to.pin,
                connected_at=uow.now,
            )
        )
        uow.commit()
    go_on(store, centre_id)


def is_under_way(store: Store, centre_id: UUID) -> bool:
    """Whether everything was sent, and nobody has said that it arrived."""
    actor = Actor(centre_id, server_device(store.engine, centre_id), "")
    with store.unit_of_work(actor, write=False) as uow:
        link = _link(uow)
    return link is not None and link.token is not None


def go_on(store: Store, centre_id: UUID) -> None:
    """Have the other server say that it has the centre; once it has said so, nothing is asked.

    Refuses what it refuses: then the centre is here as before. Raises ServerUnreachable.
    """
    actor = Actor(centre_id, server_device(store.engine, centre_id), "")
    with store.unit_of_work(actor, write=False) as uow:
        link = _link(uow)
    if link is None or link.token is None:
        return
    end = HandOverEnd(parts=int(link.fingerprint))
    try:
        with HttpTransport(link.address, link.token, pin=link.pin) as other:
            other.ask("/api/hand-over/end", end, HandedOver)
    except DomainError:
        with store.replica(actor) as uow:
            forget_link(uow.session.connection(), centre_id)
            uow.commit()
        raise
    with store.replica(actor) as uow:
        known = _link(uow)
        if known is not None:
            known.token = None
        uow.commit()


def _begin(store: Store, actor: Actor, to: Invitation) -> HandOverBegun:
    with store.unit_of_work(actor, write=False) as uow:
        check_here(uow)
        request = HandOverRequest(
            code=to.code,
            server=actor.device_id,
            centre=brought_by(uow),
            schema_revision=revisions()[-1],
        )
    with HttpTransport(to.address, pin=to.pin) as other:
        return other.ask("/api/hand-over/begin", request, HandOverBegun)


def _send(uow: UnitOfWork, other: HttpTransport) -> int:
    """Answers how many parts there were."""
    number = 0
    for part in read_centre(uow.session.connection(), uow.actor.centre_id):
        number += 1
        body = HandOverPart(number=number, table=part.table, rows=list(part.rows))
        other.tell("/api/hand-over/part", body)
    return number


def _link(uow: UnitOfWork) -> ServerLink | None:
    return uow.session.scalars(select(ServerLink)).first()
