"""Scenario B, steps 2 to 5, by people who click and type: resit, enquiry, review, what follows."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from tests.helpers.enquiries import MARTA, Desk
from tests.helpers.enquiry_program import (
    CENTRE,
    OCTOBER_12,
    buttons_of,
    ledger,
    open_profile,
    open_the_case,
    registration,
    released_centre,
    seats_taken,
    sign_in_as,
    switch_to,
)
from tests.helpers.person import PersonAt
from tests.helpers.program import Program, Start
from ui.desk.candidates.profile import ACCOUNT, EXAMS
from ui.desk.candidates.seat_sheet import SeatSheet
from ui.desk.candidates.view import CandidatesView
from ui.desk.enquiries.decide_sheet import DecideSheet
from ui.desk.enquiries.needless_sheet import NeedlessSheet
from ui.desk.enquiries.submit_sheet import SubmitSheet
from ui.desk.enquiries.view import EnquiriesView
from ui.desk.results.version_list import VersionSheet
from wset_desk.domain.catalogue import Component, ExamType
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus
from wset_desk.domain.pricing import LedgerKind
from wset_desk.system.keys import KeyStore

SEPTEMBER_28 = datetime(2026, 9, 28, 9, 0, tzinfo=UTC)
TASTING_ENQUIRY = "Tasting · Level 3 Tasting Exam, 20 Sept 2026"
SEATS, OTHERS = 6, (5, 6, 7, 8)


@pytest.fixture
def desk(tmp_path: Path, keys: KeyStore) -> Desk:
    """The centre with released results. Four sit the resit on 18 October."""
    made = released_centre(tmp_path, keys)
    session = made.resit(seats=SEATS)
    made.school.seat(session, *(made.school.key(n, ExamType.TASTING) for n in OTHERS))
    made.admin.close()
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
