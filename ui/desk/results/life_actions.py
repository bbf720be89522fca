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
from ui.desk.results.cells import ResultKey, cell_key, column_title, mark_text, results_of
from ui.desk.results.correction_sheet import CorrectionSheet, Marks
from ui.desk.results.grid_view import GridView
from ui.desk.results.life_buttons import LifeButtons
from ui.desk.results.readiness import Readiness, readiness
from ui.desk.results.reading import still_reading
from ui.desk.results.release_sheet import ReleaseSheet
from ui.desk.results.release_words import left_out
from ui.desk.results.tallies import Fact
from ui.desk.results.version_list import VersionSheet
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _, ngettext
from wset_desk.services.release_rows import CandidateRelease
from wset_desk.services.releases import release_list
from wset_desk.services.result_history import VersionRow, result_history
from wset_desk.services.results_rows import MarkCell, ResultsRow

_SETTLED = {ResultState.CONFIRMED, ResultState.RELEASED}
_ICONS = {
    Permission.CONFIRM_RESULTS: "user_check",
    Permission.RELEASE_RESULTS: "check",
    Permission.ENTER_RESULTS: "edit",
}


def _stands(cell: MarkCell) -> bool:
    """Whether two people have typed the mark: then it is only corrected."""
    return cell.locked is not None and cell.locked.code == "MARK_STANDS"


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
        self.buttons = LifeButtons(context.session, self._confirm_by_mouse, self.release)
        grid.confirm_wanted.connect(self.confirm_selected)
        grid.history_wanted.connect(self.show_history)
        grid.correction_wanted.connect(self.correct)
        grid.selection_changed.connect(self.show_readiness)
        verbs.refused.connect(self._refused)

    def show_readiness(self) -> None:
        """Have the buttons say what they would do now that something has changed."""
        if chosen := self._chosen():
            ready = readiness(self._sheet, chosen)
            counts = len(ready.to_confirm), ready.own, len(ready.to_release)
        else:
            tally = self._sheet.tally
            counts = tally[Fact.TO_CONFIRM], tally[Fact.OWN], tally[Fact.TO_RELEASE]
        if self._sheet.is_whole:
            self.buttons.show_counts(*counts, selected=bool(chosen))
        else:
            self.buttons.show_counts(0, 0, 0, selected=False)

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

    def commands_of_mark(self, section: str) -> list[Command]:
        """Of these, those about the mark on which one stands."""
        alone = {self.show_history, self.correct}
        return [each for each in self.commands(section) if each.run in alone]

    def confirm_all(self) -> None:
        if not still_reading(self._owner, self._sheet):
            self._confirm(readiness(self._sheet))

    def confirm_selected(self) -> None:
        """C: confirm the results under the selection, a single one too."""
        if chosen := self._grid.results_chosen():
            self._confirm(readiness(self._sheet, chosen))

    def release(self) -> None:
        """Show the release list of the results selected, or of all that are confirmed."""
        if still_reading(self._owner, self._sheet):
            return
        ready = readiness(self._sheet, self._chosen())
        if not ready.to_release:
            text = left_out(ready) if ready.held else _("Confirm results first; then release them.")
            messages.show(self._owner, text, tone="info")
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
        result = self._current_result()
        if result is not None:
            self._context.tasks.run(
                result_history,
                owner=self._owner,
                on_done=partial(self._show_versions, result),
                registration_id=result[0],
                component=result[1],
            )

    def correct(self) -> None:
        """F2: correct the confirmed or released mark that one stands on, with a reason."""
        result = self._current_result()
        if result is not None:
            self._correct(result)

    def _current_result(self) -> ResultKey | None:
        index = self._grid.currentIndex()
        return self._sheet.result(index.row(), index.column()) if index.isValid() else None

    def _can_correct(self, result: ResultKey) -> bool:
        """Whether the result, or a part of it, is settled and the person may correct it."""
        row = self._sheet.row_of(result)
        if row is None or not self._context.session.may(Permission.ENTER_RESULTS):
            return False
        cells = zip(self._sheet.papers, row.cells, strict=True)
        return any(
            cell is not None
            and (cell.registration_id, column.component) == result
            and (cell.state in _SETTLED or _stands(cell))
            for column, cell in cells
        )

    def _correct(self, result: ResultKey) -> None:
        row = self._sheet.row_of(result)
        if row is not None and self._can_correct(result):
            CorrectionSheet(self._context, self._owner, row.name, self._marks(row, result)).open()

    def _chosen(self) -> set[ResultKey]:
        """The results selected; a single one is where one stands, not a selection."""
        chosen = self._grid.results_chosen()
        return chosen if len(chosen) > 1 else set()

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
        elif ready.held:
            messages.show(self._owner, left_out(ready), tone="info")

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

    def _marks(self, row: ResultsRow, result: ResultKey) -> Marks:
        """What is typed of the result: its mark, or those of its parts."""
        return [
            (key, column_title(paper), mark_text(cell.score))
            for paper, cell in zip(self._sheet.papers, row.cells, strict=True)
            if cell is not None and not paper.is_total
            if (key := cell_key(paper, cell))[:2] == result
        ]

    def _paper_title(self, row: ResultsRow, result: ResultKey) -> str:
        return next(
            column_title(column)
            for column, cell in results_of(row, self._sheet.papers)
            if (cell.registration_id, column.component) == result
        )

    def _show_versions(self, result: ResultKey, versions: tuple[VersionRow, ...]) -> None:
        row = self._sheet.row_of(result)
        if row is None:
            return
        VersionSheet(
            self._owner,
            _("History of a mark"),
            _("{candidate}, {paper}").format(
                candidate=row.name, paper=self._paper_title(row, result)
            ),
            versions=versions,
            zone=self._context.session.zone,
            on_correct=partial(self._correct, result) if self._can_correct(result) else None,
        ).open()

    def _tell_released(self, count: int) -> None:
        text = ngettext("{n} result released", "{n} results released", count)
        self._context.toast(text.format(n=count))
