"""The calendar in a window of its own, saying what happens; run by the tests on a real screen.

`python -m tests.helpers.calendar_program FOLDER`: one session on 12 August 2026. Says `ready` with
the middle of its chip and of 14 August, `dragging`, `over DAY`, `left`, and `on DAY` whenever the
month shows the session anew.
"""

import json
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QDragMoveEvent
from PySide6.QtWidgets import QApplication

from tests.helpers.desk import context_of, session_of
from tests.helpers.exam_centre import ExamCentre
from tests.helpers.stores import NOW, found_test_centre, make_sqlite_template, sqlite_store
from ui.common.tasks import InlineTasks
from ui.desk.calendar.view import CalendarView
from wset_desk.domain.catalogue import ExamType
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

START, GOAL = date(2026, 8, 12), date(2026, 8, 14)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Watcher(QObject):
    """Says what the month is told."""

    def __init__(self, view: CalendarView) -> None:
        super().__init__(view)
        self._view = view
        self._ready = False
        view.month.drag_began.connect(lambda _slot: say("dragging"))
        view.installEventFilter(self)
        view.month.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragMoveEvent) and event.type() == QEvent.Type.DragMove:
            target = self._view.month.target_at(event.position())
            say(f"over {target.day if target else None}")
        elif event.type() == QEvent.Type.DragLeave:
            say("left")
        elif event.type() == QEvent.Type.KeyRelease:
            say(f"on {self._view.month.boxes()[0].slot.day}")
        elif event.type() == QEvent.Type.WindowActivate and not self._ready:
            self._ready = True
            self._say_where()
        return False

    def _say_where(self) -> None:
        month = self._view.month
        month.setFocus()

        def middle(rect: QRectF) -> list[int]:
            point = month.mapToGlobal(rect.center().toPoint())
            return [point.x(), point.y()]

        places = {"chip": middle(month.boxes()[0].rect), "goal": middle(month.day_rect(GOAL))}
        say(f"ready {json.dumps(places)}")


def make_workspace(folder: Path) -> Workspace:
    template = make_sqlite_template(folder / "template.db")
    workspace = found_test_centre(sqlite_store(folder / "store.db", template, FixedClock(NOW)))
    centre = ExamCentre(workspace)
    centre.exam(centre.offering(level=2)[ExamType.THEORY], START)
    return workspace


def main(folder: Path) -> int:
    application = QApplication([])
    view = CalendarView(context_of(InlineTasks(make_workspace(folder)), session_of()))
    view.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    view.setGeometry(0, 0, 1300, 860)
    Watcher(view)
    view.show()
    view.activateWindow()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
