"""The rows of a report for its table, the total always last."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from ui.common.table_model import Column, Index, RowsModel
from ui.common.theme import theme
from ui.desk.report_chart import sort_key
from wset_desk.i18n import _
from wset_desk.services.reports.tables import CellKind, ReportColumn, ReportRow, ReportTable
from wset_desk.services.reports.wording import NOTHING, cell_text

_WIDTHS = {
    CellKind.TEXT: 120,
    CellKind.LEVEL: 84,
    CellKind.PAPER: 150,
    CellKind.DAY: 108,
    CellKind.NUMBER: 78,
    CellKind.PERCENT: 92,
    CellKind.POINTS: 84,
    CellKind.DAYS: 84,
}
_OWN_WIDTHS = {"exam": 250, "since": 180}
_NUMBERS = frozenset({CellKind.NUMBER, CellKind.PERCENT, CellKind.POINTS, CellKind.DAYS})
_STRETCHES = ("candidate", "exam", "educator", "place", "subject", "level")
"""The first of these that a report has takes what room is left."""


class ReportModel(RowsModel[ReportRow]):
    """Sorted like any other list, but for the total."""

    def __init__(self, found: ReportTable) -> None:
        self._total = found.total
        super().__init__(report_columns(found), with_total(found))

    def show_report(self, found: ReportTable) -> None:
        """Other rows under the same columns."""
        self._total = found.total
        self.set_rows(with_total(found))

    def is_total(self, row: ReportRow) -> bool:
        return self._total is not None and row is self._total

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if index.isValid() and self.is_total(self.row_at(index)):
            if role == Qt.ItemDataRole.FontRole:
                return theme().font("body", 600, tabular=True)
            if role == Qt.ItemDataRole.DisplayRole:
                return self._total_text(index)
            if role == Qt.ItemDataRole.ForegroundRole:
                return theme().color("text")
        return super().data(index, role)

    def _total_text(self, index: Index) -> str:
        """The first cell says what it is; what has no total stays empty."""
        if index.column() == 0:
            return _("Total")
        text = self.columns[index.column()].value(self.row_at(index))
        return "" if text == NOTHING else text

    def _sort_rows(self, number: int, order: Qt.SortOrder) -> None:
        super()._sort_rows(number, order)
        self._rows.sort(key=self.is_total)


def with_total(found: ReportTable) -> tuple[ReportRow, ...]:
    """The rows, and the total of any."""
    return (*found.rows, found.total) if found.rows and found.total is not None else found.rows


def report_columns(found: ReportTable) -> tuple[Column[ReportRow], ...]:
    keys = [column.key for column in found.columns]
    stretching = next((key for key in _STRETCHES if key in keys), keys[0])
    return tuple(
        _column(number, column, stretches=column.key == stretching)
        for number, column in enumerate(found.columns)
    )


def _column(number: int, column: ReportColumn, *, stretches: bool) -> Column[ReportRow]:
    counted = column.kind in _NUMBERS

    def tone(row: ReportRow) -> str:
        return "text3" if row.cells[number] is None else ""

    return Column(
        column.key,
        column.title,
        lambda row: cell_text(column.kind, row.cells[number]),
        align="right" if counted else "left",
        tabular=counted,
        strong=stretches,
        tone=tone,
        sort_key=lambda row: sort_key(row.cells[number]),
        width=_OWN_WIDTHS.get(column.key, _WIDTHS.get(column.kind, 120)),
        stretch=stretches,
    )
