"""How wide the columns of the results grid are."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from ui.common import labels
from ui.common.theme import theme
from ui.desk.results.cell_painter import PADDING
from ui.desk.results.cells import Kind
from ui.desk.results.grid_layout import MARKS
from ui.desk.results.mark_sheet import MarkSheet
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _

_SMALLEST_NAME, _LARGEST_NAME = 150, 300
_SMALLEST_MARK = 116
_WIDER_GRADE = 32
_LONGEST = {
    Kind.LINE: "0000",
    Kind.SEAT: "A00",
    Kind.MARK: "00 000.00",
    Kind.TOTAL: "00 000.00",
}


def fit_columns(view: QTableView, sheet: MarkSheet) -> None:
    """Names take up to their due, the status what is left; rows grow with the text."""
    metrics = QFontMetrics(theme().font("body", 600, tabular=True))
    height = max(theme().size("rowHeight"), metrics.height() + theme().px(12))
    view.verticalHeader().setDefaultSectionSize(height)
    view.horizontalHeader().setFixedHeight(height + theme().px(4))
    kinds = [column.kind for column in sheet.layout]
    if not kinds:
        return
    widths = [_wanted(view, sheet, number, metrics) for number in range(len(kinds))]
    spare = max(0, view.viewport().width() - sum(widths))
    for kind, at_most in (
        (Kind.CANDIDATE, theme().px(_LARGEST_NAME - _SMALLEST_NAME)),
        (Kind.GRADE, theme().px(_WIDER_GRADE)),
        (Kind.STATUS, spare),
    ):
        more = min(spare, at_most)
        widths[kinds.index(kind)] += more
        spare -= more
    for number, width in enumerate(widths):
        view.setColumnWidth(number, width)


def _wanted(view: QTableView, sheet: MarkSheet, number: int, metrics: QFontMetrics) -> int:
    """As wide as the longest words that the column can hold, and its title."""
    kind = sheet.kind(number)
    if kind is Kind.CANDIDATE:
        return theme().px(_SMALLEST_NAME)
    content = max(map(metrics.horizontalAdvance, _words(sheet, kind))) + theme().px(2 * PADDING)
    icon = theme().px(24) if kind in {Kind.GRADE, Kind.STATUS} else 0
    at_least = theme().px(_SMALLEST_MARK) if kind in MARKS else 0
    title = view.horizontalHeader().sectionSizeHint(number) + theme().px(8)
    return max(content + icon, title, at_least)


def _words(sheet: MarkSheet, kind: Kind) -> list[str]:
    if kind is Kind.NUMBER:
        return ["W0000000", *(row.number or "" for row in sheet.rows)]
    if kind is Kind.GRADE:
        return [_("Distinction"), _("Incomplete"), _("Check")]
    if kind is Kind.STATUS:
        return [*map(labels.result_state, ResultState), _("Saving…"), _("No show")]
    return [_LONGEST[kind]]
