"""Bookings and ledger entries in words."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from ui.common import dates, labels
from ui.common.money import method_text, money_text
from ui.desk.settings.price_words import CHALLENGES
from wset_desk.domain.fees import Effect, FeeAccount
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.reasons import UNDO_REASON
from wset_desk.i18n import N_, _
from wset_desk.services.fee_accounts import LedgerLine
from wset_desk.services.money.candidate_accounts import BookingFee, EnquiryFee
from wset_desk.services.records.brought_in import BROUGHT_IN

"""The reason that an undone action gives."""

_REASONS = {UNDO_REASON: N_("Undone"), BROUGHT_IN: N_("Brought in from file")}
_DONE = {
    Effect.CHARGED: N_("Charged"),
    Effect.PAID: N_("Paid"),
    Effect.WAIVED: N_("Waived"),
    Effect.WITHDRAWN: N_("Charge withdrawn"),
    Effect.REFUNDED: N_("Refunded"),
}
_TAKEN_BACK = {
    Effect.CHARGED: N_("Charge taken back"),
    Effect.PAID: N_("Payment taken back"),
    Effect.WAIVED: N_("Waiver taken back"),
    Effect.WITHDRAWN: N_("Charged again"),
    Effect.REFUNDED: N_("Refund taken back"),
}


AnyFee = BookingFee | EnquiryFee
"""What a fee was charged for."""


def id_of(fee: AnyFee) -> UUID:
    return fee.enquiry_id if isinstance(fee, EnquiryFee) else fee.registration_id


def key_of(fee: AnyFee) -> dict[str, UUID]:
    """How the services are told whose fee is meant."""
    name = "enquiry_id" if isinstance(fee, EnquiryFee) else "registration_id"
    return {name: id_of(fee)}


def moved_on(fee: AnyFee) -> bool:
    """Whether another booking has the fee now, and shows it."""
    return isinstance(fee, BookingFee) and fee.moved_on


def booking_text(fee: AnyFee) -> str:
    """ "25 Oct 2026 · Level 2 Theory Exam", "Enquiry of 28 Sept 2026 · Level 2 Theory Exam"."""
    day = dates.day_short(fee.day)
    if isinstance(fee, EnquiryFee):
        day = _("Enquiry of {day}").format(day=day)
    return f"{day} · {fee.exam_name}"


def kind_text(fee: AnyFee) -> str:
    """ "Makeup · Registered", "Enquiry about theory and tasting"."""
    if isinstance(fee, EnquiryFee):
        return _("Enquiry · {paper}").format(paper=_(CHALLENGES[fee.enquiry_type]))
    kind = labels.session_type(fee.registration_type)
    return f"{kind} · {labels.registration_status(fee.status)}"


def line_text(line: LedgerLine) -> str:
    """ "Paid · Bank transfer"."""
    effect, amount = line.posting.effect, line.posting.amount
    done = _((_TAKEN_BACK if amount < 0 else _DONE)[effect])
    method = method_text(line.method) if effect in (Effect.PAID, Effect.REFUNDED) else ""
    return f"{done} · {method}" if method else done


def line_amount(line: LedgerLine, currency: str) -> str:
    """What is owed less or more: payments, waivers and refunds of money with their sign."""
    owed_more = line.posting.effect is Effect.CHARGED or line.posting.amount < 0
    amount = line.amount if owed_more else -line.amount
    return money_text(amount, currency)


def line_note(line: LedgerLine) -> str:
    """Who, which reference, why, and who signed."""
    parts = (line.recorded_by or _("The program"), line_reason(line))
    return " · ".join(part for part in parts if part)


def line_reason(line: LedgerLine) -> str:
    """Which reference, why, and who signed."""
    signed = line.approved_by if line.approved_by != line.recorded_by else None
    reason = _(_REASONS[line.reason]) if line.reason in _REASONS else line.reason
    parts = (
        _("Reference {text}").format(text=line.reference) if line.reference else None,
        reason,
        _("Signed by {name}").format(name=signed) if signed else None,
    )
    return " · ".join(part for part in parts if part)


def is_shown(line: LedgerLine) -> bool:
    """A refund that is taken back makes two entries; the payment tells it."""
    return not (line.kind is LedgerKind.CHARGE and line.posting.amount == 0)


def sums_text(account: FeeAccount, currency: str) -> str:
    """ "Fees £170.00 · paid £85.00 · waived £85.00", without what is nothing."""
    if not account.fee:
        return settled_text(account, currency)
    fees = _("Fees {amount}").format(amount=money_text(account.fee, currency))
    return " · ".join(part for part in (fees, settled_text(account, currency)) if part)


def settled_text(account: FeeAccount, currency: str) -> str:
    """ "paid £85.00 · waived £85.00", without what is nothing."""
    parts = (
        (_("paid {amount}"), account.paid),
        (_("waived {amount}"), account.waived),
        (_("withdrawn {amount}"), account.withdrawn),
        (_("refunded {amount}"), account.refunded),
    )
    return " · ".join(
        text.format(amount=money_text(amount, currency)) for text, amount in parts if amount
    )


def amount_text(amount: Decimal, currency: str) -> str:
    """An amount in a table; nothing is a dash."""
    return money_text(amount, currency) if amount else "–"
