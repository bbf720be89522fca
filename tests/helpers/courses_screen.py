"""The Courses screen in a window, on a real store, and ways to work it."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Recorder, context_of, settle
from ui.common.data_table import DataTable
from ui.common.forms import DateField, Field, Form
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.common.text import Label
from ui.desk.courses.view import CoursesView
from wset_desk.services.course_rows import CourseSessionRow
from wset_desk.services.course_sessions import list_course_sessions
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace

S = TypeVar("S", bound=Sheet)


class CoursesScreen:
    """The screen with what it asked of the shell, and the store behind it."""

    def __init__(self, workspace: Workspace, qtbot: QtBot) -> None:
        self.workspace = workspace
        self.qtbot = qtbot
        self.shell = Recorder()
        tasks = InlineTasks(workspace, describe)
        self.view = CoursesView(context_of(tasks, recorder=self.shell))

    def sheet(self, kind: type[S]) -> S:
        """The sheet that is open, which must be of this kind."""
        (found,) = [each for each in self.view.window().findChildren(Sheet) if each.is_open]
        assert isinstance(found, kind)
        return found

    def has_sheet(self) -> bool:
        return any(each.is_open for each in self.view.window().findChildren(Sheet))

    def close_sheets(self) -> None:
        for each in self.view.window().findChildren(Sheet):
            each.close_now()
        settle()

    def fill(self, form: Form, **texts: str) -> None:
        """Type over what stands in fields."""
        for key, text in texts.items():
            line = line_of(form[key])
            line.setFocus()
            self.qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self.qtbot.keyClicks(line, text)

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        settle()

    def click_row(self, table: QTableView, row: int) -> None:
        settle()
        place = table.visualRect(table.model().index(row, 0)).center()
        viewport = table.viewport()
        self.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(place))
        settle()

    def undo(self) -> None:
        """Take the newest action back, as its toast does."""
        inverse = self.shell.undos[-1]
        assert inverse is not None
        inverse()
        settle()

    def sessions(self, **filters: bool) -> tuple[CourseSessionRow, ...]:
        """What the store has."""
        return self.workspace.run(list_course_sessions, **filters)

    def show_session(self, session_id: UUID) -> None:
        self.view.open(session_id=session_id)
        settle()

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)


def line_of(field: Field) -> QWidget:
    """What one types into."""
    return field.date_edit.line if isinstance(field, DateField) else field.control


def texts_in(widget: QWidget) -> list[str]:
    """What its visible labels say."""
    settle()
    labels = widget.findChildren(Label)
    return [each.text() for each in labels if each.isVisibleTo(widget) and each.text()]


def column_texts(table: DataTable, key: str) -> list[str]:
    """What a table shows in a column."""
    model = table.model()
    columns = [each.key for each in model.columns]  # type: ignore[attr-defined]
    place = columns.index(key)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]
