"""What of a fee is paid or waived, as files say it."""

from decimal import Decimal
from enum import Enum

from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_cells import NO, YES, without_currency
from wset_desk.domain.pricing import parse_amount
from wset_desk.domain.written_dates import DateOrder

NOTHING = Decimal("0.00")


class Whole(Enum):
    """All of it, whatever the fee is."""

    FEE = "fee"


Settled = Decimal | Whole


def read_settled(text: str, _order: DateOrder) -> Settled:
    """An amount, or yes and no: all of the fee or nothing; refuses SETTLED_NOT_READ."""
    word = text.casefold()
    if word in YES and not word.isdigit():
        return Whole.FEE
    if word in NO:
        return NOTHING
    try:
        return parse_amount(without_currency(text))
    except DomainError as error:
        if error.code == "AMOUNT_NOT_A_NUMBER":
            raise DomainError("SETTLED_NOT_READ", text=text) from None
        raise


def amount_of(settled: Settled, fee: Decimal) -> Decimal:
    return fee if isinstance(settled, Whole) else settled
