"""The assignment board in a window of its own, saying what happens; run on a real screen.

`python -m tests.helpers.board_program FOLDER`: C01 and C02 have missed an exam, there is one
session with seats. Says `ready` with the middle of both people's circles and of the session,
`chosen N`, `dragging`, `over`, `left`, and `seated N` whenever a key is let go.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.board import OCTOBER_25, School, held_course
from tests.helpers.calendar_program import say
from tests.helpers.desk import context_of, session_of
from tests.helpers.stores import NOW, found_test_centre, make_sqlite_template, sqlite_store
from ui.common.tasks import InlineTasks
from ui.desk.board.person_delegate import tick_rect
from ui.desk.board.view import BoardView
from wset_desk.system.clock import FixedClock


class Watcher(QObject):
    """Says what the board is told."""

    def __init__(self, view: BoardView, school: School, exam: UUID) -> None:
        super().__init__(view)
        self._view, self._school, self._exam = view, school, exam
        self._ready = False
        view.waiting.list.drag_began.connect(lambda: say("dragging"))
        view.waiting.chosen.connect(lambda: say(f"chosen {len(view.waiting.people_chosen())}"))
        view.installEventFilter(self)
        view.waiting.list.installEventFilter(self)
        view.sessions.list.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragMoveEvent) and event.type() == QEvent.Type.DragMove:
            say("over")
        elif event.type() == QEvent.Type.DragLeave:
            say("left")
        elif event.type() == QEvent.Type.KeyRelease:
            say(f"seated {self._school.session(self._exam).taken}")
        elif event.type() == QEvent.Type.WindowActivate and not self._ready:
            self._ready = True
            self._say_where()
        return False

    def _say_where(self) -> None:
        people, cards = self._view.waiting.list, self._view.sessions.list
        people.setFocus()
        rects = [people.visualRect(people.people.index(row)) for row in range(2)]
        ticks = [tick_rect(rect, mirrored=False).center() for rect in rects]
        places = {
            "people": [_on_screen(people.viewport(), tick) for tick in ticks],
            "name": _on_screen(people.viewport(), QPointF(rects[1].center())),
            "session": _on_screen(cards.viewport(), cards.card_of(self._exam)),
        }
        say(f"ready {json.dumps(places)}")


def _on_screen(widget: QWidget, place: QPointF) -> list[int]:
    point = widget.mapToGlobal(place.toPoint())
    return [point.x(), point.y()]


def main(folder: Path) -> int:
    application = QApplication([])
    clock = FixedClock(NOW)
    template = make_sqlite_template(folder / "template.db")
    school = held_course(found_test_centre(sqlite_store(folder / "s.db", template, clock)), clock)
    school.miss(1, 2)
    exam = school.exam(OCTOBER_25)
    session = replace(session_of(), clock=clock.now)
    view = BoardView(context_of(InlineTasks(school.workspace), session))
    view.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    view.setGeometry(0, 0, 1300, 860)
    Watcher(view, school, exam)
    view.show()
    view.activateWindow()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
