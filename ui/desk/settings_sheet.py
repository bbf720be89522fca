"""What this computer shows, and how: appearance, text size, language; taken at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from ui.common.badges import Segmented
from ui.common.inputs import Choice, Combo
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.stepper import Stepper
from ui.common.text import Label
from ui.common.theme import LARGEST_TEXT, SMALLEST_TEXT, Appearance, theme
from ui.desk.context import Memory
from wset_desk.i18n import N_, _, language
from wset_desk.system.languages import available_languages

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
_TEXT_STEP = 10


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


def show_settings(owner: QWidget, memory: Memory, on_language: Callable[[str], object]) -> Sheet:
    """The sheet; ``on_language(code)`` is called when another language is chosen."""
    appearance = Segmented(
        _("Appearance"),
        {str(key): _(text) for key, text in APPEARANCES.items()},
        str(theme().appearance),
    )
    appearance.chosen.connect(lambda key: choose_appearance(memory, Appearance(key)))
    size = Stepper(
        _("Text size"),
        theme().text_size,
        minimum=SMALLEST_TEXT,
        maximum=LARGEST_TEXT,
        step=_TEXT_STEP,
        text=lambda percent: _("{percent} %").format(percent=percent),
    )
    size.stepped.connect(lambda percent: choose_text_size(memory, percent))
    content = QWidget()
    layout = column(
        _setting(_("Appearance"), _("Light, dark, or as the computer is set."), appearance),
        _setting(_("Text size"), _("Everything else grows along."), size),
        gap=6,
    )
    if len(available_languages()) > 1:
        layout.addWidget(_setting(_("Language"), "", _language_combo(on_language)))
    content.setLayout(layout)
    sheet = Sheet(
        owner, _("Settings"), content, subtitle=_("They hold for this computer, at once.")
    )
    sheet.open()
    return sheet


def _setting(title: str, note: str, control: QWidget) -> QWidget:
    setting = QWidget()
    words = column(Label(title, "bodyStrong"), gap=0)
    if note:
        words.addWidget(Label(note, "label", tone="text2", wrap=True))
    setting.setLayout(column(words, row(control, None), gap=2))
    return setting


def _language_combo(on_language: Callable[[str], object]) -> Combo:
    choices = [
        Choice(code, QLocale(code).nativeLanguageName().capitalize())
        for code in available_languages()
    ]
    combo = Combo(_("Language"), choices, language())
    combo.chosen.connect(on_language)
    return combo
