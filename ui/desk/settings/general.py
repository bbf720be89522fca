"""Oneself and this computer: the section that everybody has."""

from __future__ import annotations

from ui.common.commands import Command
from ui.common.layouts import column
from ui.desk.context import DeskContext
from ui.desk.settings.actions import SettingsActions
from ui.desk.settings.computer import ComputerSettings
from ui.desk.settings.section import Entry, SettingsSection, readable
from ui.desk.settings.you import YourSettings
from wset_desk.i18n import _


class GeneralSection(SettingsSection):
    def __init__(self, context: DeskContext, actions: SettingsActions) -> None:
        super().__init__(context)
        self.computer = ComputerSettings(context)
        self.you = YourSettings(context.session, actions)
        self.setLayout(column(readable(column(self.you, self.computer, None, gap=4))))

    def entries(self) -> list[Entry]:
        return [Entry(_("Your password"), "", "")]

    def commands(self) -> list[Command]:
        return [Command(_("Change password"), self.you.change_password, "key")]
