"""The top of the calendar: what is shown, the way to other times and views, new sessions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.common.buttons import Button, IconButton
from ui.common.folding import FoldingRow
from ui.common.layouts import hide_unless, row
from ui.common.segmented import Segmented
from ui.common.text import ElidedLabel
from ui.desk.calendar.menus import new_session_menu
from ui.desk.calendar.model import Period, View
from wset_desk.i18n import _


class PeriodBar(FoldingRow):
    """``turned(±1)``, ``view_chosen(View)``, ``create_wanted(SessionType)``, ``today_wanted``."""

    turned = Signal(int)
    today_wanted = Signal()
    view_chosen = Signal(object)
    create_wanted = Signal(object)

    def __init__(self, period: Period, *, may_create: bool, more: Sequence[QWidget] = ()) -> None:
        super().__init__(gap=2)
        self.title = ElidedLabel("", "heading")
        self.before = IconButton("chevron_left", "", on_click=lambda: self.turned.emit(-1))
        self.after = IconButton("chevron_right", "", on_click=lambda: self.turned.emit(1))
        today = Button(_("Today"), on_click=self.today_wanted.emit, tool_tip=_("Go to today (T)"))
        views = {
            View.MONTH.value: _("Month"),
            View.WEEK.value: _("Week"),
            View.DAY.value: _("Day"),
            View.AGENDA.value: _("Agenda"),
        }
        self.views = Segmented(_("View"), views, period.view.value)
        self.views.chosen.connect(lambda key: self.view_chosen.emit(View(key)))
        self.new = Button(_("New session"), kind="primary", icon="plus", on_click=self.open_menu)
        self.new.setToolTip(_("New session (N)"))
        hide_unless(may_create, self.new)
        ways = row(self.before, today, self.after, self.views, *more, self.new, None, gap=2)
        self.set_parts(row(self.title), ways)
        self.show_period(period)

    def show_period(self, period: Period) -> None:
        self.title.setText(period.title())
        self.views.set_current(period.view.value)
        names = {
            View.MONTH: (_("Month before"), _("Month after")),
            View.DAY: (_("Day before"), _("Day after")),
        }
        before, after = names.get(period.view, (_("Weeks before"), _("Weeks after")))
        self.before.set_name(before, _("Page Up"))
        self.after.set_name(after, _("Page Down"))

    def open_menu(self) -> QMenu:
        """The kinds of sessions, below the button."""
        menu = new_session_menu(self, self.create_wanted.emit)
        menu.popup(self.new.mapToGlobal(QPoint(0, self.new.height() + 4)))
        menu.setActiveAction(menu.actions()[0])
        return menu
