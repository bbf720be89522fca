"""The awarding body's file, in the window: read, looked at row by row, taken over, taken back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.marking import NAMES, ExamDay, at, exam_day, invigilator
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.results_screen import ResultsScreen, results_screen
from ui.common.theme import Appearance, theme
from ui.desk.results.awarding_sheet import AwardingSheet
from wset_desk.domain.permissions import Role
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.results import set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Show = Callable[..., QWidget]


@pytest.fixture
def day(desk: Workspace, clock: FixedClock) -> ExamDay:
    """Four candidates, the first with 66."""
    found = exam_day(desk, candidates=4, name="Autumn course")
    clock.instant = at(date(2026, 9, 6))
    desk.call(set_marks, marks=(found.mark(1, "66"),))
    return found


@pytest.fixture
def file(desk: Workspace, day: ExamDay, tmp_path: Path) -> Path:
    """Another mark, another name, a new mark and an unknown number; the fourth isn't in it."""
    people = desk.run(results_grid, course_session_id=day.course_session_id).rows
    lines = [
        "Learner ID,Learner,Score,Result",
        f"{people[0].number},BYRNE Aoife,67,Pass",
        f"{people[1].number},Agnes Duarte,71,Pass",
        f"{people[2].number},Tomás Ferreira,54.5,Pass",
        "W0,Somebody Else,80,Merit",
    ]
    path = tmp_path / "june.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def screen(desk: Workspace, day: ExamDay, shown: Show) -> ResultsScreen:
    found = results_screen(desk, shown, roles=(Role.ADMINISTRATOR,))
    found.open(day)
    return found


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def opened(screen: ResultsScreen, file: Path) -> AwardingSheet:
    click(screen.view.page.awarding.button)
    (sheet,) = screen.view.window().findChildren(AwardingSheet)
    sheet.drop.chosen.emit(file)
    settle()
    return sheet


def cells(sheet: AwardingSheet, title: str) -> list[str]:
    titles = [column.title for column in sheet.model.columns]
    column = titles.index(title)
    return [str(sheet.model.index(n, column).data()) for n in range(sheet.model.rowCount())]


def choose(sheet: AwardingSheet, *numbers: int) -> None:
    """Select rows of the list, counted from 0."""
    selection = sheet.table.selectionModel()
    selection.clearSelection()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for number in numbers:
        selection.select(sheet.model.index(number, 0), flags)
    settle()


def test_each_row_says_what_it_is(screen: ResultsScreen, file: Path) -> None:
    sheet = opened(screen, file)
    assert cells(sheet, "What it is") == [
        "Another name",
        "Another mark",
        "Unknown number",
        "Not in the file",
        "New",
    ]
    assert cells(sheet, "Candidate") == [
        "Ines Duarte",
        "Aoife Byrne",
        "Somebody Else",
        "Omar Haddad",
        "Tomás Ferreira",
    ]
    assert cells(sheet, "Mark") == ["71", "66 → 67", "80", "—", "54.5"]
    assert cells(sheet, "Note") == [
        "The file says “Agnes Duarte”.",
        "Written “BYRNE Aoife” in the file.",
        "",
        "",
        "The file says Pass, the rules make it Fail.",
    ]
    assert sheet.totals.text() == (
        "4 rows · Another name: 1 · Another mark: 1 · Unknown number: 1 · New: 1 · "
        "1 candidate isn't in the file"
    )
    assert sheet.save_button.text() == "Take over 1 mark"


def test_what_needs_a_person_is_taken_row_by_row(screen: ResultsScreen, file: Path) -> None:
    sheet = opened(screen, file)
    assert cells(sheet, "Take")[:2] == ["Take it?", "Take it?"]
    choose(sheet, 0)
    click(sheet.toggle_button)
    assert cells(sheet, "Take")[:2] == ["Yes", "Take it?"]
    assert sheet.save_button.text() == "Take over 2 marks"
    assert sheet.note.text() == "The file says “Agnes Duarte”."
    assert sheet.toggle_button.text() == "Leave this row out"
    choose(sheet, 2)
    assert not sheet.toggle_button.isEnabled()
    click(sheet.save_button)
    assert screen.marks() == ["66", "71", "54.5", ""]
    assert screen.recorder.toasts == ["2 marks taken over"]


def test_it_is_taken_back(screen: ResultsScreen, file: Path) -> None:
    click(opened(screen, file).save_button)
    assert screen.marks() == ["66", "", "54.5", ""]
    undo = screen.recorder.undos[-1]
    assert undo is not None
    undo()
    settle()
    assert screen.marks() == ["66", "", "", ""]


def test_a_column_can_be_said_to_hold_something_else(screen: ResultsScreen, file: Path) -> None:
    sheet = opened(screen, file)
    sheet.combos[2].set_value("percentage")
    sheet.combos[2].chosen.emit("percentage")
    settle()
    assert cells(sheet, "Mark")[0] == "71"
    sheet.combos[2].set_value(None)
    sheet.combos[2].chosen.emit(None)
    settle()
    assert "Mark" in sheet.message.text
    assert not sheet.save_button.isEnabled()


def test_a_file_that_is_none_is_refused(screen: ResultsScreen, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    sheet = opened(screen, empty)
    assert sheet.message.isVisible()
    assert not sheet.save_button.isEnabled()


def test_an_invigilator_has_no_such_button(desk: Workspace, day: ExamDay, shown: Show) -> None:
    kim = invigilator(desk, *day.papers.values())
    found = results_screen(kim, shown, roles=(Role.INVIGILATOR,))
    found.open(day)
    assert not found.view.page.awarding.button.isVisible()


@pytest.mark.parametrize("text_size", [100, 150])
def test_everything_is_named_and_legible(screen: ResultsScreen, file: Path, text_size: int) -> None:
    theme().set_up(Appearance.LIGHT, text_size)
    settle()
    sheet = opened(screen, file)
    assert unnamed_controls(sheet) == []
    assert clipped_texts(sheet) == []
    assert small_targets(sheet) == []


def test_every_text_is_translated(screen: ResultsScreen, file: Path) -> None:
    set_language(PSEUDO)
    sheet = opened(screen, file)
    choose(sheet, 0)
    data = (
        "june.csv",
        "Learner ID",
        "Learner",
        "Score",
        "Result",
        "Autumn course",
        *NAMES,
        "BYRNE",
        "Agnes",
        "Pass",
    )
    assert untranslated_texts(sheet, (*data, "Somebody Else", "Duarte", "Aoife")) == []
