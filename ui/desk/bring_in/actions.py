"""What bringing in does: read a file, check its rows, import them, take an import back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.common.progress import Progress
from ui.desk.bring_in import words
from ui.desk.context import DeskContext
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.domain.written_dates import DateOrder
from wset_desk.exchange.candidate_columns import CANDIDATE_COLUMNS
from wset_desk.exchange.columns import RecognisedColumns
from wset_desk.exchange.tabular import ReadAs, read_table
from wset_desk.i18n import _, ngettext
from wset_desk.services import imports
from wset_desk.services.import_checks import ImportCheck
from wset_desk.services.imports import ImportReport, RowChoice

Refused = Callable[[DomainError], object]


@dataclass(frozen=True)
class OpenFile:
    """A file that has been read, with the mapping as it stands."""

    path: Path
    columns: RecognisedColumns
    read_as: ReadAs

    def mapped(self, mapping: Mapping[int, str]) -> OpenFile:
        return replace(self, columns=replace(self.columns, mapping=dict(mapping)))


@dataclass(frozen=True)
class Decisions:
    """What is to become of rows about people who are known, and of wrong ones."""

    choices: Mapping[int, RowChoice]
    on_duplicate: DuplicateAction
    leave_out_wrong: bool


def read_file(path: Path) -> OpenFile:
    """Runs off the GUI thread; refuses what `read_table` refuses."""
    table = read_table(path)
    return OpenFile(path, CANDIDATE_COLUMNS.recognise(table.rows), table.read_as)


class BringInActions:
    """Runs the verbs for one page."""

    def __init__(self, page: QWidget, context: DeskContext) -> None:
        self._page = page
        self._context = context

    def read(self, path: Path, on_done: Callable[[OpenFile], object], on_refused: Refused) -> None:
        self._context.tasks.run_wide(
            read_file, path, owner=self._page, on_done=on_done, on_refused=on_refused
        )

    def check(
        self,
        file: OpenFile,
        date_order: DateOrder | None,
        *,
        progress: Progress,
        on_done: Callable[[ImportCheck], object],
        on_refused: Refused,
    ) -> None:
        self._context.tasks.run(
            imports.check_candidates,
            owner=self._page,
            progress=progress,
            on_done=on_done,
            on_refused=on_refused,
            rows=file.columns.rows,
            mapping=file.columns.mapping,
            date_order=date_order,
        )

    def import_them(
        self,
        file: OpenFile,
        date_order: DateOrder | None,
        decisions: Decisions,
        *,
        progress: Progress,
        on_done: Callable[[ImportReport], object],
        on_refused: Refused,
        on_settled: Callable[[], object],
    ) -> None:
        self._context.tasks.run(
            imports.import_candidates,
            owner=self._page,
            on_done=on_done,
            on_refused=on_refused,
            on_settled=on_settled,
            progress=progress,
            rows=file.columns.rows,
            mapping=file.columns.mapping,
            choices=decisions.choices,
            on_duplicate=decisions.on_duplicate,
            leave_out_wrong=decisions.leave_out_wrong,
            date_order=date_order,
        )

    def announce(self, report: ImportReport) -> None:
        """A toast that can take the import back; nothing where nothing was changed."""
        if report.added or report.updated:
            text = words.added(len(report.added))
            if not report.added:
                count = len(report.updated)
                text = ngettext(
                    "{n} candidate was updated", "{n} candidates were updated", count
                ).format(n=count)
            self._context.toast(text, lambda: self._undo(report))

    def describe(self, error: DomainError) -> str:
        return self._context.tasks.describe(error)

    def _undo(self, report: ImportReport) -> None:
        self._context.tasks.run(
            imports.undo_import,
            owner=self._page,
            on_done=lambda _count: self._context.toast(_("The import was taken back")),
            report=report,
        )
