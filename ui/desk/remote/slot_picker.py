"""The times there are for a case: chosen in a table, booked with a button below it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.buttons import Button, IconButton
from ui.common.data_table import DataTable, framed
from ui.common.layouts import column, row
from ui.common.money import money_text
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.context import DeskSession
from ui.desk.remote import words
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import OVERRIDABLE
from wset_desk.i18n import N_, _
from wset_desk.services.remote.rows import RemoteCase, Slot, SlotSearch

_ROWS_SEEN = 4
_STEP = timedelta(days=28)


class SlotPicker(QWidget):
    """``booked(slot)`` when a time is to be booked, ``wanted(first_day)`` for other weeks."""

    booked = Signal(object)
    wanted = Signal(object)

    def __init__(self, session: DeskSession, describe: Callable[[DomainError], str]) -> None:
        super().__init__()
        self._session = session
        self._describe = describe
        self._case: RemoteCase | None = None
        self._search: SlotSearch | None = None
        self.model: RowsModel[Slot] = RowsModel(_columns(session.zone, self._note))
        self.table = DataTable(_("Times"), self.model)
        self.table.set_empty(_("No time is free in these weeks."), icon="clock")
        self.table.setMinimumHeight(theme().size("rowHeight") * (_ROWS_SEEN + 1))
        self.table.selection_changed.connect(self._show_chosen)
        self.table.activated_row.connect(self._book)
        self.period = Label("", tone="text2", tabular=True)
        self.before = IconButton("chevron_left", _("Earlier weeks"), on_click=lambda: self._go(-1))
        self.after = IconButton("chevron_right", _("Later weeks"), on_click=lambda: self._go(1))
        self.detail = Label("", tone="text2", wrap=True)
        self.book_button = Button("", kind="primary", icon="check", on_click=self._book)
        head = row(Label(_("Times"), "bodyStrong"), None, self.before, self.period, self.after)
        layout = column(head, framed(self.table), self.detail, row(self.book_button, None), gap=2)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_slots(self, case: RemoteCase, search: SlotSearch) -> None:
        """The times of some weeks; the first that can be booked is chosen."""
        self._case, self._search = case, search
        first, last = search.first_day, search.last_day
        self.period.setText(f"{dates.day_and_month(first)} – {dates.day_and_month(last)}")
        self.before.setEnabled(first > self._session.today())
        self.after.setEnabled(last < search.window.last)
        self.model.set_rows(search.slots)
        free = next((n for n, slot in enumerate(search.slots) if slot.is_free), None)
        if free is not None:
            self.table.selectRow(free)
        self._show_chosen()

    @property
    def chosen(self) -> Slot | None:
        return self.table.current_row()

    def needs_reason(self, slot: Slot) -> bool:
        """Whether only a deadline is in the way, and the person may pass over it."""
        codes = {reason.code for reason in slot.refusals}
        may = self._session.may(Permission.OVERRIDE_DEADLINE)
        return bool(codes) and codes <= OVERRIDABLE and may

    def _go(self, direction: int) -> None:
        if self._search is not None:
            first = self._search.first_day + direction * _STEP
            self.wanted.emit(max(first, self._session.today()))

    def _book(self, _row: object = None) -> None:
        slot = self.chosen
        if slot is not None and (slot.is_free or self.needs_reason(slot)):
            self.booked.emit(slot)

    def _note(self, slot: Slot) -> str:
        """Why it can't be booked."""
        return " ".join(self._describe(reason.as_error()) for reason in slot.refusals)

    def _show_chosen(self, *_args: object) -> None:
        slot, case = self.chosen, self._case
        may = self._session.may(Permission.ENROL)
        self.book_button.setVisible(slot is not None and case is not None and may)
        if slot is None or case is None:
            self.detail.setText("")
            return
        parts = [words.staff_text(slot), self._elsewhere(case, slot), self._note(slot)]
        self.detail.setText("\n".join(part for part in parts if part))
        self.book_button.setEnabled(slot.is_free or self.needs_reason(slot))
        self.book_button.setText(self._verb(case, slot))

    def _verb(self, case: RemoteCase, slot: Slot) -> str:
        when = dates.day_and_month(words.day_of(slot, self._session.zone))
        at = dates.local_time(slot.start, self._session.zone)
        if case.booking is not None:
            return _("Move to {day}, {time}").format(day=when, time=at)
        fee = money_text(case.fee, self._session.currency)
        return _("Book {day}, {time} for {fee}").format(day=when, time=at, fee=fee)

    def _elsewhere(self, case: RemoteCase, slot: Slot) -> str:
        """The candidate's own clock, where it isn't the centre's."""
        if not case.time_zone or case.time_zone == self._session.zone.key:
            return ""
        zone = ZoneInfo(case.time_zone)
        return _("For the candidate: {when}").format(
            when=words.elsewhere_text(slot, zone, case.time_zone)
        )


def _columns(zone: ZoneInfo, note: Callable[[Slot], str]) -> tuple[Column[Slot], ...]:
    def tone(slot: Slot) -> str:
        return "text" if slot.is_free else "text3"

    return (
        Column(
            "day",
            N_("Day"),
            lambda slot: dates.day_and_month(words.day_of(slot, zone)),
            tone=tone,
            sort_key=lambda slot: slot.start,
            width=100,
        ),
        Column(
            "time",
            N_("Time"),
            lambda slot: words.slot_text(slot, zone),
            tone=tone,
            tabular=True,
            sort_key=lambda slot: slot.start.astimezone(zone).time(),
            width=128,
        ),
        Column(
            "who",
            N_("Invigilator"),
            lambda slot: words.staff_text(slot) if slot.is_free else note(slot),
            tone=tone,
            icon=lambda slot: "" if slot.is_free else "x_circle",
            tooltip=lambda slot: note(slot) or words.staff_text(slot),
            stretch=True,
        ),
    )
