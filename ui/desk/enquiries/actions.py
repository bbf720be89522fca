"""The verbs of enquiries: ask, review, decide, reject, and what is written into the case file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common.sheet import Sheet
from ui.desk.context import DeskContext
from ui.desk.money import sheets as money_sheets
from ui.desk.money.actions import MoneyActions
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import FeeAccount
from wset_desk.i18n import _
from wset_desk.services.enquiries import case_file, cases, reviewing, submitting
from wset_desk.services.enquiries.rows import (
    AffectedCandidate,
    DecidedMark,
    DecisionPreview,
    EnquiryCase,
    EnquiryOption,
    EnquiryRow,
)
from wset_desk.services.money.candidate_accounts import EnquiryFee

Done = Callable[[Any], object]


class EnquiryActions:
    """``owner`` is the screen: what is still running ends with it."""

    def __init__(self, owner: QWidget, context: DeskContext) -> None:
        self.owner = owner
        self.context = context
        self._money = MoneyActions(context, owner)

    # reading

    def load(self, on_done: Callable[[tuple[EnquiryRow, ...]], object]) -> None:
        self._run(cases.list_enquiries, on_done)

    def load_case(
        self,
        enquiry_id: UUID,
        on_done: Callable[[EnquiryCase], object],
        on_refused: Callable[[DomainError], object] | None = None,
    ) -> None:
        self.context.tasks.run(
            cases.enquiry_case,
            owner=self.owner,
            on_done=on_done,
            on_refused=on_refused,
            enquiry_id=enquiry_id,
        )

    def affected(
        self, case: EnquiryCase, on_done: Callable[[tuple[AffectedCandidate, ...]], object]
    ) -> None:
        self._run(cases.also_affected, on_done, enquiry_id=case.id)

    def options(
        self, candidate_id: UUID, on_done: Callable[[tuple[EnquiryOption, ...]], object]
    ) -> None:
        self._run(submitting.enquiry_options, on_done, candidate_id=candidate_id)

    # asking

    def submit(self, sheet: Sheet, option: EnquiryOption, name: str, **values: Any) -> None:
        """Take an enquiry down, and show it."""

        def done(case: EnquiryCase) -> None:
            self.context.navigate("enquiries", enquiry_id=case.id)
            self.context.toast(
                _("The enquiry of {name} is submitted.").format(name=name),
                partial(self.take_back, case),
            )

        sheet.submit(
            self.context.tasks,
            submitting.submit_enquiry,
            on_done=done,
            registration_id=option.key.registration_id,
            enquiry_type=option.key.enquiry_type,
            appeal_of_id=option.appeal_of_id,
            **values,
        )

    def take_back(self, case: EnquiryCase) -> None:
        """It was taken down by mistake: nothing of it ever happened."""
        name = case.row.candidate
        self._run(
            submitting.undo_submit_enquiry,
            lambda _value: self.context.toast(
                _("The enquiry of {name} is taken back.").format(name=name)
            ),
            enquiry_id=case.id,
        )

    # reviewing

    def start_review(self, case: EnquiryCase) -> None:
        text = _("You review the enquiry of {name}.").format(name=case.row.candidate)
        self._run(
            reviewing.start_review, lambda _case: self.context.toast(text), enquiry_id=case.id
        )

    def take_over(self, sheet: Sheet, case: EnquiryCase, reason: str) -> None:
        text = _("You review the enquiry of {name}.").format(name=case.row.candidate)
        self._submit(sheet, reviewing.take_over_review, text, enquiry_id=case.id, reason=reason)

    def preview(
        self,
        sheet: QWidget,
        case: EnquiryCase,
        marks: tuple[DecidedMark, ...],
        on_done: Callable[[DecisionPreview], object],
        on_refused: Callable[[DomainError], object],
    ) -> None:
        """What a decision would do; asked for while somebody types."""
        self.context.tasks.run(
            reviewing.preview_decision,
            owner=sheet,
            on_done=on_done,
            on_refused=on_refused,
            enquiry_id=case.id,
            marks=marks,
        )

    def complete(self, sheet: Sheet, case: EnquiryCase, outcome: str, **values: Any) -> None:
        text = _("The enquiry of {name} is completed: {outcome}.").format(
            name=case.row.candidate, outcome=outcome
        )
        self._submit(sheet, reviewing.complete_enquiry, text, enquiry_id=case.id, **values)

    def reject(self, sheet: Sheet, case: EnquiryCase, **values: Any) -> None:
        text = _("The enquiry of {name} is rejected as not admissible.")
        text = text.format(name=case.row.candidate)
        self._submit(sheet, reviewing.reject_enquiry, text, enquiry_id=case.id, **values)

    # the case file

    def add_note(self, sheet: Sheet, case: EnquiryCase, **values: Any) -> None:
        text = _("The note is in the timeline.")
        self._submit(sheet, case_file.add_note, text, enquiry_id=case.id, **values)

    def record_forwarded(self, sheet: Sheet, case: EnquiryCase, **values: Any) -> None:
        text = _("The enquiry of {name} is with the awarding body.")
        text = text.format(name=case.row.candidate)
        self._submit(sheet, case_file.record_forwarded, text, enquiry_id=case.id, **values)

    def record_answer(self, sheet: Sheet, case: EnquiryCase, **values: Any) -> None:
        text = _("The awarding body's answer is recorded.")
        self._submit(sheet, case_file.record_answer, text, enquiry_id=case.id, **values)

    # money

    def pay(self, case: EnquiryCase) -> None:
        money_sheets.PaymentSheet(self._money, case.row.candidate, fee_of(case)).open()

    def refund(self, case: EnquiryCase) -> None:
        money_sheets.RefundSheet(self._money, case.row.candidate, fee_of(case)).open()

    def waive(self, case: EnquiryCase) -> None:
        name, fee = case.row.candidate, fee_of(case)
        self._money.approvers(
            lambda found: money_sheets.WaiverSheet(self._money, name, fee, found).open()
        )

    # going elsewhere

    def open_profile(self, candidate_id: UUID) -> None:
        self.context.navigate("candidates", candidate_id=candidate_id)

    def open_messages(self, case: EnquiryCase) -> None:
        self.context.navigate("notices", text=case.row.candidate)

    def _submit(
        self, sheet: Sheet, service: Callable[..., Any], said: str, /, **values: Any
    ) -> None:
        sheet.submit(
            self.context.tasks,
            service,
            on_done=lambda _value: self.context.toast(said),
            **values,
        )

    def _run(self, service: Callable[..., Any], on_done: Done | None = None, **values: Any) -> None:
        self.context.tasks.run(service, owner=self.owner, on_done=on_done, **values)


def fee_of(case: EnquiryCase) -> EnquiryFee:
    """The case's fee as the sheets about money take it."""
    row, account = case.row, case.account
    sums = FeeAccount(
        account.fee,
        account.charged,
        account.paid,
        account.waived,
        account.withdrawn,
        account.refunded,
    )
    day = row.submitted_at.date()
    return EnquiryFee(
        row.id,
        row.registration_id,
        row.exam_name,
        row.enquiry_type,
        row.status,
        day,
        sums,
        account.entries,
    )
