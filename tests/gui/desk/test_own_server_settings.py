"""Settings, Server, on a computer that serves its centre itself."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtGui import QGuiApplication

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.fake_sync import FakeSync, watch_of
from tests.helpers.settings_page import SettingsPage, press
from ui.common.theme import Appearance, theme
from ui.desk.settings.server_section import ServerSection
from wset_desk.domain.errors import DomainError
from wset_desk.domain.sync_states import ComputerInvited, OwnServerState
from wset_desk.services.workspace import Workspace

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789-ABCD-EFGH"
Open = Callable[..., SettingsPage]


@dataclass
class OwnSync(FakeSync):
    lets_in: bool = False

    def own_server_state(self) -> OwnServerState:
        return OwnServerState(self.lets_in)

    def let_others_in(self, wanted: bool) -> OwnServerState:
        self.lets_in = wanted
        return self.own_server_state()

    def invite(self) -> ComputerInvited:
        if self.refusal is not None:
            raise self.refusal
        return ComputerInvited(("192.168.1.20:52731", "10.0.0.4:52731"), CODE)


@pytest.fixture
def sync() -> OwnSync:
    return OwnSync()


@pytest.fixture
def section(desk: Workspace, sync: OwnSync, open_settings: Open) -> ServerSection:
    page = open_settings(section="server", sync=watch_of(desk, sync))
    return page.section(ServerSection)


def test_other_computers_are_let_in_and_told_how(section: ServerSection, sync: OwnSync) -> None:
    card = section.own
    assert not card.code_button.isVisible()
    press(card.switch)
    assert sync.lets_in
    press(card.code_button)
    assert card.code.text() == CODE
    assert card.address.text().splitlines() == ["192.168.1.20:52731", "10.0.0.4:52731"]
    press(card.copy_button)
    assert QGuiApplication.clipboard().text() == f"192.168.1.20:52731\n{CODE}"
    press(card.switch)
    assert not sync.lets_in
    assert not card.code.isVisible()


def test_it_is_not_running_yet(section: ServerSection, sync: OwnSync) -> None:
    press(section.own.switch)
    sync.refusal = DomainError("OWN_SERVER_AWAY")
    press(section.own.code_button)
    assert "isn't running yet" in section.own.message.text
    assert not section.own.code.isVisible()


def test_where_nothing_serves_nothing_is_offered(desk: Workspace, open_settings: Open) -> None:
    page = open_settings(section="server", sync=watch_of(desk, FakeSync()))
    assert not page.section(ServerSection).own.isVisible()


@pytest.mark.parametrize("size", [100, 150])
def test_it_is_read_at_any_size(section: ServerSection, size: int) -> None:
    theme().set_up(Appearance.LIGHT, size)
    press(section.own.switch)
    press(section.own.code_button)
    settle()
    assert clipped_texts(section.own) == []
    assert unnamed_controls(section.own) == []
    assert small_targets(section.own) == []
