"""Enrolling in a course session, by mouse and keyboard, on a real store."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.courses import (
    enrol_in,
    level_2_course,
    make_candidates,
    shown,
)
from tests.helpers.courses_screen import CoursesScreen, column_texts
from ui.desk.courses.enrol_sheet import EnrolSheet
from wset_desk.services.workspace import Workspace

Show = Callable[..., QWidget]


@pytest.fixture(name="screen")
def courses_screen(desk: Workspace, qtbot: QtBot, shown: Show) -> CoursesScreen:
    made = CoursesScreen(desk, qtbot)
    shown(made.view, 1216, 900)
    return made


def open_enrolling(screen: CoursesScreen, session_id: object) -> EnrolSheet:
    screen.view.open(session_id=session_id)
    screen.click(screen.view.session_page.enrol_button)
    return screen.sheet(EnrolSheet)


def test_several_are_searched_ticked_and_enrolled_at_once(screen: CoursesScreen) -> None:
    course = level_2_course(screen.workspace)
    make_candidates(screen.workspace, 12)
    sheet = open_enrolling(screen, course.id)
    picker = sheet.content.picker
    screen.click_row(picker.table, 0)
    screen.qtbot.keyClicks(picker.field, "100007")
    screen.qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert column_texts(picker.table, "name") == ["C07 Candidate"]
    picker.table.selectRow(0)
    screen.qtbot.keyClick(picker.table, Qt.Key.Key_Space)
    assert column_texts(picker.table, "state") == ["Chosen"]
    assert sheet.seats.text == "10 seats left of 12."
    assert sheet.save_button.text() == "Enrol 2 candidates"
    screen.qtbot.keyClick(picker.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    table = screen.view.session_page.registrations.table
    assert column_texts(table, "name") == ["C01 Candidate", "C07 Candidate"]
    assert shown(screen.workspace, course.id).exams[0].current_enrollment == 2
    screen.undo()
    assert column_texts(table, "name") == []


def test_more_than_there_are_seats_for_cannot_be_enrolled(screen: CoursesScreen) -> None:
    course = level_2_course(screen.workspace, capacity=2)
    make_candidates(screen.workspace, 3)
    sheet = open_enrolling(screen, course.id)
    for row in range(3):
        screen.click_row(sheet.content.picker.table, row)
    assert sheet.seats.text == "1 seat too few."
    assert not sheet.save_button.isEnabled()
    screen.click_row(sheet.content.picker.table, 2)
    assert sheet.save_button.isEnabled()


def test_who_is_enrolled_cannot_be_ticked(screen: CoursesScreen) -> None:
    course = level_2_course(screen.workspace)
    enrol_in(screen.workspace, course.id, *make_candidates(screen.workspace, 1))
    sheet = open_enrolling(screen, course.id)
    screen.click_row(sheet.content.picker.table, 0)
    assert column_texts(sheet.content.picker.table, "state") == ["Enrolled"]
    assert not sheet.save_button.isEnabled()


def test_somebody_new_is_taken_up_in_passing(screen: CoursesScreen) -> None:
    course = level_2_course(screen.workspace)
    sheet = open_enrolling(screen, course.id)
    screen.click(sheet.content.new_button)
    card = sheet.content.new_card
    screen.click(card.add_button)
    assert card.form["last_name"].error
    screen.fill(card.form, first_name="Wen", last_name="Li", extra_time_percent="25")
    screen.click(card.add_button)
    assert not card.isVisible()
    screen.click(sheet.save_button)
    (row,) = shown(screen.workspace, course.id).exams[0].registrations
    assert (row.name, row.extra_time_percent) == ("Wen Li", 25)


def test_escape_leaves_the_new_candidate_first(screen: CoursesScreen) -> None:
    sheet = open_enrolling(screen, level_2_course(screen.workspace).id)
    screen.click(sheet.content.new_button)
    screen.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.is_open
    assert sheet.content.picker.isVisible()
    screen.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not screen.has_sheet()
