"""How those who come again fare, beside those who come for the first time."""

from wset_desk.domain.permissions import Permission
from wset_desk.domain.texts import N_
from wset_desk.i18n import _, ngettext
from wset_desk.services.contract import query
from wset_desk.services.reports import columns as col
from wset_desk.services.reports.charts import by_month
from wset_desk.services.reports.facts import sittings
from wset_desk.services.reports.tables import (
    Cell,
    CellKind,
    Chart,
    ChartPoint,
    ChartShape,
    LevelPaper,
    Origin,
    ReportColumn,
    ReportPeriod,
    ReportRow,
    ReportTable,
)
from wset_desk.services.reports.tallies import Tally, tallies, tally
from wset_desk.services.reports.wording import paper_labels
from wset_desk.storage.unit_of_work import UnitOfWork

_FIRST, _AGAIN = N_("First sittings"), N_("Resits")
_COLUMNS = (
    ReportColumn("first", _FIRST, CellKind.NUMBER),
    ReportColumn("first_passed", N_("Passed first"), CellKind.NUMBER),
    ReportColumn("first_rate", N_("First pass rate"), CellKind.PERCENT),
    ReportColumn("resits", _AGAIN, CellKind.NUMBER),
    ReportColumn("resits_passed", N_("Resits passed"), CellKind.NUMBER),
    ReportColumn("resit_rate", N_("Resit pass rate"), CellKind.PERCENT),
    col.AWAITED,
)


@query(Permission.VIEW_REPORTS)
def resit_success(uow: UnitOfWork, *, period: ReportPeriod) -> ReportTable:
    """A row for each paper: released results of first sittings, and of resits."""
    counted = sittings(uow, period)
    resits = [each for each in counted if each.is_resit]
    others = [each for each in counted if not each.is_resit]
    again = tallies(resits, lambda sitting: sitting.exam.paper)
    first = tallies(others, lambda sitting: sitting.exam.paper)
    papers, nobody = sorted({*first, *again}), Tally()
    total = tally(others), tally(resits)
    return ReportTable(
        columns=(*col.PAPER_COLUMNS, *_COLUMNS),
        rows=tuple(
            ReportRow(
                (*paper, *_cells(first.get(paper, nobody), again.get(paper, nobody))),
                Origin(report="sessions", level=paper.level),
            )
            for paper in papers
        ),
        total=ReportRow((None, None, None, *_cells(*total))),
        headlines=(
            col.number(_AGAIN, total[1].released, _booked_text(total[1].booked)),
            col.percent(N_("Resit pass rate"), total[1].pass_rate, _of(total[1])),
            col.percent(N_("First pass rate"), total[0].pass_rate, _of(total[0])),
            col.number(N_("Resits awaited"), total[1].awaited, _("sat, not released yet")),
        ),
        charts=(
            _rates(papers, first, again),
            by_month(
                N_("Resits by month"),
                N_("Resits with a released result."),
                resits,
                lambda each: each.released,
                series=_AGAIN,
            ),
        ),
        note=N_("Whoever missed an exam and sits a makeup sits for the first time."),
    )


def _cells(first: Tally, again: Tally) -> tuple[Cell, ...]:
    return (
        *(first.released, first.passed, first.pass_rate),
        *(again.released, again.passed, again.pass_rate, again.awaited),
    )


def _booked_text(count: int) -> str:
    return ngettext("{n} booked", "{n} booked", count).format(n=col.cell_number(count))


def _of(found: Tally) -> str:
    return col.of_text(found.passed, found.released)


def _rates(
    papers: list[LevelPaper], first: dict[LevelPaper, Tally], again: dict[LevelPaper, Tally]
) -> Chart:
    labels, nobody = paper_labels(papers), Tally()
    return Chart(
        title=N_("Pass rate of first sittings and resits"),
        about=N_("Colour: resits. Grey: first sittings."),
        shape=ChartShape.BARS,
        kind=CellKind.PERCENT,
        label_kind=CellKind.TEXT,
        series=(_FIRST, _AGAIN),
        points=tuple(
            ChartPoint(
                labels[paper],
                (first.get(paper, nobody).pass_rate, again.get(paper, nobody).pass_rate),
            )
            for paper in papers
        ),
    )
