"""The table of a report: as high as its rows until there are many, its total last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from ui.common.fitting_table import FittingTable
from ui.common.table_model import Column
from ui.common.theme import theme
from ui.desk.reports.model import ReportModel
from wset_desk.i18n import _
from wset_desk.services.reports.registry import Report
from wset_desk.services.reports.tables import ReportRow, ReportTable

_LEAST_ROWS, _MOST_ROWS = 3, 16
_EXPENDABLE = (
    *("sat_before", "rate_before", "failed", "lowest", "highest", "shortest", "median", "free"),
    *("first_passed", "resits_passed", "refunded", "changed", "not_admitted", "partial"),
    *("awaited", "place", "booked", "achieved", "decided", "spread", "number", "passed", "mean"),
)
"""What is left out first where there is little room; files have everything."""
_TOLD_BY_THE_EXAM = ("paper", "level")
_TELLING = ("rate", "since")


def expendable(columns: Sequence[Column[ReportRow]]) -> list[str]:
    """In which order columns are left out: then the others from the end, the most telling last.

    The first column stays, and the one that stretches.
    """
    kept = {columns[0].key, *(column.key for column in columns if column.stretch)}
    keys = [column.key for column in columns if column.key not in kept]
    told = _TOLD_BY_THE_EXAM if any(column.key == "exam" for column in columns) else ()
    first = [key for key in (*told, *_EXPENDABLE) if key in keys]
    others = [key for key in reversed(keys) if key not in first]
    return first + sorted(others, key=lambda key: any(word in key for word in _TELLING))


class ReportTableView(FittingTable):
    """A report's own table; another report has another one.

    ``fitted(n)`` tells how many columns have no room.
    """

    fitted = Signal(int)

    def __init__(self, report: Report, found: ReportTable) -> None:
        self.report_model = ReportModel(found)
        columns = self.report_model.columns
        self.keys = tuple(column.key for column in columns)
        super().__init__(_(report.title), self.report_model, expendable(columns))
        self.set_empty(_("Nothing to show for this period."), icon="chart")
        theme().changed.connect(self._fit_rows)
        self._fit_rows()

    @property
    def hidden(self) -> int:
        """How many columns have no room."""
        return sum(map(self.isColumnHidden, range(len(self.keys))))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_rows()

    def show_report(self, found: ReportTable) -> None:
        """Other rows; the columns have to be the same."""
        self.report_model.show_report(found)
        self._fit_rows()

    def _fit(self) -> None:
        super()._fit()
        self.fitted.emit(self.hidden)

    def _fit_rows(self) -> None:
        rows = min(max(self.report_model.rowCount(), _LEAST_ROWS), _MOST_ROWS)
        height = self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().height() + 2 * self.frameWidth()
        self.setFixedHeight(head + rows * height)
