"""A candidate's account: what each booking costs, what came of it, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common.badges import Badge
from ui.common.buttons import Button, IconButton
from ui.common.cards import SectionHeader
from ui.common.data_table import framed
from ui.common.flow import FlowLayout
from ui.common.labels import Look
from ui.common.layouts import clear, column, hide_unless, row
from ui.common.money import fee_look, money_text
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.letters.opening import open_letter
from ui.desk.money import sheets, words
from ui.desk.money.actions import MoneyActions
from ui.desk.money.booking_table import BookingTable
from ui.desk.money.check_in_lines import CheckInLines
from ui.desk.money.consideration_sheets import DecisionSheet, RequestSheet
from ui.desk.money.ledger_entry import LedgerEntryRow
from ui.desk.money.words import AnyFee
from wset_desk.domain.letters import LetterKind
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.i18n import _
from wset_desk.services.considerations import ConsiderationStatus
from wset_desk.services.fee_accounts import LedgerLine
from wset_desk.services.money.candidate_accounts import (
    BookingFee,
    CandidateAccount,
    EnquiryFee,
    candidate_account,
)

TABLES = frozenset(
    {"candidates", "exam_enquiries", "exam_registrations", "exam_sessions", "ledger_entries"}
    | {"special_considerations"}
)
_SHEET_WIDTH = 800
F = TypeVar("F", BookingFee, AnyFee)


class AccountCard(QWidget):
    """Bookings in a table; of the chosen one its entries and what can be done with its fee.

    Nothing of it is shown to who may not see money.
    """

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._candidate_id: UUID | None = None
        self._wanted: UUID | None = None
        self._account: CandidateAccount | None = None
        self._may_see = context.session.may(Permission.VIEW_MONEY)
        self._may_manage = context.session.may(Permission.MANAGE_MONEY)
        self.verbs = MoneyActions(context, self)
        self._total = Label("", "label", tone="text2", wrap=True)
        self._badge = row(gap=1)
        self.table = BookingTable(context.session.currency)
        self.table.selection_changed.connect(self._show_chosen)
        self._chosen = column(gap=2)
        head = row(SectionHeader(_("Fees")), None, self._badge, gap=2)
        self.setLayout(column(head, self._total, framed(self.table), self._chosen, gap=2))
        context.bus.changed.connect(self._refresh_after)
        theme().changed.connect(self._show_chosen)
        hide_unless(self._may_see, self)

    @property
    def account(self) -> CandidateAccount | None:
        return self._account

    def show_candidate(self, candidate_id: UUID, registration_id: UUID | None = None) -> None:
        """Show somebody's account with this booking chosen, or the first that is owed."""
        if not self._may_see:
            return
        if candidate_id != self._candidate_id:
            self._account = None
        self._candidate_id, self._wanted = candidate_id, registration_id
        self.verbs.show(candidate_id, self._show)

    def show_account(self, account: CandidateAccount, registration_id: UUID | None = None) -> None:
        """The same with an account that has been read."""
        self._candidate_id, self._wanted = account.candidate_id, registration_id
        self._show(account)

    def _refresh_after(self, changes: frozenset[str]) -> None:
        if self._candidate_id is not None and changes & TABLES:
            self.verbs.show(self._candidate_id, self._show)

    def _show(self, account: CandidateAccount) -> None:
        if account.candidate_id != self._candidate_id:
            return
        self._account = account
        currency = account.currency
        self._total.setText(words.sums_text(account.total, currency))
        self._total.setVisible(bool(self._total.text()))
        clear(self._badge)
        self._badge.addWidget(Badge(_total_look(account)))
        fees: list[AnyFee] = [*account.bookings, *account.enquiries]
        fees.sort(key=lambda each: each.day, reverse=True)
        self.table.show_bookings(fees, self._wanted)
        self._wanted = None
        self._show_chosen()

    def _show_chosen(self) -> None:
        clear(self._chosen)
        chosen, account = self.table.chosen, self._account
        if chosen is None or account is None:
            return
        self._chosen.addLayout(_heading(chosen, account.currency))
        if isinstance(chosen, BookingFee):
            self._add_notes(chosen)
        if self._may_manage and not words.moved_on(chosen):
            self._add_buttons(chosen, account.name)
        for line in chosen.lines:
            if words.is_shown(line):
                self._chosen.addWidget(self._entry(chosen, account, line))

    def _add_notes(self, booking: BookingFee) -> None:
        for note in _notes(booking):
            self._chosen.addWidget(Label(note, "label", tone="text2", wrap=True))
        if booking.status is RegistrationStatus.REGISTERED:
            self._chosen.addWidget(CheckInLines(booking.blockers, self._context.session.currency))

    def _add_buttons(self, fee: AnyFee, name: str) -> None:
        held = QWidget()
        flow = FlowLayout(gap=2)
        for button in self._buttons(fee, name):
            flow.addWidget(button)
        held.setLayout(flow)
        if flow.count():
            self._chosen.addWidget(held)

    def _buttons(self, chosen: AnyFee, name: str) -> list[Button]:
        """What can be done with this fee, and nothing else."""
        owed, received = chosen.fee.owed > 0, chosen.fee.received > 0
        found = []
        if owed:
            found.append(
                self._button(
                    _("Record payment"), "money", sheets.PaymentSheet, chosen, kind="primary"
                )
            )
            found.append(Button(_("Waive…"), on_click=lambda: self._waive(chosen, name)))
        if received:
            found.append(self._button(_("Refund…"), "undo", sheets.RefundSheet, chosen))
        if chosen.fee.paid > 0:
            found.append(self._receipt_button(chosen))
        if isinstance(chosen, EnquiryFee):
            found.append(self._enquiry_button(chosen))
            return found
        if owed and chosen.status is RegistrationStatus.REGISTERED:
            found.append(self._let_in_button(chosen, name))
        if chosen.status is RegistrationStatus.NO_SHOW:
            found += self._consideration_buttons(chosen, name)
        return found

    def _button(
        self,
        text: str,
        icon: str,
        sheet: Callable[[MoneyActions, str, F], Sheet],
        fee: F,
        kind: str = "",
    ) -> Button:
        name = self._account.name if self._account is not None else ""

        def open_sheet() -> None:
            sheet(self.verbs, name, fee).open()

        return Button(text, kind=kind, icon=icon, on_click=open_sheet)

    def _receipt_button(self, fee: AnyFee) -> Button:
        def show() -> None:
            about = (
                {"enquiry_id": fee.enquiry_id}
                if isinstance(fee, EnquiryFee)
                else {"registration_id": fee.registration_id}
            )
            open_letter(self._context, self, LetterKind.RECEIPT, **about)

        return Button(_("Receipt"), icon="print", on_click=show)

    def _enquiry_button(self, fee: EnquiryFee) -> Button:
        def go() -> None:
            self._context.navigate("enquiries", enquiry_id=fee.enquiry_id)

        return Button(_("Open the enquiry"), icon="flag", on_click=go)

    def _let_in_button(self, booking: BookingFee, name: str) -> Button:
        if booking.override_reason:
            text = _("Don't let in unpaid")
            return Button(text, on_click=lambda: self.verbs.stop_letting_in(booking, name))
        return self._button(_("Let in unpaid…"), "unlock", sheets.LetInSheet, booking)

    def _consideration_buttons(self, missed: BookingFee, name: str) -> list[Button]:
        asked = missed.consideration
        if asked is None or asked.status is ConsiderationStatus.REFUSED:
            return [self._button(_("Special consideration…"), "file", RequestSheet, missed)]
        if asked.status is not ConsiderationStatus.REQUESTED:
            return []
        request = asked
        return [
            Button(
                _("Decide…"),
                icon="check",
                on_click=lambda: DecisionSheet(self.verbs, name, missed, request).open(),
            )
        ]

    def _waive(self, booking: AnyFee, name: str) -> None:
        self.verbs.approvers(
            lambda found: sheets.WaiverSheet(self.verbs, name, booking, found).open()
        )

    def _entry(self, booking: AnyFee, account: CandidateAccount, line: LedgerLine) -> QWidget:
        entry = LedgerEntryRow(line, account.currency, self._context.session.zone)
        if self._may_manage and booking.can_take_back(line):
            text = _("Take back: {entry}").format(entry=words.line_text(line))
            entry.add_button(
                IconButton(
                    "undo",
                    text,
                    on_click=lambda: sheets.TakeBackSheet(
                        self.verbs, account.name, booking, line
                    ).open(),
                )
            )
        return entry


def open_account(
    context: DeskContext, owner: QWidget, candidate_id: UUID, registration_id: UUID | None = None
) -> None:
    """The account of whoever has a registration, in a sheet over the window of `owner`."""

    def show(account: CandidateAccount) -> None:
        card = AccountCard(context)
        name = _("Account of {name}").format(name=account.name)
        sheet = Sheet(owner, name, card, subtitle=account.number or "", width=_SHEET_WIDTH)
        card.show_account(account, registration_id)
        sheet.open()

    context.tasks.run(candidate_account, owner=owner, on_done=show, candidate_id=candidate_id)


def _heading(fee: AnyFee, currency: str) -> QHBoxLayout:
    """What it is, what was settled of it, and how it stands."""
    look = fee_look(fee.fee, currency)
    settled = words.settled_text(fee.fee, currency)
    kind = " · ".join(part for part in (words.kind_text(fee), settled) if part)
    heading = row(Label(kind, "label", tone="text2", wrap=True), gap=2)
    heading.setStretch(0, 1)
    if look is not None:
        heading.addWidget(Badge(look))
    return heading


def _total_look(account: CandidateAccount) -> Look:
    owed = account.total.owed
    if owed > 0:
        text = _("{amount} owed").format(amount=money_text(owed, account.currency))
        return Look(text, "money", "warning", "warningSoft")
    return Look(_("Nothing owed"), "check", "success", "successSoft")


def _notes(booking: BookingFee) -> list[str]:
    notes = []
    if booking.moved_on:
        notes.append(_("The fee went along when the booking was moved."))
    elif not booking.fee.fee and booking.registration_type == "bundled":
        notes.append(_("This exam is included in the price of the course."))
    if booking.override_reason:
        notes.append(_("Let in unpaid: {reason}").format(reason=booking.override_reason))
    asked = booking.consideration
    if asked is not None:
        notes.append(
            {
                ConsiderationStatus.REQUESTED: _("Special consideration is asked for: {text}"),
                ConsiderationStatus.APPROVED: _("Special consideration is approved: {text}"),
                ConsiderationStatus.REFUSED: _("Special consideration is refused: {text}"),
            }[asked.status].format(text=asked.reason or asked.evidence)
        )
    return notes
