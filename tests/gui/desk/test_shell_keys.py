"""Keys that work on every page, and that rest while something lies over the desk."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.desk import NotesView, settle
from ui.common.overlay import open_overlays
from ui.common.palette import CommandPalette
from ui.common.text import Label
from ui.common.theme import Appearance, theme
from ui.desk.main_window import MainWindow
from ui.desk.nav_item import NavItem
from ui.desk.navigation import PAGES
from wset_desk.domain.permissions import Role

OpenDesk = Callable[..., MainWindow]
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE
) -> None:
    qtbot.keyClick(window.windowHandle(), key, modifier)


def notes_of(window: MainWindow) -> NotesView:
    assert window.desk is not None
    screen = window.desk.stack.screen
    assert isinstance(screen, NotesView)
    return screen


def test_alt_and_a_number_go_to_the_page(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    assert window.desk is not None
    press(qtbot, window, Qt.Key.Key_4, ALT)
    assert window.desk.stack.current_name == PAGES[3].name


def test_ten_pages_have_a_key_and_later_ones_none(open_desk: OpenDesk) -> None:
    window = open_desk()
    assert window.desk is not None
    tips = [item.toolTip() for item in window.desk.rail.findChildren(NavItem)][: len(PAGES)]
    keys = [tip.partition("(")[2].rstrip(")") for tip in tips]
    assert keys == [*(f"Alt+{n}" for n in range(1, 10)), "Alt+0", *[""] * (len(PAGES) - 10)]
    shortcuts = [c.shortcut for c in window.desk.commands() if c.text.startswith("Go to ")]
    assert shortcuts == keys


def test_the_current_page_is_scrolled_to_where_the_window_is_low(open_desk: OpenDesk) -> None:
    theme().set_up(Appearance.LIGHT, 150)
    window = open_desk(width=1000, height=560)
    assert window.desk is not None
    rail = window.desk.rail
    window.desk.go("audit")
    settle()
    item = next(item for item in rail.findChildren(NavItem) if item.text() == "Audit log")
    assert item.visibleRegion().boundingRect().height() == item.height()


def test_a_number_without_a_page_leaves_everything_as_it_is(
    open_desk: OpenDesk, qtbot: QtBot
) -> None:
    window = open_desk(Role.INVIGILATOR)
    assert window.desk is not None
    press(qtbot, window, Qt.Key.Key_8, ALT)
    assert window.desk.stack.current_name == "today"


def test_keys_reach_the_page_on_show(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    notes = notes_of(window)
    press(qtbot, window, Qt.Key.Key_F5)
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    press(qtbot, window, Qt.Key.Key_F, CTRL)
    assert (notes.refreshed, notes.created) == (2, 1)
    assert notes.filter.hasFocus()


def test_ctrl_z_takes_back_the_newest_and_ctrl_shift_z_does_it_again(
    open_desk: OpenDesk, qtbot: QtBot
) -> None:
    window = open_desk()
    log: list[str] = []
    window.toast("First", lambda: log.append("undo first"))
    window.toast("Second", lambda: log.append("undo second"), lambda: log.append("redo second"))
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    press(qtbot, window, Qt.Key.Key_Z, CTRL | SHIFT)
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert log == ["undo second", "redo second", "undo first"]
    assert window.toasts.toasts == ()


def test_ctrl_z_in_a_field_is_the_fields_own(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    notes = notes_of(window)
    undone: list[bool] = []
    window.toast("Moved", lambda: undone.append(True))
    notes.filter.setFocus()
    qtbot.keyClicks(notes.filter, "abc")
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert undone == []
    assert notes.filter.text() == ""


def test_the_palette_goes_to_pages_and_runs_the_pages_commands(
    open_desk: OpenDesk, qtbot: QtBot
) -> None:
    window = open_desk()
    notes = notes_of(window)
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    palette = window.findChild(CommandPalette)
    assert palette is not None
    qtbot.keyClicks(palette.line, "new note")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert notes.created == 1
    palette = window.open_palette()
    assert palette is not None
    qtbot.keyClicks(palette.line, "resul")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.desk is not None
    assert window.desk.stack.current_name == "results"


def test_keys_rest_under_a_sheet_and_behind_a_front_page(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    notes = notes_of(window)
    press(qtbot, window, Qt.Key.Key_F1)
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    assert notes.created == 0
    assert len(open_overlays(window)) == 1
    (sheet,) = open_overlays(window)
    window.show_front(Label("Locked"))
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    assert notes.created == 0
    assert sheet.isHidden()
    window.return_to_desk()
    assert open_overlays(window) == [sheet]
    assert sheet.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert sheet.isAncestorOf(focused)


def test_the_keyboard_comes_along_to_the_page(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    assert window.desk is not None
    window.desk.rail.settings.setFocus()
    press(qtbot, window, Qt.Key.Key_4, ALT)
    assert notes_of(window).hasFocus()
    press(qtbot, window, Qt.Key.Key_Tab)
    assert window.focus_ring.isVisible()
    press(qtbot, window, Qt.Key.Key_3, ALT)
    assert notes_of(window).hasFocus()
    assert not window.focus_ring.isVisible()
    window.show_front(Label("Locked"))
    window.return_to_desk()
    assert notes_of(window).hasFocus()


def test_ctrl_l_asks_to_lock(open_desk: OpenDesk, qtbot: QtBot) -> None:
    window = open_desk()
    with qtbot.waitSignal(window.lock_requested):
        press(qtbot, window, Qt.Key.Key_L, CTRL)
