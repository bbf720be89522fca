"""Paints the lines of a card; everything counts from the side where reading begins."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle

from ui.common.icons import paint_icon
from ui.common.labels import Look
from ui.common.pills import paint_pill, pill_size
from ui.common.theme import theme


class CardBrush:
    """`start` and `top` count from the card's corner, in device pixels; mirrored by itself."""

    def __init__(self, painter: QPainter, area: QRectF, *, mirrored: bool) -> None:
        self.painter = painter
        self.area = area
        self.mirrored = mirrored

    def place(self, start: float, top: float, width: float, height: float) -> QRectF:
        """A rectangle of the card."""
        left = self.area.left() + start
        if self.mirrored:
            left = self.area.right() - start - width
        return QRectF(left, self.area.top() + top, width, height)

    def text(
        self,
        text: str,
        place: QRectF,
        style: str = "body",
        *,
        weight: int = 500,
        ink: str = "text",
        at_end: bool = False,
    ) -> float:
        """One line, elided, in the middle of its place; answers how wide it has become."""
        font = theme().font(style, weight, tabular=True)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 0.5)
        self._use(font, ink)
        self.painter.drawText(place, self._aligned(at_end), shown)
        return metrics.horizontalAdvance(shown)

    def wrapped(self, text: str, place: QRectF, style: str = "label", *, ink: str) -> None:
        """Several lines, as many as the place is high."""
        self._use(theme().font(style, 500, tabular=True), ink)
        flags = int(self._aligned(at_end=False).value) | int(Qt.TextFlag.TextWordWrap.value)
        self.painter.save()
        self.painter.setClipRect(place)
        self.painter.drawText(place, flags, text)
        self.painter.restore()

    def icon(self, name: str, ink: str, place: QRectF) -> None:
        paint_icon(self.painter, name, ink, place)

    def pill(self, look: Look, end: float, top: float, room: float) -> float:
        """A pill `end` before the far side, at most `room` wide; answers its width."""
        size = pill_size(look)
        width = min(size.width(), room)
        place = self.place(self.area.width() - end - width, top, width, size.height())
        paint_pill(self.painter, look, place, mirrored=self.mirrored)
        return width

    def _use(self, font: QFont, ink: str) -> None:
        self.painter.setFont(font)
        self.painter.setPen(theme().color(ink))

    def _aligned(self, at_end: bool) -> Qt.AlignmentFlag:
        """At a side that the painter doesn't mirror once more."""
        to_the_left = at_end is self.mirrored
        side = Qt.AlignmentFlag.AlignLeft if to_the_left else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


def line_height(style: str) -> float:
    """How high a line of a type style is."""
    return QFontMetricsF(theme().font(style, 600)).height()


def text_width(text: str, style: str, weight: int = 500) -> float:
    """How wide a text is in a type style."""
    return QFontMetricsF(theme().font(style, weight, tabular=True)).horizontalAdvance(text)


def paint_card_frame(painter: QPainter, card: QRectF, state: QStyle.StateFlag) -> None:
    """A card as one stands on it, points at it or has chosen it."""
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    focused = bool(state & QStyle.StateFlag.State_HasFocus)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    edge = "accent" if chosen else "borderStrong" if hovered else "border"
    painter.setPen(QPen(theme().color("focus" if focused else edge), 2 if focused else 1))
    painter.setBrush(theme().color("accentSoft" if chosen else "raised"))
    corner = theme().radius("md") + 2
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
