"""How each section of the settings is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.desk.context import DeskContext
from ui.desk.settings import sections
from ui.desk.settings.actions import SettingsActions
from ui.desk.settings.backup_section import BackupSection
from ui.desk.settings.centre import CentreSection
from ui.desk.settings.general import GeneralSection
from ui.desk.settings.people import PeopleSection
from ui.desk.settings.prices import PricesSection
from ui.desk.settings.privacy import PrivacySection
from ui.desk.settings.profiles import ProfilesSection
from ui.desk.settings.rooms import RoomsSection
from ui.desk.settings.section import SettingsSection
from ui.desk.settings.server_section import ServerSection
from ui.desk.settings.setting_list import SettingList
from ui.desk.settings.texts import TextsSection

Make = Callable[[DeskContext, SettingsActions], SettingsSection]


def _backup(context: DeskContext, _actions: SettingsActions) -> SettingsSection:
    if context.backups is None or context.memory is None:
        raise RuntimeError("there is nothing to back up here")
    return BackupSection(context, context.backups, context.memory)


def _server(context: DeskContext, _actions: SettingsActions) -> SettingsSection:
    if context.sync is None:
        raise RuntimeError("nothing syncs here")
    return ServerSection(context, context.sync)


MAKERS: Mapping[str, Make] = {
    sections.GENERAL: GeneralSection,
    sections.ALL: SettingList,
    sections.CENTRE: lambda context, _actions: CentreSection(context),
    sections.PROFILES: lambda context, _actions: ProfilesSection(context),
    sections.PRICES: lambda context, _actions: PricesSection(context),
    sections.TEXTS: lambda context, _actions: TextsSection(context),
    sections.ROOMS: RoomsSection,
    sections.PEOPLE: PeopleSection,
    sections.PRIVACY: lambda context, _actions: PrivacySection(context),
    sections.BACKUP: _backup,
    sections.SERVER: _server,
}
