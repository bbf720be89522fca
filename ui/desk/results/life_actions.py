"""The verbs of a result's life: confirm, release, look at its history, correct."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.common import messages
from ui.common.commands import Command
from ui.desk.context import DeskContext
from ui.desk.results.actions import GridActions
from ui.desk.results.cells import ResultKey, cell_key, column_title, mark_text
from ui.desk.results.correction_sheet import CorrectionSheet, Marks
from ui.desk.results.grid_view import GridView
from ui.desk.results.life_buttons import LifeButtons
from ui.desk.results.readiness import NOTHING_READY, Readiness, readiness
from ui.desk.results.release_sheet import ReleaseSheet
from ui.desk.results.version_list import VersionSheet
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _, ngettext
from wset_desk.services.releases import CandidateRelease, release_list
from wset_desk.services.result_history import VersionRow, result_history

_SETTLED = {ResultState.CONFIRMED, ResultState.RELEASED}
_ICONS = {
    Permission.CONFIRM_RESULTS: "user_check",
    Permission.RELEASE_RESULTS: "check",
    Permission.ENTER_RESULTS: "edit",
}


class LifeActions(QObject):
    """Acts on the results selected in the grid; ``exam`` is the name of what it shows.

    ``stale`` comes when something was refused because the grid is behind the store.
    """

    stale = Signal()

    def __init__(
        self, context: DeskContext, verbs: GridActions, grid: GridView, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._context = context
        self._verbs = verbs
        self._grid = grid
        self._sheet = grid.sheet
        self._owner = owner
        self.exam = ""
        self._all = NOTHING_READY
        self.buttons = LifeButtons(context.session, self._confirm_by_mouse, self.release)
        grid.confirm_wanted.connect(self.confirm_selected)
        grid.history_wanted.connect(self.show_history)
        grid.correction_wanted.connect(self.correct)
        grid.selection_changed.connect(self._show_selected)
        verbs.refused.connect(self._refused)

    def show_readiness(self) -> None:
        """Have the buttons say what they would do now that something has changed."""
        self._all = readiness(self._sheet)
        self._show_selected()

    def commands(self, section: str) -> list[Command]:
        """For the palette: what the person may do."""
        confirm, release = Permission.CONFIRM_RESULTS, Permission.RELEASE_RESULTS
        offered = (
            (confirm, _("Confirm the selected results"), self.confirm_selected, _("C")),
            (confirm, _("Confirm all results"), self.confirm_all, ""),
            (release, _("Release results…"), self.release, ""),
            (Permission.ENTER_RESULTS, _("Correct a confirmed mark…"), self.correct, _("F2")),
        )
        return [
            Command(_("History of the mark"), self.show_history, "history", _("H"), section),
            *(
                Command(text, run, _ICONS[permission], key, section)
                for permission, text, run, key in offered
                if self._context.session.may(permission)
            ),
        ]

    def confirm_all(self) -> None:
        self._confirm(readiness(self._sheet))

    def confirm_selected(self) -> None:
        """C: confirm the results under the selection, a single one too."""
        if chosen := self._grid.results_chosen():
            self._confirm(readiness(self._sheet, chosen))

    def release(self) -> None:
        """Show the release list of the results selected, or of all that are confirmed."""
        ready = readiness(self._sheet, self._chosen())
        if not ready.to_release:
            messages.show(self._owner, _("Confirm results first; then release them."), tone="info")
            return
        self._context.tasks.run(
            release_list,
            owner=self._owner,
            on_done=lambda lines: self._show_release(lines, ready),
            on_refused=self._refused,
            versions=ready.to_release,
        )

    def show_history(self) -> None:
        """H: the versions of the result that one stands on."""
        index = self._grid.currentIndex()
        result = self._sheet.result(index.row(), index.column()) if index.isValid() else None
        if result is not None:
            self._context.tasks.run(
                result_history,
                owner=self._owner,
                on_done=partial(self._show_versions, index.row(), index.column()),
                registration_id=result[0],
                component=result[1],
            )

    def correct(self) -> None:
        """F2: correct the confirmed or released mark that one stands on, with a reason."""
        index = self._grid.currentIndex()
        if index.isValid():
            self._correct(index.row(), index.column())

    def _can_correct(self, row: int, column: int) -> bool:
        """Whether the cell's result is settled and the person may correct it."""
        cell = self._sheet.cell(row, column)
        may = self._context.session.may(Permission.ENTER_RESULTS)
        return may and cell is not None and cell.state in _SETTLED

    def _correct(self, row: int, column: int) -> None:
        result = self._sheet.result(row, column)
        if result is not None and self._can_correct(row, column):
            name = self._sheet.rows[row].name
            CorrectionSheet(self._context, self._owner, name, self._marks(row, result)).open()

    def _chosen(self) -> set[ResultKey]:
        """The results selected; a single one is where one stands, not a selection."""
        chosen = self._grid.results_chosen()
        return chosen if len(chosen) > 1 else set()

    def _show_selected(self) -> None:
        chosen = self._chosen()
        ready = readiness(self._sheet, chosen) if chosen else self._all
        self.buttons.show_readiness(ready, selected=bool(chosen))

    def _confirm_by_mouse(self) -> None:
        self._confirm(readiness(self._sheet, self._chosen()))
        self._grid.setFocus()

    def _confirm(self, ready: Readiness) -> None:
        if not self._context.session.may(Permission.CONFIRM_RESULTS):
            return
        if ready.to_confirm:
            self._verbs.confirm(ready.to_confirm)
        elif ready.own:
            self._refused(DomainError("SECOND_PERSON_NEEDED"))

    def _refused(self, error: DomainError) -> None:
        """Say why, and look again: somebody else may have been at the same results."""
        messages.show(self._owner, self._context.tasks.describe(error))
        self.stale.emit()

    def _show_release(self, lines: Sequence[CandidateRelease], ready: Readiness) -> None:
        ReleaseSheet(
            self._context,
            self._owner,
            exam=self.exam,
            lines=lines,
            ready=ready,
            on_released=self._tell_released,
        ).open()

    def _marks(self, row: int, result: ResultKey) -> Marks:
        """What is typed of the result: its mark, or those of its parts."""
        return [
            (key, column_title(paper), mark_text(cell.score))
            for paper, cell in zip(self._sheet.papers, self._sheet.rows[row].cells, strict=True)
            if cell is not None and not paper.is_total
            if (key := cell_key(paper, cell))[:2] == result
        ]

    def _show_versions(self, row: int, column: int, versions: tuple[VersionRow, ...]) -> None:
        VersionSheet(
            self._owner,
            _("History of a mark"),
            _("{candidate}, {paper}").format(
                candidate=self._sheet.rows[row].name, paper=self._sheet.result_title(column)
            ),
            versions=versions,
            zone=self._context.session.zone,
            on_correct=partial(self._correct, row, column)
            if self._can_correct(row, column)
            else None,
        ).open()

    def _tell_released(self, count: int) -> None:
        text = ngettext("{n} result released", "{n} results released", count)
        self._context.toast(text.format(n=count))
