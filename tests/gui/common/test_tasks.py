"""Work goes to a worker and comes back; each kind of trouble takes its own road."""

import errno
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.helpers.desk import PlainRunner
from ui.common.bus import bus
from ui.common.dialogs import Dialog
from ui.common.messages import MessageBar, bar_of
from ui.common.progress import Progress, ProgressLine
from ui.common.tasks import InlineTasks, Tasks, later
from wset_desk.domain.errors import DomainError


@dataclass(frozen=True)
class Outcome:
    value: str
    changes: frozenset[str]


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks(PlainRunner(), lambda error: f"refused: {error.code}")
    yield made
    made.close()


@pytest.fixture
def window(shown: Callable[..., QWidget]) -> QWidget:
    return shown(QWidget())


def fail_with(error: BaseException) -> Callable[[], None]:
    def service() -> None:
        raise error

    return service


def test_the_gui_thread_gets_what_a_worker_found(tasks: Tasks, qtbot: QtBot) -> None:
    threads: list[int] = []
    done: list[tuple[str, int]] = []
    owner = QObject()

    def service(*, name: str) -> str:
        threads.append(threading.get_ident())
        return name.upper()

    tasks.run(
        service,
        owner=owner,
        on_done=lambda value: done.append((value, threading.get_ident())),
        name="kim",
    )
    qtbot.waitUntil(lambda: bool(done))
    assert done == [("KIM", threading.get_ident())]
    assert threads != [threading.get_ident()]


def test_the_store_is_asked_in_the_order_of_the_calls(tasks: Tasks, qtbot: QtBot) -> None:
    owner, seen, workers = QObject(), [], set()

    def service(*, number: int) -> int:
        workers.add(threading.get_ident())
        return number

    for number in range(20):
        tasks.run(service, owner=owner, on_done=seen.append, number=number)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == list(range(20))
    assert len(workers) == 1


def test_an_outcome_is_unwrapped_after_the_bus_has_told(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[Any] = []
    owner = QObject()
    bus.changed.connect(told.append)
    tasks.run(
        lambda: Outcome("Amelia", frozenset({"candidates"})), owner=owner, on_done=told.append
    )
    qtbot.waitUntil(lambda: len(told) == 2)
    bus.changed.disconnect(told.append)
    assert told == [frozenset({"candidates"}), "Amelia"]


def test_whoever_hears_of_a_change_can_tell_whose_it_is(tasks: Tasks, qtbot: QtBot) -> None:
    origins: list[QObject | None] = []

    def hear(_changes: frozenset[str]) -> None:
        origins.append(bus.origin)

    owner = QObject()
    bus.changed.connect(hear)
    tasks.run(lambda: Outcome("Amelia", frozenset({"candidates"})), owner=owner)
    qtbot.waitUntil(lambda: bool(origins))
    bus.changed.emit(frozenset({"candidates"}))
    bus.changed.disconnect(hear)
    assert origins == [owner, None]


def test_nobody_is_told_once_the_owner_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    owner, witness = QObject(), QObject()
    told: list[str] = []
    go = threading.Event()
    tasks.run(lambda: go.wait(5), owner=owner, on_done=lambda _value: told.append("gone"))
    tasks.run(lambda: None, owner=witness, on_done=lambda _value: told.append("here"))
    delete(owner)
    go.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["here"]


def test_a_refusal_goes_to_whoever_asked_for_it(inline_tasks: InlineTasks) -> None:
    refused: list[str] = []
    settled: list[bool] = []
    inline_tasks.run(
        fail_with(DomainError("FULL")),
        owner=QObject(),
        on_refused=lambda error: refused.append(error.code),
        on_settled=lambda: settled.append(True),
    )
    assert (refused, settled) == (["FULL"], [True])


def test_another_refusal_is_shown_in_the_window(window: QWidget, qtbot: QtBot) -> None:
    tasks = InlineTasks(PlainRunner(), lambda error: f"refused: {error.code}")
    tasks.run(fail_with(DomainError("FULL")), owner=window)
    bar = window.findChild(MessageBar)
    assert bar is not None
    assert bar.isVisible()
    assert bar.text == "refused: FULL"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "no space"), "disk is full"),
        (RuntimeError("database or disk is full"), "disk is full"),
        (ConnectionRefusedError(), "server can't be reached"),
    ],
)
def test_nobodys_fault_is_said_plainly(
    error: Exception, words: str, window: QWidget, inline_tasks: InlineTasks
) -> None:
    inline_tasks.run(fail_with(error), owner=window)
    bar = bar_of(window)
    assert bar is not None
    assert words in bar.text


def test_a_bug_is_logged_and_its_details_are_offered(
    window: QWidget, inline_tasks: InlineTasks, stray_log: list[logging.LogRecord]
) -> None:
    inline_tasks.run(fail_with(ZeroDivisionError("secret name")), owner=window)
    dialog = window.findChild(Dialog)
    assert dialog is not None
    details = dialog.findChild(QPlainTextEdit)
    assert details is not None
    assert "ZeroDivisionError" in details.toPlainText()
    assert "secret name" not in details.toPlainText()
    assert len(stray_log) == 1
    stray_log.clear()


def test_busy_is_told_once_for_many_tasks(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[bool] = []
    owner = QObject()
    tasks.busy_changed.connect(told.append)
    for _number in range(5):
        tasks.run(lambda: None, owner=owner)
    qtbot.waitUntil(lambda: told[-1:] == [False])
    assert told == [True, False]


def test_a_wide_task_gets_its_arguments_and_its_progress(
    inline_tasks: InlineTasks, shown: Callable[..., QWidget]
) -> None:
    progress = Progress()
    line = shown(ProgressLine(progress))
    line.hide()
    fractions: list[float] = []
    progress.changed.connect(fractions.append)

    def read(path: str, *, progress: Progress) -> str:
        progress.report(0.5)
        return path

    done: list[str] = []
    inline_tasks.run_wide(read, "a.csv", owner=line, on_done=done.append, progress=progress)
    assert (done, fractions) == (["a.csv"], [0.5])
    assert line.isHidden()


def test_a_cancelled_task_ends_quietly(inline_tasks: InlineTasks) -> None:
    progress, settled = Progress(), []

    def read(*, progress: Progress) -> None:
        progress.cancel()
        progress.report(0.2)

    inline_tasks.run_wide(
        read, owner=QObject(), progress=progress, on_settled=lambda: settled.append(True)
    )
    assert progress.cancelled
    assert settled == [True]


def test_later_is_forgotten_with_its_owner(qtbot: QtBot) -> None:
    owner, witness = QObject(), QObject()
    called: list[str] = []
    later(owner, 0, lambda: called.append("gone"))
    later(witness, 5, lambda: called.append("here"))
    delete(owner)
    qtbot.waitUntil(lambda: bool(called))
    assert called == ["here"]
