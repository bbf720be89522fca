"""The first page of a day at the centre."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.badges import Badge, count_look
from ui.common.cards import Card, EmptyState, SectionHeader
from ui.common.commands import Command
from ui.common.layouts import clear, column, line, row
from ui.common.scrolling import scrolling
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.screen import Screen
from ui.desk.today import words
from ui.desk.today.day_rows import day_rows
from ui.desk.today.entries import Entry, entries_of
from ui.desk.today.first_steps import FirstSteps
from ui.desk.today.side_lists import AttentionRow, ComingRow
from ui.desk.today.targets import target_of
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.attention import Attention
from wset_desk.services.today import TodayView as Day
from wset_desk.services.today import today

_SIDE_BY_SIDE = 900
_MINUTE_MS = 60_000
_DAY_SHARE, _SIDE_SHARE = 3, 2


class TodayView(Screen):
    """What happens today, what needs attention, and the coming week."""

    tables = frozenset(
        {
            "candidates",
            "course_enrollments",
            "exam_enquiries",
            "exam_registrations",
            "exam_sessions",
            "ledger_entries",
            "mark_entries",
            "offerings",
            "registration_tasks",
            "result_holds",
            "rooms",
            "session_days",
            "session_staff",
            "sessions",
            "special_considerations",
        }
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._sees_calendar = context.session.may(Permission.VIEW_CALENDAR)
        self._greeting = ElidedLabel(style="display")
        self._summary = ElidedLabel(tone="text2")
        self._day: QVBoxLayout = column(gap=2)
        self._attention: QVBoxLayout = column(gap=3)
        self._attention_count = Badge.of_count(0, "warning")
        self._coming: QVBoxLayout = column(gap=0)
        self._columns: QBoxLayout = QHBoxLayout()
        self._columns.setSpacing(theme().space(4))
        self._build()
        self._shown: Day | None = None
        theme().changed.connect(self._show_again)
        self._clock = QTimer(self, interval=_MINUTE_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def refresh(self) -> None:
        self.context.tasks.run(today, owner=self, on_done=self.show_day)

    def commands(self) -> list[Command]:
        if not self._sees_calendar:
            return []
        go = self.context.navigate
        return [Command(_("Open today in the calendar"), lambda: go("calendar"), "calendar")]

    def show_day(self, view: Day) -> None:
        """Put everything on the page anew."""
        self._shown = view
        session = self.context.session
        local = session.now().astimezone(session.zone)
        self._greeting.setText(words.greeting(session.name, local.hour))
        self._summary.setText(words.summary(view))
        self._show_entries(view)
        self._show_attention(view)
        self._show_coming(view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)

    def _build(self) -> None:
        head = column(self._greeting, self._summary, gap=0)
        attention = Card(margins=5, gap=4)
        header = SectionHeader(_("Needs attention"), self._attention_count)
        attention.body.addWidget(header)
        attention.body.addLayout(self._attention)
        coming = Card(margins=4, gap=2)
        coming.body.addLayout(row(Label(_("The coming week"), "title"), None, margins=(1, 1, 1, 0)))
        coming.body.addLayout(self._coming)
        side = column(attention, coming, None, gap=4)
        self._columns.addLayout(column(self._day, None, gap=2), _DAY_SHARE)
        self._columns.addLayout(side, _SIDE_SHARE)
        inner = QWidget()
        inner.setLayout(column(head, self._columns, None, gap=5, margins=(6, 5, 6, 6)))
        self.setLayout(column(scrolling(inner), gap=0))

    def _show_entries(self, view: Day) -> None:
        clear(self._day)
        entries = entries_of(view)
        session = self.context.session
        for line_ in day_rows(entries, session.zone, session.now(), self._open_entry):
            self._day.addWidget(line_)
        if self._is_new(view):
            self._day.addWidget(FirstSteps(self.context, view))
        elif not entries:
            self._day.addWidget(self._nothing_today())

    def _is_new(self, view: Day) -> bool:
        may = self.context.session.may(Permission.MANAGE_CATALOGUE)
        return may and not (view.has_offerings and view.has_candidates)

    def _nothing_today(self) -> Card:
        card = Card(margins=8)
        if self._sees_calendar:
            card.body.addWidget(
                EmptyState(
                    _("Nothing is scheduled today."),
                    _("Open the calendar"),
                    lambda: self.context.navigate("calendar"),
                    icon="calendar",
                )
            )
        else:
            card.body.addWidget(EmptyState(_("You have no session today."), icon="calendar"))
        return card

    def _show_attention(self, view: Day) -> None:
        clear(self._attention)
        self._attention_count.setVisible(bool(view.attention))
        self._attention_count.set_look(count_look(len(view.attention), "warning"))
        for each in view.attention:
            self._attention.addWidget(
                AttentionRow(each, self.context.session.zone, self._open_attention)
            )
        if not view.attention:
            self._attention.addWidget(
                EmptyState(_("Nothing needs attention."), icon="check_circle")
            )

    def _show_coming(self, view: Day) -> None:
        clear(self._coming)
        on_open: Callable[[date], object] | None = self._open_day if self._sees_calendar else None
        for each in view.coming:
            self._coming.addWidget(line())
            self._coming.addWidget(ComingRow(each, on_open))

    def _open_entry(self, entry: Entry) -> None:
        if entry.course_session_id is not None:
            if self._sees_calendar:
                self.context.navigate("courses", session_id=entry.course_session_id)
        elif self._sees_calendar:
            day = entry.start.astimezone(self.context.session.zone).date()
            self.context.navigate("calendar", day=day, exam_session_id=entry.exam_session_id)
        else:
            self.context.navigate("results", exam_session_id=entry.exam_session_id)

    def _open_attention(self, attention: Attention) -> None:
        target = target_of(attention, self.context.session.zone)
        self.context.navigate(target.page, **target.arguments)

    def _open_day(self, day: date) -> None:
        self.context.navigate("calendar", day=day, view="day")

    def _show_again(self) -> None:
        """Lines are built for one size of text."""
        if self._shown is not None:
            self.show_day(self._shown)

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh()
