"""What stands over a period without sessions: a sentence, and the way to the next one."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.layouts import row
from ui.common.text import Label
from ui.desk.calendar.model import Filters, Period
from ui.desk.context import DeskContext
from wset_desk.domain.catalogue import SessionType
from wset_desk.i18n import _
from wset_desk.services import calendar


class EmptyNotice(QWidget):
    """``day_wanted(date)`` or ``everything_wanted`` when its button is pressed."""

    day_wanted = Signal(object)
    everything_wanted = Signal()

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._next_day: date | None = None
        self._filters = Filters()
        self._text = Label("", tone="text2")
        self.button = Button("", kind="link", on_click=self._press)
        self.setLayout(row(self._text, self.button, None, gap=2))
        self.hide()

    def show_for(self, period: Period, filters: Filters, *, is_empty: bool) -> None:
        """Be there only where nothing is shown."""
        self.setVisible(is_empty)
        self.button.hide()
        self._next_day, self._filters = None, filters
        if not is_empty:
            return
        narrowed = filters != Filters()
        self._text.setText(
            _("No session fits the filters.") if narrowed else _("Nothing is scheduled here.")
        )
        self._context.tasks.run(
            calendar.next_session_after,
            owner=self,
            on_done=self._offer,
            start=period.bounds(self._context.session.zone)[1],
            types=frozenset(kind.value for kind in SessionType) - filters.hidden_types,
            **filters.arguments(),
        )

    def _offer(self, start: datetime | None) -> None:
        if start is not None:
            self._next_day = dates.local_day(start, self._context.session.zone)
            day = dates.day_text(self._next_day)
            self.button.setText(_("Next: {day}").format(day=day))
        elif self._filters != Filters():
            self.button.setText(_("Show everything"))
        self.button.setVisible(bool(self.button.text()))

    def _press(self) -> None:
        if self._next_day is not None:
            self.day_wanted.emit(self._next_day)
        else:
            self.everything_wanted.emit()
