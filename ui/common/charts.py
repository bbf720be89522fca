"""A chart drawn by hand: bars, stacked bars or a line on a scale of round numbers.

Bars whose names have no room below them lie, their names beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.common.chart_painting import Values, height_of, paint_bars, paint_line, paint_stack
from ui.common.chart_rows import paint_row, paint_rows_scale, rows_plot
from ui.common.chart_scale import number_text
from ui.common.theme import theme
from wset_desk.domain.chart_scales import STEPS

_WIDTH, _HEIGHT = 380, 210
_AXIS, _FOOT, _HEAD = 12, 26, 20
_BESIDE, _BELOW, _ABOVE = 8, 4, 3


class Shape(Enum):
    BARS = auto()
    STACK = auto()
    LINE = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at one place of the axis: its name, what it says in words, a value a series.

    `value_text` stands above the bar, where there is room.
    """

    name: str
    words: str
    values: Values
    value_text: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """`top` is the end of the scale, which `scale_text` writes numbers of.

    Bars with `long_names` lie where their names have no room below them; of others (months, marks)
    some names are left out then.
    """

    shape: Shape
    places: Sequence[Place]
    top: Decimal
    scale_text: Callable[[Decimal], str] = number_text
    long_names: bool = False


_NOTHING = Picture(Shape.BARS, (), Decimal(4))


class ChartView(QWidget):
    """Shows a picture; a tool tip tells the value pointed at, its description every value."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.picture = _NOTHING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        theme().changed.connect(self.updateGeometry)

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
        self.setAccessibleDescription("; ".join(place.words for place in picture.places))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_WIDTH), theme().px(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), place.words if place else "", self)
            return True
        return super().event(event)

    @property
    def lies(self) -> bool:
        """Whether the bars lie."""
        if not self.picture.long_names or not self.picture.places:
            return False
        metrics = QFontMetricsF(theme().font("label"))
        room = self._plot().width() / len(self.picture.places) - theme().px(_BELOW)
        return any(metrics.horizontalAdvance(place.name) > room for place in self.picture.places)

    def place_at(self, x: int, y: int = 0) -> Place | None:
        """What stands at this distance from the left; where bars lie, from the top."""
        places = self.picture.places
        if not places:
            return None
        if self.lies:
            plot = self._lying_plot()
            number = int((y - plot.top()) / (plot.height() / len(places)))
            return places[number] if plot.top() <= y and number < len(places) else None
        plot = self._plot()
        if not plot.left() <= x <= plot.right():
            return None
        number = min(int((x - plot.left()) / (plot.width() / len(places))), len(places) - 1)
        return places[::-1][number] if self.isRightToLeft() else places[number]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.lies:
            self._paint_lying(painter)
            return
        plot = self._plot()
        self._paint_scale(painter, plot)
        if self.picture.shape is Shape.LINE:
            paint_line(painter, plot, self._points(plot))
        else:
            for number, place in enumerate(self.picture.places):
                self._paint_place(painter, self._cell(plot, number), place)
        self._paint_last(painter, plot)
        self._paint_names(painter, plot)

    def _paint_lying(self, painter: QPainter) -> None:
        plot, mirrored = self._lying_plot(), self.isRightToLeft()
        texts = [self.picture.scale_text(self._step(step)) for step in range(STEPS + 1)]
        paint_rows_scale(painter, plot, texts, mirrored=mirrored)
        height = plot.height() / len(self.picture.places)
        for number, place in enumerate(self.picture.places):
            paint_row(
                painter,
                QRectF(plot.left(), plot.top() + number * height, plot.width(), height),
                place.values,
                self.picture.top,
                name=place.name,
                value_text=place.value_text,
                area=QRectF(self.rect()),
                mirrored=mirrored,
            )

    def _lying_plot(self) -> QRectF:
        names = [place.name for place in self.picture.places]
        values = [place.value_text for place in self.picture.places]
        return rows_plot(QRectF(self.rect()), names, values, mirrored=self.isRightToLeft())

    def _plot(self) -> QRectF:
        """The area of the shapes, beside the scale and above the names."""
        metrics = QFontMetricsF(theme().font("label", tabular=True))
        texts = (self.picture.scale_text(self._step(step)) for step in range(STEPS + 1))
        scale = max(metrics.horizontalAdvance(text) for text in texts) + theme().px(_AXIS)
        left, right = (0, scale) if self.isRightToLeft() else (scale, 0)
        head, foot = theme().px(_HEAD), theme().px(_FOOT)
        return QRectF(self.rect()).adjusted(left, head, -right, -foot)

    def _step(self, step: int) -> Decimal:
        return self.picture.top * step / STEPS

    def _cell(self, plot: QRectF, number: int) -> QRectF:
        count = len(self.picture.places)
        width = plot.width() / max(count, 1)
        place = count - 1 - number if self.isRightToLeft() else number
        return QRectF(plot.left() + place * width, plot.top(), width, plot.height())

    def _points(self, plot: QRectF) -> list[QPointF | None]:
        points: list[QPointF | None] = []
        for number, place in enumerate(self.picture.places):
            value = place.values[-1]
            x = self._cell(plot, number).center().x()
            height = 0.0 if value is None else height_of(value, self.picture.top, plot.height())
            points.append(None if value is None else QPointF(x, plot.bottom() - height))
        return points

    def _paint_scale(self, painter: QPainter, plot: QRectF) -> None:
        painter.setFont(theme().font("label", tabular=True))
        height = painter.fontMetrics().height()
        for step in range(STEPS + 1):
            y = plot.bottom() - plot.height() * step / STEPS
            painter.setPen(QPen(theme().color("border"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme().color("text2"))
            beside = QRectF(0, y - height / 2, plot.left() - theme().px(_BESIDE), height)
            if self.isRightToLeft():
                start = plot.right() + theme().px(_BESIDE)
                beside = QRectF(start, y - height / 2, self.width() - start, height)
            end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(beside, end, self.picture.scale_text(self._step(step)))

    def _paint_place(self, painter: QPainter, cell: QRectF, place: Place) -> None:
        top = self.picture.top
        if self.picture.shape is Shape.STACK:
            paint_stack(painter, cell, place.values, top)
            return
        paint_bars(painter, cell, place.values, top, mirrored=self.isRightToLeft())
        value = place.values[-1]
        if len(place.values) == 1 and value is not None:
            head = cell.bottom() - height_of(value, top, cell.height())
            self._paint_value(painter, cell.center().x(), head, place.value_text, cell.width())

    def _paint_last(self, painter: QPainter, plot: QRectF) -> None:
        """The last value of a line, in words above its ring."""
        if self.picture.shape is not Shape.LINE:
            return
        pairs = zip(self._points(plot), self.picture.places, strict=True)
        known = [(point, place) for point, place in pairs if point is not None]
        if known:
            point, place = known[-1]
            head = point.y() - theme().px(_BELOW + _ABOVE)
            self._paint_value(painter, point.x(), head, place.value_text, plot.width())

    def _paint_value(self, painter: QPainter, x: float, y: float, text: str, room: float) -> None:
        painter.setFont(theme().font("label", 600, tabular=True))
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text)
        if not text or width + theme().px(_BELOW) > room:
            return
        left = min(max(x - width / 2, 0), self.width() - width)
        above = QRectF(left, y - metrics.height() - theme().px(_ABOVE), width, metrics.height())
        painter.setPen(theme().color("text"))
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_names(self, painter: QPainter, plot: QRectF) -> None:
        """Below; every second or third where they would run into each other."""
        painter.setFont(theme().font("label"))
        painter.setPen(theme().color("text2"))
        metrics, places = painter.fontMetrics(), self.picture.places
        width = plot.width() / max(len(places), 1)
        widest = max((metrics.horizontalAdvance(place.name) for place in places), default=0)
        every = max(1, -(-(widest + theme().px(_BELOW)) // max(1, int(width))))
        for number, place in enumerate(places):
            if number % every == 0:
                self._paint_name(painter, self._cell(plot, number).center().x(), plot, place.name)

    def _paint_name(self, painter: QPainter, center: float, plot: QRectF, text: str) -> None:
        width = painter.fontMetrics().horizontalAdvance(text)
        left = min(max(center - width / 2, 0.0), self.width() - width)
        room = QRectF(left, plot.bottom() + theme().px(_BELOW), width + 1, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute, text)
