"""A report on paper, across: its numbers, its charts, its table with the total."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from reportlab.lib.units import mm
from reportlab.platypus import Spacer, Table, TableStyle
from reportlab.platypus.flowables import Flowable

from wset_desk.documents import styles
from wset_desk.documents.letterhead import draw_foot
from wset_desk.documents.pages import Pages, Printed, Section, pdf
from wset_desk.documents.report_chart import ReportChart
from wset_desk.documents.styles import PAGE
from wset_desk.documents.tables import Column, grid
from wset_desk.documents.text import Text
from wset_desk.i18n import _, formatting_locale
from wset_desk.services.reports.registry import Report
from wset_desk.services.reports.tables import (
    CellKind,
    Chart,
    Headline,
    ReportColumn,
    ReportRow,
    ReportTable,
)
from wset_desk.services.reports.wording import NOTHING, cell_text

_ACROSS = (PAGE[1], PAGE[0])
_EDGE, _TOP, _BOTTOM = 20 * mm, 16 * mm, 22 * mm
_WIDTH = _ACROSS[0] - 2 * _EDGE
_GAP = 8 * mm
_NUMBERS = frozenset({CellKind.NUMBER, CellKind.PERCENT, CellKind.POINTS, CellKind.DAYS})
_WIDE = {"exam": 3.4, "candidate": 2.4, "educator": 2.4, "place": 2.0, "since": 2.4}
_SHARES = {CellKind.TEXT: 1.6, CellKind.PAPER: 1.9, CellKind.DAY: 1.4, CellKind.LEVEL: 1.0}


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """What stands around a report: whose it is, which days and level it is about, when printed."""

    centre: str
    about: str
    printed_on: date


def report_pdf(
    report: Report,
    found: ReportTable,
    paper: ReportPaper,
    progress: Callable[[float], object] = lambda share: None,
) -> Printed:
    """The report as a file; `progress` is told the share done."""
    story: list[Flowable] = [
        Text(_(report.title), styles.TITLE),
        Text(f"{_(report.description)} {paper.about}", styles.SMALL),
        Spacer(0, 10),
        *_headlines(found.headlines),
        *_charts(found.charts),
        _table(found),
    ]
    if found.note:
        story += [Spacer(0, 8), Text(_(found.note), styles.SMALL)]
    box = (_EDGE, _BOTTOM, _WIDTH, _ACROSS[1] - _TOP - _BOTTOM)
    section = Section(story, box, box, partial(_furnish, report, paper), _ACROSS)
    return pdf(
        [section],
        title=f"{_(report.title)} – {paper.about}",
        author=paper.centre,
        language=formatting_locale().replace("_", "-"),
        done=partial(progress, 1.0),
    )


def _headlines(headlines: Sequence[Headline]) -> list[Flowable]:
    if not headlines:
        return []
    cells = [
        [
            Text(_(each.title), styles.LABEL),
            Text(cell_text(each.kind, each.value), styles.TITLE),
            Text(each.note, styles.SMALL),
        ]
        for each in headlines
    ]
    widths = [_WIDTH / len(cells)] * len(cells)
    return [Table([cells], widths, style=_plain(), hAlign="LEFT"), Spacer(0, 12)]


def _charts(charts: Sequence[Chart]) -> list[Flowable]:
    """Side by side; those without anything to show are left out."""
    shown = [each for each in charts if any(any(point.values) for point in each.points)]
    if not shown:
        return []
    row: list[object] = []
    widths: list[float] = []
    own = (_WIDTH - _GAP * (len(shown) - 1)) / len(shown)
    for number, each in enumerate(shown):
        row += [*([""] if number else []), ReportChart(each)]
        widths += [*([_GAP] if number else []), own]
    return [Table([row], widths, style=_plain(), hAlign="LEFT"), Spacer(0, 14)]


def _table(found: ReportTable) -> Flowable:
    if not found.rows:
        return Text(_("Nothing to show for this period."), styles.BODY)
    shares = [_share(column) for column in found.columns]
    columns = [
        Column(_(column.title), _WIDTH * share / sum(shares), column.kind in _NUMBERS)
        for column, share in zip(found.columns, shares, strict=True)
    ]
    total: list[str] = []
    if found.total is not None:
        texts = _words(found.columns, found.total)
        total = [_("Total"), *("" if text == NOTHING else text for text in texts[1:])]
    return grid(columns, [_words(found.columns, row) for row in found.rows], total=total)


def _share(column: ReportColumn) -> float:
    return _WIDE.get(column.key, _SHARES.get(column.kind, 1.1))


def _words(columns: Sequence[ReportColumn], row: ReportRow) -> list[str]:
    pairs = zip(columns, row.cells, strict=True)
    return [cell_text(column.kind, cell) for column, cell in pairs]


def _furnish(report: Report, paper: ReportPaper, canvas: Pages, page: int, pages: int) -> None:
    told = (paper.centre, _(report.title), cell_text(CellKind.DAY, paper.printed_on))
    draw_foot(canvas, " · ".join(told), page, pages, (_EDGE, _WIDTH))


def _plain() -> TableStyle:
    everywhere = (0, 0), (-1, -1)
    sides = [(f"{side}PADDING", *everywhere, 0) for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")]
    return TableStyle([("VALIGN", *everywhere, "TOP"), *sides])
