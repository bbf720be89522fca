"""A day's work, scene by scene: what is done, and which pictures are kept of it."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from ui.common.forms import ComboField
from ui.desk.board.session_sheet import SessionSheet
from ui.desk.board.suggest_sheet import SuggestSheet
from ui.desk.board.view import BoardView
from ui.desk.calendar.model import View
from ui.desk.calendar.view import CalendarView
from ui.desk.candidates.duplicates_sheet import DuplicatesSheet
from ui.desk.candidates.merge_sheet import MergeSheet
from ui.desk.candidates.profile import ACCOUNT, EXAMS
from ui.desk.candidates.view import CandidatesView
from ui.desk.courses.enrol_sheet import EnrolSheet
from ui.desk.courses.session_form import CourseSessionSheet
from ui.desk.courses.view import OFFERINGS, CoursesView
from ui.desk.results.view import ResultsView
from ui.desk.start.sign_in import SignInPage
from ui.desk.today.view import TodayView
from ui.desk.tour.guide import Guide
from wset_desk.domain.registrations import Waiting
from wset_desk.services.course_rows import CourseDayInput
from wset_desk.system import sample
from wset_desk.system.resources import resource_path

_COURSE_DAYS = (date(2026, 9, 5), date(2026, 9, 6))
_SEATS = 12
_OFFERING, _ROOM = "Level 2 Wines", "Main Hall"
_CONTAINS = Qt.MatchFlag.MatchContains
_IMPORTED_NUMBERS = "W105"


def sign_in(guide: Guide) -> None:
    page = guide.find(SignInPage)
    page.fill(sample.SIGN_INS[0].username, sample.PASSWORD)
    guide.picture("sign-in")
    page.submit()
    guide.settle()


def today(guide: Guide) -> None:
    guide.go("today", TodayView)
    guide.picture("today", large=True)


def calendar(guide: Guide) -> None:
    view = guide.go("calendar", CalendarView)
    guide.picture("calendar-month", large=True)
    for shown in (View.WEEK, View.DAY, View.AGENDA):
        view.set_view(shown)
        guide.settle()
        guide.picture(f"calendar-{shown.value}")
    view.set_view(View.MONTH)
    guide.settle()


def assign_seats(guide: Guide) -> None:
    """Two who failed the same paper are chosen; then seats are suggested for everybody."""
    view = guide.go("board", BoardView)
    guide.picture("board", large=True)
    people = view.board.people if view.board is not None else ()
    failed = [each for each in people if each.wait is Waiting.RESIT]
    same = [each for each in failed if each.level == failed[0].level] if failed else []
    view.waiting.choose([each.key for each in same[:2]])
    guide.picture("board-chosen", large=True)
    view.waiting.choose(())
    view.suggest()
    guide.settle()
    guide.picture("board-suggested")
    guide.find(SuggestSheet).close_now()
    _waiting_line(guide, view)


def _waiting_line(guide: Guide, view: BoardView) -> None:
    """The exam for which most stand in line, with who has a seat in it."""
    sessions = view.board.sessions if view.board is not None else ()
    longest = max(sessions, key=lambda session: session.line, default=None)
    if longest is not None and longest.line:
        view.open_session(longest)
        guide.settle()
        guide.picture("waiting-list", large=True)
        guide.find(SessionSheet).close_now()


def new_course(guide: Guide) -> UUID:
    """A level 2 course on a weekend in September, twelve seats; answers the course session."""
    view = guide.go("courses", CoursesView)
    guide.picture("course-sessions")
    view.new_session()
    guide.settle()
    sheet = guide.find(CourseSessionSheet)
    _fill_in(sheet)
    guide.settle()
    guide.picture("new-course", large=True)
    sheet.save_button.click()
    guide.settle()
    session_id = view.session_page.session_id
    if session_id is None:
        raise RuntimeError("the course wasn't scheduled")
    return session_id


def _fill_in(sheet: CourseSessionSheet) -> None:
    form = sheet.form
    if form is None:
        raise TypeError("a course session isn't asked for in a form any more")
    _choose(sheet.offering, _OFFERING)
    _choose(sheet.room, _ROOM)
    sheet.days.set_value([CourseDayInput(day, time(9, 30), time(16, 30)) for day in _COURSE_DAYS])
    form["max_capacity"].set_value(_SEATS)
    form.edited.emit()


def _choose(field: ComboField, text: str) -> None:
    combo = field.control
    if not isinstance(combo, QComboBox) or combo.findText(text, _CONTAINS) < 0:
        raise RuntimeError(f"{text} can't be chosen")
    combo.setCurrentIndex(combo.findText(text, _CONTAINS))


def bring_in_candidates(guide: Guide) -> None:
    view = guide.go("candidates", CandidatesView)
    guide.picture("candidates", large=True)
    view.bring_in()
    view.bring_in_view.read(resource_path("samples/candidates.csv"))
    guide.settle()
    guide.picture("import-preview")
    view.bring_in_view.go.click()
    guide.settle()
    guide.picture("import-done")
    view.show_list()


def enrol(guide: Guide, session_id: UUID) -> None:
    view = guide.go("courses", CoursesView, session_id=session_id)
    view.session_page.enrol()
    guide.settle()
    sheet = guide.find(EnrolSheet)
    picker = sheet.content.picker
    picker.field.setFocus()
    guide.type(_IMPORTED_NUMBERS)
    guide.settle()
    for row in picker.model.rows[:_SEATS]:
        picker.toggle(row)
    guide.settle()
    guide.picture("enrol")
    sheet.save_button.click()
    guide.settle()
    guide.picture("course", large=True)


def bundled_exam(guide: Guide) -> None:
    """The exam of the new course, where the calendar has it."""
    guide.go("calendar", CalendarView, day=_COURSE_DAYS[1])
    guide.picture("bundled-exam")


def offerings(guide: Guide) -> None:
    view = guide.go("courses", CoursesView, part=OFFERINGS)
    guide.picture("offerings")
    rows = view.offering_list.model.rows
    view.show_offering(next(row.id for row in rows if row.rule_profile == "WSET"))
    guide.settle()
    guide.picture("offering")


def results(guide: Guide) -> UUID:
    """The marks that are still missing, one of them mistyped; answers a candidate with both."""
    view = guide.go("results", ResultsView)
    guide.picture("results-due")
    due = view.list.model.rows[0]
    view.open(course_session_id=due.course_session_id, exam_session_id=due.exam_session_id)
    guide.settle()
    grid, model = view.page.grid, view.page.model
    column = model.sheet.mark_columns()[-1]
    empty = [
        row
        for row in range(model.rowCount())
        if not model.index(row, column).data() and model.sheet.cell(row, column) is not None
    ]
    for row, text in zip(empty, ("30.5", "104"), strict=False):
        grid.setFocus()
        grid.setCurrentIndex(model.index(row, column))
        guide.type(text)
        guide.press(Qt.Key.Key_Return)
    guide.picture("results", large=True)
    return model.sheet.rows[0].candidate_id


def profile(guide: Guide, candidate_id: UUID) -> None:
    view = guide.go("candidates", CandidatesView, candidate_id=candidate_id)
    guide.picture("profile")
    view.panel.show_tab(ACCOUNT)
    guide.settle()
    guide.picture("account")
    view.panel.show_tab(EXAMS)


def merge(guide: Guide) -> None:
    """Two records of one person, side by side."""
    view = guide.go("candidates", CandidatesView)
    view.show_duplicates()
    guide.settle()
    found = guide.find(DuplicatesSheet)
    guide.picture("duplicates")
    if found.pairs:
        found.compare(found.pairs[0])
        guide.settle()
        guide.picture("merge")
        guide.find(MergeSheet).close_now()
    else:
        found.close_now()


def palette(guide: Guide) -> None:
    opened = guide.window.open_palette()
    guide.settle()
    guide.type("cal")
    guide.settle()
    guide.picture("command-palette")
    if opened is not None:
        opened.close_now()
