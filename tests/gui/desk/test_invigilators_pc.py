"""The desk on an invigilator's computer, which has their exams and little else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.helpers.desk import ShortMemory, settle
from tests.helpers.invigilators_pc import ExamDay, exam_day
from ui.common.tasks import InlineTasks
from ui.desk.context import DeskSession
from ui.desk.main_window import MainWindow
from ui.desk.navigation import PAGES, SETTINGS, SYNC, pages_for
from wset_desk.services.refusals import describe
from wset_desk.system.clock import FixedClock


@pytest.fixture
def day(tmp_path: Path, sqlite_template: Path, clock: FixedClock) -> Iterator[ExamDay]:
    """Kim's computer on the morning of the exam, without the server."""
    day = exam_day(tmp_path, sqlite_template, clock)
    day.sync()
    clock.advance(timedelta(days=1))
    day.sign_in()
    yield day
    day.pc.store.close()
    day.server.store.close()


@pytest.fixture
def window(day: ExamDay, memory: ShortMemory, qtbot: QtBot) -> MainWindow:
    window = MainWindow(memory)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    actor = day.pc.actor
    assert actor.staff_id is not None
    with day.pc.store.unit_of_work(actor, write=False) as uow:
        session = DeskSession(
            *(actor.staff_id, actor.name, actor.roles, uow.centre.name, uow.zone),
            *(uow.centre.currency, day.pc.store.clock.now),
        )
    tasks = InlineTasks(day.pc, describe)
    window.show_desk(window.make_context(tasks, session))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    settle()
    return window


def texts(window: MainWindow) -> str:
    return " ".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def test_every_page_of_theirs_opens(day: ExamDay, window: MainWindow) -> None:
    pages = [*pages_for(day.pc.actor.permissions, PAGES), SYNC, SETTINGS]
    assert {page.name for page in pages} >= {"today", "results", "settings"}
    assert not {"candidates", "revenue", "audit"} & {page.name for page in pages}
    for page in pages:
        window.navigate(page.name)
        settle()
        assert window.desk is not None
        assert window.desk.stack.current_name == page.name


def test_their_exam_is_there_with_its_candidates(day: ExamDay, window: MainWindow) -> None:
    assert "Wines" in texts(window)
    window.navigate("results", exam_session_id=day.mine)
    settle()
    assert window.desk is not None
    assert window.desk.stack.current_name == "results"
