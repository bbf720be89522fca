"""How the cells of a report are written, in the current language."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from wset_desk.i18n import N_, _, formatting_locale
from wset_desk.services.reports.tables import Cell, CellKind, LevelPaper, MarkBin, ReportPeriod

NOTHING = "–"
_ONE_PLACE = Decimal("0.1")
_WHOLE = Decimal(100)
_ALMOST = Decimal("99.9")
_PAPERS = {
    "theory": N_("Theory"),
    "tasting": N_("Tasting"),
    "combined": N_("Theory and tasting"),
    "both": N_("Theory and tasting"),
}


def cell_text(kind: CellKind, value: Cell) -> str:
    """ "Level 2", "81.3 %", "5 Mar 2026"; a dash for nothing."""
    return NOTHING if value is None or value == "" else _WRITERS[kind](value)


def short_text(kind: CellKind, value: Cell) -> str:
    """The same where there is little room: below a bar."""
    writer = _SHORT.get(kind, _WRITERS[kind])
    return NOTHING if value is None or value == "" else writer(value)


def period_text(period: ReportPeriod) -> str:
    """ "1 Jan 2026 – 22 Mar 2026 · Level 2"."""
    first, last = (_day(day) if day else "" for day in (period.first_day, period.last_day))
    if first and last:
        days = _("{start} – {last}").format(start=first, last=last)
    elif first:
        days = _("From {day}").format(day=first)
    else:
        days = _("Until {day}").format(day=last) if last else _("All days")
    return days if period.level is None else f"{days} · {_level(period.level)}"


def number_text(value: Decimal | int) -> str:
    """ "1,250"; "4.2" of what isn't counted, always with one place."""
    pattern = "#,##0" if isinstance(value, int) else "#,##0.0"
    return format_decimal(value, pattern, locale=formatting_locale())


def scale_text(kind: CellKind, value: Decimal) -> str:
    """A number at a chart's scale: "25 %", "1,000"."""
    number = format_decimal(value, "#,##0.##", locale=formatting_locale())
    return _("{n} %").format(n=number) if kind is CellKind.PERCENT else number


def change_text(change: Decimal, unit: str) -> str:
    """ "+3.1 points", "−12 %"."""
    sign = "+" if change >= 0 else "−"
    return f"{sign}{unit.format(n=number_text(abs(_rounded(change))))}"


def percent_number(value: Decimal) -> Decimal:
    """To one place, half up; only what is whole becomes 100."""
    rounded = _rounded(value)
    return _ALMOST if rounded >= _WHOLE > value else rounded


def points_number(value: Decimal) -> Decimal:
    """To one place, cut as marks are: 54.99 never shows as 55."""
    return value.quantize(_ONE_PLACE, rounding=ROUND_DOWN)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_ONE_PLACE, rounding=ROUND_HALF_UP)


def _percent(value: Decimal) -> str:
    return _("{n} %").format(n=number_text(percent_number(value)))


def _level(number: int) -> str:
    return _("Level {number}").format(number=number)


def paper_labels(papers: Collection[LevelPaper]) -> dict[LevelPaper, str]:
    """What each of these is called below a bar: "L2 Wines"; "L3 Theory" where its level has
    several papers."""
    return {paper: _short_paper(paper, papers) for paper in papers}


def _short_paper(paper: LevelPaper, among: Collection[LevelPaper]) -> str:
    subjects = {each.subject for each in among if each.level == paper.level}
    types = {each.exam_type for each in among if each[:2] == paper[:2]}
    words = [_("L{number}").format(number=paper.level)]
    if len(types) == 1 or len(subjects) > 1:
        words.append(paper.subject)
    if len(types) > 1:
        words.append(_(_PAPERS[paper.exam_type]))
    return " ".join(words)


def _day(day: date) -> str:
    return format_date(day, "d MMM y", formatting_locale())


def _month(month: date) -> str:
    return format_date(month, "LLLL y", formatting_locale())


def _short_month(month: date) -> str:
    """ "Oct"; January with its year, where another one begins."""
    return format_date(month, "LLL y" if month.month == 1 else "LLL", formatting_locale())


def _bin(bin_: MarkBin) -> str:
    return _("{low} to {high} %").format(low=bin_.low, high=bin_.high)


def _days(value: Decimal | int) -> str:
    return number_text(value if isinstance(value, int) else _rounded(value))


_WRITERS: Mapping[CellKind, Callable[[Any], str]] = {
    CellKind.TEXT: str,
    CellKind.MARKED: _,
    CellKind.LEVEL: _level,
    CellKind.PAPER: lambda value: _(_PAPERS[value]),
    CellKind.DAY: _day,
    CellKind.MONTH: _month,
    CellKind.BIN: _bin,
    CellKind.NUMBER: number_text,
    CellKind.PERCENT: _percent,
    CellKind.POINTS: lambda value: number_text(points_number(value)),
    CellKind.DAYS: _days,
}
_SHORT: Mapping[CellKind, Callable[[Any], str]] = {
    CellKind.MONTH: _short_month,
    CellKind.BIN: lambda bin_: str(bin_.low),
}
