"""The sheets in which money is entered; each with what is most likely filled in already."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.forms import AmountField, Choice, ComboField, Form, MultilineField, TextField
from ui.common.money import METHODS, method_text, money_text
from ui.common.sheet import Sheet
from ui.desk.money import words
from ui.desk.money.actions import MoneyActions
from wset_desk.domain.fees import PaymentMethod
from wset_desk.i18n import _
from wset_desk.services.fee_accounts import LedgerLine
from wset_desk.services.money.candidate_accounts import BookingFee
from wset_desk.services.money.waivers import Approver


class PaymentSheet(Sheet):
    """Money that has come in: the whole of what is owed, unless told otherwise."""

    def __init__(self, actions: MoneyActions, name: str, booking: BookingFee) -> None:
        self._actions, self._name, self._booking = actions, name, booking
        self.fields = Form()
        self.fields.add_row(_amount_field(actions), _method_field(_("How it was paid")))
        self.fields.add(
            TextField("reference", _("Reference"), help_text=_("Receipt, transfer or invoice."))
        )
        paid = booking.newest_payment
        method = paid.method if paid is not None and paid.method in METHODS else PaymentMethod.CARD
        self.fields.set_values({"amount": booking.fee.owed, "method": PaymentMethod(method)})
        super().__init__(
            actions.owner,
            _("Record a payment"),
            self.fields,
            subtitle=_about(name, booking),
            save_text=_("Record payment"),
            on_save=self._save,
        )

    def _save(self) -> None:
        self._actions.pay(
            self,
            self._name,
            registration_id=self._booking.registration_id,
            **self.fields.values(),
        )


class WaiverSheet(Sheet):
    """Letting somebody off what is owed; whoever may sign is offered, oneself first."""

    def __init__(
        self,
        actions: MoneyActions,
        name: str,
        booking: BookingFee,
        approvers: tuple[Approver, ...],
    ) -> None:
        self._actions, self._name, self._booking = actions, name, booking
        self.fields = Form()
        self.fields.add_row(_amount_field(actions), _approver_field(approvers))
        self.fields.add(
            MultilineField(
                "reason",
                _("Reason"),
                required=True,
                help_text=_("It stands in the ledger and in the audit log."),
            )
        )
        self.fields.set_values(
            {"amount": booking.fee.owed, "approver_id": actions.context.session.staff_id}
        )
        super().__init__(
            actions.owner,
            _("Waive the fee"),
            self.fields,
            subtitle=_about(name, booking),
            save_text=_("Waive"),
            on_save=self._save,
        )

    def first_focus(self) -> QWidget | None:
        return self.fields["reason"].control

    def _save(self) -> None:
        self._actions.waive(
            self,
            self._name,
            registration_id=self._booking.registration_id,
            **self.fields.values(),
        )


class RefundSheet(Sheet):
    """Giving a fee back: all that came in, unless told otherwise."""

    def __init__(self, actions: MoneyActions, name: str, booking: BookingFee) -> None:
        self._actions, self._name, self._booking = actions, name, booking
        self.fields = Form()
        self.fields.add_row(_amount_field(actions), _method_field(_("How it is paid back")))
        self.fields.add(MultilineField("reason", _("Reason"), required=True, help_text=_once()))
        paid = booking.newest_payment
        method = paid.method if paid is not None and paid.method in METHODS else PaymentMethod.CARD
        self.fields.set_values({"amount": booking.fee.received, "method": PaymentMethod(method)})
        super().__init__(
            actions.owner,
            _("Refund"),
            self.fields,
            subtitle=_about(name, booking),
            save_text=_("Refund"),
            on_save=self._save,
        )

    def first_focus(self) -> QWidget | None:
        return self.fields["reason"].control

    def _save(self) -> None:
        self._actions.refund(
            self,
            self._name,
            registration_id=self._booking.registration_id,
            **self.fields.values(),
        )


class LetInSheet(Sheet):
    """Letting somebody in though the fee is owed."""

    def __init__(self, actions: MoneyActions, name: str, booking: BookingFee) -> None:
        self._actions, self._name, self._booking = actions, name, booking
        self.fields = Form()
        self.fields.add(
            MultilineField(
                "reason",
                _("Reason"),
                required=True,
                help_text=_("The fee stays owed. The reason is kept in the audit log."),
            )
        )
        super().__init__(
            actions.owner,
            _("Let in unpaid"),
            self.fields,
            subtitle=_about(name, booking),
            save_text=_("Let in unpaid"),
            on_save=self._save,
        )

    def _save(self) -> None:
        reason = self.fields.values()["reason"]
        self._actions.let_in(self, self._name, self._booking.registration_id, reason)


class TakeBackSheet(Sheet):
    """Taking back a payment or a waiver that was entered by mistake."""

    def __init__(
        self, actions: MoneyActions, name: str, booking: BookingFee, line: LedgerLine
    ) -> None:
        self._actions, self._name, self._line = actions, name, line
        self.fields = Form()
        self.fields.add(
            MultilineField(
                "reason",
                _("Reason"),
                required=True,
                help_text=_("The entry stays in the ledger; another one takes it back."),
            )
        )
        amount = money_text(line.amount, actions.context.session.currency)
        super().__init__(
            actions.owner,
            _("Take back {amount}").format(amount=amount),
            self.fields,
            subtitle=_about(name, booking),
            save_text=_("Take back"),
            on_save=self._save,
        )

    def _save(self) -> None:
        reason = self.fields.values()["reason"]
        self._actions.take_back(self, self._name, self._line, reason)


def _about(name: str, booking: BookingFee) -> str:
    return f"{name} · {words.booking_text(booking)}"


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
