"""Moving sessions by drag: at once, after a preview, or not at all, with the reason."""

from uuid import UUID

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from tests.helpers.calendar_screen import (
    AUGUST_12,
    AUGUST_13,
    AUGUST_14,
    CalendarDesk,
    add,
    carried,
    texts_in,
)
from tests.helpers.desk import settle
from tests.helpers.drops import drop, hold_over, mime_data
from tests.helpers.exam_centre import london
from ui.desk.calendar.model import View
from wset_desk.services import catalogue


def test_a_free_session_moves_by_drag_and_keeps_its_time(
    calendar: CalendarDesk, theory: UUID
) -> None:
    session_id = add(calendar, theory, AUGUST_12, "15:30")
    place = calendar.view.month.day_rect(AUGUST_14).center()
    assert drop(calendar.view.month, carried(session_id), place)
    assert calendar.detail(session_id).start == london(AUGUST_14, "15:30")
    assert calendar.chip(session_id).slot.day == AUGUST_14
    assert calendar.recorder.toasts == ["Moved to Fri 14 August 2026, 15:30."]
    calendar.undo()
    assert calendar.detail(session_id).start == london(AUGUST_12, "15:30")


def test_a_booked_session_is_moved_after_a_preview_of_whom_it_affects(
    calendar: CalendarDesk, theory: UUID
) -> None:
    session_id = add(calendar, theory, AUGUST_12)
    calendar.centre.register(session_id, calendar.centre.candidate("Ana Silva"))
    calendar.view.refresh()
    place = calendar.view.month.day_rect(AUGUST_14).center()
    drop(calendar.view.month, carried(session_id), place)
    sheet = calendar.sheet()
    said = texts_in(sheet.impact)
    assert "Ana Silva" in said
    assert calendar.detail(session_id).start == london(AUGUST_12, "10:00")
    QTest.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert calendar.detail(session_id).start == london(AUGUST_14, "10:00")


def test_while_dragging_the_target_says_why_it_does_not_fit(
    calendar: CalendarDesk, theory: UUID
) -> None:
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


def test_a_course_exam_is_moved_with_its_course(calendar: CalendarDesk, theory: UUID) -> None:
    (offering,) = calendar.workspace.run(catalogue.list_offerings)
    course = calendar.centre.course(offering.id, AUGUST_12, AUGUST_13)
    calendar.view.refresh()
    (chip,) = calendar.view.month.boxes()
    place = calendar.view.month.day_rect(AUGUST_14).center()
    assert drop(calendar.view.month, carried(chip.slot.item.id), place)
    sheet = calendar.sheet()
    assert course.name in sheet.accessibleName()
    assert sheet.form is not None and not sheet.form.is_dirty()  # Esc closes it unasked
    sheet.save()
    settle()
    assert calendar.detail(chip.slot.item.id).start == london(AUGUST_14, "15:30")


def test_in_the_week_a_drop_changes_the_time_in_quarters(
    calendar: CalendarDesk, theory: UUID
) -> None:
    session_id = add(calendar, theory, AUGUST_12)
    calendar.view.go_to(AUGUST_12)
    calendar.view.set_view(View.WEEK)
    settle()
    grid = calendar.view.hours.grid
    column = grid.day_rect(AUGUST_13)
    place = QPointF(column.center().x(), grid.top_of(14 * 60 + 20))
    assert drop(grid, carried(session_id), place)
    assert calendar.detail(session_id).start == london(AUGUST_13, "14:15")
