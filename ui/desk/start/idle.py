"""Notices that nobody has touched keyboard or mouse for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_MINUTE_MS = 60_000


class IdleWatch(QObject):
    """``idle()`` once, when the minutes have passed without a key or a click; 0 minutes: never.

    ``touched()`` with every key and click.
    """

    idle = Signal()
    touched = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.idle)
        self._minutes = 0

    def watch(self, window: QWindow) -> None:
        """Listen to the native window: far fewer events pass there than inside."""
        window.installEventFilter(self)

    def start(self, minutes: int) -> None:
        self._minutes = minutes
        self._begin_anew()

    def stop(self) -> None:
        self.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._begin_anew()
            self.touched.emit()
        return False

    def _begin_anew(self) -> None:
        if self._minutes:
            self.timer.start(self._minutes * _MINUTE_MS)
        else:
            self.timer.stop()
