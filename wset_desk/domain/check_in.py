"""What stops a candidate's check-in (rules 9 and 18): one function for every screen and station."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from wset_desk.domain.errors import Refusal
from wset_desk.domain.registrations import RegistrationStatus


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """Everything on which it depends whether a candidate is let in.

    `start` and `end` are the candidate's own, extra time included. `owed` is what is owed of the
    booking's fee; where the books aren't at hand, `fee_paid` is all that is known of it.
    `override_reason`: why staff let the candidate in all the same.
    `identity_problem` is what is wrong with the identity document.
    """

    status: RegistrationStatus
    session_cancelled: bool
    start: datetime
    end: datetime
    now: datetime
    zone: ZoneInfo
    opens_before: timedelta
    owed: Decimal = Decimal("0.00")
    fee_paid: bool = True
    override_reason: str | None = None
    identity_problem: Refusal | None = None

    @property
    def opens(self) -> datetime:
        """When check-in opens."""
        return self.start - self.opens_before


_OVER: dict[RegistrationStatus, str] = {
    RegistrationStatus.COMPLETED: "CHECK_IN_COMPLETED",
    RegistrationStatus.NO_SHOW: "CHECK_IN_NO_SHOW",
    RegistrationStatus.CANCELLED: "CHECK_IN_CANCELLED",
    RegistrationStatus.RESCHEDULED: "CHECK_IN_RESCHEDULED",
}


def check_in_blockers(facts: CheckInFacts) -> tuple[Refusal, ...]:
    """Every reason against letting the candidate in now, the most telling first; empty: let in."""
    return (*_of_the_booking(facts), *_of_the_time(facts), *_of_the_person(facts))


def _of_the_booking(facts: CheckInFacts) -> Iterator[Refusal]:
    if facts.session_cancelled:
        yield Refusal("SESSION_CANCELLED")
    if facts.status in _OVER:
        yield Refusal(_OVER[facts.status])


def _of_the_time(facts: CheckInFacts) -> Iterator[Refusal]:
    if facts.now < facts.opens:
        opens = facts.opens.astimezone(facts.zone)
        words: dict[str, object] = {"day": opens.date(), "time": f"{opens:%H:%M}"}
        yield Refusal("CHECK_IN_TOO_EARLY", words)
    if facts.now >= facts.end:
        yield Refusal("CHECK_IN_OVER")


def _of_the_person(facts: CheckInFacts) -> Iterator[Refusal]:
    if facts.owed > 0 and not facts.override_reason:
        yield Refusal("FEE_OWED", {"owed": facts.owed})
    elif not facts.fee_paid and not facts.override_reason:
        yield Refusal("FEE_NOT_PAID")
    if facts.identity_problem is not None:
        yield facts.identity_problem
