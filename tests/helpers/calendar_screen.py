"""The calendar in tests: a store behind it, and short ways to what it shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from tests.helpers.desk import Recorder, ShortMemory, settle
from tests.helpers.drops import mime_data
from tests.helpers.exam_centre import ExamCentre
from ui.common.sheet import Sheet
from ui.desk.calendar.grid import MIME, CalendarGrid
from ui.desk.calendar.month_layout import ChipBox
from ui.desk.calendar.view import CalendarView
from wset_desk.services import exam_sessions
from wset_desk.services.exam_session_details import ExamSessionDetail
from wset_desk.services.workspace import Workspace

TODAY = date(2026, 8, 1)
AUGUST_12, AUGUST_13, AUGUST_14 = (date(2026, 8, day) for day in (12, 13, 14))


@dataclass
class CalendarDesk:
    """The calendar with a store behind it, and what it asked of the shell."""

    view: CalendarView
    centre: ExamCentre
    recorder: Recorder
    memory: ShortMemory

    @property
    def workspace(self) -> Workspace:
        return self.centre.workspace

    def detail(self, session_id: UUID) -> ExamSessionDetail:
        return self.workspace.run(exam_sessions.exam_session, exam_session_id=session_id)

    def chip(self, session_id: UUID, grid: CalendarGrid | None = None) -> ChipBox:
        boxes = (grid or self.view.month).boxes()
        return next(box for box in boxes if box.slot.item.id == session_id)

    def sheet(self) -> Any:
        found = [each for each in self.view.window().findChildren(Sheet) if each.is_open]
        assert found, "no sheet is open"
        return found[-1]

    def undo(self) -> None:
        inverse = self.recorder.undos[-1]
        assert inverse is not None
        inverse()


def add(
    calendar: CalendarDesk, template: UUID, day: date, at: str = "10:00", **values: Any
) -> UUID:
    made = calendar.centre.exam(template, day, at, **values)
    calendar.view.refresh()
    settle()
    return made.id


def carried(session_id: UUID) -> QMimeData:
    """What a drag of this session carries."""
    return mime_data(MIME, session_id.bytes)


def key(widget: QWidget, which: Qt.Key) -> None:
    QTest.keyClick(widget, which)
    settle()


def double_click(widget: QWidget, at: QPoint) -> None:
    """Both clicks, as a mouse sends them."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(widget, left, none, at)
    QTest.mouseDClick(widget, left, none, at)
    settle()


def texts_in(widget: QWidget) -> list[str]:
    """Every label's text."""
    return [label.text() for label in widget.findChildren(QLabel)]
