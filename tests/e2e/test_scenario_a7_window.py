"""Scenario A, step 7, by people who click and type: evidence, a decision, and no fee any more."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView
from sqlalchemy import select

from tests.helpers.board import OCTOBER_4, OCTOBER_25, PRICE_2, School, held_course
from tests.helpers.board_screen import BoardScreen, badges_in
from tests.helpers.person import ALT, PersonAt
from tests.helpers.profiles import ADA, set_up
from tests.helpers.program import Program, Start, sign_in
from tests.helpers.stores import NOW
from ui.common.text import Label
from ui.desk.board.fits import Fit
from ui.desk.board.view import BoardView
from ui.desk.money.account_card import AccountCard
from ui.desk.money.consideration_sheets import DecisionSheet, RequestSheet
from ui.desk.money.ledger_entry import LedgerEntryRow
from wset_desk.domain.fees import FeeState
from wset_desk.services.money.candidate_accounts import BookingFee, candidate_account
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, LedgerEntry, SpecialConsideration
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore

CENTRE, C12 = "Vine School", "C12 Candidate"
FRIDAY = date(2026, 9, 11)
ON_FRIDAY = datetime(2026, 9, 11, 9, 0, tzinfo=UTC)
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Makeups:
    """The centre after 6 September: 4 October is full, 25 October has 9 of 12."""

    school: School
    full: UUID
    october: UUID


@pytest.fixture
def makeups(tmp_path: Path, keys: KeyStore) -> Makeups:
    clock = FixedClock(NOW)
    centre = set_up(tmp_path, clock, keys, centre=replace(ADA, name=CENTRE))
    school = held_course(centre.workspace, clock)
    school.miss(*range(1, 13))
    made = Makeups(school, school.exam(OCTOBER_4, seats=2), school.exam(OCTOBER_25))
    school.seat(made.full, *(school.key(number) for number in (1, 2)))
    school.seat(made.october, *(school.key(number) for number in range(3, 12)))
    centre.workspace.close()
    return made


@pytest.fixture
def person(makeups: Makeups, start: Start, program: Program) -> PersonAt:
    """Ada at the board, on the last day for evidence."""
    somebody = start(CENTRE)
    sign_in(somebody)
    program.move_clock(ON_FRIDAY)
    somebody.press(Qt.Key.Key_3, ALT)
    return somebody


@pytest.fixture
def board(person: PersonAt, makeups: Makeups) -> BoardScreen:
    return BoardScreen.of(person.find(BoardView), makeups.school)


def test_approved_evidence_waives_the_makeup_that_is_booked(
    person: PersonAt, board: BoardScreen, makeups: Makeups, program: Program
) -> None:
    assign(board, makeups)
    board.click_session(makeups.october)
    person.click(f"Account of {C12}")
    assert shown_fee(person) == ["£85.00 owed", "Fee £85.00 owed"]
    choose(person, "6 Sept 2026")
    take_up_evidence(person)
    approve(person)
    assert person.reads(f"£85.00 of {C12} is waived.")
    choose(person, "25 Oct 2026")
    assert shown_fee(person) == ["Nothing owed", "Fee waived"]
    assert person.reads("waived £85.00")
    (line,) = (each for each in entries_shown(person) if "Waived" in each)
    assert "−£85.00" in line or "-£85.00" in line
    assert f"{ADA.administrator_name} · Letter seen" in line
    assert_waived(workspace(program), makeups)


def test_evidence_that_came_before_the_makeup_makes_it_free(
    person: PersonAt, board: BoardScreen, makeups: Makeups, program: Program
) -> None:
    board.tick(C12)
    person.click_on(board.view.waiting.details_button)
    person.click("Account")
    take_up_evidence(person)
    approve(person)
    assert person.reads(f"The makeup of {C12} will be free of charge.")
    for _account_then_details in range(2):
        person.click("Close")
    assert not board.has_sheet()
    assign(board, makeups)
    assert_waived(workspace(program), makeups)


def assign(board: BoardScreen, makeups: Makeups) -> None:
    """Step 6: 4 October has no seat left, 25 October does."""
    if not board.chosen:
        board.tick(C12)
    assert (board.fit(makeups.full), board.fit(makeups.october)) == (Fit.FULL, Fit.ALL)
    board.click_foot(makeups.october)
    assert board.names == []


def choose(person: PersonAt, day: str) -> None:
    """Click the row of a booking in the account."""
    table = person.find(AccountCard).table
    days = [str(table.model().index(row, 0).data()) for row in range(table.model().rowCount())]
    row = next(number for number, text in enumerate(days) if text.startswith(day))
    index = table.model().index(row, 0)
    table.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
    person.click_on(table.viewport(), table.visualRect(index).center())


def take_up_evidence(person: PersonAt) -> None:
    person.click("Special consideration…")
    sheet = person.find(RequestSheet)
    said = [each.text() for each in sheet.findChildren(Label) if each.isVisible()]
    assert "In time until Fri 11 September 2026." in said
    assert sheet.fields["received_on"].value() == FRIDAY
    person.replace(sheet.fields["evidence"].control, "Doctor's letter")
    person.click("Take up")
    assert person.reads("Special consideration is asked for: Doctor's letter")


def approve(person: PersonAt) -> None:
    person.click("Decide…")
    person.replace(person.find(DecisionSheet).fields["reason"].control, "Letter seen")
    person.click("Approve")
    assert person.reads("Special consideration is approved: Letter seen")


def shown_fee(person: PersonAt) -> list[str]:
    """The badges of the account: of everything, and of the booking that is chosen."""
    return badges_in(person.find(AccountCard))[:2]


def entries_shown(person: PersonAt) -> list[str]:
    found = person.find(AccountCard).findChildren(LedgerEntryRow)
    return [each.accessibleName() for each in found if each.isVisible()]


def workspace(program: Program) -> Workspace:
    centre = program.current.centre
    assert centre is not None
    return centre.workspace


def assert_waived(workspace: Workspace, makeups: Makeups) -> None:
    """A waiver of 85.00, a balance of 0.00, `fee_paid`, and who approved."""
    ada, candidate_id = workspace.actor.staff_id, makeups.school.people[-1]
    seat = seat_of(workspace, candidate_id)
    assert (seat.fee.state, seat.fee.waived, seat.fee.owed) == (FeeState.WAIVED, PRICE_2, NOTHING)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        row = uow.get(ExamRegistration, seat.registration_id)
        assert (row.exam_session_id, row.fee_paid) == (makeups.october, True)
        mine = select(LedgerEntry).where(LedgerEntry.candidate_id == candidate_id)
        charge, waiver = uow.session.scalars(mine.order_by(LedgerEntry.id)).all()
        (decided,) = uow.session.scalars(select(SpecialConsideration)).all()
    assert (charge.kind, charge.amount) == ("charge", PRICE_2)
    assert (waiver.kind, waiver.amount, waiver.approved_by_id) == ("waiver", PRICE_2, ada)
    assert (decided.evidence_received_on, decided.decided_by_id) == (FRIDAY, ada)


def seat_of(workspace: Workspace, candidate_id: UUID) -> BookingFee:
    account = workspace.run(candidate_account, candidate_id=candidate_id)
    (found,) = (each for each in account.bookings if each.registration_type == "makeup")
    assert account.total.owed == NOTHING
    return found
