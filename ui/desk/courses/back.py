"""The way from a page back to its list: a button, Esc and Alt+Up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.common.buttons import IconButton
from wset_desk.i18n import _


def back_button(page: QWidget, name: str, leave: Callable[[], object]) -> IconButton:
    """The button, named after where it leads; the keys work wherever in `page` the keyboard is."""
    keys = QShortcut(page)
    keys.setKeys([QKeySequence(Qt.Key.Key_Escape), QKeySequence(Qt.Modifier.ALT | Qt.Key.Key_Up)])
    keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    keys.activated.connect(leave)
    return IconButton("arrow_left", name, shortcut_text=_("Esc"), on_click=leave)
