"""Settings, Server: a desk brings its centre to a running server, and lets computers in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.fake_sync import FakeSync, watch_of
from tests.helpers.settings_page import SettingsPage, press
from tests.helpers.stores import KEY, PASSWORD
from tests.helpers.sync_page import link
from tests.helpers.web_server import serving
from ui.common.theme import Appearance, theme
from ui.desk.settings.server_section import ServerSection
from ui.desk.sync_watch import SyncWatch, Told
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.domain.sync_states import SyncKind, SyncState
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.migrate import upgrade
from wset_desk.storage.store import Store
from wset_desk.sync.codes import LENGTH, plain_code
from wset_desk.sync.letting_in import new_code
from wset_desk.sync.loop import SyncLoop
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker

Open = Callable[..., SettingsPage]


class Stepped(SyncLoop):
    """Without its thread: the test takes its turns."""

    def start(self) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    engine = open_sqlite(tmp_path / "server.db", KEY)
    upgrade(engine)
    store = Store(engine, clock, IdMaker(clock), KEY, is_server=True)
    yield store
    store.close()


@pytest.fixture
def linked(desk: Workspace) -> Workspace:
    return link(desk)


@pytest.fixture
def sync() -> FakeSync:
    return FakeSync()


def open_server(open_settings: Open, watch: SyncWatch) -> tuple[SettingsPage, ServerSection]:
    page = open_settings(section="server", sync=watch)
    return page, page.section(ServerSection)


def test_a_centre_goes_to_its_server(server: Store, desk: Workspace, open_settings: Open) -> None:
    loops: list[Stepped] = []

    def make(workspace: Workspace, told: Told) -> Stepped:
        loops.append(Stepped(workspace, told))
        return loops[-1]

    watch = SyncWatch(make)
    watch.follow(desk)
    page, section = open_server(open_settings, watch)
    with serving(server) as address:
        code = new_code(server, None)
        section.connecting.form.set_values({"address": address, "code": "WRONG"})
        press(section.connecting.connect_button)
        assert "mistyped" in section.connecting.form["code"].error
        section.connecting.form.set_values({"address": address, "code": code})
        press(section.connecting.connect_button)
        assert page.recorder.toasts == ["Connected. Everything is being sent to the server."]
        assert section.server.address.text() == address
        loops[0].turn()
        settle()
        with pytest.raises(DomainError, match="SIGN_IN_FAILED"):
            watch.new_code("wrong one")
        assert len(plain_code(watch.new_code(PASSWORD))) == LENGTH
        assert watch.compare() == 0
    assert watch.state.kind is SyncKind.SAVED
    assert section.server.badge.accessibleName() == "Everything exchanged"
    assert "Last exchanged on Sat 1 August 2026" in section.server.told.text()
    with server.unit_of_work(replace(desk.actor), write=False) as uow:
        assert uow.centre.name == "Test Centre"
    watch.end()


def test_nobody_answers(desk: Workspace, sync: FakeSync, open_settings: Open) -> None:
    sync.refusal = DomainError("SERVER_UNREACHABLE", what="ConnectionError", field="address")
    _page, section = open_server(open_settings, watch_of(desk, sync))
    section.connecting.form.set_values({"address": "exams.example.org", "code": "ABCD"})
    press(section.connecting.connect_button)
    assert sync.asked[-1] == "connect exams.example.org ABCD"
    assert "can't be reached" in section.connecting.form["address"].error
    assert section.connecting.connect_button.isEnabled()


def test_nothing_is_asked_without_an_address(
    desk: Workspace, sync: FakeSync, open_settings: Open
) -> None:
    _page, section = open_server(open_settings, watch_of(desk, sync))
    press(section.connecting.connect_button)
    assert sync.asked == ["start"]
    assert section.connecting.form["address"].error


def test_why_the_server_exchanges_nothing(
    linked: Workspace, sync: FakeSync, open_settings: Open
) -> None:
    _page, section = open_server(open_settings, watch_of(linked, sync))
    refusal = DomainError("TOKEN_EXPIRED")
    sync.tell(SyncState(SyncKind.REFUSED, refusal=refusal))
    assert section.server.told.text() == "This computer was away for too long. Connect it anew."
    press(section.server.sync_button)
    assert sync.asked[-1] == "sync_now"


def test_only_where_something_can_sync_and_for_administrators(
    desk: Workspace, sync: FakeSync, open_settings: Open
) -> None:
    assert "server" not in open_settings().view.names
    watch = watch_of(desk, sync)
    assert "server" not in open_settings(Role.EXAMS_OFFICER, sync=watch).view.names
    assert "server" in open_settings(sync=watch).view.names


def test_the_rest_stands_on_the_sync_page(
    linked: Workspace, sync: FakeSync, open_settings: Open
) -> None:
    page, section = open_server(open_settings, watch_of(linked, sync))
    press(section.more_button)
    assert page.recorder.visits == [("sync", {})]


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("size", [100, 150])
def test_everything_fits(
    linked: Workspace, sync: FakeSync, open_settings: Open, appearance: Appearance, size: int
) -> None:
    theme().set_up(appearance, size)
    page, _section = open_server(open_settings, watch_of(linked, sync))
    sync.tell(SyncState(SyncKind.SYNCING, waiting=1234))
    assert clipped_texts(page.view) == []
    assert unnamed_controls(page.view) == []
    assert small_targets(page.view) == []
