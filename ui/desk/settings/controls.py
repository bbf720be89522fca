"""The control of a setting, chosen by what the setting may be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.inputs import Check, Choice, Combo, LineEdit
from ui.common.theme import theme
from ui.desk.setting_words import choice_text, language_text
from wset_desk.domain.settings import AnySetting
from wset_desk.i18n import _
from wset_desk.settings import BACKUP_FOLDER, LANGUAGE
from wset_desk.system.languages import available_languages

_NARROW = 88
_WIDE = 240

Change = Callable[[object], object]


def control_of(setting: AnySetting, on_change: Change) -> QWidget:
    """A check box, a choice or a line; `on_change(value)` when a person has changed it."""
    if setting.kind is bool:
        return _check(setting, on_change)
    if setting.name == BACKUP_FOLDER.name:
        return FolderButton(setting, on_change)
    if setting.choices or setting.name == LANGUAGE.name:
        return _choice(setting, on_change)
    return _SettingLine(_(setting.title), on_change, _WIDE if setting.kind is str else _NARROW)


def show_value(control: QWidget, value: object) -> None:
    """Let the control show a value, without a change of anybody's."""
    if isinstance(control, Check):
        control.setChecked(bool(value))
    elif isinstance(control, Combo):
        control.set_value(value)
    elif isinstance(control, FolderButton):
        control.show_folder(str(value))
    elif isinstance(control, LineEdit):
        control.setText(dates.time_text(value) if isinstance(value, time) else str(value))
        control.setModified(False)


def _check(setting: AnySetting, on_change: Change) -> Check:
    check = Check(_("Yes"))
    check.setAccessibleName(_(setting.title))
    check.clicked.connect(on_change)
    return check


def _choice(setting: AnySetting, on_change: Change) -> Combo:
    choices = [Choice(word, choice_text(setting, word)) for word in setting.choices]
    if setting.name == LANGUAGE.name:
        choices = [Choice(code, language_text(code)) for code in available_languages()]
    combo = Combo(_(setting.title), choices)
    combo.setEnabled(len(choices) > 1)
    combo.chosen.connect(on_change)
    return combo


class FolderButton(Button):
    """Asks for a folder, beginning in the present one, which is its tool tip."""

    def __init__(self, setting: AnySetting, on_change: Change) -> None:
        super().__init__(_("Choose…"), on_click=self.choose)
        self._title = _(setting.title)
        self._on_change = on_change
        self._folder = ""
        self.setAccessibleName(_("Choose: {label}").format(label=self._title))

    def show_folder(self, folder: str) -> None:
        self._folder = folder
        self.setToolTip(folder)

    def choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._title, self._folder)
        if folder:
            self._on_change(folder)


class _SettingLine(LineEdit):
    """A number, a time or a word: `on_change(text)` once a person has finished changing it."""

    def __init__(self, name: str, on_change: Change, width: int) -> None:
        super().__init__(name)
        self._on_change = on_change
        self._width = width
        self.editingFinished.connect(self._finish)
        theme().changed.connect(self._fit)
        self._fit()

    def _finish(self) -> None:
        if self.isModified():
            self.setModified(False)
            self._on_change(self.text())

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(self._width))
