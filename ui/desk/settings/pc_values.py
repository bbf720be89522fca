"""The settings of this computer: read from its memory, and changed so that it shows at once."""

from __future__ import annotations

from ui.common.theme import Appearance
from ui.desk.appearance import choose_appearance, choose_text_size
from ui.desk.context import DeskContext, Memory
from wset_desk.domain.settings import AnySetting
from wset_desk.settings import APPEARANCE, LANGUAGE, TEXT_SIZE


def pc_value(memory: Memory, setting: AnySetting) -> object:
    """What this computer remembers, or the default."""
    stored = memory.get(setting.name, setting.default)
    return setting.default if stored is None else setting.parse(stored)


def set_pc_value(context: DeskContext, memory: Memory, setting: AnySetting, value: object) -> None:
    """Refuses what `Setting.parse` refuses."""
    parsed = setting.parse(value)
    if setting.name == APPEARANCE.name:
        choose_appearance(memory, Appearance(str(parsed)))
    elif setting.name == TEXT_SIZE.name:
        choose_text_size(memory, TEXT_SIZE.parse(value))
    elif setting.name == LANGUAGE.name and context.speak is not None:
        context.speak(str(parsed))
    else:
        memory.set(setting.name, parsed)
