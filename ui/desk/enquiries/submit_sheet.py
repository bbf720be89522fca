"""Taking an enquiry down for a candidate: which paper, why, their consent, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.forms import CheckField, Choice, ComboField, DateField, Form, MultilineField
from ui.common.money import money_text
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.courses.picker import CandidatePicker
from ui.desk.enquiries import words
from ui.desk.enquiries.actions import EnquiryActions
from wset_desk.i18n import _
from wset_desk.services.candidates import CandidatePage, find_candidates
from wset_desk.services.enquiries.rows import EnquiryOption

_WIDTH = 560
_FOUND = 50
Wanted = Callable[[EnquiryOption], bool]


class FindSheet(Sheet):
    """For whom the enquiry is."""

    def __init__(self, actions: EnquiryActions) -> None:
        self._actions = actions
        self.picker = CandidatePicker(self._search, single=True)
        super().__init__(
            actions.owner,
            _("New enquiry"),
            self.picker,
            subtitle=_("Who challenges a result?"),
            save_text=_("Go on"),
            on_save=self._go_on,
            width=_WIDTH,
        )
        self.save_button.setEnabled(False)
        self.picker.changed.connect(lambda: self.save_button.setEnabled(bool(self.picker.chosen)))

    def _search(self, text: str, found: Callable[[CandidatePage], object]) -> None:
        self._actions.context.tasks.run(
            find_candidates, owner=self._actions.owner, on_done=found, text=text, limit=_FOUND
        )

    def _go_on(self) -> None:
        ((candidate_id, name),) = self.picker.chosen.items()
        self.close_now()
        open_submitting(self._actions, candidate_id, name)


def open_submitting(
    actions: EnquiryActions,
    candidate_id: UUID,
    name: str,
    wanted: Wanted = lambda _option: True,
) -> None:
    """Ask what somebody may challenge, and show it; ``wanted`` keeps some of it."""

    def show(options: tuple[EnquiryOption, ...]) -> None:
        SubmitSheet(actions, name, [each for each in options if wanted(each)]).open()

    actions.options(candidate_id, show)


def open_submitting_from(
    context: DeskContext, owner: QWidget, candidate_id: UUID, name: str, registration_id: UUID
) -> None:
    """The same from a page that shows the result which is challenged."""
    open_submitting(
        EnquiryActions(owner, context),
        candidate_id,
        name,
        lambda option: registration_id in option.registration_ids,
    )


class SubmitSheet(Sheet):
    """What can be challenged is chosen from; what can't stands below, with the reason."""

    def __init__(
        self, actions: EnquiryActions, name: str, options: Sequence[EnquiryOption]
    ) -> None:
        self._actions, self._name = actions, name
        self._currency = actions.context.session.currency
        possible = [each for each in options if not each.reasons or each.late_with_reason]
        self.possible = sorted(possible, key=lambda each: each.late_with_reason)
        fields = Form()
        self.option = fields.add(ComboField("option", _("Result"), self._choices(), required=True))
        self._terms = Label("", tone="text2", wrap=True)
        fields.add_widget(self._terms)
        self.reason = fields.add(
            MultilineField("reason", _("The candidate's reason"), required=True)
        )
        self._add_consent(fields)
        self.late = fields.add(
            MultilineField("override_reason", _("Why after the window"), required=True, lines=2)
        )
        held = [each for each in options if each not in self.possible]
        if not options:
            nothing = _("There is no exam whose result could be challenged.")
            fields.add_widget(Label(nothing, tone="text2", wrap=True))
        if held:
            fields.add_widget(Label(self._held_text(held), "label", tone="text2", wrap=True))
        fields.mark_clean()
        super().__init__(
            actions.owner,
            _("Appeal") if self._is_appeal() else _("New enquiry"),
            fields,
            subtitle=name,
            save_text=_("Submit"),
            on_save=self._save,
            width=_WIDTH,
        )
        self.fields = fields
        self.option.edited.connect(self._show_terms)
        self._show_terms()
        self._show_possible()

    @property
    def chosen(self) -> EnquiryOption | None:
        key = self.option.value()
        return next((each for each in self.possible if each.key == key), None)

    def _add_consent(self, fields: Form) -> None:
        self.consent = fields.add(
            CheckField("consent", _("The candidate consents that marks may go down"))
        )
        self.consent_day = fields.add(
            DateField("consent_given_on", _("Consented on"), required=True)
        )
        self.consent_day.set_value(self._actions.context.session.today())

    def _show_possible(self) -> None:
        """Nothing to fill in where nothing can be challenged."""
        for field in self.fields:
            if field is not self.late:
                field.setVisible(bool(self.possible))
        self._terms.setVisible(bool(self.possible))
        self.save_button.setEnabled(bool(self.possible))

    def _show_terms(self) -> None:
        """What the chosen one costs, and until when it can be asked for."""
        chosen = self.chosen
        late = chosen is not None and chosen.late_with_reason
        self.late.setVisible(late)
        self.late.required = late
        self.late.set_help(_("It is kept in the audit log."))
        if chosen is not None:
            self._terms.setText(self._terms_text(chosen))

    def _terms_text(self, option: EnquiryOption) -> str:
        price = money_text(option.price, self._currency)
        lines = [_("{price} is charged with the enquiry.").format(price=price)]
        if option.late_with_reason:
            lines.append(self._why_not(option))
        elif option.last_day is not None:
            day = dates.day_text(option.last_day)
            lines.append(_("It can be asked for until {day}.").format(day=day))
        return "\n".join(lines)

    def _save(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        if not self.consent.value():
            text = _("Without the candidate's consent no mark is looked at.")
            self.fields.errors({"consent": text})
            return
        late = self.late.value() if chosen.late_with_reason else None
        self._actions.submit(
            self,
            chosen,
            self._name,
            reason=self.reason.value(),
            consent_given_on=self.consent_day.value(),
            override_reason=late,
        )

    def _choices(self) -> list[Choice]:
        return [Choice(each.key, words.option_title(each)) for each in self.possible]

    def _is_appeal(self) -> bool:
        return bool(self.possible) and all(each.appeal_of_id for each in self.possible)

    def _held_text(self, held: Sequence[EnquiryOption]) -> str:
        lines = [
            _("{what}: {why}").format(what=words.option_title(each), why=self._why_not(each))
            for each in held
        ]
        return "\n".join([_("Not possible now"), *lines])

    def _why_not(self, option: EnquiryOption) -> str:
        say = self._actions.context.tasks.describe
        return " ".join(say(each.as_error()) for each in option.reasons)
