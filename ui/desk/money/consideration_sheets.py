"""Special consideration: taking up evidence, and deciding on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.forms import DateField, Form, MultilineField, TextField
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.desk.money import words
from ui.desk.money.actions import MoneyActions
from wset_desk.i18n import _
from wset_desk.services.considerations import Consideration
from wset_desk.services.money.candidate_accounts import BookingFee


class RequestSheet(Sheet):
    """Evidence of why a candidate missed an exam; it may waive the makeup's fee."""

    def __init__(self, actions: MoneyActions, name: str, missed: BookingFee) -> None:
        self._actions, self._name, self._missed = actions, name, missed
        self.fields = Form()
        self.fields.add(
            MultilineField(
                "evidence",
                _("Evidence"),
                required=True,
                help_text=_("What it is and where it is kept, such as a doctor's letter."),
            )
        )
        self.fields.add(
            DateField("received_on", _("Received on"), required=True, help_text=_due(missed))
        )
        self.fields.add(
            TextField("reason", _("Reason if it is late"), help_text=_("Only for late evidence."))
        )
        self.fields.set_values({"received_on": actions.context.session.today()})
        super().__init__(
            actions.owner,
            _("Special consideration"),
            self.fields,
            subtitle=f"{name} · {words.booking_text(missed)}",
            save_text=_("Take up"),
            on_save=self._save,
        )

    def _save(self) -> None:
        self._actions.request(
            self, self._name, registration_id=self._missed.registration_id, **self.fields.values()
        )


class DecisionSheet(Sheet):
    """Approve, which waives the makeup's fee, or refuse; both with a reason."""

    def __init__(
        self, actions: MoneyActions, name: str, missed: BookingFee, asked: Consideration
    ) -> None:
        self._actions, self._name, self._asked = actions, name, asked
        self.fields = Form()
        self.fields.add_widget(Label(asked.evidence, wrap=True))
        if asked.received_on is not None:
            received = _("Received on {day}").format(day=dates.day_short(asked.received_on))
            self.fields.add_widget(Label(received, "label", tone="text2"))
        self.fields.add(
            MultilineField(
                "reason",
                _("Reason for the decision"),
                required=True,
                help_text=_("Approving waives the makeup's fee, now or once it is booked."),
            )
        )
        super().__init__(
            actions.owner,
            _("Decide on special consideration"),
            self.fields,
            subtitle=f"{name} · {words.booking_text(missed)}",
            save_text=_("Approve"),
            on_save=lambda: self._decide(approve=True),
        )
        self.refuse_button = Button(_("Refuse"), on_click=self.refuse_it)
        self.footer.insertWidget(self.footer.count() - 1, self.refuse_button)

    def first_focus(self) -> QWidget | None:
        return self.fields["reason"].control

    def refuse_it(self) -> None:
        """The makeup's fee stands."""
        if self.fields.check():
            self._decide(approve=False)

    def _decide(self, *, approve: bool) -> None:
        reason = self.fields.values()["reason"]
        self._actions.decide(self, self._name, self._asked, reason, approve=approve)


def _due(missed: BookingFee) -> str:
    if missed.evidence_due is None:
        return ""
    return _("In time until {day}.").format(day=dates.day_text(missed.evidence_due))
