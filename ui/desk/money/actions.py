"""The verbs of a candidate's account: each says what was done, and offers to take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.money import money_text
from ui.common.sheet import Sheet
from ui.desk.context import DeskContext
from wset_desk.domain.reasons import UNDO_REASON
from wset_desk.i18n import _
from wset_desk.services import considerations
from wset_desk.services.considerations import Consideration
from wset_desk.services.fee_accounts import LedgerLine
from wset_desk.services.ledger import BookingAccount
from wset_desk.services.money import payments, waivers
from wset_desk.services.money.candidate_accounts import (
    BookingFee,
    CandidateAccount,
    candidate_account,
)
from wset_desk.services.money.entries import Entered
from wset_desk.services.money.waivers import Approver

Then = Callable[[Any], object]


class MoneyActions:
    """Runs the services for one card; `owner` outlives the sheets: it owns the undos."""

    def __init__(self, context: DeskContext, owner: QWidget) -> None:
        self.context = context
        self.owner = owner

    def show(self, candidate_id: UUID, then: Callable[[CandidateAccount], object]) -> None:
        self._run(candidate_account, then, candidate_id=candidate_id)

    def approvers(self, then: Callable[[tuple[Approver, ...]], object]) -> None:
        self._run(waivers.approvers, then)

    def pay(self, sheet: Sheet, name: str, **values: Any) -> None:
        def done(entered: Entered) -> None:
            text = _("{amount} of {name} is recorded.")
            self._toast(text, name, entered, payments.take_back_payment)

        self._submit(sheet, payments.record_payment, done, **values)

    def waive(self, sheet: Sheet, name: str, **values: Any) -> None:
        def done(entered: Entered) -> None:
            text = _("{amount} of {name} is waived.")
            self._toast(text, name, entered, waivers.take_back_waiver)

        self._submit(sheet, waivers.waive_fee, done, **values)

    def refund(self, sheet: Sheet, name: str, **values: Any) -> None:
        def done(entered: Entered) -> None:
            self._toast(_("{amount} is refunded to {name}."), name, entered)

        self._submit(sheet, payments.refund_payment, done, **values)

    def take_back(self, sheet: Sheet, name: str, line: LedgerLine, reason: str) -> None:
        """A payment or a waiver that was entered by mistake."""

        def done(_entered: Entered) -> None:
            amount = money_text(line.amount, self.context.session.currency)
            text = _("{amount} of {name} is taken back.").format(amount=amount, name=name)
            self.context.toast(text)

        paid = line.kind == "payment"
        service = payments.take_back_payment if paid else waivers.take_back_waiver
        self._submit(sheet, service, done, entry_id=line.id, reason=reason)

    def let_in(self, sheet: Sheet, name: str, registration_id: UUID, reason: str) -> None:
        def done(_account: BookingAccount) -> None:
            self.context.toast(
                _("{name} is let in unpaid.").format(name=name),
                undo=lambda: self._run(waivers.take_back_override, registration_id=registration_id),
            )

        self._submit(
            sheet, waivers.override_fee, done, registration_id=registration_id, reason=reason
        )

    def stop_letting_in(self, booking: BookingFee, name: str) -> None:
        def done(_account: BookingAccount) -> None:
            self.context.toast(
                _("{name} has to pay before check-in.").format(name=name),
                undo=lambda: self._run(
                    waivers.override_fee,
                    registration_id=booking.registration_id,
                    reason=booking.override_reason or "",
                ),
            )

        self._run(waivers.take_back_override, done, registration_id=booking.registration_id)

    def request(self, sheet: Sheet, name: str, **values: Any) -> None:
        def done(asked: Consideration) -> None:
            self.context.toast(
                _("The evidence of {name} is taken up.").format(name=name),
                undo=lambda: self._run(considerations.take_back_request, consideration_id=asked.id),
            )

        self._submit(sheet, considerations.request_consideration, done, **values)

    def decide(
        self, sheet: Sheet, name: str, asked: Consideration, reason: str, *, approve: bool
    ) -> None:
        def done(decided: Consideration) -> None:
            self.context.toast(
                self._decided(decided, name, approve=approve),
                undo=lambda: self._run(
                    considerations.take_back_decision,
                    consideration_id=asked.id,
                    reason=UNDO_REASON,
                ),
            )

        service = (
            considerations.approve_consideration if approve else considerations.refuse_consideration
        )
        self._submit(sheet, service, done, consideration_id=asked.id, reason=reason)

    def _decided(self, decided: Consideration, name: str, *, approve: bool) -> str:
        if not approve:
            return _("Special consideration of {name} is refused.").format(name=name)
        if decided.waived:
            amount = money_text(decided.waived, self.context.session.currency)
            return _("{amount} of {name} is waived.").format(amount=amount, name=name)
        return _("The makeup of {name} will be free of charge.").format(name=name)

    def _toast(
        self, text: str, name: str, entered: Entered, inverse: Callable[..., Any] | None = None
    ) -> None:
        line = next(each for each in entered.account.entries if each.id == entered.entry_id)
        amount = money_text(line.amount, self.context.session.currency)

        def undo() -> None:
            if inverse is not None:
                self._run(inverse, entry_id=entered.entry_id, reason=UNDO_REASON)

        self.context.toast(
            text.format(amount=amount, name=name), undo=undo if inverse is not None else None
        )

    def _submit(self, sheet: Sheet, service: Callable[..., Any], done: Then, **values: Any) -> None:
        sheet.submit(self.context.tasks, service, on_done=done, **values)

    def _run(self, service: Callable[..., Any], then: Then | None = None, **values: Any) -> None:
        self.context.tasks.run(service, owner=self.owner, on_done=then, **values)
