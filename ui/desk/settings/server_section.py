"""The server of this centre: to connect to it, how things stand, the computers that have it."""

from __future__ import annotations

from functools import partial

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.layouts import column
from ui.desk.context import DeskContext
from ui.desk.settings.connecting_card import ConnectingCard
from ui.desk.settings.own_server_card import OwnServerCard
from ui.desk.settings.section import Entry, SettingsSection, readable
from ui.desk.settings.server_card import ServerCard
from ui.desk.settings.setting_row import SettingRow
from ui.desk.sync_watch import SyncWatch
from wset_desk.domain.sync_states import SyncState
from wset_desk.i18n import _
from wset_desk.services.syncing.standing import ServerStanding, server_standing


class ServerSection(SettingsSection):
    """What is asked depends on whether there is a server."""

    def __init__(self, context: DeskContext, sync: SyncWatch) -> None:
        super().__init__(context)
        self._sync = sync
        self.connecting = ConnectingCard(context, sync, self.refresh)
        self.own = OwnServerCard(context)
        self.server = ServerCard(context, sync)
        self.more_button = Button(_("Open Sync"), on_click=lambda: context.navigate("sync"))
        self.more = Card(margins=6, gap=4)
        why = _("What waits, what wasn't taken, what was exchanged, and the computers let in.")
        self.more.body.addWidget(SettingRow(_("Sync"), why, self.more_button))
        self.setLayout(
            column(readable(column(self.own, self.server, self.connecting, self.more, None, gap=4)))
        )
        for card in (self.own, self.connecting, self.server, self.more):
            card.hide()
        sync.changed.connect(self._on_sync)

    def refresh(self) -> None:
        self.context.tasks.run(server_standing, owner=self, on_done=self._show)

    def entries(self) -> list[Entry]:
        own = [Entry(_("This computer's server"), "", "")] if self._sync.own else []
        return [Entry(_("Connect to a server"), "", ""), *own]

    def _show(self, standing: ServerStanding) -> None:
        elsewhere = standing.is_connected and not standing.is_own
        self.connecting.setVisible(not elsewhere)
        self.server.setVisible(elsewhere)
        self.more.setVisible(standing.is_connected)
        if elsewhere:
            self.server.show_standing(standing)
        self._show_own(elsewhere)
        self.loaded.emit()

    def _show_own(self, is_elsewhere: bool) -> None:
        own = self._sync.own
        self.own.setVisible(own is not None and not is_elsewhere)
        if own is not None:
            self.context.tasks.run_wide(
                own.own_server_state, owner=self, on_done=partial(self.own.show_server, own)
            )

    def _on_sync(self, _state: SyncState) -> None:
        if self.isVisible():
            self.refresh()
