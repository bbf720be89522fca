"""Special consideration: taking up evidence, and deciding on it."""

from __future__ import annotations

from ui.common import dates
from ui.common.buttons import Button
from ui.common.forms import DateField, Form, MultilineField, TextField
from ui.common.text import Label
from ui.desk.money.actions import MoneyActions
from ui.desk.money.booking_sheet import REASON, BookingSheet, reason_field
from wset_desk.i18n import _
from wset_desk.services.considerations import Consideration
from wset_desk.services.money.candidate_accounts import BookingFee


class RequestSheet(BookingSheet):
    """Evidence of why a candidate missed an exam; it may waive the makeup's fee."""

    def __init__(self, actions: MoneyActions, name: str, missed: BookingFee) -> None:
        fields = Form()
        fields.add(
            MultilineField(
                "evidence",
                _("Evidence"),
                required=True,
                help_text=_("What it is and where it is kept, such as a doctor's letter."),
            )
        )
        fields.add(
            DateField("received_on", _("Received on"), required=True, help_text=_due(missed))
        )
        fields.add(
            TextField(REASON, _("Reason if it is late"), help_text=_("Only for late evidence."))
        )
        fields.set_values({"received_on": actions.context.session.today()})
        super().__init__(
            actions,
            name,
            missed,
            fields,
            title=_("Special consideration"),
            save_text=_("Take up"),
            on_save=lambda: self.submit_by(actions.request),
        )


class DecisionSheet(BookingSheet):
    """Approve, which waives the makeup's fee, or refuse; both with a reason."""

    def __init__(
        self, actions: MoneyActions, name: str, missed: BookingFee, asked: Consideration
    ) -> None:
        self._asked = asked
        fields = Form()
        fields.add_widget(Label(asked.evidence, wrap=True))
        if asked.received_on is not None:
            received = _("Received on {day}").format(day=dates.day_short(asked.received_on))
            fields.add_widget(Label(received, "label", tone="text2"))
        told = _("Approving waives the makeup's fee, now or once it is booked.")
        fields.add(reason_field(told, _("Reason for the decision")))
        super().__init__(
            actions,
            name,
            missed,
            fields,
            title=_("Decide on special consideration"),
            save_text=_("Approve"),
            on_save=lambda: self._decide(approve=True),
            focus=REASON,
        )
        self.refuse_button = Button(_("Refuse"), on_click=self.refuse_it)
        self.footer.insertWidget(self.footer.count() - 1, self.refuse_button)

    def refuse_it(self) -> None:
        """The makeup's fee stands."""
        if self.fields.check():
            self._decide(approve=False)

    def _decide(self, *, approve: bool) -> None:
        self._actions.decide(self, self._name, self._asked, self.reason, approve=approve)


def _due(missed: BookingFee) -> str:
    if missed.evidence_due is None:
        return ""
    return _("In time until {day}.").format(day=dates.day_text(missed.evidence_due))
