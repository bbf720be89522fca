"""Course sessions in the window: scheduled, filled, moved and cancelled by mouse and keyboard."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.helpers.courses import (
    LEVEL_2_DAYS,
    enrol_in,
    level_2_course,
    level_3_course,
    make_candidate,
    make_candidates,
    make_offering,
    schedule,
)
from tests.helpers.courses_screen import CoursesScreen, column_texts, line_of, texts_in
from ui.common.buttons import Button
from ui.desk.courses.change_sheets import CancelSheet, MoveSheet
from ui.desk.courses.session_form import CourseSessionSheet, EditCourseSessionSheet
from ui.desk.courses.session_list import ALL, PAST
from wset_desk.services.course_session_changes import cancel_course_session
from wset_desk.services.course_sessions import course_session
from wset_desk.services.rooms import add_room
from wset_desk.services.workspace import Workspace

Show = Callable[..., QWidget]


@pytest.fixture(name="screen")
def courses_screen(desk: Workspace, qtbot: QtBot, shown: Show) -> CoursesScreen:
    made = CoursesScreen(desk, qtbot)
    shown(made.view, 1216, 900)
    return made


def test_a_course_is_scheduled_with_its_exam_in_sight_before(screen: CoursesScreen) -> None:
    """Scenario A1, in the window."""
    make_offering(screen.workspace, 2)
    screen.click(screen.view.new_button)
    sheet = screen.sheet(CourseSessionSheet)
    first = sheet.days.editor.rows[0]
    first.date_edit.line.clear()
    screen.qtbot.keyClicks(first.date_edit.line, "5 Sep 2026")
    screen.click(sheet.days.editor.add_button)
    screen.wait(lambda: "Sun 6 Sept, \u206615:30 – 16:30\u2069" in texts_in(sheet.preview))
    assert "Booking closes Wed 19 Aug, 17:00" in texts_in(sheet.preview)
    screen.qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not screen.has_sheet()
    (row,) = screen.sessions()
    assert (row.starts_on, row.ends_on, row.max_capacity) == (*LEVEL_2_DAYS, 12)
    page = screen.view.session_page
    assert page.isVisible()
    assert "12 seats left" in texts_in(page)
    assert screen.shell.toasts == ["Level 2 Wines is scheduled."]
    screen.undo()
    assert screen.sessions() == ()
    assert screen.view.home.isVisible()


def test_dates_that_make_no_course_are_said_at_once(screen: CoursesScreen) -> None:
    make_offering(screen.workspace, 3)
    screen.view.new_session()
    sheet = screen.sheet(CourseSessionSheet)
    end = sheet.days.editor.rows[0].end
    end.clear()
    screen.qtbot.keyClicks(end, "12:00")
    screen.wait(sheet.preview.notice.isVisible)
    said = "The exams take 255 minutes with their breaks; the course day has 150."
    assert sheet.preview.notice.text == said
    sheet.save()
    assert sheet.message.text == said
    assert screen.sessions() == ()


def test_a_day_that_cannot_be_read_is_kept_and_marked(screen: CoursesScreen) -> None:
    make_offering(screen.workspace, 2)
    screen.view.new_session()
    sheet = screen.sheet(CourseSessionSheet)
    line = sheet.days.editor.rows[0].date_edit.line
    line.clear()
    screen.qtbot.keyClicks(line, "31 Feb 2026")
    unread = "Give each day a date and times to see the exams."
    screen.wait(lambda: unread in texts_in(sheet.preview))
    screen.click(sheet.days.editor.add_button)
    assert sheet.days.error.startswith("Each day needs a date")
    assert len(sheet.days.editor.rows) == 1
    screen.click(sheet.save_button)
    assert sheet.days.error.startswith("Each day needs a date")
    assert line.text() == "31 Feb 2026"
    assert line.property("invalid")
    line.clear()
    screen.qtbot.keyClicks(line, "28 Feb 2027")
    assert not line.property("invalid")


def test_a_room_that_is_taken_and_too_small_is_a_warning(screen: CoursesScreen) -> None:
    offering = make_offering(screen.workspace, 2)
    room = screen.workspace.call(add_room, name="Cellar", seats=8).id
    schedule(screen.workspace, offering, date(2026, 8, 1), room_id=room)
    screen.view.new_session()
    sheet = screen.sheet(CourseSessionSheet)
    sheet.room.set_value(room)
    sheet.room.edited.emit()
    screen.wait(sheet.preview.notice.isVisible)
    assert sheet.preview.notice.text.splitlines()[:2] == [
        "The room has only 8 seats.",
        "Taken at that time:",
    ]
    screen.click(sheet.save_button)
    assert len(screen.sessions()) == 2
    assert "Cellar: Level 2 Wines" in screen.view.session_page.notice.text


def test_days_are_added_and_taken_out(screen: CoursesScreen) -> None:
    make_offering(screen.workspace, 2)
    screen.view.new_session()
    editor = screen.sheet(CourseSessionSheet).days.editor
    assert not editor.rows[0].remove_button.isEnabled()
    screen.click(editor.add_button)
    screen.click(editor.add_button)
    screen.click(editor.rows[1].remove_button)
    days = [each.value() for each in editor.rows]
    assert [day and day.date for day in days] == [date(2026, 8, 1), date(2026, 8, 3)]


def test_each_paper_has_its_table_with_own_times(screen: CoursesScreen) -> None:
    course = level_3_course(screen.workspace)
    c03 = make_candidate(screen.workspace, 3, extra_time_percent=25)
    enrol_in(screen.workspace, course.id, c03)
    screen.show_session(course.id)
    section = screen.view.session_page.registrations
    assert column_texts(section.table, "times") == ["\u206609:30 – 12:00\u2069"]
    place = section.papers.rect_of(str(course.exams[1].id)).center().toPoint()
    screen.qtbot.mouseClick(section.papers, Qt.MouseButton.LeftButton, pos=place)
    assert column_texts(section.table, "times") == ["\u206612:15 – 14:08\u2069"]
    assert column_texts(section.table, "extra_time") == ["25 %"]


def test_withdrawing_goes_by_the_delete_key_and_can_be_undone(screen: CoursesScreen) -> None:
    course = level_2_course(screen.workspace)
    enrol_in(screen.workspace, course.id, *make_candidates(screen.workspace, 2))
    screen.show_session(course.id)
    section = screen.view.session_page.registrations
    assert not section.withdraw_button.isEnabled()
    screen.click_row(section.table, 0)
    assert section.withdraw_button.isEnabled()
    screen.qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    assert column_texts(section.table, "name") == ["C02 Candidate"]
    assert screen.shell.toasts == ["C01 Candidate is withdrawn."]
    screen.undo()
    assert column_texts(section.table, "name") == ["C01 Candidate", "C02 Candidate"]


def test_a_move_shows_what_moves_before_it_is_done(screen: CoursesScreen) -> None:
    course = level_2_course(screen.workspace)
    enrol_in(screen.workspace, course.id, *make_candidates(screen.workspace, 2))
    screen.show_session(course.id)
    screen.click(screen.view.session_page.move_button)
    sheet = screen.sheet(MoveSheet)
    assert not sheet.save_button.isEnabled()
    screen.fill(sheet.form, first_day="24 Oct 2026")  # type: ignore[arg-type]
    screen.wait(sheet.save_button.isEnabled)
    assert "Sun 25 Oct, \u206615:30 – 16:30\u2069" in texts_in(sheet.exams)
    assert column_texts(sheet.affected.table, "name") == ["C01 Candidate", "C02 Candidate"]
    screen.click(sheet.save_button)
    (row,) = screen.sessions()
    assert row.starts_on == date(2026, 10, 24)
    screen.undo()
    (row,) = screen.sessions()
    assert row.starts_on == date(2026, 9, 5)


def test_a_move_into_somebodys_other_exam_is_not_offered(screen: CoursesScreen) -> None:
    wines = level_2_course(screen.workspace)
    sake = schedule(
        screen.workspace, make_offering(screen.workspace, 2, subject="Sake"), date(2026, 9, 13)
    )
    (candidate,) = make_candidates(screen.workspace, 1)
    for each in (wines, sake):
        enrol_in(screen.workspace, each.id, candidate)
    detail = screen.workspace.run(course_session, session_id=sake.id)
    MoveSheet(screen.view.context, screen.view, detail, date(2026, 9, 6)).open()
    sheet = screen.sheet(MoveSheet)
    assert "Not possible" in sheet.notice.text
    assert not sheet.save_button.isEnabled()
    assert column_texts(sheet.affected.table, "clash") == ["Level 2 Theory Exam, 6 Sept 2026"]


def test_cancelling_needs_a_reason_and_can_be_undone(screen: CoursesScreen) -> None:
    course = level_2_course(screen.workspace)
    enrol_in(screen.workspace, course.id, *make_candidates(screen.workspace, 2))
    screen.show_session(course.id)
    page = screen.view.session_page
    screen.click(page.cancel_button)
    sheet = screen.sheet(CancelSheet)
    screen.click(sheet.save_button)
    assert sheet.reason.error
    screen.fill(sheet.form, reason="Flooded")  # type: ignore[arg-type]
    screen.click(sheet.save_button)
    assert screen.sessions() == ()
    assert page.notice.text == "Cancelled: Flooded"
    assert not page.enrol_button.isVisible()
    screen.undo()
    assert len(screen.sessions()) == 1
    assert page.enrol_button.isVisible()
    screen.shell.redo()
    assert page.notice.text == "Cancelled: Flooded"
    screen.undo()
    assert len(screen.sessions()) == 1


def test_seats_are_never_fewer_than_people(screen: CoursesScreen) -> None:
    course = level_2_course(screen.workspace)
    enrol_in(screen.workspace, course.id, *make_candidates(screen.workspace, 3))
    screen.show_session(course.id)
    screen.click(screen.view.session_page.edit_button)
    sheet = screen.sheet(EditCourseSessionSheet)
    assert sheet.form is not None
    screen.fill(sheet.form, max_capacity="2")
    screen.click(sheet.save_button)
    assert sheet.form["max_capacity"].error == "3 seats are taken already."
    screen.fill(sheet.form, max_capacity="3", name="Autumn course")
    screen.click(sheet.save_button)
    (row,) = screen.sessions()
    assert (row.name, row.max_capacity) == ("Autumn course", 3)
    screen.undo()
    (row,) = screen.sessions()
    assert (row.name, row.max_capacity) == ("Level 2 Wines", 12)


def names(screen: CoursesScreen) -> list[str]:
    return column_texts(screen.view.session_list.table, "name")


def test_the_list_is_filtered_by_text_level_and_period(screen: CoursesScreen) -> None:
    past = schedule(screen.workspace, make_offering(screen.workspace, 1), date(2026, 7, 4))
    level_2_course(screen.workspace)
    level_3 = level_3_course(screen.workspace)
    screen.workspace.call(cancel_course_session, session_id=level_3.id, reason="Flooded")
    screen.view.refresh()
    listed = screen.view.session_list
    assert names(screen) == ["Level 2 Wines"]
    screen.click(listed.cancelled)
    assert names(screen) == ["Level 2 Wines", "Level 3 Wines"]
    listed.level.set_value(3)
    listed.level.chosen.emit(3)
    assert names(screen) == ["Level 3 Wines"]
    screen.qtbot.keyClicks(listed.search, "nothing like it")
    screen.qtbot.keyClick(listed.search, Qt.Key.Key_Return)
    assert names(screen) == []
    listed.clear_filters()
    assert len(names(screen)) == 3
    listed.period.set_value(PAST)
    listed.period.chosen.emit(PAST)
    assert [row.id for row in listed.model.rows] == [past.id]


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_a_click_opens_a_course_and_a_key_goes_back(
    screen: CoursesScreen, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    level_2_course(screen.workspace)
    screen.view.refresh()
    screen.click_row(screen.view.session_list.table, 0)
    assert screen.view.session_page.isVisible()
    screen.qtbot.keyClick(screen.view.session_page.back_button, key, modifiers)
    assert screen.view.home.isVisible()


def test_an_empty_list_says_what_to_do(screen: CoursesScreen) -> None:
    listed = screen.view.session_list

    def offered() -> list[str]:
        return [each.text() for each in listed.table.findChildren(Button) if each.isVisible()]

    screen.view.refresh()
    assert "No course session is running or ahead." in texts_in(listed)
    assert offered() == ["New course session"]
    listed.period.set_value(ALL)
    listed.refresh()
    assert "No course sessions yet." in texts_in(listed)
    screen.qtbot.keyClicks(listed.search, "rum")
    screen.qtbot.keyClick(listed.search, Qt.Key.Key_Return)
    assert "No course session fits the filter." in texts_in(listed)
    assert offered() == ["Show all"]


def test_an_exam_says_that_its_booking_is_over(screen: CoursesScreen) -> None:
    offering = make_offering(screen.workspace, 2)
    far = schedule(screen.workspace, offering, *LEVEL_2_DAYS)
    near = schedule(screen.workspace, offering, date(2026, 8, 4))
    screen.show_session(far.id)
    assert "Booking closes Wed 19 Aug, 17:00" in texts_in(screen.view.session_page)
    screen.show_session(near.id)
    assert "Booking closed Fri 17 Jul, 17:00" in texts_in(screen.view.session_page)


def test_the_page_shows_what_others_change(screen: CoursesScreen) -> None:
    course = level_2_course(screen.workspace)
    screen.show_session(course.id)
    enrol_in(screen.workspace, course.id, *make_candidates(screen.workspace, 1))
    screen.view.context.bus.changed.emit(frozenset({"exam_registrations"}))
    table = screen.view.session_page.registrations.table
    assert column_texts(table, "name") == ["C01 Candidate"]


def test_rows_lead_on_to_candidates_and_marks(screen: CoursesScreen) -> None:
    course = level_2_course(screen.workspace)
    (candidate,) = make_candidates(screen.workspace, 1)
    enrol_in(screen.workspace, course.id, candidate)
    screen.show_session(course.id)
    table = screen.view.session_page.registrations.table
    table.selectRow(0)
    screen.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert screen.shell.visits == [("candidates", {"candidate_id": candidate})]
    marks = [
        each for each in screen.view.session_page.findChildren(Button) if each.text() == "Marks"
    ]
    screen.click(marks[-1])
    assert screen.shell.visits[-1] == ("results", {"exam_session_id": course.exams[0].id})


def test_without_an_offering_the_form_says_what_is_missing(screen: CoursesScreen) -> None:
    screen.view.new_session()
    sheet = screen.sheet(CourseSessionSheet)
    assert "There is no in-person offering yet: make one under Offerings." in texts_in(
        sheet.preview
    )
    assert not sheet.save_button.isEnabled()


def test_an_untouched_form_closes_without_a_question(screen: CoursesScreen) -> None:
    make_offering(screen.workspace, 2)
    screen.view.new_session()
    screen.qtbot.keyClick(screen.sheet(CourseSessionSheet), Qt.Key.Key_Escape)
    assert not screen.has_sheet()
    screen.view.new_session()
    sheet = screen.sheet(CourseSessionSheet)
    assert sheet.form is not None
    screen.qtbot.keyClicks(line_of(sheet.form["location"]), "Elsewhere")
    screen.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.is_open


def test_the_models_keep_qts_rules(screen: CoursesScreen, qtmodeltester: ModelTester) -> None:
    course = level_3_course(screen.workspace)
    enrol_in(screen.workspace, course.id, *make_candidates(screen.workspace, 3))
    screen.view.refresh()
    screen.show_session(course.id)
    for table in (screen.view.session_list.table, screen.view.session_page.registrations.table):
        qtmodeltester.check(table.model())
