"""Painted chips for screen readers: each is a child of its grid, with a name and a place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.common import dates
from ui.desk.calendar import words
from ui.desk.calendar.grid import CalendarGrid
from ui.desk.calendar.month_layout import ChipBox, MoreBox
from wset_desk.i18n import ngettext

Box = ChipBox | MoreBox


class _Painted(QAccessibleInterface):
    """What chip and grid have in common."""

    def __init__(self, grid: CalendarGrid) -> None:
        super().__init__()
        self.grid = grid

    def isValid(self) -> bool:
        return isValid(self.grid)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here is written by a screen reader."""

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.grid.window().windowHandle()

    def relations(self, match: Any = None) -> list[Any]:
        return []

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()

    def virtual_hook(self, id_: int, data: Any) -> None: ...

    def interface_cast(self, kind: Any) -> Any:
        return None


class AccessibleChip(_Painted):
    """The n-th painted box of a grid."""

    def __init__(self, grid: CalendarGrid, number: int) -> None:
        super().__init__(grid)
        self.number = number

    def isValid(self) -> bool:
        return super().isValid() and self.number < len(boxes_of(self.grid))

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return QAccessible.queryAccessibleInterface(self.grid)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        if kind != QAccessible.Text.Name or not self.isValid():
            return ""
        return _name_of(boxes_of(self.grid)[self.number])

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        return _on_screen(self.grid, boxes_of(self.grid)[self.number])

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        return QAccessible.State()


class AccessibleGrid(_Painted):
    """A list of everything that is painted in a grid."""

    def __init__(self, grid: CalendarGrid) -> None:
        super().__init__(grid)
        self._chips: list[AccessibleChip] = []

    def object(self) -> QObject | None:  # type: ignore[override]
        return self.grid

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        parent = self.grid.parentWidget()
        return QAccessible.queryAccessibleInterface(parent) if parent else None

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        while len(self._chips) <= index < self.childCount():
            chip = AccessibleChip(self.grid, len(self._chips))
            QAccessible.registerAccessibleInterface(chip)
            self._chips.append(chip)
        return self._chips[index] if 0 <= index < self.childCount() else None

    def childCount(self) -> int:
        return len(boxes_of(self.grid))

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        places = enumerate(_on_screen(self.grid, box) for box in boxes_of(self.grid))
        found = next((number for number, rect in places if rect.contains(QPoint(x, y))), -1)
        return self.child(found)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.number if isinstance(child, AccessibleChip) else -1

    def text(self, kind: QAccessible.Text) -> str:
        texts = {
            QAccessible.Text.Name: self.grid.accessibleName(),
            QAccessible.Text.Description: self.grid.accessibleDescription(),
        }
        return texts.get(kind, "")

    def rect(self) -> QRect:
        return QRect(self.grid.mapToGlobal(QPoint()), self.grid.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self.grid.hasFocus()
        return state


def boxes_of(grid: CalendarGrid) -> list[Box]:
    """Everything painted that can be chosen: chips, then the days' "more"."""
    return [*grid.boxes(), *grid.more_boxes()]


def install() -> None:
    """Let Qt ask for the grids' own interfaces; does it once."""
    if not _made:
        QAccessible.installFactory(_make)


# Qt holds no reference to interfaces that Python made: they live as long as their grid
_made: dict[int, AccessibleGrid] = {}


def _make(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, CalendarGrid):
        return None
    key = id(thing)
    if key not in _made or _made[key].grid is not thing:
        _made[key] = AccessibleGrid(thing)
        thing.destroyed.connect(lambda: _made.pop(key, None))
    return _made[key]


def _name_of(box: Box) -> str:
    if isinstance(box, ChipBox):
        return f"{dates.day_and_month(box.slot.day)}, {words.spoken(box.slot)}"
    more = ngettext("{n} more session", "{n} more sessions", box.hidden).format(n=box.hidden)
    return f"{dates.day_and_month(box.day)}, {more}"


def _on_screen(grid: QWidget, box: Box) -> QRect:
    rect = box.rect.toAlignedRect()
    return QRect(grid.mapToGlobal(rect.topLeft()), QSize(rect.width(), rect.height()))
