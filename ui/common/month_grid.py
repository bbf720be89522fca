"""One month of days to pick from: painted, and walked through with the arrow keys."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.theme import theme
from wset_desk.i18n import _

_DAYS = 7
_WEEKS = 6
_CELL = 34
_HEADER = 24
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_DAYS,
    Qt.Key.Key_Down: _DAYS,
}


def month_start(day: date, months: int = 0) -> date:
    """The first of the day's month, some months on."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def same_day_in(day: date, months: int) -> date:
    """The same day some months on, or that month's last day."""
    first = month_start(day, months)
    last = month_start(first, 1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


class MonthGrid(QWidget):
    """Emits ``picked(date)`` on a click or Enter, ``moved(date)`` when another day is current."""

    picked = Signal(object)
    moved = Signal(object)

    def __init__(self, current: date, today: date) -> None:
        super().__init__()
        self._current = current
        self._today = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Days"))
        self.set_current(current)

    @property
    def current(self) -> date:
        return self._current

    def set_current(self, day: date) -> None:
        self._current = day
        self.setAccessibleDescription(dates.day_long(day))
        self.moved.emit(day)
        self.update()

    def sizeHint(self) -> QSize:
        cell = theme().px(_CELL)
        return QSize(_DAYS * cell, _WEEKS * cell + theme().px(_HEADER))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def days(self) -> list[date]:
        """The 42 days shown, from a Monday on."""
        first = month_start(self._current)
        start = first - timedelta(days=first.weekday())
        return [start + timedelta(days=offset) for offset in range(_DAYS * _WEEKS)]

    def rect_of(self, position: int) -> QRectF:
        """Where the n-th of the shown days is painted."""
        cell = theme().px(_CELL)
        column_number = position % _DAYS
        if self.isRightToLeft():
            column_number = _DAYS - 1 - column_number
        top = theme().px(_HEADER) + position // _DAYS * cell
        return QRectF(column_number * cell, top, cell, cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.set_current(self._current + timedelta(days=_STEPS[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.set_current(same_day_in(self._current, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.picked.emit(self._current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for position, day in enumerate(self.days()):
            if self.rect_of(position).contains(event.position()):
                self.set_current(day)
                self.picked.emit(day)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.days()
        painter.setFont(theme().font("caption", 600))
        painter.setPen(theme().color("text3"))
        for position, day in enumerate(shown[:_DAYS]):
            rect = self.rect_of(position)
            header = QRectF(rect.left(), 0, rect.width(), theme().px(_HEADER))
            painter.drawText(header, Qt.AlignmentFlag.AlignCenter, dates.weekday_short(day)[:2])
        for position, day in enumerate(shown):
            self._paint_day(painter, self.rect_of(position), day)

    def _paint_day(self, painter: QPainter, rect: QRectF, day: date) -> None:
        is_current = day == self._current
        inner = rect.adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_current:
            painter.setBrush(theme().color("accent"))
            painter.drawRoundedRect(inner, theme().radius("md"), theme().radius("md"))
        elif day == self._today:
            painter.setBrush(theme().color("accentSoft"))
            painter.drawRoundedRect(inner, theme().radius("md"), theme().radius("md"))
        if is_current:
            ink = "textOnAccent"
        elif day == self._today:
            ink = "accentText"
        else:
            ink = "text" if day.month == self._current.month else "text3"
        painter.setPen(theme().color(ink))
        weight = 600 if is_current or day == self._today else 400
        painter.setFont(theme().font("body", weight, tabular=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day))
