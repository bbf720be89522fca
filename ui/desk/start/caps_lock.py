"""Notices from what is typed that Caps Lock is on: no system tells it in the same way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class CapsLockWatch(QObject):
    """Watches the keys of one input; ``changed(bool)`` when Caps Lock seems to go on or off."""

    changed = Signal(bool)

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._on = False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._judge(event)
        return False

    def _judge(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self._set(False)
            return
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set(letter.isupper() != shifted)

    def _set(self, on: bool) -> None:
        if on != self._on:
            self._on = on
            self.changed.emit(on)
