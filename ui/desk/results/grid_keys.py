"""Which keys mean what in the results grid."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def is_undo(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)


def is_redo(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    shift_z = QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Shift+Z")
    return shift_z or event.matches(QKeySequence.StandardKey.Redo)
