"""What has become of a fee by the time a file brings it in: its sums, and its entries.

A file charges nobody: it says what the centre that kept it before has charged, been paid, waived
and refunded, and the ledger opens with that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import WITHDRAWN_METHOD, FeeAccount, Posting, posting
from wset_desk.domain.file_exams import ChargedValues
from wset_desk.domain.file_money import NOTHING, Settled, amount_of
from wset_desk.domain.pricing import LedgerKind
from wset_desk.storage.schema import LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork

BROUGHT_IN = "brought in from file"
"""The reason of entries with which the ledger of a fee opens."""


@dataclass(frozen=True)
class BroughtIn:
    """The money of one fee as a file has it; `method` is that of its payment."""

    charged: Decimal = NOTHING
    paid: Decimal = NOTHING
    waived: Decimal = NOTHING
    withdrawn: Decimal = NOTHING
    refunded: Decimal = NOTHING
    method: str = ""

    def cells(self) -> dict[str, Any]:
        """The fields by which files say it."""
        return {
            "charged": self.charged,
            "paid": self.paid,
            "payment_method": self.method,
            "waived": self.waived,
            "withdrawn": self.withdrawn,
            "refunded": self.refunded,
        }


class ChargedTo(NamedTuple):
    """Whom a fee is charged, for what, as what, and when."""

    candidate_id: UUID
    registration_id: UUID
    product_id: UUID | None
    at: datetime
    enquiry_id: UUID | None = None


def brought_in(values: ChargedValues, *, handed_on: bool = False) -> BroughtIn:
    """The money of a row, with what goes without saying; `handed_on`: charged for something else.

    Refuses FEE_STATE_MISSING, WAIVED_ABOVE_FEE and REFUNDED_ABOVE_PAID.
    """
    fee = values.fee
    said = (values.paid, values.waived, values.withdrawn)
    if fee and not handed_on and all(each is None for each in said):
        raise DomainError("FEE_STATE_MISSING", field="fee", fee=fee)
    waived = _amount(values.waived, fee)
    withdrawn = _amount(values.withdrawn, fee - waived)
    if waived + withdrawn > fee:
        raise DomainError("WAIVED_ABOVE_FEE", field="waived", fee=fee)
    paid = _amount(values.paid, fee - waived - withdrawn)
    refunded = _amount(values.refunded, paid)
    if refunded > paid:
        raise DomainError("REFUNDED_ABOVE_PAID", field="refunded", paid=paid)
    charged = NOTHING if handed_on else fee
    if values.charged is not None:
        charged = amount_of(values.charged, fee)
    return BroughtIn(charged, paid, waived, withdrawn, refunded, values.payment_method)


def summed_up(account: FeeAccount, method: str) -> BroughtIn:
    """The money of a fee that the ledger knows, as a file has it."""
    return BroughtIn(
        account.charged,
        account.paid,
        account.waived,
        account.withdrawn,
        account.refunded,
        method,
    )


def posting_of(entry: LedgerEntry) -> Posting:
    linked = entry.charge_id is not None
    return posting(LedgerKind(entry.kind), entry.amount, entry.method, linked=linked)


def payment_method(entries: Iterable[LedgerEntry]) -> str:
    """That of the last payment that says how it was made."""
    methods = [
        each.method
        for each in entries
        if each.kind == LedgerKind.PAYMENT and each.method and each.charge_id is None
    ]
    return methods[-1] if methods else ""


class Opening:
    """Opens the accounts of fees with what has become of them, dated like the charge: it is no
    news of today.
    """

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._currency = uow.centre.currency  # asked for once: a file has thousands of fees

    def entries(self, to: ChargedTo, money: BroughtIn) -> list[LedgerEntry]:
        """Those of one fee, taken up."""
        charge = self._entry(to, LedgerKind.CHARGE, money.charged)
        payment = self._entry(to, LedgerKind.PAYMENT, money.paid, money.method)
        waived = self._entry(to, LedgerKind.WAIVER, money.waived)
        withdrawn = self._entry(to, LedgerKind.WAIVER, money.withdrawn, WITHDRAWN_METHOD)
        refunded = self._entry(to, LedgerKind.REFUND, money.refunded, money.method)
        if withdrawn and charge:
            withdrawn.charge_id = charge.id
        if refunded and (of := charge or payment):
            refunded.charge_id = of.id
        made = (charge, payment, waived, withdrawn, refunded)
        return [self._uow.add(each) for each in made if each is not None]

    def _entry(
        self, to: ChargedTo, kind: LedgerKind, amount: Decimal, method: str = ""
    ) -> LedgerEntry | None:
        if not amount:
            return None
        return LedgerEntry(
            id=self._uow.new_id(),
            candidate_id=to.candidate_id,
            exam_registration_id=to.registration_id,
            exam_enquiry_id=to.enquiry_id,
            product_id=to.product_id,
            kind=kind,
            amount=amount,
            currency=self._currency,
            method=method or None,
            reason=BROUGHT_IN,
            recorded_by_id=self._uow.actor.staff_id,
            created_at=min(to.at, self._uow.now),
        )


def _amount(settled: Settled | None, whole: Decimal) -> Decimal:
    return NOTHING if settled is None else amount_of(settled, whole)
