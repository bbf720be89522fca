"""Sheets and dialogs over the window: saved, refused, left, and the keyboard kept inside."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import PlainRunner, settle
from ui.common.buttons import Button
from ui.common.dialogs import Dialog, confirm
from ui.common.forms import Form, TextField
from ui.common.inputs import SearchField
from ui.common.layouts import column
from ui.common.overlay import open_overlays
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from wset_desk.domain.errors import DomainError


@pytest.fixture
def window(shown: Callable[..., QWidget]) -> QWidget:
    made = QWidget()
    made.setLayout(column(Button("Behind"), None))
    shown(made, 1200, 800)
    return made


class Desk:
    """A sheet with a form, and what became of it."""

    def __init__(self, window: QWidget) -> None:
        self.form = Form()
        self.form.add(TextField("last_name", "Last name", required=True))
        self.saved: list[object] = []
        self.refusal: DomainError | None = None
        self.tasks = InlineTasks(PlainRunner(), lambda error: f"Refused: {error.code}")
        self.sheet = Sheet(
            window, "New candidate", self.form, save_text="Add candidate", on_save=self.save
        )
        self.sheet.open()
        settle()

    def save(self) -> None:
        self.sheet.submit(self.tasks, self.add, on_done=self.saved.append, **self.form.values())

    def add(self, *, last_name: str) -> str:
        if self.refusal is not None:
            raise self.refusal
        return last_name

    def type(self, text: str, qtbot: QtBot) -> None:
        qtbot.keyClicks(self.form["last_name"].control, text)


@pytest.fixture
def desk(window: QWidget) -> Desk:
    return Desk(window)


def test_the_first_field_has_the_keyboard(desk: Desk) -> None:
    assert QApplication.focusWidget() is desk.form["last_name"].control


def test_no_part_of_it_was_ever_a_window_of_its_own(desk: Desk, window: QWidget) -> None:
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert shown == [window]
    assert QApplication.activeWindow() is window


def test_ctrl_enter_saves_and_closes(desk: Desk, qtbot: QtBot) -> None:
    desk.type("Hart", qtbot)
    qtbot.keyClick(
        desk.form["last_name"].control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert desk.saved == ["Hart"]
    assert not desk.sheet.is_open


def test_nothing_is_saved_while_something_needed_is_missing(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.sheet.save_button, Qt.MouseButton.LeftButton)
    assert desk.saved == []
    assert desk.form["last_name"].error


@pytest.mark.parametrize("field", ["last_name", "elsewhere"])
def test_a_refusal_stands_beside_its_field_or_at_the_top(
    desk: Desk, qtbot: QtBot, field: str
) -> None:
    desk.refusal = DomainError("TOO_LONG", field=field)
    desk.type("Hart", qtbot)
    desk.sheet.save()
    assert desk.sheet.is_open
    assert desk.sheet.save_button.isEnabled()
    shown = desk.form["last_name"].error if field == "last_name" else desk.sheet.message.text
    assert shown == "Refused: TOO_LONG"


def test_escape_closes_an_untouched_sheet_at_once(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.sheet, Qt.Key.Key_Escape)
    assert not desk.sheet.is_open


def test_escape_asks_before_typed_text_is_lost(desk: Desk, qtbot: QtBot, window: QWidget) -> None:
    desk.type("Hart", qtbot)
    qtbot.keyClick(desk.sheet, Qt.Key.Key_Escape)
    question = open_overlays(window)[-1]
    assert isinstance(question, Dialog)
    assert desk.sheet.is_open
    leave = next(
        button for button in question.findChildren(Button) if button.property("kind") == "danger"
    )
    qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert not desk.sheet.is_open


def test_tab_stays_inside_and_the_keyboard_goes_back(window: QWidget, qtbot: QtBot) -> None:
    behind = window.findChild(Button)
    assert behind is not None
    behind.setFocus()
    desk = Desk(window)
    seen: set[QObject | None] = set()
    for _step in range(8):
        seen.add(QApplication.focusWidget())
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert behind not in seen
    assert desk.sheet.save_button in seen
    desk.sheet.close_now()
    assert QApplication.focusWidget() is behind


def test_a_sheet_follows_the_windows_size(desk: Desk, window: QWidget) -> None:
    window.resize(700, 500)
    settle()
    assert desk.sheet.size() == window.size()
    assert desk.sheet.panel.geometry().right() == window.rect().right()


@pytest.mark.parametrize("size", [100, 150])
def test_a_sheet_names_its_controls_and_clips_nothing(desk: Desk, size: int) -> None:
    theme().set_text_size(size)
    settle()
    assert desk.sheet.panel.width() == round(4.6 * size)
    assert unnamed_controls(desk.sheet) == []
    assert small_targets(desk.sheet) == []
    assert clipped_texts(desk.sheet) == []


def test_a_question_does_what_its_button_says(window: QWidget, qtbot: QtBot) -> None:
    answers: list[str] = []
    question = confirm(
        window,
        "Cancel the exam on 5 March?",
        "12 candidates are registered. " * 6,
        "Cancel the exam",
        lambda: answers.append("yes"),
        danger=True,
    )
    settle()
    assert clipped_texts(question) == []
    assert QApplication.focusWidget() is not None
    buttons = {button.text(): button for button in question.findChildren(Button)}
    qtbot.mouseClick(buttons["Cancel the exam"], Qt.MouseButton.LeftButton)
    assert answers == ["yes"]
    assert not question.is_open


def test_a_click_beside_a_question_is_no_answer(window: QWidget, qtbot: QtBot) -> None:
    answers: list[str] = []
    question = confirm(window, "Sure?", "", "Yes", lambda: answers.append("yes"))
    qtbot.mouseClick(question, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert answers == []
    assert not question.is_open


def test_what_stands_behind_a_sheet_outlives_it(window: QWidget, qtbot: QtBot) -> None:
    field = SearchField("Filter")
    column_of(window).addWidget(field)
    sheet = Desk(window).sheet
    with qtbot.waitSignal(sheet.destroyed):
        sheet.close_now()
    theme().set_up(Appearance.DARK, 150)  # redraws the field's icon
    assert field.actions()


def column_of(window: QWidget) -> QLayout:
    layout = window.layout()
    assert layout is not None
    return layout
