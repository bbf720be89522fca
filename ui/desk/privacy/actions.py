"""The verbs about people's data: export all of it, see what erasing would do, who is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.desk.context import DeskContext
from ui.desk.privacy.erase_sheet import EraseSheet
from wset_desk.documents.person import person_pdf
from wset_desk.exchange.person_files import person_zip, suggested_name
from wset_desk.exchange.sheets import write_content
from wset_desk.i18n import _
from wset_desk.services.candidates import CandidateDetail
from wset_desk.services.privacy.erasure_preview import ErasurePreview, preview_erasures
from wset_desk.services.privacy.exporting import PersonExport, export_person
from wset_desk.services.privacy.retention import DuePerson, due_for_erasure


class PrivacyActions:
    """Runs the services for one page."""

    def __init__(self, page: QWidget, context: DeskContext) -> None:
        self._page, self._context = page, context

    def export(self, detail: CandidateDetail) -> None:
        """Ask for a file, by the system's own dialog, and write everything to it."""
        name = suggested_name(detail.values.candidate_number, detail.id)
        chosen, _kind = QFileDialog.getSaveFileName(
            self._page, _("Export personal data"), name, _("ZIP files (*.zip)")
        )
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.zip")

        def written(_nothing: object) -> None:
            self._context.toast(_("Written to {file}").format(file=path.name))

        def write(export: PersonExport) -> None:
            self._context.tasks.run_wide(_write, path, export, owner=self._page, on_done=written)

        self._context.tasks.run(
            export_person, owner=self._page, on_done=write, candidate_id=detail.id
        )

    def erase(
        self, people: Sequence[UUID], on_erased: Callable[[int], object] = lambda _people: None
    ) -> None:
        """Show what erasing these people would do; whoever confirms it there erases them."""

        def show(previews: tuple[ErasurePreview, ...]) -> None:
            EraseSheet(self._page, self._context, previews, on_erased).open()

        self._context.tasks.run(
            preview_erasures, owner=self._page, on_done=show, candidate_ids=tuple(people)
        )

    def load_due(self, on_done: Callable[[tuple[DuePerson, ...]], object]) -> None:
        self._context.tasks.run(due_for_erasure, owner=self._page, on_done=on_done)


def _write(path: Path, export: PersonExport) -> None:
    write_content(path, person_zip(export, person_pdf(export).content))
