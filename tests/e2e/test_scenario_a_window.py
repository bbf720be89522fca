"""Scenario A, steps 1, 4 and 5, by somebody who clicks and types; and a centre's first minutes."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from tests.helpers.person import ALT, CONTROL, PersonAt
from tests.helpers.profiles import ADA, set_up
from tests.helpers.program import Program, Start, sign_in
from tests.helpers.stores import NOW, PASSWORD
from ui.desk.calendar.view import CalendarView
from ui.desk.courses.enrol_sheet import EnrolSheet
from ui.desk.courses.offering_forms import NewOfferingSheet
from ui.desk.courses.session_form import CourseSessionSheet
from ui.desk.courses.view import CoursesView
from ui.desk.results.view import ResultsView
from ui.desk.start.recovery_key import RecoveryKeyPage
from ui.desk.start.set_up import SetUpPage
from ui.desk.start.sign_in import SignInPage
from wset_desk.domain.catalogue import SessionType
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore

SUNDAY = date(2026, 9, 6)
EVENING = datetime(2026, 9, 6, 16, 30, tzinfo=UTC)
TYPED, PASTED = ("92", "86", "78", "71"), ("66", "61", "58", "55", "54.99", "49", "40")
PEOPLE = "\n".join(
    ["Candidate number;First name;Last name;Extra time"]
    + [f"W200 {n:03};C{n:02};Candidate;{'25%' if n == 7 else ''}" for n in range(1, 14)]
)


def make_offering(person: PersonAt) -> None:
    person.press(Qt.Key.Key_5, ALT)
    parts = person.find(CoursesView).parts
    person.click_on(parts, parts.rect_of("offerings").center().toPoint())
    person.click("New offering")
    sheet = person.find(NewOfferingSheet)
    assert sheet.form is not None
    person.fill(sheet.form, title="Level 2 Award in Wines")
    sheet.form["level"].control.setFocus()
    person.press(Qt.Key.Key_Down)
    person.fill(sheet.form, name="Level 2 Wines", price="480")
    person.click("Create the offering")


def schedule_course(person: PersonAt) -> None:
    person.press(Qt.Key.Key_5, ALT)
    person.press(Qt.Key.Key_K, CONTROL)
    person.type("New course session")
    person.press(Qt.Key.Key_Return)
    sheet = person.find(CourseSessionSheet)
    person.replace(sheet.days.editor.rows[0].date_edit.line, "5/9/2026")
    person.click("Add a day")
    assert sheet.days.editor.rows[1].date_edit.day() == SUNDAY
    person.click("Schedule the course")


def bring_in_people(person: PersonAt, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(PEOPLE, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    person.press(Qt.Key.Key_6, ALT)
    person.click("Bring in data…")
    person.click("Choose a file…")
    person.click("Import 13 candidates")
    person.click("Back to the list")


def enrol_twelve(person: PersonAt) -> None:
    person.press(Qt.Key.Key_5, ALT)
    person.click("Enrol…")
    table = person.find(EnrolSheet).content.picker.table
    table.setFocus()
    table.selectRow(0)
    for _ in range(12):
        person.press(Qt.Key.Key_Space)
        person.press(Qt.Key.Key_Down)
    person.click("Enrol 12 candidates")


def open_results(person: PersonAt) -> ResultsView:
    person.press(Qt.Key.Key_7, ALT)
    view = person.find(ResultsView)
    view.list.table.setFocus()
    view.list.table.selectRow(0)
    person.press(Qt.Key.Key_Return)
    return view


def stand(view: ResultsView, row: int) -> None:
    model = view.page.model
    view.page.grid.setFocus()
    view.page.grid.setCurrentIndex(model.index(row - 1, model.sheet.mark_columns()[0]))


def test_a_course_from_its_offering_to_eight_passes(
    at_work: PersonAt, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_offering(at_work)
    assert at_work.reads("Level 2 Theory Exam")
    schedule_course(at_work)

    at_work.press(Qt.Key.Key_2, ALT)
    calendar = at_work.find(CalendarView)
    at_work.press(Qt.Key.Key_PageDown)
    (slot,) = calendar.sessions.on(SUNDAY)
    assert slot.item.session_type == SessionType.BUNDLED
    assert (slot.item.taken, slot.item.max_capacity) == (0, 12)

    bring_in_people(at_work, tmp_path / "people.csv", monkeypatch)
    enrol_twelve(at_work)
    assert at_work.reads("12 / 12") or at_work.reads("12/12") or at_work.reads("Full")

    program.move_clock(EVENING)
    view = open_results(at_work)
    stand(view, 12)
    at_work.press(Qt.Key.Key_N)
    stand(view, 1)
    for mark in TYPED:
        at_work.type(mark)
        at_work.press(Qt.Key.Key_Return)
    QGuiApplication.clipboard().setText("\n".join(PASTED))
    at_work.press(Qt.Key.Key_V, CONTROL)
    assert view.page.tally.text() == "8 pass · 3 fail · 1 no show"
    assert at_work.reads("8 pass")


def test_the_thirteenth_finds_no_seat(
    at_work: PersonAt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_offering(at_work)
    schedule_course(at_work)
    bring_in_people(at_work, tmp_path / "people.csv", monkeypatch)
    enrol_twelve(at_work)
    at_work.click("Enrol…")
    sheet = at_work.find(EnrolSheet)
    table = sheet.content.picker.table
    table.setFocus()
    table.selectRow(12)
    at_work.press(Qt.Key.Key_Space)
    assert sheet.seats.text == "1 seat too few."
    assert not sheet.save_button.isEnabled()


def test_a_wrong_password_says_so_beside_the_field(
    start: Start, tmp_path: Path, keys: KeyStore, program: Program
) -> None:
    set_up(tmp_path, FixedClock(NOW), keys).workspace.close()
    person = start(ADA.name)
    sign_in(person, "not my password")
    assert person.find(SignInPage).password.error
    assert program.window.desk is None


def test_a_fresh_computer_goes_through_setting_up_a_centre(start: Start, program: Program) -> None:
    person = start(None)
    person.click("Set up my centre")
    page = person.find(SetUpPage)
    person.fill(page.centre, name="Vine School")
    person.click("Continue")
    person.fill(page.person, administrator_name="Ada Admin")
    assert page.person["username"].value() == "ada"
    person.fill(page.person, password=PASSWORD, password_again=PASSWORD)
    person.click("Set up the centre")
    key = person.find(RecoveryKeyPage)
    assert not key.done_button.isEnabled()
    person.click("I have put it away")
    person.click("Go to my desk")
    assert program.window.desk_is_shown
    assert [each.name for each in program.computer.profiles()] == ["Vine School"]
    centre = program.current.centre
    assert centre is not None
    assert centre.facts.name == "Vine School"
