"""How long candidates wait: from the day of the exam to the day of the first release."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import ResultState
from wset_desk.domain.samples import as_decimal
from wset_desk.domain.texts import N_
from wset_desk.i18n import _, ngettext
from wset_desk.services.contract import query
from wset_desk.services.reports import columns as col
from wset_desk.services.reports.charts import bars, month_line
from wset_desk.services.reports.facts import Sitting, local_day, sittings
from wset_desk.services.reports.tables import (
    Cell,
    CellKind,
    Chart,
    Headline,
    LevelPaper,
    Origin,
    ReportColumn,
    ReportPeriod,
    ReportRow,
    ReportTable,
)
from wset_desk.services.reports.wording import paper_labels
from wset_desk.storage.schema import ResultVersion
from wset_desk.storage.unit_of_work import UnitOfWork

Waits = list[tuple[Sitting, int]]
_MEAN_DAYS = N_("Mean days")
_COLUMNS = (
    *col.PAPER_COLUMNS,
    ReportColumn("released", N_("Results"), CellKind.NUMBER),
    ReportColumn("shortest", N_("Shortest"), CellKind.DAYS),
    ReportColumn("median", N_("Median"), CellKind.DAYS),
    ReportColumn("mean", _MEAN_DAYS, CellKind.DAYS),
    ReportColumn("longest", N_("Longest"), CellKind.DAYS),
    col.AWAITED,
)


@query(Permission.VIEW_REPORTS)
def time_to_release(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each paper, in days; what was corrected later counts with its first release."""
    counted = sittings(uow, period)
    waits = _waits(uow, counted)
    days: dict[LevelPaper, list[int]] = defaultdict(list)
    open_: dict[LevelPaper, int] = defaultdict(int)
    for sitting, wait in waits:
        days[sitting.exam.paper].append(wait)
    for each in _awaited(counted, waits):
        open_[each.exam.paper] += 1
    papers = sorted({*days, *open_})
    every = [wait for _sitting, wait in waits]
    return ReportTable(
        columns=_COLUMNS,
        rows=tuple(
            ReportRow(
                (*paper, *_cells(days[paper], open_[paper])),
                Origin(report="sessions", level=paper.level),
            )
            for paper in papers
        ),
        total=ReportRow((None, None, None, *_cells(every, sum(open_.values())))),
        headlines=_headlines(every, sum(open_.values())),
        charts=(_by_paper(papers, days), _by_month(waits)),
    )


def median(days: Sequence[int]) -> Decimal | None:
    """The middle one, or the mean of the two in the middle."""
    if not days:
        return None
    ordered, half = sorted(days), len(days) // 2
    middle = ordered[half : half + 1] if len(days) % 2 else ordered[half - 1 : half + 1]
    return _mean(middle)


def _waits(uow: UnitOfWork, counted: Iterable[Sitting]) -> Waits:
    """The days to the first release of every component, of those of whom all were released."""
    released = _first_releases(uow)
    found = []
    for each in counted:
        when = [released.get((each.registration_id, name)) for name in each.exam.components]
        known = [day for day in when if day is not None]
        if known and len(known) == len(when):
            found.append((each, (max(known) - each.exam.day).days))
    return found


def _first_releases(uow: UnitOfWork) -> dict[tuple[UUID, str], date]:
    rows = uow.session.execute(
        select(
            ResultVersion.exam_registration_id,
            ResultVersion.component,
            func.min(ResultVersion.entered_at),
        )
        .where(ResultVersion.state == ResultState.RELEASED)
        .group_by(ResultVersion.exam_registration_id, ResultVersion.component)
    )
    return {(row[0], row[1]): local_day(uow, row[2]) for row in rows}


def _awaited(counted: Iterable[Sitting], waits: Waits) -> list[Sitting]:
    known = {sitting.registration_id for sitting, _wait in waits}
    return [each for each in counted if each.was_sat and each.registration_id not in known]


def _mean(days: Sequence[int]) -> Decimal | None:
    return as_decimal(Fraction(sum(days), len(days))) if days else None


def _cells(days: Sequence[int], awaited: int) -> tuple[Cell, ...]:
    shortest, longest = min(days, default=None), max(days, default=None)
    return len(days), shortest, median(days), _mean(days), longest, awaited


def _headlines(days: Sequence[int], awaited: int) -> tuple[Headline, ...]:
    results = ngettext("{n} result", "{n} results", len(days))
    half = _("half of them took no longer") if days else ""
    return (
        Headline(
            _MEAN_DAYS, _mean(days), CellKind.DAYS, results.format(n=col.cell_number(len(days)))
        ),
        Headline(N_("Median"), median(days), CellKind.DAYS, half),
        Headline(N_("Longest"), max(days, default=None), CellKind.DAYS, _("from exam to release")),
        col.number(
            N_("Awaited"),
            awaited,
            _("sat, not released yet") if awaited else _("everything is released"),
            "open" if awaited else "good",
        ),
    )


def _by_paper(papers: list[LevelPaper], days: dict[LevelPaper, list[int]]) -> Chart:
    labels = paper_labels(papers)
    return bars(
        N_("Days to release by paper"),
        N_("The mean, from the day of the exam."),
        [labels[paper] for paper in papers],
        [_mean(days[paper]) for paper in papers],
        series=_MEAN_DAYS,
        kind=CellKind.DAYS,
    )


def _by_month(waits: Waits) -> Chart:
    months: dict[date, list[int]] = defaultdict(list)
    for sitting, wait in waits:
        months[sitting.exam.month].append(wait)
    return month_line(
        N_("Days to release by month"),
        N_("The mean, by the month of the exam."),
        {month: _mean(days) for month, days in months.items()},
        nothing=None,
        series=_MEAN_DAYS,
        kind=CellKind.DAYS,
    )
