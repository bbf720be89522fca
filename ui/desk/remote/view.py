"""The remote queue: who still has to sit remotely, and when somebody can invigilate."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.flow import flowing
from ui.common.inputs import SearchField
from ui.common.layouts import column, hide_unless, row
from ui.common.segmented import Segmented
from ui.common.table_model import RowsModel
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.remote.actions import RemoteActions
from ui.desk.remote.case_panel import CasePanel
from ui.desk.remote.hours_page import HoursPage
from ui.desk.remote.model import Segment, columns, segment_texts, shown
from ui.desk.remote.offer_sheet import offer_sheet, reminder_sheet
from ui.desk.remote.sheets import ExtendSheet, LateSheet
from ui.desk.screen import Screen
from wset_desk.domain.permissions import Permission
from wset_desk.domain.remote import RemoteState
from wset_desk.domain.seating import WaitingKey
from wset_desk.i18n import _, ngettext
from wset_desk.services.remote.rows import RemoteCase, Slot, SlotSearch

QUEUE, HOURS = "queue", "hours"
_PANEL = 480
_PANEL_SHARE = 0.46


class RemoteView(Screen):
    """Deep links: ``enrollment_id`` or ``candidate_id`` choose a case, ``part`` the hours."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "black_outs",
            "candidates",
            "course_enrollments",
            "exam_registrations",
            "exam_sessions",
            "ledger_entries",
            "registration_tasks",
            "settings",
            "staff_availability",
        }
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._cases: tuple[RemoteCase, ...] = ()
        self._chosen: WaitingKey | None = None
        self._link: dict[str, object] = {}
        self._asked = 0
        self._actions = RemoteActions(self, context)
        self.parts = Segmented(_("Part"), {QUEUE: _("Queue"), HOURS: _("Availability")}, QUEUE)
        self.parts.chosen.connect(self.show_part)
        self.offer_button = Button(_("Offer times…"), icon="mail", on_click=self.offer)
        self.remind_button = Button(_("Remind…"), icon="clock", on_click=self.remind)
        writing = (self.remind_button, self.offer_button)
        hide_unless(context.session.may(Permission.ENROL), *writing)
        self.header = PageHeader(_("Remote queue"), "", [*writing, self.parts])
        self.search = SearchField(_("Filter by name, number or course"), _("Filter candidates"))
        self.segments = Segmented(_("Show"), segment_texts(()), Segment.ALL.value)
        self.model: RowsModel[RemoteCase] = RowsModel(columns(context.session.zone))
        self.table = FittingTable(_("Remote queue"), self.model, ("until", "course", "booked"))
        self.table.set_empty(_("Nobody is waiting for a remote exam."), icon="video")
        self.panel = CasePanel(context, self._actions)
        self.hours = HoursPage(context, self._actions)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        self._actions.load(self._show)
        self.hours.refresh()

    def open(self, **arguments: object) -> None:
        part = arguments.get("part")
        self.show_part(part if isinstance(part, str) else QUEUE)
        self._link = arguments
        self._follow_link()

    def commands(self) -> list[Command]:
        found = [
            Command(_("Availability for remote exams"), lambda: self.show_part(HOURS), "clock"),
            *self.hours.commands(),
        ]
        if self.context.session.may(Permission.ENROL):
            found.append(Command(_("Offer times for remote exams"), self.offer, "mail"))
            found.append(Command(_("Remind of windows that end"), self.remind, "clock"))
        if self.panel.case is not None:
            name = self.panel.case.name
            text = _("Extend the window of {name}").format(name=name)
            found.append(Command(text, self.extend, "calendar"))
        return found

    def focus_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def create_new(self) -> None:
        """Hours, on their part."""
        if self.parts.current == HOURS:
            self.hours.add()

    def take_keyboard(self) -> None:
        self.table.setFocus()

    def show_part(self, part: str) -> None:
        self.parts.set_current(part)
        self._stack.setCurrentIndex(1 if part == HOURS else 0)

    def offer(self) -> None:
        """Ask to whom the next free times shall be offered."""
        offer_sheet(self, self._ready(), self._actions).open()

    def remind(self) -> None:
        """Ask who shall be reminded that their window ends."""
        reminder_sheet(self, self._ready(), self._actions).open()

    def _ready(self) -> list[RemoteCase]:
        return [case for case in self._cases if case.state is RemoteState.READY]

    def extend(self) -> None:
        """Ask for a later last day, and why."""
        if self.panel.case is not None:
            ExtendSheet(self, self.panel.case, self._actions).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        filters = flowing(self.search, self.segments, gap=3)
        body = row(framed(self.table), self.panel, gap=4)
        body.setStretch(0, 1)
        queue = QWidget()
        listed = column(filters, gap=3)
        listed.addLayout(body, 1)
        queue.setLayout(listed)
        self._stack = QStackedWidget()
        for page in (queue, self.hours):
            self._stack.addWidget(page)
        layout = column(self.header, self._stack, gap=3, margins=(5, 4, 5, 5))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._filter())
        self.segments.chosen.connect(lambda _segment: self._filter())
        self.table.selection_changed.connect(self._choose)
        self.panel.book_wanted.connect(self._book)
        self.panel.slots_wanted.connect(self._find_slots)
        self.panel.extend_wanted.connect(self.extend)
        self.panel.cancel_wanted.connect(self._cancel)
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.panel.setFixedWidth(min(theme().px(_PANEL), round(self.width() * _PANEL_SHARE)))

    def _show(self, cases: tuple[RemoteCase, ...]) -> None:
        self._cases = cases
        waiting = sum(case.is_open for case in cases)
        text = ngettext("{n} to book or check", "{n} to book or check", waiting)
        self.header.set_title(_("Remote queue"), text.format(n=waiting))
        self.segments.set_texts(segment_texts(cases))
        self._filter()
        self._follow_link()

    def _filter(self) -> None:
        rows = shown(self._cases, self.segments.current, self.search.text())
        self.model.set_rows(rows)
        self._select(self._chosen)
        self._choose()

    def _follow_link(self) -> None:
        wanted = {self._link.get("enrollment_id"), self._link.get("candidate_id")} - {None}
        found = [
            case for case in self._cases if {case.key.enrollment_id, case.candidate_id} & wanted
        ]
        if found:
            self._link = {}
            self.search.clear()
            self.segments.set_current(Segment.ALL.value)
            self._chosen = found[0].key
            self._filter()

    def _select(self, key: WaitingKey | None) -> None:
        """The same case as before, or the first."""
        keys = [case.key for case in self.model.rows]
        if keys:
            self.table.selectRow(keys.index(key) if key in keys else 0)
        else:
            self.table.setCurrentIndex(QModelIndex())

    def _choose(self, *_args: object) -> None:
        case = self.table.current_row() if self.model.rowCount() else None
        if case is None:
            self.panel.show_nothing()
            return
        self._chosen = case.key
        self.panel.show_case(case)
        self._find_slots(None)

    def _find_slots(self, first_day: object) -> None:
        case = self.panel.case
        if case is None:
            return
        self._asked += 1
        asked = self._asked

        def found(search: SlotSearch) -> None:
            if asked == self._asked:
                self.panel.show_slots(search)

        self._actions.find_slots(case, found, first_day)  # type: ignore[arg-type]

    def _book(self, slot: Slot) -> None:
        case = self.panel.case
        if case is None:
            return
        if slot.is_free and not self._is_late(case):
            self._actions.book(case, slot)
        else:
            LateSheet(self, self.context, case, slot, self._actions).open()

    def _is_late(self, case: RemoteCase) -> bool:
        """Whether what is booked can only be moved with a reason (rule 9)."""
        booking = case.booking
        now = self.context.session.now()
        return booking is not None and booking.deadline is not None and now > booking.deadline

    def _cancel(self) -> None:
        case = self.panel.case
        if case is not None and case.booking is not None:
            # imported when wanted: the board's sheet knows what becomes of the fee
            from ui.desk.board.booking_changes import open_cancel  # noqa: PLC0415

            open_cancel(self.context, self, case.booking.registration_id)

    @property
    def chosen_id(self) -> UUID | None:
        return None if self._chosen is None else self._chosen.enrollment_id
