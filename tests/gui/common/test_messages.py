"""Message bar, toasts and undo: one road to the user, and one way back."""

import logging
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from ui.common import messages
from ui.common.buttons import Button
from ui.common.layouts import column
from ui.common.messages import MessageBar
from ui.common.overlay import open_overlays
from ui.common.theme import theme
from ui.common.toasts import ToastHost
from ui.common.undo import UndoEntry, UndoStack


@pytest.fixture
def window(shown: Callable[..., QWidget]) -> QWidget:
    made = QWidget()
    made.setLayout(column(MessageBar(), Button("New"), None))
    return shown(made)


@pytest.fixture
def bar(window: QWidget) -> MessageBar:
    found = window.findChild(MessageBar)
    assert found is not None
    return found


def test_a_message_offers_its_action_once(window: QWidget, bar: MessageBar, qtbot: QtBot) -> None:
    done: list[bool] = []
    messages.show(
        window, "2 marks need checking.", action=("Next problem", lambda: done.append(True))
    )
    action = next(each for each in bar.findChildren(Button) if each.text() == "Next problem")
    assert bar.isVisible()
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == [True]
    assert bar.isHidden()


def test_the_next_message_replaces_the_last(window: QWidget, bar: MessageBar) -> None:
    messages.show(window, "First.", action=("Act", lambda: None))
    messages.show(window.findChild(Button) or window, "Second.", tone="info")
    assert bar.text == "Second."
    assert not any(each.text() == "Act" and each.isVisible() for each in bar.findChildren(Button))


@pytest.mark.parametrize("size", [100, 150])
@pytest.mark.parametrize("tone", ["danger", "warning", "info", "success"])
def test_long_messages_wrap(bar: MessageBar, tone: str, size: int) -> None:
    theme().set_text_size(size)
    bar.show_message("The exam of 5 March is full, and " * 6, tone, ("Show it", lambda: None))
    settle()
    assert clipped_texts(bar) == []
    assert unnamed_controls(bar) == []
    assert small_targets(bar) == []


def test_a_bug_that_comes_again_opens_one_dialog(
    window: QWidget, qtbot: QtBot, stray_log: list[logging.LogRecord]
) -> None:
    for _paint in range(3):
        messages.report_bug(window, FileNotFoundError("today.svg"))
    (dialog,) = open_overlays(window)
    close = next(each for each in dialog.findChildren(Button) if each.text() == "Close")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert open_overlays(window) == []
    messages.report_bug(window, FileNotFoundError("today.svg"))
    assert len(open_overlays(window)) == 1
    assert len(stray_log) == 4
    stray_log.clear()


@pytest.fixture
def stack() -> UndoStack:
    return UndoStack()


@pytest.fixture
def toasts(window: QWidget, stack: UndoStack) -> ToastHost:
    return ToastHost(window, stack)


def test_a_toast_takes_back_its_own_action(toasts: ToastHost, qtbot: QtBot) -> None:
    undone: list[str] = []
    first = toasts.say("Amelia moved", lambda: undone.append("Amelia"))
    toasts.say("Priya moved", lambda: undone.append("Priya"))
    qtbot.mouseClick(first.undo_button, Qt.MouseButton.LeftButton)
    assert undone == ["Amelia"]
    assert [toast.text for toast in toasts.toasts] == ["Priya moved"]


def test_a_toast_without_a_way_back_offers_none(toasts: ToastHost, stack: UndoStack) -> None:
    toast = toasts.say("Copied")
    assert toast.undo_button.isHidden()
    assert not stack.undo()


def test_a_toasts_time_stands_still_under_the_mouse_and_the_keyboard(
    toasts: ToastHost, window: QWidget, qtbot: QtBot
) -> None:
    toast = toasts.say("Moved", lambda: None)
    assert toast.is_counting
    toast.undo_button.setFocus()
    assert not toast.is_counting
    (window.findChild(Button) or window).setFocus()
    assert toast.is_counting
    toast.close_toast()
    assert toasts.toasts == ()


def test_toasts_stay_inside_the_window_and_are_few(toasts: ToastHost, window: QWidget) -> None:
    for number in range(5):
        words = f"Candidate {number} moved from Saturday to Sunday, and " * 3
        toasts.say(words, lambda: None)
    window.resize(640, 520)
    settle()
    assert len(toasts.toasts) == 3
    assert all(window.rect().contains(toast.geometry()) for toast in toasts.toasts)
    assert clipped_texts(window) == []


def test_the_newest_action_is_undone_first_and_each_once(stack: UndoStack) -> None:
    undone: list[str] = []
    for name in ("a", "b"):
        stack.push(UndoEntry(name, lambda name=name: undone.append(name)))  # type: ignore[misc]
    assert [stack.undo(), stack.undo(), stack.undo()] == [True, True, False]
    assert undone == ["b", "a"]


def test_only_what_can_be_done_again_is(stack: UndoStack) -> None:
    log: list[str] = []
    stack.push(UndoEntry("a", lambda: log.append("undo a"), lambda: log.append("redo a")))
    stack.push(UndoEntry("b", lambda: log.append("undo b")))
    stack.undo()
    stack.undo()
    assert [stack.redo(), stack.redo()] == [True, False]
    assert log == ["undo b", "undo a", "redo a"]


def test_another_person_cannot_undo(stack: UndoStack) -> None:
    stack.push(UndoEntry("a", lambda: None))
    stack.clear()
    assert not stack.undo()
