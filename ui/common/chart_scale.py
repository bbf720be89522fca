"""Where a chart's scale ends, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import format_decimal

from wset_desk.i18n import formatting_locale

STEPS = 4
_FACTORS = (4, 8, 10, 20)
_WHOLE_FACTORS = (4, 8, 12, 16, 20, 24, 32, 40)


def round_up(amount: Decimal, *, whole: bool = False) -> Decimal:
    """The least of 4, 8, 10, 20, 40, 80, 100 … that isn't below `amount`: it parts in four.

    With `whole` its quarters are whole numbers too: 4, 8, 12, 16, 20, 24, 32, 40, 80, 120 …
    """
    unit = Decimal(1)
    while True:
        for factor in _WHOLE_FACTORS if whole else _FACTORS:
            if unit * factor >= amount:
                return unit * factor
        unit *= 10


def highest(values: Iterable[Decimal | int | None]) -> Decimal:
    """The highest of these, 0 of none."""
    return max((Decimal(value) for value in values if value is not None), default=Decimal(0))


def number_text(amount: Decimal) -> str:
    """ "1,250"."""
    return format_decimal(amount, "#,##0.##", locale=formatting_locale())
