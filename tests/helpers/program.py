"""The whole program in one window, on a computer of its own."""

from pathlib import Path

from tests.helpers.desk import settle
from tests.helpers.stores import PASSWORDS
from ui.common.tasks import InlineTasks
from ui.desk.main_window import MainWindow
from ui.desk.start.closing import ClosingBackup
from ui.desk.start.computer import Computer
from ui.desk.start.current import CurrentCentre
from ui.desk.start.flow import StartFlow
from ui.desk.start.program import describe
from wset_desk.system.keys import KeyStore


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
