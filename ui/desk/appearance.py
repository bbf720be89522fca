"""How this computer shows the windows: light or dark, and how large; it remembers."""

from __future__ import annotations

from ui.common.theme import Appearance, theme
from ui.desk.context import Memory
from wset_desk.i18n import N_

APPEARANCES = {
    Appearance.SYSTEM: N_("As the system"),
    Appearance.LIGHT: N_("Light"),
    Appearance.DARK: N_("Dark"),
}
APPEARANCE_ICONS = {
    Appearance.SYSTEM: "monitor",
    Appearance.LIGHT: "sun",
    Appearance.DARK: "moon",
}


def take_preferences(memory: Memory) -> None:
    """Look as this computer was told to."""
    appearance = Appearance(str(memory.get("appearance", Appearance.SYSTEM)))
    theme().set_up(appearance, int(str(memory.get("text_size", 100))))


def choose_appearance(memory: Memory, appearance: Appearance) -> None:
    memory.set("appearance", str(appearance))
    theme().set_appearance(appearance)


def choose_text_size(memory: Memory, percent: int) -> None:
    memory.set("text_size", percent)
    theme().set_text_size(percent)
