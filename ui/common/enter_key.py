"""Enter: which keys it is, and that it presses the button with the keyboard, as Space does.

Qt leaves that to the buttons of its own dialogs, and ours are not those.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}


def is_enter(event: QKeyEvent) -> bool:
    """Whether the key is Enter alone: Ctrl+Enter belongs to the sheet that it saves."""
    return event.key() in ENTER and event.modifiers() in _PLAIN


def presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether the key was Enter, which has clicked the button then; a held key presses once."""
    if not is_enter(event):
        return False
    if not event.isAutoRepeat():
        button.click()
    event.accept()
    return True
