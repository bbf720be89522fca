"""One entry of the navigation rail."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.common.badges import count_look
from ui.common.enter_key import presses
from ui.common.icons import paint_icon
from ui.common.pills import paint_pill, pill_size
from ui.common.theme import theme
from wset_desk.i18n import _

_HEIGHT = 36
_ICON = 18
_EDGE = 13
_GAP = 11


class NavItem(QAbstractButton):
    """Icon, title and an optional count; only the icon while the rail is collapsed."""

    def __init__(self, title: str, icon: str, *, shortcut_text: str = "") -> None:
        super().__init__()
        self._icon_name = icon
        self._count = 0
        self._tone = "neutral"
        self._collapsed = False
        self._shortcut_text = shortcut_text
        self.setText(title)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self._name()

    def set_badge(self, count: int, tone: str = "neutral") -> None:
        """A count at the right; 0 hides it. The current page's stands out."""
        self._count, self._tone = count, tone
        self._name()
        self.update()

    def set_collapsed(self, collapsed: bool) -> None:
        self._collapsed = collapsed
        self._name()
        self.update()

    def nextCheckState(self) -> None:
        """Only the rail says which page is current."""

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font("body", 600))
        side = theme().px(_EDGE)
        width = side + theme().px(_ICON + _GAP) + metrics.horizontalAdvance(self.text()) + side
        return QSize(width, max(theme().px(_HEIGHT), metrics.height() + theme().px(12)))

    def minimumSizeHint(self) -> QSize:
        side = self.sizeHint().height()
        return QSize(side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accentSoft" if self.isChecked() else "hover" if self.underMouse() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(ground))
            painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        side = theme().px(_ICON)
        edge = (self.width() - side) / 2 if self._collapsed else theme().px(_EDGE)
        left = self.width() - edge - side if self.isRightToLeft() else edge
        target = QRectF(left, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._icon_name, "accentText" if self.isChecked() else "text2", target)
        if not self._collapsed:
            self._paint_words(painter)
        elif self._count:
            self._paint_dot(painter, target)

    def _paint_words(self, painter: QPainter) -> None:
        mirrored = self.isRightToLeft()
        inset = theme().px(_EDGE + _ICON + _GAP)
        room = QRectF(self.rect()).adjusted(inset, 0, -theme().px(10), 0)
        if mirrored:
            room.moveLeft(theme().px(10))
        if self._count:
            look = count_look(self._count, "accent" if self.isChecked() else self._tone)
            size = pill_size(look)
            left = room.left() if mirrored else room.right() - size.width()
            top = (self.height() - size.height()) / 2
            paint_pill(painter, look, QRectF(left, top, size.width(), size.height()))
            taken = size.width() + theme().px(6)
            room.adjust(taken if mirrored else 0, 0, 0 if mirrored else -taken, 0)
        painter.setFont(theme().font("body", 600 if self.isChecked() else 500))
        painter.setPen(theme().color("accentText" if self.isChecked() else "text"))
        words = QFontMetrics(painter.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(room.width()) + 1
        )
        # A painter mirrors alignment by itself where the window runs from right to left.
        middle_left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, middle_left, words)

    def _paint_dot(self, painter: QPainter, beside: QRectF) -> None:
        side = theme().px(8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent"))
        painter.drawEllipse(QRectF(beside.right() - side / 2, beside.top() - side / 2, side, side))

    def _name(self) -> None:
        name = self.text()
        if self._count:
            name = _("{name}, {count} waiting").format(name=name, count=self._count)
        self.setAccessibleName(name)
        tip = name if self._collapsed else ""
        self.setToolTip(f"{tip} {self._shortcut_text}".strip())


class Spacer(QWidget):
    """Room of a fixed height that grows with the text."""

    def __init__(self, pixels: int) -> None:
        super().__init__()
        self._pixels = pixels
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(self._pixels))
