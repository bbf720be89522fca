"""The sheets in which money is entered; each with what is most likely filled in already."""

from __future__ import annotations

from ui.common.forms import AmountField, Choice, ComboField, Form, TextField
from ui.common.money import METHODS, method_text, money_text
from ui.desk.money.actions import MoneyActions
from ui.desk.money.booking_sheet import REASON, BookingSheet, reason_field
from ui.desk.money.words import AnyFee
from wset_desk.domain.fees import PaymentMethod
from wset_desk.i18n import _
from wset_desk.services.fee_accounts import LedgerLine
from wset_desk.services.money.candidate_accounts import BookingFee
from wset_desk.services.money.waivers import Approver


class PaymentSheet(BookingSheet):
    """Money that has come in: the whole of what is owed, unless told otherwise."""

    def __init__(self, actions: MoneyActions, name: str, booking: AnyFee) -> None:
        fields = Form()
        fields.add_row(_amount_field(actions), _method_field(_("How it was paid")))
        fields.add(
            TextField("reference", _("Reference"), help_text=_("Receipt, transfer or invoice."))
        )
        fields.set_values({"amount": booking.fee.owed, "method": _usual_method(booking)})
        super().__init__(
            actions,
            name,
            booking,
            fields,
            title=_("Record a payment"),
            save_text=_("Record payment"),
            on_save=lambda: self.submit_by(actions.pay),
        )


class WaiverSheet(BookingSheet):
    """Letting somebody off what is owed; whoever may sign is offered, oneself first."""

    def __init__(
        self,
        actions: MoneyActions,
        name: str,
        booking: AnyFee,
        approvers: tuple[Approver, ...],
    ) -> None:
        fields = Form()
        fields.add_row(_amount_field(actions), _approver_field(approvers))
        fields.add(reason_field(_("It stands in the ledger and in the audit log.")))
        fields.set_values(
            {"amount": booking.fee.owed, "approver_id": actions.context.session.staff_id}
        )
        super().__init__(
            actions,
            name,
            booking,
            fields,
            title=_("Waive the fee"),
            save_text=_("Waive"),
            on_save=lambda: self.submit_by(actions.waive),
            focus=REASON,
        )


class RefundSheet(BookingSheet):
    """Giving a fee back: all that came in, unless told otherwise."""

    def __init__(self, actions: MoneyActions, name: str, booking: AnyFee) -> None:
        fields = Form()
        fields.add_row(_amount_field(actions), _method_field(_("How it is paid back")))
        fields.add(reason_field(_once()))
        fields.set_values({"amount": booking.fee.received, "method": _usual_method(booking)})
        super().__init__(
            actions,
            name,
            booking,
            fields,
            title=_("Refund"),
            save_text=_("Refund"),
            on_save=lambda: self.submit_by(actions.refund),
            focus=REASON,
        )


class LetInSheet(BookingSheet):
    """Letting somebody in though the fee is owed."""

    def __init__(self, actions: MoneyActions, name: str, booking: BookingFee) -> None:
        fields = Form()
        fields.add(reason_field(_("The fee stays owed. The reason is kept in the audit log.")))
        super().__init__(
            actions,
            name,
            booking,
            fields,
            title=_("Let in unpaid"),
            save_text=_("Let in unpaid"),
            on_save=lambda: actions.let_in(self, name, booking.registration_id, self.reason),
        )


class TakeBackSheet(BookingSheet):
    """Taking back a payment or a waiver that was entered by mistake."""

    def __init__(self, actions: MoneyActions, name: str, booking: AnyFee, line: LedgerLine) -> None:
        fields = Form()
        fields.add(reason_field(_("The entry stays in the ledger; another one takes it back.")))
        amount = money_text(line.amount, actions.context.session.currency)
        super().__init__(
            actions,
            name,
            booking,
            fields,
            title=_("Take back {amount}").format(amount=amount),
            save_text=_("Take back"),
            on_save=lambda: actions.take_back(self, name, line, self.reason),
        )


def _usual_method(booking: AnyFee) -> PaymentMethod:
    """How the last money for it came in, if any did."""
    paid = booking.newest_payment
    method = None if paid is None else paid.method
    return PaymentMethod(method) if method in METHODS else PaymentMethod.CARD


def _amount_field(actions: MoneyActions) -> AmountField:
    title = _("Amount in {currency}").format(currency=actions.context.session.currency)
    return AmountField("amount", title, required=True)


def _method_field(title: str) -> ComboField:
    choices = [Choice(method, method_text(method)) for method in PaymentMethod]
    return ComboField("method", title, choices)


def _approver_field(approvers: tuple[Approver, ...]) -> ComboField:
    choices = [Choice(each.id, each.name) for each in approvers]
    return ComboField("approver_id", _("Signed by"), choices)


def _once() -> str:
    return _("A charge is refunded once. What isn't refunded stays with the centre.")
