"""What can be taken back: the inverses that actions left, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

Inverse = Callable[[], object]
_KEPT = 50


@dataclass(frozen=True, eq=False)
class UndoEntry:
    """One done action: its words, how to take it back, how to do it again."""

    text: str
    undo: Inverse
    redo: Inverse | None = None


class UndoStack(QObject):
    """Each entry may be undone once, in any order; ``undone(entry)`` tells its toast.

    ``changed()`` when there is something else to undo or to do again.
    """

    undone = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[UndoEntry] = []
        self._undone: list[UndoEntry] = []

    @property
    def newest(self) -> UndoEntry | None:
        """What Ctrl+Z would take back."""
        return self._done[-1] if self._done else None

    @property
    def newest_undone(self) -> UndoEntry | None:
        """What Ctrl+Shift+Z would do again."""
        return self._undone[-1] if self._undone else None

    def push(self, entry: UndoEntry) -> None:
        self._done = [*self._done, entry][-_KEPT:]
        self.changed.emit()

    def undo(self, entry: UndoEntry | None = None) -> bool:
        """Take back ``entry``, or the newest; False if there is nothing."""
        entry = entry or self.newest
        if entry is None or entry not in self._done:
            return False
        self._done.remove(entry)
        if entry.redo is not None:
            self._undone.append(entry)
        self.undone.emit(entry)
        self.changed.emit()
        entry.undo()
        return True

    def redo(self) -> bool:
        """Do again what was undone last; False if there is nothing."""
        if not self._undone:
            return False
        entry = self._undone.pop()
        self.changed.emit()
        if entry.redo is not None:
            entry.redo()
        return True

    def clear(self) -> None:
        """Forget everything: another person sits here now."""
        self._done.clear()
        self._undone.clear()
        self.changed.emit()
