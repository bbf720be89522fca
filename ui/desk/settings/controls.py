"""The control of a setting, chosen by what the setting may be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.inputs import Check, Choice, Combo, LineEdit
from ui.common.theme import theme
from wset_desk.i18n import N_, _
from wset_desk.settings import AnySetting

_WORDS = {
    "England": N_("England"),
    "Wales": N_("Wales"),
    "Scotland": N_("Scotland"),
    "Northern Ireland": N_("Northern Ireland"),
    "Ireland": N_("Ireland"),
    "none": N_("No bank holidays"),
}
_NARROW = 88

Change = Callable[[object], object]


def control_of(setting: AnySetting, on_change: Change) -> QWidget:
    """A check box, a choice or a short line; `on_change(value)` when a person has changed it."""
    if setting.kind is bool:
        return _check(setting, on_change)
    if setting.choices:
        return _choice(setting, on_change)
    return _ShortLine(_(setting.title), on_change)


def show_value(control: QWidget, value: object) -> None:
    """Let the control show a value, without a change of anybody's."""
    if isinstance(control, Check):
        control.setChecked(bool(value))
    elif isinstance(control, Combo):
        control.set_value(value)
    elif isinstance(control, LineEdit):
        control.setText(dates.time_text(value) if isinstance(value, time) else str(value))
        control.setModified(False)


def _check(setting: AnySetting, on_change: Change) -> Check:
    check = Check(_("Yes"))
    check.setAccessibleName(_(setting.title))
    check.clicked.connect(on_change)
    return check


def _choice(setting: AnySetting, on_change: Change) -> Combo:
    choices = [Choice(word, _(_WORDS.get(word, word))) for word in setting.choices]
    combo = Combo(_(setting.title), choices)
    combo.chosen.connect(on_change)
    return combo


class _ShortLine(LineEdit):
    """A number or a time: `on_change(text)` once a person has finished changing it."""

    def __init__(self, name: str, on_change: Change) -> None:
        super().__init__(name)
        self._on_change = on_change
        self.editingFinished.connect(self._finish)
        theme().changed.connect(self._fit)
        self._fit()

    def _finish(self) -> None:
        if self.isModified():
            self.setModified(False)
            self._on_change(self.text())

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(_NARROW))
