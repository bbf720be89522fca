"""The pictures that several reports have, as data."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from wset_desk.domain.chart_scales import highest, round_up
from wset_desk.domain.paper_statistics import Bin
from wset_desk.domain.texts import N_
from wset_desk.services.reports.facts import Sitting
from wset_desk.services.reports.tables import (
    Cell,
    CellKind,
    Chart,
    ChartPoint,
    ChartShape,
    LevelPaper,
    MarkBin,
)
from wset_desk.services.reports.tallies import Tally, every_month, tallies
from wset_desk.services.reports.wording import paper_labels

_OF_A_HUNDRED = frozenset({CellKind.PERCENT, CellKind.POINTS})
_HUNDRED = Decimal(100)
MOST_BARS = 12
"""More of them can't be told apart: the table has them all."""


def bars(
    title: str,
    about: str,
    labels: Iterable[Cell],
    values: Iterable[Decimal | int | None],
    *,
    series: str,
    kind: CellKind = CellKind.PERCENT,
    label_kind: CellKind = CellKind.TEXT,
) -> Chart:
    """One bar a label."""
    points = [ChartPoint(label, (value,)) for label, value in zip(labels, values, strict=True)]
    shown = tuple(points[:MOST_BARS])
    return Chart(title, about, ChartShape.BARS, kind, label_kind, (series,), shown)


def paper_bars(
    title: str,
    about: str,
    found: Mapping[LevelPaper, Tally],
    value: Callable[[Tally], Decimal | int | None],
    *,
    series: str,
    kind: CellKind = CellKind.PERCENT,
) -> Chart:
    """One bar a paper."""
    labels = paper_labels(found)
    names = (labels[paper] for paper in found)
    return bars(title, about, names, map(value, found.values()), series=series, kind=kind)


def by_month(
    title: str,
    about: str,
    sittings: Sequence[Sitting],
    value: Callable[[Tally], Decimal | int | None],
    *,
    series: str,
    kind: CellKind = CellKind.NUMBER,
) -> Chart:
    """A line through the months, those without anything too."""
    months = tallies(sittings, lambda sitting: sitting.exam.month)
    return month_line(
        title,
        about,
        {month: value(found) for month, found in months.items()},
        nothing=value(Tally()),
        series=series,
        kind=kind,
    )


def month_line(
    title: str,
    about: str,
    values: Mapping[date, Decimal | int | None],
    *,
    nothing: Decimal | int | None,
    series: str,
    kind: CellKind = CellKind.NUMBER,
) -> Chart:
    """A line through the months from the first to the last of `values`."""
    points = tuple(
        ChartPoint(month, (values.get(month, nothing),)) for month in every_month(values)
    )
    return Chart(title, about, ChartShape.LINE, kind, CellKind.MONTH, (series,), points)


def marks_chart(bins: Sequence[Bin]) -> Chart:
    """The histogram of marks: those who failed below, those who passed above them."""
    return Chart(
        N_("Marks"),
        N_("Results by mark. Grey: failed. Colour: passed."),
        ChartShape.STACK,
        CellKind.NUMBER,
        CellKind.BIN,
        (N_("Failed"), N_("Passed")),
        tuple(ChartPoint(MarkBin(b.low, b.high), (b.failed, b.passed)) for b in bins),
    )


def top_of(chart: Chart) -> Decimal:
    """The end of the scale: a hundred for what is in per cent, unless it is all very low."""
    if chart.shape is ChartShape.STACK:
        sums = [sum(value or 0 for value in point.values) for point in chart.points]
        return round_up(highest(sums), whole=True)
    found = highest(value for point in chart.points for value in point.values)
    if chart.kind in _OF_A_HUNDRED and found > _HUNDRED / 4:
        return _HUNDRED
    return round_up(found, whole=True)
