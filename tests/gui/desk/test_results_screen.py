"""The list of exams, whose they are, and the screen's manners."""

import errno
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.marking import ExamDay, at, exam_day, invigilator
from tests.helpers.results_screen import ResultsScreen, results_screen
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from wset_desk.domain.catalogue import Component
from wset_desk.domain.permissions import Role
from wset_desk.services.refusals import describe
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration
from wset_desk.system.clock import FixedClock

JUNE, JULY = date(2026, 6, 6), date(2026, 7, 4)
Show = Callable[..., QWidget]


@pytest.fixture
def days(desk: Workspace, clock: FixedClock) -> dict[str, ExamDay]:
    made = {
        "june": exam_day(desk, days=[JUNE], candidates=3, name="June"),
        "july": exam_day(desk, level=3, days=[JULY], candidates=3, name="July"),
    }
    clock.instant = at(date(2026, 8, 1))
    return made


@pytest.fixture
def screen(desk: Workspace, days: dict[str, ExamDay], shown: Show) -> ResultsScreen:
    return results_screen(desk, shown)


def listed(screen: ResultsScreen) -> list[str]:
    return [row.name for row in screen.view.list.model.rows]


def test_the_list_has_what_is_due_first(screen: ResultsScreen, desk: Workspace) -> None:
    assert listed(screen) == ["June", "July"]
    assert screen.view.list.model.index(1, 5).data() == "0 of 6"


def test_the_list_follows_the_marks(
    screen: ResultsScreen, desk: Workspace, days: dict[str, ExamDay]
) -> None:
    screen.open(days["june"])
    screen.enter("60", "70", "80")
    screen.press(Qt.Key.Key_Escape)
    assert listed(screen) == ["July", "June"]
    assert screen.view.list.model.index(1, 6).data() == "To confirm"


def test_words_level_and_period_filter_the_list(screen: ResultsScreen) -> None:
    screen.view.focus_filter()
    screen.type("jul")
    screen.press(Qt.Key.Key_Return)
    assert listed(screen) == ["July"]
    screen.view.list.level.set_value(2)
    screen.view.refresh()
    assert listed(screen) == []
    screen.view.list.search.clear()
    screen.view.list.period.set_value(30)
    screen.view.refresh()
    assert listed(screen) == []


def test_an_exam_opens_by_enter_and_closes_by_escape(screen: ResultsScreen) -> None:
    screen.view.list.table.setFocus()
    screen.view.list.table.selectRow(1)
    screen.press(Qt.Key.Key_Return)
    assert screen.view.page.isVisible()
    assert len(screen.model.sheet.mark_columns()) == 2
    screen.press(Qt.Key.Key_Escape)
    assert screen.view.list.isVisible()
    assert [row.name for row in screen.view.list.table.selected_rows()] == ["July"]


def test_a_deep_link_opens_one_exam_session(
    screen: ResultsScreen, days: dict[str, ExamDay]
) -> None:
    screen.view.open(exam_session_id=days["july"].papers[Component.TASTING])
    assert [screen.model.words.title(n) for n in screen.model.sheet.mark_columns()] == [
        "Tasting /100"
    ]


def test_an_invigilator_has_the_same_screen_for_their_own_exams(
    desk: Workspace, days: dict[str, ExamDay], shown: Show
) -> None:
    kim = invigilator(desk, days["july"].papers[Component.THEORY])
    screen = results_screen(kim, shown, roles=(Role.INVIGILATOR,))
    assert listed(screen) == ["July"]
    screen.open(days["july"])
    screen.enter("60")
    assert screen.marks() == ["60", "", ""]
    assert screen.column("Status")[0] == "Provisional"


def test_a_confirmed_mark_is_locked_and_says_so(
    screen: ResultsScreen, desk: Workspace, days: dict[str, ExamDay]
) -> None:
    day = days["june"]
    desk.call(set_marks, marks=(day.mark(1, "60"),))
    with desk.store.unit_of_work(desk.actor, write=True) as uow:
        uow.get(ExamRegistration, day.registrations[Component.THEORY][0]).theory_state = "released"
        uow.commit()
    screen.open(day)
    assert screen.place() == (2, 1)
    screen.stand(1)
    screen.type("7")
    assert screen.marks()[0] == "60"
    assert screen.column("Status")[0] == "Released"
    screen.paste("70")
    assert screen.problems() == {(1, 1): "70"}


class FullDisk:
    """A workspace that can be read, but not written any more."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def run(self, service: Callable[..., Any], /, **parameters: Any) -> Any:
        if service is set_marks:
            raise OSError(errno.ENOSPC, "no space left")
        return self._workspace.run(service, **parameters)


def test_what_a_full_disk_refuses_stays_typed(
    desk: Workspace, days: dict[str, ExamDay], shown: Show
) -> None:
    screen = results_screen(desk, shown, tasks=InlineTasks(FullDisk(desk), describe))
    screen.open(days["june"])
    screen.enter("60")
    assert screen.problems() == {(1, 1): "60"}


class _Waiting(Executor):
    """Does nothing until it is told to."""

    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.calls.append(lambda: future.set_result(fn(*args, **kwargs)))
        return future

    def go_on(self) -> None:
        while self.calls:
            self.calls.pop(0)()


class SlowTasks(InlineTasks):
    """A store that answers when the test says so."""

    def _make_executor(self, workers: int, name: str) -> Executor:
        if name != "store":
            return super()._make_executor(workers, name)
        self.waiting = _Waiting()
        return self.waiting


def test_the_later_of_two_quick_texts_wins(
    desk: Workspace, days: dict[str, ExamDay], shown: Show
) -> None:
    tasks = SlowTasks(desk, describe)
    screen = results_screen(desk, shown, tasks=tasks)
    screen.view.open(course_session_id=days["june"].course_session_id)
    tasks.waiting.go_on()
    settle()
    screen.enter("8o")
    assert screen.column("Status")[0] == "Saving…"
    screen.stand(1)
    screen.enter("80")
    screen.type("7")
    tasks.waiting.go_on()
    settle()
    assert screen.marks()[0] == "80"
    assert screen.problems() == {}
    screen.type("1")
    screen.press(Qt.Key.Key_Return)
    tasks.waiting.go_on()
    assert screen.marks()[:2] == ["80", "71"]


@pytest.mark.parametrize("text_size", [100, 150])
def test_names_room_and_targets(
    screen: ResultsScreen, days: dict[str, ExamDay], text_size: int
) -> None:
    theme().set_up(Appearance.LIGHT, text_size)
    settle()
    assert _faults(screen.view) == []
    screen.open(days["july"])
    screen.enter("8o")
    assert _faults(screen.view) == []


def _faults(widget: QWidget) -> list[str]:
    return [*unnamed_controls(widget), *clipped_texts(widget), *small_targets(widget)]


def test_the_model_keeps_qts_contract(
    screen: ResultsScreen, days: dict[str, ExamDay], qtmodeltester: ModelTester
) -> None:
    screen.open(days["july"])
    screen.enter("60", "8o")
    qtmodeltester.check(screen.model)
    screen.open(days["june"])
    qtmodeltester.check(screen.model)


def test_the_palette_offers_the_grids_verbs_while_it_is_open(
    screen: ResultsScreen, days: dict[str, ExamDay]
) -> None:
    assert all(command.shortcut != "F8" for command in screen.view.commands())
    screen.open(days["june"])
    assert {command.shortcut for command in screen.view.commands()} >= {"F8", "N", "Ctrl+V", "Esc"}
