"""Paints where a dragged session would land, and what is in its way there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.common.icons import paint_icon
from ui.common.theme import theme

_ICON = 14


def paint_drop_hint(
    painter: QPainter, around: QRectF, target: QRectF, reason: tuple[str, bool]
) -> None:
    """An outline of the target; a label with the reason below or above it, inside `around`."""
    text, forbidden = reason
    tone = ("danger" if forbidden else "warning") if text else "focus"
    painter.setPen(QPen(theme().color(tone), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = theme().radius("sm")
    painter.drawRoundedRect(target.adjusted(1, 1, -1, -1), corner, corner)
    if text:
        _paint_label(painter, around, target, text, tone)


def _paint_label(painter: QPainter, around: QRectF, target: QRectF, text: str, tone: str) -> None:
    font = theme().font("label", 600)
    metrics = QFontMetricsF(font)
    side, gap = theme().px(_ICON), theme().px(6)
    room = around.width() - 4 * gap - side
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    width = metrics.horizontalAdvance(shown) + side + 3 * gap
    height = metrics.height() + theme().px(10)
    left = max(around.left(), min(target.center().x() - width / 2, around.right() - width))
    below = target.bottom() + theme().px(2)
    fits_below = below + height <= around.bottom()
    top = below if fits_below else max(around.top(), target.top() - height - theme().px(2))
    label = QRectF(left, top, width, height)
    painter.setPen(QPen(theme().color(tone), 1))
    painter.setBrush(theme().color(f"{tone}Soft"))
    painter.drawRoundedRect(label, theme().radius("md"), theme().radius("md"))
    icon = QRectF(label.left() + gap, label.center().y() - side / 2, side, side)
    paint_icon(painter, "x_circle" if tone == "danger" else "warning", tone, icon)
    painter.setFont(font)
    painter.setPen(theme().color(tone))
    painter.drawText(label.adjusted(2 * gap + side, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)
