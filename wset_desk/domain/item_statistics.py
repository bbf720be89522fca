"""How the questions of an exam work: facility, discrimination, reliability.

Everything is worked out from a table of item scores, candidates by items. A score that isn't there
means that the candidate wasn't asked: a question that was left blank has the score 0. Where
candidates were asked different questions (a drawn form), or some weren't asked some, a candidate's
total is the share that they got of what they could get.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from wset_desk.domain.errors import DomainError
from wset_desk.domain.samples import correlation, mean, square_root, variance

__all__ = ["Item", "ItemStatistics", "ItemTable", "Reliability", "item_statistics", "reliability"]

TAIL = Fraction(27, 100)
"""Of all candidates, those in the upper group, and those in the lower one (Kelley 1939)."""
_LEAST = 2
Shares = list[tuple[Fraction, Fraction]]


@dataclass(frozen=True, slots=True)
class Item:
    """A question; right or wrong has the maximum 1."""

    name: str
    max_score: Decimal | int = 1


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A row of scores for each candidate, in the order of `items`; None: wasn't asked.

    `fixed_form`: everybody was meant to be asked the same questions. ValueError for a row of
    another length, or a score outside 0 to the item's maximum.
    """

    items: tuple[Item, ...]
    rows: tuple[tuple[Decimal | int | None, ...], ...]
    fixed_form: bool = True

    def __post_init__(self) -> None:
        for row in self.rows:
            for item, score in zip(self.items, row, strict=True):
                if score is not None and not 0 <= score <= item.max_score:
                    raise ValueError(f"{score} isn't a score of {item.name}")

    def without(self, number: int) -> "ItemTable":
        """The table without one of its items."""
        rows = tuple((*row[:number], *row[number + 1 :]) for row in self.rows)
        return ItemTable((*self.items[:number], *self.items[number + 1 :]), rows, self.fixed_form)


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """Of the `number` candidates who were asked; None where nothing can be said.

    `facility`: the mean share of the item's maximum, 0 hard to 1 easy. `item_total`: the
    correlation of score and total, for right or wrong the point-biserial one. `item_rest`: the
    same with the total of the other items. `upper_lower`: the facility in the upper 27 % of the
    candidates less that in the lower 27 %.
    """

    item: Item
    number: int
    facility: Fraction | None
    item_total: Decimal | None
    item_rest: Decimal | None
    upper_lower: Fraction | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of the `number` candidates with every score: Cronbach's alpha, which is KR-20 where every
    item is right or wrong; and the standard error of measurement, in marks of the total."""

    number: int
    coefficient: Fraction
    standard_error: Decimal


def item_statistics(table: ItemTable, tail: Fraction = TAIL) -> tuple[ItemStatistics, ...]:
    """Of each item, in their order; `tail` is the share of candidates in either group."""
    totals = [_share(table.items, row) for row in table.rows]
    weights = _tails(totals, tail)
    return tuple(_of_item(table, number, totals, weights) for number in range(len(table.items)))


def reliability(table: ItemTable) -> Reliability:
    """How far the totals would repeat themselves.

    Refuses RELIABILITY_NEEDS_FIXED_FORM for drawn questions, RELIABILITY_NEEDS_SCORES for fewer
    than two items or candidates with every score, RELIABILITY_WITHOUT_SPREAD where all totals are
    the same.
    """
    if not table.fixed_form:
        raise DomainError("RELIABILITY_NEEDS_FIXED_FORM")
    rows = [[Fraction(score) for score in row if score is not None] for row in table.rows]
    whole = [row for row in rows if len(row) == len(table.items)]
    count = len(table.items)
    spread = variance([sum(row, Fraction(0)) for row in whole])
    if count < _LEAST or spread is None:
        raise DomainError("RELIABILITY_NEEDS_SCORES")
    if not spread:
        raise DomainError("RELIABILITY_WITHOUT_SPREAD")
    own = sum((variance(column) or Fraction(0) for column in _columns(whole)), Fraction(0))
    coefficient = Fraction(count, count - 1) * (1 - own / spread)
    return Reliability(len(whole), coefficient, square_root(spread * (1 - coefficient)))


def _of_item(
    table: ItemTable,
    number: int,
    totals: Sequence[Fraction | None],
    weights: Sequence[tuple[Fraction, Fraction]],
) -> ItemStatistics:
    item = table.items[number]
    asked = [
        (place, Fraction(score) / Fraction(item.max_score))
        for place, row in enumerate(table.rows)
        if (score := row[number]) is not None
    ]
    rest = table.without(number)
    others = [_share(rest.items, row) for row in rest.rows]
    return ItemStatistics(
        item=item,
        number=len(asked),
        facility=mean([share for _, share in asked]),
        item_total=_against(asked, totals),
        item_rest=_against(asked, others),
        upper_lower=_upper_lower(asked, weights),
    )


def _against(
    asked: Sequence[tuple[int, Fraction]], totals: Sequence[Fraction | None]
) -> Decimal | None:
    """The correlation of the scores with these totals, of whom there are both."""
    pairs = [(share, total) for place, share in asked if (total := totals[place]) is not None]
    return correlation([share for share, _ in pairs], [total for _, total in pairs])


def _upper_lower(
    asked: Sequence[tuple[int, Fraction]], weights: Sequence[tuple[Fraction, Fraction]]
) -> Fraction | None:
    upper, lower = (
        _weighted([(share, weights[place][tail]) for place, share in asked]) for tail in (0, 1)
    )
    return None if upper is None or lower is None else upper - lower


def _weighted(shares: Shares) -> Fraction | None:
    weight = sum((each for _, each in shares), Fraction(0))
    if not weight:
        return None
    return sum((share * each for share, each in shares), Fraction(0)) / weight


def _tails(totals: Sequence[Fraction | None], tail: Fraction) -> list[tuple[Fraction, Fraction]]:
    """How far each candidate belongs to the upper and to the lower group.

    Those with the same total at the edge of a group share the places that are left in it, so that
    the order of the candidates doesn't matter.
    """
    known = sorted(total for total in totals if total is not None)
    size = max(1, int(len(known) * tail + Fraction(1, 2)))
    lower, upper = _group(known, size), _group(known[::-1], size)
    nobody = Fraction(0)
    return [
        (nobody, nobody) if total is None else (upper.get(total, nobody), lower.get(total, nobody))
        for total in totals
    ]


def _group(best_first: Sequence[Fraction], size: int) -> dict[Fraction, Fraction]:
    """What each total counts for in the group of the first `size`."""
    inside = best_first[:size]
    return {
        total: Fraction(inside.count(total), best_first.count(total))
        for total in dict.fromkeys(inside)
    }


def _share(items: Sequence[Item], row: Sequence[Decimal | int | None]) -> Fraction | None:
    """What a candidate got of what they could get; None if they weren't asked anything."""
    asked = [
        (Fraction(score), Fraction(item.max_score))
        for item, score in zip(items, row, strict=True)
        if score is not None
    ]
    most = sum((maximum for _, maximum in asked), Fraction(0))
    return sum((score for score, _ in asked), Fraction(0)) / most if most else None


def _columns(rows: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    return [list(column) for column in zip(*rows, strict=True)]
