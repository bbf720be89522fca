"""An icon on a soft square: what a card or a row is about, at a glance."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.icons import paint_icon
from ui.common.theme import theme

_ICON_SHARE = 0.55


class IconTile(QWidget):
    """``ink`` and ``ground`` are colour tokens; ``size`` is the side in pixels at 100 %."""

    def __init__(self, icon: str, ink: str, ground: str, *, size: int = 36) -> None:
        super().__init__()
        self._icon, self._ink, self._ground, self._size = icon, ink, ground, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        side = theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self._ground))
        radius = theme().radius("lg") * self._size / 44
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        side = self.width() * _ICON_SHARE
        edge = (self.width() - side) / 2
        paint_icon(painter, self._icon, self._ink, QRectF(edge, edge, side, side))
