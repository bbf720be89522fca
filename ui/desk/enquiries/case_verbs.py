"""What can be done with a case now: its buttons, its commands, and what is in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.commands import Command
from ui.common.layouts import clear, row
from ui.desk.enquiries.actions import EnquiryActions
from ui.desk.enquiries.decide_sheet import DecideSheet
from ui.desk.enquiries.file_sheets import NoteSheet, RejectSheet, TakeOverSheet
from ui.desk.enquiries.submit_sheet import open_submitting
from ui.desk.histories import may_see_histories, open_history
from wset_desk.domain.enquiries import EnquiryStep
from wset_desk.i18n import N_, _, pgettext
from wset_desk.services.enquiries.rows import EnquiryCase

Verb = Callable[[EnquiryCase], object]


@dataclass(frozen=True)
class _Look:
    """How a verb is offered; ``text`` is marked. One that is ``explained`` stays on show when
    something is in its way."""

    text: str
    icon: str
    kind: str = ""
    explained: bool = False


_LOOKS = {
    EnquiryStep.TAKE_BACK: _Look(N_("Take back"), "undo"),
    EnquiryStep.NOTE: _Look(N_("Note…"), "edit"),
    EnquiryStep.TAKE_OVER: _Look(N_("Take over…"), "switch"),
    EnquiryStep.REJECT: _Look(N_("Not admissible…"), "x_circle", "danger"),
    EnquiryStep.APPEAL: _Look(N_("Appeal…"), "flag"),
    EnquiryStep.START_REVIEW: _Look(N_("Start review"), "eye", "primary", explained=True),
    EnquiryStep.DECIDE: _Look(N_("Decide…"), "check", "primary", explained=True),
}
"""In the order in which they stand side by side."""


class CaseVerbs:
    """``buttons`` is the place where they stand, drawn anew for each case."""

    def __init__(self, actions: EnquiryActions) -> None:
        self._actions = actions
        self._row = row(gap=2)
        self.buttons = QWidget()
        self.buttons.setLayout(self._row)
        self.shown: dict[EnquiryStep, Button] = {}
        self._verbs: dict[EnquiryStep, Verb] = {
            EnquiryStep.TAKE_BACK: actions.take_back,
            EnquiryStep.NOTE: lambda case: NoteSheet(actions, case).open(),
            EnquiryStep.TAKE_OVER: lambda case: TakeOverSheet(actions, case).open(),
            EnquiryStep.REJECT: lambda case: RejectSheet(actions, case).open(),
            EnquiryStep.APPEAL: self._appeal,
            EnquiryStep.START_REVIEW: actions.start_review,
            EnquiryStep.DECIDE: lambda case: DecideSheet(actions, case).open(),
        }

    def show_case(self, case: EnquiryCase) -> None:
        """Draw what applies to it; what is in the way of a verb is its tool tip."""
        clear(self._row)
        self.shown = {}
        for step in self._offered(case):
            look = _LOOKS[step]
            button = Button(
                _(look.text),
                kind=look.kind,
                icon=look.icon,
                on_click=partial(self._verbs[step], case),
            )
            button.setEnabled(case.allows(step))
            button.setToolTip(self._why_not(case, step))
            self.shown[step] = button
            self._row.addWidget(button)

    def run(self, step: EnquiryStep, case: EnquiryCase | None) -> None:
        """Do it, where it can be done."""
        if case is not None and case.allows(step):
            self._verbs[step](case)

    def what_is_in_the_way(self, case: EnquiryCase) -> list[str]:
        """The reasons against what would come next, each once."""
        said = [
            self._why_not(case, step)
            for step in self._offered(case)
            if _LOOKS[step].explained and not case.allows(step)
        ]
        return list(dict.fromkeys(text for text in said if text))

    def commands(self, case: EnquiryCase) -> list[Command]:
        """For the palette: what can be done with it."""
        found = [
            Command(
                _(_LOOKS[step].text),
                partial(self._verbs[step], case),
                _LOOKS[step].icon,
                letters().get(step, "").upper(),
                _("Enquiry"),
            )
            for step in self._offered(case)
            if case.allows(step)
        ]
        show = partial(self._actions.open_profile, case.row.candidate_id)
        found.append(Command(_("Open the candidate's profile"), show, "user", "", _("Enquiry")))
        if may_see_histories(self._actions.context.session):
            history = partial(self._open_history, case)
            found.append(Command(_("History of the enquiry"), history, "history", "", _("Enquiry")))
        return found

    def _offered(self, case: EnquiryCase) -> list[EnquiryStep]:
        """What can be done, and what is explained where it can't."""
        return [
            step
            for step, look in _LOOKS.items()
            if case.allows(step) or (look.explained and case.reasons_against(step) is not None)
        ]

    def _why_not(self, case: EnquiryCase, step: EnquiryStep) -> str:
        say = self._actions.context.tasks.describe
        return " ".join(say(each.as_error()) for each in case.reasons_against(step) or ())

    def _appeal(self, case: EnquiryCase) -> None:
        row_ = case.row
        open_submitting(
            self._actions,
            row_.candidate_id,
            row_.candidate,
            lambda option: option.appeal_of_id == case.id,
        )

    def _open_history(self, case: EnquiryCase) -> None:
        actions, name = self._actions, case.row.candidate
        open_history(actions.context, actions.owner, "exam_enquiries", case.id, name)


def letters() -> dict[EnquiryStep, str]:
    """The keys that do a verb on the page of a case."""
    return {
        EnquiryStep.START_REVIEW: pgettext("key for starting a review", "r"),
        EnquiryStep.DECIDE: pgettext("key for deciding", "d"),
        EnquiryStep.NOTE: pgettext("key for a note", "n"),
    }
