"""The remote queue in a window, on a real store, and ways to work it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.remote import RemoteCentre
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.desk.remote.view import RemoteView
from wset_desk.services.refusals import describe
from wset_desk.system.clock import FixedClock


class RemoteScreen:
    """The screen with what it asked of the shell, and the centre behind it."""

    def __init__(self, remote: RemoteCentre, qtbot: QtBot, clock: FixedClock) -> None:
        self.remote = remote
        self.qtbot = qtbot
        self.shell = Recorder()
        tasks = InlineTasks(remote.workspace, describe)
        session = replace(session_of(), clock=clock.now)
        self.view = RemoteView(context_of(tasks, session, self.shell))

    @property
    def names(self) -> list[str]:
        """Who is in the list, from above."""
        return [case.name for case in self.view.model.rows]

    @property
    def times(self) -> list[str]:
        """What is offered, as "Tue 22 Sept 18:00 – 18:45 | who or why not"."""
        model = self.view.panel.picker.model
        return [
            "{} {} | {}".format(*(str(model.index(row, n).data()) for n in range(3)))
            .replace("\u2066", "")
            .replace("\u2069", "")
            for row in range(model.rowCount())
        ]

    def choose(self, row: int) -> None:
        self.view.table.selectRow(row)
        settle()

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        settle()

    def sheet(self) -> Sheet:
        """The one that is open."""
        (found,) = [each for each in self.view.window().findChildren(Sheet) if each.is_open]
        return found

    def has_sheet(self) -> bool:
        return any(each.is_open for each in self.view.window().findChildren(Sheet))

    def undo(self) -> None:
        """Take the newest action back, as its toast does."""
        inverse = self.shell.undos[-1]
        assert inverse is not None
        inverse()
        settle()
