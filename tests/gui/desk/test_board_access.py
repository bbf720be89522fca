"""The board for everybody: names, room for texts, small windows, large text, mirrored, refusals."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.board import OCTOBER_4, OCTOBER_25, School, held_course
from tests.helpers.board_screen import BoardScreen
from tests.helpers.desk import settle
from tests.helpers.drops import hold_over, mime_data
from ui.common.theme import Appearance, theme
from ui.desk.board.people_list import carried
from ui.desk.board.session_picture import card_rect
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

SIZES = [(1280, 800, 100), (1600, 900, 100), (1280, 800, 150), (1280, 800, 200), (760, 520, 100)]


@pytest.fixture
def school(desk: Workspace, clock: FixedClock) -> School:
    made = held_course(desk, clock)
    made.miss(*range(1, 13))
    for week in range(10):
        for at in ("09:00", "14:00"):
            made.exam(OCTOBER_4 + timedelta(weeks=week), at=at)
    return made


@pytest.fixture
def screen(school: School, shown: Callable[..., QWidget]) -> BoardScreen:
    made = BoardScreen(school)
    shown(made.view, 1280, 800)
    return made


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_everything_has_a_name_and_room(
    screen: BoardScreen, width: int, height: int, percent: int
) -> None:
    theme().set_up(Appearance.DARK, percent)
    screen.view.resize(width, height)
    screen.tick("C01 Candidate")
    assert unnamed_controls(screen.view) == []
    assert small_targets(screen.view) == []
    assert clipped_texts(screen.view) == []
    cards = screen.view.sessions.list
    assert cards.horizontalScrollBar().maximum() == 0
    assert screen.view.waiting.list.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(("width", "columns"), [(760, 1), (1000, 2), (1280, 3)])
def test_the_cards_stand_side_by_side_as_there_is_room(
    screen: BoardScreen, width: int, columns: int
) -> None:
    screen.view.resize(width, 800)
    settle()
    cards = screen.view.sessions.list
    rects = [cards.visualRect(cards.cards.index(row)) for row in range(columns + 1)]
    assert [rect.top() for rect in rects].count(rects[0].top()) == columns
    assert rects[columns - 1].right() > cards.viewport().width() - 30


def test_each_card_is_there_for_screen_readers(screen: BoardScreen) -> None:
    QAccessible.setActive(True)
    screen.tick("C01 Candidate")
    people = QAccessible.queryAccessibleInterface(screen.view.waiting.list)
    names = [
        people.child(number).text(QAccessible.Text.Name) for number in range(people.childCount())
    ]
    assert names[0] == "C01 Candidate, 100001, Level 2 Theory, Makeup, Missed 6 Sept"
    assert people.child(0).state().selected
    cards = QAccessible.queryAccessibleInterface(screen.view.sessions.list)
    said = cards.child(0).text(QAccessible.Text.Name)
    assert said.startswith("Sunday 4 October, ")
    assert "12 seats left" in said
    assert said.endswith("Fits.")


def test_mirrored_the_cards_stand_from_the_right(
    mirrored: None, school: School, shown: Callable[..., QWidget]
) -> None:
    screen = BoardScreen(school)
    shown(screen.view, 1600, 900)
    cards = screen.view.sessions.list
    first, second = (cards.visualRect(cards.cards.index(row)) for row in (0, 1))
    assert first.top() == second.top()
    assert first.left() > second.left()
    assert screen.view.waiting.x() > screen.view.sessions.x()


def test_held_at_the_edge_the_sessions_scroll(screen: BoardScreen, qtbot: QtBot) -> None:
    screen.tick("C01 Candidate")
    cards = screen.view.sessions.list
    bar = cards.verticalScrollBar()
    edge = QPointF(60, cards.viewport().height() - 4)
    hold_over(cards.viewport(), carried(), edge)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    qtbot.waitUntil(lambda: not cards.scroller.isActive())
    rect = cards.visualRect(cards.indexAt(edge.toPoint()))
    if card_rect(rect, mirrored=False).contains(edge):
        assert cards.target is not None
    hold_over(cards.viewport(), carried(), QPointF(60, 4))
    qtbot.waitUntil(lambda: bar.value() == 0)
    hold_over(cards.viewport(), carried(), QPointF(60, 200))
    assert not cards.scroller.isActive()


def test_only_people_of_the_board_can_be_dropped(screen: BoardScreen) -> None:
    cards = screen.view.sessions.list
    place = cards.card_of(cards.cards.sessions[0].id)
    assert not hold_over(cards.viewport(), mime_data("text/plain", b"x"), place)


def test_sessions_keep_their_place_when_the_board_is_read_again(
    screen: BoardScreen, school: School
) -> None:
    cards = screen.view.sessions.list
    cards.setFocus()
    screen.key(Qt.Key.Key_End)
    current, place = cards.current(), cards.verticalScrollBar().value()
    assert place > 0
    screen.view.refresh()
    settle()
    assert cards.current() == current
    assert cards.verticalScrollBar().value() == place


def test_filters_of_the_sessions(screen: BoardScreen, school: School) -> None:
    panel = screen.view.sessions
    assert panel.note.text() == "18 sessions"
    panel.period.set_value(30)
    panel.period.chosen.emit(30)
    within = len(panel.list.cards.sessions)
    assert 0 < within < 18
    school.clock.instant = school.clock.instant.replace(month=12)
    screen.view.refresh()
    settle()
    assert panel.empty.isVisible()


def test_a_link_chooses_who_waits_and_shows_a_session(screen: BoardScreen, school: School) -> None:
    exam = school.exam(OCTOBER_25, at="18:00")
    screen.view.open(candidate_id=school.people[4], exam_session_id=exam)
    settle()
    assert screen.chosen == ["C05 Candidate"]
    current = screen.view.sessions.list.current()
    assert current is not None
    assert current.id == exam


def test_a_link_to_a_course_chooses_all_of_it(screen: BoardScreen, school: School) -> None:
    screen.view.open(course_session_id=school.course_session_id)
    assert len(screen.chosen) == 12


def test_the_palette_knows_what_the_board_can_do(screen: BoardScreen) -> None:
    texts = {command.text for command in screen.view.commands()}
    assert {"Suggest seats", "Assign to…", "Clear the selection"} <= texts
