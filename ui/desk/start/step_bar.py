"""How far one is on a way of a few steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.icons import paint_icon
from ui.common.theme import theme
from wset_desk.i18n import _

_SIDE = 24
_GAP = 8


class StepBar(QWidget):
    """Numbered words in a row: done ones are ticked, the current one is in colour."""

    def __init__(self, steps: Sequence[str], current: int = 0) -> None:
        super().__init__()
        self._steps = tuple(steps)
        self._current = current
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.set_current(current)

    def set_current(self, current: int) -> None:
        self._current = current
        words = _("Step {number} of {count}: {name}")
        name = self._steps[current]
        self.setAccessibleName(words.format(number=current + 1, count=len(self._steps), name=name))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(_SIDE + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 1.0
        for number, name in enumerate(self._steps):
            left += self._paint_step(painter, number, name, left) + theme().space(5)

    def _paint_step(self, painter: QPainter, number: int, name: str, left: float) -> float:
        """Paint one step at `left` (of a left-to-right row); answers its width."""
        font = theme().font("label", 600 if number == self._current else 500)
        side, gap = theme().px(_SIDE), theme().px(_GAP)
        text_width = QFontMetrics(font).horizontalAdvance(name) + 1
        top = (self.height() - side) / 2
        circle = self._mirrored(QRectF(left, top, side, side))
        self._paint_number(painter, number, circle)
        painter.setFont(font)
        painter.setPen(theme().color("text" if number == self._current else "text2"))
        words = self._mirrored(QRectF(left + side + gap, 0, text_width, self.height()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
        return side + gap + text_width

    def _paint_number(self, painter: QPainter, number: int, circle: QRectF) -> None:
        now, done = number == self._current, number < self._current
        painter.setPen(Qt.PenStyle.NoPen if now or done else QPen(theme().color("borderStrong")))
        ground = "accent" if now else "successSoft" if done else "surface"
        painter.setBrush(theme().color(ground))
        painter.drawEllipse(circle)
        if done:
            inset = circle.width() * 0.22
            paint_icon(painter, "check", "success", circle.adjusted(inset, inset, -inset, -inset))
            return
        painter.setFont(theme().font("label", 600, tabular=True))
        painter.setPen(theme().color("textOnAccent" if now else "text2"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _mirrored(self, rect: QRectF) -> QRectF:
        if self.isRightToLeft():
            rect.moveRight(self.width() - rect.left())
        return rect
