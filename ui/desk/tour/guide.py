"""Whoever leads the tour: works the windows as a person would, and keeps pictures of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.common.bug_dialog import is_bug_shown
from ui.common.focus_ring import FocusRing
from ui.common.tasks import Tasks
from ui.common.theme import Appearance, theme
from ui.desk.main_window import MainWindow
from ui.desk.screen import Screen
from ui.desk.start.computer import Computer
from ui.desk.start.current import CurrentCentre
from ui.desk.start.flow import StartFlow
from ui.desk.start.program import describe
from wset_desk.system.paths import Profile

SIZE = (1440, 900)
LARGE_TEXT = 150
_QUIET_MS = 320
"""Longer than the pauses after which searches and previews begin, and than any fade."""
_PATIENCE_MS = 60_000
_A_MOMENT_MS = 20
Kept = Callable[[Path], object]
W = TypeVar("W", bound=QWidget)
S = TypeVar("S", bound=Screen)


class Guide:
    """The program on a computer of its own, with a fixed size and one picture after the other.

    `on_picture(path)` hears of each; without `every_look` there are light ones only.
    """

    def __init__(
        self, computer: Computer, out: Path, on_picture: Kept, *, every_look: bool
    ) -> None:
        self._out = out
        self._on_picture = on_picture
        self._every_look = every_look
        self._number = 0
        self._current = CurrentCentre()
        self.tasks = Tasks(self._current, describe)
        self.window = MainWindow(computer.preferences())
        self.flow = StartFlow(self.window, computer, self.tasks, self._current)
        theme().set_up(Appearance.LIGHT, 100)
        self.window.resize(*SIZE)
        self.window.show()

    def close(self) -> None:
        self.window.close()
        self.tasks.close()
        self._current.close()
        self.window.deleteLater()

    def welcome(self) -> None:
        """The first page of a computer without a centre."""
        self.flow.begin()
        self.settle()

    def sign_in_page(self, profile: Profile) -> None:
        self.flow.show_sign_in(profile)
        self.settle()

    def go(self, page: str, kind: type[S], **arguments: object) -> S:
        """The page's screen, loaded and filled."""
        self.window.navigate(page, **arguments)
        self.settle()
        desk = self.window.desk
        screen = desk.stack.screen if desk is not None else None
        if desk is None or not isinstance(screen, kind):
            raise RuntimeError(f"{page} didn't open")
        # each change of look would draw every page anew that was ever open
        desk.stack.drop_hidden()
        return screen

    def find(self, kind: type[W]) -> W:
        """The newest visible widget of its kind."""
        found: Sequence[W] = [each for each in self.window.findChildren(kind) if each.isVisible()]
        if not found:
            raise RuntimeError(f"no {kind.__name__} is open")
        return found[-1]

    def type(self, text: str) -> None:
        """Letter by letter to whatever has the focus: the first may open an editor."""
        for letter in text:
            QTest.keyClicks(self._focused(), letter)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._focused(), key)
        self.settle()

    def _focused(self) -> QWidget:
        """What the window's keys go to; without a screen no window is ever the active one."""
        return self.window.focusWidget() or self.window

    def settle(self) -> None:
        """Wait until everything asked for is there and nothing moves any more."""
        quiet, whole = QElapsedTimer(), QElapsedTimer()
        quiet.start()
        whole.start()
        while quiet.elapsed() < _QUIET_MS:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _A_MOMENT_MS)
            if self.tasks.busy:
                quiet.restart()
            if whole.hasExpired(_PATIENCE_MS):
                raise TimeoutError("a screen never came to rest")

    def picture(self, name: str, *, large: bool = False) -> None:
        """Light and dark, and where it is worth it with large text."""
        self.flow.guard.idle.stop()  # a slow computer would lock the desk on the way
        self._number += 1
        stem = f"{self._number:02}-{name}"
        self._keep(f"{stem}-light")
        if not self._every_look:
            return
        theme().set_appearance(Appearance.DARK)
        self._keep(f"{stem}-dark")
        theme().set_appearance(Appearance.LIGHT)
        if large:
            theme().set_text_size(LARGE_TEXT)
            self._keep(f"{stem}-light-{LARGE_TEXT}")
            theme().set_text_size(100)
        self.settle()

    def _keep(self, stem: str) -> None:
        self.window.toasts.clear()
        self.settle()
        for ring in self.window.findChildren(FocusRing):
            ring.raise_()
        if is_bug_shown(self.window):
            raise RuntimeError(f"something went wrong before {stem}")
        path = self._out / f"{stem}.png"
        if not self.window.grab().save(str(path)):
            raise OSError(f"{path} can't be written")
        self._on_picture(path)
