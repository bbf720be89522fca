"""The results screen over a real store and a real worker, and somebody at its keyboard."""

import time
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from tests.helpers.desk import context_of, session_of
from ui.common.tasks import Tasks
from ui.common.theme import theme
from ui.desk.results.view import ResultsView
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace

SIZE = (1392, 900)
"""What the rail leaves of a window of 1600 by 900."""


class Took(NamedTuple):
    """Milliseconds: on the clock, of the window's own thread, and of all threads together."""

    painted: float
    own: float
    cpu: float


class Painted(QObject):
    """Whether a table has been painted since it was last asked."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._seen = False
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._seen = self._seen or event.type() == QEvent.Type.Paint
        return False

    def begin(self) -> None:
        self._seen = False

    def wait(self) -> None:
        wait_for(lambda: self._seen)


def wait_for(condition: Callable[[], bool]) -> None:
    """Answer events until it is so, asleep in between as the program is."""
    while not condition():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


class GridWindow:
    """Somebody's hands on the screen; each answers how long it took."""

    def __init__(self, workspace: Workspace) -> None:
        self._application = QApplication.instance() or QApplication([])
        theme()
        self._tasks = Tasks(workspace, describe)
        staff_id = workspace.actor.staff_id
        assert staff_id is not None
        self._view = ResultsView(context_of(self._tasks, session_of(staff_id=staff_id)))
        self._view.resize(*SIZE)
        self._view.show()
        self._view.activateWindow()
        self._grid, self._model = self._view.page.grid, self._view.page.model
        self._painted = Painted(self._grid)
        self._rest()

    def close(self) -> None:
        self._rest()
        self._view.close()
        self._tasks.close()

    def open(self, number: int) -> Took:
        """The exam with this number in the list, from Enter to its painted marks."""
        self._view.show_list()
        self._rest()
        days = sorted(self._view.list.model.rows, key=lambda row: row.starts_at, reverse=True)
        self._view.list.table.selectRow(self._view.list.model.rows.index(days[number]))
        self._rest()
        return self._timed(lambda: press(Qt.Key.Key_Return))

    def sort(self, column: int) -> float:
        self._grid.setCurrentIndex(self._model.index(0, column))
        self._rest()
        return self._timed(lambda: press(Qt.Key.Key_S)).painted

    def stand(self, row: int) -> None:
        self._grid.setFocus()
        column = self._model.sheet.mark_columns()[0]
        self._grid.setCurrentIndex(self._model.index(row, column))
        self._rest()

    def edit(self, text: str) -> tuple[Took, float]:
        """Type a mark and press Enter; besides, how long until it was saved and read again."""
        for letter in text:
            QTest.keyClick(focused(), letter)
        self._rest()
        begin = time.perf_counter()
        took = self._timed(lambda: press(Qt.Key.Key_Return))
        self._rest()
        return took, (time.perf_counter() - begin) * 1000

    def is_whole(self) -> bool:
        return self._model.sheet.is_whole and not self._tasks.busy

    def visible_columns(self) -> int:
        return sum(not self._grid.isColumnHidden(n) for n in range(self._model.columnCount()))

    def wait_for(self, condition: Callable[[], bool]) -> None:
        wait_for(condition)

    def _timed(self, action: Callable[[], object]) -> Took:
        self._painted.begin()
        clocks = (time.perf_counter, time.thread_time, time.process_time)
        begin = [clock() for clock in clocks]
        action()
        self._painted.wait()
        return Took(*((clock() - at) * 1000 for clock, at in zip(clocks, begin, strict=True)))

    def _rest(self) -> None:
        wait_for(lambda: not self._tasks.busy)
        QApplication.processEvents()
