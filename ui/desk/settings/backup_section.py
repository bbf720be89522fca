"""The backups' section."""

from __future__ import annotations

from ui.common.layouts import column
from ui.desk.backups import Backups
from ui.desk.context import DeskContext, Memory
from ui.desk.settings.backup import BackupSettings
from ui.desk.settings.section import Entry, SettingsSection, readable
from wset_desk.i18n import _


class BackupSection(SettingsSection):
    def __init__(self, context: DeskContext, backups: Backups, memory: Memory) -> None:
        super().__init__(context)
        self.backup = BackupSettings(context, backups, memory)
        self.setLayout(column(readable(column(self.backup, None))))

    def refresh(self) -> None:
        self.backup.refresh()

    def entries(self) -> list[Entry]:
        return [Entry(_("Back up now"), "", ""), Entry(_("Passphrase of the backups"), "", "")]
