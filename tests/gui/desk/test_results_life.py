"""Results confirmed, released, corrected and looked into, by clicks and keys."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.marking import ExamDay, at, exam_day, invigilator
from tests.helpers.result_life import confirm, officer, release
from tests.helpers.results_screen import CONTROL, SHIFT, ResultsScreen, results_screen
from ui.common.buttons import Button
from ui.common.dialogs import Dialog
from ui.common.messages import MessageBar
from ui.common.theme import Appearance, theme
from ui.desk.results.correction_sheet import CorrectionSheet
from ui.desk.results.release_sheet import ReleaseSheet
from ui.desk.results.version_list import VersionSheet
from wset_desk.domain.catalogue import Component
from wset_desk.domain.notices import NoticeKind
from wset_desk.domain.permissions import Role
from wset_desk.services.notices.outbox import notices
from wset_desk.services.results import correct_marks, set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)
Show = Callable[..., QWidget]


@pytest.fixture
def day(desk: Workspace, clock: FixedClock) -> ExamDay:
    """Level 2: 92, 54.99, a mark missing and a no-show to be; Ada entered them."""
    found = exam_day(desk, candidates=4, name="Autumn course")
    clock.instant = at(EXAM_DAY)
    desk.call(set_marks, marks=(found.mark(1, "92"), found.mark(2, "54.99")))
    return found


@pytest.fixture
def bea(desk: Workspace) -> Workspace:
    return officer(desk)


@pytest.fixture
def screen(bea: Workspace, day: ExamDay, shown: Show) -> ResultsScreen:
    """The second person at the keyboard."""
    found = results_screen(bea, shown, roles=(Role.EXAMS_OFFICER,))
    found.open(day)
    return found


def overlay(screen: ResultsScreen, kind: type[QWidget]) -> QWidget:
    found = [each for each in screen.view.window().findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def sheet_of(screen: ResultsScreen, kind: type) -> object:
    found = overlay(screen, kind)
    assert isinstance(found, kind)
    return found


def click(button: Button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def press_in(owner: QWidget, text: str) -> None:
    """Click the visible button with these words."""
    (button,) = (b for b in owner.findChildren(Button) if b.isVisible() and b.text() == text)
    click(button)


def test_results_go_from_provisional_to_released(screen: ResultsScreen) -> None:
    buttons = screen.view.page.life.buttons
    assert screen.column("Status") == ["Provisional", "Provisional", "", ""]
    assert buttons.confirm_button.text() == "Confirm 2"
    assert not buttons.release_button.isVisible()
    click(buttons.confirm_button)
    assert screen.column("Status") == ["Confirmed", "Confirmed", "", ""]
    assert screen.recorder.toasts == ["2 results confirmed"]
    assert not buttons.confirm_button.isVisible()
    assert buttons.release_button.text() == "Release 2…"
    click(buttons.release_button)
    sheet = sheet_of(screen, ReleaseSheet)
    assert isinstance(sheet, ReleaseSheet)
    assert sheet.summary.text() == (
        "2 results: 1 pass, 1 fail. "
        "The overall results of 2 candidates are decided: 1 pass, 1 fail."
    )
    assert sheet.left_out.text() == "Not among them: 2 have no mark."
    rows = [[sheet.model.index(r, c).data() for c in range(3)] for r in range(2)]
    assert rows == [["Aoife Byrne", "92 · Pass", "Pass"], ["Ines Duarte", "54.99 · Fail", "Fail"]]
    click(sheet.save_button)
    assert screen.column("Status")[0] == "Confirmed"
    dialog = overlay(screen, Dialog)
    assert "Autumn course" in dialog.accessibleName()
    press_in(dialog, "Release 2 results")
    assert screen.column("Status") == ["Released", "Released", "", ""]
    assert screen.recorder.toasts[-1] == "2 results released"
    assert screen.recorder.undos[-1] is None


def test_candidates_are_written_to_where_that_is_ticked(
    screen: ResultsScreen, bea: Workspace, day: ExamDay
) -> None:
    confirm(bea, day)
    screen.view.refresh()
    click(screen.view.page.life.buttons.release_button)
    sheet = overlay(screen, ReleaseSheet)
    assert not sheet.tell.isChecked()
    sheet.tell.click()
    press_in(sheet, "Release 2 results")
    assert bea.run(notices) == ()
    press_in(overlay(screen, Dialog), "Release 2 results")
    assert {each.kind for each in bea.run(notices)} == {NoticeKind.RESULT}
    assert screen.recorder.toasts[-1] == "The messages to the candidates are drafts in Messages"


def test_the_question_before_a_release_can_be_declined(
    screen: ResultsScreen, bea: Workspace, day: ExamDay
) -> None:
    confirm(bea, day)
    screen.view.refresh()
    click(screen.view.page.life.buttons.release_button)
    press_in(overlay(screen, ReleaseSheet), "Release 2 results")
    press_in(overlay(screen, Dialog), "Cancel")
    screen.press(Qt.Key.Key_Escape)
    assert screen.column("Status")[:2] == ["Confirmed", "Confirmed"]


def test_who_entered_the_marks_is_told_that_somebody_else_confirms(
    desk: Workspace, day: ExamDay, shown: Show
) -> None:
    screen = results_screen(desk, shown)
    screen.open(day)
    button = screen.view.page.life.buttons.confirm_button
    assert button.isVisible()
    assert not button.isEnabled()
    assert "second person" in button.toolTip()
    screen.stand(1)
    screen.press(Qt.Key.Key_C)
    bar = screen.view.window().findChild(MessageBar)
    assert bar is not None
    assert "second person" in bar.text
    assert screen.column("Status")[0] == "Provisional"


def test_c_confirms_where_one_stands_and_ctrl_z_takes_it_back(screen: ResultsScreen) -> None:
    screen.stand(1)
    screen.press(Qt.Key.Key_C)
    assert screen.column("Status")[:2] == ["Confirmed", "Provisional"]
    screen.press(Qt.Key.Key_Z, CONTROL)
    assert screen.column("Status")[0] == "Provisional"
    screen.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert screen.column("Status")[0] == "Confirmed"


def test_c_beside_the_marks_confirms_nothing(screen: ResultsScreen) -> None:
    screen.grid.setCurrentIndex(screen.model.index(0, 1))
    screen.press(Qt.Key.Key_C)
    assert screen.column("Status")[:2] == ["Provisional", "Provisional"]


def test_the_toast_takes_a_confirmation_back_once(screen: ResultsScreen) -> None:
    screen.stand(1)
    screen.press(Qt.Key.Key_C)
    (undo,) = screen.recorder.undos
    assert undo is not None
    screen.press(Qt.Key.Key_Z, CONTROL)
    undo()
    settle()
    assert screen.column("Status")[0] == "Provisional"
    assert screen.view.page.verbs.history.can_redo


def test_a_selection_narrows_what_is_confirmed_and_released(
    screen: ResultsScreen, desk: Workspace, day: ExamDay
) -> None:
    desk.call(set_marks, marks=(day.mark(3, "60"),))
    screen.view.refresh()
    buttons = screen.view.page.life.buttons
    screen.stand(1)
    screen.press(Qt.Key.Key_Down, SHIFT)
    assert buttons.confirm_button.text() == "Confirm 2 selected"
    click(buttons.confirm_button)
    assert screen.column("Status")[:3] == ["Confirmed", "Confirmed", "Provisional"]
    assert buttons.release_button.text() == "Release 2 selected…"
    screen.stand(4)
    assert buttons.confirm_button.text() == "Confirm 1"


def test_a_mark_that_changed_meanwhile_is_shown_instead_of_confirmed(
    screen: ResultsScreen, desk: Workspace, day: ExamDay
) -> None:
    desk.call(set_marks, marks=(day.mark(1, "29"),))  # at another computer
    click(screen.view.page.life.buttons.confirm_button)
    bar = screen.view.window().findChild(MessageBar)
    assert bar is not None
    assert "changed since" in bar.text
    assert screen.marks()[0] == "29"
    assert screen.column("Status")[0] == "Provisional"


def test_what_needs_checking_is_not_confirmed(screen: ResultsScreen) -> None:
    screen.stand(1)
    screen.enter("9o")
    assert screen.view.page.life.buttons.confirm_button.text() == "Confirm 1"


def correction(screen: ResultsScreen) -> CorrectionSheet:
    found = sheet_of(screen, CorrectionSheet)
    assert isinstance(found, CorrectionSheet)
    return found


def test_f2_corrects_a_confirmed_mark_with_a_reason(
    screen: ResultsScreen, desk: Workspace, bea: Workspace, day: ExamDay
) -> None:
    confirm(bea, day, 1)
    screen.view.refresh()
    screen.stand(1)
    screen.press(Qt.Key.Key_F2)
    sheet = correction(screen)
    screen.press(Qt.Key.Key_A, CONTROL)
    screen.type("192")
    click(sheet.save_button)
    form = sheet.form
    assert form is not None
    assert form["reason"].error
    form["reason"].control.setFocus()
    screen.type("Marks were swapped")
    click(sheet.save_button)
    assert form["theory"].error == "192 is above the maximum of 100."
    form["theory"].control.setFocus()
    screen.press(Qt.Key.Key_A, CONTROL)
    screen.type("29")
    click(sheet.save_button)
    assert not sheet.isVisible()
    assert screen.marks()[0] == "29"
    assert screen.column("Status")[0] == "Provisional"
    assert screen.recorder.toasts[-1] == "Corrected to 29"


def test_a_correction_that_changes_nothing_says_so(
    screen: ResultsScreen, bea: Workspace, day: ExamDay
) -> None:
    release(bea, day, 1)
    screen.view.refresh()
    screen.stand(1)
    screen.press(Qt.Key.Key_F2)
    sheet = correction(screen)
    assert sheet.form is not None
    sheet.form["reason"].control.setFocus()
    screen.type("Why not")
    click(sheet.save_button)
    assert sheet.message.text == "This is the mark that it has already."
    assert screen.column("Status")[0] == "Released"


def test_an_invigilator_neither_confirms_nor_corrects(
    desk: Workspace, bea: Workspace, day: ExamDay, shown: Show
) -> None:
    confirm(bea, day, 1)
    kim = invigilator(desk, day.papers[Component.THEORY])
    screen = results_screen(kim, shown, roles=(Role.INVIGILATOR,))
    screen.open(day)
    buttons = screen.view.page.life.buttons
    assert not buttons.confirm_button.isVisible()
    assert not buttons.release_button.isVisible()
    screen.stand(1)
    screen.press(Qt.Key.Key_F2)
    screen.press(Qt.Key.Key_C)
    assert not screen.view.window().findChildren(CorrectionSheet)
    assert {command.text for command in screen.view.commands()}.isdisjoint(
        {"Release results…", "Confirm all results", "Correct a confirmed mark…"}
    )


def test_h_shows_who_gave_a_mark_when_and_why(
    screen: ResultsScreen, bea: Workspace, day: ExamDay
) -> None:
    confirm(bea, day, 1)
    bea.call(correct_marks, marks=(day.mark(1, "29"),), reason="Marks were swapped")
    screen.view.refresh()
    screen.stand(1)
    screen.press(Qt.Key.Key_H)
    sheet = sheet_of(screen, VersionSheet)
    assert isinstance(sheet, VersionSheet)
    assert [entry.words for entry in sheet.entries] == ["92 → 29", "Confirmed as 92", "92"]
    assert sheet.entries[0].source == "Bea Both · Sun 6 September 2026, 18:00"
    assert sheet.entries[0].reason == "Reason: Marks were swapped"
    assert not hasattr(sheet, "correct_button")  # it is provisional: it is simply typed over


def test_the_history_of_a_settled_mark_leads_to_its_correction(
    screen: ResultsScreen, bea: Workspace, day: ExamDay
) -> None:
    confirm(bea, day, 1)
    screen.view.refresh()
    screen.stand(1)
    click(screen.view.page.history_button)
    press_in(overlay(screen, VersionSheet), "Correct the mark…")
    assert correction(screen).isVisible()


def test_a_mark_far_from_the_other_paper_is_flagged(
    desk: Workspace, bea: Workspace, clock: FixedClock, shown: Show
) -> None:
    day = exam_day(desk, level=3, candidates=2, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    screen = results_screen(bea, shown, roles=(Role.EXAMS_OFFICER,))
    screen.open(day)
    screen.paste("80\t40\n70\t65")
    assert screen.problems() == {}
    column = screen.model.sheet.mark_columns()[1]
    note = screen.model.index(0, column).data(Qt.ItemDataRole.ToolTipRole)
    assert note == "30 percentage points or more from the other paper. 40 %"
    assert screen.model.index(1, column).data(Qt.ItemDataRole.ToolTipRole) == "65 %"
    assert screen.view.page.tally.text().endswith("1 far apart")


def test_a_re_release_says_what_it_was_before(
    screen: ResultsScreen, desk: Workspace, bea: Workspace, day: ExamDay
) -> None:
    release(bea, day, 2)
    desk.call(correct_marks, marks=(day.mark(2, "55"),), reason="Half a mark forgotten")
    confirm(bea, day, 2)
    screen.view.refresh()
    click(screen.view.page.life.buttons.release_button)
    sheet = sheet_of(screen, ReleaseSheet)
    assert isinstance(sheet, ReleaseSheet)
    assert sheet.model.index(0, 1).data() == "54.99 → 55 · Pass"


@pytest.mark.parametrize("text_size", [100, 150])
def test_names_room_and_targets(
    screen: ResultsScreen, bea: Workspace, day: ExamDay, text_size: int
) -> None:
    theme().set_up(Appearance.LIGHT, text_size)
    confirm(bea, day, 1)
    screen.view.refresh()
    settle()
    window = screen.view.window()
    assert _faults(window) == []
    click(screen.view.page.life.buttons.release_button)
    assert _faults(window) == []
    screen.press(Qt.Key.Key_Escape)
    screen.stand(1)
    screen.press(Qt.Key.Key_H)
    assert _faults(window) == []
    screen.press(Qt.Key.Key_Escape)
    screen.press(Qt.Key.Key_F2)
    assert _faults(window) == []
    assert QApplication.focusWidget() is not None


def _faults(widget: QWidget) -> list[str]:
    return [*unnamed_controls(widget), *clipped_texts(widget), *small_targets(widget)]
