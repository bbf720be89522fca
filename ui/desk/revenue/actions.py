"""The verbs of the revenue page: add up, export, open a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.desk.context import DeskContext
from ui.desk.period_days import Days
from ui.desk.revenue import words
from wset_desk.exchange.revenue_sheet import revenue_sheet
from wset_desk.exchange.sheets import write_sheet
from wset_desk.i18n import _
from wset_desk.services.money.revenue import revenue
from wset_desk.services.money.revenue_rows import Revenue, RevenueGroup, RevenueRow


class RevenueActions:
    """Runs the services for the page."""

    def __init__(self, page: QWidget, context: DeskContext) -> None:
        self._page = page
        self._context = context

    def add_up(self, days: Days, on_done: Callable[[Revenue], object]) -> None:
        self._context.tasks.run(
            revenue, owner=self._page, on_done=on_done, first_day=days[0], last_day=days[1]
        )

    def open_session(self, row: RevenueRow) -> None:
        """Show the exam session of a row in the calendar."""
        if row.key.session is not None:
            self._context.navigate("calendar", exam_session_id=row.key.session.id)

    def export(self, found: Revenue, group: RevenueGroup) -> None:
        """Ask for a file, by the system's own dialog, and write the breakdown to it."""
        path = self._ask(group)
        if path is None:
            return
        sheet = revenue_sheet(
            found, group, _(words.GROUPS[group]), lambda key: words.key_name(key, group)
        )

        def written(_nothing: object) -> None:
            self._context.toast(_("Written to {file}").format(file=path.name))

        self._context.tasks.run_wide(write_sheet, path, sheet, owner=self._page, on_done=written)

    def _ask(self, group: RevenueGroup) -> Path | None:
        excel, csv = _("Excel workbook (*.xlsx)"), _("CSV file (*.csv)")
        suggested = _("Revenue by {group} {day}").format(
            group=_(words.GROUPS[group]).lower(), day=self._context.session.today().isoformat()
        )
        chosen, kind = QFileDialog.getSaveFileName(
            self._page, _("Export revenue"), f"{suggested}.xlsx", f"{excel};;{csv}"
        )
        if not chosen:
            return None
        path = Path(chosen)
        ending = ".csv" if kind == csv else ".xlsx"
        return path if path.suffix else path.with_name(path.name + ending)
