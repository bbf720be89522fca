"""A date to type or to pick from a small calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.common import dates
from ui.common.buttons import IconButton
from ui.common.inputs import LineEdit
from ui.common.layouts import column, row
from ui.common.month_grid import MonthGrid, same_day_in
from ui.common.text import Label
from ui.common.typed import read_date, to_date
from wset_desk.i18n import _


class CalendarPopup(QFrame):
    """A month with arrows; ``picked(date)``. Closes on a pick, a click elsewhere or Esc."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, current: date, today: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.setAccessibleName(_("Calendar"))
        self.grid = MonthGrid(current, today)
        self._title = Label(dates.month_text(current), "bodyStrong")
        before = IconButton("chevron_left", _("Month before"), on_click=lambda: self._turn(-1))
        after = IconButton("chevron_right", _("Month after"), on_click=lambda: self._turn(1))
        heading = row(self._title, None, before, after, gap=1)
        self.setLayout(column(heading, self.grid, gap=1, margins=(3, 2, 3, 3)))
        self.grid.moved.connect(lambda day: self._title.setText(dates.month_text(day)))
        self.grid.picked.connect(self._pick)

    def _turn(self, months: int) -> None:
        self.grid.set_current(same_day_in(self.grid.current, months))

    def _pick(self, day: date) -> None:
        self.close()
        self.picked.emit(day)


class DateEdit(QWidget):
    """A line for the date and a button for the calendar; ``edited`` on a person's change."""

    edited = Signal()

    def __init__(self, name: str, day: date | None = None) -> None:
        super().__init__()
        self.line = LineEdit(name, placeholder=_("Day month year"))
        self.button = IconButton("calendar", _("Pick a date"), on_click=self.open_calendar)
        self.setLayout(row(self.line, self.button, gap=1))
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self._tidy)
        self.set_date(day)

    def text(self) -> str:
        return self.line.text()

    def day(self) -> date | None:
        """The date as typed, None while it can't be read."""
        return read_date(self.line.text())

    def set_date(self, day: date | None) -> None:
        self.line.setText(dates.day_short(day) if day else "")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.line.setAccessibleDescription(description)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> CalendarPopup:
        """Open the calendar at the date in the line, or at today's."""
        today = to_date(QDate.currentDate())
        popup = CalendarPopup(self, self.day() or today, today)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(self._take)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()
        popup.grid.setFocus()
        return popup

    def _take(self, day: date) -> None:
        self.set_date(day)
        self.edited.emit()

    def _tidy(self) -> None:
        day = self.day()
        if day is not None:
            self.set_date(day)
