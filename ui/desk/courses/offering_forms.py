"""The sheets in which offerings are made and edited, and given other rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common import labels
from ui.common.cards import Card
from ui.common.fields import CheckField
from ui.common.forms import AmountField, Choice, ComboField, Form, TextField
from ui.common.layouts import clear, column
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.courses.offering_actions import OfferingActions
from ui.desk.courses.profile_words import explain
from wset_desk.domain.catalogue import (
    LEVELS,
    CourseFormat,
    ExamTemplateSpec,
    RuleProfile,
    templates_for,
)
from wset_desk.i18n import _, ngettext
from wset_desk.services.catalogue_rows import CourseRow, OfferingDetail

WIDTH = 560
NEW = ""
_COURSE_FIELDS = ("title", "subject", "level", "language")


class TemplatesPreview(Card):
    """The exam templates that an offering would get, and what its rules mean."""

    def __init__(self) -> None:
        super().__init__(gap=3, name=_("Exams of the offering"))
        self._list = column(gap=3)
        self.body.addLayout(self._list)

    def show_templates(self, level: int, course_format: CourseFormat, profile: RuleProfile) -> None:
        clear(self._list)
        self._list.addWidget(Label(_("Exams of the offering"), "bodyStrong"))
        templates = {each.exam_type: each for each in templates_for(level, course_format, profile)}
        for part in explain(profile, level):
            lines = list(part.lines)
            if part.exam_type is not None:
                lines.append(_scheduling(templates[part.exam_type], course_format))
            self._list.addLayout(explanation(part.title, lines))


def explanation(title: str, lines: Sequence[str]) -> QVBoxLayout:
    """A heading and its lines."""
    said = [Label(each, tone="text2", wrap=True) for each in lines]
    return column(Label(title, weight=600, wrap=True), *said, gap=1)


def _scheduling(spec: ExamTemplateSpec, course_format: CourseFormat) -> str:
    if course_format is CourseFormat.IN_PERSON:
        return labels.bundled_timing(spec.bundled_timing)
    if not spec.can_schedule_independently:
        return _("In person")
    days = ngettext("{n} day's window", "{n} days' window", spec.scheduling_window_days)
    return days.format(n=spec.scheduling_window_days)


class NewOfferingSheet(Sheet):
    """Makes an offering, of a course that there is or of a new one."""

    def __init__(
        self, context: DeskContext, owner: QWidget, on_created: Callable[[OfferingDetail], object]
    ) -> None:
        form = Form()
        super().__init__(
            owner,
            _("New offering"),
            form,
            subtitle=_("A course sold in a format. Its exams are made with it."),
            save_text=_("Create the offering"),
            on_save=self._save,
            width=WIDTH,
        )
        self._actions = OfferingActions(context, owner)
        self._on_created = on_created
        self._courses: dict[Any, CourseRow] = {}
        self._profiles: dict[str, RuleProfile] = {}
        self._build(form, context.session.currency)
        form.edited.connect(self._follow)
        self._actions.courses(self, self._take_courses)
        self._actions.profiles(self, self._take_profiles)

    def _build(self, form: Form, currency: str) -> None:
        self._course = form.add(ComboField("course_id", _("Course"), [_new_course()]))
        self._title = TextField("title", _("Title"), required=True)
        self._subject = TextField("subject", _("Subject"), required=True)
        self._level = ComboField("level", _("Level"), [Choice(n, labels.level(n)) for n in LEVELS])
        self._language = TextField("language", _("Language"), max_length=16)
        form.add(self._title)
        form.add_row(self._subject, self._level, self._language, stretches=(2, 1, 1))
        self._name = form.add(TextField("name", _("Name of the offering"), required=True))
        formats = [Choice(each, labels.course_format(each)) for each in CourseFormat]
        self._format = ComboField("course_format", _("Format"), formats)
        self._profile = ComboField("rule_profile", _("Rules"))
        price = _price_field(currency)
        form.add_row(self._format, self._profile, price)
        self.preview = TemplatesPreview()
        form.add_widget(self.preview)
        form.set_values({"language": "en", "subject": _("Wines")})

    def _take_courses(self, courses: Sequence[CourseRow]) -> None:
        self._courses = {each.id: each for each in courses}
        known = [Choice(each.id, each.title) for each in courses]
        self._course.set_choices([*known, _new_course()])
        self._settle()

    def _take_profiles(self, profiles: Sequence[RuleProfile]) -> None:
        self._profiles = {each.name: each for each in profiles}
        self._profile.set_choices([Choice(name, name) for name in self._profiles])
        self._settle()

    def _settle(self) -> None:
        self._follow()
        if self.form is not None:
            self.form.mark_clean()

    def _follow(self) -> None:
        """Ask only for what isn't known of the course, and show the exams."""
        is_new = self._course.value() == NEW
        for field in (self._title, self._subject, self._level, self._language):
            field.setVisible(is_new)
            field.required = is_new and field is not self._language
        course = self._courses.get(self._course.value())
        level = course.level if course is not None else self._level.value()
        profile = self._profiles.get(self._profile.value())
        if profile is not None:
            self.preview.show_templates(level, self._format.value(), profile)

    def _save(self) -> None:
        values = self.form.values() if self.form is not None else {}
        is_new = values["course_id"] == NEW
        left_out = ("course_id",) if is_new else _COURSE_FIELDS
        arguments = {key: value for key, value in values.items() if key not in left_out}
        self._actions.create(self, self._on_created, new_course=is_new, **arguments)


class EditOfferingSheet(Sheet):
    """Changes an offering's name and price, and whether it is sold."""

    def __init__(self, context: DeskContext, owner: QWidget, offering: OfferingDetail) -> None:
        form = Form()
        super().__init__(owner, _("Edit the offering"), form, on_save=self._save)
        self._actions = OfferingActions(context, owner)
        self._offering = offering
        form.add(TextField("name", _("Name of the offering"), required=True))
        form.add(_price_field(context.session.currency))
        form.add(
            CheckField(
                "active",
                _("On sale"),
                help_text=_("What isn't on sale can't be scheduled or enrolled in any more."),
            )
        )
        form.set_values({"name": offering.name, "price": offering.price, "active": offering.active})

    def _save(self) -> None:
        if self.form is not None:
            self._actions.edit(self, self._offering, **self.form.values())


class ChangeProfileSheet(Sheet):
    """Gives an offering other rules, and shows what they change."""

    def __init__(self, context: DeskContext, owner: QWidget, offering: OfferingDetail) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Change the rules"),
            form,
            subtitle=_("Durations, pass marks and maxima are filled in from the rules."),
            save_text=_("Change the rules"),
            on_save=self._save,
            width=WIDTH,
        )
        self._actions = OfferingActions(context, owner)
        self._offering = offering
        self._profiles: dict[str, RuleProfile] = {}
        self._profile = form.add(ComboField("rule_profile", _("Rules")))
        self.preview = TemplatesPreview()
        form.add_widget(self.preview)
        form.edited.connect(self._follow)
        self._actions.profiles(self, self._take_profiles)

    def _take_profiles(self, profiles: Sequence[RuleProfile]) -> None:
        self._profiles = {each.name: each for each in profiles}
        choices = [Choice(name, name) for name in self._profiles]
        self._profile.set_choices(choices, self._offering.rule_profile)
        if self.form is not None:
            self.form.mark_clean()
        self._follow()

    def _follow(self) -> None:
        chosen = self._profiles[self._profile.value()]
        self.preview.show_templates(self._offering.level, self._offering.course_format, chosen)
        self.save_button.setEnabled(chosen.name != self._offering.rule_profile)

    def _save(self) -> None:
        self._actions.change_profile(self, self._offering, self._profile.value())


def _price_field(currency: str) -> AmountField:
    return AmountField("price", _("Price in {currency}").format(currency=currency), required=True)


def _new_course() -> Choice:
    return Choice(NEW, _("New course…"), "plus")
