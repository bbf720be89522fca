"""What opens over the board: a session's people, somebody's details, suggestions, changes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.board import OCTOBER_4, OCTOBER_25, SUNDAY, School, held_course
from tests.helpers.board_screen import BoardScreen, badges_in, button, texts_in
from tests.helpers.courses import make_offering
from tests.helpers.desk import settle
from ui.common.messages import bar_of
from ui.common.sheet import Sheet
from ui.desk.board.cancel_sheet import CancelSeatSheet
from ui.desk.board.person_sheet import PersonSheet
from ui.desk.board.reschedule_sheet import RescheduleSheet
from ui.desk.board.session_sheet import SessionSheet
from ui.desk.board.suggest_sheet import SuggestSheet
from ui.desk.money.account_card import AccountCard
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.fees import FeeState, PaymentMethod
from wset_desk.domain.notices import NoticeKind, NoticeState
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.enrollments import enrol_online
from wset_desk.services.money.payments import record_payment
from wset_desk.services.notices.outbox import notices
from wset_desk.services.workspace import Workspace
from wset_desk.settings import WAITING_LIST_OFFER_HOURS
from wset_desk.system.clock import FixedClock

C11, C12 = "C11 Candidate", "C12 Candidate"
LATE = datetime(2026, 10, 9, 9, tzinfo=UTC)


@pytest.fixture
def school(desk: Workspace, clock: FixedClock) -> School:
    """C10, C11 and C12 have missed the exam of 6 September."""
    made = held_course(desk, clock)
    made.miss(10, 11, 12)
    return made


@pytest.fixture
def show(shown: Callable[..., QWidget], school: School) -> Callable[[], BoardScreen]:
    def show_it() -> BoardScreen:
        screen = BoardScreen(school)
        shown(screen.view, 1280, 800)
        return screen

    return show_it


@pytest.fixture
def october(school: School) -> UUID:
    return school.exam(OCTOBER_25)


@pytest.fixture
def full(school: School) -> UUID:
    """One seat, and C10 has it."""
    exam = school.exam(OCTOBER_4, seats=1)
    school.seat(exam, school.key(10))
    return exam


def test_who_finds_no_seat_joins_the_waiting_list_in_order(
    show: Callable[[], BoardScreen], school: School, full: UUID
) -> None:
    screen = show()
    screen.tick(C11, C12)
    screen.click_foot(full)
    assert school.session(full).line == 2
    assert screen.foot(full) == "On the waiting list already"
    assert "2 on the waiting list" in screen.spoken(full)
    screen.click_session(full)
    sheet = screen.sheet(SessionSheet)
    assert [name for name in texts_in(sheet) if name.startswith("C1")] == [
        "C10 Candidate",
        C11,
        C12,
    ]
    screen.undo()
    assert school.session(full).line == 0


def test_an_offer_is_taken_or_withdrawn_from_the_session(
    show: Callable[[], BoardScreen], school: School, full: UUID
) -> None:
    school.workspace.call(change_setting, name=WAITING_LIST_OFFER_HOURS.name, value=48)
    screen = show()
    screen.tick(C11, C12)
    screen.click_foot(full)
    screen.click_session(full)
    screen.press(button(screen.sheet(SessionSheet), "Cancel the seat of C10 Candidate…"))
    screen.press(screen.newest_sheet(CancelSeatSheet).save_button)
    sheet = screen.sheet(SessionSheet)
    assert any(text.startswith("A seat is held until") for text in texts_in(sheet))
    screen.press(button(sheet, "Withdraw"))
    screen.press(button(sheet, "Give the seat"))
    assert [person.name for person in school.session(full).people] == [C12]
    assert screen.shell.toasts[-1] == "C12 Candidate assigned to Sun 4 Oct, 15:30. £85.00 charged."


def test_a_seat_is_given_up_and_given_back(
    show: Callable[[], BoardScreen], school: School, october: UUID
) -> None:
    school.seat(october, school.key(12))
    screen = show()
    screen.click_session(october)
    screen.press(button(screen.sheet(SessionSheet), "Cancel the seat of C12 Candidate…"))
    sheet = screen.newest_sheet(CancelSeatSheet)
    assert "£85.00 is owed no longer." in texts_in(sheet)
    screen.press(sheet.save_button)
    assert school.session(october).taken == 0
    assert C12 in screen.names
    screen.undo()
    assert school.session(october).taken == 1
    screen.shell.redo()
    assert school.session(october).taken == 0
    screen.undo()
    assert school.session(october).taken == 1


def test_past_the_deadline_a_seat_is_given_up_with_a_reason_only(
    show: Callable[[], BoardScreen], school: School, october: UUID
) -> None:
    school.seat(october, school.key(12))
    school.clock.instant = LATE
    screen = show()
    screen.click_session(october)
    screen.press(button(screen.sheet(SessionSheet), "Cancel the seat of C12 Candidate…"))
    sheet = screen.newest_sheet(CancelSeatSheet)
    screen.press(sheet.save_button)
    assert sheet.reason.error == "This is needed."
    sheet.reason.set_value("Moved abroad")
    assert sheet.refund is not None
    screen.press(sheet.save_button)
    assert school.session(october).taken == 0


def test_somebody_is_rescheduled_and_back(
    show: Callable[[], BoardScreen], school: School, october: UUID
) -> None:
    early = school.exam(OCTOBER_4)
    school.seat(october, school.key(12))
    screen = show()
    screen.click_session(october)
    screen.press(button(screen.sheet(SessionSheet), "Reschedule C12 Candidate…"))
    sheet = screen.newest_sheet(RescheduleSheet)
    assert "The fee of £85.00 moves along." in texts_in(sheet)
    assert [row.session.id for row in sheet.model.rows] == [early]
    screen.press(sheet.save_button)
    assert school.session(early).taken == 1
    assert school.session(october).taken == 0
    screen.undo()
    assert (school.session(early).taken, school.session(october).taken) == (0, 1)
    screen.shell.redo()
    assert (school.session(early).taken, school.session(october).taken) == (1, 0)
    screen.undo()
    assert (school.session(early).taken, school.session(october).taken) == (0, 1)


def test_what_was_paid_since_is_not_undone_and_the_reason_is_shown(
    show: Callable[[], BoardScreen], school: School, october: UUID
) -> None:
    screen = show()
    screen.tick(C12)
    screen.click_foot(october)
    (person,) = school.session(october).people
    school.workspace.call(
        record_payment,
        registration_id=person.registration_id,
        amount=Decimal("85.00"),
        method=PaymentMethod.CARD,
    )
    screen.undo()
    bar = bar_of(screen.view)
    assert bar is not None
    assert bar.text == "C12 Candidate has paid since: this can't be undone any more."
    assert school.session(october).taken == 1


def test_somebody_s_details_propose_the_next_session_and_say_why_not_earlier(
    show: Callable[[], BoardScreen], school: School, full: UUID, october: UUID
) -> None:
    screen = show()
    screen.tick(C12)
    screen.press(screen.view.waiting.details_button)
    sheet = screen.sheet(PersonSheet)
    said = texts_in(sheet)
    assert "Sun 25 Oct, 15:30" in said
    assert "Sun 4 Oct, 15:30: All seats are taken" in said
    assert "£85.00 is charged with the seat" in said
    assert "Missed 6 Sept" in said
    screen.press(button(sheet, "Assign here"))
    assert [person.name for person in school.session(october).people] == [C12]
    assert not screen.has_sheet()


def test_suggestions_are_accepted_in_part_and_undone_together(
    show: Callable[[], BoardScreen], school: School
) -> None:
    one_seat, october = school.exam(OCTOBER_4, seats=1), school.exam(OCTOBER_25, seats=1)
    screen = show()
    screen.press(screen.view.suggest_button)
    sheet = screen.sheet(SuggestSheet)
    assert [(row.session.id, row.left) for row in sheet.model.rows] == [(one_seat, 0), (october, 0)]
    assert [row.why for row in sheet.unplaced_model.rows] == [
        "Every seat goes to somebody else who waits."
    ]
    sheet.table.toggled.emit(sheet.model.rows[1])
    assert sheet.save_button.text() == "Accept 1"
    screen.press(button(sheet, "Tick all"))
    screen.press(sheet.save_button)
    assert (school.session(one_seat).taken, school.session(october).taken) == (1, 1)
    assert screen.shell.toasts == ["2 candidates have seats. £170.00 charged."]
    screen.undo()
    assert len(school.board().people) == 3


def test_a_session_that_begins_leaves_its_sheet(
    show: Callable[[], BoardScreen], school: School, october: UUID
) -> None:
    screen = show()
    screen.click_session(october)
    screen.sheet(SessionSheet)
    school.clock.advance(timedelta(days=60))
    screen.view.refresh()
    settle()
    assert not screen.has_sheet()


def test_who_waits_for_a_remote_exam_is_sent_to_its_queue(
    show: Callable[[], BoardScreen], school: School
) -> None:
    online = make_offering(
        school.workspace, 2, course_format=CourseFormat.ONLINE, subject="Spirits"
    )
    made = school.workspace.call(
        enrol_online,
        offering_id=online.id,
        candidate_id=school.people[0],
        start_date=SUNDAY,
    )
    exam = school.exam(OCTOBER_25)
    screen = show()
    assert screen.view.waiting.segment_choice.findText("Other 1") >= 0
    screen.tick("C01 Candidate")
    assert not screen.hold_over(exam)
    screen.press(screen.view.waiting.details_button)
    screen.press(screen.sheet(PersonSheet).remote_button)
    assert screen.shell.visits == [("remote", {"enrollment_id": made.enrollment_id})]


def test_money_is_taken_from_a_session_s_people(
    show: Callable[[], BoardScreen], school: School, october: UUID
) -> None:
    """Open the account, Record payment, Save: the amount is there already."""
    school.seat(october, school.key(12))
    screen = show()
    screen.click_session(october)
    assert "Fee owed" in badges_in(screen.sheet(SessionSheet))
    screen.press(button(screen.sheet(SessionSheet), "Account of C12 Candidate"))
    screen.press(button(screen.view.window(), "Record payment"))
    screen.press(screen.newest_sheet(Sheet).save_button)
    (person,) = school.session(october).people
    assert person.fee_state is FeeState.PAID
    assert "Fee paid" in badges_in(screen.view.window())


def test_the_account_is_a_click_away_from_somebody_s_details(
    show: Callable[[], BoardScreen], october: UUID
) -> None:
    screen = show()
    screen.tick(C12)
    screen.press(screen.view.waiting.details_button)
    screen.press(button(screen.sheet(PersonSheet), "Account"))
    assert screen.view.window().findChild(AccountCard) is not None


def test_those_who_missed_an_exam_are_invited_from_the_list_or_their_details(
    show: Callable[[], BoardScreen], school: School, october: UUID
) -> None:
    screen = show()
    assert not screen.view.invite_button.isEnabled()
    screen.tick(C11, C12)
    screen.press(screen.view.invite_button)
    drafts = school.workspace.run(notices)
    assert {each.name for each in drafts} == {C11, C12}
    assert {each.kind for each in drafts} == {NoticeKind.MAKEUP_INVITATION}
    assert screen.shell.toasts == ["2 drafts are in Messages."]
    screen.view.open_person(school.person(11))
    settle()
    (sheet,) = screen.view.window().findChildren(PersonSheet)
    button(sheet, "Write an invitation").click()
    settle()
    states = [each.state for each in school.workspace.run(notices) if each.name == C11]
    assert states == [NoticeState.DRAFT, NoticeState.DISCARDED]
