"""The picture of revenue: for each month what was charged and what came in, drawn by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.common import dates
from ui.common.money import money_text
from ui.common.theme import theme
from wset_desk.i18n import _, formatting_locale

_HEIGHT = 210
_STEPS = 4
_WIDEST_BAR, _GAP, _CORNER = 26, 3, 3
_AXIS, _FOOT, _HEAD = 12, 26, 10
_SHARE = 0.62
"""How much of a month's width its two bars take."""


@dataclass(frozen=True, slots=True)
class MonthBars:
    """A month's first day with its two amounts; `kept` is what came in and stayed."""

    month: date
    charged: Decimal
    kept: Decimal


class RevenueChart(QWidget):
    """Pairs of bars on a scale of round amounts. Its description tells every value."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self._months: tuple[MonthBars, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Revenue by month"))
        theme().changed.connect(self.updateGeometry)

    @property
    def months(self) -> tuple[MonthBars, ...]:
        return self._months

    def show_months(self, months: Sequence[MonthBars]) -> None:
        self._months = tuple(months)
        self.setAccessibleDescription("; ".join(self._words(each) for each in self._months))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(480), theme().px(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            month = self.month_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self._words(month) if month else "", self)
            return True
        return super().event(event)

    def month_at(self, x: int) -> MonthBars | None:
        """The month whose bars stand at this distance from the left."""
        plot = self._plot()
        if not self._months or not plot.left() <= x <= plot.right():
            return None
        number = int((x - plot.left()) / (plot.width() / len(self._months)))
        number = min(number, len(self._months) - 1)
        return self._months[::-1][number] if self.isRightToLeft() else self._months[number]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot, top = self._plot(), self._top()
        self._paint_scale(painter, plot, top)
        width = plot.width() / max(len(self._months), 1)
        for number, each in enumerate(self._months):
            place = number if not self.isRightToLeft() else len(self._months) - 1 - number
            cell = QRectF(plot.left() + place * width, plot.top(), width, plot.height())
            self._paint_month(painter, cell, each, top)
        self._paint_names(painter, plot, width)

    def _plot(self) -> QRectF:
        """The area of the bars, beside the scale and above the names."""
        metrics = QFontMetricsF(theme().font("label", tabular=True))
        scale = metrics.horizontalAdvance(number_text(self._top())) + theme().px(_AXIS)
        left, right = (0, scale) if self.isRightToLeft() else (scale, 0)
        head, foot = theme().px(_HEAD), theme().px(_FOOT)
        return QRectF(self.rect()).adjusted(left, head, -right, -foot)

    def _top(self) -> Decimal:
        """The end of the scale: a round amount that no bar is higher than."""
        highest = max((max(each.charged, each.kept) for each in self._months), default=Decimal(0))
        return round_up(highest)

    def _paint_scale(self, painter: QPainter, plot: QRectF, top: Decimal) -> None:
        painter.setFont(theme().font("label", tabular=True))
        height = painter.fontMetrics().height()
        for step in range(_STEPS + 1):
            y = plot.bottom() - plot.height() * step / _STEPS
            painter.setPen(QPen(theme().color("border"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme().color("text2"))
            beside = QRectF(0, y - height / 2, plot.left() - theme().px(8), height)
            if self.isRightToLeft():
                start = plot.right() + theme().px(8)
                beside = QRectF(start, y - height / 2, self.width() - start, height)
            end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(beside, end, number_text(top * step / _STEPS))

    def _paint_month(self, painter: QPainter, cell: QRectF, month: MonthBars, top: Decimal) -> None:
        gap = theme().px(_GAP)
        bar = min(theme().px(_WIDEST_BAR), (cell.width() * _SHARE - gap) / 2)
        start = cell.center().x() - bar - gap / 2
        pairs = [(month.charged, "borderStrong"), (month.kept, "accent")]
        if self.isRightToLeft():
            pairs.reverse()
        for number, (amount, ink) in enumerate(pairs):
            height = cell.height() * float(max(amount, Decimal(0)) / top)
            left = start + number * (bar + gap)
            place = QRectF(left, cell.bottom() - height, bar, height)
            painter.fillPath(_bar(place), theme().color(ink))

    def _paint_names(self, painter: QPainter, plot: QRectF, width: float) -> None:
        """Below the bars; every second or third name where they would run into each other."""
        painter.setFont(theme().font("label"))
        painter.setPen(theme().color("text2"))
        names = [_short(each.month) for each in self._months]
        widest = max((painter.fontMetrics().horizontalAdvance(name) for name in names), default=0)
        every = max(1, -(-(widest + theme().px(8)) // max(1, int(width))))
        for number, name in enumerate(names):
            if number % every:
                continue
            place = number if not self.isRightToLeft() else len(names) - 1 - number
            center = plot.left() + (place + 0.5) * width
            room = QRectF(center - widest, plot.bottom() + theme().px(4), 2 * widest, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, name)

    def _words(self, month: MonthBars) -> str:
        return _("{month}: charged {charged}, received {received}").format(
            month=dates.month_text(month.month),
            charged=money_text(month.charged, self._currency),
            received=money_text(month.kept, self._currency),
        )


def number_text(amount: Decimal) -> str:
    """ "1,250"."""
    return format_decimal(amount, "#,##0.##", locale=formatting_locale())


def round_up(amount: Decimal) -> Decimal:
    """The least of 4, 8, 10, 20, 40, 80, 100 … that isn't below `amount`: it parts in four."""
    unit = Decimal(1)
    while True:
        for factor in (4, 8, 10, 20):
            if unit * factor >= amount:
                return unit * factor
        unit *= 10


def _bar(place: QRectF) -> QPainterPath:
    """Rounded at its head only."""
    path = QPainterPath()
    corner = min(theme().px(_CORNER), place.height())
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(place, corner, corner)
    foot = max(0.0, place.height() - corner)
    path.addRect(QRectF(place.left(), place.bottom() - foot, place.width(), foot))
    return path


def _short(month: date) -> str:
    """ "Oct"; January with its year, where another one begins."""
    name = dates.month_name(month)
    return f"{name} {month.year}" if month.month == 1 else name
