"""A grid that is longer than one answer of the store, and what is sorted in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.a11y import clipped_texts
from tests.helpers.desk import settle
from tests.helpers.marking import ExamDay, at, exam_day
from tests.helpers.result_life import officer
from tests.helpers.results_screen import CONTROL, SHIFT, ResultsScreen, results_screen
from ui.common.messages import MessageBar
from ui.common.tasks import InlineTasks
from ui.desk.results import reading
from ui.desk.results.mark_sheet import MarkSheet
from ui.desk.results.tallies import Countable, Fact
from wset_desk.domain.catalogue import Award
from wset_desk.domain.results import ResultState
from wset_desk.services.candidates import add_candidate
from wset_desk.services.refusals import describe
from wset_desk.services.results import set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import CourseEnrollment, ExamRegistration
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)
Show = Callable[..., QWidget]


class Watched:
    """A workspace that remembers what was read of grids."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.read: list[dict[str, Any]] = []

    def run(self, service: Callable[..., Any], /, **parameters: Any) -> Any:
        if service is results_grid:
            self.read.append(parameters)
        return self._workspace.run(service, **parameters)


@pytest.fixture
def day(desk: Workspace, clock: FixedClock) -> ExamDay:
    found = exam_day(desk, name="Autumn course")
    clock.instant = at(EXAM_DAY)
    return found


@pytest.fixture
def watched(desk: Workspace) -> Watched:
    return Watched(desk)


@pytest.fixture
def screen(watched: Watched, desk: Workspace, day: ExamDay, shown: Show) -> ResultsScreen:
    found = results_screen(desk, shown, tasks=InlineTasks(watched, describe))
    found.open(day)
    return found


class Pauses:
    """As if five candidates were many: what comes after a pause comes when the test says so."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], object]] = []

    def later(self, _owner: object, _milliseconds: int, action: Callable[[], object]) -> None:
        self._waiting.append(action)

    def end(self) -> None:
        while self._waiting:
            self._waiting.pop(0)()
        settle()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> Pauses:
    found = Pauses()
    monkeypatch.setattr(reading, "_FIRST", 5)
    monkeypatch.setattr(reading, "_NEXT", 4)
    monkeypatch.setattr(reading, "later", found.later)
    return found


def test_the_first_candidates_are_shown_before_the_others_are_read(
    pauses: Pauses, screen: ResultsScreen
) -> None:
    page = screen.view.page
    assert page.isVisible()
    assert screen.model.rowCount() == 5
    assert page.complete.text() == "Reading the candidates…"
    pauses.end()
    assert screen.model.rowCount() == 12
    assert page.complete.text() == "0 of 12 complete"
    assert screen.column("Candidate")[0] == "Aoife Byrne"
    assert screen.column("Candidate")[-1] == "Daniel Osei"


def test_marks_typed_meanwhile_are_saved_and_stay(pauses: Pauses, screen: ResultsScreen) -> None:
    screen.enter("60", "8o")
    pauses.end()
    assert screen.marks()[:3] == ["60", "8o", ""]
    assert screen.place() == (3, 1)
    assert screen.view.page.complete.text() == "1 of 12 complete"


def test_what_is_done_to_all_waits_until_all_are_there(
    pauses: Pauses, screen: ResultsScreen
) -> None:
    screen.stand(4)
    screen.paste("60\n61\n62")
    bar = screen.view.window().findChild(MessageBar)
    assert bar is not None
    assert bar.text == "Not all candidates are here yet. Try again in a moment."
    assert screen.marks() == [""] * 5
    pauses.end()
    screen.paste("60\n61\n62")
    assert screen.marks()[3:6] == ["60", "61", "62"]


def test_whoever_has_not_moved_is_led_to_the_first_missing_mark(
    pauses: Pauses, desk: Workspace, day: ExamDay, shown: Show
) -> None:
    desk.call(set_marks, marks=tuple(day.mark(n, "60") for n in range(1, 8)))
    screen = results_screen(desk, shown)
    screen.open(day)
    assert screen.place() == (1, 1)
    pauses.end()
    assert screen.place() == (8, 1)


def test_after_a_mark_only_its_candidate_is_read_again(
    screen: ResultsScreen, watched: Watched
) -> None:
    watched.read.clear()
    screen.enter("60")
    assert screen.column("Grade")[0] == "Pass"
    ids = [parameters.get("candidate_ids") for parameters in watched.read]
    assert ids == [{screen.model.sheet.rows[0].candidate_id}]
    watched.read.clear()
    screen.view.page.verbs.undo()
    assert screen.column("Status")[0] == ""
    assert [len(parameters["candidate_ids"]) for parameters in watched.read] == [1]


def test_what_others_change_is_read_as_a_whole(
    screen: ResultsScreen, watched: Watched, desk: Workspace, day: ExamDay
) -> None:
    screen.stand(3)
    watched.read.clear()
    desk.call(set_marks, marks=(day.mark(2, "60"),))
    screen.view.context.bus.changed.emit(frozenset({"exam_registrations"}))
    settle()
    assert [parameters.get("candidate_ids") for parameters in watched.read] == [None]
    assert screen.marks()[:3] == ["", "60", ""]
    assert screen.place() == (3, 1)


def test_a_candidate_who_joined_stands_where_their_name_belongs(
    pauses: Pauses, screen: ResultsScreen, desk: Workspace, day: ExamDay
) -> None:
    pauses.end()
    _join(desk, day)
    screen.view.refresh()
    pauses.end()
    assert screen.column("Candidate")[2:4] == ["Ana Eiras", "Tomás Ferreira"]


def _join(desk: Workspace, day: ExamDay) -> None:
    joined = desk.call(add_candidate, first_name="Ana", last_name="Eiras")
    with desk.store.unit_of_work(desk.actor, write=True) as uow:
        (paper,) = day.registrations.values()
        like = uow.get(ExamRegistration, paper[0])
        assert like.course_enrollment_id is not None
        offering_id = uow.get(CourseEnrollment, like.course_enrollment_id).offering_id
        enrollment = uow.add(
            CourseEnrollment(
                candidate_id=joined.id, offering_id=offering_id, session_id=day.course_session_id
            )
        )
        uow.add(
            ExamRegistration(
                candidate_id=joined.id,
                exam_session_id=like.exam_session_id,
                course_enrollment_id=enrollment.id,
                registration_type="bundled",
                registration_date=uow.now,
            )
        )
        uow.commit()


def test_s_sorts_by_the_column_and_again_the_other_way_round(screen: ResultsScreen) -> None:
    assert screen.grid.horizontalHeader().isSortIndicatorShown()
    screen.enter("60", "92", "54.99")
    screen.stand(2)
    screen.press(Qt.Key.Key_S)
    assert screen.marks() == ["54.99", "60", "92", *[""] * 9]
    assert screen.column("Candidate")[2:5] == ["Ines Duarte", "Omar Haddad", "Amelia Hart"]
    assert screen.place() == (3, 1)
    screen.press(Qt.Key.Key_S)
    assert screen.marks()[:4] == ["92", "60", "54.99", ""]
    assert screen.place() == (1, 1)
    assert screen.column("#")[:3] == ["1", "2", "3"]


def test_a_click_on_a_heading_sorts_and_what_is_typed_then_moves_nobody(
    screen: ResultsScreen, desk: Workspace, day: ExamDay
) -> None:
    screen.enter("60", "92")
    _click_heading(screen, "Candidate")
    names = screen.column("Candidate")
    assert (names[0], names[-1]) == ("Daniel Osei", "Aoife Byrne")
    assert screen.place() == (10, 1)
    _click_heading(screen, "Grade")
    assert screen.column("Grade") == ["Pass", "Pass", *[""] * 10]
    screen.stand(1)
    screen.enter("40")
    screen.view.refresh()
    settle()
    assert screen.column("Grade")[:2] == ["Fail", "Pass"]
    _click_heading(screen, "Grade")
    assert screen.column("Grade")[:2] == ["Pass", "Fail"]


def test_problems_are_found_wherever_sorting_took_them(screen: ResultsScreen) -> None:
    screen.enter("8o", "60")
    screen.stand(2)
    screen.press(Qt.Key.Key_S)
    assert screen.problems() == {(2, 1): "8o"}
    screen.press(Qt.Key.Key_F8)
    screen.enter("80")
    assert screen.marks()[:2] == ["60", "80"]
    assert screen.problems() == {}


def test_a_selection_does_not_stretch_over_others_when_sorted(screen: ResultsScreen) -> None:
    screen.enter("60", "50")
    screen.stand(1)
    screen.press(Qt.Key.Key_Down, SHIFT)
    screen.press(Qt.Key.Key_S)
    screen.press(Qt.Key.Key_Delete)
    assert sorted(screen.marks()[:2]) in (["", "60"], ["", "50"])


def test_the_history_of_a_mark_follows_its_candidate(screen: ResultsScreen) -> None:
    screen.enter("60", "50")
    screen.stand(1)
    screen.press(Qt.Key.Key_S)
    screen.press(Qt.Key.Key_H)
    focused = QApplication.focusWidget()
    assert focused is not None
    names = [each.accessibleName() for each in screen.view.window().findChildren(QWidget)]
    assert any("Aoife Byrne" in name for name in names)


def test_who_entered_the_marks_and_percentages_have_columns(
    desk: Workspace, clock: FixedClock, shown: Show
) -> None:
    day = exam_day(desk, level=3, profile="WSET", candidates=2, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    screen = results_screen(desk, shown)
    screen.view.window().resize(1600, 800)
    screen.open(day)
    screen.paste("27,49\t100\t33")
    bea = officer(desk)
    bea.call(set_marks, marks=(day.mark(1, "34", "tasting"),))
    screen.view.refresh()
    settle()
    assert screen.column("Theory %")[0] == "84.99"
    assert screen.column("Tasting %")[0] == "82.92"
    assert screen.column("Entered by") == ["Ada Admin, Bea Both", ""]
    titles = [screen.model.words.title(n) for n in range(screen.model.columnCount())]
    note = screen.model.index(0, titles.index("Entered by")).data(Qt.ItemDataRole.ToolTipRole)
    assert note == (
        "Theory: Ada Admin, Sun 6 September 2026, 18:00\n"
        "Tasting: Bea Both, Sun 6 September 2026, 18:00"
    )
    assert not any(screen.grid.isColumnHidden(n) for n in range(len(titles)))


def test_what_matters_least_is_left_out_where_there_is_no_room(
    desk: Workspace, clock: FixedClock, shown: Show
) -> None:
    day = exam_day(desk, level=3, profile="WSET", candidates=2, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    screen = results_screen(desk, shown)
    screen.open(day)
    screen.view.window().resize(900, 700)
    settle()
    grid, words = screen.grid, screen.model.words
    left_out = [words.title(n) for n in range(len(grid.sheet.layout)) if grid.isColumnHidden(n)]
    assert left_out == ["Theory %", "Tasting %", "Entered by"]
    screen.view.window().resize(1600, 800)
    settle()
    assert not any(grid.isColumnHidden(n) for n in range(len(grid.sheet.layout)))
    assert clipped_texts(screen.view) == []


def _click_heading(screen: ResultsScreen, title: str) -> None:
    header = screen.grid.horizontalHeader()
    titles = [screen.model.words.title(n) for n in range(screen.model.columnCount())]
    number = titles.index(title)
    place = header.viewport().rect().center()
    place.setX(header.sectionViewportPosition(number) + header.sectionSize(number) // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()


def test_counts_kept_up_are_what_one_counts_anew(
    desk: Workspace, clock: FixedClock, shown: Show
) -> None:
    day = exam_day(desk, level=3, profile="WSET", candidates=6, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    desk.call(set_marks, marks=(day.mark(6, "20", "tasting"),))
    screen = results_screen(desk, shown)
    screen.open(day)

    def check() -> None:
        sheet, anew = screen.model.sheet, MarkSheet()
        anew.problems = dict(sheet.problems)
        anew.begin(sheet.papers, list(sheet.rows))
        facts: tuple[Countable, ...] = (*Fact, *Award, *ResultState)
        assert {f: sheet.tally[f] for f in facts} == {f: anew.tally[f] for f in facts}

    screen.paste("40\t80\t33\n28\t55\t9\n30\t8o\t20")
    check()
    screen.stand(4)
    screen.press(Qt.Key.Key_N)
    check()
    screen.stand(3, 2)
    screen.enter("80")
    check()
    screen.press(Qt.Key.Key_Z, CONTROL)
    check()
    screen.stand(1)
    screen.press(Qt.Key.Key_Delete)
    check()
    assert screen.model.sheet.tally[Fact.NO_SHOW] == 1
    assert screen.model.sheet.tally[Award.FAIL] == 1
