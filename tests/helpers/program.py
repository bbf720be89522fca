"""The whole program in one window, on a computer of its own."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.desk import settle
from tests.helpers.person import PersonAt
from tests.helpers.stores import PASSWORD, PASSWORDS
from ui.common.tasks import InlineTasks
from ui.desk.main_window import MainWindow
from ui.desk.start.closing import ClosingBackup
from ui.desk.start.computer import Computer
from ui.desk.start.current import CurrentCentre
from ui.desk.start.flow import StartFlow
from ui.desk.start.program import describe
from ui.desk.start.sign_in import SignInPage
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore

Start = Callable[[str | None], PersonAt]


class Program:
    """Everything that the window asks for is done at once, on the calling thread.

    `now` fixes the clock (ISO 8601 with a zone); without it the computer's holds.
    """

    def __init__(self, root: Path, keys: KeyStore, *, now: str | None = None) -> None:
        self.computer = Computer(
            root=root, now=now, environ={}, keys=lambda: keys, passwords=lambda: PASSWORDS
        )
        self.current = CurrentCentre()
        self.tasks = InlineTasks(self.current, describe)
        self.window = MainWindow(self.computer.preferences())
        self.closing = ClosingBackup(self.window, self.tasks, self.current)
        self.flow = StartFlow(self.window, self.computer, self.tasks, self.current)

    def begin(self, profile: str | None = None) -> None:
        """Show the first page."""
        self.flow.begin(profile)
        self.window.show()
        self.window.activateWindow()
        settle()

    def end(self) -> None:
        self.flow.guard.end()
        self.current.close()

    def move_clock(self, to: datetime) -> None:
        """Where `now` has fixed it."""
        centre = self.current.centre
        assert centre is not None
        clock = centre.workspace.store.clock
        assert isinstance(clock, FixedClock)
        clock.instant = to


class StrayWindows(QObject):
    """Notices widgets that open as windows of their own: they would take the keyboard away."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.seen: list[str] = []
        self._window = window
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        opened = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if opened and watched.isWindow() and watched is not self._window:
            self.seen.append(repr(watched))
        return False


def sign_in(person: PersonAt, password: str = PASSWORD) -> None:
    page = person.find(SignInPage)
    person.fill(page.form, username="ada", password=password)
    person.press(Qt.Key.Key_Return)
