"""The case that is chosen in the queue: window, tasks, and the times there are for it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from ui.common import dates
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import EmptyState
from ui.common.flow import flowing
from ui.common.labels import Look
from ui.common.layouts import column, hide_unless, line, row
from ui.common.money import fee_state_look
from ui.common.scrolling import scrolling
from ui.common.text import ElidedLabel, Label
from ui.desk.context import DeskContext
from ui.desk.remote import words
from ui.desk.remote.actions import RemoteActions
from ui.desk.remote.slot_picker import SlotPicker
from ui.desk.remote.task_list import TaskList
from ui.desk.remote.window_bar import WindowBar
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.remote.rows import RemoteCase, SlotSearch


class CasePanel(QFrame):
    """``book_wanted(slot)``, ``slots_wanted(first_day)``, ``extend_wanted``, ``cancel_wanted``."""

    book_wanted = Signal(object)
    slots_wanted = Signal(object)
    extend_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, context: DeskContext, actions: RemoteActions) -> None:
        super().__init__()
        self._session = context.session
        self._actions = actions
        self.case: RemoteCase | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(_("Remote exam"))
        self._build_head()
        self.window_bar = WindowBar()
        self.tasks = TaskList(context.session, actions)
        self.picker = SlotPicker(context.session, actions.describe)
        self.picker.booked.connect(self.book_wanted)
        self.picker.wanted.connect(self.slots_wanted)
        self._booking_block = QWidget()
        self._booked = Label("", "bodyStrong", wrap=True)
        self._fee = Badge(Look("", "", "text2", "sunken"))
        booked = row(self._booked, self._fee, gap=2)
        booked.setStretch(0, 1)
        self._booking_block.setLayout(column(line(), booked, self.tasks, gap=3))
        self._pages = QStackedLayout(self)
        self._empty = EmptyState(_("Choose a candidate to book their remote exam."), icon="video")
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._content())

    def show_nothing(self) -> None:
        self.case = None
        self._pages.setCurrentWidget(self._empty)

    def show_case(self, case: RemoteCase) -> None:
        """Everything but the times, which follow by `show_slots`."""
        self.case = case
        self._name.setText(case.name)
        self._facts.setText(words.subtitle(case))
        self._state.set_look(words.state_look(case))
        self.window_bar.show_window(case, self._session.today())
        self._show_booking(case)
        may = self._session.may(Permission.ENROL)
        self.extend_button.setVisible(may)
        self.cancel_button.setVisible(may and case.booking is not None)
        self._pages.setCurrentIndex(1)

    def show_slots(self, search: SlotSearch) -> None:
        if self.case is not None:
            self.picker.show_slots(self.case, search)

    def _build_head(self) -> None:
        self._name = ElidedLabel("", "title")
        self._facts = Label("", tone="text2", wrap=True)
        self._state = Badge(Look("", "", "text2", "sunken"))
        self.profile_button = Button(_("Open profile"), icon="user", on_click=self._open_profile)
        self.extend_button = Button(
            _("Extend the window…"), icon="calendar", on_click=self.extend_wanted.emit
        )
        self.cancel_button = Button(
            _("Cancel the exam…"), icon="x_circle", on_click=self.cancel_wanted.emit
        )
        hide_unless(False, self.cancel_button)

    def _content(self) -> QWidget:
        top = row(self._name, self._state, gap=2)
        top.setStretch(0, 1)
        buttons = flowing(self.profile_button, self.extend_button, self.cancel_button, gap=2)
        body = column(
            top,
            self._facts,
            self.window_bar,
            buttons,
            self._booking_block,
            line(),
            self.picker,
            gap=3,
            margins=(5, 4, 5, 5),
        )
        body.setStretch(body.count() - 1, 1)
        inner = QWidget()
        inner.setLayout(body)
        return scrolling(inner, _("Remote exam"))

    def _show_booking(self, case: RemoteCase) -> None:
        booking = case.booking
        self._booking_block.setVisible(booking is not None)
        self.tasks.show_tasks(booking)
        if booking is None:
            return
        when = dates.moment_text(booking.start, self._session.zone)
        until = dates.local_time(booking.end, self._session.zone)
        text = _("{when} – {until}").format(when=when, until=until)
        if booking.invigilators:
            text = f"{text} · {booking.invigilators}"
        self._booked.setText(text)
        look = fee_state_look(booking.fee_state)
        self._fee.setVisible(look is not None)
        if look is not None:
            self._fee.set_look(look)

    def _open_profile(self) -> None:
        if self.case is not None:
            self._actions.open_profile(self.case.candidate_id)
