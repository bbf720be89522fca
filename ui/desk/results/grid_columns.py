"""How wide the columns of the results grid are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from ui.common import labels
from ui.common.theme import theme
from ui.desk.results.cell_painter import PADDING
from ui.desk.results.cells import Kind
from ui.desk.results.mark_sheet import MarkSheet
from ui.desk.results.sort_header import SortHeader
from wset_desk.domain.registrations import RegistrationType
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _

_TIGHT_NAME, _SMALLEST_NAME, _LARGEST_NAME = 120, 150, 300
_ROOMY_MARK, _ROOMY_STATUS = 116, 152
_WIDER_GRADE = 16
_LONGEST = {
    Kind.LINE: "000",
    Kind.SEAT: "A00",
    Kind.MARK: "00 000.00",
    Kind.TOTAL: "00 000.00",
    Kind.PERCENT: "000.00",
    Kind.ENTRY: "Somebody Else",
}
_EXPENDABLE = (Kind.ENTRY, Kind.PERCENT, Kind.SEAT, Kind.TYPE)
"""What is left out where the window is narrow or its text large, the first named first."""


def fit_columns(view: QTableView, header: SortHeader, sheet: MarkSheet) -> None:
    """Names take up to their due, the last column what is left; rows grow with the text."""
    metrics = QFontMetrics(theme().font("body", 600, tabular=True))
    height = max(theme().size("rowHeight"), metrics.height() + theme().px(12))
    view.verticalHeader().setDefaultSectionSize(height)
    header.setFixedHeight(height + theme().px(4))
    kinds = [column.kind for column in sheet.layout]
    if not kinds:
        return
    room = view.viewport().width()
    widths = [
        _least(sheet, number, metrics, header.title_width(number)) for number in range(len(kinds))
    ]
    _leave_out(widths, kinds, room)
    _give_out(widths, kinds, room - sum(widths))
    for number, width in enumerate(widths):
        view.setColumnHidden(number, not width)
        if width:
            view.setColumnWidth(number, width)


def _leave_out(widths: list[int], kinds: Sequence[Kind], room: int) -> None:
    """Columns that are left out have no width; then names can do with less."""
    for expendable in _EXPENDABLE:
        if sum(widths) <= room:
            return
        for number, kind in enumerate(kinds):
            if kind is expendable:
                widths[number] = 0
    over = max(0, sum(widths) - room)
    name = kinds.index(Kind.CANDIDATE)
    widths[name] = max(theme().px(_TIGHT_NAME), widths[name] - over)


def _give_out(widths: list[int], kinds: Sequence[Kind], spare: int) -> None:
    """What is to spare, for states, grades, marks and names up to their due, then for the last
    column."""
    due = {
        Kind.STATUS: theme().px(_ROOMY_STATUS),
        Kind.GRADE: widths[kinds.index(Kind.GRADE)] + theme().px(_WIDER_GRADE),
        **dict.fromkeys((Kind.MARK, Kind.TOTAL), theme().px(_ROOMY_MARK)),
        Kind.CANDIDATE: theme().px(_LARGEST_NAME),
    }
    for wanted, width in due.items():
        for number in (number for number, kind in enumerate(kinds) if kind is wanted):
            more = max(0, min(spare, width - widths[number]))
            widths[number] += more
            spare -= more
    last = max(number for number, width in enumerate(widths) if width)
    widths[last] += max(0, spare)


def _least(sheet: MarkSheet, number: int, metrics: QFontMetrics, title: int) -> int:
    """As wide as the longest words that the column can hold, and as its title."""
    kind = sheet.kind(number)
    if kind is Kind.CANDIDATE:
        return theme().px(_SMALLEST_NAME)
    content = max(map(metrics.horizontalAdvance, _words(sheet, kind))) + theme().px(2 * PADDING)
    icon = theme().px(24) if kind in {Kind.GRADE, Kind.STATUS} else 0
    return max(content + icon, title)


def _words(sheet: MarkSheet, kind: Kind) -> list[str]:
    match kind:
        case Kind.LINE:
            return [_LONGEST[kind], str(len(sheet.rows))]
        case Kind.NUMBER:
            return ["W0000000", sheet.rows.longest_number]  # figures are equally wide
        case Kind.TYPE:
            return [labels.session_type(each) for each in RegistrationType]
        case Kind.GRADE:
            return [_("Distinction"), _("Incomplete"), _("Check")]
        case Kind.STATUS:
            return [
                *map(labels.result_state, ResultState),
                *(_("Saving…"), _("No show"), _("Differs"), _("On hold"), _("Typed once")),
            ]
    return [_LONGEST[kind]]
