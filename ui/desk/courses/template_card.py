"""One exam template of an offering, with everything that it lays down."""

from __future__ import annotations

from collections.abc import Callable

from ui.common import labels
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.labels import Look
from ui.common.layouts import row
from ui.common.text import Label
from ui.desk.courses.facts import fact
from ui.desk.courses.words import percent_text
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.i18n import _, ngettext
from wset_desk.services.catalogue_rows import TemplateRow


class TemplateCard(Card):
    """What the template says, and a button to edit it."""

    def __init__(
        self, template: TemplateRow, course_format: CourseFormat, edit: Callable[[], object]
    ) -> None:
        super().__init__(gap=2, name=template.name)
        self._template = template
        self.edit_button = Button(_("Edit…"), kind="link", icon="edit", on_click=edit)
        self.edit_button.setAccessibleName(_("Edit {exam}").format(exam=template.name))
        title = Label(template.name, "bodyStrong", wrap=True)
        top = row(title, self.edit_button, gap=2)
        top.setStretch(0, 1)
        self.body.addLayout(top)
        badges = row(Badge(Look(labels.exam_type(template.exam_type), "", "text2", "sunken")))
        if not template.active:
            badges.addWidget(Badge(Look(_("Not in use"), "minus", "text3", "sunken")))
        if template.result_confirmed:
            badges.addWidget(Badge(Look(_("Results confirmed"), "lock", "info", "infoSoft")))
        badges.addStretch(1)
        self.body.addLayout(badges)
        minutes = ngettext("{n} minute", "{n} minutes", template.duration_minutes)
        self.body.addLayout(fact("clock", minutes.format(n=template.duration_minutes)))
        self.body.addLayout(fact("check_circle", self._passing()))
        self.body.addLayout(fact("calendar", self._timing(course_format)))
        self.body.addLayout(fact("retry", self._afterwards()))
        self.body.addStretch(1)

    def _passing(self) -> str:
        return _("Passed from {pass_mark}, out of {maximum}").format(
            pass_mark=percent_text(self._template.pass_mark_percentage),
            maximum=self._template.max_score,
        )

    def _timing(self, course_format: CourseFormat) -> str:
        template = self._template
        said = []
        if course_format is CourseFormat.ONLINE:
            days = ngettext("{n} day's window", "{n} days' window", template.scheduling_window_days)
            said.append(days.format(n=template.scheduling_window_days))
        elif template.is_bundled_with_course and template.bundled_timing is not None:
            said.append(labels.bundled_timing(template.bundled_timing))
        else:
            said.append(_("Not with the course"))
        if template.can_schedule_independently:
            said.append(_("also on its own"))
        return ", ".join(said)

    def _afterwards(self) -> str:
        template = self._template
        resits = _("Resits allowed") if template.allows_resits else _("No resits")
        enquiries = _("enquiries allowed") if template.allows_enquiries else _("no enquiries")
        return f"{resits}, {enquiries}"
