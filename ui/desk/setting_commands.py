"""What the command palette offers of the settings: every section, and every setting."""

from __future__ import annotations

from functools import partial

from ui.common.commands import Command
from ui.desk.context import DeskContext
from ui.desk.navigation import SETTINGS as PAGE
from ui.desk.settings.sections import ALL, sections_for
from wset_desk.i18n import _
from wset_desk.settings import SETTINGS


def setting_commands(context: DeskContext) -> list[Command]:
    """Each goes to the settings' page and opens there what it names."""
    page = _(PAGE.title)

    def to(text: str, icon: str, **place: str) -> Command:
        return Command(text, partial(context.navigate, PAGE.name, **place), icon, section=page)

    seen = sections_for(context)
    found = [to(_(each.title), each.icon, section=each.name) for each in seen]
    if any(each.name == ALL for each in seen):
        settings = SETTINGS.values()
        found += [to(_(each.title), PAGE.icon, setting=each.name) for each in settings]
    return found
