"""Tells every screen which tables a committed action changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """``changed`` carries the names of the changed tables as a ``frozenset[str]``.

    While it is sent, ``origin`` is the owner of the task that made the changes: a screen that shows
    them by itself needn't hear of them.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.origin: QObject | None = None

    def tell(self, changes: frozenset[str], origin: QObject) -> None:
        """Send ``changed`` for a task of ``origin``."""
        self.origin = origin
        try:
            self.changed.emit(changes)
        finally:
            self.origin = None


bus = Bus()
