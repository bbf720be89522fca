"""The desk's window: pages, rail, front pages, memory, and who sees what."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import NotesView, PlainRunner, ShortMemory, pages_with, session_of, settle
from ui.common.bus import bus
from ui.common.tasks import InlineTasks, Tasks
from ui.common.text import Label
from ui.common.theme import Appearance, theme
from ui.desk.main_window import MainWindow
from ui.desk.nav_item import NavItem
from ui.desk.page_stack import Skeleton
from ui.desk.person_menu import PersonMenu
from wset_desk.domain.permissions import Role

OpenDesk = Callable[..., MainWindow]


def screen_of(window: MainWindow) -> NotesView:
    assert window.desk is not None
    screen = window.desk.stack.screen
    assert isinstance(screen, NotesView)
    return screen


PAGES_OF_THE_OFFICE = [
    *("Today", "Calendar", "Assign seats", "Remote queue"),
    *("Courses", "Candidates", "Results", "Enquiries", "Messages", "Revenue", "Reports"),
]


def entries(window: MainWindow) -> list[str]:
    assert window.desk is not None
    return [item.text() for item in window.desk.rail.findChildren(NavItem)]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.ADMINISTRATOR, [*PAGES_OF_THE_OFFICE, "Audit log"]),
        (Role.EXAMS_OFFICER, [*PAGES_OF_THE_OFFICE, "Audit log"]),
        (Role.INVIGILATOR, ["Today", "Results"]),
    ],
)
def test_people_see_the_pages_of_their_roles(
    open_desk: OpenDesk, role: Role, seen: list[str]
) -> None:
    assert entries(open_desk(role)) == [*seen, "Settings", "Help"]


def test_a_click_in_the_rail_opens_the_page(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    assert window.desk is not None
    item = next(each for each in window.desk.rail.findChildren(NavItem) if each.text() == "Courses")
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert window.desk.stack.current_name == "courses"
    assert item.isChecked()
    assert [each.text() for each in window.desk.rail.findChildren(NavItem) if each.isChecked()] == [
        "Courses"
    ]


def test_a_deep_link_opens_the_thing_on_its_page(open_desk: OpenDesk) -> None:
    window = open_desk()
    window.navigate("candidates", candidate_id="c1")
    assert screen_of(window).opened == [{"candidate_id": "c1"}]
    window.navigate("candidates")
    assert screen_of(window).opened == [{"candidate_id": "c1"}]


def test_a_page_is_built_once_and_refreshed_when_its_tables_change(open_desk: OpenDesk) -> None:
    window = open_desk()
    notes = screen_of(window)
    assert notes.refreshed == 1
    bus.changed.emit(frozenset({"candidates"}))
    assert notes.refreshed == 1
    bus.changed.emit(frozenset({"notes", "candidates"}))
    assert notes.refreshed == 2
    window.navigate("calendar")
    bus.changed.emit(frozenset({"notes"}))
    assert notes.refreshed == 2
    window.navigate("today")
    assert screen_of(window) is notes
    assert notes.refreshed == 3


def test_a_page_is_imported_on_a_worker_behind_grey_shapes(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    window = MainWindow(memory, pages_with())
    qtbot.addWidget(window)
    tasks = Tasks(PlainRunner())
    window.show_desk(window.make_context(tasks, session_of()))
    assert window.desk is not None
    stack = window.desk.stack
    assert isinstance(stack.currentWidget(), Skeleton)
    qtbot.waitUntil(lambda: stack.screen is not None)
    assert isinstance(stack.currentWidget(), NotesView)
    tasks.close()


def test_badges_are_shown_and_said(open_desk: OpenDesk) -> None:
    window = open_desk()
    assert window.desk is not None
    window.desk.rail.set_badge("results", 14, "accent")
    names = [item.accessibleName() for item in window.desk.rail.findChildren(NavItem)]
    assert "Results, 14 waiting" in names
    window.desk.rail.set_badge("results", 0)
    window.desk.rail.set_badge("no such page", 3)
    names = [item.accessibleName() for item in window.desk.rail.findChildren(NavItem)]
    assert "Results" in names


@pytest.mark.parametrize(
    ("width", "size", "collapsed"),
    [(1440, 100, False), (900, 100, True), (1440, 125, False), (1440, 150, True)],
)
def test_the_rail_makes_room_where_it_is_short(
    open_desk: OpenDesk, width: int, size: int, collapsed: bool
) -> None:
    window = open_desk(width=width)
    theme().set_text_size(size)
    settle()
    assert window.desk is not None
    assert window.desk.rail.collapsed is collapsed


def test_a_front_page_covers_the_desk_which_comes_back_as_it_was(open_desk: OpenDesk) -> None:
    window = open_desk()
    window.navigate("courses")
    window.toast("Moved", lambda: None)
    front = Label("Locked")
    window.show_front(front)
    assert front.isVisible()
    assert not window.desk_is_shown
    assert window.toasts.toasts == ()
    window.return_to_desk()
    assert window.desk_is_shown
    assert window.desk is not None
    assert window.desk.stack.current_name == "courses"


def test_the_next_person_begins_with_nothing_to_undo(open_desk: OpenDesk) -> None:
    window = open_desk()
    undone: list[bool] = []
    window.toast("Moved", lambda: undone.append(True))
    tasks = InlineTasks(PlainRunner())
    window.show_desk(window.make_context(tasks, session_of(Role.INVIGILATOR)), "results")
    assert entries(window) == ["Today", "Results", "Settings", "Help"]
    assert not window.undo_stack.undo()
    assert undone == []


def test_place_and_looks_are_remembered(open_desk: OpenDesk, memory: ShortMemory) -> None:
    window = open_desk(width=780, height=560)
    window.close()
    assert isinstance(memory["window_geometry"], str)
    memory.update(appearance="dark", text_size=150)
    again = MainWindow(memory)
    assert (again.width(), again.height()) == (780, 560)
    assert (theme().appearance, theme().text_size) == (Appearance.DARK, 150)
    again.deleteLater()


def test_settings_hold_at_once_and_are_kept(
    open_desk: OpenDesk, memory: ShortMemory, qtbot: QtBot
) -> None:
    window = open_desk(Role.EXAMS_OFFICER)
    assert window.desk is not None
    qtbot.mouseClick(window.desk.rail.settings, Qt.MouseButton.LeftButton)
    settle()
    buttons = {each.toolTip(): each for each in window.findChildren(QWidget) if each.toolTip()}
    qtbot.mouseClick(buttons["More"], Qt.MouseButton.LeftButton)
    assert (theme().text_size, memory["text_size"]) == (110, 110)


def test_the_persons_menu_locks_switches_and_changes_the_looks(
    open_desk: OpenDesk, memory: ShortMemory, qtbot: QtBot
) -> None:
    window = open_desk()
    assert window.desk is not None
    qtbot.mouseClick(window.desk.rail.person, Qt.MouseButton.LeftButton)
    menu = window.findChild(PersonMenu)
    assert menu is not None
    actions = {action.text().split("\t")[0]: action for action in menu.actions()}
    actions["Dark"].trigger()
    assert (theme().appearance, memory["appearance"]) == (Appearance.DARK, "dark")
    with qtbot.waitSignal(window.lock_requested):
        actions["Lock"].trigger()
    with qtbot.waitSignal(window.switch_user_requested):
        actions["Switch user"].trigger()
    menu.close()


def test_the_foot_says_what_is_under_way_only_if_it_lasts(
    open_desk: OpenDesk, qtbot: QtBot
) -> None:
    window = open_desk()
    assert window.desk is not None
    state = window.desk.rail.save_state
    state.set_busy(True)
    assert state.text_shown == "All changes saved"
    qtbot.waitUntil(lambda: state.text_shown == "Working…")
    state.set_busy(False)
    assert state.text_shown == "All changes saved"


def test_pages_out_of_sight_can_be_let_go_and_come_back(open_desk: OpenDesk) -> None:
    window = open_desk()
    assert window.desk is not None
    stack = window.desk.stack
    first = stack.screen
    window.navigate("courses")
    stack.drop_hidden()
    assert stack.screen is not None
    window.navigate("today")
    assert stack.screen is not None
    assert stack.screen is not first
