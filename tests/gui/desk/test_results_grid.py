"""Marks typed and pasted with real keys: scenario A, steps 4 and 5, in the window."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from tests.helpers.marking import ExamDay, at, exam_day
from tests.helpers.results_screen import CONTROL, SHIFT, ResultsScreen, results_screen
from ui.common.messages import MessageBar
from ui.desk.results.cells import mark_text
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import parse_mark
from wset_desk.services.results_grid import results_grid
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)
SCENARIO_A = ("92", "86", "78", "71", "66", "61", "58", "55", "54.99", "49", "40")


@pytest.fixture
def day(desk: Workspace, clock: FixedClock) -> ExamDay:
    found = exam_day(desk)
    clock.instant = at(EXAM_DAY)
    return found


@pytest.fixture
def screen(desk: Workspace, day: ExamDay, shown: Callable[..., QWidget]) -> ResultsScreen:
    found = results_screen(desk, shown)
    found.open(day)
    return found


@pytest.fixture
def level_3(desk: Workspace, clock: FixedClock, shown: Callable[..., QWidget]) -> ResultsScreen:
    found_day = exam_day(desk, level=3, profile="WSET", candidates=3, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    found = results_screen(desk, shown)
    found.open(found_day)
    return found


def saved(desk: Workspace, day: ExamDay) -> list[Decimal | None]:
    grid = desk.run(results_grid, course_session_id=day.course_session_id)
    return [row.cells[0].score for row in grid.rows if row.cells[0] is not None]


def test_the_day_of_scenario_a(screen: ResultsScreen, desk: Workspace, day: ExamDay) -> None:
    assert screen.place() == (1, 1)
    screen.enter(*SCENARIO_A)
    assert screen.place() == (12, 1)
    screen.press(Qt.Key.Key_N)
    assert screen.marks() == [*SCENARIO_A, "—"]
    assert screen.column("Grade") == [*["Pass"] * 8, *["Fail"] * 3, "—"]
    assert screen.column("Status") == [*["Provisional"] * 11, "No show"]
    assert screen.view.page.tally.text() == "8 pass · 3 fail · 1 no show"
    assert screen.view.page.complete.text() == "12 of 12 complete"
    assert saved(desk, day) == [*map(Decimal, SCENARIO_A), None]


def test_marks_outside_the_scale_stay_with_their_reason(
    screen: ResultsScreen, desk: Workspace, day: ExamDay
) -> None:
    screen.enter("100.01", "-1", "55")
    assert screen.problems() == {(1, 1): "100.01", (2, 1): "-1"}
    assert screen.column("Grade")[:3] == ["Check", "Check", "Pass"]
    assert screen.view.page.banner.isVisible()
    assert screen.view.page.banner.text == (
        "2 marks need checking. Row 1, Theory /100: 100.01 is above the maximum of 100."
        " · Row 2, Theory /100: A mark can't be below zero."
    )
    assert saved(desk, day)[:3] == [None, None, 55]


def test_a_pasted_column_keeps_its_bad_cells(
    screen: ResultsScreen, desk: Workspace, day: ExamDay
) -> None:
    screen.stand(1)
    screen.paste("92\r\n8o\r\n\r\n54,99\r\n104\r\n")
    assert screen.marks()[:6] == ["92", "8o", "", "54.99", "104", ""]
    assert screen.problems() == {(2, 1): "8o", (5, 1): "104"}
    assert saved(desk, day)[:5] == [92, None, None, Decimal("54.99"), None]


def test_f8_goes_from_problem_to_problem_and_round(screen: ResultsScreen) -> None:
    screen.stand(1)
    screen.paste("x\n50\ny")
    screen.press(Qt.Key.Key_F8)
    assert screen.place() == (3, 1)
    screen.press(Qt.Key.Key_F8)
    assert screen.place() == (1, 1)
    screen.enter("60")
    assert list(screen.problems()) == [(3, 1)]


def test_the_last_problem_typed_right_takes_the_banner_away(screen: ResultsScreen) -> None:
    screen.enter("8o")
    screen.press(Qt.Key.Key_F8)
    screen.enter("80")
    assert not screen.view.page.banner.isVisible()
    assert screen.column("Status")[0] == "Provisional"


def test_problems_stay_while_one_looks_elsewhere(screen: ResultsScreen, day: ExamDay) -> None:
    screen.enter("8o")
    screen.press(Qt.Key.Key_Escape)
    assert screen.view.list.isVisible()
    screen.open(day)
    assert screen.problems() == {(1, 1): "8o"}


def test_what_falls_outside_the_grid_is_said(screen: ResultsScreen) -> None:
    screen.stand(12)
    screen.paste("60\t70\n80")
    assert screen.marks()[11] == "60"
    assert _message(screen) == "2 pasted values had no cell here and were left out."


def test_a_block_pasted_while_typing_goes_into_the_grid(screen: ResultsScreen) -> None:
    screen.stand(1)
    screen.type("9")
    screen.paste("60\n61")
    assert screen.marks()[:2] == ["60", "61"]
    screen.stand(3)
    screen.type("9")
    screen.paste("2")
    screen.press(Qt.Key.Key_Return)
    assert screen.marks()[2] == "92"


def test_undo_takes_a_paste_back_as_one(
    screen: ResultsScreen, desk: Workspace, day: ExamDay
) -> None:
    screen.enter("50")
    screen.stand(1)
    screen.paste("60\n61\nx")
    screen.press(Qt.Key.Key_Z, CONTROL)
    assert screen.marks()[:3] == ["50", "", ""]
    assert screen.problems() == {}
    screen.press(Qt.Key.Key_Z, CONTROL)
    assert saved(desk, day)[:2] == [None, None]
    screen.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    screen.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert screen.marks()[:3] == ["60", "61", "x"]
    assert screen.problems() == {(3, 1): "x"}
    assert not screen.view.page.redo_button.isEnabled()


def test_a_no_show_is_taken_back_by_n_and_by_undo(screen: ResultsScreen) -> None:
    screen.stand(2)
    screen.press(Qt.Key.Key_N)
    assert screen.column("Status")[1] == "No show"
    screen.press(Qt.Key.Key_N)
    assert screen.column("Status")[1] == ""
    screen.press(Qt.Key.Key_Z, CONTROL)
    assert screen.column("Status")[1] == "No show"
    screen.press(Qt.Key.Key_Z, CONTROL)
    assert screen.column("Status")[1] == ""


def test_who_has_a_mark_is_no_no_show(screen: ResultsScreen) -> None:
    screen.enter("60")
    screen.stand(1)
    screen.view.page.absence_button.click()
    assert screen.marks()[0] == "60"
    assert _message(screen) == "This candidate has a mark: clear it first."


def test_del_clears_the_selected_marks_at_once(
    screen: ResultsScreen, desk: Workspace, day: ExamDay
) -> None:
    screen.enter("60", "61", "62")
    screen.stand(1)
    screen.press(Qt.Key.Key_Down, SHIFT)
    screen.press(Qt.Key.Key_Delete)
    assert saved(desk, day)[:3] == [None, None, 62]
    screen.press(Qt.Key.Key_Z, CONTROL)
    assert saved(desk, day)[:3] == [60, 61, 62]


def test_f2_edits_and_escape_leaves_what_was(screen: ResultsScreen) -> None:
    screen.enter("60")
    screen.stand(1)
    screen.press(Qt.Key.Key_F2)
    screen.type(",5")
    screen.press(Qt.Key.Key_Return)
    assert screen.marks()[0] == "60.5"
    screen.stand(1)
    screen.type("7")
    screen.press(Qt.Key.Key_Escape)
    assert screen.marks()[0] == "60.5"


def test_enter_goes_down_and_shift_enter_up_past_a_no_show(screen: ResultsScreen) -> None:
    screen.stand(2)
    screen.press(Qt.Key.Key_N)
    screen.stand(1)
    screen.enter("60")
    assert screen.place() == (3, 1)
    screen.type("70")
    screen.press(Qt.Key.Key_Return, SHIFT)
    assert screen.place() == (1, 1)
    assert screen.marks()[:3] == ["60", "—", "70"]


def test_tab_goes_along_the_row_and_wraps(level_3: ResultsScreen) -> None:
    """The computed total and a paper that was missed are passed over."""
    screen = level_3
    screen.stand(1, 3)
    screen.press(Qt.Key.Key_N)
    screen.stand(1)
    screen.type("40")
    screen.press(Qt.Key.Key_Tab)
    assert screen.place() == (1, 2)
    screen.press(Qt.Key.Key_Tab)
    assert screen.place() == (2, 1)
    for _step in range(5):
        screen.press(Qt.Key.Key_Tab)
    assert screen.place() == (3, 3)
    screen.press(Qt.Key.Key_Tab)
    assert screen.place() == (1, 1)
    screen.press(Qt.Key.Key_Backtab, SHIFT)
    assert screen.place() == (3, 3)


def test_level_3_shows_both_papers_and_what_they_come_to(level_3: ResultsScreen) -> None:
    screen = level_3
    screen.stand(1)
    screen.paste("40\t80\t33\n28\t55\t23\n30\t60")
    assert screen.column("Multiple choice /50") == ["40", "28", "30"]
    assert screen.column("Written /100") == ["80", "55", "60"]
    assert screen.column("Theory /150") == ["120", "83", "90"]
    assert screen.column("Tasting /41") == ["33", "23", ""]
    assert screen.column("Grade") == ["Distinction", "Pass", "Incomplete"]
    assert screen.view.page.tally.text() == "2 pass (1 distinction) · 0 fail"
    screen.stand(3, 3)
    screen.press(Qt.Key.Key_N)
    assert screen.column("Status")[2] == "No show: Tasting"


def test_a_paper_in_parts_has_no_mark_until_both_are_there(level_3: ResultsScreen) -> None:
    screen = level_3
    screen.stand(1)
    screen.type("27,49")
    screen.press(Qt.Key.Key_Tab)
    assert screen.column("Theory /150")[0] == ""
    assert screen.column("Grade")[0] == "Incomplete"
    screen.type("100")
    screen.press(Qt.Key.Key_Tab)
    assert screen.column("Theory /150")[0] == "127.49"
    screen.type("33")
    screen.press(Qt.Key.Key_Return)
    assert screen.column("Grade")[0] == "Fail"  # 54.98 % of the multiple choice
    screen.press(Qt.Key.Key_Z, CONTROL)
    screen.press(Qt.Key.Key_Z, CONTROL)
    assert (screen.marks(1)[0], screen.marks(2)[0]) == ("27.49", "")
    assert screen.column("Theory /150")[0] == ""


def test_copied_cells_are_what_a_spreadsheet_takes(level_3: ResultsScreen) -> None:
    screen = level_3
    screen.stand(1, 2)
    screen.paste("80\t33\n55\t23")
    screen.stand(1, 2)
    screen.press(Qt.Key.Key_Right, SHIFT)  # over total and percentage, which aren't copied
    screen.press(Qt.Key.Key_Right, SHIFT)
    screen.press(Qt.Key.Key_Right, SHIFT)
    screen.press(Qt.Key.Key_Down, SHIFT)
    screen.press(Qt.Key.Key_C, CONTROL)
    screen.stand(2, 2)
    screen.press(Qt.Key.Key_V, CONTROL)
    assert screen.marks(2) == ["80", "80", "55"]
    assert screen.marks(3) == ["33", "33", "23"]


def test_a_screen_reader_hears_whose_mark_and_what_is_wrong(screen: ResultsScreen) -> None:
    screen.enter("8o", "60")
    spoken = [
        screen.model.index(row, screen.model.sheet.mark_columns()[0]).data(
            Qt.ItemDataRole.AccessibleTextRole
        )
        for row in range(3)
    ]
    assert spoken == [
        "Aoife Byrne, Theory /100, 8o, “8o” isn't a mark.",
        "Ines Duarte, Theory /100, 60, 60 %",
        "Tomás Ferreira, Theory /100, no mark",
    ]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.one_of(
            st.decimals(-20, 130, places=2).map(str),
            st.integers(0, 100).map(str),
            st.text("0123456789.,-+eO% ", max_size=6),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_nothing_pasted_is_lost_or_changed(
    screen: ResultsScreen, desk: Workspace, day: ExamDay, texts: list[str]
) -> None:
    screen.stand(1)
    before = saved(desk, day)
    screen.paste("\n".join(texts))
    after, problems, shown = saved(desk, day), screen.problems(), screen.marks()
    for row, text in enumerate(texts):
        typed = text.strip()
        score = _read(typed)
        if not typed:
            assert after[row] == before[row]
        elif score is None:
            assert problems[row + 1, 1] == typed
            assert after[row] == before[row]
        else:
            assert after[row] == score
            assert shown[row] == mark_text(score)


def _read(text: str) -> Decimal | None:
    try:
        return parse_mark(text, 100)
    except DomainError:
        return None


def _message(screen: ResultsScreen) -> str:

    bar = screen.view.window().findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    return bar.text


def test_the_windows_own_undo_rests_while_the_grid_has_the_keyboard(screen: ResultsScreen) -> None:
    fired: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), screen.view.window())
    shortcut.activated.connect(lambda: fired.append("window"))
    screen.enter("60")
    screen.press(Qt.Key.Key_Z, CONTROL)
    assert screen.marks()[0] == ""
    assert fired == []


def test_control_tab_leaves_the_grid(screen: ResultsScreen) -> None:
    screen.press(Qt.Key.Key_Tab, CONTROL)
    assert not screen.grid.hasFocus()
