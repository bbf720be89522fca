"""Undo and redo as buttons: what Ctrl+Z and Ctrl+Shift+Z do, for whoever has only a mouse."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.buttons import IconButton
from ui.common.layouts import row
from ui.common.undo import UndoEntry, UndoStack
from wset_desk.i18n import _


class UndoButtons(QWidget):
    """Hidden where no window keeps what can be undone; each says what it would do."""

    def __init__(self, stack: UndoStack | None) -> None:
        super().__init__()
        self._stack = stack
        self.undo = IconButton("undo", _("Undo"), kind="", on_click=self._undo)
        self.redo = IconButton("redo", _("Do again"), kind="", on_click=self._redo)
        self.setLayout(row(self.undo, self.redo, gap=1))
        if stack is None:
            self.hide()
        else:
            stack.changed.connect(self._look)
            self._look()

    def _undo(self) -> None:
        if self._stack is not None:
            self._stack.undo()

    def _redo(self) -> None:
        if self._stack is not None:
            self._stack.redo()

    def _look(self) -> None:
        stack = self._stack
        if stack is None:
            return
        _show(self.undo, stack.newest, _("Undo"), _("Ctrl+Z"))
        _show(self.redo, stack.newest_undone, _("Do again"), _("Ctrl+Shift+Z"))


def _show(button: IconButton, entry: UndoEntry | None, verb: str, key: str) -> None:
    button.setEnabled(entry is not None)
    if entry is not None:
        verb = _("{verb}: {what}").format(verb=verb, what=entry.text)
    button.set_name(verb, key)
