"""The sheet in which courses differ from what the centre has set."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.forms import Choice, ComboField, Form, TextField
from ui.common.layouts import column, row
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.setting_words import value_text
from ui.desk.settings.actions import SettingsActions
from wset_desk.domain.settings import AnySetting
from wset_desk.i18n import _
from wset_desk.services.catalogue_rows import CourseRow
from wset_desk.services.centre_settings import CourseValue, SettingState


class CourseValuesSheet(Sheet):
    """Shows the courses with a value of their own, and gives another course one."""

    def __init__(
        self,
        owner: QWidget,
        actions: SettingsActions,
        setting: AnySetting,
        state: SettingState,
        *,
        manages: bool,
    ) -> None:
        self._actions = actions
        self._setting = setting
        form = Form()
        super().__init__(
            owner,
            _(setting.title),
            form,
            subtitle=_("The centre: {value}").format(value=value_text(setting, state.value)),
            save_text=_("Set for the course"),
            on_save=self._save if manages else None,
        )
        form.add_widget(self._present(state.courses, manages=manages))
        if manages:
            self._course = form.add(ComboField("course_id", _("Course")))
            form.add(TextField(setting.name, _("Its value"), required=True))
            actions.load_courses(self, self._take_courses)

    def _present(self, courses: Sequence[CourseValue], *, manages: bool) -> QWidget:
        shown = column(gap=2)
        if not courses:
            shown.addWidget(Label(_("Every course takes the centre's value."), tone="text2"))
        for each in courses:
            words = Label(
                _("{course}: {value}").format(
                    course=each.course_title, value=value_text(self._setting, each.value)
                ),
                wrap=True,
            )
            line = row(words, gap=3)
            line.setStretch(0, 1)
            if manages:
                line.addWidget(self._back_button(each))
            shown.addLayout(line)
        held = QWidget()
        held.setLayout(shown)
        return held

    def _back_button(self, value: CourseValue) -> Button:
        back = Button(
            _("As the centre"), kind="link", on_click=lambda: self._reset(value.course_id)
        )
        back.setAccessibleName(_("{course}: as the centre").format(course=value.course_title))
        return back

    def _take_courses(self, courses: Sequence[CourseRow]) -> None:
        self._course.set_choices([Choice(course.id, course.title) for course in courses])
        if self.form is not None:
            self.form.mark_clean()

    def _save(self) -> None:
        if self.form is not None:
            values = self.form.values()
            value = values[self._setting.name]
            self._actions.change_for_course(self, self._setting, values["course_id"], value)

    def _reset(self, course_id: UUID) -> None:
        self._actions.reset_for_course(self, self._setting, course_id)
