"""What is owed of a booking's fee: from files into the ledger, and back (rule 18).

A file charges nobody: it says what the centre that kept it before has charged, been paid, waived
and refunded, and the ledger opens with that.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_exams import BookingValues
from wset_desk.domain.file_money import NOTHING, Settled, amount_of
from wset_desk.domain.pricing import Entry, LedgerKind, is_paid
from wset_desk.storage.schema import ExamRegistration, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork

BROUGHT_IN = "brought in from file"
"""The reason of entries with which the ledger of a booking opens."""


@dataclass(frozen=True)
class SettledFee:
    """What has been paid for a booking and kept, what was waived, and what was refunded."""

    paid: Decimal = NOTHING
    waived: Decimal = NOTHING
    refunded: Decimal = NOTHING


NOTHING_SETTLED = SettledFee()


def settled_fees(uow: UnitOfWork) -> dict[UUID, SettledFee]:
    """By registration. Money that was sent back because it was paid by mistake isn't counted."""
    entries: dict[UUID, list[Entry]] = defaultdict(list)
    columns = (LedgerEntry.kind, LedgerEntry.amount, LedgerEntry.charge_id)
    rows = uow.session.execute(select(LedgerEntry.exam_registration_id, *columns))
    for registration_id, kind, amount, charge_id in rows:
        if registration_id is not None:
            entry = Entry(LedgerKind(kind), amount, returns_fee=charge_id is not None)
            entries[registration_id].append(entry)
    return {found: _settled(entries[found]) for found in entries}


def _settled(entries: Iterable[Entry]) -> SettledFee:
    total = dict.fromkeys(LedgerKind, NOTHING)
    for each in entries:
        mistaken = each.kind is LedgerKind.REFUND and not each.returns_fee
        if mistaken:
            total[LedgerKind.PAYMENT] -= each.amount
        else:
            total[each.kind] += each.amount
    return SettledFee(total[LedgerKind.PAYMENT], total[LedgerKind.WAIVER], total[LedgerKind.REFUND])


def settled_fee(values: BookingValues) -> SettledFee:
    """What a row says. Refuses FEE_STATE_MISSING, WAIVED_ABOVE_FEE and REFUNDED_ABOVE_PAID."""
    if values.fee and values.paid is None and values.waived is None:
        raise DomainError("FEE_STATE_MISSING", field="fee", fee=values.fee)
    waived = _amount(values.waived, values.fee)
    if waived > values.fee:
        raise DomainError("WAIVED_ABOVE_FEE", field="waived", fee=values.fee)
    paid = _amount(values.paid, values.fee - waived)
    refunded = _amount(values.refunded, paid)
    if refunded > paid:
        raise DomainError("REFUNDED_ABOVE_PAID", field="refunded", paid=paid)
    return SettledFee(paid, waived, refunded)


def _amount(settled: Settled | None, whole: Decimal) -> Decimal:
    return NOTHING if settled is None else amount_of(settled, whole)


def open_account(
    uow: UnitOfWork, registration: ExamRegistration, fee: Decimal, settled: SettledFee
) -> None:
    """Give a new registration its fee, with the entries that say what has become of it."""
    registration.fee_amount = fee
    when = min(registration.registration_date, uow.now)
    charge = _enter(uow, registration, when, LedgerKind.CHARGE, fee)
    _enter(uow, registration, when, LedgerKind.PAYMENT, settled.paid)
    _enter(uow, registration, when, LedgerKind.WAIVER, settled.waived)
    refund = _enter(uow, registration, when, LedgerKind.REFUND, settled.refunded)
    if charge is not None and refund is not None:
        refund.charge_id = charge.id
    entries = (
        Entry(LedgerKind.PAYMENT, settled.paid),
        Entry(LedgerKind.WAIVER, settled.waived),
        Entry(LedgerKind.REFUND, settled.refunded),
    )
    registration.fee_paid = is_paid(fee, entries)


def _enter(
    uow: UnitOfWork,
    registration: ExamRegistration,
    when: datetime,
    kind: LedgerKind,
    amount: Decimal,
) -> LedgerEntry | None:
    if not amount:
        return None
    return uow.add(
        LedgerEntry(
            candidate_id=registration.candidate_id,
            exam_registration_id=registration.id,
            product_id=registration.product_id,
            kind=kind,
            amount=amount,
            currency=uow.centre.currency,
            reason=BROUGHT_IN,
            recorded_by_id=uow.actor.staff_id,
            created_at=when,
        )
    )
