"""How a paper went: number, mean, spread, pass rate and the histogram of its marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from wset_desk.domain.samples import as_decimal, mean, square_root, variance

__all__ = ["Bin", "MarkedPaper", "PaperStatistics", "histogram", "paper_statistics", "rate"]

_WHOLE = 100
_MANY = 30
"""From so many candidates on, bins of five points tell more than bins of ten."""
_NARROW, _WIDE = 5, 10


@dataclass(frozen=True, slots=True)
class MarkedPaper:
    """A result that counts: the mark on the scale 0 to `max_score`, and whether it passes."""

    score: Decimal
    max_score: Decimal | int
    passed: bool

    @property
    def percent(self) -> Fraction:
        return Fraction(self.score) * _WHOLE / Fraction(self.max_score)


@dataclass(frozen=True, slots=True)
class Bin:
    """The marks from `low` per cent up to, but without, `high`; the last bin includes 100."""

    low: int
    high: int
    passed: int = 0
    failed: int = 0

    @property
    def number(self) -> int:
        return self.passed + self.failed


@dataclass(frozen=True, slots=True)
class PaperStatistics:
    """Of `number` results; mean, variance, lowest and highest in per cent of the full mark.

    `mean` is None without a result, `variance` (of the sample, n - 1) with fewer than two.
    """

    number: int
    passed: int
    mean: Fraction | None
    variance: Fraction | None
    lowest: Fraction | None
    highest: Fraction | None
    histogram: tuple[Bin, ...]

    @property
    def spread(self) -> Decimal | None:
        """The standard deviation of the sample, in points of percentage."""
        return None if self.variance is None else square_root(self.variance)

    @property
    def mean_percent(self) -> Decimal | None:
        return None if self.mean is None else as_decimal(self.mean)

    @property
    def lowest_percent(self) -> Decimal | None:
        return None if self.lowest is None else as_decimal(self.lowest)

    @property
    def highest_percent(self) -> Decimal | None:
        return None if self.highest is None else as_decimal(self.highest)

    @property
    def pass_rate(self) -> Decimal | None:
        return rate(self.passed, self.number)


def paper_statistics(results: Sequence[MarkedPaper], width: int | None = None) -> PaperStatistics:
    """The statistics of these results; `width` of the bins is 5 or 10 by their number."""
    shares = [each.percent for each in results]
    if width is None:
        width = _NARROW if len(results) >= _MANY else _WIDE
    return PaperStatistics(
        number=len(results),
        passed=sum(each.passed for each in results),
        mean=mean(shares),
        variance=variance(shares),
        lowest=min(shares, default=None),
        highest=max(shares, default=None),
        histogram=histogram(results, width),
    )


def histogram(results: Iterable[MarkedPaper], width: int) -> tuple[Bin, ...]:
    """The bins from 0 to 100, all of them; `width` divides 100, else ValueError."""
    if width <= 0 or _WHOLE % width:
        raise ValueError(f"{width} doesn't divide {_WHOLE}")
    last = _WHOLE // width - 1
    passed, failed = [0] * (last + 1), [0] * (last + 1)
    for each in results:
        number = min(each.percent // width, last)
        (passed if each.passed else failed)[number] += 1
    return tuple(
        Bin(number * width, (number + 1) * width, passed[number], failed[number])
        for number in range(last + 1)
    )


def rate(part: int, whole: int) -> Decimal | None:
    """`part` in per cent of `whole`, to 28 digits; None of nothing."""
    return as_decimal(Fraction(part * _WHOLE, whole)) if whole else None
