"""What is written into a case file: notes, what went to the awarding body, what came back."""

from __future__ import annotations

from collections.abc import Callable

from ui.common.forms import CheckField, DateField, Form, MultilineField, TextField
from ui.common.money import money_text
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.enquiries import words
from ui.desk.enquiries.actions import EnquiryActions
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import EnquiryCase

_LONGEST_REFERENCE = 120


class CaseSheet(Sheet):
    """Filled in ``fields`` about one case, which ``on_save`` hands to an action."""

    def __init__(
        self,
        actions: EnquiryActions,
        case: EnquiryCase,
        fields: Form,
        *,
        title: str,
        save_text: str,
        on_save: Callable[[], object],
    ) -> None:
        self.fields = fields
        super().__init__(
            actions.owner,
            title,
            fields,
            subtitle=f"{case.row.candidate} · {words.title_text(case.row.enquiry_type)}",
            save_text=save_text,
            on_save=on_save,
        )


class NoteSheet(CaseSheet):
    """Something worth knowing about the case."""

    def __init__(self, actions: EnquiryActions, case: EnquiryCase) -> None:
        fields = Form()
        fields.add(MultilineField("text", _("Note"), required=True, lines=5))
        super().__init__(
            actions,
            case,
            fields,
            title=_("Add a note"),
            save_text=_("Add"),
            on_save=lambda: actions.add_note(self, case, **fields.values()),
        )


class ForwardSheet(CaseSheet):
    """It went to the awarding body."""

    def __init__(self, actions: EnquiryActions, case: EnquiryCase) -> None:
        fields = _log_form(actions, _("Sent on"), _("What was sent"))
        super().__init__(
            actions,
            case,
            fields,
            title=_("Forwarded to the awarding body"),
            save_text=_("Record"),
            on_save=lambda: actions.record_forwarded(self, case, **fields.values()),
        )


class AnswerSheet(CaseSheet):
    """The awarding body has answered."""

    def __init__(self, actions: EnquiryActions, case: EnquiryCase) -> None:
        fields = _log_form(actions, _("Received on"), _("What it says"), needs_text=True)
        super().__init__(
            actions,
            case,
            fields,
            title=_("The awarding body's answer"),
            save_text=_("Record"),
            on_save=lambda: actions.record_answer(self, case, **fields.values()),
        )


class TakeOverSheet(CaseSheet):
    """Somebody else goes on with the review."""

    def __init__(self, actions: EnquiryActions, case: EnquiryCase) -> None:
        fields = Form()
        told = _("{name} reviewed it until now.").format(name=case.row.reviewer or "")
        fields.add_widget(Label(told, tone="text2", wrap=True))
        fields.add(MultilineField("reason", _("Reason"), required=True))
        super().__init__(
            actions,
            case,
            fields,
            title=_("Take over the review"),
            save_text=_("Take over"),
            on_save=lambda: actions.take_over(self, case, str(fields["reason"].value())),
        )


class RejectSheet(CaseSheet):
    """It can't be looked at: not admissible. The fee is offered back."""

    def __init__(self, actions: EnquiryActions, case: EnquiryCase) -> None:
        fields = Form()
        told = _("No mark is looked at, and nothing leaves this state. The candidate is told why.")
        fields.add_widget(Label(told, tone="text2", wrap=True))
        fields.add(
            MultilineField(
                "reason",
                _("Why it isn't admissible"),
                required=True,
                help_text=_("It stands in the case file and goes to the candidate."),
            )
        )
        self.refund: CheckField | None = None
        fee = _fee_back(actions, case)
        if fee:
            self.refund = fields.add(CheckField("refund", _("Give the fee back"), help_text=fee))
            self.refund.set_value(True)
        fields.mark_clean()
        super().__init__(
            actions,
            case,
            fields,
            title=_("Reject as not admissible"),
            save_text=_("Reject"),
            on_save=lambda: actions.reject(
                self, case, reason=fields["reason"].value(), refund=self._gives_back()
            ),
        )

    def _gives_back(self) -> bool:
        return self.refund is not None and bool(self.refund.value())


def _fee_back(actions: EnquiryActions, case: EnquiryCase) -> str:
    """What giving the fee back does; nothing where there is none."""
    currency, parts = actions.context.session.currency, []
    if case.account.received > 0:
        text = _("{amount} is refunded.")
        parts.append(text.format(amount=money_text(case.account.received, currency)))
    if case.account.owed > 0:
        text = _("{amount} is owed no longer.")
        parts.append(text.format(amount=money_text(case.account.owed, currency)))
    return " ".join(parts)


def _log_form(actions: EnquiryActions, day: str, text: str, *, needs_text: bool = False) -> Form:
    fields = Form()
    fields.add_row(
        DateField("happened_on", day, required=True),
        TextField("reference", _("Reference"), max_length=_LONGEST_REFERENCE),
    )
    fields.add(MultilineField("text", text, required=needs_text, lines=5))
    fields.set_values({"happened_on": actions.context.session.today()})
    return fields
