"""What becomes of a fee when a seat is given up or changed, in words (rule 9)."""

from __future__ import annotations

from ui.common import dates
from ui.common.money import money_text
from ui.desk.context import DeskSession
from wset_desk.i18n import _
from wset_desk.services.board.changes import BookedPlace


def time_text(place: BookedPlace, session: DeskSession) -> str:
    """Whether it is in time, and until when it was."""
    when = dates.moment_text(place.deadline, session.zone)
    if place.is_in_time:
        return _("In time: the seat can be given up until {when}.").format(when=when)
    return _("Too late since {when}: a reason is needed.").format(when=when)


def cancel_text(place: BookedPlace, session: DeskSession) -> str:
    """What cancelling does to the fee, unless staff choose otherwise."""
    if not place.fee:
        return _("No fee was charged for this seat.")
    if not place.is_in_time:
        return _("The fee of {fee} stays as it is, unless you return it.").format(
            fee=money_text(place.fee, session.currency)
        )
    parts = []
    if place.received > 0:
        text = _("{amount} is refunded.")
        parts.append(text.format(amount=money_text(place.received, session.currency)))
    if place.owed > 0:
        text = _("{amount} is owed no longer.")
        parts.append(text.format(amount=money_text(place.owed, session.currency)))
    return " ".join(parts) or _("Nothing is owed and nothing was paid.")


def move_text(place: BookedPlace, session: DeskSession) -> str:
    """What rescheduling does to the fee, unless staff choose otherwise."""
    if not place.fee:
        return _("No fee was charged for this seat.")
    fee = money_text(place.fee, session.currency)
    if place.is_in_time:
        return _("The fee of {fee} moves along.").format(fee=fee)
    return _("The fee of {fee} stays, and a new one is charged.").format(fee=fee)
