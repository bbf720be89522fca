"""The program on a computer of its own, for its first pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Recorder, ShortMemory, session_of, settle
from tests.helpers.person import PersonAt
from tests.helpers.profiles import ADA, MemoryKeyring, key_store, set_up
from tests.helpers.program import Program
from tests.helpers.settings_page import SettingsPage
from tests.helpers.stores import NOW
from ui.common.bus import bus
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk.context import DeskContext
from ui.desk.settings.view import SettingsView
from ui.desk.start.program import describe
from ui.desk.sync_watch import SyncWatch
from wset_desk.domain.permissions import Role
from wset_desk.services.first_run import NewCentre
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore

Begin = Callable[..., PersonAt]


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def keys(keyring: MemoryKeyring) -> KeyStore:
    """Of a computer with a keyring; a test may ask for another one."""
    return key_store(keyring)


@pytest.fixture
def program(tmp_path: Path, keys: KeyStore, qtbot: QtBot) -> Iterator[Program]:
    made = Program(tmp_path, keys, now=NOW.isoformat())
    qtbot.addWidget(made.window)
    theme().set_up(Appearance.LIGHT, 100)
    yield made
    made.end()


@pytest.fixture
def begin(program: Program, qtbot: QtBot) -> Begin:
    """Start the program, and sit down in front of it."""

    def start(profile: str | None = None) -> PersonAt:
        with qtbot.waitActive(program.window):
            program.begin(profile)
        return PersonAt(program.window)

    return start


@pytest.fixture
def vine_school(tmp_path: Path, keys: KeyStore) -> NewCentre:
    """A centre on this computer, set up and closed."""
    made = set_up(tmp_path, FixedClock(NOW), keys, centre=ADA)
    made.workspace.close()
    return made


@pytest.fixture
def open_settings(desk: Workspace, shown: Callable[..., QWidget]) -> Callable[..., SettingsPage]:
    """The settings' page of somebody with these roles (an administrator's), at a section."""

    def open_it(
        *roles: Role,
        section: str = "general",
        width: int = 1200,
        sync: SyncWatch | None = None,
    ) -> SettingsPage:
        recorder, memory = Recorder(), ShortMemory()
        context = DeskContext(
            InlineTasks(desk, describe),
            bus,
            theme(),
            session_of(*(roles or desk.actor.roles), name="Ada Admin"),
            recorder.navigate,
            recorder.toast,
            memory=memory,
            sync=sync,
        )
        view = SettingsView(context)
        shown(view, width, 860)
        view.open(section=section)
        settle()
        return SettingsPage(view, desk, recorder, memory)

    return open_it
