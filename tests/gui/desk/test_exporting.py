"""Export… on each page: what it shows goes to a file, and the sheet says how much that is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.exchange import bring_in_samples
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk.calendar.view import CalendarView
from ui.desk.candidates.view import CandidatesView
from ui.desk.courses.view import CoursesView
from ui.desk.exporting import ExportSheet
from ui.desk.results.view import ResultsView
from wset_desk.domain.permissions import Role
from wset_desk.exchange.tabular import read_table
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace


@dataclass
class Exports:
    """One page, and the sheet that its button opens."""

    page: Any
    shell: Recorder
    target: Path
    qtbot: QtBot

    def open(self) -> ExportSheet:
        self.press(self.page, "Export…")
        return self.page.window().findChildren(ExportSheet)[-1]

    def press(self, inside: QWidget, name: str) -> None:
        buttons = inside.findChildren(QAbstractButton)
        found = (each for each in buttons if name in (each.text(), each.accessibleName()))
        self.qtbot.mouseClick(
            next(each for each in found if each.isVisible()), Qt.MouseButton.LeftButton
        )
        settle()

    def save(self, sheet: ExportSheet) -> list[tuple[str, ...]]:
        """The rows of the file, below its headings."""
        self.press(sheet, "Choose where…")
        return [each.cells for each in read_table(self.target).rows[1:]]


Opener = Callable[[type[Any]], Exports]


@pytest.fixture
def opened(
    desk: Workspace,
    shown: Callable[..., Any],
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Opener:
    """A page of a centre that has the example files."""
    bring_in_samples(desk)
    target = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    def open_page(view: type[Any]) -> Exports:
        shell = Recorder()
        page = shown(view(context_of(InlineTasks(desk, describe), recorder=shell)), 1280, 800)
        page.refresh()
        settle()
        return Exports(page, shell, target, qtbot)

    return open_page


def choose(sheet: ExportSheet, key: str, value: str) -> None:
    """As a person does it: `set_value` alone says nothing to anybody."""
    assert sheet.form is not None
    combo: Any = sheet.form[key].control
    combo.setFocus()
    combo.set_value(value)
    combo.chosen.emit(value)
    settle()


def test_the_candidates_that_a_search_leaves(opened: Opener) -> None:
    exports = opened(CandidatesView)
    exports.page.list.search.setText("okafor")
    exports.page.list.search.searched.emit("okafor")
    settle()
    sheet = exports.open()
    assert sheet.count.text() == "1 of 18 rows"
    choose(sheet, "kind", "bookings")
    assert sheet.count.text() == "1 of 7 rows"
    choose(sheet, "kind", "candidates")
    assert [row[1] for row in exports.save(sheet)] == ["Chidi"]
    assert exports.shell.toasts == ["1 row is in out.csv"]


def test_everything_whatever_is_shown(opened: Opener) -> None:
    exports = opened(CandidatesView)
    exports.page.list.search.setText("okafor")
    sheet = exports.open()
    choose(sheet, "extent", "all")
    assert sheet.count.text() == "18 of 18 rows"
    assert len(exports.save(sheet)) == 18


def test_the_course_sessions_in_the_list_and_their_people(opened: Opener) -> None:
    exports = opened(CoursesView)
    sheet = exports.open()
    assert sheet.count.text() == "3 of 7 rows"  # the course ahead, and its exams
    choose(sheet, "kind", "enrolments")
    assert [row[2] for row in exports.save(sheet)] == ["Bianchi"]


def test_one_course_session_from_its_page(opened: Opener) -> None:
    exports = opened(CoursesView)
    spring = exports.page.session_list
    spring.clear_filters()
    settle()
    row = next(each for each in spring.model.rows if "spring" in each.name)
    exports.page.show_session(row.id)
    settle()
    exports.page.export()
    sheet = exports.page.window().findChild(ExportSheet)
    choose(sheet, "kind", "results")
    assert sheet.count.text() == "2 of 2 rows"
    choose(sheet, "kind", "bookings")
    assert sheet.count.text() == "3 of 7 rows"


def test_the_offerings(opened: Opener) -> None:
    exports = opened(CoursesView)
    exports.page.show_part("offerings")
    settle()
    sheet = exports.open()
    assert sheet.count.text() == "5 of 5 rows"
    assert len(exports.save(sheet)) == 5


def test_the_sessions_of_a_month(opened: Opener) -> None:
    exports = opened(CalendarView)
    exports.page.open(day=exports.page.context.session.today().replace(month=9, day=20))
    settle()
    sheet = exports.open()
    assert sheet.count.text() == "2 of 7 rows"
    assert {row[0] for row in exports.save(sheet)} == {"bundled"}


def test_the_results_in_the_list_and_of_one_exam(opened: Opener) -> None:
    exports = opened(ResultsView)
    sheet = exports.open()
    assert sheet.count.text() == "There is nothing to export."  # none in the last 90 days
    sheet.close_now()
    exports.page.list._clear_filters()
    settle()
    sheet = exports.open()
    assert sheet.count.text() == "2 of 2 rows"
    assert [row[9] for row in exports.save(sheet)] == ["84.00", "47.50"]
    course = next(each for each in exports.page.list.model.rows if each.course_session_id)
    exports.page.open(course_session_id=course.course_session_id)
    settle()
    (export,) = [each for each in exports.page.commands() if each.text == "Export"]
    export.run()
    sheet = exports.page.window().findChildren(ExportSheet)[-1]
    choose(sheet, "kind", "bookings")
    assert sheet.count.text() == "3 of 7 rows"


def test_nothing_to_export_is_said(opened: Opener) -> None:
    exports = opened(CandidatesView)
    exports.page.list.search.setText("nobody of this name")
    sheet = exports.open()
    assert sheet.count.text() == "There is nothing to export."
    assert not sheet.save_button.isEnabled()


def test_an_invigilator_is_offered_no_export(desk: Workspace, shown: Callable[..., Any]) -> None:
    session = session_of(Role.INVIGILATOR)
    page = shown(CalendarView(context_of(InlineTasks(desk, describe), session)), 1280, 800)
    names = {each.accessibleName() for each in page.findChildren(QAbstractButton)}
    assert "Export…" not in names
    assert "Export" not in [each.text for each in page.commands()]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("percent", [100, 150])
def test_the_sheet_can_be_read_and_clicked(opened: Opener, dark: bool, percent: int) -> None:
    theme().set_up(Appearance.DARK if dark else Appearance.LIGHT, percent)
    sheet = opened(CandidatesView).open()
    settle()
    assert unnamed_controls(sheet) == []
    assert clipped_texts(sheet) == []
    assert small_targets(sheet) == []
