"""How the cells of reports are written: nothing is rounded into what it isn't."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.services.reports.tables import Cell, CellKind, LevelPaper, MarkBin, ReportPeriod
from wset_desk.services.reports.tallies import every_month
from wset_desk.services.reports.wording import (
    cell_text,
    change_text,
    paper_labels,
    percent_number,
    period_text,
    points_number,
    scale_text,
    short_text,
)


@pytest.mark.parametrize(
    ("kind", "cell", "text"),
    [
        (CellKind.PERCENT, Decimal("66.666"), "66.7 %"),
        (CellKind.PERCENT, Decimal("99.96"), "99.9 %"),
        (CellKind.PERCENT, Decimal(100), "100.0 %"),
        (CellKind.PERCENT, Decimal(0), "0.0 %"),
        (CellKind.POINTS, Decimal("54.999"), "54.9"),
        (CellKind.NUMBER, 12345, "12,345"),
        (CellKind.DAYS, 14, "14"),
        (CellKind.DAYS, Decimal("13.25"), "13.3"),
        (CellKind.LEVEL, 2, "Level 2"),
        (CellKind.PAPER, "both", "Theory and tasting"),
        (CellKind.DAY, date(2026, 3, 5), "5 Mar 2026"),
        (CellKind.MONTH, date(2026, 3, 1), "March 2026"),
        (CellKind.BIN, MarkBin(55, 60), "55 to 60 %"),
        (CellKind.TEXT, "Main Hall", "Main Hall"),
        (CellKind.MARKED, "Upheld", "Upheld"),
        (CellKind.NUMBER, None, "–"),
        (CellKind.TEXT, "", "–"),
    ],
)
def test_a_cell_in_words(kind: CellKind, cell: Cell, text: str) -> None:
    assert cell_text(kind, cell) == text


def test_below_a_bar_there_is_less_room() -> None:
    assert short_text(CellKind.MONTH, date(2026, 3, 1)) == "Mar"
    assert short_text(CellKind.MONTH, date(2026, 1, 1)) == "Jan 2026"
    assert short_text(CellKind.BIN, MarkBin(55, 60)) == "55"
    assert short_text(CellKind.LEVEL, 3) == "Level 3"
    assert short_text(CellKind.DAY, None) == "–"


def test_at_a_scale() -> None:
    assert scale_text(CellKind.PERCENT, Decimal(25)) == "25 %"
    assert scale_text(CellKind.NUMBER, Decimal(1000)) == "1,000"
    assert scale_text(CellKind.DAYS, Decimal("2.5")) == "2.5"


def test_a_change_has_its_sign() -> None:
    assert change_text(Decimal("3.14"), "{n} points") == "+3.1 points"
    assert change_text(Decimal(-12), "{n} %") == "−12.0 %"
    assert change_text(Decimal(0), "{n} %") == "+0.0 %"


def test_a_paper_says_no_more_than_tells_it_apart() -> None:
    wines, spirits = LevelPaper(2, "Wines", "theory"), LevelPaper(2, "Spirits", "theory")
    theory, tasting = LevelPaper(3, "Wines", "theory"), LevelPaper(3, "Wines", "tasting")
    assert paper_labels([wines, theory, tasting]) == {
        wines: "L2 Wines",
        theory: "L3 Theory",
        tasting: "L3 Tasting",
    }
    sake = LevelPaper(3, "Sake", "theory")
    assert list(paper_labels([wines, spirits, theory, tasting, sake]).values()) == [
        *("L2 Wines", "L2 Spirits", "L3 Wines Theory", "L3 Wines Tasting", "L3 Sake"),
    ]


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (ReportPeriod(), "All days"),
        (ReportPeriod(date(2026, 1, 1), date(2026, 3, 12)), "1 Jan 2026 – 12 Mar 2026"),
        (ReportPeriod(first_day=date(2026, 1, 1), level=3), "From 1 Jan 2026 · Level 3"),
        (ReportPeriod(last_day=date(2026, 1, 1)), "Until 1 Jan 2026"),
    ],
)
def test_a_period_in_words(period: ReportPeriod, text: str) -> None:
    assert period_text(period) == text


@given(st.decimals(0, 100, places=6))
def test_only_the_whole_becomes_a_hundred(value: Decimal) -> None:
    assert (percent_number(value) == 100) == (value == 100)
    assert abs(percent_number(value) - value) <= Decimal("0.1")


@given(st.decimals(0, 100, places=6), st.integers(0, 1000).map(lambda n: Decimal(n) / 10))
def test_no_mean_is_shown_above_itself(value: Decimal, edge: Decimal) -> None:
    assert points_number(value) <= value
    if value < edge:
        assert points_number(value) < edge


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(lambda day: day.replace(day=1))))
def test_months_follow_one_another(months: list[date]) -> None:
    found = every_month(months)
    assert set(months) <= set(found)
    assert list(found) == sorted(set(found))
    if months:
        assert (found[0], found[-1]) == (min(months), max(months))
    numbers = [month.year * 12 + month.month for month in found]
    assert all(later - month == 1 for month, later in pairwise(numbers))
