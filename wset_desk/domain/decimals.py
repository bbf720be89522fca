"""Numbers as people type them, read exactly or not at all."""

import re
from dataclasses import dataclass
from decimal import Decimal

PLACES = 2
TWO_PLACES = Decimal("0.01")
_NUMBER = re.compile(r"([-\u2212]?)([0-9]{1,12})(?:[.,]([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as it was typed: `value` without its sign, `places` behind the point."""

    value: Decimal
    negative: bool
    places: int

    @property
    def too_fine(self) -> bool:
        return self.places > PLACES


def parse_decimal(text: str) -> Typed | None:
    """A number in ASCII digits with a decimal point or comma; None if `text` is anything else.

    Thousands separators, exponents, a plus sign and other scripts' digits are not guessed at: a
    mark that is read wrong is worse than one that is typed again.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    sign, whole, fraction = match.groups()
    fraction = fraction or ""
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return Typed(value, negative=bool(sign), places=len(fraction))
