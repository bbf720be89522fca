"""The verbs of the audit log: find, look into, export, open what was changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.desk.audit.record_block import PAGES
from ui.desk.audit.values import Values
from ui.desk.audit.wording import ScreenWords
from ui.desk.context import DeskContext
from wset_desk.exchange.audit_sheet import audit_sheet
from wset_desk.exchange.sheets import write_sheet
from wset_desk.i18n import _
from wset_desk.services import audit
from wset_desk.services.audit import AuditChoices, AuditPage, ExportedAct, RecordsPage
from wset_desk.services.audit_chain import Verified, verify_audit
from wset_desk.services.audit_filters import AuditFilter
from wset_desk.services.audit_records import ActKey
from wset_desk.services.record_names import RecordRef

PAGE = 100


class AuditActions:
    """Runs the services for one page."""

    def __init__(self, page: QWidget, context: DeskContext) -> None:
        self._page = page
        self._context = context
        self._values = Values(context.session.zone, context.session.currency)

    def find(
        self,
        wanted: AuditFilter,
        on_done: Callable[[AuditPage], object],
        *,
        offset: int = 0,
        limit: int = PAGE,
    ) -> None:
        self._context.tasks.run(
            audit.find_acts,
            owner=self._page,
            on_done=on_done,
            wanted=wanted,
            limit=limit,
            offset=offset,
        )

    def find_choices(self, on_done: Callable[[AuditChoices], object]) -> None:
        self._context.tasks.run(audit.audit_choices, owner=self._page, on_done=on_done)

    def look_into(
        self, key: ActKey, on_done: Callable[[RecordsPage], object], *, offset: int = 0
    ) -> None:
        """What an action changed, from its `offset`-th entry on."""
        self._context.tasks.run(
            audit.act_records,
            owner=self._page,
            on_done=on_done,
            key=key,
            limit=PAGE,
            offset=offset,
        )

    def verify(
        self, on_done: Callable[[Verified], object], on_settled: Callable[[], object]
    ) -> None:
        self._context.tasks.run(
            verify_audit, owner=self._page, on_done=on_done, on_settled=on_settled
        )

    def open_record(self, record: RecordRef) -> None:
        open_record(self._context, record)

    def export(self, wanted: AuditFilter, on_settled: Callable[[], object]) -> bool:
        """Ask for a file and write what `wanted` fits; False if nobody chose one."""
        path = self._ask()
        if path is None:
            return False
        self._context.tasks.run(
            audit.acts_to_export,
            owner=self._page,
            on_done=lambda acts: self._write(path, acts),
            on_settled=on_settled,
            wanted=wanted,
        )
        return True

    def _ask(self) -> Path | None:
        """The file in which somebody wants it, by the system's own dialog."""
        day = self._context.session.today().isoformat()
        excel, csv = _("Excel workbook (*.xlsx)"), _("CSV file (*.csv)")
        suggested = _("Audit log {day}").format(day=day)
        chosen, kind = QFileDialog.getSaveFileName(
            self._page, _("Export the audit log"), f"{suggested}.xlsx", f"{excel};;{csv}"
        )
        if not chosen:
            return None
        path = Path(chosen)
        ending = ".csv" if kind == csv else ".xlsx"
        return path if path.suffix else path.with_name(path.name + ending)

    def _write(self, path: Path, acts: tuple[ExportedAct, ...]) -> None:
        def written(_nothing: object) -> None:
            self._context.toast(_("Written to {file}").format(file=path.name))

        self._context.tasks.run_wide(
            _write_sheet, path, acts, self._values, owner=self._page, on_done=written
        )


def open_record(context: DeskContext, record: RecordRef) -> None:
    """Go to the page of a candidate or session."""
    page, argument = PAGES[record.entity]
    context.navigate(page, **{argument: record.id})


def _write_sheet(path: Path, acts: tuple[ExportedAct, ...], values: Values) -> None:
    write_sheet(path, audit_sheet(acts, values.zone, ScreenWords(values)))
