"""The settings of the centre, each changed at once and undoable."""

from __future__ import annotations

from collections.abc import Mapping

from ui.common.cards import Card
from ui.common.layouts import line
from ui.common.tasks import Tasks
from ui.common.text import Label
from ui.desk.settings.actions import SettingsActions
from ui.desk.settings.controls import control_of, show_value
from ui.desk.settings.setting_row import SettingRow
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.centre_settings import settings_of_centre
from wset_desk.settings import AnySetting


class CentreSettings(Card):
    """Built from the declarations: a setting that is declared is shown."""

    def __init__(self, actions: SettingsActions, tasks: Tasks) -> None:
        super().__init__(margins=6, gap=4)
        self._actions = actions
        self._tasks = tasks
        self._rows: dict[str, SettingRow] = {}
        self.body.addWidget(Label(_("The centre"), "title"))
        for setting in settings_of_centre():
            self._add(setting)

    def __getitem__(self, name: str) -> SettingRow:
        return self._rows[name]

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show what holds now."""
        for name, value in values.items():
            self._rows[name].set_error("")
            show_value(self._rows[name].control, value)

    def _add(self, setting: AnySetting) -> None:
        control = control_of(setting, lambda value: self._change(setting, value))
        self._rows[setting.name] = SettingRow(_(setting.title), _(setting.description), control)
        self.body.addWidget(line())
        self.body.addWidget(self._rows[setting.name])

    def _change(self, setting: AnySetting, value: object) -> None:
        shown = self._rows[setting.name]
        shown.set_error("")
        self._actions.change(setting, value, lambda error: self._refuse(shown, error))

    def _refuse(self, shown: SettingRow, error: DomainError) -> None:
        shown.set_error(self._tasks.describe(error))
