"""The results screen in a window of its own, over a real store, worked with real keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.marking import ExamDay
from ui.common.tasks import InlineTasks, Tasks
from ui.desk.results.grid_model import GridModel
from ui.desk.results.grid_view import GridView
from ui.desk.results.view import ResultsView
from wset_desk.domain.permissions import Role
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class ResultsScreen:
    """The screen, and a person at its keyboard. Rows and papers are counted from 1."""

    view: ResultsView
    recorder: Recorder = field(default_factory=Recorder)

    @property
    def grid(self) -> GridView:
        return self.view.page.grid

    @property
    def model(self) -> GridModel:
        return self.view.page.model

    def open(self, day: ExamDay) -> None:
        self.view.open(course_session_id=day.course_session_id)
        settle()

    def stand(self, row: int, paper: int = 1) -> None:
        self.grid.setFocus()
        column = self.model.sheet.mark_columns()[paper - 1]
        self.grid.setCurrentIndex(self.model.index(row - 1, column))

    def place(self) -> tuple[int, int]:
        """Row and paper of the current cell."""
        index = self.grid.currentIndex()
        return index.row() + 1, self.model.sheet.mark_columns().index(index.column()) + 1

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self._focused(), key, modifiers)
        settle()

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self._focused(), letter)

    def enter(self, *texts: str) -> None:
        """Type marks down a column."""
        for text in texts:
            self.type(text)
            self.press(Qt.Key.Key_Return)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CONTROL)

    def marks(self, paper: int = 1) -> list[str]:
        """What the cells of a paper show, from the top."""
        column = self.model.sheet.mark_columns()[paper - 1]
        rows = range(self.model.rowCount())
        return [str(self.model.index(row, column).data()) for row in rows]

    def column(self, title: str) -> list[str]:
        """What a column shows, from the top."""
        titles = [self.model.words.title(n) for n in range(self.model.columnCount())]
        rows = range(self.model.rowCount())
        return [str(self.model.index(row, titles.index(title)).data()) for row in rows]

    def problems(self) -> dict[tuple[int, int], str]:
        """Row and paper of what needs checking, with the text kept there."""
        columns = self.model.sheet.mark_columns()
        return {
            (index.row() + 1, columns.index(index.column()) + 1): problem.text
            for index, problem in self.model.problems()
        }

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused


ScreenOpener = Callable[..., ResultsScreen]


def results_screen(
    workspace: Workspace,
    show: Callable[..., QWidget],
    *,
    tasks: Tasks | None = None,
    roles: tuple[Role, ...] = (),
) -> ResultsScreen:
    """Show the screen and give it the keyboard."""
    recorder = Recorder()
    staff_id = workspace.actor.staff_id
    assert staff_id is not None
    session = session_of(*roles, staff_id=staff_id)
    view = ResultsView(context_of(tasks or InlineTasks(workspace, describe), session, recorder))
    show(view, 1200, 800)
    view.activateWindow()
    settle()
    return ResultsScreen(view, recorder)
