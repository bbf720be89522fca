"""Reading an exam's marks: first what a person sees, then the rest, later what has changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.common import messages
from ui.common.tasks import later
from ui.desk.context import DeskContext
from ui.desk.results.grid_model import GridModel
from ui.desk.results.mark_sheet import MarkSheet
from wset_desk.i18n import _
from wset_desk.services.results_grid import results_grid
from wset_desk.services.results_rows import ResultsGrid, ResultsRow

_FIRST, _NEXT = 40, 500
"""Candidates of the first answer, as many as one sees at once, and of each after it."""
_PAUSE_MS = 20
"""What was read is painted, and keys are answered, before the store's thread is busy again."""


@dataclass(frozen=True)
class Source:
    """What the grid shows: an exam session, or the bundled papers of a course session."""

    exam_session_id: UUID | None = None
    course_session_id: UUID | None = None


def still_reading(owner: QWidget, sheet: MarkSheet) -> bool:
    """Whether some candidates aren't here yet; then it is said why nothing is done to all."""
    if not sheet.is_whole:
        text = _("Not all candidates are here yet. Try again in a moment.")
        messages.show(owner, text, tone="info")
    return not sheet.is_whole


class GridReading(QObject):
    """Fills the model. Between its answers the store's thread has time for marks to be saved."""

    def __init__(self, context: DeskContext, model: GridModel, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._model = model
        self._owner = owner
        self._shown: Source | None = None
        self._turn = 0
        self._names: dict[UUID, None] = {}
        self._fresh: dict[UUID, ResultsRow] = {}

    @property
    def shown(self) -> Source | None:
        """What the model's candidates are of."""
        return self._shown

    def load(self, source: Source, on_first: Callable[[ResultsGrid], object]) -> None:
        """Read everything; ``on_first`` comes once the first candidates are shown.

        Answers to an earlier call are dropped.
        """
        self._turn += 1
        self._names, self._fresh = {}, {}
        self._ask(source, _FIRST, on_first)

    def read_again(self, candidate_ids: Collection[UUID]) -> None:
        """Show what has become of these candidates."""
        shown = self._shown
        if shown is None or not candidate_ids:
            return
        if len(candidate_ids) > _NEXT:
            self.load(shown, lambda _grid: None)
            return
        self._run(
            shown,
            lambda grid: self._model.show_rows(grid.rows) if shown == self._shown else None,
            candidate_ids=frozenset(candidate_ids),
        )

    def _ask(
        self, source: Source, limit: int, on_first: Callable[[ResultsGrid], object] | None = None
    ) -> None:
        turn = self._turn

        def take(grid: ResultsGrid) -> None:
            if turn == self._turn:
                self._take(source, grid, on_first)

        self._run(source, take, offset=len(self._names), limit=limit)

    def _take(
        self, source: Source, grid: ResultsGrid, on_first: Callable[[ResultsGrid], object] | None
    ) -> None:
        if on_first is not None and not (source == self._shown and self._model.sheet.fits(grid)):
            self._shown = source
            self._model.begin(grid)
        else:
            self._fresh.update(self._model.show_rows(grid.rows))
        self._names.update(dict.fromkeys(row.candidate_id for row in grid.rows))
        if on_first is not None:
            on_first(grid)
        if grid.is_last:
            self._model.finish(list(self._names), self._fresh)
        else:
            turn = self._turn
            later(self, _PAUSE_MS, lambda: self._ask(source, _NEXT) if turn == self._turn else None)

    def _run(self, source: Source, on_done: Callable[[ResultsGrid], object], **which: Any) -> None:
        self._context.tasks.run(
            results_grid,
            owner=self._owner,
            on_done=on_done,
            exam_session_id=source.exam_session_id,
            course_session_id=source.course_session_id,
            **which,
        )
