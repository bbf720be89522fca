"""The panel beside the calendar: the sessions of the chosen day, as cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.buttons import IconButton
from ui.common.cards import EmptyState
from ui.common.layouts import column, row
from ui.common.text import ElidedLabel
from ui.desk.calendar.cards import CardsList
from ui.desk.calendar.model import Slot
from wset_desk.i18n import _, ngettext


class DayPanel(QWidget):
    """``opened(Slot)`` for a card; ``left`` on Esc."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, on_create: Callable[[], object] | None, on_close: Callable[[], object]):
        super().__init__()
        self._title = ElidedLabel("", "title")
        self._note = ElidedLabel("", "label", tone="text2")
        self.list = CardsList(_("Sessions of the day"))
        self._empty = EmptyState(_("Nothing is scheduled on this day."), icon="calendar")
        if on_create is not None:
            self._empty.set_text(
                _("Nothing is scheduled on this day."), _("New session"), on_create
            )
        self.close_button = IconButton("x", _("Close the day"), on_click=on_close)
        heading = column(self._title, self._note, gap=0)
        top = row(heading, self.close_button, gap=2)
        top.setStretch(0, 1)
        body = column(top, self.list, self._empty, gap=3, margins=(4, 4, 3, 3))
        body.setStretch(1, 1)
        body.setStretch(2, 1)
        self.setLayout(body)
        self.list.opened.connect(self.opened)
        self.list.left.connect(self.left)

    def show_day(self, day: date, slots: Sequence[Slot]) -> None:
        self._title.setText(dates.day_heading(day))
        self._note.setText(summary(slots))
        self.list.set_entries(slots)
        self.list.setVisible(bool(slots))
        self._empty.setVisible(not slots)


def summary(slots: Sequence[Slot]) -> str:
    """ "6 sessions · 30 candidates"."""
    taken = sum(slot.item.taken for slot in slots)
    sessions = ngettext("{n} session", "{n} sessions", len(slots)).format(n=len(slots))
    candidates = ngettext("{n} candidate", "{n} candidates", taken).format(n=taken)
    return f"{sessions} · {candidates}"
