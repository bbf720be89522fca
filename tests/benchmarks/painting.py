"""Telling the parent process when a window has been painted."""

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PAINTED = "painted"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class FirstPaint(QObject):
    """Says `painted` when a window of this class has been, once."""

    def __init__(self, parent: QObject, kind: type[QWidget], *, leave: bool) -> None:
        super().__init__(parent)
        self._kind = kind
        self._leave = leave
        self._seen = False
        self.said = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        painted = event.type() == QEvent.Type.Paint and isinstance(watched, QWidget)
        if painted and not self._seen and isinstance(watched.window(), self._kind):
            self._seen = True
            QTimer.singleShot(0, self._say)  # after everything of this round is painted
        return False

    def _say(self) -> None:
        say(PAINTED)
        self.said = True
        if self._leave:
            os._exit(0)


def report_first_paint(
    application: QApplication, kind: type[QWidget], *, leave: bool = False
) -> FirstPaint:
    """Say so when a window of this class is painted first; with `leave` the process ends there."""
    watcher = FirstPaint(application, kind, leave=leave)
    application.installEventFilter(watcher)
    return watcher
