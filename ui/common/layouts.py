"""Short ways to put widgets beside and below one another."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.common.theme import theme

L = TypeVar("L", bound=QBoxLayout)
Item = QWidget | QLayout | None
Margins = tuple[int, int, int, int]


def row(*items: Item, gap: int = 2, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Items side by side; ``gap`` and ``margins`` are steps of the space scale, None stretches."""
    return _fill(QHBoxLayout(), items, gap, margins)


def column(*items: Item, gap: int = 2, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Items one below the other; None stretches."""
    return _fill(QVBoxLayout(), items, gap, margins)


def line() -> QFrame:
    """A horizontal hairline."""
    drawn = QFrame()
    drawn.setProperty("role", "line")
    drawn.setFixedHeight(1)
    return drawn


def hide_unless(wanted: bool, *widgets: QWidget) -> None:
    """Hide widgets that are being put together.

    To call ``setVisible(True)`` on one that has no parent yet would open a window of its own.
    """
    for widget in widgets:
        if not wanted:
            widget.hide()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let its widgets go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _fill(layout: L, items: tuple[Item, ...], gap: int, margins: Margins) -> L:
    space = theme().space
    layout.setSpacing(space(gap))
    layout.setContentsMargins(*(space(step) for step in margins))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout
