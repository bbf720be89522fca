"""Bars that lie: for names that are too long to stand below bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.common.chart_painting import Values, height_of, inks
from ui.common.theme import theme
from wset_desk.domain.chart_scales import STEPS

_SHARE, _WIDEST_BAR, _GAP, _CORNER = 0.66, 14, 2, 2
_BESIDE, _HEAD, _FOOT = 8, 4, 26
_NAMES_SHARE = 0.34
"""The names take no more than this share of the width."""


def rows_plot(
    area: QRectF, names: Sequence[str], values: Sequence[str], *, mirrored: bool
) -> QRectF:
    """Where the bars lie: beside the names, before the room for the values, above the scale."""
    metrics = QFontMetricsF(theme().font("label"))
    strong = QFontMetricsF(theme().font("label", 600, tabular=True))
    beside = theme().px(_BESIDE)
    widest = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
    start = min(widest, area.width() * _NAMES_SHARE) + beside
    end = max((strong.horizontalAdvance(value) for value in values), default=0.0) + beside
    left, right = (end, start) if mirrored else (start, end)
    return area.adjusted(left, theme().px(_HEAD), -right, -theme().px(_FOOT))


def paint_rows_scale(
    painter: QPainter, plot: QRectF, texts: Sequence[str], *, mirrored: bool
) -> None:
    """Upright lines, and the numbers below them."""
    painter.setFont(theme().font("label", tabular=True))
    metrics = QFontMetricsF(painter.font())
    for step, text in enumerate(texts):
        share = step / STEPS
        x = plot.right() - plot.width() * share if mirrored else plot.left() + plot.width() * share
        painter.setPen(QPen(theme().color("border"), 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(theme().color("text2"))
        width = metrics.horizontalAdvance(text) + 2
        below = QRectF(x - width / 2, plot.bottom() + theme().px(4), width, metrics.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)


def paint_row(
    painter: QPainter,
    cell: QRectF,
    values: Values,
    top: Decimal,
    *,
    name: str,
    value_text: str,
    area: QRectF,
    mirrored: bool,
) -> None:
    """The bars of one place, its name before them and the last value behind the longest."""
    gap = theme().px(_GAP)
    room = cell.height() * _SHARE - gap * (len(values) - 1)
    bar = min(theme().px(_WIDEST_BAR), room / max(len(values), 1))
    foot = cell.center().y() - (bar * len(values) + gap * (len(values) - 1)) / 2
    longest = 0.0
    for number, (value, ink) in enumerate(zip(values, inks(len(values)), strict=True)):
        length = 0.0 if value is None else height_of(value, top, cell.width())
        left = cell.right() - length if mirrored else cell.left()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(ink))
        corner = min(theme().px(_CORNER), length / 2)
        place = QRectF(left, foot + number * (bar + gap), length, bar)
        painter.drawRoundedRect(place, corner, corner)
        longest = max(longest, length)
    _paint_name(painter, cell, name, area, mirrored=mirrored)
    _paint_value(painter, cell, value_text, longest, mirrored=mirrored)


def _paint_name(
    painter: QPainter, cell: QRectF, name: str, area: QRectF, *, mirrored: bool
) -> None:
    painter.setFont(theme().font("label"))
    painter.setPen(theme().color("text2"))
    beside = theme().px(_BESIDE)
    place = QRectF(area.left(), cell.top(), cell.left() - area.left() - beside, cell.height())
    if mirrored:
        start = cell.right() + beside
        place = QRectF(start, cell.top(), area.right() - start, cell.height())
    room = int(place.width()) + 1
    text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
    # aligned absolutely: the rectangle is mirrored already
    side = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
    across = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(place, side | across, text)


def _paint_value(
    painter: QPainter, cell: QRectF, text: str, length: float, *, mirrored: bool
) -> None:
    painter.setFont(theme().font("label", 600, tabular=True))
    painter.setPen(theme().color("text"))
    width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 1
    beside = theme().px(_BESIDE) / 2
    left = cell.right() - length - beside - width if mirrored else cell.left() + length + beside
    place = QRectF(left, cell.top(), width, cell.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
