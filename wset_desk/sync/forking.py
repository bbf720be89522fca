"""A device of which the server has changes that it doesn't know itself: it was copied, or set back.

It goes on as a device of its own, by itself. Whoever may act as the old one may have one more let
in: it is of the same kind and approved as that is, has a token of its own, and is told apart by its
name. What waits to be sent is numbered anew, under new ids, unless the server has it already: the
other of the two may send the same changes, too. Nothing is lost, and nothing is there twice.
"""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from wset_desk.storage.identity import number_anew
from wset_desk.storage.schema import OutboxEntry, ServerLink
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork
from wset_desk.sync.messages import MOST_CHANGES, ChangeResult, LetIn
from wset_desk.sync.repairing import forget_comparison
from wset_desk.sync.replica import take_answers
from wset_desk.sync.whole_messages import ForkRequest, KnownAnswer, KnownRequest


class Source(Protocol):
    """The way to the server, as the old device or as the new one; see `Transport`."""

    def known(self, request: KnownRequest) -> KnownAnswer: ...
    def fork(self, request: ForkRequest) -> LetIn: ...


def is_unknown(link: ServerLink | None, actor: Actor) -> bool:
    """Whether the store has become a device that the server hasn't let in."""
    return link is not None and link.device_id not in (None, actor.device_id)


def be_let_in(
    store: Store,
    actor: Actor,
    source: Source,
    keep: Callable[[UnitOfWork, LetIn], object],
) -> None:
    """Have the server know the new device, which `actor` is; `keep` stores what it answers.

    Broken off anywhere, it can be done again.
    """
    results = _known(source, _waiting(store, actor))
    let_in = source.fork(ForkRequest(device=actor.device_id))
    with store.replica(actor) as uow:
        take_answers(uow, results)
        uow.session.flush()
        number_anew(uow.session.connection(), actor, store.new_id)
        forget_comparison(uow)
        keep(uow, let_in)
        uow.commit()


def _waiting(store: Store, actor: Actor) -> Sequence[UUID]:
    waiting = select(OutboxEntry.id).where(OutboxEntry.state == "waiting").order_by(OutboxEntry.n)
    with store.unit_of_work(actor, write=False) as uow:
        return uow.session.scalars(waiting).all()


def _known(source: Source, changes: Sequence[UUID]) -> list[ChangeResult]:
    """What has become of those that the server has."""
    found: list[ChangeResult] = []
    for start in range(0, len(changes), MOST_CHANGES):
        some = changes[start : start + MOST_CHANGES]
        found += source.known(KnownRequest(changes=list(some))).results
    return found
