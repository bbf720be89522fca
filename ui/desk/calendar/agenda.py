"""The agenda: the sessions of some weeks, day by day."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common.layouts import column
from ui.desk.calendar.cards import CardsList, Entry
from ui.desk.calendar.model import Period, Sessions
from wset_desk.i18n import _


class AgendaView(QWidget):
    """``opened(Slot)`` for a card."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.list = CardsList(_("Agenda"))
        self.list.opened.connect(self.opened)
        self.setLayout(column(self.list, gap=0))

    def show_sessions(self, period: Period, sessions: Sessions) -> None:
        self.list.set_entries(list(_entries(sessions)))
        self.list.show_day(period.day)


def _entries(sessions: Sessions) -> Iterator[Entry]:
    for day in sessions.days:
        yield day
        yield from sessions.on(day)
