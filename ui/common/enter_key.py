"""Enter presses the button that has the keyboard, as Space does.

Qt leaves that to the buttons of its own dialogs, and ours are not those.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}


def presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether the key was Enter alone, which has clicked the button then.

    A held key presses once; Ctrl+Enter goes on to the sheet that it saves.
    """
    if event.key() not in _ENTER or event.modifiers() not in _PLAIN:
        return False
    if not event.isAutoRepeat():
        button.click()
    event.accept()
    return True
