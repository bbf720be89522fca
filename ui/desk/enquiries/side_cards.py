"""The cards beside a case: until when and by whom it is answered, its fee, the awarding body."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.layouts import row
from ui.common.money import fee_state_look, money_text
from ui.common.text import Label
from ui.desk.candidates.words import breakable
from ui.desk.context import DeskSession
from ui.desk.courses.facts import fact
from ui.desk.enquiries import timeline_words, words
from ui.desk.enquiries.actions import EnquiryActions
from ui.desk.enquiries.case_card import CaseCard, Piece, buttons, quiet
from ui.desk.enquiries.file_sheets import AnswerSheet, ForwardSheet
from ui.desk.money import words as money_words
from ui.desk.money.ledger_entry import LedgerEntryRow
from wset_desk.domain.enquiries import EnquiryEventKind, EnquiryStep
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import N_, _
from wset_desk.services.enquiries.rows import EnquiryCase, EnquiryLink, TimelineEntry

_OF_THE_BODY = {EnquiryEventKind.FORWARDED, EnquiryEventKind.ANSWERED}

_BODY_SHEETS: dict[EnquiryStep, tuple[str, str, type[ForwardSheet] | type[AnswerSheet]]] = {
    EnquiryStep.FORWARD: (N_("Forwarded…"), "upload", ForwardSheet),
    EnquiryStep.ANSWER: (N_("Answer…"), "download", AnswerSheet),
}


class AnswerCard(CaseCard):
    """Deadline, reviewer, the way to the candidate, and the enquiries that belong to it."""

    def __init__(
        self,
        session: DeskSession,
        actions: EnquiryActions,
        open_case: Callable[[UUID], object],
    ) -> None:
        super().__init__(_("Answer"))
        self._session = session
        self._actions = actions
        self._open_case = open_case

    def show_case(self, case: EnquiryCase) -> None:
        ways = buttons(
            Button(
                _("Open profile"),
                icon="user",
                on_click=lambda: self._actions.open_profile(case.row.candidate_id),
            ),
            Button(_("Messages"), icon="mail", on_click=lambda: self._actions.open_messages(case)),
        )
        self.show_pieces([*self._deadline(case), *self._people(case), *ways, *self._links(case)])

    def _deadline(self, case: EnquiryCase) -> list[Piece]:
        look, due = words.due_look(case.row), case.row.due_on
        if look is None or due is None:
            return []
        due_line = fact("clock", _("Due by {day}").format(day=dates.day_text(due)), tabular=True)
        return [row(Badge(look), None), due_line]

    def _people(self, case: EnquiryCase) -> list[Piece]:
        found: list[Piece] = []
        if case.row.reviewer:
            found.append(fact("user_check", _("Reviewer: {name}").format(name=case.row.reviewer)))
        elif case.row.is_open:
            found.append(fact("user_check", _("Nobody reviews it yet")))
        if case.email:
            found.append(fact("mail", breakable(case.email)))
        if case.appeal_until is not None and not case.appeals:
            over = case.appeal_until < self._session.today()
            text = _("Could be appealed until {day}") if over else _("Can be appealed until {day}")
            day = dates.day_text(case.appeal_until)
            found.append(fact("flag", text.format(day=day)))
        return found

    def _links(self, case: EnquiryCase) -> list[Piece]:
        found: list[Piece] = []
        if case.appeal_of is not None:
            found += self._link(_("This is an appeal of"), case.appeal_of)
        for each in case.appeals:
            found += self._link(_("It was appealed by"), each)
        return found

    def _link(self, title: str, link: EnquiryLink) -> list[Piece]:
        day = dates.day_short(dates.local_day(link.submitted_at, self._session.zone))
        text = _("{enquiry} of {day}").format(enquiry=words.title_text(link.enquiry_type), day=day)
        button = Button(text, kind="link", on_click=lambda: self._open_case(link.id))
        look = words.status_look(link.status)
        if link.outcome is not None:
            look = words.outcome_look(link.outcome)
        return [quiet(title), *buttons(button), row(Badge(look), None)]


class FeeCard(CaseCard):
    """What the enquiry costs, what came of it, and what can be done with its fee."""

    def __init__(self, session: DeskSession, actions: EnquiryActions) -> None:
        super().__init__(_("Fee"))
        self._session = session
        self._actions = actions
        self._verbs = {
            EnquiryStep.PAY: (_("Record payment"), "primary", "money", actions.pay),
            EnquiryStep.WAIVE: (_("Waive…"), "", "", actions.waive),
            EnquiryStep.REFUND: (_("Refund…"), "", "undo", actions.refund),
        }

    def show_case(self, case: EnquiryCase) -> None:
        account, currency = case.account, self._session.currency
        look = fee_state_look(account.state)
        badges = [Badge(look)] if look is not None else []
        amount = Label(money_text(account.fee, currency), "bodyStrong", tabular=True)
        pieces: list[Piece] = [row(amount, *badges, None, gap=3)]
        if account.owed > 0:
            owed = money_text(account.owed, currency)
            pieces.append(Label(_("{amount} is owed.").format(amount=owed), tone="warning"))
        pieces += self._buttons(case)
        pieces += [
            LedgerEntryRow(line, currency, self._session.zone)
            for line in account.entries
            if money_words.is_shown(line)
        ]
        self.show_pieces(pieces)

    def _buttons(self, case: EnquiryCase) -> list[QWidget]:
        if not self._session.may(Permission.MANAGE_MONEY):
            return []
        return buttons(
            *(self._button(step, case) if case.allows(step) else None for step in self._verbs)
        )

    def _button(self, step: EnquiryStep, case: EnquiryCase) -> Button:
        text, kind, icon, verb = self._verbs[step]
        return Button(text, kind=kind, icon=icon, on_click=lambda: verb(case))


class AwardingBodyCard(CaseCard):
    """What the awarding body was sent, and what it answered."""

    def __init__(self, session: DeskSession, actions: EnquiryActions) -> None:
        super().__init__(_("Awarding body"))
        self._session = session
        self._actions = actions

    def show_case(self, case: EnquiryCase) -> None:
        log = [each for each in case.timeline if each.event in _OF_THE_BODY]
        pieces: list[Piece] = [self._entry(each) for each in log]
        if not log:
            pieces.append(quiet(_("Nothing was sent to the awarding body.")))
        pieces += buttons(
            *(self._button(case, step) for step in _BODY_SHEETS if case.allows(step)),
        )
        self.show_pieces(pieces)

    def _button(self, case: EnquiryCase, step: EnquiryStep) -> Button:
        text, icon, sheet = _BODY_SHEETS[step]
        return Button(_(text), icon=icon, on_click=lambda: sheet(self._actions, case).open())

    def _entry(self, entry: TimelineEntry) -> QWidget:
        day = dates.day_short(dates.local_day(entry.at, self._session.zone))
        said = timeline_words.what(entry, self._session.currency)
        parts = (f"{day} · {said}", timeline_words.note(entry))
        return Label("\n".join(breakable(part) for part in parts if part), wrap=True)
