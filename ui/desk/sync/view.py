"""Sync: how this computer stands with its server, what waits, and what a person has to settle."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.buttons import Button
from ui.common.cards import EmptyState, PageHeader
from ui.common.commands import Command
from ui.common.data_table import DataTable, framed
from ui.common.layouts import column, row
from ui.common.messages import MessageBar
from ui.common.scrolling import scrolling
from ui.common.segmented import Segmented
from ui.common.table_model import RowsModel
from ui.desk.audit.vocabulary import ENTITIES
from ui.desk.context import DeskContext
from ui.desk.screen import Screen
from ui.desk.sync import words
from ui.desk.sync.add_computer import AddComputerSheet
from ui.desk.sync.attention_pane import AttentionPane
from ui.desk.sync.computers_card import ComputersCard
from ui.desk.sync.handed_in import HandedInSheet
from ui.desk.sync.state_card import StateCard
from ui.desk.sync.tables import ActsTable, run_columns, sent_columns, waiting_columns
from ui.desk.sync_watch import SyncWatch
from wset_desk.domain.permissions import Permission
from wset_desk.domain.sync_states import SyncState
from wset_desk.i18n import _
from wset_desk.services import accounts
from wset_desk.services.devices import list_devices
from wset_desk.services.syncing.journal import list_sent, list_waiting
from wset_desk.services.syncing.not_taken import NotTakenList, list_not_taken
from wset_desk.services.syncing.runs import RunRow, list_runs
from wset_desk.services.syncing.standing import ServerStanding, server_standing

ATTENTION, WAITING, SENT = "attention", "waiting", "sent"
EXCHANGES, COMPUTERS = "exchanges", "computers"


class SyncView(Screen):
    """Everybody sees the state and their own work; an administrator everybody's, and the
    computers."""

    tables: ClassVar[frozenset[str]] = frozenset(ENTITIES) | {"outbox", "sync_runs"}

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._sync = context.sync or SyncWatch()
        self._manages = context.session.may(Permission.MANAGE_SETTINGS)
        self._counts = {ATTENTION: 0, WAITING: 0}
        self._address, self._is_own = "", False
        zone = context.session.zone
        self.state = StateCard(context, self._sync, "")
        self.attention = AttentionPane(context)
        self.waiting = ActsTable(
            context, _("Waits to be sent"), list_waiting, waiting_columns(zone)
        )
        self.sent = ActsTable(context, _("Sent"), list_sent, sent_columns(zone))
        self.runs: RowsModel[RunRow] = RowsModel(run_columns(zone))
        self.computers = ComputersCard(context, self.add_computer, self.judge_handed_in)
        self.compare_button = Button(_("Compare with the server"), on_click=self.compare)
        self.message = MessageBar()
        self._say_what_is_empty()
        self.parts = Segmented(_("Sync"), self._titles(), ATTENTION)
        self.parts.chosen.connect(self.show_part)
        self._lay_out()
        self._sync.changed.connect(self._on_sync)

    def refresh(self) -> None:
        """How things stand, and the part on show."""
        self.context.tasks.run(server_standing, owner=self, on_done=self._show_standing)
        self.context.tasks.run(list_not_taken, owner=self, on_done=self._show_attention)
        self.waiting.refresh(self._count_waiting)
        readers: dict[str, Callable[[], object]] = {
            SENT: lambda: self.sent.refresh(lambda: None),
            EXCHANGES: self._read_runs,
            COMPUTERS: self._read_computers,
        }
        readers.get(self.parts.current, lambda: None)()

    def open(self, **arguments: object) -> None:
        """``part`` names what is shown."""
        part = arguments.get("part")
        if isinstance(part, str) and part in self._titles():
            self.parts.set_current(part)
            self.show_part(part)

    def show_part(self, part: str) -> None:
        self._stack.setCurrentWidget(self._parts[part])
        self.refresh()

    def commands(self) -> list[Command]:
        if not self._sync.state.is_connected:
            return []
        found = [Command(_("Sync now"), self._sync.sync_now, "refresh")]
        if self._manages:
            found.append(Command(_("Compare with the server"), self.compare, "layers"))
            found.append(Command(_("Add a computer"), self.add_computer, "plus"))
        for part, title in self._titles().items():
            text = _("Show: {part}").format(part=title)
            found.append(Command(text, partial(self.open, part=part), "list"))
        return found

    def add_computer(self) -> None:
        """Have the server make a code for one; where that is this computer itself, its settings
        say what has to be typed."""
        if self._is_own:
            self.context.navigate("settings", section="server")
            return
        self.context.tasks.run(
            accounts.list_accounts,
            owner=self,
            on_done=lambda people: AddComputerSheet(
                self, self.context, self._sync, self._address, people
            ).open(),
        )

    def judge_handed_in(self) -> None:
        """What computers that are kept out had, and hadn't sent."""
        sheet = HandedInSheet(self, self.context, self._sync)
        sheet.closed.connect(self._count_handed_in)
        sheet.open()

    def compare(self) -> None:
        """Whether everything here is as on the server; what isn't is fetched again."""
        self.message.clear()
        self.compare_button.setEnabled(False)
        self.context.tasks.run_wide(
            self._sync.compare,
            owner=self,
            on_done=lambda rows: self.context.toast(words.compared_text(rows)),
            on_refused=lambda error: self.message.show_message(self.context.tasks.describe(error)),
            on_settled=lambda: self.compare_button.setEnabled(True),
        )

    def take_keyboard(self) -> None:
        self.parts.setFocus()

    def _lay_out(self) -> None:
        runs = DataTable(_("Exchanges"), self.runs)
        runs.set_empty(_("Nothing was exchanged in the last thirty days."), icon="history")
        self._parts: dict[str, QWidget] = {
            ATTENTION: self.attention,
            WAITING: framed(self.waiting),
            SENT: framed(self.sent),
            EXCHANGES: framed(runs),
            COMPUTERS: scrolling(_topped(self.computers)),
        }
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        self._connected = QWidget()
        body = column(self.state, row(self.parts, None), gap=3)
        body.addWidget(self._stack, 1)
        self._connected.setLayout(body)
        self._alone = EmptyState(
            _("This centre is on this computer alone: nothing is sent anywhere."),
            _("Connect to a server") if self._manages else "",
            lambda: self.context.navigate("settings", section="server"),
            icon="monitor",
        )
        self._connected.hide()
        self._alone.hide()
        self.compare_button.hide()
        self.header = PageHeader(_("Sync"), actions=[self.compare_button])
        layout = column(self.header, self.message, gap=3, margins=(5, 4, 5, 5))
        layout.addWidget(self._connected, 1)
        layout.addWidget(self._alone, 1)
        self.setLayout(layout)

    def _say_what_is_empty(self) -> None:
        self.waiting.set_empty(_("Nothing waits: the server has everything."), icon="cloud_check")
        self.sent.set_empty(_("Nothing was sent in the last thirty days."), icon="history")

    def _titles(self) -> dict[str, str]:
        titles = {
            ATTENTION: _counted(_("Needs attention"), self._counts[ATTENTION]),
            WAITING: _counted(_("Waits to be sent"), self._counts[WAITING]),
            SENT: _("Sent"),
            EXCHANGES: _("Exchanges"),
        }
        return titles | {COMPUTERS: _("Computers")} if self._manages else titles

    def _show_standing(self, standing: ServerStanding) -> None:
        self._connected.setVisible(standing.is_connected)
        self._alone.setVisible(not standing.is_connected)
        self.compare_button.setVisible(standing.is_connected and self._manages)
        self._address, self._is_own = standing.address or "", standing.is_own
        self.state.show_standing(standing)

    def _show_attention(self, found: NotTakenList) -> None:
        self.attention.show_actions(found)
        self._count(ATTENTION, len(found.actions))

    def _count_waiting(self) -> None:
        self._count(WAITING, self.waiting.total)

    def _count(self, part: str, count: int) -> None:
        if self._counts[part] != count:
            self._counts[part] = count
            self.parts.set_texts(self._titles())

    def _read_runs(self) -> None:
        self.context.tasks.run(list_runs, owner=self, on_done=self.runs.set_rows)

    def _read_computers(self) -> None:
        show = self.computers.show_computers
        self.context.tasks.run(list_devices, owner=self, on_done=show)
        self._count_handed_in()

    def _count_handed_in(self) -> None:
        """The server alone knows; while it can't be asked, it stays as it is."""
        if self._sync.can_connect and self._sync.state.since is None:
            self.context.tasks.run_wide(
                self._sync.count_handed_in,
                owner=self,
                on_done=self.computers.show_handed_in,
                on_refused=lambda _error: None,
            )

    def _on_sync(self, _state: SyncState) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True


def _counted(title: str, count: int) -> str:
    return _("{title} · {n}").format(title=title, n=count) if count else title


def _topped(card: QWidget) -> QWidget:
    held = QWidget()
    held.setLayout(column(card, None, gap=0))
    return held
