"""How this computer stands with the centre's server."""

from __future__ import annotations

from ui.common.layouts import column, line
from ui.common.text import ElidedLabel, Label
from ui.desk.context import DeskContext
from ui.desk.settings.setting_row import SettingRow
from ui.desk.sync.state_card import StateCard
from ui.desk.sync_watch import SyncWatch
from wset_desk.i18n import _
from wset_desk.services.syncing.standing import ServerStanding


class ServerCard(StateCard):
    """Where the server is, besides how things stand with it."""

    def __init__(self, context: DeskContext, sync: SyncWatch) -> None:
        super().__init__(context, sync, _("Server"))
        self.address = ElidedLabel("", weight=600)
        self.fingerprint = Label("", weight=600, tabular=True)
        self.body.addWidget(line())
        self.body.addLayout(column(Label(_("Address"), "bodyStrong"), self.address, gap=0))
        self.body.addWidget(line())
        why = _("Whoever approves this computer compares it.")
        self.body.addWidget(SettingRow(_("Fingerprint of this computer"), why, self.fingerprint))

    def show_standing(self, standing: ServerStanding) -> None:
        super().show_standing(standing)
        self.address.setText(standing.address or "")
        self.fingerprint.setText(standing.fingerprint or "")
