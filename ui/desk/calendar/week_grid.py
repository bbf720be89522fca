"""A week or a day on its hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.common import dates
from ui.common.layouts import column
from ui.common.theme import theme
from ui.desk.calendar.grid import CalendarGrid, Target
from ui.desk.calendar.model import Period, Sessions, View, clock_text
from ui.desk.calendar.month_layout import ChipBox, MoreBox
from ui.desk.calendar.week_layout import (
    WeekLayout,
    WeekMetrics,
    lay_out_week,
    size_of,
    snapped,
)
from wset_desk.i18n import _

_HOUR = 60
_FIRST_HOUR = 8


class HoursGrid(CalendarGrid):
    """Drag a chip to another day or time; it snaps to quarters of an hour."""

    def __init__(self, period: Period, today: date) -> None:
        super().__init__(period, today)
        self.setAccessibleName(_("Week"))
        self.layout_: WeekLayout = self._laid_out()
        self._set_height()

    def metrics(self) -> WeekMetrics:
        px = theme().px
        hour = QFontMetricsF(theme().font("caption", 500, tabular=True))
        return WeekMetrics(
            hour_column=hour.horizontalAdvance("00:00") + px(16),
            hour=max(px(46), self.chips.heights()[1] + px(6)),
            narrowest=self.chips.narrowest(),
            lowest=self.chips.heights()[0] + px(2),
            gap=px(2),
        )

    def boxes(self) -> Sequence[ChipBox]:
        return self.layout_.chips

    def more_boxes(self) -> Sequence[MoreBox]:
        return self.layout_.mores

    def lay_out(self) -> None:
        self._set_height()
        self.layout_ = self._laid_out()
        self.setAccessibleName(_("Day") if self.period.view is View.DAY else _("Week"))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(600), self.height())

    def target_at(self, position: QPointF) -> Target | None:
        metrics = self.metrics()
        for day in self.layout_.columns:
            if day.rect.contains(position):
                minute = snapped(position.y() - self.grip, metrics)
                return Target(day.day, minute, self._target_rect(day.rect, minute))
        return None

    def day_rect(self, day: date) -> QRectF:
        return next((each.rect for each in self.layout_.columns if each.day == day), QRectF())

    def top_of(self, minutes: int) -> int:
        """How far down a time of day is."""
        return round(minutes * self.metrics().hour / _HOUR)

    def paint_ground(self, painter: QPainter) -> None:
        self._paint_lines(painter)
        painter.setFont(theme().font("caption", 500, tabular=True))
        painter.setPen(theme().color("text3"))
        for hour, rect in self.layout_.hours[1:]:
            line = QRectF(rect.left(), rect.top() - theme().px(10), rect.width(), theme().px(20))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, clock_text(hour * _HOUR))

    def _laid_out(self) -> WeekLayout:
        return lay_out_week(
            self.period,
            self.sessions,
            self.width(),
            self.metrics(),
            mirrored=self.isRightToLeft(),
        )

    def _set_height(self) -> None:
        self.setFixedHeight(round(size_of(self.width(), self.metrics()).height()))

    def _paint_lines(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for each in self.layout_.columns:
            if each.day == self.period.day and self.period.days > 1:
                painter.fillRect(each.rect, theme().color("canvas"))
        painter.setPen(QPen(theme().color("border"), 1))
        column_width = self.metrics().hour_column
        left, right = (
            (0.0, self.width() - column_width)
            if self.isRightToLeft()
            else (column_width, float(self.width()))
        )
        tops = [round(rect.top()) for _hour, rect in self.layout_.hours[1:]]
        lines = [QLineF(left, top, right, top) for top in tops]
        sides = [
            round(each.rect.right() if self.isRightToLeft() else each.rect.left())
            for each in self.layout_.columns
        ]
        painter.drawLines([*lines, *(QLineF(x, 0, x, self.height()) for x in sides)])

    def _target_rect(self, day: QRectF, minute: int) -> QRectF:
        length = self._dragged.end - self._dragged.start if self._dragged else _HOUR
        top = self.top_of(minute)
        return QRectF(day.left(), top, day.width(), self.top_of(minute + length) - top)


class DayHeads(QWidget):
    """The days above the hours; a click goes to a day alone."""

    clicked = Signal(object)

    def __init__(self, grid: HoursGrid) -> None:
        super().__init__()
        self._grid = grid
        self.setAccessibleName(_("Days"))
        theme().changed.connect(self._fit)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme().color("surface"))
        for each in self._grid.layout_.columns:
            place = QRectF(each.rect.left(), 0, each.rect.width(), self.height())
            self._paint_day(painter, place, each.day)
        painter.setPen(QPen(theme().color("border"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        self._paint_week(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for each in self._grid.layout_.columns:
            if each.rect.left() <= event.position().x() < each.rect.right():
                self.clicked.emit(each.day)

    def _paint_day(self, painter: QPainter, place: QRectF, day: date) -> None:
        is_today = day == self._grid.today
        painter.setFont(theme().font("label", 600))
        painter.setPen(theme().color("accentText" if is_today else "text3"))
        half = place.height() / 2
        upper = QRectF(place.left(), theme().px(4), place.width(), half - theme().px(4))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, dates.weekday_short(day))
        lower = QRectF(place.left(), half, place.width(), half - theme().px(4))
        if is_today:
            side = lower.height()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("today"))
            painter.drawEllipse(QRectF(lower.center().x() - side / 2, lower.top(), side, side))
        painter.setPen(theme().color("textOnAccent" if is_today else "text"))
        painter.setFont(theme().font("body", 600, tabular=True))
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _paint_week(self, painter: QPainter) -> None:
        width = self._grid.metrics().hour_column
        left = self.width() - width if self.isRightToLeft() else 0
        painter.setFont(theme().font("caption", 500, tabular=True))
        painter.setPen(theme().color("text3"))
        text = _("W{number}").format(number=self._grid.period.day.isocalendar().week)
        painter.drawText(QRectF(left, 0, width, self.height()), Qt.AlignmentFlag.AlignCenter, text)

    def _fit(self) -> None:
        number = QFontMetricsF(theme().font("body", 600))
        self.setFixedHeight(round(2 * number.height()) + theme().px(18))
        self.update()


class _HoursArea(QScrollArea):
    """Stays where it is when Tab leaves it: Qt would scroll to the middle of all the hours."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QWidget.focusNextPrevChild(self, forward)


class HoursView(QFrame):
    """The hours in a scroll area under their days; opens at the morning."""

    def __init__(self, period: Period, today: date) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.grid = HoursGrid(period, today)
        self.heads = DayHeads(self.grid)
        self.area = _HoursArea()
        self.area.setProperty("role", "bare")
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidget(self.grid)
        bar = self.area.verticalScrollBar().sizeHint().width()
        heads = column(self.heads, gap=0)
        heads.setContentsMargins(0, 0, bar, 0)
        body = column(heads, self.area, gap=0)
        body.setStretch(1, 1)
        body.setContentsMargins(1, theme().px(4), 1, theme().px(4))
        self.setLayout(body)

    def show_sessions(self, period: Period, sessions: Sessions) -> None:
        turned = (period.first, period.view) != (self.grid.period.first, self.grid.period.view)
        self.grid.show_sessions(period, sessions)
        self.heads.update()
        if turned:
            self.scroll_to_first()

    def scroll_to_first(self) -> None:
        """Show from the first session on, at the latest from the morning."""
        sessions = self.grid.sessions
        starts = [slot.start for day in sessions.days for slot in sessions.on(day)]
        minute = min([*starts, _FIRST_HOUR * _HOUR]) // _HOUR * _HOUR
        top = self.grid.top_of(minute) - theme().px(10)
        self.area.verticalScrollBar().setValue(top)
