"""Filter chips: a category to switch on and off."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.common.enter_key import presses
from ui.common.icons import paint_icon
from ui.common.labels import Look
from ui.common.theme import theme
from wset_desk.i18n import _


class Chip(QAbstractButton):
    """A filter to switch on and off: icon, word, count; dimmed while it is off."""

    _ICON = 15

    def __init__(self, look: Look, count: int | None = None, *, checked: bool = True) -> None:
        super().__init__()
        self._look = look
        self._count = count
        self.setText(look.text)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().changed.connect(self.updateGeometry)
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        self._count = count
        name = self._look.text
        if count is not None:
            name = _("{name}, {count}").format(name=name, count=count)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font("label", 600, tabular=True))
        width = theme().px(12 + self._ICON + 6 + 14)
        width += metrics.horizontalAdvance(self._look.text)
        if self._count is not None:
            width += theme().px(10) + metrics.horizontalAdvance(str(self._count))
        return QSize(width, max(theme().size("minTarget"), metrics.height() + theme().px(10)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        edge = "borderStrong" if self.underMouse() and not on else "border"
        painter.setPen(QPen(theme().color(self._look.bar if on else edge), 1))
        painter.setBrush(theme().color(self._look.bg if on else "surface"))
        around = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(around, around.height() / 2, around.height() / 2)
        ink = self._look.fg if on else "text3"
        self._paint_content(painter, ink)

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        side, edge = theme().px(self._ICON), theme().px(12)
        mirrored = self.isRightToLeft()
        icon_left = self.width() - edge - side if mirrored else edge
        target = QRectF(icon_left, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._look.icon, ink, target)
        inset = edge + side + theme().px(6)
        text = QRectF(inset, 0, self.width() - inset - theme().px(14), self.height())
        if mirrored:
            text.moveLeft(theme().px(14))
        painter.setFont(theme().font("label", 600, tabular=True))
        painter.setPen(theme().color(ink))
        # A painter mirrors alignment by itself where the window runs from right to left.
        leading, trailing = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, leading | middle, self._look.text)
        if self._count is not None:
            painter.drawText(text, trailing | middle, str(self._count))
