"""What a decision does, in words: to results, to bookings, to the fee."""

from __future__ import annotations

from ui.common import labels
from ui.common.money import money_text
from wset_desk.i18n import _
from wset_desk.services.board.changes import BookedPlace
from wset_desk.services.enquiries.rows import DecisionPreview


def fee_text(place: BookedPlace, currency: str) -> str:
    """ "£125.00 paid", "£125.00 owed", "no fee"."""
    parts = []
    if place.received > 0:
        text = _("{amount} paid")
        parts.append(text.format(amount=money_text(place.received, currency)))
    if place.owed > 0:
        parts.append(_("{amount} owed").format(amount=money_text(place.owed, currency)))
    return " · ".join(parts) or _("no fee")


def refund_text(preview: DecisionPreview, currency: str) -> str:
    """What becomes of the fee of the enquiry."""
    if preview.refundable <= 0:
        return _("No money has come in that could go back.")
    amount = money_text(preview.refundable, currency)
    if preview.refund_due:
        return _("{amount} goes back to the candidate.").format(amount=amount)
    if preview.refund_is_choice:
        return _("The fee of {amount} stays, unless you choose otherwise.").format(amount=amount)
    return _("The fee of {amount} stays with the centre.").format(amount=amount)


def booking_lines(preview: DecisionPreview) -> list[str]:
    """What it means for what is booked, and for what could be booked again."""
    lines = [
        _("{exam} isn't needed any more; its cancellation is proposed.").format(
            exam=place.exam_name
        )
        for place in preview.needless
    ]
    lines += [
        _("{paper} can be resat again.").format(paper=labels.exam_type(each))
        for each in preview.reopens
    ]
    return lines
