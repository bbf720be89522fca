"""A paper that is marked by part is decided by part."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.courses_screen import texts_in
from tests.helpers.desk import settle
from tests.helpers.enquiries import Desk
from tests.helpers.enquiries_screen import EnquiriesScreen
from tests.helpers.marking import ExamDay, exam_day
from tests.helpers.result_life import officer, release
from ui.desk.enquiries.decide_sheet import DecideSheet
from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStep, EnquiryType
from wset_desk.domain.fees import PaymentMethod
from wset_desk.services.enquiries.reviewing import start_review
from wset_desk.services.enquiries.rows import EnquiryCase
from wset_desk.services.enquiries.submitting import submit_enquiry
from wset_desk.services.money.payments import record_payment
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

SUNDAY = date(2026, 9, 20)
CHOICE = (Component.THEORY, "multiple_choice")
WRITTEN = (Component.THEORY, "written")


@pytest.fixture
def marked(desk: Workspace, clock: FixedClock) -> ExamDay:
    """A theory paper in two parts: 40 of 50, and 54 of 100, which fails."""
    day = exam_day(desk, level=3, profile="WSET", days=(SUNDAY,), candidates=1)
    clock.instant += timedelta(days=55)
    marks = (
        day.mark(1, "40", "theory", "multiple_choice"),
        day.mark(1, "54", "theory", "written"),
        day.mark(1, "30", "tasting"),
    )
    assert not desk.call(set_marks, marks=marks).refused
    release(officer(desk), day)
    return day


def under_review(workspace: Workspace, by: Workspace, day: ExamDay) -> EnquiryCase:
    case = workspace.call(
        submit_enquiry,
        registration_id=day.registrations[Component.THEORY][0],
        enquiry_type=EnquiryType.THEORY,
        reason="Question 3",
        consent_given_on=SUNDAY,
    )
    workspace.call(
        record_payment, enquiry_id=case.id, amount=case.row.owed, method=PaymentMethod.CARD
    )
    return by.call(start_review, enquiry_id=case.id)


def test_a_part_is_changed_and_the_rest_follows(
    desk: Workspace,
    clock: FixedClock,
    marked: ExamDay,
    qtbot: QtBot,
    shown: Callable[..., QWidget],
) -> None:
    eva = officer(desk, "Eva Exact")
    case = under_review(desk, eva, marked)
    office = Desk(school=None, clock=clock, dan=desk, cleo=desk, eva=eva)  # type: ignore[arg-type]
    screen = EnquiriesScreen(office, qtbot, eva)
    shown(screen.view, 1080, 780)
    screen.open(case)
    assert "Multiple choice 40, Written 54" in texts_in(screen.view.page.papers)
    screen.click(screen.verb(EnquiryStep.DECIDE))
    sheet = screen.sheet()
    assert isinstance(sheet, DecideSheet)
    assert {key: field.value() for key, field in sheet.marks.items()} == {
        CHOICE: "40",
        WRITTEN: "54",
    }
    line = sheet.marks[WRITTEN].line
    line.selectAll()
    qtbot.keyClicks(line, "101")
    qtbot.waitUntil(lambda: not sheet.is_waiting)
    settle()
    assert sheet.marks[WRITTEN].error
    assert not sheet.marks[CHOICE].error
    line.selectAll()
    qtbot.keyClicks(line, "55")
    qtbot.waitUntil(lambda: not sheet.is_waiting)
    settle()
    said = texts_in(sheet.preview)
    assert "Written: 54 → 55" in said
    assert any(text.startswith("94 → 95 of 150") for text in said)
    sheet.resolution.set_value("One mark more for question 3")
    screen.save()
    screen.answer()
    assert screen.case.row.outcome is EnquiryOutcome.UPHELD
    assert "Multiple choice 40, Written 55" in texts_in(screen.view.page.papers)
