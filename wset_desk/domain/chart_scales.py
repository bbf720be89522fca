"""Where a chart's scale ends: at a round number that parts in four."""

from collections.abc import Iterable
from decimal import Decimal

__all__ = ["STEPS", "highest", "round_up"]

STEPS = 4
_FACTORS = (4, 6, 8, 10, 12, 16, 20, 30)
_WHOLE_FACTORS = (4, 8, 12, 16, 20, 24, 32, 40)


def round_up(amount: Decimal, *, whole: bool = False) -> Decimal:
    """The least of 4, 6, 8, 10, 12, 16, 20, 30, 40, 60 … that isn't below `amount`.

    With `whole` its quarters are whole numbers: 4, 8, 12, 16, 20, 24, 32, 40, 80, 120 …
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
