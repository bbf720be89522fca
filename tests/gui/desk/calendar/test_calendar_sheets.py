"""The calendar's sheets: making, editing, moving and calling off sessions, and taking it back."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.helpers.calendar_screen import (
    AUGUST_12,
    AUGUST_13,
    AUGUST_14,
    CalendarDesk,
    add,
    texts_in,
)
from tests.helpers.desk import settle
from tests.helpers.exam_centre import london
from wset_desk.domain.catalogue import SessionType


def test_a_session_made_in_the_sheet_appears_as_a_chip(
    calendar: CalendarDesk, theory: UUID
) -> None:
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
    calendar: CalendarDesk, theory: UUID
) -> None:
    room = calendar.centre.room("Main Hall", seats=10)
    add(calendar, theory, AUGUST_12, room_id=room)
    calendar.view.actions_.new_session(SessionType.MAKEUP, AUGUST_12)
    sheet = calendar.sheet()
    sheet.fields["room_id"].set_value(room)
    sheet.preview()
    said = texts_in(sheet.outcome)
    assert "The room has only 10 seats." in said
    assert any(text.startswith("Main Hall is taken: Level 2 Theory Exam") for text in said)
    sheet.fields["deadline_day"].set_value(AUGUST_13)
    sheet.save()
    assert sheet.fields["deadline_day"].error == "Registration closes before the exam starts."


def test_a_session_is_called_off_with_a_reason_and_taken_back(
    calendar: CalendarDesk, theory: UUID
) -> None:
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


def test_the_panel_switches_booking_and_edits(calendar: CalendarDesk, theory: UUID) -> None:
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


def test_move_by_typing_does_what_dragging_does(calendar: CalendarDesk, theory: UUID) -> None:
    session_id = add(calendar, theory, AUGUST_12)
    calendar.view.actions_.move(calendar.detail(session_id))
    sheet = calendar.sheet()
    assert not sheet.save_button.isEnabled()
    sheet.fields["day"].set_value(AUGUST_14)
    sheet.preview()
    sheet.save()
    settle()
    assert calendar.detail(session_id).start == london(AUGUST_14, "10:00")
