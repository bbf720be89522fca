"""Paints the small rounded pills that carry a word, an icon and a colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ui.common.icons import paint_icon
from ui.common.labels import Look
from ui.common.theme import theme

_ICON = 13
_PADDING = 8
_GAP = 4


def pill_font() -> QFont:
    return theme().font("caption", 600, tabular=True)


def pill_size(look: Look) -> QSizeF:
    """How large a pill is at the current text size."""
    metrics = QFontMetrics(pill_font())
    height = max(metrics.height() + theme().px(4), theme().px(20))
    width = metrics.horizontalAdvance(look.text) + 2 * theme().px(_PADDING)
    if look.icon:
        width += theme().px(_ICON + _GAP)
    return QSizeF(max(width, height), height)


def paint_pill(painter: QPainter, look: Look, place: QRectF, *, mirrored: bool = False) -> None:
    """Paint the pill into ``place``, whose size is that of :func:`pill_size` or narrower."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color(look.bg))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    padding = theme().px(_PADDING)
    text = place.adjusted(padding, 0, -padding, 0)
    if look.icon:
        side = theme().px(_ICON)
        left = text.right() - side if mirrored else text.left()
        top = place.center().y() - side / 2
        paint_icon(painter, look.icon, look.fg, QRectF(QPointF(left, top), QSizeF(side, side)))
        step = side + theme().px(_GAP)
        text.adjust(0 if mirrored else step, 0, -step if mirrored else 0, 0)
    painter.setFont(pill_font())
    painter.setPen(theme().color(look.fg))
    shown = QFontMetrics(pill_font()).elidedText(
        look.text, Qt.TextElideMode.ElideRight, round(text.width()) + 1
    )
    centred = Qt.AlignmentFlag.AlignVCenter | (
        Qt.AlignmentFlag.AlignLeft if look.icon else Qt.AlignmentFlag.AlignHCenter
    )
    painter.drawText(text, centred, shown)
