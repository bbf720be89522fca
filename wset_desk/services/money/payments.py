"""Payments and refunds of the fees of bookings and enquiries (rule 18).

Each is entered once and never changed; what was entered wrongly is taken back by a further entry.
"""

from decimal import Decimal
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import Effect, PaymentMethod, checked_amount
from wset_desk.domain.permissions import Permission
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.reasons import checked_reason
from wset_desk.services.contract import command
from wset_desk.services.ledger import BookingAccount, account_of, enter, refund_fee
from wset_desk.services.money.entries import (
    Entered,
    charged_by,
    charged_for,
    entry_of,
    settled,
    within_owed,
)
from wset_desk.storage.schema import LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork

LONGEST_REFERENCE = 120


@command(Permission.MANAGE_MONEY)
def record_payment(
    uow: UnitOfWork,
    *,
    amount: Decimal,
    method: PaymentMethod,
    reference: str | None = None,
    registration_id: UUID | None = None,
    enquiry_id: UUID | None = None,
) -> Entered:
    """Money has come in for a booking or an enquiry: either is named.

    Refuses NOTHING_OWED, PAYMENT_ABOVE_OWED, what `checked_amount` refuses, TEXT_TOO_LONG.
    """
    charged = charged_for(uow, registration_id, enquiry_id)
    entry = enter(
        uow,
        charged,
        LedgerKind.PAYMENT,
        amount=within_owed(uow, charged, amount, "PAYMENT_ABOVE_OWED"),
        method=PaymentMethod(method).value,
        reference=_checked_reference(reference),
    )
    return settled(uow, charged, entry)


@command(Permission.MANAGE_MONEY)
def take_back_payment(uow: UnitOfWork, *, entry_id: UUID, reason: str) -> Entered:
    """Take back a payment that was entered by mistake: its money is owed again.

    Refuses TAKEN_BACK_ALREADY, REASON_MISSING, TEXT_TOO_LONG.
    """
    payment = entry_of(uow, entry_id, LedgerKind.PAYMENT)
    charged = charged_by(uow, payment)
    _check_still_there(account_of(uow, charged), payment)
    uow.reason = checked_reason(reason)
    entry = enter(
        uow,
        charged,
        LedgerKind.REFUND,
        amount=payment.amount,
        method=payment.method,
        reason=uow.reason,
    )
    return settled(uow, charged, entry)


@command(Permission.MANAGE_MONEY)
def refund_payment(
    uow: UnitOfWork,
    *,
    amount: Decimal,
    reason: str,
    method: PaymentMethod,
    registration_id: UUID | None = None,
    enquiry_id: UUID | None = None,
) -> Entered:
    """Return the fee of a booking or an enquiry with its money, once for a charge.

    Refuses NOTHING_TO_REFUND, REFUND_ABOVE_RECEIVED, REFUNDED_ALREADY, REASON_MISSING,
    TEXT_TOO_LONG and what `checked_amount` refuses.
    """
    charged = charged_for(uow, registration_id, enquiry_id)
    uow.reason = checked_reason(reason)
    entry = refund_fee(
        uow,
        charged,
        reason=uow.reason,
        amount=checked_amount(amount),
        method=PaymentMethod(method).value,
    )
    if entry is None:
        raise DomainError("NOTHING_TO_REFUND")
    return settled(uow, charged, entry)


def _check_still_there(account: BookingAccount, payment: LedgerEntry) -> None:
    """Payments of one amount and method are alike: as many can be taken back as were made."""
    alike = [
        each
        for each in account.entries
        if (each.amount, each.method) == (payment.amount, payment.method)
        and each.posting.effect is Effect.PAID
    ]
    if sum(each.posting.amount for each in alike) < payment.amount:
        raise DomainError("TAKEN_BACK_ALREADY")
    if payment.amount > account.received:
        raise DomainError("REFUND_ABOVE_RECEIVED", received=account.received)


def _checked_reference(reference: str | None) -> str | None:
    text = (reference or "").strip()
    if len(text) > LONGEST_REFERENCE:
        raise DomainError("TEXT_TOO_LONG", field="reference", maximum=LONGEST_REFERENCE)
    return text or None
