"""What hangs at the mouse while people are dragged: the first one's card, and how many they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from ui.common.badges import paint_avatar
from ui.common.card_brush import CardBrush, text_width
from ui.common.theme import theme
from wset_desk.i18n import ngettext
from wset_desk.services.board.rows import WaitingPerson

_WIDE, _HIGH = 206, 38
_LEFT, _TOP = 7, 9
_AVATAR = 26
_BADGE = 24
_SHADOWS = 6
_OPACITY = 0.94


def drag_picture(
    people: Sequence[WaitingPerson], ratio: float, *, mirrored: bool = False
) -> QPixmap:
    """A card with the first name, another card below it for more, and their number."""
    px = theme().px
    size = QSizeF(px(_WIDE + 30), px(_HIGH + 26))
    picture = QPixmap((size * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(_OPACITY)
    card = QRectF(px(_LEFT), px(_TOP), px(_WIDE), px(_HIGH))
    _paint_cards(painter, card, several=len(people) > 1)
    _paint_name(CardBrush(painter, card, mirrored=mirrored), people)
    if len(people) > 1:
        corner = card.topLeft() if mirrored else card.topRight()
        _paint_count(painter, corner, len(people))
    painter.end()
    return picture


def _paint_cards(painter: QPainter, card: QRectF, *, several: bool) -> None:
    corner = theme().radius("md") + 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 6))
    for step in range(_SHADOWS):
        below = card.translated(theme().px(3), theme().px(6))
        painter.drawRoundedRect(below.adjusted(-step, 0, step, step), corner, corner)
    painter.setBrush(theme().color("overlay"))
    if several:
        painter.setPen(QPen(theme().color("border"), 1))
        behind = card.translated(theme().px(5), theme().px(5))
        painter.drawRoundedRect(behind, corner, corner)
    painter.setPen(QPen(theme().color("accent"), 1.5))
    painter.drawRoundedRect(card, corner, corner)


def _paint_name(brush: CardBrush, people: Sequence[WaitingPerson]) -> None:
    px = theme().px
    high = brush.area.height()
    side = px(_AVATAR)
    paint_avatar(brush.painter, brush.place(px(7), (high - side) / 2, side, side), people[0].name)
    start, more = px(43), len(people) - 1
    text = ngettext("+ {n} more", "+ {n} more", more).format(n=more) if more else ""
    wide = text_width(text, "body") if more else 0
    room = brush.area.width() - start - px(18) - wide
    taken = brush.text(people[0].name, brush.place(start, 0, room, high), weight=600)
    if more:
        beside = brush.place(start + taken + px(5), 0, wide + 1, high)
        brush.text(text, beside, ink="text2")


def _paint_count(painter: QPainter, corner: QPointF, number: int) -> None:
    side = theme().px(_BADGE)
    circle = QRectF(corner.x() - side / 2, max(0, corner.y() - side / 2), side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("accent"))
    painter.drawEllipse(circle)
    painter.setFont(theme().font("label", 600, tabular=True))
    painter.setPen(theme().color("textOnAccent"))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))
