"""The foot of the rail says how the centre stands with its server, and edits wake the sync."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.helpers.desk import ShortMemory, pages_with, session_of, settle
from tests.helpers.fake_sync import FakeSync, watch_of
from ui.common.bus import bus
from ui.common.tasks import InlineTasks
from ui.desk.main_window import MainWindow
from ui.desk.save_state import SaveState
from ui.desk.sync.view import SyncView
from ui.desk.sync_watch import SyncWatch
from wset_desk.domain.errors import DomainError
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.services.workspace import Workspace

SAVED = SyncState(SyncKind.SAVED)


@pytest.fixture
def sync() -> FakeSync:
    return FakeSync()


@pytest.fixture
def watch(desk: Workspace, sync: FakeSync) -> Iterator[SyncWatch]:
    made = watch_of(desk, sync)
    yield made
    made.end()


@pytest.fixture
def window(
    desk: Workspace,
    watch: SyncWatch,
    memory: ShortMemory,
    shown: Callable[[MainWindow, int, int], MainWindow],
) -> MainWindow:
    made = MainWindow(memory, pages_with())
    context = made.make_context(InlineTasks(desk), session_of())
    made.show_desk(replace(context, sync=watch))
    return shown(made, 1280, 800)


def foot_of(window: MainWindow) -> SaveState:
    assert window.desk is not None
    return window.desk.rail.save_state


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (SAVED, "All changes saved"),
        (SyncState(SyncKind.SYNCING, waiting=3), "Syncing 3"),
        (SyncState(SyncKind.SYNCING), "Syncing…"),
        (
            SyncState(SyncKind.OFFLINE, since=datetime(2026, 8, 1, 8, 5, tzinfo=UTC)),
            "Offline since 09:05",
        ),
        (
            SyncState(SyncKind.OFFLINE, since=datetime(2026, 7, 30, 8, 5, tzinfo=UTC)),
            "Offline since Thu 30 Jul",
        ),
        (SyncState(SyncKind.SAVED, attention=2), "2 need attention"),
        (SyncState(SyncKind.REFUSED, refusal=DomainError("TOKEN_EXPIRED")), "Not synced"),
        (SyncState(SyncKind.REFUSED, refusal=DomainError("SERVER_TOO_OLD")), "Paused"),
    ],
)
def test_what_the_foot_says(
    window: MainWindow, sync: FakeSync, state: SyncState, text: str
) -> None:
    sync.tell(state)
    assert foot_of(window).text_shown == text
    assert text in foot_of(window).accessibleName()


def test_a_centre_that_is_alone_has_nothing_to_press(window: MainWindow, sync: FakeSync) -> None:
    foot = foot_of(window)
    clicks: list[str] = []
    foot.clicked.connect(lambda: clicks.append("click"))
    QTest.mouseClick(foot, Qt.MouseButton.LeftButton)
    assert (clicks, foot.place_shown) == ([], "On this computer")
    assert foot.focusPolicy() == Qt.FocusPolicy.NoFocus
    sync.tell(SAVED)
    QTest.mouseClick(foot, Qt.MouseButton.LeftButton)
    assert (clicks, foot.place_shown) == (["click"], "On the server too")


def test_the_foot_leads_to_the_sync_page(window: MainWindow, sync: FakeSync) -> None:
    sync.tell(SAVED)
    foot = foot_of(window)
    foot.setFocus()
    QTest.keyClick(foot, Qt.Key.Key_Return)
    settle()
    assert window.desk is not None
    screen = window.desk.stack.screen
    assert isinstance(screen, SyncView)


def test_edits_are_sent_on_and_what_came_in_is_not(watch: SyncWatch, sync: FakeSync) -> None:
    seen: list[object] = []
    bus.changed.connect(seen.append)
    bus.tell(frozenset({"rooms"}), bus)
    assert sync.asked == ["start", "edited"]
    sync.tell(SAVED, "candidates")
    bus.changed.disconnect(seen.append)
    assert seen == [{"rooms"}, {"candidates"}]
    assert sync.asked == ["start", "edited"]


def test_nothing_is_heard_of_a_centre_that_was_closed(watch: SyncWatch, sync: FakeSync) -> None:
    sync.tell(SAVED)
    watch.end()
    assert (watch.state, sync.asked[-1]) == (SyncState(), "stop")
    sync.tell(SyncState(SyncKind.SYNCING, waiting=1))
    assert watch.state == SyncState()
