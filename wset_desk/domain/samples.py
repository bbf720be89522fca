"""Means, variances and correlations of samples, exactly: roots alone are rounded, to 28 digits."""

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

__all__ = ["as_decimal", "correlation", "mean", "square_root", "variance"]

_CONTEXT = Context(prec=28)
_WIDE = Context(prec=60)


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """None of nothing."""
    if not values:
        return None
    whole, scale = _whole(values)
    return Fraction(sum(whole), len(values) * scale)


def variance(values: Sequence[Fraction]) -> Fraction | None:
    """Of a sample: divided by one less than there are values; None of fewer than two."""
    if len(values) < 2:  # noqa: PLR2004 - one value has no spread
        return None
    return _squares(values) / (len(values) - 1)


def correlation(one: Sequence[Fraction], other: Sequence[Fraction]) -> Decimal | None:
    """Pearson's, of pairs; None where one of them doesn't vary."""
    spread = _squares(one) * _squares(other)
    if not spread:
        return None
    product = len(one) * sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))
    together = (product - sum(one, Fraction(0)) * sum(other, Fraction(0))) / len(one)
    root = square_root(together * together / spread)
    return -root if together < 0 else root


def square_root(value: Fraction) -> Decimal:
    """The root to 28 digits; `value` isn't negative."""
    whole = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return _CONTEXT.plus(_WIDE.sqrt(whole))


def as_decimal(value: Fraction) -> Decimal:
    """The number to 28 digits."""
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _squares(values: Sequence[Fraction]) -> Fraction:
    """The sum of the squared distances from the mean."""
    if not values:
        return Fraction(0)
    whole, scale = _whole(values)
    count, total = len(whole), sum(whole)
    return Fraction(count * sum(x * x for x in whole) - total * total, count * scale * scale)


def _whole(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """The values as whole numbers of a common part, and how many of it make one.

    Whole numbers are added up many times faster than fractions.
    """
    scale = 1
    for denominator in {value.denominator for value in values}:
        scale *= Fraction(denominator, scale).numerator
    return [value.numerator * (scale // value.denominator) for value in values], scale
