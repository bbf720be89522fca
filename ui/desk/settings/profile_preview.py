"""What an edit of a rule profile changes, shown before it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ui.common import labels
from ui.common.buttons import Button
from ui.common.data_table import framed
from ui.common.dialogs import Dialog
from ui.common.fitting_table import FittingTable
from ui.common.labels import Look
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.courses.words import number_text
from ui.desk.settings.section import listed
from wset_desk.domain.catalogue import Award
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.rule_profile_preview import ChangedTemplate, ChangedWord, ProfilePreview
from wset_desk.services.templates import PaperValues

_WIDTH = 760
_LIST_HEIGHT = 240
_MOST_EXAMS = 4
_NAMES = {
    "duration_minutes": N_("minutes"),
    "pass_mark_percentage": N_("pass mark in %"),
    "max_score": N_("maximum"),
}


def _look(award: Award | None) -> Look:
    if award is None:
        return Look(_("No result"), "minus", "text3", "sunken")
    return labels.outcome_look(award)


def _paper(word: ChangedWord) -> str:
    return _("Overall result") if word.paper is None else labels.exam_type(word.paper)


COLUMNS = (
    Column[ChangedWord]("candidate", N_("Candidate"), lambda w: w.candidate, stretch=True),
    Column[ChangedWord]("number", N_("Number"), lambda w: w.number or "", tabular=True, width=90),
    Column[ChangedWord]("paper", N_("Paper"), _paper, width=160),
    Column[ChangedWord](
        "before", N_("Now"), lambda w: "", look=lambda w: _look(w.before), width=150
    ),
    Column[ChangedWord](
        "after", N_("Then"), lambda w: "", look=lambda w: _look(w.after), width=150
    ),
)


class ProfilePreviewDialog(Dialog):
    """Whom the edit concerns; ``on_yes`` makes it."""

    def __init__(
        self, owner: QWidget, preview: ProfilePreview, on_yes: Callable[[], object]
    ) -> None:
        used = _("Used by: {offerings}.").format(offerings=", ".join(preview.offerings))
        super().__init__(owner, _("Change the rules?"), used, width=_WIDTH)
        if preview.templates:
            self.body.addWidget(listed(list(_changes(preview.templates)), "", most=_MOST_EXAMS))
        self.body.addWidget(Label(_count(preview.results), "bodyStrong", wrap=True))
        self.model = RowsModel(COLUMNS, preview.results)
        if preview.results:
            table = FittingTable(_("Results that change"), self.model, ("number", "paper"))
            table.setFixedHeight(theme().px(_LIST_HEIGHT))
            self.body.addWidget(framed(table))
        self.add_button(Button(_("Go on editing"), on_click=self.close_now))
        self.yes_button = Button(_("Change the rules"), kind="primary", on_click=self._accept)
        self._on_yes = on_yes
        self.add_button(self.yes_button)

    def _accept(self) -> None:
        self.close_now()
        self._on_yes()


def _count(results: Sequence[ChangedWord]) -> str:
    if not results:
        return _("No result changes.")
    words = ngettext("{n} result changes:", "{n} results change:", len(results))
    return words.format(n=len(results))


def _changes(templates: Sequence[ChangedTemplate]) -> Iterator[str]:
    for each in templates:
        said = ", ".join(_values(each.before, each.after))
        yield _("{exam} of {offering}: {changes}").format(
            exam=each.name, offering=each.offering, changes=said
        )


def _values(before: PaperValues, after: PaperValues) -> Iterator[str]:
    for field in fields(PaperValues):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            yield _("{name} {old} > {new}").format(
                name=_(_NAMES[field.name]),
                old=number_text(Decimal(old)),
                new=number_text(Decimal(new)),
            )
