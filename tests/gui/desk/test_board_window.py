"""The board in the desk's window: undo and redo by key and button, and what is remembered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.board import OCTOBER_4, OCTOBER_25, School, held_course
from tests.helpers.board_screen import BoardScreen
from tests.helpers.desk import ShortMemory, session_of, settle
from ui.common.tasks import InlineTasks
from ui.desk.board.people_model import Order
from ui.desk.board.view import BoardView
from ui.desk.main_window import MainWindow
from ui.desk.navigation import PAGES
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

C11, C12 = "C11 Candidate", "C12 Candidate"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def school(desk: Workspace, clock: FixedClock) -> School:
    made = held_course(desk, clock)
    made.miss(11, 12)
    return made


@pytest.fixture
def october(school: School) -> UUID:
    return school.exam(OCTOBER_25)


@pytest.fixture
def window(school: School, october: UUID, memory: ShortMemory, qtbot: QtBot) -> MainWindow:
    """The desk with the board alone."""
    made = MainWindow(memory, [page for page in PAGES if page.name == "board"])
    qtbot.addWidget(made)
    made.resize(1440, 900)
    tasks = InlineTasks(school.workspace, describe)
    made.show_desk(made.make_context(tasks, replace(session_of(), clock=school.clock.now)))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    settle()
    return made


@pytest.fixture
def screen(window: MainWindow, school: School) -> BoardScreen:
    assert window.desk is not None
    view = window.desk.stack.screen
    assert isinstance(view, BoardView)
    return BoardScreen.of(view, school)


def taken(school: School, exam: UUID) -> int:
    return school.session(exam).taken


def test_each_assignment_is_undone_and_done_again_by_key(
    window: MainWindow, screen: BoardScreen, school: School, october: UUID
) -> None:
    for name in (C11, C12):
        screen.tick(name)
        assert screen.drop_on(october)
    counts = []
    for key in ("undo", "undo", "redo", "redo", "undo"):
        modifiers = CTRL | SHIFT if key == "redo" else CTRL
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, modifiers)
        settle()
        counts.append(taken(school, october))
    assert counts == [1, 0, 1, 2, 1]


def test_the_buttons_say_what_they_would_undo(
    window: MainWindow, screen: BoardScreen, school: School, october: UUID
) -> None:
    undo, redo = screen.view.undo_buttons.undo, screen.view.undo_buttons.redo
    assert not undo.isEnabled()
    screen.tick(C12)
    screen.click_foot(october)
    assert undo.accessibleName().startswith("Undo: C12 Candidate assigned to Sun 25 Oct")
    screen.press(undo)
    assert taken(school, october) == 0
    assert redo.isEnabled()
    screen.press(redo)
    assert taken(school, october) == 1


def test_order_and_period_are_remembered_on_this_computer(
    screen: BoardScreen, school: School, memory: ShortMemory, shown: Callable[..., QWidget]
) -> None:
    screen.view.waiting.order.set_value(Order.NAME)
    screen.view.waiting.order.chosen.emit(Order.NAME)
    screen.view.sessions.period.set_value(30)
    screen.view.sessions.period.chosen.emit(30)
    again = BoardView(screen.view.context)
    shown(again)
    assert again.waiting.order.value() is Order.NAME
    assert again.sessions.period.value() == 30


def test_what_is_owed_elsewhere_stands_on_the_card(screen: BoardScreen, school: School) -> None:
    early = school.exam(OCTOBER_4)
    (seat,) = school.seat(early, school.key(12))
    school.clock.advance(timedelta(days=40))
    school.workspace.call(mark_no_show, registration_ids=(seat.registration_id,))
    screen.view.refresh()
    settle()
    assert school.person(12).owes == Decimal("85.00")
    people = screen.view.waiting.list.people
    index = people.index(screen.names.index(C12))
    assert "Fee £85.00 due" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_who_stands_in_line_is_told_on_the_card(screen: BoardScreen, school: School) -> None:
    full = school.exam(OCTOBER_4, seats=1)
    school.seat(full, school.key(11))
    screen.view.refresh()
    settle()
    screen.tick(C12)
    screen.click_foot(full)
    people = screen.view.waiting.list.people
    assert "Missed 6 Sept · in line" in people.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_what_was_done_is_said_beside_the_people_not_over_them(
    window: MainWindow, screen: BoardScreen, october: UUID
) -> None:
    screen.tick(C12)
    screen.click_foot(october)
    (toast,) = window.toasts.toasts
    left = screen.view.waiting.mapTo(window, screen.view.waiting.rect().topRight()).x()
    assert toast.x() > left
