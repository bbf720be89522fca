"""What is owed of a booking's fee: from files into the ledger, and back (rule 18).

A file charges nobody: it says what the centre that kept it before has charged, been paid, waived
and refunded, and the ledger opens with that. A fee that several bookings share, because a
candidate was moved, stands with the one to which it was charged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import (
    WITHDRAWN_METHOD,
    BookedFee,
    FeeAccount,
    Posting,
    fee_accounts,
    fee_holders,
    posting,
)
from wset_desk.domain.file_exams import BookingValues
from wset_desk.domain.file_money import NOTHING, Settled, amount_of
from wset_desk.domain.pricing import LedgerKind
from wset_desk.storage.schema import ExamRegistration, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork

BROUGHT_IN = "brought in from file"
"""The reason of entries with which the ledger of a booking opens."""


@dataclass(frozen=True)
class BroughtIn:
    """The money of one booking as a file has it; `method` is that of its payment."""

    charged: Decimal = NOTHING
    paid: Decimal = NOTHING
    waived: Decimal = NOTHING
    withdrawn: Decimal = NOTHING
    refunded: Decimal = NOTHING
    method: str = ""


class Fees:
    """The fees of all bookings, those that are known and those that a file brings."""

    def __init__(self, uow: UnitOfWork, bookings: Iterable[ExamRegistration]) -> None:
        self._uow = uow
        self._currency = uow.centre.currency
        self._bookings = {each.id: each for each in bookings}
        self._posted: list[tuple[UUID, Posting]] = []
        self._methods: dict[UUID, str] = {}
        statement = select(LedgerEntry).where(LedgerEntry.exam_enquiry_id.is_(None))
        for entry in uow.session.scalars(statement.order_by(LedgerEntry.created_at)):
            if entry.exam_registration_id is not None:
                self._note(entry.exam_registration_id, entry)

    def known(self) -> Mapping[UUID, BroughtIn]:
        """By booking; nothing but a fee for one that shares the fee of an earlier one."""
        booked = self._booked()
        holders = fee_holders(booked, self._posted)
        accounts = fee_accounts(booked, self._posted)
        return {
            key: self._brought_in(key, accounts[key]) if holders[key] == key else BroughtIn()
            for key in booked
        }

    def open_account(self, registration: ExamRegistration, values: BookingValues) -> None:
        """Give a new booking its fee, with the entries that say what has become of it."""
        registration.fee_amount = values.fee
        money = brought_in(values)
        self._bookings[registration.id] = registration
        charge = self._enter(registration, LedgerKind.CHARGE, money.charged)
        payment = self._enter(registration, LedgerKind.PAYMENT, money.paid, money.method)
        self._enter(registration, LedgerKind.WAIVER, money.waived)
        self._enter(registration, LedgerKind.WAIVER, money.withdrawn, WITHDRAWN_METHOD, charge)
        self._enter(
            registration, LedgerKind.REFUND, money.refunded, money.method, charge or payment
        )

    def settle(self, registrations: Iterable[ExamRegistration]) -> None:
        """`fee_paid` is true when nothing is owed (rule 8), however the booking came about."""
        accounts = fee_accounts(self._booked(), self._posted)
        for each in registrations:
            each.fee_paid = accounts[each.id].owed <= 0

    def _booked(self) -> dict[UUID, BookedFee[UUID]]:
        rows = self._bookings.values()
        return {each.id: BookedFee(each.fee_amount, each.rescheduled_from_id) for each in rows}

    def _brought_in(self, key: UUID, account: FeeAccount) -> BroughtIn:
        return BroughtIn(
            account.charged,
            account.paid,
            account.waived,
            account.withdrawn,
            account.refunded,
            self._methods.get(key, ""),
        )

    def _enter(
        self,
        registration: ExamRegistration,
        kind: LedgerKind,
        amount: Decimal,
        method: str | None = None,
        of: LedgerEntry | None = None,
    ) -> LedgerEntry | None:
        """An entry dated like the booking: what became of it then is no news of today."""
        if not amount:
            return None
        entry = self._uow.add(
            LedgerEntry(
                candidate_id=registration.candidate_id,
                exam_registration_id=registration.id,
                product_id=registration.product_id,
                charge_id=None if of is None else of.id,
                kind=kind,
                amount=amount,
                currency=self._currency,
                method=method or None,
                reason=BROUGHT_IN,
                recorded_by_id=self._uow.actor.staff_id,
                created_at=self._when(registration),
            )
        )
        self._note(registration.id, entry)
        return entry

    def _when(self, registration: ExamRegistration) -> datetime:
        return min(registration.registration_date, self._uow.now)

    def _note(self, booking: UUID, entry: LedgerEntry) -> None:
        kind, linked = LedgerKind(entry.kind), entry.charge_id is not None
        self._posted.append((booking, posting(kind, entry.amount, entry.method, linked=linked)))
        if kind is LedgerKind.PAYMENT and entry.method and not linked:
            self._methods[booking] = entry.method


def brought_in(values: BookingValues) -> BroughtIn:
    """The money of a row, with what goes without saying.

    Refuses FEE_STATE_MISSING, WAIVED_ABOVE_FEE and REFUNDED_ABOVE_PAID.
    """
    moved, fee = bool(values.moved_from), values.fee
    said = (values.paid, values.waived, values.withdrawn)
    if fee and not moved and all(each is None for each in said):
        raise DomainError("FEE_STATE_MISSING", field="fee", fee=fee)
    waived = _amount(values.waived, fee)
    withdrawn = _amount(values.withdrawn, fee - waived)
    if waived + withdrawn > fee:
        raise DomainError("WAIVED_ABOVE_FEE", field="waived", fee=fee)
    paid = _amount(values.paid, fee - waived - withdrawn)
    refunded = _amount(values.refunded, paid)
    if refunded > paid:
        raise DomainError("REFUNDED_ABOVE_PAID", field="refunded", paid=paid)
    charged = NOTHING if moved else fee
    if values.charged is not None:
        charged = amount_of(values.charged, fee)
    return BroughtIn(charged, paid, waived, withdrawn, refunded, values.payment_method)


def _amount(settled: Settled | None, whole: Decimal) -> Decimal:
    return NOTHING if settled is None else amount_of(settled, whole)
