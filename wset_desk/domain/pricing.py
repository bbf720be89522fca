"""The price table, and the arithmetic of charges, payments, waivers and refunds (rule 18)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wset_desk.domain.decimals import TWO_PLACES, parse_decimal
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import RegistrationType


class ProductKind(StrEnum):
    BUNDLED = "bundled"
    MAKEUP = "makeup"
    RESIT = "resit"
    REMOTE_INVIGILATION = "remote_invigilation"
    ENQUIRY = "enquiry"


class LedgerKind(StrEnum):
    CHARGE = "charge"
    PAYMENT = "payment"
    WAIVER = "waiver"
    REFUND = "refund"


PriceRow = Mapping[int | EnquiryType, Decimal]


def _money(amount: int) -> Decimal:
    return Decimal(amount).quantize(TWO_PLACES)


EXAM_PRICING: Mapping[ProductKind, PriceRow] = {
    ProductKind.MAKEUP: {1: _money(75), 2: _money(85), 3: _money(125)},
    ProductKind.RESIT: {1: _money(75), 2: _money(85), 3: _money(125)},
    ProductKind.REMOTE_INVIGILATION: {1: _money(50), 2: _money(60), 3: _money(90)},
    ProductKind.ENQUIRY: {
        EnquiryType.THEORY: _money(50),
        EnquiryType.TASTING: _money(50),
        EnquiryType.BOTH: _money(90),
    },
}
"""The seed prices: per level, enquiries per what is challenged."""


def price_of(
    kind: ProductKind, *, level: int | None = None, enquiry_type: EnquiryType | None = None
) -> Decimal:
    """The seed price; PRICE_UNKNOWN where the table has none (a bundled price is typed)."""
    key = enquiry_type if kind is ProductKind.ENQUIRY else level
    row: PriceRow = EXAM_PRICING.get(kind, {})
    if key is None or key not in row:
        raise DomainError("PRICE_UNKNOWN", kind=kind.value)
    return row[key]


def product_kind_of(registration_type: RegistrationType) -> ProductKind | None:
    """What a registration of this type is charged; None: nothing (bundled) or a typed fee."""
    if registration_type in (RegistrationType.BUNDLED, RegistrationType.STANDALONE):
        return None
    return ProductKind(registration_type.value)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the arithmetic needs of a ledger entry; `amount` is never negative.

    A refund returns a fee, so that money and charge go together, unless `returns_fee` is false:
    then it returns money only (paid twice, paid by mistake) and what was charged is owed again.
    """

    kind: LedgerKind
    amount: Decimal
    returns_fee: bool = True


def balance(entries: Iterable[Entry]) -> Decimal:
    """What is owed, in two places; negative is credit."""
    return sum((_owed(entry) for entry in entries), start=_money(0))


def net_received(entries: Iterable[Entry]) -> Decimal:
    """The money that has come in and stayed."""
    signs = {LedgerKind.PAYMENT: 1, LedgerKind.REFUND: -1}
    return sum((signs.get(entry.kind, 0) * entry.amount for entry in entries), start=_money(0))


def _owed(entry: Entry) -> Decimal:
    if entry.kind is LedgerKind.CHARGE:
        return entry.amount
    if entry.kind is LedgerKind.REFUND:
        return _money(0) if entry.returns_fee else entry.amount
    return -entry.amount


def parse_amount(text: str, *, field: str = "amount") -> Decimal:
    """A typed amount with two places. Refused: AMOUNT_NOT_A_NUMBER, _BELOW_ZERO, _TOO_FINE."""
    number = parse_decimal(text)
    if number is None:
        raise DomainError("AMOUNT_NOT_A_NUMBER", field=field, text=text.strip())
    if number.negative:
        raise DomainError("AMOUNT_BELOW_ZERO", field=field)
    if number.too_fine:
        raise DomainError("AMOUNT_TOO_FINE", field=field)
    return number.value.quantize(TWO_PLACES)
