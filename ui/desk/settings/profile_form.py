"""The sheets in which a rule profile is edited: one level at a time, and its course day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.common import labels
from ui.common.fields import CheckField
from ui.common.forms import Choice, ComboField, Form, NumberField, TextField
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.courses.template_form import PercentField
from ui.desk.settings.profile_fields import BandsField, PartsField
from wset_desk.domain.catalogue import (
    LARGEST_MAXIMUM,
    LONGEST_PAPER_MINUTES,
    BundledTiming,
    Component,
    ExamType,
    FirstPaper,
    OverallRules,
    PaperRules,
    RuleProfile,
)
from wset_desk.domain.rule_profile_checks import (
    CAPS,
    LONGEST_BREAK,
    LONGEST_NAME,
    OVERALL,
    OVERALL_AWARDS,
    PAPER_AWARDS,
    field_of,
)
from wset_desk.domain.rule_profiles import RULE_PROFILES
from wset_desk.i18n import N_, _

WIDTH = 560
FIRST_PAPERS = {
    FirstPaper.BY_COUNT: N_("One ends with the day, several begin with it"),
    FirstPaper.BEGINS_WITH_DAY: N_("Begins with the course day"),
    FirstPaper.ENDS_WITH_DAY: N_("Ends with the course day"),
}
_PLAIN = (
    "name",
    "duration_minutes",
    "pass_mark_percentage",
    "max_score",
    "bundled_timing",
    "question_count",
    "weight",
    "parts",
    "bands",
)
Save = Callable[[Sheet, RuleProfile], object]


class DaySheet(Sheet):
    """The profile's name, and how papers stand in the course day."""

    def __init__(self, owner: QWidget, profile: RuleProfile, on_save: Save) -> None:
        form = Form()
        super().__init__(
            owner,
            profile.name,
            form,
            subtitle=_("Exams that are scheduled already keep their times."),
            on_save=lambda: on_save(self, self._edited()),
        )
        self._profile = profile
        name = form.add(TextField("name", _("Name"), required=True, max_length=LONGEST_NAME))
        if profile.name in RULE_PROFILES:
            name.setEnabled(False)
            name.set_help(_("It comes with the program and keeps its name."))
        form.add(
            NumberField(
                "break_minutes",
                _("Break between papers of one day, in minutes"),
                required=True,
                maximum=LONGEST_BREAK,
            )
        )
        places = [Choice(each, _(text)) for each, text in FIRST_PAPERS.items()]
        form.add(ComboField("first_paper", _("The first paper"), places))
        form.set_values({field.key: getattr(profile, field.key) for field in form})

    def _edited(self) -> RuleProfile:
        return self._profile if self.form is None else replace(self._profile, **self.form.values())


class LevelSheet(Sheet):
    """How one level is examined, passed and graded."""

    def __init__(self, owner: QWidget, profile: RuleProfile, level: int, on_save: Save) -> None:
        form = Form()
        title = _("{profile}, {level}").format(profile=profile.name, level=labels.level(level))
        super().__init__(
            owner,
            title,
            form,
            subtitle=_("You see what it changes before anything is saved."),
            on_save=lambda: on_save(self, self.edited_profile()),
            width=WIDTH,
        )
        self._profile = profile
        self._level = level
        self._papers = profile.papers_of(level)
        self._fields = form
        for paper in self._papers:
            self._add_paper(paper)
        if len(self._papers) > 1:
            self._add_overall()
        form.mark_clean()

    def edited_profile(self) -> RuleProfile:
        """The profile with what the form says."""
        papers = {paper.exam_type: self._paper(paper) for paper in self._papers}
        kept = (each for each in self._profile.overall if each.level != self._level)
        return replace(
            self._profile,
            papers=tuple(
                papers[paper.exam_type] if paper.level == self._level else paper
                for paper in self._profile.papers
            ),
            overall=(*kept, *self._overall()),
        )

    def _add_paper(self, paper: PaperRules) -> None:
        def key(name: str) -> str:
            return field_of(paper.level, paper.exam_type, name)

        form = self._fields
        form.section(labels.exam_type(paper.exam_type))
        form.add(TextField(key("name"), _("Name"), required=True))
        form.add_row(
            NumberField(
                key("duration_minutes"),
                _("Minutes"),
                required=True,
                minimum=1,
                maximum=LONGEST_PAPER_MINUTES,
            ),
            PercentField(key("pass_mark_percentage"), _("Pass mark in %"), required=True),
            NumberField(
                key("max_score"), _("Maximum"), required=True, minimum=1, maximum=LARGEST_MAXIMUM
            ),
        )
        timings = [Choice(each, labels.bundled_timing(each)) for each in BundledTiming]
        beside = [
            ComboField(key("bundled_timing"), _("When it is sat"), timings),
            NumberField(key("question_count"), _("Questions"), minimum=1),
        ]
        if len(self._papers) > 1:
            beside.append(PercentField(key("weight"), _("Weight in the mean"), required=True))
        form.add_row(*beside, stretches=(2, 1, 1)[: len(beside)])
        if paper.exam_type is ExamType.COMBINED:
            form.add(CheckField(key("components"), _("There is a tasting mark too")))
        self._add_judging(paper, key)
        form.set_values(
            {key(name): getattr(paper, name) for name in _PLAIN if self._has(key(name))}
        )

    def _add_judging(self, paper: PaperRules, key: Callable[[str], str]) -> None:
        form = self._fields
        parts = form.add(PartsField(key("parts"), _("Parts that have to be passed each")))
        bands = BandsField(key("bands"), _("Better results"), PAPER_AWARDS)
        form.add(bands)
        if paper.exam_type is ExamType.COMBINED:
            form[key("components")].set_value(Component.TASTING in paper.components)
        maximum = form[key("max_score")]

        def follow() -> None:
            marked = parts.value()
            maximum.setEnabled(not parts.rows)
            if parts.rows and marked is not None:
                maximum.set_value(int(sum(part.max_score for part in marked)))

        parts.edited.connect(follow)
        maximum.setEnabled(not paper.parts)

    def _add_overall(self) -> None:
        form = self._fields
        overall = self._profile.overall_of(self._level)
        form.section(_("Overall result"))
        form.add_widget(
            Label(
                _("By the weighted mean of the papers; empty: passed when every paper is."),
                tone="text2",
                wrap=True,
            )
        )
        key = field_of(self._level, OVERALL, "bands")
        bands = form.add(BandsField(key, _("Results"), OVERALL_AWARDS, asks_lowest=True))
        caps = [Choice(None, _("Any")), *(Choice(each, labels.outcome(each)) for each in CAPS)]
        best = form.add(
            ComboField(
                field_of(self._level, OVERALL, "best_after_failure"),
                _("Best result after a failed paper"),
                caps,
            )
        )
        if overall is not None:
            bands.set_value(overall.bands)
            best.set_value(overall.best_after_failure)

    def _paper(self, paper: PaperRules) -> PaperRules:
        values: dict[str, Any] = {}
        for name in _PLAIN:
            key = field_of(paper.level, paper.exam_type, name)
            if self._has(key):
                values[name] = self._fields[key].value()
        if paper.exam_type is ExamType.COMBINED:
            key = field_of(paper.level, paper.exam_type, "components")
            tasted = (Component.TASTING,) if self._fields[key].value() else ()
            values["components"] = (Component.THEORY, *tasted)
        return replace(paper, **values)

    def _overall(self) -> tuple[OverallRules, ...]:
        key = field_of(self._level, OVERALL, "bands")
        if not self._has(key):
            return tuple(each for each in self._profile.overall if each.level == self._level)
        bands = self._fields[key].value()
        best = self._fields[field_of(self._level, OVERALL, "best_after_failure")].value()
        return (OverallRules(self._level, bands, best),) if bands else ()

    def _has(self, key: str) -> bool:
        return any(field.key == key for field in self._fields)
