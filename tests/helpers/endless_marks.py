"""An invigilator who types marks in the results grid, with keys, until the power goes.

Goes down the column over and over; prints the row and the mark as soon as the grid shows that a
mark is saved. Marks are saved by the program's own threads while the next one is typed.
"""

import sys
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.helpers.desk import context_of, session_of
from tests.helpers.stores import KEY
from ui.common.tasks import Tasks
from ui.desk.results.grid_page import GridPage
from ui.desk.results.view import ResultsView
from wset_desk.domain.permissions import Role
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker

MARKS = 100


def type_for_ever(path: str, now: str, *ids: str) -> None:
    """`ids` are those of the centre, the device, the invigilator and the course session."""
    centre, device, staff, course_session = map(UUID, ids)
    clock = FixedClock(datetime.fromisoformat(now))
    store = Store(open_sqlite(Path(path), KEY), clock, IdMaker(clock))
    roles = frozenset({Role.INVIGILATOR})
    workspace = Workspace(store, Actor(centre, device, "Kim Keen", staff_id=staff, roles=roles))
    app = QApplication([])
    session = session_of(Role.INVIGILATOR, staff_id=staff)
    view = ResultsView(context_of(Tasks(workspace, describe), session))
    view.resize(1200, 800)
    view.show()
    view.open(course_session_id=course_session)
    page = view.page
    while not page.model.sheet.is_whole:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for number in count():
        _type(app, page, number % page.model.rowCount(), number % MARKS)


def _type(app: QApplication, page: GridPage, row: int, mark: int) -> None:
    column = page.model.sheet.mark_columns()[0]
    page.grid.setCurrentIndex(page.model.index(row, column))
    for figure in str(mark):
        focused = app.focusWidget() or page.grid
        QTest.keyClick(focused, figure)
    QTest.keyClick(app.focusWidget() or page.grid, Qt.Key.Key_Return)
    key = page.model.sheet.key(row, column)
    while key in page.model.sheet.saving:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    sys.stdout.write(f"{row} {mark}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    type_for_ever(*sys.argv[1:])
