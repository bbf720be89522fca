"""The report that opens first: what was sat, how it went, and what a year before was like."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from wset_desk.domain.permissions import Permission
from wset_desk.domain.texts import N_
from wset_desk.i18n import _
from wset_desk.services.contract import query
from wset_desk.services.reports import columns as col
from wset_desk.services.reports.charts import by_month
from wset_desk.services.reports.enquiry_facts import EnquiryTally, enquiries
from wset_desk.services.reports.facts import local_day, sittings
from wset_desk.services.reports.tables import (
    Cell,
    CellKind,
    Chart,
    ChartPoint,
    ChartShape,
    Headline,
    LevelPaper,
    Origin,
    ReportColumn,
    ReportPeriod,
    ReportRow,
    ReportTable,
)
from wset_desk.services.reports.tallies import Tally, tallies, tally
from wset_desk.services.reports.wording import change_text, paper_labels
from wset_desk.storage.unit_of_work import UnitOfWork

Papers = Mapping[LevelPaper, Tally]
_LEAP_DAY = (2, 29)
_BEFORE = (
    ReportColumn("sat_before", N_("Sat before"), CellKind.NUMBER),
    ReportColumn("rate_before", N_("Rate before"), CellKind.PERCENT),
)


@query(Permission.VIEW_REPORTS)
def overview(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each paper, beside the same days a year before where the period has a first day."""
    counted = sittings(uow, period)
    now, found = tally(counted), tallies(counted, lambda sitting: sitting.exam.paper)
    earlier = a_year_before(period, local_day(uow, uow.now))
    counted_before = sittings(uow, earlier) if earlier else []
    before = tallies(counted_before, lambda sitting: sitting.exam.paper)
    papers = sorted({*found, *before})
    return ReportTable(
        columns=(
            *(*col.PAPER_COLUMNS, col.SAT, col.RELEASED, col.PASS_RATE, col.ABSENCE_RATE),
            *(_BEFORE if earlier else ()),
        ),
        rows=tuple(
            ReportRow(
                (*paper, *_cells(found.get(paper), before.get(paper), earlier)),
                Origin(report="sessions", level=paper.level),
            )
            for paper in papers
        ),
        total=ReportRow((None, None, None, *_cells(now, tally(counted_before), earlier))),
        headlines=_headlines(uow, period, now, tally(counted_before)),
        charts=(
            _rates(papers, found, before),
            by_month(
                N_("Candidates per month"),
                N_("People with a seat at an exam."),
                counted,
                lambda each: len(each.people),
                series=N_("Candidates"),
            ),
        ),
    )


def a_year_before(period: ReportPeriod, today: date) -> ReportPeriod | None:
    """The same days a year before; None for a period without a beginning."""
    if period.first_day is None:
        return None
    last = _year_before(period.last_day or today)
    return replace(period, first_day=_year_before(period.first_day), last_day=last)


def _year_before(day: date) -> date:
    if (day.month, day.day) == _LEAP_DAY:
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)


def _cells(
    now: Tally | None, before: Tally | None, earlier: ReportPeriod | None
) -> tuple[Cell, ...]:
    found, last = now or Tally(), before or Tally()
    own: tuple[Cell, ...] = (found.sat, found.released, found.pass_rate, found.absence_rate)
    return (*own, last.sat, last.pass_rate) if earlier else own


def _headlines(
    uow: UnitOfWork, period: ReportPeriod, now: Tally, before: Tally
) -> tuple[Headline, ...]:
    challenged = EnquiryTally.of(enquiries(uow, period))
    return (
        Headline(N_("Exams sat"), now.sat, CellKind.NUMBER, *_growth(now, before)),
        Headline(N_("Pass rate"), now.pass_rate, CellKind.PERCENT, *_points(now, before)),
        col.percent(
            N_("No-shows"), now.absence_rate, col.of_text(now.absent, now.sat + now.absent)
        ),
        Headline(
            N_("Enquiries upheld"),
            col.of_text(challenged.upheld, challenged.completed) if challenged.completed else None,
            CellKind.TEXT,
            col.still_open_text(challenged.open),
            "open" if challenged.open else "",
        ),
    )


def _growth(now: Tally, before: Tally) -> tuple[str, str]:
    """ "+12 % on the year before", and whether that is good."""
    if not before.sat:
        return col.candidates_text(len(now.people)), ""
    change = Decimal(now.sat - before.sat) * 100 / before.sat
    return change_text(change, _("{n} % on the year before")), "good" if change > 0 else ""


def _points(now: Tally, before: Tally) -> tuple[str, str]:
    """ "+3.1 points", and whether that is good."""
    if now.pass_rate is None or before.pass_rate is None:
        return col.of_text(now.passed, now.released), ""
    change = now.pass_rate - before.pass_rate
    return change_text(change, _("{n} points")), "good" if change > 0 else ""


def _rates(papers: list[LevelPaper], found: Papers, before: Papers) -> Chart:
    """Beside the year before, if there is anything to say of it."""
    labels, nobody = paper_labels(papers), Tally()
    compares = any(each.released for each in before.values())
    points = []
    for paper in papers:
        rate = found.get(paper, nobody).pass_rate
        last = (before.get(paper, nobody).pass_rate,) if compares else ()
        points.append(ChartPoint(labels[paper], (*last, rate)))
    series = (N_("A year before"), N_("Pass rate")) if compares else (N_("Pass rate"),)
    about = (
        N_("Colour: this period. Grey: a year before.")
        if compares
        else N_("Released results that pass, of all that are released.")
    )
    return Chart(
        title=N_("Pass rate by exam"),
        about=about,
        shape=ChartShape.BARS,
        kind=CellKind.PERCENT,
        label_kind=CellKind.TEXT,
        series=series,
        points=tuple(points),
    )
