"""Fees in the ledger: charged, withdrawn, returned with a booking (helpers of this layer).

The ledger is append-only: whatever is taken back is taken back by further entries. Nothing here is
a service: whoever offers it declares who may call it.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from uuid import UUID

from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import WITHDRAWN_METHOD, Effect, FeeState
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.derived import settle_fee
from wset_desk.services.fee_accounts import (
    Charged,
    FeeGroup,
    LedgerLine,
    fee_accounts,
    fee_group,
    fee_states,
)
from wset_desk.services.prices import enquiry_product
from wset_desk.storage.schema import ExamEnquiry, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork

__all__ = [
    "BookingAccount",
    "Charged",
    "FeeState",
    "account_of",
    "charge",
    "enter",
    "fee_accounts",
    "fee_states",
    "refund_fee",
    "restore_fee",
    "return_fee",
    "take_back",
    "withdraw_charge",
]


@dataclass(frozen=True, slots=True)
class BookingAccount:
    """The account of a booking's or an enquiry's fee, with its entries, the oldest first.

    Amounts are in two places. `paid` is what came in, `refunded` what of it went back with the
    fee; `owed` below zero is credit.
    """

    fee: Decimal
    charged: Decimal
    paid: Decimal
    waived: Decimal
    refunded: Decimal
    withdrawn: Decimal
    owed: Decimal
    received: Decimal
    state: FeeState
    entries: tuple[LedgerLine, ...]


def charge(uow: UnitOfWork, charged: Charged) -> LedgerEntry | None:
    """Charge its fee to what it is for; None where there is nothing to charge."""
    entry = None
    if fee := _fee_of(charged):
        entry = enter(uow, charged, LedgerKind.CHARGE, amount=fee)
    settle_fee(uow, charged)
    return entry


def withdraw_charge(uow: UnitOfWork, charged: Charged, *, reason: str) -> LedgerEntry | None:
    """Withdraw what is owed of the fee, because its booking is; None where nothing is owed."""
    uow.session.flush()
    group = fee_group(uow, charged)
    if group.account.owed <= 0:
        return None
    entry = enter(
        uow,
        charged,
        LedgerKind.WAIVER,
        amount=group.account.owed,
        method=WITHDRAWN_METHOD,
        reason=reason,
        charge_id=_newest_charge(group),
    )
    settle_fee(uow, charged)
    return entry


def refund_fee(
    uow: UnitOfWork,
    charged: Charged,
    *,
    reason: str,
    amount: Decimal | None = None,
    method: str | None = None,
) -> LedgerEntry | None:
    """Return the fee with the money: all that was received of it, or `amount`.

    None where all is wanted and nothing was received. `method` is that of the latest payment
    unless it is said. Refuses NOTHING_TO_REFUND, REFUND_ABOVE_RECEIVED and REFUNDED_ALREADY (a
    charge is refunded once), the first two with their field.
    """
    uow.session.flush()
    group = fee_group(uow, charged)
    wanted = group.account.received if amount is None else amount
    if amount is None and wanted <= 0:
        return None
    charge_id = _check_refund(group, wanted)
    entry = enter(
        uow,
        charged,
        LedgerKind.REFUND,
        amount=wanted,
        method=method or _latest_method(group),
        reason=reason,
        charge_id=charge_id,
    )
    settle_fee(uow, charged)
    return entry


def return_fee(uow: UnitOfWork, charged: Charged, *, reason: str) -> None:
    """What a booking cancelled in time gets: the money back, and nothing owed any more.

    Where part of the charge has been refunded before, the rest of the money goes back without it
    and the rest of the charge is withdrawn.
    """
    uow.session.flush()
    group = fee_group(uow, charged)
    if group.account.received > 0 and _refundable_charge(group) is None:
        rest, method = group.account.received, _latest_method(group)
        enter(uow, charged, LedgerKind.REFUND, amount=rest, method=method, reason=reason)
    else:
        refund_fee(uow, charged, reason=reason)
    withdraw_charge(uow, charged, reason=reason)


def restore_fee(uow: UnitOfWork, charged: Charged, *, reason: str) -> None:
    """The inverse of `withdraw_charge`, `refund_fee` and `return_fee`, where they came last."""
    uow.session.flush()
    lines = fee_group(uow, charged).lines
    undone = {each.charge_id for each in lines}
    for line in lines:
        came_last = line.entered_at == lines[-1].entered_at and line.id not in undone
        if came_last and _returns(line):
            take_back(uow, charged, line, reason=reason)
    settle_fee(uow, charged)


def take_back(uow: UnitOfWork, charged: Charged, line: LedgerLine, *, reason: str) -> LedgerEntry:
    """Charge again what a waiver, a withdrawal or a refund has taken off; a refund's money too.

    Settle the fee afterwards.
    """
    effect = line.posting.effect
    again = partial(enter, uow, charged, amount=line.amount, reason=reason, charge_id=line.id)
    anew = again(LedgerKind.CHARGE, method=effect.value)
    if effect is Effect.REFUNDED:
        again(LedgerKind.PAYMENT, method=line.method)
    return anew


def account_of(uow: UnitOfWork, charged: Charged) -> BookingAccount:
    """The account of a fee, whichever registration it was charged to."""
    uow.session.flush()
    group = fee_group(uow, charged)
    account = group.account
    return BookingAccount(
        fee=account.fee,
        charged=account.charged,
        paid=account.paid,
        waived=account.waived,
        refunded=account.refunded,
        withdrawn=account.withdrawn,
        owed=account.owed,
        received=account.received,
        state=account.state,
        entries=group.lines,
    )


def enter(
    uow: UnitOfWork,
    charged: Charged,
    kind: LedgerKind,
    *,
    amount: Decimal,
    method: str | None = None,
    reference: str | None = None,
    reason: str | None = None,
    charge_id: UUID | None = None,
    approved_by_id: UUID | None = None,
) -> LedgerEntry:
    """Write an entry for a registration or an enquiry. Settle its fee afterwards."""
    return uow.add(
        LedgerEntry(
            candidate_id=charged.candidate_id,
            **_about(uow, charged),
            kind=kind,
            amount=amount,
            currency=uow.centre.currency,
            method=method,
            reference=reference,
            reason=reason,
            charge_id=charge_id,
            recorded_by_id=uow.actor.staff_id,
            approved_by_id=approved_by_id,
        )
    )


def _fee_of(charged: Charged) -> Decimal:
    return charged.enquiry_fee if isinstance(charged, ExamEnquiry) else charged.fee_amount


def _about(uow: UnitOfWork, charged: Charged) -> dict[str, UUID | None]:
    """The columns of an entry that say what it is for."""
    if isinstance(charged, ExamEnquiry):
        product = enquiry_product(uow, EnquiryType(charged.enquiry_type))
        return {
            "exam_registration_id": charged.exam_registration_id,
            "exam_enquiry_id": charged.id,
            "product_id": None if product is None else product.id,
        }
    return {"exam_registration_id": charged.id, "product_id": charged.product_id}


def _check_refund(group: FeeGroup, amount: Decimal) -> UUID:
    """The charge that a refund returns."""
    received = group.account.received
    if received <= 0:
        raise DomainError("NOTHING_TO_REFUND")
    if amount > received:
        raise DomainError("REFUND_ABOVE_RECEIVED", field="amount", received=received)
    charge_id = _refundable_charge(group)
    if charge_id is None:
        raise DomainError("REFUNDED_ALREADY")
    return charge_id


def _newest_charge(group: FeeGroup) -> UUID | None:
    charges = [each.id for each in group.lines if each.kind is LedgerKind.CHARGE]
    return charges[-1] if charges else None


def _refundable_charge(group: FeeGroup) -> UUID | None:
    """The newest charge, unless it has been refunded; waivers taken back charge nothing anew."""
    refunded = {each.charge_id for each in group.lines if each.kind is LedgerKind.REFUND}
    charges = [
        each.id
        for each in group.lines
        if each.kind is LedgerKind.CHARGE
        and each.posting.effect in (Effect.CHARGED, Effect.REFUNDED)
    ]
    return charges[-1] if charges and charges[-1] not in refunded else None


def _latest_method(group: FeeGroup) -> str | None:
    methods = [each.method for each in group.lines if each.kind is LedgerKind.PAYMENT]
    return methods[-1] if methods else None


def _returns(line: LedgerLine) -> bool:
    effect, amount = line.posting.effect, line.posting.amount
    return effect in (Effect.REFUNDED, Effect.WITHDRAWN) and amount > 0
