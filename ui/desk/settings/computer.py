"""What this computer shows, and how: taken at once, for everybody who signs in here."""

from __future__ import annotations

from collections.abc import Callable

from ui.common.badges import Segmented
from ui.common.cards import Card
from ui.common.inputs import Choice, Combo
from ui.common.layouts import line
from ui.common.stepper import Stepper
from ui.common.text import Label
from ui.common.theme import LARGEST_TEXT, SMALLEST_TEXT, Appearance, theme
from ui.desk.appearance import APPEARANCES, choose_appearance, choose_text_size
from ui.desk.context import DeskContext, Memory
from ui.desk.setting_words import language_text
from ui.desk.settings.setting_row import SettingRow
from wset_desk.i18n import _, language
from wset_desk.system.languages import available_languages

_TEXT_STEP = 10


class ComputerSettings(Card):
    """Appearance, text size, and the language where there is more than one."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(margins=6, gap=4)
        self.body.addWidget(Label(_("This computer"), "title"))
        if context.memory is not None:
            self._add_looks(context.memory)
        if context.speak is not None and len(available_languages()) > 1:
            self._add_language(context.speak)

    def _add_looks(self, memory: Memory) -> None:
        self.appearance = Segmented(
            _("Appearance"),
            {str(key): _(text) for key, text in APPEARANCES.items()},
            str(theme().appearance),
        )
        self.appearance.chosen.connect(lambda key: choose_appearance(memory, Appearance(key)))
        self.text_size = Stepper(
            _("Text size"),
            theme().text_size,
            minimum=SMALLEST_TEXT,
            maximum=LARGEST_TEXT,
            step=_TEXT_STEP,
            text=lambda percent: _("{percent} %").format(percent=percent),
        )
        self.text_size.stepped.connect(lambda percent: choose_text_size(memory, percent))
        words = _("Light, dark, or as the computer is set.")
        self._add(SettingRow(_("Appearance"), words, self.appearance))
        self._add(SettingRow(_("Text size"), _("Everything else grows along."), self.text_size))

    def _add_language(self, speak: Callable[[str], object]) -> None:
        choices = [Choice(code, language_text(code)) for code in available_languages()]
        combo = Combo(_("Language"), choices, language())
        combo.chosen.connect(speak)
        self._add(SettingRow(_("Language"), _("The page is put together anew."), combo))

    def _add(self, setting: SettingRow) -> None:
        self.body.addWidget(line())
        self.body.addWidget(setting)
