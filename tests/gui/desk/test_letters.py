"""Letters and lists in the window: found, looked at, printed, kept, and given up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QWidget

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.marking import ExamDay, exam_day, invigilator
from tests.helpers.pdfs import page_texts, pdf_text
from tests.helpers.result_life import officer, release
from ui.common.overlay import Overlay, open_overlays
from ui.common.progress import CancelledError, Progress
from ui.common.tasks import InlineTasks
from ui.common.text import Label
from ui.common.theme import Appearance, theme
from ui.desk.board.seating_lists_sheet import SeatingListsSheet
from ui.desk.board.view import BoardView
from ui.desk.calendar.view import CalendarView
from ui.desk.candidates.view import CandidatesView
from ui.desk.context import DeskContext
from ui.desk.courses.view import CoursesView
from ui.desk.letters import preview
from ui.desk.letters.exam_lists_sheet import ExamListsSheet, open_exam_prints
from ui.desk.letters.letters_sheet import LettersSheet, open_letters
from ui.desk.letters.opening import open_exam_lists, open_letter
from ui.desk.letters.preview import Preview
from ui.desk.results.view import ResultsView
from wset_desk.documents.letters import letters_pdf
from wset_desk.documents.pages import Printed
from wset_desk.domain.catalogue import Component
from wset_desk.domain.letters import ExamListKind, LetterKind
from wset_desk.domain.permissions import Role
from wset_desk.services.board.board import board
from wset_desk.services.candidates import candidate, edit_candidate, find_candidates
from wset_desk.services.letters.bookings import booking_confirmations_of_sessions
from wset_desk.services.refusals import describe
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

CONTROL = Qt.KeyboardModifier.ControlModifier
Show = Callable[..., Any]


@pytest.fixture
def day(desk: Workspace) -> ExamDay:
    """Three people who are booked for an exam on 6 September."""
    return exam_day(desk, candidates=3)


@pytest.fixture
def context(desk: Workspace) -> DeskContext:
    return context_of(InlineTasks(desk, describe), recorder=Recorder())


def released(desk: Workspace, day: ExamDay, clock: FixedClock) -> None:
    """The first two have a result, of which the first's is released."""
    clock.instant = datetime(2026, 9, 6, 18, tzinfo=UTC)
    desk.call(set_marks, marks=(day.mark(1, "68"), day.mark(2, "71")))
    release(officer(desk), day, 1)


def top(page: QWidget) -> Overlay:
    return open_overlays(page.window())[-1]


def shown_preview(page: QWidget) -> Preview:
    found = top(page)
    assert isinstance(found, Preview)
    return found


def text_of(found: Preview) -> str:
    assert found.printed is not None
    return pdf_text(found.printed.content)


def click(inside: QWidget, name: str) -> None:
    buttons = inside.findChildren(QAbstractButton)
    found = [each for each in buttons if name in (each.text(), each.accessibleName())]
    QTest.mouseClick(next(each for each in found if each.isVisible()), Qt.MouseButton.LeftButton)
    settle()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)
    settle()


def test_a_profile_leads_to_the_letters(
    desk: Workspace, context: DeskContext, day: ExamDay, clock: FixedClock, shown: Show
) -> None:
    released(desk, day, clock)
    page = shown(CandidatesView(context), 1280, 800)
    page.open(candidate_id=desk.run(find_candidates, text="Byrne").rows[0].id)
    settle()
    page.setFocus()
    press(Qt.Key.Key_P, CONTROL)
    sheet = top(page)
    assert isinstance(sheet, LettersSheet)
    assert {"Nothing was paid, so there is nothing to acknowledge.", "No exam was missed."} <= {
        each.text() for each in sheet.findChildren(Label)
    }
    click(sheet, "Preview: Statement of results, Level 2 Award in Wines")
    found = shown_preview(page)
    assert "68 / 100" in text_of(found)
    assert found.pages.accessibleDescription().count("68 / 100") == 1
    press(Qt.Key.Key_Escape)
    assert top(page) is sheet


def test_statements_of_an_exam_are_one_file(
    desk: Workspace, context: DeskContext, day: ExamDay, clock: FixedClock, shown: Show
) -> None:
    page = shown(ResultsView(context), 1280, 800)
    page.open(course_session_id=day.course_session_id)
    settle()
    click(page, "Statements of results")
    assert not open_overlays(page.window())
    released(desk, day, clock)
    page.page.grid.setFocus()
    press(Qt.Key.Key_P, CONTROL)
    found = shown_preview(page)
    assert found.printed is not None
    assert found.printed.pages == 1
    assert "71" not in text_of(found)


def test_the_board_prints_for_several_sessions(
    desk: Workspace, context: DeskContext, day: ExamDay, shown: Show
) -> None:
    exam_day(desk, level=3, candidates=2)
    page = shown(BoardView(context), 1280, 800)
    click(page, "Seating lists…")
    sheet = top(page)
    assert isinstance(sheet, SeatingListsSheet)
    sheet.table.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert len(sheet.ticked) == 2
    sheet.kind.set_value(ExamListKind.REGISTER)
    click(sheet, "Preview of 2 sessions")
    found = shown_preview(page)
    assert found.printed is not None
    assert found.printed.pages == 2
    assert "Aoife Byrne" in text_of(found)


@pytest.mark.parametrize("kind", ExamListKind)
def test_an_exam_prints_each_kind(
    context: DeskContext, day: ExamDay, shown: Show, kind: ExamListKind
) -> None:
    page = shown(QWidget(), 1280, 800)
    open_exam_lists(context, page, kind, (day.papers[Component.THEORY],))
    assert "Level 2 Theory Exam" in text_of(shown_preview(page))


def test_the_calendar_and_its_session_lead_there(
    context: DeskContext, day: ExamDay, shown: Show
) -> None:
    page = shown(CalendarView(context), 1280, 800)
    page.open(exam_session_id=day.papers[Component.THEORY])
    settle()
    click(page, "Print…")
    sheet = top(page)
    assert isinstance(sheet, ExamListsSheet)
    click(sheet, "Preview: Confirmations of bookings")
    found = shown_preview(page)
    assert found.printed is not None
    assert found.printed.pages == 3


def test_an_invigilator_gets_no_letters(desk: Workspace, day: ExamDay, shown: Show) -> None:
    context = context_of(InlineTasks(desk, describe), session_of(Role.INVIGILATOR))
    page = shown(QWidget(), 1280, 800)
    open_exam_prints(context, page, [day.papers[Component.THEORY]], "Theory")
    buttons = [each.accessibleName() for each in top(page).findChildren(QAbstractButton)]
    assert "Preview: Register" in buttons
    assert "Preview: Confirmations of bookings" not in buttons


def test_a_course_prints_for_all_its_exams(
    desk: Workspace, context: DeskContext, shown: Show
) -> None:
    day = exam_day(desk, level=3, candidates=2)
    page = shown(CoursesView(context), 1280, 800)
    page.open(session_id=day.course_session_id)
    settle()
    click(page, "Print…")
    click(top(page), "Preview: Door notice")
    found = shown_preview(page)
    assert found.printed is not None
    assert found.printed.pages == 2


def test_an_invigilator_prints_from_the_marks(desk: Workspace, day: ExamDay, shown: Show) -> None:
    exam = day.papers[Component.THEORY]
    tasks = InlineTasks(invigilator(desk, exam), describe)
    page = shown(ResultsView(context_of(tasks, session_of(Role.INVIGILATOR))), 1280, 800)
    page.open(exam_session_id=exam)
    settle()
    click(page, "Print…")
    click(top(page), "Preview: Register")
    assert "Aoife Byrne" in text_of(shown_preview(page))


@pytest.fixture
def letters(context: DeskContext, day: ExamDay, shown: Show) -> Preview:
    """A preview of three confirmations."""
    page = shown(QWidget(), 1280, 800)
    kind, about = LetterKind.BOOKING_CONFIRMATION, [day.papers[Component.THEORY]]
    open_letter(context, page, kind, exam_session_ids=about)
    settle()
    return shown_preview(page)


def test_pages_are_turned_by_key(letters: Preview) -> None:
    pages = letters.pages
    assert QApplication.focusWidget() is pages
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageDown)
    assert pages.current == 3
    assert pages.accessibleName() == "Preview, Page 3 of 3"
    press(Qt.Key.Key_Home)
    assert pages.current == 1
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_PageUp)
    assert pages.current == 2


def test_pages_are_seen_larger_and_smaller(letters: Preview) -> None:
    pages = letters.pages
    fitting = pages.zoom
    press(Qt.Key.Key_Plus)
    larger = pages.zoom
    assert larger > fitting
    picture = pages.picture(1)
    assert picture is not None
    assert picture.width() > 700
    press(Qt.Key.Key_Minus)
    assert pages.zoom < larger
    press(Qt.Key.Key_0)
    assert pages.zoom == fitting


def test_a_letter_is_kept_as_a_file(
    letters: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "letters.pdf"
    asked: list[str] = []

    def choose(_parent: QWidget, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(target.with_suffix("")), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    press(Qt.Key.Key_S, CONTROL)
    assert asked == ["Confirmation of your place- 3 letters.pdf"]
    assert len(page_texts(target.read_bytes())) == 3


class PrintDialog:
    """Somebody chooses a printer that writes a file, and the second and third page."""

    target = Path()

    def __init__(self, printer: QPrinter, parent: QObject) -> None:
        self.printer = printer

    def setMinMax(self, first: int, last: int) -> None:
        assert (first, last) == (1, 3)

    def exec(self) -> QDialog.DialogCode:
        self.printer.setOutputFileName(str(self.target))
        self.printer.setFromTo(2, 3)
        return QDialog.DialogCode.Accepted


def test_pages_are_printed(
    letters: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    PrintDialog.target = tmp_path / "printed.pdf"
    monkeypatch.setattr(preview, "QPrintDialog", PrintDialog)
    press(Qt.Key.Key_P, CONTROL)
    assert len(page_texts(PrintDialog.target.read_bytes())) == 2


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\)", extend=True)
def test_a_printer_that_takes_nothing_is_told_of(
    letters: Preview, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    PrintDialog.target = tmp_path / "no" / "such" / "folder" / "printed.pdf"
    monkeypatch.setattr(preview, "QPrintDialog", PrintDialog)
    letters.print_it()
    assert letters.message.isVisible()


def test_writing_is_given_up(context: DeskContext, shown: Show) -> None:
    page = shown(QWidget(), 1280, 800)

    def write(progress: Progress) -> Printed:
        progress.report(0.5)
        progress.cancel()
        progress.report(0.6)
        raise AssertionError("it went on")

    found = Preview(page, context, "Letters", write)
    found.open()
    settle()
    assert found.printed is None
    assert not open_overlays(page.window())


def test_a_batch_stops_between_two_letters(
    desk: Workspace, context: DeskContext, day: ExamDay
) -> None:
    batch = desk.run(
        booking_confirmations_of_sessions, exam_session_ids=[day.papers[Component.THEORY]]
    )
    progress = Progress()
    told: list[float] = []

    def listen(share: float) -> None:
        told.append(share)
        progress.cancel()

    progress.changed.connect(listen)
    with pytest.raises(CancelledError):
        letters_pdf(batch, progress.report)
    assert told == [pytest.approx(1 / 3)]


def test_a_character_that_no_font_has_is_told_of(
    desk: Workspace, context: DeskContext, day: ExamDay, shown: Show
) -> None:
    who = desk.run(find_candidates, text="Byrne").rows[0].id
    known = desk.run(candidate, candidate_id=who).detail.values
    desk.call(
        edit_candidate,
        candidate_id=who,
        values=replace(known, first_name="Aoife 🍷"),
    )
    page = shown(QWidget(), 1280, 800)
    ids = day.registrations[Component.THEORY][:1]
    open_letter(context, page, LetterKind.BOOKING_CONFIRMATION, registration_ids=ids)
    found = shown_preview(page)
    settle()
    assert found.message.isVisible()
    assert "Aoife [U+1F377] Byrne" in text_of(found)


@pytest.mark.parametrize(("width", "height", "size"), [(1280, 800, 150), (1600, 900, 100)])
@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_the_preview_can_be_read_and_worked(
    letters: Preview, width: int, height: int, size: int, appearance: Appearance
) -> None:
    letters.window().resize(width, height)
    theme().set_up(appearance, size)
    settle()
    assert unnamed_controls(letters) == []
    assert clipped_texts(letters) == []
    assert small_targets(letters) == []


@pytest.mark.parametrize("size", [100, 150])
@pytest.mark.parametrize("sheet", ["letters", "exam", "board"])
def test_the_sheets_can_be_read_and_worked(
    desk: Workspace, context: DeskContext, day: ExamDay, shown: Show, *, sheet: str, size: int
) -> None:
    page = shown(QWidget(), 1280, 800)
    theme().set_up(Appearance.LIGHT, size)
    who = desk.run(find_candidates, text="Byrne").rows[0]
    openers: dict[str, Callable[[], object]] = {
        "letters": lambda: open_letters(context, page, who.id, who.name),
        "exam": lambda: open_exam_prints(context, page, list(day.papers.values()), "Theory"),
        "board": lambda: SeatingListsSheet(page, context, desk.run(board).sessions).open(),
    }
    openers[sheet]()
    settle()
    found = top(page)
    assert unnamed_controls(found) == []
    assert clipped_texts(found) == []
    assert small_targets(found) == []
