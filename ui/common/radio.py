"""One of several that exclude each other: round, where a check box is square."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from ui.common.inputs import Check
from ui.common.theme import theme

_RING, _DOT = 1.5, 0.28


class Radio(Check):
    """Put those that exclude each other into one QButtonGroup."""

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        chosen = self.isChecked() and self.isEnabled()
        painter.setPen(QPen(theme().color("accent" if chosen else "borderStrong"), _RING))
        painter.setBrush(theme().color("surface"))
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setBrush(theme().color("accent" if chosen else "text3"))
            inset = box.width() * _DOT
            painter.setPen(QPen(painter.brush(), 0))
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
