"""The board's verbs: each calls a service, says what was done and offers to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.common import messages
from ui.common.money import money_text
from ui.common.sheet import Sheet
from ui.common.tasks import Done
from ui.desk.board import session_words, words
from ui.desk.board.booking_changes import open_cancel, open_reschedule
from ui.desk.board.fee_sheet import FeeSheet, fee_is_typed
from ui.desk.context import DeskContext
from ui.desk.notices.drafts_made import tell_drafts
from wset_desk.domain.errors import DomainError
from wset_desk.domain.seating import WaitReason
from wset_desk.i18n import _, ngettext
from wset_desk.services.board.assigning import assign, undo_assign
from wset_desk.services.board.invitations import invite_to_makeup
from wset_desk.services.board.rows import (
    Assigned,
    AssignmentInput,
    AssignResult,
    BoardSession,
    LinePlace,
    WaitingPerson,
)
from wset_desk.services.board.waiting_list import (
    decline_offer,
    join_waiting_list,
    leave_waiting_list,
    restore_waiting_list,
    take_offer,
)
from wset_desk.services.notices.rows import DraftsMade

Assignments = tuple[AssignmentInput, ...]


class BoardActions:
    """``owner`` is the screen: what is still running ends with it."""

    def __init__(self, owner: QWidget, context: DeskContext) -> None:
        self._owner = owner
        self._context = context

    def assign(self, people: Sequence[WaitingPerson], session: BoardSession) -> None:
        """Seat people who all fit; one undoable action."""
        if fee_is_typed(people, session):
            self._ask_fee(people, session, None)
        else:
            self._assign(pairs_of(people, session), self._said(people, session))

    def assign_from(
        self,
        sheet: Sheet,
        people: Sequence[WaitingPerson],
        session: BoardSession,
        reason: str | None = None,
    ) -> None:
        """The same from a sheet, which shows a refusal; with a reason also after the deadline."""
        if fee_is_typed(people, session):
            sheet.close_now()
            self._ask_fee(people, session, reason)
        else:
            text = self._said(people, session)
            self._submit(sheet, pairs_of(people, session), text, reason)

    def _ask_fee(
        self, people: Sequence[WaitingPerson], session: BoardSession, reason: str | None
    ) -> None:
        def accept(sheet: Sheet, fee: Decimal) -> None:
            pairs = pairs_of(people, session, fee)
            self._submit(sheet, pairs, self._said(people, session), reason)

        FeeSheet(self._owner, self._context, people, session, accept).open()

    def accept(self, sheet: Sheet, assignments: Assignments) -> None:
        """Seat those whose suggested seats were accepted; one undoable action."""
        n = len(assignments)
        text = ngettext("{n} candidate has a seat.", "{n} candidates have seats.", n).format(n=n)
        self._submit(sheet, assignments, text, None)

    def invite(self, people: Sequence[WaitingPerson]) -> None:
        """Write to those of them who missed an exam which session they could sit."""
        keys = tuple(person.key for person in people if person.reason is WaitReason.MISSED)
        self.run(invite_to_makeup, self._invited, keys=keys)

    def _invited(self, made: DraftsMade) -> None:
        tell_drafts(self._context, self._owner, made, _("No session is open for {names}."))

    def join(self, people: Sequence[WaitingPerson], session: BoardSession) -> None:
        """Put people into a full session's waiting list, in their order."""
        keys = tuple(person.key for person in people)
        text = _("{who} on the waiting list of {when}.").format(
            who=words.names_text(people),
            when=session_words.session_moment(session, self._context.session.zone),
        )
        self._join(session.id, keys, text)

    def _join(self, session_id: UUID, keys: Any, text: str) -> None:
        def done(entry_ids: tuple[UUID, ...]) -> None:
            self._context.toast(
                text,
                partial(self.run, leave_waiting_list, None, entry_ids=entry_ids),
                partial(self._join, session_id, keys, text),
            )

        self.run(join_waiting_list, done, exam_session_id=session_id, keys=keys)

    def _submit(
        self, sheet: Sheet, assignments: Assignments, text: str, reason: str | None
    ) -> None:
        sheet.submit(
            self._context.tasks,
            assign,
            on_done=partial(self._assigned, assignments, text, reason),
            assignments=assignments,
            override_reason=reason,
        )

    def _assign(self, assignments: Assignments, text: str, reason: str | None = None) -> None:
        self.run(
            assign,
            partial(self._assigned, assignments, text, reason),
            assignments=assignments,
            override_reason=reason,
        )

    def _assigned(
        self, assignments: Assignments, text: str, reason: str | None, result: AssignResult
    ) -> None:
        """Doing it again makes new registrations, which another undo takes back."""
        made = tuple(each.registration_id for each in result.assigned)
        self._context.toast(
            self._with_fee(text, result),
            partial(self.run, undo_assign, None, registration_ids=made),
            partial(self._assign, assignments, text, reason),
        )

    def _with_fee(self, text: str, result: AssignResult) -> str:
        charged = sum(each.fee for each in result.assigned if not each.waived)
        if not charged:
            return text
        amount = money_text(charged, self._context.session.currency)
        return _("{done} {amount} charged.").format(done=text, amount=amount)

    def _said(self, people: Sequence[WaitingPerson], session: BoardSession) -> str:
        when = session_words.session_moment(session, self._context.session.zone)
        return _("{who} assigned to {when}.").format(who=words.names_text(people), when=when)

    def reschedule(self, registration_id: UUID) -> None:
        open_reschedule(self._context, self._owner, registration_id)

    def cancel(self, registration_id: UUID) -> None:
        open_cancel(self._context, self._owner, registration_id)

    def take_offer(self, place: LinePlace, session: BoardSession) -> None:
        """Give somebody the seat that is held for them."""
        when = session_words.session_moment(session, self._context.session.zone)
        text = _("{who} assigned to {when}.").format(who=place.name, when=when)

        def done(made: Assigned) -> None:
            undo = partial(self.run, undo_assign, None, registration_ids=(made.registration_id,))
            self._context.toast(self._with_fee(text, AssignResult((made,))), undo)

        self.run(take_offer, done, entry_id=place.entry_id)

    def decline_offer(self, place: LinePlace) -> None:
        """The seat that was held goes to the next in the line."""
        text = _("The offer to {name} is withdrawn.").format(name=place.name)
        self._leave(decline_offer, {"entry_id": place.entry_id}, place, text)

    def leave_line(self, place: LinePlace) -> None:
        text = _("{name} is off the waiting list.").format(name=place.name)
        self._leave(leave_waiting_list, {"entry_ids": (place.entry_id,)}, place, text)

    def _leave(
        self, service: Callable[..., Any], arguments: Any, place: LinePlace, text: str
    ) -> None:
        back = partial(self.run, restore_waiting_list, None, entry_ids=(place.entry_id,))
        again = partial(self.run, service, None, **arguments)
        self.run(service, lambda _none: self._context.toast(text, back, again), **arguments)

    def open_account(self, candidate_id: UUID, registration_id: UUID | None) -> None:
        """What somebody owes and has paid."""
        # imported when wanted: the board doesn't wait for the pages of money
        from ui.desk.money.account_card import open_account  # noqa: PLC0415

        open_account(self._context, self._owner, candidate_id, registration_id)

    def run(self, service: Callable[..., Any], done: Done | None, **arguments: Any) -> None:
        """Run a service for the screen; a refusal is shown in its window."""
        self._context.tasks.run(
            service, owner=self._owner, on_done=done, on_refused=self._refused, **arguments
        )

    def _refused(self, error: DomainError) -> None:
        """A refusal that concerns one of several people says who."""
        text = self._context.tasks.describe(error)
        who = error.parameters.get("who")
        if who:
            text = _("{who}: {why}").format(who=who, why=text)
        messages.show(self._owner, text)


def pairs_of(
    people: Sequence[WaitingPerson], session: BoardSession, fee: Decimal | None = None
) -> Assignments:
    """``fee`` is typed where the price table has none."""
    return tuple(AssignmentInput(person.key, session.id, fee) for person in people)
