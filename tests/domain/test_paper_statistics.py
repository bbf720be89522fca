"""How a paper went: checked against certified values, and against the definitions by brute force.

The measurements of the speed of light are Michelson's of 1879 as NIST certifies them (Statistical
Reference Datasets, univariate: Michelso), here in km/s above 299 000: mean 852.4, standard
deviation 79.0105478190518.
"""

import statistics
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.paper_statistics import (
    Bin,
    MarkedPaper,
    histogram,
    paper_statistics,
    rate,
)
from wset_desk.domain.samples import correlation, mean, square_root, variance

MICHELSON = """
    850 740 900 1070 930 850 950 980 980 880 1000 980 930 650 760 810 1000 1000 960 960
    960 940 960 940 880 800 850 880 900 840 830 790 810 880 880 830 800 790 760 800
    880 880 880 860 720 720 620 860 970 950 880 910 850 870 840 840 850 840 840 840
    890 810 810 820 800 770 760 740 750 760 910 920 890 860 880 720 840 850 850 780
    890 840 780 810 760 810 790 810 820 850 870 870 810 740 810 940 950 800 810 870
"""


def marked(score: str | int | Decimal, maximum: int = 100, pass_mark: int = 55) -> MarkedPaper:
    value = Decimal(score)
    return MarkedPaper(value, maximum, value * 100 >= pass_mark * maximum)


marks = st.builds(marked, st.decimals(0, 100, places=2))


def test_mean_and_spread_are_as_certified() -> None:
    speeds = [Fraction(word) for word in MICHELSON.split()]
    assert len(speeds) == 100
    assert mean(speeds) == Fraction("852.4")
    spread = variance(speeds)
    assert spread is not None
    assert f"{square_root(spread):.13f}" == "79.0105478190518"


def test_the_same_through_the_statistics_of_a_paper() -> None:
    found = paper_statistics([MarkedPaper(Decimal(w), 1100, True) for w in MICHELSON.split()])
    assert found.mean == Fraction("852.4") * 100 / 1100
    assert found.spread is not None
    assert round(found.spread * 11, 12) == round(Decimal("79.0105478190518"), 12)


def test_a_paper_of_five() -> None:
    found = paper_statistics([marked(each) for each in ("41", "54.99", "55", "100", "89")])
    assert (found.number, found.passed) == (5, 3)
    assert found.mean == Fraction("67.998")
    assert (found.lowest, found.highest) == (41, 100)
    assert found.pass_rate == 60
    assert [each.number for each in found.histogram] == [0, 0, 0, 0, 1, 2, 0, 0, 1, 1]
    assert found.histogram[5] == Bin(50, 60, passed=1, failed=1)
    assert found.histogram[-1] == Bin(90, 100, passed=1)


def test_many_results_are_drawn_in_narrow_bins() -> None:
    assert len(paper_statistics([marked(60)] * 29).histogram) == 10
    narrow = paper_statistics([marked("54.99"), *[marked(55)] * 29]).histogram
    assert len(narrow) == 20
    assert (narrow[10], narrow[11]) == (Bin(50, 55, failed=1), Bin(55, 60, passed=29))


def test_marks_of_different_scales_are_compared_in_per_cent() -> None:
    found = paper_statistics([marked(15, 30), marked(75, 150), marked(50)])
    assert (found.mean, found.variance) == (50, 0)


def test_nothing_and_one() -> None:
    nothing = paper_statistics([])
    assert (nothing.number, nothing.mean, nothing.spread, nothing.pass_rate) == (0,) + (None,) * 3
    assert nothing.mean_percent is nothing.lowest is nothing.highest is None
    assert all(each.number == 0 for each in nothing.histogram)
    one = paper_statistics([marked(60)])
    assert (one.mean, one.spread, one.pass_rate) == (60, None, 100)


@pytest.mark.parametrize("width", [0, -5, 30])
def test_bins_fill_the_scale(width: int) -> None:
    with pytest.raises(ValueError, match="divide 100"):
        histogram([], width)


@given(st.lists(marks), st.sampled_from([5, 10]))
def test_every_result_is_in_one_bin(results: list[MarkedPaper], width: int) -> None:
    found = paper_statistics(results, width)
    assert sum(each.number for each in found.histogram) == len(results)
    assert sum(each.passed for each in found.histogram) == found.passed
    for each in found.histogram:
        inside = [
            result
            for result in results
            if each.low <= result.percent < each.high or each.high == result.percent == 100
        ]
        assert each.number == len(inside)


@given(st.lists(marks, min_size=2))
def test_mean_and_variance_are_those_of_the_definition(results: list[MarkedPaper]) -> None:
    found = paper_statistics(results)
    shares = [result.percent for result in results]
    assert found.mean == statistics.mean(shares)
    assert found.variance == statistics.variance(shares)
    assert found.spread is not None
    assert abs(Fraction(found.spread) ** 2 - found.variance) < Fraction(1, 10**20)


@given(st.lists(marks), marks)
def test_the_order_of_results_does_not_matter(results: list[MarkedPaper], one: MarkedPaper) -> None:
    assert paper_statistics([one, *results]) == paper_statistics([*results, one])


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_rate_is_a_share_of_a_hundred(part: int, more: int) -> None:
    found = rate(part, part + more)
    assert found is not None
    assert abs(Fraction(found) - Fraction(100 * part, part + more)) < Fraction(1, 10**20)
    assert rate(0, 0) is None


numbers = st.fractions(-50, 50, max_denominator=8)


@given(st.lists(st.tuples(numbers, numbers), min_size=1))
def test_a_correlation_is_that_of_the_definition(pairs: list[tuple[Fraction, Fraction]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    middle = statistics.mean(one), statistics.mean(other)
    above = sum((a - middle[0]) * (b - middle[1]) for a, b in pairs)
    spread = sum((a - middle[0]) ** 2 for a in one) * sum((b - middle[1]) ** 2 for b in other)
    found = correlation(one, other)
    if not spread:
        assert found is None
        return
    assert found is not None
    assert abs(Fraction(found) ** 2 - above**2 / spread) < Fraction(1, 10**20)
    assert (found > 0) == (above > 0)
    assert (found < 0) == (above < 0)


@given(st.lists(st.tuples(numbers, numbers)), numbers, st.fractions(1, 9))
def test_a_correlation_knows_no_scale(
    pairs: list[tuple[Fraction, Fraction]], start: Fraction, step: Fraction
) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    assert _rounded(correlation(one, other)) == _rounded(
        correlation(other, [start + step * a for a in one])
    )


def _rounded(value: Decimal | None, rounded: Callable[..., Decimal] = round) -> Decimal | None:
    return None if value is None else rounded(value, 20)
