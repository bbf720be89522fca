"""When staff can invigilate remotely, week by week, and when nothing is offered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.buttons import Button, IconButton
from ui.common.cards import SectionHeader
from ui.common.commands import Command
from ui.common.data_table import DataTable, framed
from ui.common.layouts import column, hide_unless, row
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.remote.actions import RemoteActions
from ui.desk.remote.hours_sheets import BlackOutSheet, HoursSheet
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import N_, _
from wset_desk.services.remote.availability import AvailabilityRow
from wset_desk.services.remote.black_outs import BlackOutRow

_WEEK = timedelta(days=7)


class HoursPage(QWidget):
    """The hours of a week in a table, black-outs in another below it."""

    def __init__(self, context: DeskContext, actions: RemoteActions) -> None:
        super().__init__()
        self._context = context
        self._actions = actions
        self._zone = context.session.zone
        today = context.session.today()
        self._monday = today - timedelta(days=today.weekday())
        self.manages = context.session.may(Permission.MANAGE_SESSIONS)
        self.hours: RowsModel[AvailabilityRow] = RowsModel(_hours_columns(self._zone))
        self.hours_table = DataTable(_("Hours"), self.hours)
        self.hours_table.activated_row.connect(self.edit)
        self.black: RowsModel[BlackOutRow] = RowsModel(_black_columns(self._zone))
        self.black_table = DataTable(_("Black-outs"), self.black)
        self._build()
        self._set_keys()

    def refresh(self) -> None:
        self._actions.load_hours(self._monday, self._show_hours)
        self._actions.load_black_outs(self._show_black_outs)

    def commands(self) -> list[Command]:
        if not self.manages:
            return []
        return [
            Command(_("Add hours for remote exams"), self.add, "plus"),
            Command(_("Add a black-out for remote exams"), self.add_black_out, "x_circle"),
        ]

    def add(self) -> None:
        """Ask who can invigilate when."""
        self._actions.load_staff(
            lambda staff: HoursSheet(
                self, self._context, self._actions, staff, day=self._first_day()
            ).open()
        )

    def edit(self, chosen: AvailabilityRow | None = None) -> None:
        """Other times for the hours that are chosen."""
        row_ = chosen or self.hours_table.current_row()
        if row_ is not None and self.manages:
            self._actions.load_staff(
                lambda staff: HoursSheet(
                    self, self._context, self._actions, staff, day=self._monday, row=row_
                ).open()
            )

    def remove(self) -> None:
        """Take away the hours that are chosen."""
        row_ = self.hours_table.current_row()
        if row_ is not None and self.manages:
            self._actions.remove_hours(row_)

    def add_black_out(self) -> None:
        BlackOutSheet(self, self._actions, self._first_day()).open()

    def remove_black_out(self) -> None:
        row_ = self.black_table.current_row()
        if row_ is not None and self.manages:
            self._actions.remove_black_out(row_)

    def turn(self, weeks: int) -> None:
        self._monday += weeks * _WEEK
        self._actions.load_hours(self._monday, self._show_hours)

    def _first_day(self) -> date:
        return max(self._monday, self._context.session.today())

    def _build(self) -> None:
        self.week = Label("", "bodyStrong", tabular=True)
        before = IconButton("chevron_left", _("Week before"), on_click=lambda: self.turn(-1))
        after = IconButton("chevron_right", _("Week after"), on_click=lambda: self.turn(1))
        self.add_button = Button(_("Add hours…"), kind="primary", icon="plus", on_click=self.add)
        self.edit_button = Button(_("Edit…"), icon="edit", on_click=self.edit)
        self.remove_button = Button(_("Take away"), icon="trash", on_click=self.remove)
        self.black_button = Button(_("Add a black-out…"), icon="plus", on_click=self.add_black_out)
        self.unblack_button = Button(_("Remove"), icon="trash", on_click=self.remove_black_out)
        verbs = (self.add_button, self.edit_button, self.remove_button)
        hide_unless(self.manages, *verbs, self.black_button, self.unblack_button)
        self.hours_table.set_empty(
            _("Nobody is available this week."),
            _("Add hours…") if self.manages else "",
            self.add,
            icon="clock",
        )
        self.black_table.set_empty(_("Nothing is blacked out."), icon="check_circle")
        head = row(before, self.week, after, None, self.remove_button, self.edit_button, gap=2)
        head.addWidget(self.add_button)
        black = row(SectionHeader(_("Black-outs")), None, self.unblack_button, self.black_button)
        layout = column(head, framed(self.hours_table), black, framed(self.black_table), gap=3)
        layout.setStretch(1, 3)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.hours_table.selection_changed.connect(self._allow)
        self.black_table.selection_changed.connect(self._allow)
        self._allow()

    def _set_keys(self) -> None:
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for table, verb in (
            (self.hours_table, self.remove),
            (self.black_table, self.remove_black_out),
        ):
            shortcut = QShortcut(QKeySequence(Qt.Key.Key_Delete), table)
            shortcut.setContext(here)
            shortcut.activated.connect(verb)

    def _allow(self, *_args: object) -> None:
        chosen = self.hours_table.current_row() is not None
        self.edit_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)
        self.unblack_button.setEnabled(self.black_table.current_row() is not None)

    def _show_hours(self, rows: Sequence[AvailabilityRow]) -> None:
        last = self._monday + _WEEK - timedelta(days=1)
        self.week.setText(f"{dates.day_short(self._monday)} – {dates.day_short(last)}")
        self.hours.set_rows(rows)
        self._allow()

    def _show_black_outs(self, rows: Sequence[BlackOutRow]) -> None:
        self.black.set_rows(rows)
        self._allow()


def _hours_columns(zone: ZoneInfo) -> tuple[Column[AvailabilityRow], ...]:
    return (
        Column(
            "day",
            N_("Day"),
            lambda row_: dates.day_text(dates.local_day(row_.start, zone)),
            sort_key=lambda row_: row_.start,
            width=200,
        ),
        Column(
            "time",
            N_("Time"),
            lambda row_: dates.time_span(row_.start, row_.end, zone),
            tabular=True,
            sort_key=lambda row_: row_.start.astimezone(zone).time(),
            width=150,
        ),
        Column("who", N_("Who"), lambda row_: row_.name, strong=True, stretch=True),
    )


def _black_columns(zone: ZoneInfo) -> tuple[Column[BlackOutRow], ...]:
    return (
        Column(
            "from",
            N_("From"),
            lambda row_: dates.moment_text(row_.start, zone),
            tabular=True,
            sort_key=lambda row_: row_.start,
            width=210,
        ),
        Column(
            "until",
            N_("Until"),
            lambda row_: dates.moment_text(row_.end, zone),
            tabular=True,
            sort_key=lambda row_: row_.end,
            width=210,
        ),
        Column("reason", N_("Reason"), lambda row_: row_.reason, stretch=True),
    )
