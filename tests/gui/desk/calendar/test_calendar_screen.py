"""The calendar as people use it: mouse, keyboard, sheets, undo."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.calendar_screen import (
    AUGUST_12,
    AUGUST_13,
    TODAY,
    CalendarDesk,
    add,
    double_click,
    key,
)
from tests.helpers.desk import context_of, session_of, settle
from ui.common.tasks import Tasks
from ui.common.theme import Appearance, theme
from ui.desk.calendar.model import View
from ui.desk.calendar.view import CalendarView
from wset_desk.domain.catalogue import SessionType
from wset_desk.domain.permissions import Role
from wset_desk.services.refusals import describe

PLAIN = Qt.KeyboardModifier.NoModifier


def test_the_keyboard_goes_everywhere(calendar: CalendarDesk, theory: UUID) -> None:
    session_id = add(calendar, theory, date(2026, 8, 2))
    view = calendar.view
    view.month.setFocus()
    key(view.month, Qt.Key.Key_Right)
    assert view.period.day == date(2026, 8, 2)
    key(view.month, Qt.Key.Key_Return)
    assert view.side.day.list.hasFocus()
    key(view.side.day.list, Qt.Key.Key_Return)
    assert view.side.detail is not None and view.side.detail.id == session_id
    key(view.side.session, Qt.Key.Key_Escape)
    assert view.side.detail is None and view.side.day.list.hasFocus()
    key(view.side.day.list, Qt.Key.Key_Escape)
    assert view.month.hasFocus()
    key(view.month, Qt.Key.Key_PageDown)
    assert view.bar.title.text() == "September 2026"
    key(view.month, Qt.Key.Key_PageUp)
    key(view.month, Qt.Key.Key_Down)
    assert view.period.day == date(2026, 8, 9)
    key(view.month, Qt.Key.Key_T)
    assert view.period.day == TODAY


@pytest.mark.parametrize(
    ("letter", "wanted"),
    [
        (Qt.Key.Key_W, View.WEEK),
        (Qt.Key.Key_D, View.DAY),
        (Qt.Key.Key_A, View.AGENDA),
        (Qt.Key.Key_M, View.MONTH),
    ],
)
def test_letters_change_the_view_and_it_is_remembered(
    calendar: CalendarDesk, letter: Qt.Key, wanted: View
) -> None:
    calendar.view.set_view(View.WEEK if wanted is View.MONTH else View.MONTH)
    key(calendar.view.focusWidget() or calendar.view, letter)
    assert calendar.view.period.view is wanted
    assert calendar.memory["calendar_view"] == wanted.value


def test_its_keys_work_as_soon_as_it_is_shown(calendar: CalendarDesk) -> None:
    view = calendar.view
    view.take_keyboard()
    assert view.month.hasFocus()
    view.set_view(View.AGENDA)
    view.bar.setFocus()
    view.take_keyboard()
    assert view.agenda.list.hasFocus()


def test_tab_leaves_the_hours_where_they_are(calendar: CalendarDesk, theory: UUID) -> None:
    add(calendar, theory, TODAY)
    calendar.view.resize(1240, 520)
    calendar.view.set_view(View.WEEK)
    settle()
    scroll = calendar.view.hours.area.verticalScrollBar()
    morning = scroll.value()
    assert 0 < morning < scroll.maximum()
    key(calendar.view.hours.grid, Qt.Key.Key_Tab)
    assert not calendar.view.hours.grid.hasFocus()
    assert scroll.value() == morning


def test_a_click_on_a_number_opens_the_day_and_more_opens_the_panel(
    calendar: CalendarDesk, theory: UUID
) -> None:
    for hour in range(8, 18):
        calendar.centre.exam(theory, AUGUST_12, f"{hour:02}:00")
    calendar.view.refresh()
    (more,) = calendar.view.month.more_boxes()
    QTest.mouseClick(
        calendar.view.month, Qt.MouseButton.LeftButton, PLAIN, more.rect.center().toPoint()
    )
    assert calendar.view.side.day.list.hasFocus()
    assert len(calendar.view.side.day.list.cards.entries) == 10
    cells = calendar.view.month.layout_.cells
    number = next(cell.number for cell in cells if cell.day == AUGUST_12)
    QTest.mouseClick(
        calendar.view.month, Qt.MouseButton.LeftButton, PLAIN, number.center().toPoint()
    )
    assert calendar.view.period.view is View.DAY
    assert calendar.view.bar.title.text() == "Wednesday 12 August 2026"


def test_a_double_click_opens_the_session(calendar: CalendarDesk, theory: UUID) -> None:
    session_id = add(calendar, theory, AUGUST_12)
    middle = calendar.chip(session_id).rect.center().toPoint()
    double_click(calendar.view.month, middle)
    assert calendar.view.side.detail is not None
    assert calendar.view.side.detail.id == session_id


def test_a_chip_beside_the_month_is_not_pulled_away_while_it_is_pressed(
    calendar: CalendarDesk, theory: UUID
) -> None:
    session_id = add(calendar, theory, date(2026, 9, 6))
    month = calendar.view.month
    middle = calendar.chip(session_id).rect.center().toPoint()
    QTest.mousePress(month, Qt.MouseButton.LeftButton, PLAIN, middle)
    assert calendar.view.bar.title.text() == "August 2026"
    QTest.mouseRelease(month, Qt.MouseButton.LeftButton, PLAIN, middle)
    assert calendar.view.bar.title.text() == "September 2026"
    assert calendar.view.period.day == date(2026, 9, 6)


def test_a_double_click_beside_the_month_opens_what_was_clicked(
    calendar: CalendarDesk, theory: UUID
) -> None:
    session_id = add(calendar, theory, date(2026, 9, 6))
    middle = calendar.chip(session_id).rect.center().toPoint()
    double_click(calendar.view.month, middle)
    assert calendar.view.bar.title.text() == "September 2026"
    assert calendar.view.side.detail is not None
    assert calendar.view.side.detail.id == session_id


def test_filters_count_hide_and_persist(
    calendar: CalendarDesk, theory: UUID, open_calendar: Callable[..., CalendarDesk]
) -> None:
    add(calendar, theory, AUGUST_12)
    resit = add(calendar, theory, AUGUST_13, session_type=SessionType.RESIT)
    chip = calendar.view.filters.chips[SessionType.MAKEUP]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert [box.slot.item.id for box in calendar.view.month.boxes()] == [resit]
    assert chip.accessibleName() == "Makeup, 1"
    again = open_calendar(memory=calendar.memory)
    assert [box.slot.item.id for box in again.view.month.boxes()] == [resit]
    again.view.filters.clear()
    assert len(again.view.month.boxes()) == 2


def test_an_empty_month_leads_to_the_next_session(calendar: CalendarDesk, theory: UUID) -> None:
    add(calendar, theory, date(2026, 10, 25))
    notice = calendar.view.notice
    assert notice.button.text() == "Next: Sun 25 October 2026"
    QTest.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    assert calendar.view.bar.title.text() == "October 2026"
    assert notice.isHidden()


def test_where_it_is_narrow_the_panel_lies_over_the_calendar(
    open_calendar: Callable[..., CalendarDesk],
) -> None:
    narrow = open_calendar(width=900, height=700)
    assert narrow.view.side.isHidden()
    narrow.view.month.setFocus()
    key(narrow.view.month, Qt.Key.Key_Return)
    assert narrow.view.side.isVisible()
    QTest.mouseClick(narrow.view.side.day.close_button, Qt.MouseButton.LeftButton)
    assert narrow.view.side.isHidden()


def test_who_only_looks_gets_no_buttons(open_calendar: Callable[..., CalendarDesk]) -> None:
    looking = open_calendar(Role.INVIGILATOR)
    assert looking.view.bar.new.isHidden()
    assert not looking.view.month.may_move


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("text_size", [100, 150])
def test_everything_is_named_large_enough_and_unclipped(
    calendar: CalendarDesk, theory: UUID, view: View, text_size: int
) -> None:
    theme().set_up(Appearance.LIGHT, text_size)
    session_id = add(calendar, theory, AUGUST_12)
    calendar.view.set_view(view)
    calendar.view.open(exam_session_id=session_id)
    settle()
    assert unnamed_controls(calendar.view) == []
    assert small_targets(calendar.view) == []
    assert clipped_texts(calendar.view) == []


def test_screen_readers_find_the_chips(calendar: CalendarDesk, theory: UUID) -> None:
    QAccessible.setActive(True)
    session_id = add(calendar, theory, AUGUST_12, room_id=calendar.centre.room())
    interface = QAccessible.queryAccessibleInterface(calendar.view.month)
    assert interface.text(QAccessible.Text.Name) == "Month"
    assert interface.childCount() == 1
    child = interface.child(0)
    name = child.text(QAccessible.Text.Name)
    assert name.startswith("Wed 12 Aug, ")
    assert name.endswith("L2 Theory · Wines, Makeup, Main Hall, 12 seats left")
    middle = calendar.view.month.mapToGlobal(calendar.chip(session_id).rect.center().toPoint())
    assert child.rect().contains(middle)


def test_with_a_store_on_its_own_thread_the_month_fills(
    calendar: CalendarDesk, theory: UUID, qtbot: QtBot
) -> None:
    session_id = calendar.centre.exam(theory, AUGUST_12).id
    tasks = Tasks(calendar.workspace, describe)
    view = CalendarView(context_of(tasks, session_of()))
    qtbot.addWidget(view)
    view.resize(1240, 860)
    view.show()
    view.go_to(AUGUST_13)
    qtbot.waitUntil(lambda: len(view.month.boxes()) == 1)
    view.turn(1)
    view.turn(-1)
    view.open(exam_session_id=session_id)
    qtbot.waitUntil(lambda: view.side.detail is not None and not tasks.busy)
    assert view.period.day == AUGUST_12
    tasks.close()
