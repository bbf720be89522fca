"""The statistics of the exam on show, from the page of its marks."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.marking import ExamDay, at, exam_day, invigilator
from tests.helpers.result_life import officer, release
from tests.helpers.results_screen import ResultsScreen, results_screen
from ui.common.text import Label
from ui.common.theme import Appearance, theme
from ui.desk.report_chart import ChartCard
from ui.desk.results.statistics_sheet import StatisticsSheet
from wset_desk.domain.permissions import Role
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Show = Callable[..., QWidget]
EXAM_DAY = date(2026, 9, 6)


@pytest.fixture
def day(desk: Workspace, clock: FixedClock) -> ExamDay:
    """Level 3: three theory papers are marked, two of them released; one tasting is marked."""
    found = exam_day(desk, level=3, candidates=4)
    clock.instant = at(EXAM_DAY)
    theory = [found.mark(number, text) for number, text in enumerate(("40", "70", "90"), 1)]
    desk.call(set_marks, marks=(*theory, found.mark(3, "20", "tasting")))
    release(officer(desk), found, 1, 2)
    return found


@pytest.fixture
def screen(desk: Workspace, day: ExamDay, shown: Show) -> ResultsScreen:
    found = results_screen(desk, shown, roles=(Role.EXAMS_OFFICER,))
    found.open(day)
    return found


def opened(screen: ResultsScreen) -> StatisticsSheet:
    (sheet,) = screen.view.window().findChildren(StatisticsSheet)
    assert isinstance(sheet, StatisticsSheet)
    return sheet


def told(sheet: StatisticsSheet) -> list[str]:
    texts = (label.text() for label in sheet.findChildren(Label) if label.isVisible())
    return [
        text for text in texts if "candidates" in text or "Pass rate" in text or "mark yet" in text
    ]


def test_of_what_is_released_or_of_every_mark(screen: ResultsScreen, qtbot: QtBot) -> None:
    button = screen.view.page.statistics.button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle()
    sheet = opened(screen)
    assert told(sheet) == [
        "4 candidates · 0 absent · 3 marks are in · 2 released",
        "Pass rate 50.0 % · Mean 55.0 % · Spread 21.2 · Lowest 40.0 % · Highest 70.0 %",
        "4 candidates · 0 absent · 1 mark is in · 0 released",
        "There is no such mark yet.",
    ]
    sheet.which.setFocus()
    qtbot.keyClick(sheet.which, Qt.Key.Key_Right)
    settle()
    assert told(sheet)[1] == (
        "Pass rate 66.7 % · Mean 66.6 % · Spread 25.1 · Lowest 40.0 % · Highest 90.0 %"
    )
    assert told(sheet)[3].startswith("Pass rate 0.0 % · Mean 20.0 % · Spread – ·")
    theory, tasting = sheet.findChildren(ChartCard)[-2:]
    assert "90 to 100 %: Failed 0, Passed 1" in theory.view.accessibleDescription()
    assert "20 to 30 %: Failed 1, Passed 0" in tasting.view.accessibleDescription()


def test_the_palette_has_it(screen: ResultsScreen) -> None:
    (command,) = [c for c in screen.view.commands() if c.text == "Statistics of this exam"]
    command.run()
    settle()
    assert opened(screen).isVisible()


def test_an_invigilator_sees_marks_alone(desk: Workspace, day: ExamDay, shown: Show) -> None:
    kim = invigilator(desk, *day.papers.values())
    found = results_screen(kim, shown, roles=(Role.INVIGILATOR,))
    found.open(day)
    assert not found.view.page.statistics.button.isVisible()
    assert not [c for c in found.view.commands() if c.text == "Statistics of this exam"]


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("size", [100, 150])
def test_it_can_be_read_and_hit(screen: ResultsScreen, appearance: Appearance, size: int) -> None:
    theme().set_up(appearance, size)
    screen.view.page.statistics.show()
    settle()
    sheet = opened(screen)
    assert unnamed_controls(sheet) == []
    assert clipped_texts(sheet) == []
    assert small_targets(sheet) == []
