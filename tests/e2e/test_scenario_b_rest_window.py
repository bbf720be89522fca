"""Scenario B, steps 1, 6 and 7, by people who click and type: two papers, and enquiries lost."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from tests.helpers.board import School
from tests.helpers.courses import make_candidate, make_candidates, make_offering
from tests.helpers.enquiries import INES, ROLF, TOM, Desk
from tests.helpers.enquiry_program import (
    CENTRE,
    OCTOBER_12,
    ledger,
    open_profile,
    registration,
    released_centre,
    sign_in_as,
    switch_to,
    workspace,
)
from tests.helpers.person import ALT, CONTROL, PersonAt
from tests.helpers.program import Program, Start
from ui.common.date_edit import DateEdit
from ui.common.text import Label
from ui.desk.courses.day_fields import TimeLine
from ui.desk.courses.enrol_sheet import EnrolSheet
from ui.desk.courses.registrations import RegistrationsSection
from ui.desk.courses.session_form import CourseSessionSheet
from ui.desk.courses.session_page import SessionPage
from ui.desk.enquiries.card_list import CardList
from ui.desk.enquiries.decide_sheet import DecideSheet
from ui.desk.enquiries.view import EnquiriesView
from ui.desk.results.view import ResultsView
from ui.desk.revenue.view import RevenueView
from wset_desk.domain.catalogue import BundledTiming, Component, ExamType
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.course_sessions import list_course_sessions
from wset_desk.services.enquiries.rows import EnquiryCase
from wset_desk.services.money.payments import record_payment
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamTemplate
from wset_desk.system.keys import KeyStore

RESIT, RESIT_DAY = Decimal("125.00"), date(2026, 11, 15)
PAPERS = 2
SAME_TIME = "Two exams of the same candidates can't be at the same time."
ISOLATES = "\u2066\u2069"
AFTER_THE_RESIT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path, keys: KeyStore) -> Desk:
    """The centre with released results; what a test needs beside them it adds."""
    return released_centre(tmp_path, keys)


def test_1_two_papers_follow_each_other_on_the_last_day(
    at_work: PersonAt, program: Program, qtbot: QtBot
) -> None:
    make_offering(workspace(program), 3)
    make_candidates(workspace(program), 2)
    make_candidate(workspace(program), 3, extra_time_percent=25)
    fill_in_the_course(at_work)
    qtbot.waitUntil(lambda: at_work.reads("Sun 20 Sept, \u206612:15 – 13:45"))
    at_work.click("Schedule the course")
    reads_when_its_papers_are(at_work)
    enrol_three(at_work)
    assert own_times(at_work, ExamType.THEORY) == {
        "C01 Candidate": "09:30 – 11:30",
        "C02 Candidate": "09:30 – 11:30",
        "C03 Candidate": "09:30 – 12:00",
    }
    assert own_times(at_work, ExamType.TASTING) == {
        "C01 Candidate": "12:15 – 13:45",
        "C02 Candidate": "12:15 – 13:45",
        "C03 Candidate": "12:15 – 14:08",
    }


def test_1_two_papers_at_the_same_time_are_refused(
    at_work: PersonAt, program: Program, qtbot: QtBot
) -> None:
    each_paper_on_a_day_of_its_own(workspace(program))
    sheet = fill_in_the_course(at_work)
    lines = sheet.separate.findChildren(DateEdit)
    times = sheet.separate.findChildren(TimeLine)
    assert [each.accessibleName() for each in times] == [
        "Level 3 Theory Exam",
        "Level 3 Tasting Exam",
    ]
    for day, at in zip(lines, times, strict=True):
        at_work.replace(day.line, "20/9/2026")
        at_work.replace(at, "09:30")
    qtbot.waitUntil(lambda: at_work.reads(SAME_TIME))
    at_work.click("Schedule the course")
    assert at_work.reads(SAME_TIME)
    assert workspace(program).run(list_course_sessions) == ()
    at_work.replace(times[1], "12:15")
    qtbot.waitUntil(lambda: at_work.reads("Sun 20 Sept, \u206612:15 – 13:45"))
    at_work.click("Schedule the course")
    reads_when_its_papers_are(at_work)


def each_paper_on_a_day_of_its_own(centre: Workspace) -> None:
    """So that whoever schedules the course types when each is."""
    offering = make_offering(centre, 3)
    with centre.store.unit_of_work(centre.actor, write=True) as uow:
        for template in offering.templates:
            uow.get(ExamTemplate, template.id).bundled_timing = BundledTiming.SEPARATE_DAY
        uow.commit()


def fill_in_the_course(person: PersonAt) -> CourseSessionSheet:
    """19 and 20 September, 09:30 to 17:00, 8 seats."""
    person.press(Qt.Key.Key_5, ALT)
    person.press(Qt.Key.Key_K, CONTROL)
    person.type("New course session")
    person.press(Qt.Key.Key_Return)
    sheet = person.find(CourseSessionSheet)
    (first,) = sheet.days.editor.rows
    person.replace(first.date_edit.line, "19/9/2026")
    person.replace(first.end, "17:00")
    person.click("Add a day")
    assert sheet.form is not None
    person.fill(sheet.form, max_capacity="8")
    return sheet


def reads_when_its_papers_are(person: PersonAt) -> None:
    """On the page of the course that has just been scheduled."""
    page = person.find(SessionPage)
    said = [each.text().strip(ISOLATES) for each in page.findChildren(Label) if each.isVisible()]
    assert {"09:30 – 11:30", "12:15 – 13:45"} <= set(said)
    assert said.count("Sun 20 September 2026") == PAPERS
    assert said.count("8 seats left") == PAPERS


def enrol_three(person: PersonAt) -> None:
    person.click("Enrol…")
    table = person.find(EnrolSheet).content.picker.table
    table.setFocus()
    table.selectRow(0)
    for _ in range(3):
        person.press(Qt.Key.Key_Space)
        person.press(Qt.Key.Key_Down)
    person.click("Enrol 3 candidates")


def own_times(person: PersonAt, paper: ExamType) -> dict[str, str]:
    """From when to when each sits, as the paper's table shows it."""
    session = person.find(SessionPage).session
    assert session is not None
    (exam,) = (each for each in session.exams if each.exam_type is paper)
    papers = person.find(RegistrationsSection).papers
    person.click_on(papers, papers.rect_of(str(exam.id)).center().toPoint())
    model = person.find(RegistrationsSection).table.people
    keys = [each.key for each in model.columns]
    name, times = keys.index("name"), keys.index("times")
    return {
        str(model.index(row, name).data()): str(model.index(row, times).data()).strip(ISOLATES)
        for row in range(model.rowCount())
    }


def test_6_tom_loses_the_enquiry_and_passes_the_resit(
    desk: Desk, start: Start, program: Program
) -> None:
    desk.pay(desk.submit(TOM))
    session, resit = booked_resit(desk.school)
    first_tasting = desk.registration(TOM)
    desk.admin.close()
    person = eva_at_the_enquiries(start, program)
    case = decide(person, "Tom", "48")
    assert case.decision is not None
    assert case.decision.outcome is EnquiryOutcome.REJECTED
    assert (case.decision.result_changed, case.overall.passed) == (False, False)
    assert person.reads("Rejected")
    program.move_clock(AFTER_THE_RESIT)
    switch_to(person, program, "dan")
    type_the_mark(person, program, session, "90")
    switch_to(person, program, "cleo")
    confirm_and_release(person, program, session)
    for each in (resit, first_tasting):
        assert registration(program, each).overall_passed is True
    switch_to(person, program, "ada")
    open_profile(program, desk.school.people[TOM - 1])
    assert person.reads("90 of 100")
    assert refunds(program) == []
    sees_what_came_in(person)


def booked_resit(school: School) -> tuple[UUID, UUID]:
    """Tom's seat on 15 November, paid: the session and his registration."""
    session = school.exam(RESIT_DAY, exam_type=ExamType.TASTING)
    (seat,) = school.seat(session, school.key(TOM, ExamType.TASTING))
    school.workspace.call(
        record_payment, registration_id=seat.registration_id, amount=RESIT, method="card"
    )
    return session, seat.registration_id


def type_the_mark(person: PersonAt, program: Program, session: UUID, mark: str) -> None:
    program.window.navigate("results", exam_session_id=session)
    page = person.find(ResultsView).page
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index(0, page.model.sheet.mark_columns()[0]))
    person.type(mark)
    person.press(Qt.Key.Key_Return)
    assert page.tally.text() == "1 pass · 0 fail"


def confirm_and_release(person: PersonAt, program: Program, session: UUID) -> None:
    program.window.navigate("results", exam_session_id=session)
    person.find(ResultsView)
    person.click("Confirm 1")
    person.click("Release 1…")
    person.click("Release 1 result")
    person.click("Release 1 result")


def sees_what_came_in(person: PersonAt) -> None:
    """The enquiry's 50.00 and the resit's 125.00; nothing went back."""
    person.click("Revenue")
    received = person.find(RevenueView).figures.received
    assert received.accessibleName() == "Received: £175.00. £0.00 refunded"


def test_7_a_mark_goes_up_and_another_down_and_no_fee_goes_back(
    desk: Desk, start: Start, program: Program
) -> None:
    for number in (INES, ROLF):
        desk.pay(desk.submit(number))
    rows = {number: desk.registration(number) for number in (INES, ROLF)}
    desk.admin.close()
    person = eva_at_the_enquiries(start, program)
    ines = decide(person, "Ines", "53")
    assert person.reads("Partially upheld")
    person.press(Qt.Key.Key_Escape)
    rolf = decide(person, "Rolf", "57")
    assert person.reads("Rejected")
    expected = (
        (INES, ines, EnquiryOutcome.PARTIAL, Decimal(2), Decimal(53)),
        (ROLF, rolf, EnquiryOutcome.REJECTED, Decimal(-3), Decimal(57)),
    )
    for number, case, outcome, change, score in expected:
        assert case.decision is not None
        assert case.decision.outcome is outcome
        assert case.decision.score_change_tasting == change
        assert not (case.decision.result_changed or case.decision.fee_refunded)
        assert registration(program, rows[number]).tasting_score == score
    assert refunds(program) == []


def eva_at_the_enquiries(start: Start, program: Program) -> PersonAt:
    """12 October; she had nothing to do with the marks."""
    person = start(CENTRE)
    sign_in_as(person, "eva")
    program.move_clock(OCTOBER_12)
    person.press(Qt.Key.Key_8, ALT)
    return person


def decide(person: PersonAt, first_name: str, mark: str) -> EnquiryCase:
    """Open a card of the board, review it, and answer with the mark that was found."""
    click_card_of(person, first_name)
    person.press(Qt.Key.Key_R)
    person.press(Qt.Key.Key_D)
    sheet = person.find(DecideSheet)
    person.replace(sheet.marks[Component.TASTING, None].line, mark)
    person.replace(sheet.resolution.control, "Marked once more")
    person.click("Complete…")
    assert person.reads("The fee of £50.00 stays")
    person.click("Complete the enquiry")
    case = person.find(EnquiriesView).page.case
    assert case is not None
    assert (case.row.candidate.split()[0], case.row.status) == (
        first_name,
        EnquiryStatus.COMPLETED,
    )
    assert person.reads("Marked once more")
    return case


def click_card_of(person: PersonAt, first_name: str) -> None:
    view = person.find(EnquiriesView)
    assert not view.shows_case
    for cards in (each for each in view.findChildren(CardList) if each.isVisible()):
        for number, row in enumerate(cards.enquiries.rows):
            if row.candidate.split()[0] == first_name:
                index = cards.enquiries.index(number)
                cards.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
                person.click_on(cards.viewport(), cards.visualRect(index).center())
    assert view.shows_case


def refunds(program: Program) -> list[Decimal]:
    return [each.amount for each in ledger(program) if each.kind == LedgerKind.REFUND]
