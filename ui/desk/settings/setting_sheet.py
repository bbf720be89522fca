"""One setting in a sheet: where it isn't changed at once, as on the settings' page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.forms import CheckField, Choice, ComboField, Field, Form, TextField
from ui.common.sheet import Sheet
from ui.desk.context import DeskContext
from ui.desk.setting_words import choice_text
from wset_desk.domain.settings import AnySetting
from wset_desk.i18n import _
from wset_desk.services.centre_settings import change_setting


class SettingSheet(Sheet):
    """`value` as JSON keeps it; with `course_id` it is what that course has instead."""

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        setting: AnySetting,
        value: Any,
        course_id: UUID | None = None,
    ) -> None:
        self._context, self._setting, self._course_id = context, setting, course_id
        self.fields = Form()
        self.fields.add(_field(setting))
        shown = value if setting.kind is bool else str(value)
        self.fields.set_values({setting.name: shown})
        super().__init__(
            owner,
            _(setting.title),
            self.fields,
            subtitle=_(setting.description),
            on_save=self._save,
        )

    def _save(self) -> None:
        self.submit(
            self._context.tasks,
            change_setting,
            on_done=self._tell,
            name=self._setting.name,
            value=self.fields.values()[self._setting.name],
            course_id=self._course_id,
        )

    def _tell(self, _before: object) -> None:
        self._context.toast(_("{title} changed").format(title=_(self._setting.title)))


def _field(setting: AnySetting) -> Field:
    title = _("Its value")
    if setting.kind is bool:
        return CheckField(setting.name, _("Yes"))
    if setting.choices:
        words = [Choice(word, choice_text(setting, word)) for word in setting.choices]
        return ComboField(setting.name, title, words)
    return TextField(setting.name, title, required=setting.kind is not str)
