"""The shapes of charts: bars side by side, bars upon one another, a line over its area."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen

from ui.common.theme import theme

Values = Sequence[Decimal | int | None]
ACCENT, BESIDE = "accent", "borderStrong"
_WIDEST_BAR, _GAP, _CORNER = 26, 3, 3
_SHARE = 0.62
"""How much of a place's width its bars take."""
_STACK_SHARE = 0.86
_LINE, _RING, _SOFT = 2, 4, 0.22


def inks(count: int) -> list[str]:
    """The colour of each series: the last one is what the chart is about."""
    return [BESIDE] * (count - 1) + [ACCENT]


def paint_bars(
    painter: QPainter, cell: QRectF, values: Values, top: Decimal, *, mirrored: bool
) -> None:
    """The bars of one place side by side."""
    gap = theme().px(_GAP)
    room = cell.width() * _SHARE - gap * (len(values) - 1)
    bar = min(theme().px(_WIDEST_BAR), room / max(len(values), 1))
    start = cell.center().x() - (bar * len(values) + gap * (len(values) - 1)) / 2
    pairs = list(zip(values, inks(len(values)), strict=True))
    for number, (value, ink) in enumerate(reversed(pairs) if mirrored else pairs):
        height = _height(cell, value, top)
        place = QRectF(start + number * (bar + gap), cell.bottom() - height, bar, height)
        painter.fillPath(_bar(place), theme().color(ink))


def paint_stack(painter: QPainter, cell: QRectF, values: Values, top: Decimal) -> None:
    """The bars of one place upon one another, the first lowest."""
    width = cell.width() * _STACK_SHARE
    left, foot = cell.center().x() - width / 2, cell.bottom()
    for value, ink in zip(values, inks(len(values)), strict=True):
        height = _height(cell, value, top)
        painter.fillRect(QRectF(left, foot - height, width, height), theme().color(ink))
        foot -= height


def paint_line(painter: QPainter, plot: QRectF, points: Sequence[QPointF | None]) -> None:
    """A line through the points, broken where one is missing, with a ring around the last."""
    runs: list[list[QPointF]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    for run in runs:
        if run:
            _paint_run(painter, plot, run)
    known = [point for point in points if point is not None]
    if known:
        _paint_ring(painter, known[-1])


def height_of(value: Decimal | int, top: Decimal, room: float) -> float:
    """How high a value stands; below nothing there is nothing."""
    return room * float(max(Decimal(value), Decimal(0)) / top)


def _height(cell: QRectF, value: Decimal | int | None, top: Decimal) -> float:
    return 0.0 if value is None else height_of(value, top, cell.height())


def _paint_run(painter: QPainter, plot: QRectF, run: Sequence[QPointF]) -> None:
    line = QPainterPath(run[0])
    for point in run[1:]:
        line.lineTo(point)
    area = QPainterPath(line)
    area.lineTo(run[-1].x(), plot.bottom())
    area.lineTo(run[0].x(), plot.bottom())
    area.closeSubpath()
    ink, soft = theme().color(ACCENT), QLinearGradient(plot.topLeft(), plot.bottomLeft())
    soft.setColorAt(0, _faint(ink, _SOFT))
    soft.setColorAt(1, _faint(ink, 0))
    painter.fillPath(area, soft)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, theme().px(_LINE)))
    painter.drawPath(line)
    if len(run) == 1:
        painter.drawPoint(run[0])


def _paint_ring(painter: QPainter, at: QPointF) -> None:
    painter.setPen(QPen(theme().color(ACCENT), theme().px(_LINE)))
    painter.setBrush(theme().color("surface"))
    painter.drawEllipse(at, theme().px(_RING), theme().px(_RING))


def _faint(ink: QColor, share: float) -> QColor:
    faint = QColor(ink)
    faint.setAlphaF(share)
    return faint


def _bar(place: QRectF) -> QPainterPath:
    """Rounded at its head only."""
    path = QPainterPath()
    corner = min(theme().px(_CORNER), place.height())
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(place, corner, corner)
    foot = max(0.0, place.height() - corner)
    path.addRect(QRectF(place.left(), place.bottom() - foot, place.width(), foot))
    return path
