"""The waiting line of a full exam session: strict order, and offers of freed seats (rule 8).

Offers expire by themselves: how a line stands follows from what was stored last and the time at
which it is looked at, so that nobody has to be there when an offer runs out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from uuid import UUID


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody in line; `offered_until` is None for whoever has no offer."""

    id: UUID
    offered_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """`hours`: how long a freed seat is kept for the first in line; 0: it is free at once.

    No offer lasts longer than `closes`, when the session's booking ends.
    """

    hours: int
    closes: datetime

    def until(self, since: datetime) -> datetime | None:
        """When an offer made at `since` expires; None: none is made."""
        until = min(since + timedelta(hours=self.hours), self.closes)
        return until if until > since else None


@dataclass(frozen=True, slots=True)
class Offer:
    """A seat is held from `since` until `until`; at that very instant it isn't any more."""

    since: datetime
    until: datetime


@dataclass(slots=True)
class Line:
    """How a line stands: open offers by who has them, who waits behind them, who let theirs go.

    `made` are those of the offers that haven't been stored yet.
    """

    waiting: list[UUID]
    offers: dict[UUID, datetime] = field(default_factory=dict)
    expired: list[UUID] = field(default_factory=list)
    made: dict[UUID, Offer] = field(default_factory=dict)


def line_at(now: datetime, people: Sequence[InLine], seats: int, terms: OfferTerms) -> Line:
    """The line as it stands at `now`: whose offer expired, the next one has had since then.

    `people` are in order; `seats` are those that nobody sits on, held ones among them.
    """
    line = Line([each.id for each in people if each.offered_until is None])
    running = list(_offers(people))
    heapify(running)
    while running and running[0][0] <= now:
        ended, _order, who = heappop(running)
        line.expired.append(who)
        line.made.pop(who, None)
        if len(running) < seats and line.waiting:
            follower = line.waiting[0]
            until = _offer(line, ended, terms)
            if until is not None:
                heappush(running, (until, len(people), follower))
    line.offers = {who: until for until, _order, who in running}
    return line


def offer_seats(line: Line, now: datetime, seats: int, terms: OfferTerms) -> None:
    """Offer every seat that is free at `now` to whoever is first."""
    while line.waiting and len(line.offers) < seats:
        who = line.waiting[0]
        until = _offer(line, now, terms)
        if until is None:
            return
        line.offers[who] = until


def _offers(people: Sequence[InLine]) -> Iterator[tuple[datetime, int, UUID]]:
    for order, each in enumerate(people):
        if each.offered_until is not None:
            yield each.offered_until, order, each.id


def _offer(line: Line, since: datetime, terms: OfferTerms) -> datetime | None:
    """Offer a seat to the first who waits; None where no offer is made any more."""
    until = terms.until(since)
    if until is not None:
        who = line.waiting.pop(0)
        line.made[who] = Offer(since, until)
    return until
