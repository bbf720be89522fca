"""Joining a centre on a running server, from the first window to the desk, by clicks and keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.person import PersonAt
from tests.helpers.program import Program, sign_in
from tests.helpers.stores import KEY, NOW, found_test_centre
from tests.helpers.web_server import serving
from ui.common.theme import Appearance, theme
from ui.desk.start.approval import ApprovalPage
from ui.desk.start.flow import StartFlow
from ui.desk.start.join import JoinPage
from ui.desk.start.recovery_key import RecoveryKeyPage
from ui.desk.start.sign_in import SignInPage
from ui.desk.start.welcome import WelcomePage
from ui.desk.today.view import TodayView
from wset_desk.services.devices import approve_device, list_devices
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_sqlite
from wset_desk.storage.migrate import upgrade
from wset_desk.storage.store import Store
from wset_desk.sync.joining import Joins
from wset_desk.sync.letting_in import new_code
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker
from wset_desk.system.keys import KeyStore

Begin = Callable[[], PersonAt]


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Workspace]:
    """A centre on a server, with an administrator."""
    clock = FixedClock(NOW)
    engine = open_sqlite(tmp_path / "server.db", KEY)
    upgrade(engine)
    workspace = found_test_centre(Store(engine, clock, IdMaker(clock), KEY, is_server=True))
    yield workspace
    workspace.store.close()


@pytest.fixture
def address(centre: Workspace) -> Iterator[str]:
    with serving(centre.store) as address:
        yield address


@pytest.fixture
def joining(tmp_path: Path, keys: KeyStore, qtbot: QtBot) -> Iterator[Program]:
    """The program, with the network."""
    program = Program(tmp_path, keys, now=NOW.isoformat())
    program.flow = StartFlow(
        program.window, program.computer, program.tasks, program.current, Joins
    )
    qtbot.addWidget(program.window)
    yield program
    program.end()


@pytest.fixture
def person(joining: Program) -> PersonAt:
    joining.begin()
    return PersonAt(joining.window)


def fill(person: PersonAt, address: str, code: str) -> JoinPage:
    page = person.find(JoinPage)
    person.fill(page.form, address=address, code=code, name="Test Centre", device_name="Hall PC")
    person.press(Qt.Key.Key_Return)
    return page


def let_in(person: PersonAt, centre: Workspace, address: str) -> ApprovalPage:
    """With a good code, the recovery key put away."""
    person.click("Join a centre")
    fill(person, address, new_code(centre.store, centre.actor.centre_id))
    page = person.find(RecoveryKeyPage)
    person.click("I have put it away")
    person.click_on(page.done_button)
    return person.find(ApprovalPage)


def approve(centre: Workspace) -> None:
    (waits,) = (each for each in centre.run(list_devices) if each.is_waiting)
    centre.call(approve_device, device_id=waits.id)


def test_a_centre_is_joined_and_its_people_sign_in(
    person: PersonAt, joining: Program, centre: Workspace, address: str
) -> None:
    page = let_in(person, centre, address)
    (waits,) = (each for each in centre.run(list_devices) if each.is_waiting)
    assert (waits.name, waits.fingerprint) == ("Hall PC", page.fingerprint.text())
    assert page.state.text().startswith("It waits to be approved. Last asked at ")
    approve(centre)
    person.click("Ask now")
    sign_in(person)
    person.find(TodayView)
    assert joining.current.centre is not None
    assert not joining.current.centre.profile.joining_file.exists()
    assert joining.current.centre.facts.name == "Test Centre"


def test_it_goes_on_where_it_stood(
    person: PersonAt, joining: Program, centre: Workspace, address: str
) -> None:
    let_in(person, centre, address)
    person.click("Go on later")
    person.find(WelcomePage)
    approve(centre)
    person.click("Open Test Centre")
    settle()
    person.find(SignInPage)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_left(
    person: PersonAt, joining: Program, centre: Workspace, address: str
) -> None:
    person.click("Join a centre")
    page = fill(person, address, "WRONG")
    assert "mistyped" in page.form["code"].error
    assert page.values()["device_name"] == "Hall PC"
    page = fill(person, "http://127.0.0.1:9", "ABCD")
    assert "can't be reached" in page.form["address"].error
    assert joining.computer.profiles() == ()
    person.click("Back")
    person.find(WelcomePage)


def test_who_gives_up_leaves_nothing(
    person: PersonAt, joining: Program, centre: Workspace, address: str
) -> None:
    let_in(person, centre, address)
    person.click("Give up…")
    person.click("Give up")
    person.find(WelcomePage)
    assert joining.computer.profiles() == ()


def test_a_server_that_is_gone_is_asked_again_by_itself(
    person: PersonAt, joining: Program, centre: Workspace
) -> None:
    with serving(centre.store) as address:
        page = let_in(person, centre, address)
    person.click("Ask now")
    assert "can't be reached" in page.message.text
    flow = joining.flow.children()[-1]
    assert flow._again.isActive()


def test_without_a_network_nothing_is_offered(program: Program, begin: Begin) -> None:
    begin()
    assert not program.window.findChildren(WelcomePage)[-1].join_button.isVisible()


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("size", [100, 150])
def test_everything_fits(
    person: PersonAt, centre: Workspace, address: str, appearance: Appearance, size: int
) -> None:
    theme().set_up(appearance, size)
    settle()
    window = person.window
    assert clipped_texts(window) == []
    person.click("Join a centre")
    assert clipped_texts(window) == []
    assert unnamed_controls(window) == []
    person.click("Back")
    let_in(person, centre, address)
    assert clipped_texts(window) == []
    assert small_targets(window) == []
