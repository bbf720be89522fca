"""The server of this centre: to connect to it, how things stand, the computers that have it."""

from __future__ import annotations

from ui.common.layouts import column
from ui.desk.context import DeskContext
from ui.desk.settings.computers_card import ComputersCard
from ui.desk.settings.connecting_card import ConnectingCard
from ui.desk.settings.not_taken_card import NotTakenCard
from ui.desk.settings.section import Entry, SettingsSection, readable
from ui.desk.settings.server_card import ServerCard
from ui.desk.sync_watch import SyncWatch
from wset_desk.domain.sync_states import SyncState
from wset_desk.i18n import _
from wset_desk.services.devices import DeviceRow, list_devices
from wset_desk.services.syncing.not_taken import list_not_taken
from wset_desk.services.syncing.standing import ServerStanding, server_standing


class ServerSection(SettingsSection):
    """What is asked depends on whether there is a server."""

    def __init__(self, context: DeskContext, sync: SyncWatch) -> None:
        super().__init__(context)
        self._sync = sync
        self.connecting = ConnectingCard(context, sync, self.refresh)
        self.server = ServerCard(context, sync)
        self.not_taken = NotTakenCard(context)
        self.computers = ComputersCard(context)
        shown = column(self.connecting, self.server, self.not_taken, self.computers, None, gap=4)
        self.setLayout(column(readable(shown)))
        for card in (self.connecting, self.server, self.not_taken, self.computers):
            card.hide()
        sync.changed.connect(self._on_sync)

    def refresh(self) -> None:
        tasks = self.context.tasks
        tasks.run(server_standing, owner=self, on_done=self._show)
        tasks.run(list_not_taken, owner=self, on_done=self.not_taken.show_actions)
        tasks.run(list_devices, owner=self, on_done=self._show_computers)

    def entries(self) -> list[Entry]:
        return [Entry(_("Connect to a server"), "", ""), Entry(_("Computers"), "", "")]

    def _show(self, standing: ServerStanding) -> None:
        connected = standing.is_connected
        self.connecting.setVisible(not connected)
        for card in (self.server, self.computers):
            card.setVisible(connected)
        if connected:
            self.server.show_standing(standing)
        self.loaded.emit()

    def _show_computers(self, computers: tuple[DeviceRow, ...]) -> None:
        self.computers.show_computers(computers)

    def _on_sync(self, _state: SyncState) -> None:
        if self.isVisible():
            self.refresh()
