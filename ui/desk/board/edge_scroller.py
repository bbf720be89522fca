"""Scrolls a list while something is held over its upper or lower edge."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

from ui.common.theme import theme

_EVERY_MS = 16
_EDGE = 56
_FASTEST = 18


class EdgeScroller(QTimer):
    """The nearer to the edge, the faster; stops at the end and when nothing is held any more."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._pace = 0
        self.setInterval(_EVERY_MS)
        self.timeout.connect(self.step)

    def hold(self, position: QPointF) -> None:
        """Something is held here, in the viewport's coordinates."""
        edge = theme().px(_EDGE)
        high = self._area.viewport().height()
        above, below = edge - position.y(), position.y() - (high - edge)
        depth = below if below > 0 else -above if above > 0 else 0
        self._pace = round(depth / edge * theme().px(_FASTEST))
        if self._pace and not self.isActive():
            self.start()
        elif not self._pace:
            self.stop()

    def step(self) -> None:
        """Go on by one step."""
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + self._pace)
        if bar.value() == before:
            self.stop()
