"""The verbs of the reports page: read, export, go to where a row comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.common.progress import Progress
from ui.desk.context import DeskContext
from ui.desk.letters.preview import Preview
from wset_desk.documents.pages import Printed
from wset_desk.documents.report import ReportPaper, report_pdf
from wset_desk.domain.permissions import Permission
from wset_desk.exchange.report_sheet import report_sheet
from wset_desk.exchange.sheets import write_sheet
from wset_desk.i18n import _
from wset_desk.services.reports.registry import Report
from wset_desk.services.reports.tables import Origin, ReportPeriod, ReportTable


class ReportActions:
    """Runs the services for the page."""

    def __init__(self, page: QWidget, context: DeskContext) -> None:
        self._page = page
        self._context = context

    def read(
        self, report: Report, period: ReportPeriod, on_done: Callable[[ReportTable], object]
    ) -> None:
        self._context.tasks.run(report.query, owner=self._page, on_done=on_done, period=period)

    def go_to(self, origin: Origin) -> None:
        """Show what a row is about, on the page that has it."""
        navigate, may = self._context.navigate, self._context.session.may
        if origin.exam_session_id is not None:
            page = "results" if may(Permission.VIEW_RESULTS) else "calendar"
            navigate(page, exam_session_id=origin.exam_session_id)
        elif origin.candidate_id is not None:
            navigate("candidates", candidate_id=origin.candidate_id)
        elif origin.enquiries and may(Permission.MANAGE_ENQUIRIES):
            navigate("enquiries")
        elif origin.report is not None:
            navigate("reports", report=origin.report, level=origin.level)

    def print_preview(self, report: Report, found: ReportTable, about: str) -> None:
        """Show the report as it is printed, or kept as a PDF."""
        session = self._context.session
        paper = ReportPaper(session.centre_name, about, session.today())
        title = _("Report: {title}").format(title=_(report.title))
        Preview(self._page, self._context, title, _write, report, found, paper).open()

    def export(self, report: Report, found: ReportTable) -> None:
        """Ask for a file, by the system's own dialog, and write the table to it."""
        path = self._ask(report)
        if path is None:
            return

        def written(_nothing: object) -> None:
            self._context.toast(_("Written to {file}").format(file=path.name))

        sheet = report_sheet(report, found)
        self._context.tasks.run_wide(write_sheet, path, sheet, owner=self._page, on_done=written)

    def _ask(self, report: Report) -> Path | None:
        excel, csv = _("Excel workbook (*.xlsx)"), _("CSV file (*.csv)")
        suggested = _("Report {name} {day}").format(
            name=_(report.title).lower(), day=self._context.session.today().isoformat()
        )
        chosen, kind = QFileDialog.getSaveFileName(
            self._page, _("Export the report"), f"{suggested}.xlsx", f"{excel};;{csv}"
        )
        if not chosen:
            return None
        path = Path(chosen)
        ending = ".csv" if kind == csv else ".xlsx"
        return path if path.suffix else path.with_name(path.name + ending)


def _write(report: Report, found: ReportTable, paper: ReportPaper, progress: Progress) -> Printed:
    return report_pdf(report, found, paper, progress.report)
