"""The assignment board: seats by mouse, by clicks and by keyboard, and taking them back."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.helpers.board import OCTOBER_4, OCTOBER_25, School, held_course
from tests.helpers.board_screen import BoardScreen, texts_in
from tests.helpers.desk import settle
from ui.desk.board.chooser_sheet import ChooserSheet
from ui.desk.board.fit_words import held_short
from ui.desk.board.fits import Fit
from ui.desk.board.session_sheet import SessionSheet
from ui.desk.board.who_fits_sheet import WhoFitsSheet
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.fees import FeeState
from wset_desk.domain.registrations import RegistrationType
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

C11, C12 = "C11 Candidate", "C12 Candidate"


@pytest.fixture
def school(desk: Workspace, clock: FixedClock) -> School:
    """C11 and C12 have missed the exam of 6 September; C10 has failed it."""
    made = held_course(desk, clock)
    made.miss(11, 12)
    made.mark(10, "54.99")
    return made


@pytest.fixture
def show(shown: Callable[..., QWidget], school: School) -> Callable[..., BoardScreen]:
    def show_it(width: int = 1280, height: int = 800) -> BoardScreen:
        screen = BoardScreen(school)
        shown(screen.view, width, height)
        return screen

    return show_it


@pytest.fixture
def october(school: School) -> UUID:
    return school.exam(OCTOBER_25)


def test_who_waits_and_why(show: Callable[..., BoardScreen], october: UUID) -> None:
    screen = show()
    assert screen.names == ["C10 Candidate", C11, C12]
    people = screen.view.waiting.list.people
    spoken = people.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "C10 Candidate, 100010, Level 2 Theory, Resit, Failed · 54.99 %"
    assert "Missed 6 Sept" in people.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert screen.foot(october) == "Booking closes Thu 8 Oct, 17:00"


def test_a_drop_assigns_all_and_one_undo_takes_them_back(
    show: Callable[..., BoardScreen], school: School, october: UUID
) -> None:
    screen = show()
    screen.tick(C11, C12)
    assert screen.chosen == [C11, C12]
    assert screen.view.sessions.note.text() == "1 of 1 fits your selection"
    assert screen.hold_over(october)
    assert screen.view.sessions.list.target == october
    assert screen.drop_on(october)
    assert screen.view.sessions.list.target is None
    assert school.session(october).taken == 2
    assert screen.names == ["C10 Candidate"]
    assert screen.shell.toasts == ["2 candidates assigned to Sun 25 Oct, 15:30. £170.00 charged."]
    screen.undo()
    assert school.session(october).taken == 0
    assert screen.names == ["C10 Candidate", C11, C12]


def test_an_assignment_is_undone_also_after_others_followed(
    show: Callable[..., BoardScreen], school: School, october: UUID
) -> None:
    screen = show()
    for name in (C11, C12):
        screen.tick(name)
        screen.click_foot(october)
    screen.undo(0)
    assert school.waiting() == ["C10 Candidate", C11]
    assert [person.name for person in school.session(october).people] == [C12]


def test_one_clicks_a_card_to_choose_it_alone_and_with_ctrl_and_shift_more(
    show: Callable[..., BoardScreen], october: UUID
) -> None:
    screen = show()
    screen.click_card(C11)
    screen.click_card(C12)
    assert screen.chosen == [C12]
    screen.click_card(C11, Qt.KeyboardModifier.ControlModifier)
    assert screen.chosen == [C11, C12]
    screen.click_card("C10 Candidate", Qt.KeyboardModifier.ShiftModifier)
    assert "C10 Candidate" in screen.chosen
    screen.press(screen.view.waiting.clear_button)
    assert screen.chosen == []


def test_what_does_not_fit_says_why_before_the_mouse_is_let_go(
    show: Callable[..., BoardScreen], school: School, october: UUID
) -> None:
    full = school.exam(OCTOBER_4, seats=1)
    school.seat(full, school.key(10))
    screen = show()
    screen.tick(C12)
    assert screen.fit(full) is Fit.FULL
    assert not screen.hold_over(full)
    assert screen.spoken(full).endswith("Doesn't fit: All seats are taken")
    assert not screen.drop_on(full)
    assert screen.foot(full) == "Join the waiting list"
    assert screen.spoken(october).endswith("Fits.")


def test_where_only_some_fit_nobody_is_assigned_until_somebody_is_chosen(
    show: Callable[..., BoardScreen], school: School
) -> None:
    last_seat = school.exam(OCTOBER_4, seats=1)
    screen = show()
    screen.tick(C11, C12)
    assert screen.fit(last_seat) is Fit.SOME
    assert screen.drop_on(last_seat)
    assert school.session(last_seat).taken == 0
    sheet = screen.sheet(WhoFitsSheet)
    assert [line.check.isChecked() for line in sheet.lines] == [True, False]
    screen.press(sheet.lines[1].check)
    assert not sheet.save_button.isEnabled()
    screen.press(sheet.lines[0].check)
    screen.press(sheet.save_button)
    assert [person.name for person in school.session(last_seat).people] == [C12]
    assert screen.chosen == [C11]


def test_by_keyboard_alone(show: Callable[..., BoardScreen], school: School, october: UUID) -> None:
    screen = show()
    screen.view.take_keyboard()
    settle()
    screen.key(Qt.Key.Key_Down)
    assert screen.chosen == []
    screen.key(Qt.Key.Key_Space)
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_Space)
    assert screen.chosen == [C11, C12]
    while not screen.view.sessions.list.hasFocus():
        screen.key(Qt.Key.Key_Tab)
    screen.key(Qt.Key.Key_Escape)
    assert screen.view.waiting.list.hasFocus()
    screen.key(Qt.Key.Key_Right)
    screen.key(Qt.Key.Key_Return)
    assert school.session(october).taken == 2
    screen.key(Qt.Key.Key_Space)
    assert screen.has_sheet()


def test_assign_to_offers_what_fits_first(
    show: Callable[..., BoardScreen], school: School, october: UUID
) -> None:
    full = school.exam(OCTOBER_4, seats=1)
    school.seat(full, school.key(10))
    screen = show()
    screen.tick(C12)
    screen.view.waiting.list.setFocus()
    screen.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sheet = screen.sheet(ChooserSheet)
    assert [row.session.id for row in sheet.model.rows] == [october, full]
    screen.key(Qt.Key.Key_Return)
    assert [person.name for person in school.session(october).people] == [C12]
    assert not screen.has_sheet()


def test_past_the_deadline_a_reason_is_asked_for(
    show: Callable[..., BoardScreen], school: School, october: UUID
) -> None:
    school.clock.instant = datetime(2026, 10, 8, 16, 1, tzinfo=UTC)
    screen = show()
    screen.tick(C12)
    assert screen.fit(october) is Fit.LATE
    screen.click_foot(october)
    sheet = screen.sheet(WhoFitsSheet)
    screen.press(sheet.save_button)
    assert sheet.reason.error == "Give a reason."
    sheet.reason.set_value("The letter was late")
    screen.press(sheet.save_button)
    assert school.session(october).taken == 1


def test_the_filter_hides_people_without_forgetting_who_is_ticked(
    show: Callable[..., BoardScreen], october: UUID
) -> None:
    screen = show()
    screen.tick(C11)
    screen.view.waiting.show_only("100012")
    assert screen.names == [C12]
    screen.tick(C12)
    assert screen.chosen == [C12, C11]
    assert screen.view.waiting.count.text() == "2 selected, 1 of them hidden"
    screen.tick(C12)
    screen.click_card(C12)
    assert screen.chosen == [C12]
    screen.view.waiting.show_only("nobody")
    assert screen.names == []
    screen.press(screen.view.waiting.empty.button)
    assert screen.names == ["C10 Candidate", C11, C12]


def test_everyone_has_a_seat(
    show: Callable[..., BoardScreen], school: School, october: UUID
) -> None:
    school.seat(october, *(school.key(number) for number in (10, 11, 12)))
    screen = show()
    assert screen.names == []
    assert texts_in(screen.view.waiting.empty) == ["Everyone has a seat."]
    assert not screen.view.suggest_button.isEnabled()


def test_people_who_need_different_papers(
    desk: Workspace, clock: FixedClock, shown: Callable[..., QWidget]
) -> None:
    """A session of the other paper comes last for one of them; for both together it fits some."""
    school = held_course(desk, clock, level=3, people=2, end=time(17, 0))
    school.miss(1)
    school.miss(2, exam_type=ExamType.TASTING)
    theory = school.exam(OCTOBER_25)
    tasting = school.exam(OCTOBER_4, exam_type=ExamType.TASTING)
    screen = BoardScreen(school)
    shown(screen.view, 1280, 800)
    screen.tick("C01 Candidate")
    assert screen.sessions == [theory, tasting]
    assert screen.foot(tasting) == "Only for Tasting"
    screen.tick("C02 Candidate")
    assert screen.sessions == [tasting, theory]
    assert screen.foot(tasting) == "Assign 1 of 2…"
    assert screen.view.sessions.note.text() == "0 of 2 fit your selection"


def test_scenario_a_in_the_window(
    desk: Workspace, clock: FixedClock, shown: Callable[..., QWidget]
) -> None:
    """4 October is full, 25 October has 9 of 12; booking closes on 8 October at 17:00."""
    school = held_course(desk, clock)
    school.miss(*range(1, 13))
    full, october = school.exam(OCTOBER_4, seats=2), school.exam(OCTOBER_25)
    school.seat(full, *(school.key(number) for number in (1, 2)))
    school.seat(october, *(school.key(number) for number in range(3, 12)))
    screen = BoardScreen(school)
    shown(screen.view, 1280, 800)
    assert screen.names == [C12]
    screen.tick(C12)
    assert (screen.fit(full), screen.fit(october)) == (Fit.FULL, Fit.ALL)
    assert screen.hold_over(october)
    school.clock.instant = datetime(2026, 10, 8, 16, 0, tzinfo=UTC)
    assert screen.drop_on(october)
    session = school.session(october)
    assert session.taken == 10
    (seated,) = [person for person in session.people if person.name == C12]
    assert (seated.type, seated.fee_state) == (RegistrationType.MAKEUP, FeeState.OWED)
    screen.undo()
    school.clock.instant = datetime(2026, 10, 8, 16, 1, tzinfo=UTC)
    screen.view.refresh()
    settle()
    screen.tick(C12)
    assert screen.fit(october) is Fit.LATE


def test_a_double_click_on_a_session_opens_it_once_and_leaves_it_open(
    show: Callable[..., BoardScreen], october: UUID
) -> None:
    screen = show()
    screen.double_click_session(october)
    assert isinstance(screen.sheet(SessionSheet), SessionSheet)


def test_a_double_click_on_the_button_assigns_once(
    show: Callable[..., BoardScreen], school: School, october: UUID
) -> None:
    screen = show()
    screen.tick(C12)
    screen.double_click_foot(october)
    assert school.session(october).taken == 1
    assert not screen.has_sheet()


def test_a_card_says_in_two_lines_why_several_people_do_not_fit(
    desk: Workspace, clock: FixedClock, shown: Callable[..., QWidget]
) -> None:
    school = held_course(desk, clock, level=3, people=3, end=time(17, 0))
    school.miss(1, 2, exam_type=ExamType.TASTING)
    school.miss(3)
    full = school.exam(OCTOBER_4, seats=1)
    school.seat(full, school.key(3))
    school.miss(2)
    school.exam(OCTOBER_25)
    screen = BoardScreen(school)
    shown(screen.view, 1280, 800)
    screen.view.waiting.choose([person.key for person in screen.view.waiting.list.people.people])
    assert len(screen.chosen) == 3
    assert screen.foot(full) == "Join the waiting list"
    session = screen.view.sessions.every_session()[0]
    verdict = screen.view.sessions.verdict_of(session)
    told = screen.view.sessions.list.delegate.told
    assert held_short(verdict, session, told.zone, told.describe) == (
        "2 candidates: Only for Theory\n1 more for other reasons"
    )
