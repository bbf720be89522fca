"""The sheet in which an exam template is edited."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.common import labels
from ui.common.fields import CheckField
from ui.common.forms import Choice, ComboField, DecimalField, Form, NumberField, TextField
from ui.common.sheet import Sheet
from ui.desk.context import DeskContext
from ui.desk.courses.notice import Notice
from ui.desk.courses.offering_actions import OfferingActions
from ui.desk.courses.words import number_text
from wset_desk.domain.catalogue import (
    LARGEST_MAXIMUM,
    LONGEST_PAPER_MINUTES,
    BundledTiming,
    ExamType,
)
from wset_desk.i18n import _
from wset_desk.services.catalogue_rows import TemplateRow

WIDTH = 520
_LONGEST_WINDOW = 3650
_FIXED_BY_RESULTS = ("duration_minutes", "pass_mark_percentage", "max_score")


class PercentField(DecimalField):
    """A percentage without needless decimals."""

    def write(self, value: Any) -> str:
        return number_text(value)


class TemplateSheet(Sheet):
    """Edits one exam template; what judges results is fixed once one is confirmed."""

    def __init__(self, context: DeskContext, owner: QWidget, template: TemplateRow) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Edit the exam"),
            form,
            subtitle=_("Exams that are scheduled already keep their times."),
            on_save=self._save,
            width=WIDTH,
        )
        self._actions = OfferingActions(context, owner)
        self._template = template
        self._build(form)
        form.set_values({field.key: getattr(template, field.key) for field in form})
        self._follow()
        form.edited.connect(self._follow)

    def _build(self, form: Form) -> None:
        notice = Notice()
        if self._template.result_confirmed:
            fixed = _("A result of this exam is confirmed: how it is judged can't change any more.")
            notice.say([fixed], "info")
            form.add_widget(notice)
        form.add(TextField("name", _("Name"), required=True))
        form.add_row(
            NumberField(
                "duration_minutes",
                _("Minutes"),
                required=True,
                minimum=1,
                maximum=LONGEST_PAPER_MINUTES,
            ),
            PercentField("pass_mark_percentage", _("Pass mark in %"), required=True),
            NumberField(
                "max_score", _("Maximum"), required=True, minimum=1, maximum=LARGEST_MAXIMUM
            ),
        )
        for key in _FIXED_BY_RESULTS:
            form[key].setEnabled(not self._template.result_confirmed)
        form.section(_("Scheduling"))
        self._bundled = form.add(CheckField("is_bundled_with_course", _("Comes with the course")))
        timings = [Choice(each, labels.bundled_timing(each)) for each in BundledTiming]
        self._timing = form.add(ComboField("bundled_timing", _("When it is sat"), timings))
        alone = form.add(CheckField("can_schedule_independently", _("Can be scheduled on its own")))
        alone.setEnabled(self._template.exam_type is not ExamType.TASTING)
        form.add(
            NumberField(
                "scheduling_window_days",
                _("Window in days"),
                required=True,
                minimum=1,
                maximum=_LONGEST_WINDOW,
                help_text=_("How long online candidates may sit it from their start on."),
            )
        )
        form.section(_("Afterwards"))
        form.add(CheckField("allows_resits", _("Resits are allowed")))
        form.add(CheckField("allows_enquiries", _("Enquiries are allowed")))
        form.add(CheckField("active", _("In use"), help_text=_("New courses get this exam.")))

    def _follow(self) -> None:
        self._timing.setEnabled(self._bundled.value())

    def _save(self) -> None:
        if self.form is not None:
            self._actions.edit_template(self, self._template, **self.form.values())
