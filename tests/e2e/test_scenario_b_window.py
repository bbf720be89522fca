"""Scenario B, steps 2 to 5, by people who click and type: resit, enquiry, review, what follows."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from sqlalchemy import select

from tests.helpers.desk import settle
from tests.helpers.enquiries import MARTA, Desk, enquiry_desk
from tests.helpers.person import ALT, PersonAt
from tests.helpers.profiles import ADA, set_up
from tests.helpers.program import Program, Start
from tests.helpers.stores import NOW, PASSWORD, PASSWORDS
from ui.desk.candidates.profile import ACCOUNT, EXAMS
from ui.desk.candidates.seat_sheet import SeatSheet
from ui.desk.candidates.view import CandidatesView
from ui.desk.enquiries.decide_sheet import DecideSheet
from ui.desk.enquiries.needless_sheet import NeedlessSheet
from ui.desk.enquiries.submit_sheet import SubmitSheet
from ui.desk.enquiries.view import EnquiriesView
from ui.desk.results.version_list import VersionSheet
from ui.desk.start.sign_in import SignInPage
from wset_desk.domain.catalogue import Component, ExamType
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.board.board import board
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, LedgerEntry, Staff
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore

CENTRE = "Vine School"
SEPTEMBER_28 = datetime(2026, 9, 28, 9, 0, tzinfo=UTC)
OCTOBER_12 = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
TASTING_ENQUIRY = "Tasting · Level 3 Tasting Exam, 20 Sept 2026"
SEATS, OTHERS = 6, (5, 6, 7, 8)


@pytest.fixture
def desk(tmp_path: Path, keys: KeyStore) -> Desk:
    """The centre with released results; Ada, Dan and Eva can sign in. Four sit on 18 October."""
    clock = FixedClock(NOW)
    centre = set_up(tmp_path, clock, keys, centre=replace(ADA, name=CENTRE))
    made = enquiry_desk(centre.workspace, clock)
    session = made.resit(seats=SEATS)
    made.school.seat(session, *(made.school.key(n, ExamType.TASTING) for n in OTHERS))
    for name, workspace in (("dan", made.dan), ("eva", made.eva)):
        with made.admin.store.unit_of_work(made.admin.actor, write=True) as uow:
            staff = uow.get(Staff, workspace.actor.staff_id)  # type: ignore[arg-type]
            staff.username, staff.password_hash = name, PASSWORDS.hash(PASSWORD)
            uow.commit()
    centre.workspace.close()
    return made


@pytest.fixture
def person(desk: Desk, start: Start, program: Program) -> PersonAt:
    """Ada, on 28 September."""
    somebody = start(CENTRE)
    sign_in_as(somebody, "ada")
    program.move_clock(SEPTEMBER_28)
    return somebody


def test_marta_challenges_her_tasting_and_passes(
    person: PersonAt, desk: Desk, program: Program
) -> None:
    marta = desk.school.people[MARTA - 1]
    open_profile(program, marta)
    reads_what_is_offered(person)
    resit = book_and_pay_the_resit(person, program)
    ask_and_pay(person)
    program.move_clock(OCTOBER_12)
    switch_to(person, program, "dan")
    dan_cannot_review_it(person)
    switch_to(person, program, "eva")
    eva_decides(person)
    assert_what_came_of_it(person, program)
    the_needless_resit_is_cancelled(person, program, resit)
    switch_to(person, program, "ada")
    open_profile(program, marta)
    assert person.reads("57 of 100")
    assert "Tasting enquiry of 28 Sept 2026" in buttons_of(person)


def reads_what_is_offered(person: PersonAt) -> None:
    """Step 2: a tasting resit, enquiries about tasting and about both; no theory resit."""
    assert person.reads("£125.00")
    for text in ("£50.00 · until 13 Dec 2026", "£90.00 · until 13 Dec 2026"):
        assert person.reads(text)
    offered = buttons_of(person)
    assert "Book resit… Level 3 Tasting Exam resit" in offered
    assert not any("Level 3 Theory Exam resit" in each for each in offered)


def book_and_pay_the_resit(person: PersonAt, program: Program) -> UUID:
    """Step 3: 18 October, the fifth of six seats, £125.00."""
    person.click("Book resit… Level 3 Tasting Exam resit")
    sheet = person.find(SeatSheet)
    assert str(sheet.model.index(0, 0).data()).startswith("Sun 18 Oct")
    person.click("Book this seat")
    view = person.find(CandidatesView)
    person.click_on(view.panel.tabs, view.panel.tabs.rect_of(ACCOUNT).center().toPoint())
    person.click("Record payment")
    person.click("Record payment")
    person.click_on(view.panel.tabs, view.panel.tabs.rect_of(EXAMS).center().toPoint())
    (booked,) = view.panel.profile.upcoming if view.panel.profile is not None else ()
    assert booked.fee_paid
    assert seats_taken(program, booked.exam_session_id) == len(OTHERS) + 1
    return booked.registration_id


def ask_and_pay(person: PersonAt) -> None:
    """Step 3: she consents, and pays 50.00."""
    person.click(f"Enquire… {TASTING_ENQUIRY}")
    sheet = person.find(SubmitSheet)
    person.replace(sheet.reason.control, "Wine 2 was as I described it")
    person.click("The candidate consents that marks may go down")
    person.click("Submit")
    page = person.find(EnquiriesView).page
    assert page.case is not None
    assert page.case.row.status is EnquiryStatus.SUBMITTED
    person.click("Record payment")
    person.click("Record payment")
    assert page.case.row.owed == 0


def dan_cannot_review_it(person: PersonAt) -> None:
    """Step 4: he marked it."""
    open_the_case(person)
    assert person.reads("You entered or confirmed this result: somebody else reviews it.")
    with pytest.raises(AssertionError, match="can't be clicked now"):
        person.click("Start review")


def eva_decides(person: PersonAt) -> None:
    """Step 4: upheld, +6.00."""
    open_the_case(person)
    person.press(Qt.Key.Key_R)
    person.press(Qt.Key.Key_D)
    sheet = person.find(DecideSheet)
    person.replace(sheet.marks[Component.TASTING, None].line, "57")
    person.replace(sheet.resolution.control, "Two notes on wine 2 are right")
    person.click("Complete…")
    person.click("Complete the enquiry")


def assert_what_came_of_it(person: PersonAt, program: Program) -> None:
    case = person.find(EnquiriesView).page.case
    assert case is not None
    assert case.decision is not None
    assert (case.row.status, case.decision.outcome) == ("completed", EnquiryOutcome.UPHELD)
    assert case.decision.result_changed
    assert case.overall.passed
    person.click(f"History of the mark for Tasting · {TASTING_ENQUIRY.partition(' · ')[2]}")
    said = [each.words for each in person.find(VersionSheet).entries]
    assert said[0] == "51 → 57"
    assert said[-1] == "51"
    person.press(Qt.Key.Key_Escape)
    refunds = [each for each in ledger(program) if each.kind == LedgerKind.REFUND]
    assert [str(each.amount) for each in refunds] == ["50.00"]


def the_needless_resit_is_cancelled(person: PersonAt, program: Program, resit: UUID) -> None:
    """Step 5: four of six again; that the money goes back is Eva's choice."""
    person.click("Cancel the seat…")
    sheet = person.find(NeedlessSheet)
    person.click("Cancel the seat")
    assert person.reads("Choose what becomes of the fee.")
    person.click_on(sheet.give_back)
    person.click("Cancel the seat")
    row = registration(program, resit)
    assert row.status == "cancelled"
    assert seats_taken(program, row.exam_session_id) == len(OTHERS)
    refunds = [each for each in ledger(program) if each.kind == LedgerKind.REFUND]
    assert sorted(str(each.amount) for each in refunds) == ["125.00", "50.00"]


def open_profile(program: Program, candidate_id: UUID) -> None:
    program.window.navigate("candidates", candidate_id=candidate_id)
    settle()


def open_the_case(person: PersonAt) -> None:
    """From the rail to the board, and Enter on the first card."""
    person.press(Qt.Key.Key_8, ALT)
    view = person.find(EnquiriesView)
    assert not view.shows_case
    person.press(Qt.Key.Key_Return)
    assert view.shows_case


def switch_to(person: PersonAt, program: Program, username: str) -> None:
    program.window.switch_user_requested.emit()
    sign_in_as(person, username)


def sign_in_as(person: PersonAt, username: str) -> None:
    page = person.find(SignInPage)
    person.fill(page.form, username=username, password=PASSWORD)
    person.press(Qt.Key.Key_Return)


def buttons_of(person: PersonAt) -> list[str]:
    """What the buttons that are to be seen are called."""
    found = person.window.findChildren(QAbstractButton)
    return [each.accessibleName() or each.text() for each in found if each.isVisible()]


def workspace(program: Program) -> Workspace:
    centre = program.current.centre
    assert centre is not None
    return centre.workspace


def seats_taken(program: Program, exam_session_id: UUID) -> int:
    sessions = workspace(program).run(board).sessions
    return next(each.taken for each in sessions if each.id == exam_session_id)


def registration(program: Program, registration_id: UUID) -> ExamRegistration:
    with workspace(program).store.unit_of_work(workspace(program).actor, write=False) as uow:
        return uow.get(ExamRegistration, registration_id)


def ledger(program: Program) -> list[LedgerEntry]:
    with workspace(program).store.unit_of_work(workspace(program).actor, write=False) as uow:
        return list(uow.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id)))
