"""Windows of these tests need no screen."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.desk import settle
from tests.helpers.person import PersonAt
from tests.helpers.profiles import ADA, MemoryKeyring, key_store, set_up
from tests.helpers.program import Program, Start, StrayWindows, sign_in
from tests.helpers.stores import NOW
from ui.common.theme import Appearance, theme
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def keys() -> KeyStore:
    return key_store(MemoryKeyring())


@pytest.fixture
def program(tmp_path: Path, keys: KeyStore, qtbot: QtBot) -> Iterator[Program]:
    made = Program(tmp_path, keys, now=NOW.isoformat())
    theme().set_up(Appearance.LIGHT, 100)
    qtbot.addWidget(made.window)
    strays = StrayWindows(made.window)
    yield made
    made.end()
    assert strays.seen == []


@pytest.fixture
def start(program: Program, qtbot: QtBot) -> Start:
    """Open the program, on this centre's sign-in page if there is one."""

    def open_it(profile: str | None) -> PersonAt:
        program.flow.begin(profile)
        with qtbot.waitActive(program.window):
            program.window.show()
            program.window.activateWindow()
        settle()
        return PersonAt(program.window)

    return open_it


@pytest.fixture
def at_work(start: Start, tmp_path: Path, keys: KeyStore) -> PersonAt:
    """Ada, signed in to her centre."""
    centre = set_up(tmp_path, FixedClock(NOW), keys, centre=replace(ADA, name="Vine School"))
    centre.workspace.close()
    person = start("Vine School")
    sign_in(person)
    return person
