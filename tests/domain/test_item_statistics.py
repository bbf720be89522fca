"""How questions work: against published numbers, and against the definitions by brute force.

Sources: for the LSAT, what `descript(LSAT)` of the R package ltm prints (Rizopoulos 2006, Journal
of Statistical Software 17/5); for the ten students, the p, q and variance of Wuensch's own sheet,
of which he takes KR-20; for the survey, what `alpha(attitude)` of the R package psych prints
(Revelle); for upper and lower groups the answers of the worksheet. The data are in
`published_scores`.
"""

import statistics
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.published_scores import attitude, lsat, worksheet, wuensch
from wset_desk.domain.errors import DomainError
from wset_desk.domain.item_statistics import (
    Item,
    ItemStatistics,
    ItemTable,
    item_statistics,
    reliability,
)
from wset_desk.domain.samples import as_decimal

Score = int | None


def to_places(value: Decimal | Fraction | None, places: int) -> str:
    assert value is not None
    exact = value if isinstance(value, Decimal) else as_decimal(value)
    return f"{exact:.{places}f}"


def table(*rows: tuple[Score, ...], fixed: bool = True) -> ItemTable:
    return ItemTable(tuple(Item(f"{n}") for n in range(len(rows[0]))), rows, fixed_form=fixed)


@pytest.fixture(scope="module")
def law_school() -> tuple[ItemStatistics, ...]:
    return item_statistics(lsat())


def test_facility_as_published(law_school: tuple[ItemStatistics, ...]) -> None:
    assert {item.number for item in law_school} == {1000}
    found = [to_places(item.facility, 3) for item in law_school]
    assert found == ["0.924", "0.709", "0.553", "0.763", "0.870"]


def test_point_biserial_with_the_item_in_the_total(law_school: tuple[ItemStatistics, ...]) -> None:
    found = [to_places(item.item_total, 4) for item in law_school]
    assert found == ["0.3620", "0.5668", "0.6184", "0.5344", "0.4354"]


def test_point_biserial_with_the_rest(law_school: tuple[ItemStatistics, ...]) -> None:
    found = [to_places(item.item_rest, 4) for item in law_school]
    assert found == ["0.1128", "0.1532", "0.1728", "0.1444", "0.1216"]


def test_alpha_as_published() -> None:
    scores = lsat()
    assert to_places(reliability(scores).coefficient, 4) == "0.2950"
    without = [to_places(reliability(scores.without(n)).coefficient, 4) for n in range(5)]
    assert without == ["0.2754", "0.2376", "0.2168", "0.2459", "0.2663"]


def test_alpha_of_items_that_are_not_right_or_wrong() -> None:
    survey = attitude()
    found = reliability(survey)
    assert (found.number, to_places(found.coefficient, 3)) == (30, "0.843")
    without = [to_places(reliability(survey.without(n)).coefficient, 3) for n in range(7)]
    assert without == ["0.810", "0.797", "0.828", "0.803", "0.795", "0.864", "0.840"]


def test_kr_20_of_the_ten_students() -> None:
    students = wuensch()
    facilities = [item.facility for item in item_statistics(students)]
    assert [to_places(each, 1) for each in facilities] == [
        *("0.7", "0.7", "0.6", "0.7", "0.6", "0.8", "0.7", "0.7", "0.5", "0.6")
    ]
    found = reliability(students)
    # his sums: pq 2.18, variance of the totals 5.84
    assert found.coefficient == Fraction(10, 9) * (1 - Fraction("2.18") / Fraction("5.84"))
    error = Fraction("5.84") * 10 / 9 * (1 - found.coefficient)
    assert to_places(found.standard_error, 9) == to_places(_root(error), 9)


def test_upper_and_lower_groups_as_published() -> None:
    """The worksheet's own answers; its groups are the halves of the class."""
    found = item_statistics(worksheet(), Fraction(1, 2))
    assert [to_places(item.facility, 1) for item in found] == [
        *("0.6", "1.0", "0.8", "0.5", "0.8", "0.8", "0.5", "0.6", "0.3", "0.6")
    ]
    assert [to_places(item.upper_lower, 1) for item in found] == [
        *("0.4", "0.0", "0.0", "0.6", "0.4", "0.4", "0.6", "0.4", "-0.2", "0.4")
    ]


def test_the_upper_and_the_lower_group() -> None:
    """Of eleven candidates, the best three and the weakest three (27 % of 11 is 2.97)."""
    rows = [(int(n > 4), *(int(n > place) for place in range(9))) for n in range(11)]
    first = item_statistics(table(*rows))[0]
    assert first.upper_lower == 1
    wrong_way = item_statistics(table(*((1 - row[0], *row[1:]) for row in rows)))[0]
    assert wrong_way.upper_lower == -1


def test_candidates_with_the_same_total_share_the_last_places() -> None:
    """Of four, the group is one; two share the best place, of whom one got the first item."""
    found = item_statistics(table((1, 1, 0), (0, 1, 1), (0, 1, 0), (0, 0, 0)))
    assert [item.upper_lower for item in found] == [Fraction(1, 2), 1, Fraction(1, 2)]


def test_who_was_not_asked_does_not_count() -> None:
    found = item_statistics(table((1, None), (0, 1), (None, 0), fixed=False))
    assert [(item.number, item.facility) for item in found] == [(2, Fraction(1, 2))] * 2
    assert found[0].item_total is not None


def test_a_question_that_nobody_was_asked() -> None:
    (_, nobody) = item_statistics(table((1, None), (0, None), fixed=False))
    assert nobody == ItemStatistics(Item("1"), 0, None, None, None, None)


def test_no_candidates_at_all() -> None:
    (item,) = item_statistics(ItemTable((Item("1"),), ()))
    assert (item.number, item.facility, item.upper_lower) == (0, None, None)


@pytest.mark.parametrize(
    ("scores", "code"),
    [
        (table((1, 0), (0, 1), (1, 1), fixed=False), "RELIABILITY_NEEDS_FIXED_FORM"),
        (table((1,), (0,)), "RELIABILITY_NEEDS_SCORES"),
        (table((1, 0)), "RELIABILITY_NEEDS_SCORES"),
        (table((1, 0), (None, 1)), "RELIABILITY_NEEDS_SCORES"),
        (table((1, 0), (0, 1)), "RELIABILITY_WITHOUT_SPREAD"),
    ],
)
def test_when_reliability_cannot_be_said(scores: ItemTable, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        reliability(scores)
    assert refused.value.code == code


def test_reliability_is_of_those_with_every_score() -> None:
    whole = table((1, 1), (0, 0), (1, 0))
    with_one_more = table((1, 1), (0, 0), (1, 0), (None, 1))
    assert reliability(with_one_more) == reliability(whole)


@pytest.mark.parametrize("score", [-1, 2])
def test_a_score_is_within_its_item(score: int) -> None:
    with pytest.raises(ValueError, match="isn't a score"):
        table((score, 0))


def test_every_candidate_has_a_place_for_each_item() -> None:
    with pytest.raises(ValueError, match="argument"):
        ItemTable((Item("1"), Item("2")), ((1,),))


complete = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.tuples(*[st.integers(0, 1)] * width), min_size=2, max_size=12)
)
drawn = st.lists(st.tuples(*[st.none() | st.integers(0, 1)] * 4), min_size=1, max_size=10)


@given(complete)
def test_alpha_is_kr_20_for_right_and_wrong(rows: list[tuple[int, ...]]) -> None:
    totals = [sum(row) for row in rows]
    if not (spread := statistics.pvariance([Fraction(total) for total in totals])):
        return
    shares = [Fraction(sum(column), len(rows)) for column in zip(*rows, strict=True)]
    count = len(shares)
    kr20 = Fraction(count, count - 1) * (1 - sum(p * (1 - p) for p in shares) / spread)
    found = reliability(table(*rows))
    assert found.coefficient == kr20
    assert found.coefficient <= 1
    error = statistics.variance([Fraction(total) for total in totals]) * (1 - kr20)
    assert abs(Fraction(found.standard_error) ** 2 - error) < Fraction(1, 10**20)


@given(complete)
def test_item_rest_is_against_the_other_items(rows: list[tuple[int, ...]]) -> None:
    for number, found in enumerate(item_statistics(table(*rows))):
        own = [row[number] for row in rows]
        rest = [sum(row) - row[number] for row in rows]
        expected = statistics.correlation(own, rest) if len(set(own)) > 1 < len(set(rest)) else None
        assert (found.item_rest is None) == (expected is None)
        if found.item_rest is not None:
            assert float(found.item_rest) == pytest.approx(expected, abs=1e-9)


@given(drawn, st.permutations(range(10)))
def test_the_order_of_candidates_does_not_matter(
    rows: list[tuple[Score, ...]], order: list[int]
) -> None:
    other = [rows[place] for place in order if place < len(rows)]
    assert item_statistics(table(*rows, fixed=False)) == item_statistics(table(*other, fixed=False))


@given(drawn)
def test_a_double_maximum_changes_no_discrimination(rows: list[tuple[Score, ...]]) -> None:
    """Marks out of two instead of one: shares, and with them everything, are the same."""
    twice = ItemTable(
        tuple(Item(f"{n}", 2) for n in range(4)),
        tuple(tuple(None if score is None else 2 * score for score in row) for row in rows),
        fixed_form=False,
    )
    for one, other in zip(
        item_statistics(table(*rows, fixed=False)), item_statistics(twice), strict=True
    ):
        assert _numbers(one) == _numbers(other)


@given(drawn)
def test_the_groups_are_those_of_the_definition(rows: list[tuple[Score, ...]]) -> None:
    """The mean over every way in which candidates with the same total could be put in order."""
    scores = table(*rows, fixed=False)
    shares = [_share_of(row) for row in rows]
    known = sorted(share for share in shares if share is not None)
    for number, found in enumerate(item_statistics(scores)):
        upper = _expected([row[number] for row in rows], shares, known[::-1])
        lower = _expected([row[number] for row in rows], shares, known)
        both = None if upper is None or lower is None else upper - lower
        assert found.upper_lower == both


def _expected(
    own: list[Score], shares: list[Fraction | None], best_first: list[Fraction]
) -> Fraction | None:
    size = max(1, round(Decimal(len(best_first)) * Decimal("0.27")))
    edge = best_first[size - 1] if best_first else None
    sure = [n for n, share in enumerate(shares) if share in best_first[:size] and share != edge]
    tied = [n for n, share in enumerate(shares) if share is not None and share == edge]
    weight = Fraction(size - len(sure), len(tied)) if tied else Fraction(0)
    asked = [(n, Fraction(1)) for n in sure] + [(n, weight) for n in tied]
    counted = [(Fraction(score), each) for n, each in asked if (score := own[n]) is not None]
    total = sum(each for _, each in counted)
    return sum(score * each for score, each in counted) / total if total else None


def _share_of(row: tuple[Score, ...]) -> Fraction | None:
    asked = [score for score in row if score is not None]
    return Fraction(sum(asked), len(asked)) if asked else None


def _numbers(found: ItemStatistics) -> tuple[object, ...]:
    rounded: Callable[[Decimal | None], object] = lambda r: None if r is None else round(r, 20)  # noqa: E731
    return (
        found.number,
        found.facility,
        rounded(found.item_total),
        rounded(found.item_rest),
        found.upper_lower,
    )


def _root(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).sqrt()
