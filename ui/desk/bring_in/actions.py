"""What bringing in does: read a file, check its rows, import them, take an import back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.common.progress import Progress
from ui.desk.bring_in import words
from ui.desk.bring_in.memory import recalled, remembering
from ui.desk.bring_in.take_out_sheet import TakeOutSheet
from ui.desk.context import DeskContext
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import DuplicateAction
from wset_desk.domain.written_dates import DateOrder
from wset_desk.exchange.columns import RecognisedColumns
from wset_desk.exchange.import_files import remapped
from wset_desk.exchange.kinds import HEADINGS
from wset_desk.exchange.reconciliation import Reconciliation, source_of
from wset_desk.exchange.sheets import Sheet, write_sheet
from wset_desk.exchange.tabular import ReadAs, read_table
from wset_desk.i18n import _, ngettext
from wset_desk.services.import_checks import ImportCheck
from wset_desk.services.import_removal import preview_removal, remove_import
from wset_desk.services.import_runs import ImportReport, ImportRunDetail, list_imports
from wset_desk.services.importing import importing
from wset_desk.services.imports import RowChoice
from wset_desk.system.files import write_atomically
from wset_desk.system.resources import resource_path

Refused = Callable[[DomainError], object]


@dataclass(frozen=True)
class OpenFile:
    """A file of a kind that has been read, with the mapping as it stands."""

    path: Path
    kind: FileKind
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


def read_file(path: Path, kind: FileKind, remembered: object) -> OpenFile:
    """Runs off the GUI thread; refuses what `read_table` refuses.

    `remembered` is how files of this kind were mapped, by their headings.
    """
    table = read_table(path)
    columns = HEADINGS[kind].recognise(table.rows)
    known = HEADINGS[kind].labels
    wanted = {
        position: field
        for position, field in recalled(remembered, columns).items()
        if field is None or field in known
    }
    return OpenFile(path, kind, remapped(columns, wanted), table.read_as)


class BringInActions:
    """Runs the verbs for one page."""

    def __init__(self, page: QWidget, context: DeskContext) -> None:
        self._page = page
        self._context = context

    def read(
        self,
        path: Path,
        kind: FileKind,
        on_done: Callable[[OpenFile], object],
        on_refused: Refused,
    ) -> None:
        self._context.tasks.run_wide(
            read_file,
            path,
            kind,
            self._remembered(kind),
            owner=self._page,
            on_done=on_done,
            on_refused=on_refused,
        )

    def remember(self, file: OpenFile) -> None:
        """Keep how the columns were mapped, for the next file with the same headings."""
        if self._context.memory is not None:
            mapped = remembering(self._remembered(file.kind), file.columns)
            self._context.memory.set(_memory_name(file.kind), mapped)

    def _remembered(self, kind: FileKind) -> object:
        memory = self._context.memory
        return None if memory is None else memory.get(_memory_name(kind))

    def check(
        self,
        file: OpenFile,
        date_order: DateOrder | None,
        *,
        progress: Progress,
        on_done: Callable[[ImportCheck], object],
        on_refused: Refused,
    ) -> None:
        steps = importing(file.kind)
        self._context.tasks.run(
            steps.check,
            owner=self._page,
            progress=progress,
            on_done=on_done,
            on_refused=on_refused,
            rows=file.columns.rows,
            mapping=file.columns.mapping,
            date_order=date_order,
            **steps.arguments,
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
        steps = importing(file.kind)
        row_by_row = {"choices": decisions.choices} if file.kind is FileKind.CANDIDATES else {}
        self._context.tasks.run(
            steps.take_up,
            owner=self._page,
            on_done=on_done,
            on_refused=on_refused,
            on_settled=on_settled,
            progress=progress,
            rows=file.columns.rows,
            mapping=file.columns.mapping,
            on_duplicate=decisions.on_duplicate,
            leave_out_wrong=decisions.leave_out_wrong,
            date_order=date_order,
            source=source_of(file.path, file.columns),
            **row_by_row,
            **steps.arguments,
        )

    def save_report(self, path: Path, found: Reconciliation) -> None:
        self._save(path, found.sheet())

    def save_example(self, path: Path, kind: FileKind) -> None:
        """Write the example file of a kind where a person wants it, by the ending of `path`."""
        self._context.tasks.run_wide(
            write_atomically,
            path,
            resource_path(f"samples/{kind}{path.suffix.lower()}").read_bytes(),
            owner=self._page,
            on_done=lambda _nothing: self._saved(path),
        )

    def _save(self, path: Path, sheet: Sheet) -> None:
        self._context.tasks.run_wide(
            write_sheet, path, sheet, owner=self._page, on_done=lambda _nothing: self._saved(path)
        )

    def _saved(self, path: Path) -> None:
        self._context.toast(_("{file} is saved").format(file=path.name))

    def announce(self, report: ImportReport, progress: Progress) -> None:
        """A toast that can take the import out again; nothing where nothing was changed."""
        if not (report.added or report.updated):
            return
        text = words.added(report.run.kind, len(report.added))
        if not report.added:
            count = len(report.updated)
            text = ngettext("{n} row was updated", "{n} rows were updated", count)
            text = text.format(n=count)
        self._context.toast(text, lambda: self._take_back(report, progress))

    def list_earlier(self, on_done: Callable[[tuple[ImportRunDetail, ...]], object]) -> None:
        self._context.tasks.run(list_imports, owner=self._page, on_done=on_done)

    def ask_take_out(
        self, run: ImportRunDetail, on_done: Callable[[], object], *, progress: Progress
    ) -> None:
        """Show what taking an import out would do, and do it if a person wants that."""

        def done() -> None:
            self._say_taken_out()
            on_done()

        self._context.tasks.run(
            preview_removal,
            owner=self._page,
            on_done=lambda removal: TakeOutSheet(
                self._page, self._context, run, removal, done
            ).open(),
            run_id=run.id,
            progress=progress,
        )

    def describe(self, error: DomainError) -> str:
        return self._context.tasks.describe(error)

    def _take_back(self, report: ImportReport, progress: Progress) -> None:
        self._context.tasks.run(
            remove_import,
            owner=self._page,
            on_done=lambda _removal: self._say_taken_out(),
            run_id=report.run.id,
            progress=progress,
        )

    def _say_taken_out(self) -> None:
        self._context.toast(_("The import was taken out"))


def _memory_name(kind: FileKind) -> str:
    return f"bring_in.{kind}"
