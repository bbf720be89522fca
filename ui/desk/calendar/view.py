"""The calendar: month, week, day and agenda of the centre's exam sessions."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common import dates, messages
from ui.common.buttons import IconButton
from ui.common.commands import Command
from ui.common.layouts import column
from ui.common.theme import theme
from ui.desk.calendar import accessible, words
from ui.desk.calendar.actions import CalendarActions
from ui.desk.calendar.agenda import AgendaView
from ui.desk.calendar.filters import FilterBar
from ui.desk.calendar.grid import CalendarGrid
from ui.desk.calendar.grid_menus import GridMenus
from ui.desk.calendar.model import Period, Sessions, Slot, View
from ui.desk.calendar.month_grid import MonthView
from ui.desk.calendar.notice import EmptyNotice
from ui.desk.calendar.period_bar import PeriodBar
from ui.desk.calendar.side import Side
from ui.desk.calendar.week_grid import HoursView
from ui.desk.calendar_files import save_feed
from ui.desk.context import DeskContext
from ui.desk.exporting import Exporter
from ui.desk.screen import Screen
from wset_desk.domain.catalogue import SessionType
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services import calendar, exam_sessions
from wset_desk.services.exam_session_details import ExamSessionDetail
from wset_desk.services.exports import Among

_EXPORTED = (FileKind.SESSIONS, FileKind.BOOKINGS, FileKind.RESULTS)
_NARROW = 1120
_REMEMBERED_VIEW = "calendar_view"
_VIEW_KEYS = {
    Qt.Key.Key_M: View.MONTH,
    Qt.Key.Key_W: View.WEEK,
    Qt.Key.Key_D: View.DAY,
    Qt.Key.Key_A: View.AGENDA,
}


class CalendarView(Screen):
    """Deep links: ``day``, ``view``, ``exam_session_id``."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"exam_sessions", "exam_registrations", "session_staff", "exam_templates", "rooms", "staff"}
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        accessible.install()
        self._asked = 0
        self.sessions = Sessions()
        self._may_manage = context.session.may(Permission.MANAGE_SESSIONS)
        self.actions_ = CalendarActions(self, context)
        self._menus = GridMenus(
            self, context, self.actions_, go_to=self.go_to, open_slot=self._open_slot
        )
        self.period = Period(self._remembered_view(), context.session.today())
        self.exporter = Exporter(self, context, _EXPORTED, self._shown)
        self.bar = PeriodBar(self.period, may_create=self._may_manage, more=self._file_buttons())
        self.filters = FilterBar(context)
        self.month = MonthView(self.period, context.session.today())
        self.hours = HoursView(self.period, context.session.today())
        self.agenda = AgendaView()
        self.side = Side(
            context.session, self.actions_, self.create_new if self._may_manage else None
        )
        self._pages = QStackedWidget()
        for page in (self.month, self.hours, self.agenda):
            self._pages.addWidget(page)
        self.notice = EmptyNotice(context)
        self._main = column(
            self.bar, self.filters, self.notice, self._pages, gap=3, margins=(5, 4, 5, 5)
        )
        self._main.setStretch(3, 1)
        self.setLayout(self._main)
        self.side.setParent(self)
        self._connect()
        self._show_page()

    # the shell

    def refresh(self) -> None:
        self.filters.load_choices()
        self._load()
        detail = self.side.detail
        if detail is not None:
            self.open_session(detail.id)

    def open(self, **arguments: object) -> None:
        session_id, day, view = (arguments.get(n) for n in ("exam_session_id", "day", "view"))
        if isinstance(view, str):
            self.set_view(View(view))
        if isinstance(day, date):
            self.go_to(day)
        if isinstance(session_id, UUID):
            self._open_from_afar(session_id)

    def commands(self) -> list[Command]:
        views = {
            View.MONTH: (_("Month"), _("M")),
            View.WEEK: (_("Week"), _("W")),
            View.DAY: (_("Day"), _("D")),
            View.AGENDA: (_("Agenda"), _("A")),
        }
        own = [
            Command(_("Go to today"), self.go_to_today, "clock", _("T")),
            Command(_("Earlier"), partial(self.turn, -1), "chevron_left", _("Page Up")),
            Command(_("Later"), partial(self.turn, 1), "chevron_right", _("Page Down")),
            *(
                Command(text, partial(self.set_view, view), "calendar", key)
                for view, (text, key) in views.items()
            ),
        ]
        if self._may_manage:
            own.insert(0, Command(_("New session"), self.create_new, "plus", _("N")))
        own.append(Command(_("Save as calendar file"), self.save_feed, "calendar"))
        return [*own, *self.exporter.commands()]

    def save_feed(self) -> None:
        """All sessions for the calendars of staff."""
        save_feed(self, self.context)

    def _file_buttons(self) -> list[QWidget]:
        save = IconButton("upload", _("Save as calendar file…"), kind="", on_click=self.save_feed)
        export = self.exporter.icon_button()
        return [save] if export is None else [save, export]

    def _shown(self) -> Among:
        """The exam sessions of the period that the filters leave."""
        days = self.sessions.by_day.values()
        return Among(ids=frozenset(item.id for day in days for item in day))

    def focus_filter(self) -> None:
        self.filters.chips[SessionType.BUNDLED].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def create_new(self) -> None:
        if self._may_manage:
            self.bar.open_menu()

    # where the calendar stands

    def turn(self, steps: int) -> None:
        self._set_period(self.period.turned(steps))

    def go_to_today(self) -> None:
        self.go_to(self.context.session.today())

    def go_to(self, day: date) -> None:
        """Choose a day, and show the period that holds it."""
        if self.period.holds(day) and self._keeps(day):
            self.period = Period(self.period.view, day)
            for grid in self._grids():
                grid.choose_day(day)
            self.side.drop_detail()
            self._show_day()
        else:
            self._set_period(Period(self.period.view, day))

    def set_view(self, view: View) -> None:
        if self.context.memory is not None:
            self.context.memory.set(_REMEMBERED_VIEW, view.value)
        self._set_period(Period(view, self.period.day))
        self._show_page()
        self._focus_page()

    def open_session(self, session_id: UUID) -> None:
        """Show one session beside the calendar."""
        self.context.tasks.run(
            exam_sessions.exam_session,
            owner=self,
            on_done=self._show_session,
            on_refused=lambda _error: self.side.drop_detail(),
            exam_session_id=session_id,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _VIEW_KEYS:
            self.set_view(_VIEW_KEYS[key])
        elif key == Qt.Key.Key_T:
            self.go_to_today()
        elif key == Qt.Key.Key_N:
            self.create_new()
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def take_keyboard(self) -> None:
        self._focus_page()

    # loading

    def _load(self) -> None:
        self._asked += 1
        start, end = self.period.bounds(self.context.session.zone)
        self.context.tasks.run(
            calendar.sessions_between,
            owner=self,
            on_done=partial(self._take, self._asked),
            start=start,
            end=end,
            **self.filters.filters.arguments(),
        )

    def _take(self, asked: int, items: tuple[calendar.CalendarItem, ...]) -> None:
        if asked != self._asked:
            return
        zone = self.context.session.zone
        sessions = Sessions.of(items, zone, self.filters.filters.hidden_types)
        self.sessions = sessions
        self.filters.show_counts(sessions.counts)
        if self.period.view is View.MONTH:
            self.month.show_sessions(self.period, sessions)
        elif self.period.view is View.AGENDA:
            self.agenda.show_sessions(self.period, sessions)
        else:
            self.hours.show_sessions(self.period, sessions)
        self._show_day()
        self.notice.show_for(self.period, self.filters.filters, is_empty=not sessions.by_day)

    def _show_day(self) -> None:
        day = self.period.day
        slots = self.sessions.on(day)
        self.side.show_day(day, slots)
        text = words.day_spoken(len(slots), dates.day_long(day))
        for grid in self._grids():
            grid.setAccessibleDescription(text)
        messages.announce(self, text)

    # what people do

    def _connect(self) -> None:
        self.bar.turned.connect(self.turn)
        self.bar.today_wanted.connect(self.go_to_today)
        self.bar.view_chosen.connect(self.set_view)
        self.bar.create_wanted.connect(self._create)
        self.filters.changed.connect(lambda _filters: self._load())
        self.notice.day_wanted.connect(self.go_to)
        self.notice.everything_wanted.connect(self.filters.clear)
        self.agenda.opened.connect(self._open_slot)
        self.side.opened.connect(self._open_slot)
        self.side.left.connect(self._focus_page)
        self.hours.heads.clicked.connect(self._open_day)
        theme().changed.connect(self._fit)
        for grid in self._grids():
            self._connect_grid(grid)

    def _connect_grid(self, grid: CalendarGrid) -> None:
        self._menus.connect_grid(grid, lambda: self.period)
        grid.day_chosen.connect(self.go_to)
        grid.day_entered.connect(self._enter_day)
        grid.day_number_clicked.connect(self._open_day)
        grid.more_clicked.connect(self._enter_day)
        grid.session_opened.connect(self._open_slot)
        grid.turn_wanted.connect(self.turn)

    def _create(self, session_type: SessionType) -> None:
        self.actions_.new_session(session_type, self.period.day)

    def _enter_day(self, day: date) -> None:
        """Give the keyboard to the day's cards."""
        self.go_to(day)
        self.side.reveal()
        self.side.day.list.enter()

    def _open_day(self, day: date) -> None:
        self.period = Period(self.period.view, day)
        self.set_view(View.DAY)

    def _open_slot(self, slot: Slot) -> None:
        if slot.day != self.period.day:
            self.go_to(slot.day)
        self.side.reveal()
        self.open_session(slot.item.id)

    def _open_from_afar(self, session_id: UUID) -> None:
        def found(detail: ExamSessionDetail) -> None:
            self.go_to(dates.local_day(detail.start, self.context.session.zone))
            self.side.reveal()
            self._show_session(detail)

        self.context.tasks.run(
            exam_sessions.exam_session, owner=self, on_done=found, exam_session_id=session_id
        )

    def _show_session(self, detail: ExamSessionDetail) -> None:
        self.side.show_detail(detail)

    # the rest

    def _set_period(self, period: Period) -> None:
        self.period = period
        self.bar.show_period(period)
        self.side.drop_detail()
        self._load()

    def _keeps(self, day: date) -> bool:
        """Whether the same picture serves: days beside the month turn it."""
        return self.period.view is not View.MONTH or day.month == self.period.day.month

    def _grids(self) -> tuple[CalendarGrid, CalendarGrid]:
        return self.month, self.hours.grid

    def _grid(self) -> CalendarGrid | None:
        grids: dict[View, CalendarGrid] = {
            View.MONTH: self.month,
            View.WEEK: self.hours.grid,
            View.DAY: self.hours.grid,
        }
        return grids.get(self.period.view)

    def _show_page(self) -> None:
        pages = {View.MONTH: self.month, View.AGENDA: self.agenda}
        self._pages.setCurrentWidget(pages.get(self.period.view, self.hours))
        self.bar.show_period(self.period)

    def _focus_page(self) -> None:
        (self._grid() or self.agenda.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Side by side where there is room for both."""
        width = theme().size("sidePanel")
        narrow = self.width() < theme().px(_NARROW)
        self.side.fit(self.rect(), narrow=narrow)
        edge, taken = theme().space(5), 0 if narrow else width
        margins = (edge, theme().space(4), edge + taken, edge)
        if self.isRightToLeft():
            margins = (edge + taken, theme().space(4), edge, edge)
        self._main.setContentsMargins(*margins)

    def _remembered_view(self) -> View:
        memory = self.context.memory
        stored = memory.get(_REMEMBERED_VIEW) if memory else None
        return View(str(stored)) if stored in set(View) else View.MONTH
