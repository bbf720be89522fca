"""Marks typed by two people, in the window: typed blindly, compared, decided, held back."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.double_entry import switch, twice_typed_day, types
from tests.helpers.marking import ExamDay, at, exam_day, invigilator
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.result_life import cell, confirm, officer
from tests.helpers.results_screen import CONTROL, SHIFT, ResultsScreen, results_screen
from ui.common.messages import MessageBar
from ui.common.sheet import Sheet
from ui.common.theme import Appearance, theme
from ui.desk.results.correction_sheet import CorrectionSheet
from ui.desk.results.differences_sheet import DifferencesSheet
from ui.desk.results.hold_actions import HoldSheet, LiftSheet
from ui.desk.results.release_sheet import ReleaseSheet
from ui.desk.results.version_list import VersionSheet
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.releases import release_results
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Show = Callable[..., QWidget]
DATA = ("Ada Admin", "Bea Both", "Cas Third", "Aoife Byrne", "Ines Duarte", "September", "Sun")
S = TypeVar("S", bound=Sheet)


@pytest.fixture
def day(desk: Workspace, clock: FixedClock) -> ExamDay:
    return twice_typed_day(desk, clock)


@pytest.fixture
def bea(desk: Workspace) -> Workspace:
    return officer(desk)


@pytest.fixture
def screen(bea: Workspace, day: ExamDay, shown: Show) -> ResultsScreen:
    """Bea at the keyboard; Ada is the other one."""
    return opened(bea, day, shown)


def opened(who: Workspace, day: ExamDay, shown: Show) -> ResultsScreen:
    found = results_screen(who, shown, roles=tuple(who.actor.roles))
    found.open(day)
    return found


def sheet_of(screen: ResultsScreen, kind: type[S]) -> S:
    found = [each for each in screen.view.window().findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def bar_text(screen: ResultsScreen) -> str:
    bar = screen.view.page.twice.bar
    return bar.text if bar.isVisible() else ""


def refreshed(screen: ResultsScreen) -> ResultsScreen:
    screen.view.refresh()
    settle()
    return screen


def test_what_one_types_waits_for_the_other(
    desk: Workspace, screen: ResultsScreen, day: ExamDay
) -> None:
    screen.stand(1)
    screen.enter("71", "66")
    assert screen.marks() == ["71", "66", ""]
    assert screen.column("Status") == ["Typed once", "Typed once", ""]
    assert screen.column("Entered by") == ["", "", ""]
    types(desk, day, 1, "71")
    types(desk, day, 2, "60")
    refreshed(screen)
    assert screen.marks() == ["71", "66", ""]
    assert screen.column("Status") == ["Provisional", "Differs", ""]


def test_what_the_other_typed_is_not_shown(
    desk: Workspace, screen: ResultsScreen, day: ExamDay
) -> None:
    types(desk, day, 1, "71")
    refreshed(screen)
    assert screen.marks() == ["", "", ""]
    assert screen.column("Status") == ["", "", ""]
    assert screen.place() == (1, 1)


def test_typing_the_same_makes_the_result(
    desk: Workspace, screen: ResultsScreen, day: ExamDay
) -> None:
    types(desk, day, 1, "71")
    screen.stand(1)
    screen.enter("71")
    assert screen.column("Status")[0] == "Provisional"
    assert screen.column("Entered by")[0] == desk.actor.name
    assert screen.view.page.life.buttons.confirm_button.text() == "Confirm 1"


def test_undo_takes_back_ones_own_and_the_result_with_it(
    desk: Workspace, bea: Workspace, screen: ResultsScreen, day: ExamDay
) -> None:
    types(desk, day, 1, "71")
    screen.stand(1)
    screen.enter("71")
    screen.press(Qt.Key.Key_Z, CONTROL)
    assert screen.marks() == ["", "", ""]
    assert cell(bea, day, 1).score is None
    screen.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert screen.column("Status")[0] == "Provisional"


def test_the_bar_says_how_far_each_has_come(
    desk: Workspace, screen: ResultsScreen, day: ExamDay
) -> None:
    types(desk, day, 1, "71")
    types(desk, day, 2, "66")
    refreshed(screen)
    screen.view.open(course_session_id=day.course_session_id)
    settle()
    assert bar_text(screen) == (
        "Two people type each mark. 0 of 3 are results · Ada Admin typed 2 more"
    )


def test_the_bar_is_not_there_where_one_person_types(
    desk: Workspace, shown: Show, day: ExamDay
) -> None:
    switch(desk, on=False)
    assert bar_text(opened(desk, day, shown)) == ""


def test_a_third_person_decides(desk: Workspace, bea: Workspace, day: ExamDay, shown: Show) -> None:
    types(desk, day, 1, "71")
    types(bea, day, 1, "17")
    screen = opened(officer(desk, "Cas Third"), day, shown)
    click(screen.view.page.twice.bar.differences_button)
    sheet = sheet_of(screen, DifferencesSheet)
    shown_row = [sheet.model.index(0, column).data() for column in range(4)]
    assert shown_row == ["Aoife Byrne", "Theory /100", "71 · Ada Admin", "17 · Bea Both"]
    click(sheet.takes[0])
    assert sheet.model.rowCount() == 1, "without a reason nothing is decided"
    sheet.reason.set_value("The 7 was read as a 1")
    click(sheet.takes[0])
    assert sheet.model.rowCount() == 0
    sheet.dismiss()
    assert screen.marks()[0] == "71"
    undo = screen.recorder.undos[-1]
    assert undo is not None
    undo()
    settle()
    assert screen.column("Status")[0] == "Differs"


def test_a_third_person_decides_on_another_mark(
    desk: Workspace, bea: Workspace, day: ExamDay, shown: Show
) -> None:
    types(desk, day, 1, "71")
    types(bea, day, 1, "17")
    screen = opened(officer(desk, "Cas Third"), day, shown)
    screen.press(Qt.Key.Key_D)
    sheet = sheet_of(screen, DifferencesSheet)
    sheet.reason.set_value("A page was counted twice")
    click(sheet.other_button)
    assert (sheet.mark.error, sheet.message.text) == ("Which mark is it? Give one.", "")
    sheet.mark.set_value("70")
    click(sheet.other_button)
    assert screen.marks()[0] == "70"


def test_one_of_the_two_sees_who_but_not_what(
    desk: Workspace, screen: ResultsScreen, day: ExamDay
) -> None:
    types(desk, day, 1, "71")
    screen.stand(1)
    screen.enter("17")
    screen.press(Qt.Key.Key_D)
    sheet = sheet_of(screen, DifferencesSheet)
    assert [sheet.model.index(0, column).data() for column in (2, 3)] == ["Ada Admin", "17 · you"]
    assert not any(button.isVisible() for button in sheet.takes)
    assert "third person" in sheet.why_not.text()
    sheet.reason.set_value("Typed into the wrong line")
    click(sheet.drop_button)
    assert screen.marks()[0] == ""


def test_a_mark_that_stands_is_corrected_with_a_reason(
    desk: Workspace, screen: ResultsScreen, day: ExamDay
) -> None:
    types(desk, day, 1, "71")
    screen.stand(1)
    screen.enter("71")
    screen.stand(1)
    screen.press(Qt.Key.Key_F2)
    assert sheet_of(screen, CorrectionSheet).isVisible()


def test_the_history_of_a_mark_names_both(
    desk: Workspace, screen: ResultsScreen, day: ExamDay
) -> None:
    types(desk, day, 1, "71")
    screen.stand(1)
    screen.enter("71")
    screen.stand(1)
    screen.press(Qt.Key.Key_H)
    (entry,) = sheet_of(screen, VersionSheet).entries
    assert entry.typed == "Typed: 71 by Ada Admin, 71 by Bea Both"


def test_switched_off_what_one_typed_is_taken_over(
    desk: Workspace, bea: Workspace, day: ExamDay, shown: Show
) -> None:
    types(desk, day, 1, "71")
    switch(desk, on=False)
    screen = opened(bea, day, shown)
    assert "one person typed 1 more" in bar_text(screen)
    click(screen.view.page.twice.bar.adopt_button)
    assert screen.marks()[0] == "71"
    assert screen.column("Entered by")[0] == "Ada Admin"


def test_an_invigilator_types_and_decides_nothing(
    desk: Workspace, day: ExamDay, shown: Show
) -> None:
    types(desk, day, 1, "71")
    screen = opened(invigilator(desk, *day.papers.values()), day, shown)
    assert bar_text(screen).endswith("Ada Admin typed 1 more")
    assert not screen.view.page.twice.bar.differences_button.isVisible()
    screen.press(Qt.Key.Key_D)
    assert screen.view.window().findChildren(DifferencesSheet) == []
    screen.stand(1)
    screen.enter("71")
    assert screen.column("Status")[0] == "Provisional"


@pytest.fixture
def marked(desk: Workspace, bea: Workspace, clock: FixedClock, shown: Show) -> ResultsScreen:
    """Three candidates, two of them marked by Ada and confirmed by Bea, who looks at them."""
    found = exam_day(desk, candidates=3)
    clock.instant = at(date(2026, 9, 6))
    desk.call(set_marks, marks=(found.mark(1, "92"), found.mark(2, "54.99")))
    confirm(bea, found, 1, 2)
    return opened(bea, found, shown)


def hold_first(screen: ResultsScreen) -> None:
    screen.stand(1)
    screen.press(Qt.Key.Key_B)
    sheet = sheet_of(screen, HoldSheet)
    screen.type("A phone rang")
    click(sheet.save_button)


def test_a_result_is_held_back_with_a_reason(marked: ResultsScreen) -> None:
    hold_first(marked)
    assert marked.column("Status") == ["On hold", "Confirmed", ""]
    note = marked.model.index(0, marked.model.sheet.mark_columns()[0]).data(
        Qt.ItemDataRole.ToolTipRole
    )
    assert "by Bea Both: A phone rang" in note
    assert marked.recorder.toasts == ["Held back: Aoife Byrne"]


def test_the_release_list_says_whom_it_leaves_out_and_why(marked: ResultsScreen) -> None:
    hold_first(marked)
    click(marked.view.page.life.buttons.release_button)
    sheet = sheet_of(marked, ReleaseSheet)
    assert sheet.model.rowCount() == 1
    assert sheet.left_out.text().splitlines() == [
        "Not among them: 1 has no mark.",
        "Aoife Byrne is on hold: A phone rang",
    ]


def test_a_hold_is_lifted_with_a_reason_and_undone(marked: ResultsScreen) -> None:
    hold_first(marked)
    marked.stand(1)
    marked.press(Qt.Key.Key_B)
    sheet = sheet_of(marked, LiftSheet)
    marked.type("It was the fire alarm")
    click(sheet.save_button)
    assert marked.column("Status")[0] == "Confirmed"
    undo = marked.recorder.undos[-1]
    assert undo is not None
    undo()
    settle()
    assert marked.column("Status")[0] == "On hold"


def test_holding_is_undone(marked: ResultsScreen) -> None:
    hold_first(marked)
    undo = marked.recorder.undos[-1]
    assert undo is not None
    undo()
    settle()
    assert marked.column("Status")[0] == "Confirmed"


def test_what_is_released_is_not_held_back_and_that_is_said(
    bea: Workspace, marked: ResultsScreen
) -> None:
    versions = tuple(
        cell.version_id
        for row in marked.model.sheet.rows
        for cell in row.cells
        if cell is not None and cell.version_id is not None
    )
    bea.call(release_results, versions=versions)
    refreshed(marked).stand(1)
    marked.press(Qt.Key.Key_B)
    assert marked.view.window().findChildren(HoldSheet) == []
    (bar,) = (each for each in marked.view.window().findChildren(MessageBar) if each.isVisible())
    assert "isn't released" in bar.text


def test_an_invigilator_holds_nothing_back(desk: Workspace, day: ExamDay, shown: Show) -> None:
    screen = opened(invigilator(desk, *day.papers.values()), day, shown)
    assert not screen.view.page.holds.button.isVisible()
    assert "holds back" not in screen.view.page.hints.text()
    screen.stand(1)
    screen.press(Qt.Key.Key_B)
    assert screen.view.window().findChildren(HoldSheet) == []


@pytest.mark.parametrize("text_size", [100, 150])
def test_everything_is_named_and_legible(
    desk: Workspace, bea: Workspace, day: ExamDay, shown: Show, text_size: int
) -> None:
    theme().set_up(Appearance.LIGHT, text_size)
    types(desk, day, 1, "71")
    types(bea, day, 1, "17")
    types(bea, day, 2, "50")
    screen = opened(officer(desk, "Cas Third"), day, shown)
    screen.press(Qt.Key.Key_D)
    sheet = sheet_of(screen, DifferencesSheet)
    for widget in (screen.view, sheet):
        assert unnamed_controls(widget) == []
        assert clipped_texts(widget) == []
        assert small_targets(widget) == []


def test_every_text_is_translated(
    desk: Workspace, bea: Workspace, day: ExamDay, shown: Show
) -> None:
    set_language(PSEUDO)
    types(desk, day, 1, "71")
    types(bea, day, 1, "17")
    types(bea, day, 2, "50")
    screen = opened(officer(desk, "Cas Third"), day, shown)
    assert untranslated_texts(screen.view.page.twice.bar, DATA) == []
    screen.view.page.twice.show_differences()
    settle()
    sheet = sheet_of(screen, DifferencesSheet)
    assert untranslated_texts(sheet, DATA) == []
    sheet.dismiss()
    screen.stand(1)
    screen.view.page.holds.hold_or_lift()
    settle()
    assert untranslated_texts(sheet_of(screen, HoldSheet), DATA) == []
