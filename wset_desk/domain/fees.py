"""What has become of a fee: paid, waived, refunded or withdrawn, and what is still owed of it.

A fee follows its booking: a registration that was rescheduled hands its fee on, together with
everything that was entered for it, unless the new one is charged a fee of its own (rule 9).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from wset_desk.domain.decimals import PLACES, TWO_PLACES
from wset_desk.domain.errors import DomainError
from wset_desk.domain.pricing import LedgerKind

Key = TypeVar("Key")
Rank = tuple[bool, datetime]
"""Whether a registration takes a seat, and when it was made."""
_NOTHING = Decimal("0.00")


class FeeState(StrEnum):
    """How a fee stands. `NONE`: there never was one, or it was withdrawn."""

    NONE = "none"
    OWED = "owed"
    PART_PAID = "part_paid"
    PAID = "paid"
    WAIVED = "waived"
    REFUNDED = "refunded"


class PaymentMethod(StrEnum):
    """How money comes in and goes out."""

    CARD = "card"
    CASH = "cash"
    BANK_TRANSFER = "bank_transfer"
    INVOICE = "invoice"
    ONLINE = "online"
    OTHER = "other"


class Effect(StrEnum):
    """What a ledger entry does to a fee.

    A refund returns the fee with the money. Money that was paid by mistake is taken off `PAID`.
    """

    CHARGED = "charged"
    PAID = "paid"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"
    REFUNDED = "refunded"


WITHDRAWN_METHOD = Effect.WITHDRAWN.value
"""The method of a waiver that withdraws an unpaid charge, and of a charge that takes it back."""


def checked_amount(amount: Decimal | None, *, field: str = "amount") -> Decimal:
    """An amount of money above zero, in two places.

    Refuses AMOUNT_MISSING, AMOUNT_NOT_ABOVE_ZERO and AMOUNT_TOO_FINE.
    """
    if amount is None or not amount.is_finite():
        raise DomainError("AMOUNT_MISSING", field=field)
    if amount <= 0:
        raise DomainError("AMOUNT_NOT_ABOVE_ZERO", field=field)
    if amount != round(amount, PLACES):
        raise DomainError("AMOUNT_TOO_FINE", field=field)
    return amount.quantize(TWO_PLACES)


@dataclass(frozen=True, slots=True)
class Posting:
    """A ledger entry in this arithmetic; below zero where it takes another entry back."""

    effect: Effect
    amount: Decimal


def posting(kind: LedgerKind, amount: Decimal, method: str | None, *, linked: bool) -> Posting:
    """What an entry does; `linked`: it names another entry (`charge_id`).

    A linked charge or payment takes that entry back. A refund that is taken back makes two
    entries, a charge and a payment; the payment stands for both.
    """
    match kind:
        case LedgerKind.CHARGE:
            return _charge(amount, method) if linked else Posting(Effect.CHARGED, amount)
        case LedgerKind.PAYMENT:
            return Posting(Effect.REFUNDED, -amount) if linked else Posting(Effect.PAID, amount)
        case LedgerKind.WAIVER:
            withdrawn = method == WITHDRAWN_METHOD
            return Posting(Effect.WITHDRAWN if withdrawn else Effect.WAIVED, amount)
        case LedgerKind.REFUND:
            return Posting(Effect.REFUNDED, amount) if linked else Posting(Effect.PAID, -amount)


def _charge(amount: Decimal, method: str | None) -> Posting:
    if method == Effect.REFUNDED:
        return Posting(Effect.REFUNDED, _NOTHING)
    return Posting(Effect(method) if method else Effect.WAIVED, -amount)


@dataclass(frozen=True, slots=True)
class FeeAccount:
    """A fee and the sums of what was entered for it, in two places."""

    fee: Decimal
    charged: Decimal = _NOTHING
    paid: Decimal = _NOTHING
    waived: Decimal = _NOTHING
    withdrawn: Decimal = _NOTHING
    refunded: Decimal = _NOTHING

    @property
    def owed(self) -> Decimal:
        """Below zero: credit. Refunds leave it alone, for the fee went back with the money."""
        return max(self.fee, self.charged) - self.waived - self.withdrawn - self.paid

    @property
    def received(self) -> Decimal:
        """The money that has come in and stayed."""
        return self.paid - self.refunded

    @property
    def state(self) -> FeeState:
        if self.owed > 0:
            return FeeState.PART_PAID if self.paid > 0 else FeeState.OWED
        if self.received > 0:
            return FeeState.PAID
        if self.refunded > 0:
            return FeeState.REFUNDED
        return FeeState.WAIVED if self.waived > 0 else FeeState.NONE


def fee_account(fee: Decimal, postings: Iterable[Posting]) -> FeeAccount:
    """The account of a fee with everything that was entered for it."""
    sums = dict.fromkeys(Effect, _NOTHING)
    for each in postings:
        sums[each.effect] += each.amount
    return FeeAccount(fee, **{effect.value: amount for effect, amount in sums.items()})


@dataclass(frozen=True, slots=True)
class BookedFee(Generic[Key]):
    """The fee of a registration, and the registration that it replaces, if any."""

    amount: Decimal
    came_from: Key | None = None


def fee_accounts(
    booked: Mapping[Key, BookedFee[Key]], posted: Iterable[tuple[Key, Posting]]
) -> dict[Key, FeeAccount]:
    """The account of each registration's fee; those that share a fee share what was entered."""
    entries = list(posted)
    holders = fee_holders(booked, entries)
    shared: dict[Key, list[Posting]] = defaultdict(list)
    for key, entry in entries:
        shared[holders[key]].append(entry)
    return {key: fee_account(fee.amount, shared[holders[key]]) for key, fee in booked.items()}


def fee_holders(
    booked: Mapping[Key, BookedFee[Key]], posted: Iterable[tuple[Key, Posting]]
) -> dict[Key, Key]:
    """By registration: the one that its fee was charged to, itself or an earlier one."""
    charged = {key for key, entry in posted if entry.effect is Effect.CHARGED}
    return {key: _holder(key, booked, charged) for key in booked}


def fee_bearers(holders: Mapping[Key, Key], standing: Mapping[Key, Rank]) -> dict[Key, Key]:
    """By registration: the one that has its fee now, of those that share it the highest in rank."""
    bearers: dict[Key, Key] = {}
    for key in sorted(holders, key=lambda each: standing[each]):
        bearers[holders[key]] = key
    return {key: bearers[holder] for key, holder in holders.items()}


def _holder(key: Key, booked: Mapping[Key, BookedFee[Key]], charged: Collection[Key]) -> Key:
    older = booked[key].came_from
    while key not in charged and older is not None and older in booked:
        key, older = older, booked[older].came_from
    return key
