"""The period that a page is about."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common.date_edit import DateEdit
from ui.common.flow import FlowLayout
from ui.common.inputs import Choice, Combo
from ui.common.theme import theme
from ui.desk import period_days
from wset_desk.i18n import _

_DAY_WIDTH = 190


class PeriodChoice(QWidget):
    """``changed()`` when a person picks another period, or other days."""

    changed = Signal()

    def __init__(self, *beside: QWidget) -> None:
        """``beside`` are other choices of the page, in the same line."""
        super().__init__()
        periods = [Choice(key, _(text)) for key, text in period_days.PERIODS.items()]
        self.period = Combo(_("Period"), periods, period_days.TWELVE_MONTHS, kind="ghost")
        self.first_day, self.last_day = _day_edit(_("First day")), _day_edit(_("Last day"))
        flow = FlowLayout(gap=2)
        for widget in (self.period, self.first_day, self.last_day, *beside):
            flow.addWidget(widget)
        self.setLayout(flow)
        self.period.chosen.connect(lambda _period: self._choose())
        for day in (self.first_day, self.last_day):
            day.edited.connect(self.changed)
        theme().changed.connect(self._fit)
        self._show_days()
        self._fit()

    def days(self, today: date) -> period_days.Days:
        """The first and the last day; None is open, and so is a day that can't be read."""
        if self.period.value() == period_days.BETWEEN:
            return self.first_day.day(), self.last_day.day()
        return period_days.days_of(self.period.value(), today)

    def choose(self, period: str) -> None:
        """Show this period, as if somebody had picked it."""
        self.period.set_value(period)
        self._choose()

    def _choose(self) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        shown = self.period.value() == period_days.BETWEEN
        for day in (self.first_day, self.last_day):
            day.setVisible(shown)

    def _fit(self) -> None:
        for day in (self.first_day, self.last_day):
            day.setFixedWidth(theme().px(_DAY_WIDTH))


def _day_edit(name: str) -> DateEdit:
    edit = DateEdit(name)
    edit.line.setPlaceholderText(name)
    return edit
