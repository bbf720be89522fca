"""Every window's test begins light, at 100 %, in English, and with an application."""

import os
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import PlainRunner, ShortMemory, pages_with, session_of, settle
from ui.common.tasks import InlineTasks, Runner
from ui.common.theme import Appearance, theme
from ui.desk.main_window import MainWindow
from wset_desk.domain.permissions import Role
from wset_desk.i18n import ENGLISH, set_language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

W = TypeVar("W", bound=QWidget)


@pytest.fixture(autouse=True)
def fresh_looks(qapp: QApplication) -> Iterator[None]:
    # What earlier tests have closed would be styled anew with every change of the theme.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme().set_up(Appearance.LIGHT, 100)
    yield
    set_language(ENGLISH)


@pytest.fixture
def inline_tasks() -> InlineTasks:
    """Tasks that run at once, on services that need no store."""
    return InlineTasks(PlainRunner())


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Show a widget at a size, settled."""

    kept: list[QWidget] = []  # a widget without a parent lives as long as someone knows it

    def show(widget: W, width: int = 900, height: int = 640) -> W:
        kept.append(widget)
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        settle()
        return widget

    return show


@pytest.fixture
def memory() -> ShortMemory:
    return ShortMemory(appearance="light", text_size=100)


@pytest.fixture
def open_desk(qtbot: QtBot, memory: ShortMemory) -> Callable[..., MainWindow]:
    """Open a window with somebody signed in, with a page of notes behind every entry."""

    def open_it(
        *roles: Role, runner: Runner | None = None, width: int = 1440, height: int = 900
    ) -> MainWindow:
        window = MainWindow(memory, pages_with())
        qtbot.addWidget(window)
        window.resize(width, height)
        tasks = InlineTasks(runner or PlainRunner())
        window.show_desk(window.make_context(tasks, session_of(*roles)))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        settle()
        return window

    return open_it
