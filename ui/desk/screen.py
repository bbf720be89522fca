"""The base of every screen: when it refreshes, and what the shell may ask of it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.common.commands import Command
from ui.desk.context import DeskContext


class Screen(QWidget):
    """A page of the desk.

    ``tables`` names what it shows: after a change to one of them it refreshes, at once when it is
    visible, else when it is shown again.
    """

    tables: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self.context = context
        self.setProperty("role", "canvas")
        self.setProperty("ownFocus", True)
        self._stale = True
        context.bus.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Ask the services again for everything that is shown."""

    def open(self, **arguments: object) -> None:
        """Show what a deep link names; the names are the screen's own."""

    def commands(self) -> list[Command]:
        """What the palette offers on this page; those with a shortcut stand in its help (F1)."""
        return []

    def help_topic(self) -> str:
        """Which page F1 opens; none: the one with the screen's own name."""
        return ""

    def focus_filter(self) -> None:
        """Ctrl+F: give the keyboard to the filter."""

    def take_keyboard(self) -> None:
        """The page appears: its keys work at once, and Tab goes to its first control."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def toast_area(self) -> QWidget:
        """The part of the page at whose foot toasts cover nothing that is wanted again at once."""
        return self

    def create_new(self) -> None:
        """Ctrl+N: begin what is most often made on this page."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _on_changed(self, changes: frozenset[str]) -> None:
        if not self.tables & changes:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
