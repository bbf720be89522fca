"""The desk of one signed-in person: rail, message bar, pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.commands import Command
from ui.common.labels import role as role_text
from ui.common.layouts import column, row
from ui.common.messages import MessageBar
from ui.common.theme import theme
from ui.desk.context import DeskContext, DeskSession
from ui.desk.nav_rail import NavRail
from ui.desk.navigation import PAGES, SETTINGS, SYNC, Page, page_key, pages_for
from ui.desk.page_stack import PageStack
from wset_desk.domain.sync_states import SyncState
from wset_desk.i18n import _


class DeskPage(QWidget):
    """Everything that goes when somebody else signs in."""

    def __init__(self, context: DeskContext, pages: Sequence[Page] = PAGES) -> None:
        super().__init__()
        self.context = context
        session = context.session
        self.pages = pages_for(session.permissions, pages)
        roles = ", ".join(role_text(role) for role in sorted(session.roles))
        self.rail = NavRail(
            session.centre_name, session.name, roles, self.pages, note=_note(session)
        )
        self.message_bar = MessageBar(around=(5, 4, 5, 0))
        self.stack = PageStack(context, (*self.pages, SETTINGS, SYNC))
        content = column(self.message_bar, self.stack, gap=0)
        content.setStretch(1, 1)
        layout = row(self.rail, gap=0)
        layout.addLayout(content, 1)
        self.setLayout(layout)
        self.rail.chosen.connect(self.go)
        context.tasks.busy_changed.connect(self.rail.save_state.set_busy)
        self.rail.save_state.clicked.connect(lambda: self.go(SYNC.name))
        if context.sync is not None:
            context.sync.changed.connect(self._show_sync)
            self._show_sync(context.sync.state)
        theme().changed.connect(self._fit)

    def go(self, page_name: str, **arguments: object) -> None:
        self.message_bar.clear()
        self.stack.go(page_name, arguments)
        self.rail.set_current(page_name)

    def go_to_number(self, number: int) -> None:
        """The n-th page of the rail, from 0; nothing where there is none."""
        if number < len(self.pages):
            self.go(self.pages[number].name)

    def commands(self) -> list[Command]:
        """What the current page offers, then the pages to go to."""
        own = self.stack.screen.commands() if self.stack.screen is not None else []
        pages = [self._command_of(page, page_key(n)) for n, page in enumerate(self.pages)]
        return [*own, *pages, *([self._command_of(SYNC)] if self._syncs else [])]

    @property
    def _syncs(self) -> bool:
        """Whether there is a server."""
        return self.context.sync is not None and self.context.sync.state.is_connected

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_sync(self, state: SyncState) -> None:
        self.rail.save_state.set_sync(state, self._time_of)

    def _time_of(self, instant: datetime) -> str:
        """The time of day; of an earlier day, the day."""
        session = self.context.session
        day = dates.local_day(instant, session.zone)
        today = day == session.today()
        return dates.local_time(instant, session.zone) if today else dates.day_and_month(day)

    def _command_of(self, page: Page, key: str = "") -> Command:
        return Command(
            _("Go to {page}").format(page=_(page.title)),
            lambda: self.go(page.name),
            icon=page.icon,
            shortcut=key,
        )

    def _fit(self) -> None:
        self.rail.fit(self.width())


def _note(session: DeskSession) -> str:
    """In the sample the clock stands, which everything on the screen follows."""
    if not session.is_sample:
        return ""
    return _("Sample · {day}").format(day=dates.day_short(session.today()))
