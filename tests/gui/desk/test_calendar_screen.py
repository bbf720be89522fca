"""The calendar as people use it: mouse, keyboard, sheets, undo."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import Recorder, ShortMemory, session_of, settle
from tests.helpers.drops import drop, hold_over, mime_data
from tests.helpers.exam_centre import ExamCentre, london
from ui.common.bus import bus
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk.calendar.grid import MIME, CalendarGrid
from ui.desk.calendar.model import View
from ui.desk.calendar.month_layout import ChipBox
from ui.desk.calendar.view import CalendarView
from ui.desk.context import DeskContext
from wset_desk.domain.catalogue import ExamType, SessionType
from wset_desk.domain.permissions import Role
from wset_desk.services import catalogue, exam_sessions
from wset_desk.services.exam_session_details import ExamSessionDetail
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace

TODAY = date(2026, 8, 1)
AUGUST_12, AUGUST_13, AUGUST_14 = (date(2026, 8, day) for day in (12, 13, 14))
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Desk:
    """The calendar with a store behind it, and what it asked of the shell."""

    view: CalendarView
    centre: ExamCentre
    recorder: Recorder
    memory: ShortMemory

    @property
    def workspace(self) -> Workspace:
        return self.centre.workspace

    def detail(self, session_id: UUID) -> ExamSessionDetail:
        return self.workspace.run(exam_sessions.exam_session, exam_session_id=session_id)

    def chip(self, session_id: UUID, grid: CalendarGrid | None = None) -> ChipBox:
        boxes = (grid or self.view.month).boxes()
        return next(box for box in boxes if box.slot.item.id == session_id)

    def sheet(self) -> Any:
        found = [each for each in self.view.window().findChildren(Sheet) if each.is_open]
        assert found, "no sheet is open"
        return found[-1]

    def no_sheet(self) -> bool:
        return not any(each.is_open for each in self.view.window().findChildren(Sheet))

    def undo(self) -> None:
        inverse = self.recorder.undos[-1]
        assert inverse is not None
        inverse()


@pytest.fixture
def open_calendar(desk: Workspace, shown: Callable[..., QWidget]) -> Callable[..., Desk]:
    def open_it(
        *roles: Role, width: int = 1240, height: int = 860, memory: ShortMemory | None = None
    ) -> Desk:
        recorder, memory = Recorder(), memory or ShortMemory()
        tasks = InlineTasks(desk, describe)
        context = DeskContext(
            tasks,
            bus,
            theme(),
            session_of(*roles),
            recorder.navigate,
            recorder.toast,
            memory=memory,
        )
        view = CalendarView(context)
        shown(view, width, height)
        return Desk(view, ExamCentre(desk), recorder, memory)

    return open_it


@pytest.fixture
def calendar(open_calendar: Callable[..., Desk]) -> Desk:
    return open_calendar()


@pytest.fixture
def theory(calendar: Desk) -> UUID:
    return calendar.centre.offering(level=2)[ExamType.THEORY]


def add(calendar: Desk, template: UUID, day: date, at: str = "10:00", **values: Any) -> UUID:
    made = calendar.centre.exam(template, day, at, **values)
    calendar.view.refresh()
    settle()
    return made.id


def carried(session_id: UUID) -> Any:
    return mime_data(MIME, session_id.bytes)


def key(widget: QWidget, which: Qt.Key) -> None:
    QTest.keyClick(widget, which)
    settle()


def test_a_session_made_in_the_sheet_appears_as_a_chip(calendar: Desk, theory: UUID) -> None:
    calendar.view.actions_.new_session(SessionType.MAKEUP, AUGUST_12)
    sheet = calendar.sheet()
    assert sheet.fields["exam_template_id"].value() == theory
    sheet.fields["start"].control.setText("15:30")
    sheet.fields["max_capacity"].control.setText("9")
    sheet.preview()
    assert "27 Jul 2026" not in sheet.fields["deadline_day"].error
    QTest.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    settle()
    (chip,) = calendar.view.month.boxes()
    assert chip.slot.day == AUGUST_12
    assert (chip.slot.start, chip.slot.item.max_capacity) == (15 * 60 + 30, 9)
    assert calendar.recorder.toasts == ["Level 2 Theory Exam, 12 Aug 2026 is scheduled."]
    calendar.undo()
    assert calendar.view.month.boxes() == ()


def test_the_sheet_says_what_is_in_the_way_and_where_a_refusal_belongs(
    calendar: Desk, theory: UUID
) -> None:
    room = calendar.centre.room("Main Hall", seats=10)
    add(calendar, theory, AUGUST_12, room_id=room)
    calendar.view.actions_.new_session(SessionType.MAKEUP, AUGUST_12)
    sheet = calendar.sheet()
    sheet.fields["room_id"].set_value(room)
    sheet.preview()
    said = [label.text() for label in sheet.outcome.findChildren(QWidget) if hasattr(label, "text")]
    assert "The room has only 10 seats." in said
    assert any(text.startswith("Main Hall is taken: Level 2 Theory Exam") for text in said)
    sheet.fields["deadline_day"].set_value(AUGUST_13)
    sheet.save()
    assert sheet.fields["deadline_day"].error == "Registration closes before the exam starts."


def test_a_free_session_moves_by_drag_and_keeps_its_time(calendar: Desk, theory: UUID) -> None:
    session_id = add(calendar, theory, AUGUST_12, "15:30")
    place = calendar.view.month.day_rect(AUGUST_14).center()
    assert drop(calendar.view.month, carried(session_id), place)
    assert calendar.detail(session_id).start == london(AUGUST_14, "15:30")
    assert calendar.chip(session_id).slot.day == AUGUST_14
    assert calendar.recorder.toasts == ["Moved to Fri 14 August 2026, 15:30."]
    calendar.undo()
    assert calendar.detail(session_id).start == london(AUGUST_12, "15:30")


def test_a_booked_session_is_moved_after_a_preview_of_whom_it_affects(
    calendar: Desk, theory: UUID
) -> None:
    session_id = add(calendar, theory, AUGUST_12)
    calendar.centre.register(session_id, calendar.centre.candidate("Ana Silva"))
    calendar.view.refresh()
    place = calendar.view.month.day_rect(AUGUST_14).center()
    drop(calendar.view.month, carried(session_id), place)
    sheet = calendar.sheet()
    said = [label.text() for label in sheet.impact.findChildren(QWidget) if hasattr(label, "text")]
    assert "Ana Silva" in said
    assert calendar.detail(session_id).start == london(AUGUST_12, "10:00")
    QTest.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert calendar.detail(session_id).start == london(AUGUST_14, "10:00")


def test_while_dragging_the_target_says_why_it_does_not_fit(calendar: Desk, theory: UUID) -> None:
    room, ana = calendar.centre.room(), calendar.centre.candidate("Ana Silva")
    session_id = add(calendar, theory, AUGUST_12, room_id=room)
    add(calendar, theory, AUGUST_13, "10:30", room_id=room)
    elsewhere = add(calendar, theory, AUGUST_14, "10:30")
    for each in (session_id, elsewhere):
        calendar.centre.register(each, ana)
    calendar.view.refresh()
    month = calendar.view.month
    month.drag_began.emit(calendar.chip(session_id).slot)
    assert hold_over(month, carried(session_id), month.day_rect(AUGUST_13).center())
    assert month.drop_reason() == (
        "Main Hall is taken: Level 2 Theory Exam, 13 Aug 2026, 10:30",
        False,
    )
    assert not hold_over(month, carried(session_id), month.day_rect(AUGUST_14).center())
    assert month.drop_reason() == (
        "Ana Silva has another exam: Level 2 Theory Exam, 14 Aug 2026, 10:30",
        True,
    )
    assert not hold_over(month, mime_data("text/plain", b"x"), QPointF(300, 300))


def test_a_course_exam_is_moved_with_its_course(calendar: Desk, theory: UUID) -> None:
    (offering,) = calendar.workspace.run(catalogue.list_offerings)
    course = calendar.centre.course(offering.id, AUGUST_12, AUGUST_13)
    calendar.view.refresh()
    (chip,) = calendar.view.month.boxes()
    place = calendar.view.month.day_rect(AUGUST_14).center()
    assert drop(calendar.view.month, carried(chip.slot.item.id), place)
    sheet = calendar.sheet()
    assert course.name in sheet.accessibleName()
    sheet.save()
    settle()
    assert calendar.detail(chip.slot.item.id).start == london(AUGUST_14, "15:30")


def test_in_the_week_a_drop_changes_the_time_in_quarters(calendar: Desk, theory: UUID) -> None:
    session_id = add(calendar, theory, AUGUST_12)
    calendar.view.go_to(AUGUST_12)
    calendar.view.set_view(View.WEEK)
    settle()
    grid = calendar.view.hours.grid
    column = grid.day_rect(AUGUST_13)
    place = QPointF(column.center().x(), grid.top_of(14 * 60 + 20))
    assert drop(grid, carried(session_id), place)
    assert calendar.detail(session_id).start == london(AUGUST_13, "14:15")


def test_the_keyboard_goes_everywhere(calendar: Desk, theory: UUID) -> None:
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
    calendar: Desk, letter: Qt.Key, wanted: View
) -> None:
    calendar.view.set_view(View.WEEK if wanted is View.MONTH else View.MONTH)
    key(calendar.view.focusWidget() or calendar.view, letter)
    assert calendar.view.period.view is wanted
    assert calendar.memory["calendar_view"] == wanted.value


def test_a_click_on_a_number_opens_the_day_and_more_opens_the_panel(
    calendar: Desk, theory: UUID
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


def test_a_double_click_opens_the_session(calendar: Desk, theory: UUID) -> None:
    session_id = add(calendar, theory, AUGUST_12)
    middle = calendar.chip(session_id).rect.center().toPoint()
    QTest.mouseDClick(calendar.view.month, Qt.MouseButton.LeftButton, PLAIN, middle)
    assert calendar.view.side.detail is not None
    assert calendar.view.side.detail.id == session_id


def test_filters_count_hide_and_persist(
    calendar: Desk, theory: UUID, open_calendar: Callable[..., Desk]
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


def test_an_empty_month_leads_to_the_next_session(calendar: Desk, theory: UUID) -> None:
    add(calendar, theory, date(2026, 10, 25))
    notice = calendar.view.notice
    assert notice.button.text() == "Next: Sun 25 October 2026"
    QTest.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    assert calendar.view.bar.title.text() == "October 2026"
    assert notice.isHidden()


def test_a_session_is_called_off_with_a_reason_and_taken_back(calendar: Desk, theory: UUID) -> None:
    session_id = add(calendar, theory, AUGUST_12)
    calendar.centre.register(session_id, calendar.centre.candidate("Ana Silva"))
    calendar.view.actions_.cancel(calendar.detail(session_id))
    sheet = calendar.sheet()
    sheet.save()
    assert sheet.fields["reason"].error == "This is needed."
    sheet.fields["reason"].control.setPlainText("Room flooded")
    sheet.save()
    settle()
    assert calendar.view.month.boxes() == ()
    assert calendar.detail(session_id).status == "cancelled"
    calendar.undo()
    assert calendar.detail(session_id).taken == 1
    assert len(calendar.view.month.boxes()) == 1


def test_the_panel_switches_booking_and_edits(calendar: Desk, theory: UUID) -> None:
    session_id = add(calendar, theory, AUGUST_12)
    calendar.view.open(exam_session_id=session_id)
    calendar.view.side.session.booking.click()
    assert not calendar.detail(session_id).booking_enabled
    calendar.undo()
    assert calendar.detail(session_id).booking_enabled
    calendar.view.actions_.edit(calendar.detail(session_id))
    sheet = calendar.sheet()
    sheet.fields["name"].control.setText("Summer makeup")
    sheet.fields["max_capacity"].control.setText("20")
    sheet.save()
    settle()
    edited = calendar.detail(session_id)
    assert (edited.name, edited.max_capacity) == ("Summer makeup", 20)
    calendar.undo()
    assert calendar.detail(session_id).max_capacity == 12


def test_move_by_typing_does_what_dragging_does(calendar: Desk, theory: UUID) -> None:
    session_id = add(calendar, theory, AUGUST_12)
    calendar.view.actions_.move(calendar.detail(session_id))
    sheet = calendar.sheet()
    assert not sheet.save_button.isEnabled()
    sheet.fields["day"].set_value(AUGUST_14)
    sheet.preview()
    sheet.save()
    settle()
    assert calendar.detail(session_id).start == london(AUGUST_14, "10:00")


def test_where_it_is_narrow_the_panel_lies_over_the_calendar(
    open_calendar: Callable[..., Desk],
) -> None:
    narrow = open_calendar(width=900, height=700)
    assert narrow.view.side.isHidden()
    narrow.view.month.setFocus()
    key(narrow.view.month, Qt.Key.Key_Return)
    assert narrow.view.side.isVisible()
    QTest.mouseClick(narrow.view.side.day.close_button, Qt.MouseButton.LeftButton)
    assert narrow.view.side.isHidden()


def test_who_only_looks_gets_no_buttons(open_calendar: Callable[..., Desk]) -> None:
    looking = open_calendar(Role.INVIGILATOR)
    assert looking.view.bar.new.isHidden()
    assert not looking.view.month.may_move


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("text_size", [100, 150])
def test_everything_is_named_large_enough_and_unclipped(
    calendar: Desk, theory: UUID, view: View, text_size: int
) -> None:
    theme().set_up(Appearance.LIGHT, text_size)
    session_id = add(calendar, theory, AUGUST_12)
    calendar.view.set_view(view)
    calendar.view.open(exam_session_id=session_id)
    settle()
    assert unnamed_controls(calendar.view) == []
    assert small_targets(calendar.view) == []
    assert clipped_texts(calendar.view) == []


def test_screen_readers_find_the_chips(calendar: Desk, theory: UUID) -> None:
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
