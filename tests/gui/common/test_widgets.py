"""The small widgets: what they say and draw, with mouse and keyboard."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from ui.common import dates, labels
from ui.common.badges import (
    Avatar,
    Badge,
    Chip,
    SeatsBar,
    Segmented,
    initials,
    seats_text,
    seats_tone,
)
from ui.common.buttons import Button, IconButton
from ui.common.cards import Card, PageHeader, SectionHeader
from ui.common.date_edit import CalendarPopup, DateEdit
from ui.common.focus_ring import FocusRing
from ui.common.inputs import Check, Choice, Combo, PasswordEdit, SearchField
from ui.common.layouts import clear, column, row
from ui.common.month_grid import MonthGrid, month_start, same_day_in
from ui.common.stepper import Stepper
from ui.common.theme import theme
from ui.desk.nav_item import NavItem
from ui.desk.person_item import PersonItem
from wset_desk.domain import catalogue, permissions, registrations, results

LEFT = Qt.MouseButton.LeftButton


def test_every_value_of_the_domain_has_its_words() -> None:
    assert {*labels.SESSION_TYPES} == {*registrations.SessionType}
    assert {*labels.REGISTRATION_STATUSES} == {*registrations.RegistrationStatus}
    assert {*labels.COURSE_FORMATS} == {*catalogue.CourseFormat}
    assert {*labels.DELIVERY_METHODS} == {*catalogue.DeliveryMethod}
    assert {*labels.EXAM_TYPES} == {*catalogue.ExamType}
    assert {*labels.BUNDLED_TIMINGS} == {*catalogue.BundledTiming}
    assert {*labels.RESULT_STATES} == {*results.ResultState}
    assert {*labels.ROLES} == {*permissions.Role}


@pytest.mark.parametrize("value", list(labels.SESSION_TYPES))
def test_a_category_is_colour_icon_and_word(value: str, shown: Callable[..., QWidget]) -> None:
    look = labels.category(value)
    badge = shown(Badge(look))
    assert badge.accessibleName() == look.text == labels.session_type(value)
    assert theme().color(look.fg) != theme().color(look.bg)
    middle = badge.grab().toImage().pixelColor(badge.width() // 2, 3)
    assert middle == theme().color(look.bg)


def test_words_for_seats_say_what_the_colour_says() -> None:
    assert [seats_text(taken, 12) for taken in (9, 11, 12, 13)] == [
        "3 seats left",
        "1 seat left",
        "Full",
        "Full",
    ]
    assert [seats_tone(taken, 12) for taken in (9, 11, 12)] == ["success", "warning", "danger"]


@pytest.mark.parametrize(
    ("name", "letters"), [("Amelia Hart", "AH"), ("Tomás", "T"), ("Ana de la Cruz", "AC"), ("", "")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_segmented_switch_is_clicked_and_walked(
    shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    switch = Segmented("View", {"month": "Month", "week": "Week", "day": "Day"}, "month")
    shown(switch)
    chosen: list[str] = []
    switch.chosen.connect(chosen.append)
    qtbot.mouseClick(switch, LEFT, pos=switch.rect_of("day").center().toPoint())
    qtbot.keyClick(switch, Qt.Key.Key_Right)
    qtbot.keyClick(switch, Qt.Key.Key_Left)
    qtbot.mouseClick(switch, LEFT, pos=switch.rect_of("day").center().toPoint())
    assert chosen == ["day", "month", "day"]
    assert switch.accessibleName() == "View: Day"


def test_a_switch_mirrors_with_the_language(shown: Callable[..., QWidget]) -> None:
    switch = Segmented("View", {"month": "Month", "week": "Week"}, "month")
    switch.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(switch)
    assert switch.rect_of("month").left() > switch.rect_of("week").left()


def test_a_chip_says_its_count(shown: Callable[..., QWidget], qtbot: QtBot) -> None:
    chip = Chip(labels.category("resit"), 5)
    shown(chip)
    qtbot.mouseClick(chip, LEFT)
    assert not chip.isChecked()
    chip.set_count(6)
    assert chip.accessibleName() == "Resit, 6"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize(
    "made",
    [
        partial(Button, "Fill in"),
        partial(IconButton, "x", "Close"),
        partial(Chip, labels.category("resit")),
        partial(NavItem, "Courses", "book"),
        partial(PersonItem, "Kim Adler", "Invigilator"),
    ],
)
def test_enter_presses_what_has_the_keyboard_as_space_does(
    made: Callable[[], QAbstractButton], key: Qt.Key, shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    button = made()
    shown(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    qtbot.keyClick(button, key)
    assert pressed == [True]


def test_enter_with_ctrl_is_left_to_the_sheet(shown: Callable[..., QWidget], qtbot: QtBot) -> None:
    button = shown(Button("Cancel"))
    assert isinstance(button, Button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []


def test_a_stepper_stops_at_its_limits(shown: Callable[..., QWidget], qtbot: QtBot) -> None:
    stepper = Stepper("Text size", 190, minimum=90, maximum=200, step=10, text="{} %".format)
    shown(stepper)
    seen: list[int] = []
    stepper.stepped.connect(seen.append)
    more = next(each for each in stepper.findChildren(IconButton) if each.toolTip() == "More")
    for _press in range(3):
        qtbot.mouseClick(more, LEFT)
    qtbot.keyClick(stepper, Qt.Key.Key_Down)
    assert seen == [200, 190]
    assert stepper.accessibleName() == "Text size: 190 %"


def test_search_waits_for_a_pause_but_not_after_enter(
    shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    search = SearchField("Filter candidates")
    shown(search)
    with qtbot.waitSignal(search.searched) as found:
        qtbot.keyClicks(search, " har ")
    assert found.args == ["har"]
    with qtbot.waitSignal(search.searched, timeout=0) as cleared:
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert cleared.args == [""]


def test_a_combo_answers_values_and_ignores_the_wheel(shown: Callable[..., QWidget]) -> None:
    combo = Combo("Room", [Choice(None, "All rooms"), Choice(7, "Main Hall")], 7)
    shown(combo)
    assert combo.value() == 7
    combo.set_value("unknown")
    assert combo.value() is None
    combo.set_choices([])
    assert combo.value() is None


def test_a_password_is_hidden_until_asked_for(shown: Callable[..., QWidget]) -> None:
    password = PasswordEdit("Password")
    shown(password)
    assert password.echoMode() is QLineEdit.EchoMode.Password
    password.actions()[0].toggle()
    assert password.echoMode() is QLineEdit.EchoMode.Normal


def test_a_check_box_is_ticked_on_its_words_too(
    shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    told: list[bool] = []
    check = Check("Booking open", on_change=told.append)
    shown(check)
    qtbot.mouseClick(check, LEFT, pos=QPoint(check.sizeHint().width() - 4, check.height() // 2))
    assert told == [True]


def test_a_card_can_be_opened_with_the_keyboard(
    shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    card = Card(clickable=True, name="L2 Wines, 5 March")
    shown(card)
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, Qt.Key.Key_Return)
    with qtbot.waitSignal(card.clicked):
        qtbot.mouseClick(card, LEFT)


def test_clearing_a_layout_leaves_nothing(shown: Callable[..., QWidget]) -> None:
    page = QWidget()
    layout = column(Button("One"), row(Button("Two"), None))
    page.setLayout(layout)
    shown(page)
    clear(layout)
    settle()
    assert layout.count() == 0
    assert not any(button.isVisible() for button in page.findChildren(Button))


def test_a_date_is_typed_tidied_and_picked(shown: Callable[..., QWidget], qtbot: QtBot) -> None:
    edit = DateEdit("Date of birth")
    shown(edit)
    qtbot.keyClicks(edit.line, "5.3.1990")
    qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    assert (edit.text(), edit.day()) == ("5 Mar 1990", date(1990, 3, 5))
    popup = edit.open_calendar()
    qtbot.keyClick(popup.grid, Qt.Key.Key_Right)
    with qtbot.waitSignal(edit.edited):
        qtbot.keyClick(popup.grid, Qt.Key.Key_Return)
    assert edit.day() == date(1990, 3, 6)


def test_the_calendar_turns_pages_and_takes_clicks(
    shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    popup = CalendarPopup(shown(QWidget()), date(2026, 3, 31), date(2026, 3, 5))
    popup.show()
    picked: list[date] = []
    popup.picked.connect(picked.append)
    qtbot.keyClick(popup.grid, Qt.Key.Key_PageUp)
    assert popup.grid.current == date(2026, 2, 28)
    assert unnamed_controls(popup) == []
    qtbot.mouseClick(popup.grid, LEFT, pos=popup.grid.rect_of(0).center().toPoint())
    assert picked == [date(2026, 1, 26)]
    assert popup.isHidden()


def test_days_begin_on_monday_and_cover_the_month(shown: Callable[..., QWidget]) -> None:
    grid = MonthGrid(date(2026, 8, 12), date(2026, 8, 1))
    shown(grid)
    days = grid.days()
    assert (days[0], len(days)) == (date(2026, 7, 27), 42)
    assert date(2026, 8, 31) in days


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
    ],
)
def test_the_same_day_of_another_month(day: date, months: int, result: date) -> None:
    assert same_day_in(day, months) == result
    assert month_start(day, months) == result.replace(day=1)


def test_times_are_shown_in_the_centres_zone() -> None:
    london = ZoneInfo("Europe/London")
    start = datetime(2026, 9, 6, 14, 30, tzinfo=UTC)
    assert dates.local_time(start, london) == "15:30"
    assert dates.moment_text(start, london) == "Sun 6 September 2026, 15:30"
    assert dates.time_span(start, start, london).strip("\u2066\u2069") == "15:30 – 15:30"
    assert dates.local_day(datetime(2026, 8, 31, 23, 30, tzinfo=UTC), london) == date(2026, 9, 1)
    assert dates.day_heading(date(2026, 3, 12)) == "Thursday 12 March"
    assert dates.month_text(date(2026, 3, 12)) == "March 2026"


def test_the_ring_is_shown_for_the_keyboard_only(
    shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    window = QWidget()
    first, second = Button("First"), Button("Second")
    window.setLayout(row(first, second, None))
    ring = FocusRing(window)
    shown(window)
    ring.watch_window()
    first.setFocus()
    handle = window.windowHandle()
    qtbot.mouseClick(first, LEFT)
    assert ring.isHidden()
    qtbot.keyClick(handle, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert ring.isVisible()
    assert ring.geometry().contains(second.geometry())
    window.resize(400, 300)
    settle()
    assert ring.geometry().contains(second.geometry())
    second.hide()
    assert ring.geometry().contains(first.geometry())
    qtbot.mouseClick(handle, LEFT, pos=QPoint(300, 250))
    assert ring.isHidden()


@pytest.mark.parametrize("size", [90, 100, 150, 200])
def test_nothing_small_is_clipped_unnamed_or_too_small(
    shown: Callable[..., QWidget], size: int
) -> None:
    theme().set_text_size(size)
    page = QWidget()
    actions: list[QWidget] = [
        IconButton("undo", "Undo"),
        Button("New candidate", kind="primary", icon="plus"),
    ]
    page.setLayout(
        column(
            PageHeader("Candidates", "214 candidates", actions),
            row(*(Chip(labels.category(each), 12) for each in labels.SESSION_TYPES), None),
            row(Button("Assign", kind="link"), Button("Print…", kind="ghost", icon="print"), None),
            row(Avatar("Kim Adler"), SeatsBar(9, 12), Check("Booking open"), None),
            row(Combo("Room", [Choice(1, "Main Hall")]), DateEdit("Day"), None),
            SectionHeader("Needs attention", Badge.of_count(3, "warning"), "today"),
            None,
        )
    )
    shown(page, 16 * size, 8 * size)
    assert clipped_texts(page) == []
    assert unnamed_controls(page) == []
    assert small_targets(page) == []
