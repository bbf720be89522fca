"""The settings' page: taken at once, undone by a toast, people and rooms in sheets."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import Recorder, ShortMemory, session_of, settle
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.stores import PASSWORD, PASSWORDS
from ui.common.bus import bus
from ui.common.buttons import Button
from ui.common.forms import Form
from ui.common.inputs import Check, Combo, LineEdit
from ui.common.overlay import open_overlays
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk.context import DeskContext
from ui.desk.settings.view import SettingsView
from ui.desk.start.program import describe
from wset_desk.domain.permissions import Role
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.accounts import list_accounts
from wset_desk.services.centre_settings import centre_settings, settings_of_centre
from wset_desk.services.rooms import add_room, list_rooms
from wset_desk.services.staff import add_staff, sign_in
from wset_desk.services.workspace import Workspace
from wset_desk.settings import BANK_HOLIDAY_REGION

SECTIONS = ("general", "centre", "people", "rooms")


@dataclass
class Page:
    view: SettingsView
    workspace: Workspace
    recorder: Recorder
    memory: ShortMemory

    def sheet(self) -> Sheet:
        return open_overlays(self.view.window())[-1]  # type: ignore[return-value]

    def form(self) -> Form:
        form = self.sheet().form
        assert form is not None
        return form

    def save(self, **values: object) -> None:
        """Fill the sheet that is open, and press its button."""
        for key, value in values.items():
            self.form()[key].set_value(value)
        QTest.mouseClick(self.sheet().save_button, Qt.MouseButton.LeftButton)
        settle()

    def click(self, text: str) -> None:
        """A button of the sheet that is open."""
        found = [b for b in self.sheet().findChildren(Button) if b.text() == text]
        QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)
        settle()

    def undo(self) -> None:
        undo = self.recorder.undos[-1]
        assert undo is not None
        undo()


@pytest.fixture
def open_settings(desk: Workspace, shown: Callable[..., QWidget]) -> Callable[..., Page]:
    def open_it(*roles: Role, section: str = "general", width: int = 1200) -> Page:
        recorder, memory = Recorder(), ShortMemory()
        context = DeskContext(
            InlineTasks(desk, describe),
            bus,
            theme(),
            session_of(*(roles or desk.actor.roles), name="Ada Admin"),
            recorder.navigate,
            recorder.toast,
            memory=memory,
        )
        view = SettingsView(context)
        shown(view, width, 860)
        view.open(section=section)
        settle()
        return Page(view, desk, recorder, memory)

    return open_it


Open = Callable[..., Page]


def type_into(line: QWidget, text: str) -> None:
    assert isinstance(line, LineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def values(page: Page) -> dict[str, object]:
    return page.workspace.run(centre_settings)


def accounts(page: Page) -> dict[str, tuple[frozenset[Role], bool]]:
    return {p.name: (p.roles, p.active) for p in page.workspace.run(list_accounts)}


def may_sign_in(page: Page, username: str, password: str) -> bool:
    actor = page.workspace.run(sign_in, username=username, password=password, passwords=PASSWORDS)
    return actor.staff_id is not None


# -- this computer ------------------------------------------------------------------------------


def test_looks_are_taken_at_once_and_remembered(open_settings: Open) -> None:
    page = open_settings()
    page.view.computer.appearance.setFocus()
    QTest.keyClick(page.view.computer.appearance, Qt.Key.Key_Left)
    QTest.keyClick(page.view.computer.text_size, Qt.Key.Key_Up)
    assert page.memory == {"appearance": "system", "text_size": 110}
    assert (theme().appearance, theme().text_size) == (Appearance.SYSTEM, 110)


def test_whoever_may_not_change_the_centre_sees_themselves_only(open_settings: Open) -> None:
    page = open_settings(Role.INVIGILATOR)
    assert not page.view.manages
    assert [command.text for command in page.view.commands()] == ["Change password"]


def test_ones_own_password(open_settings: Open, qtbot: QtBot) -> None:
    page = open_settings()
    qtbot.mouseClick(page.view.you.password_button, Qt.MouseButton.LeftButton)
    new = {"password": "another long one", "password_again": "another long one"}
    page.save(present="not my password", **new)
    assert page.form()["present"].error == "This isn't your present password."
    page.save(present=PASSWORD)
    assert page.recorder.toasts == ["Your password is changed"]
    assert may_sign_in(page, "ada", "another long one")


# -- the centre ---------------------------------------------------------------------------------


def test_every_setting_of_the_centre_is_there_with_its_value(open_settings: Open) -> None:
    page = open_settings(section="centre")
    for setting in settings_of_centre():
        assert page.view.centre[setting.name].control.isVisible()
    assert page.view.centre["registration_deadline_time"].control.text() == "17:00"


def test_a_number_is_set_by_typing_it_and_undone(open_settings: Open) -> None:
    page = open_settings(section="centre")
    type_into(page.view.centre["idle_lock_minutes"].control, "25")
    assert values(page)["idle_lock_minutes"] == 25
    assert page.recorder.toasts == ["Lock when idle changed"]
    page.undo()
    assert values(page)["idle_lock_minutes"] == 10
    assert page.view.centre["idle_lock_minutes"].control.text() == "10"


def test_a_choice_and_a_check_are_set_by_picking_them(open_settings: Open) -> None:
    page = open_settings(section="centre")
    region = page.view.centre["bank_holiday_region"].control
    assert isinstance(region, Combo)
    QTest.keyClick(region, Qt.Key.Key_Down)
    check = page.view.centre["result_needs_second_person"].control
    assert isinstance(check, Check)
    QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=check.rect().center())
    assert values(page)["bank_holiday_region"] == BANK_HOLIDAY_REGION.choices[1]
    assert values(page)["result_needs_second_person"] is False


def test_what_it_may_not_be_stands_below_the_setting(open_settings: Open) -> None:
    page = open_settings(section="centre")
    row = page.view.centre["idle_lock_minutes"]
    type_into(row.control, "0")
    assert row.error == "Give a number from 1 to 240."
    assert values(page)["idle_lock_minutes"] == 10
    type_into(row.control, "5")
    assert row.error == ""


# -- people -------------------------------------------------------------------------------------


def test_a_person_is_added_and_can_sign_in(open_settings: Open, qtbot: QtBot) -> None:
    page = open_settings(section="people")
    qtbot.mouseClick(page.view.people.add_button, Qt.MouseButton.LeftButton)
    person = {"name": "Eva Exam", "username": "eva", "role_exams_officer": True}
    page.save(**person, password=PASSWORD, password_again=PASSWORD)
    assert accounts(page)["Eva Exam"] == ({Role.EXAMS_OFFICER}, True)
    assert may_sign_in(page, "eva", PASSWORD)
    assert [p.name for p in page.view.people.model.rows] == ["Ada Admin", "Eva Exam"]


def test_a_person_needs_a_role(open_settings: Open, qtbot: QtBot) -> None:
    page = open_settings(section="people")
    page.view.create_new()
    page.save(name="Eva", username="eva", password=PASSWORD, password_again=PASSWORD)
    assert page.sheet().message.text == "Choose at least one role."


@pytest.fixture
def eva(desk: Workspace) -> None:
    desk.call(
        add_staff,
        name="Eva Exam",
        username="eva",
        password=PASSWORD,
        roles=frozenset({Role.INVIGILATOR}),
        passwords=PASSWORDS,
    )


def open_person(page: Page, row: int) -> None:
    table = page.view.people.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()


@pytest.mark.usefixtures("eva")
def test_roles_are_changed_and_undone(open_settings: Open) -> None:
    page = open_settings(section="people")
    open_person(page, 1)
    page.save(role_invigilator=False, role_administrator=True)
    assert accounts(page)["Eva Exam"][0] == {Role.ADMINISTRATOR}
    page.undo()
    assert accounts(page)["Eva Exam"][0] == {Role.INVIGILATOR}


@pytest.mark.usefixtures("eva")
def test_access_ends_and_is_given_back(open_settings: Open) -> None:
    page = open_settings(section="people")
    open_person(page, 1)
    page.click("End access")
    assert accounts(page)["Eva Exam"][1] is False
    assert page.recorder.toasts == ["Eva Exam can't sign in any more"]
    open_person(page, 1)
    page.click("Give access back")
    assert accounts(page)["Eva Exam"][1] is True


def test_the_last_administrator_cannot_go(open_settings: Open) -> None:
    page = open_settings(section="people")
    open_person(page, 0)
    page.click("End access")
    assert "The centre needs an administrator" in page.sheet().message.text
    assert accounts(page)["Ada Admin"][1] is True


@pytest.mark.usefixtures("eva")
def test_a_forgotten_password_is_replaced(open_settings: Open) -> None:
    page = open_settings(section="people")
    open_person(page, 1)
    page.click("New password…")
    page.save(password="a fresh password", password_again="a fresh password")
    assert may_sign_in(page, "eva", "a fresh password")


# -- rooms --------------------------------------------------------------------------------------


def test_a_room_is_added_changed_and_taken_out_of_use(open_settings: Open) -> None:
    page = open_settings(section="rooms")
    page.view.create_new()
    page.save(name="Cellar Room", seats="12")
    table = page.view.rooms.table
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    page.save(seats="14")
    assert [(r.name, r.seats) for r in page.workspace.run(list_rooms)] == [("Cellar Room", 14)]
    page.undo()
    assert [r.seats for r in page.workspace.run(list_rooms)] == [12]
    page.view.rooms.edit(page.view.rooms.model.rows[0])
    page.click("Take out of use")
    assert page.workspace.run(list_rooms) == ()
    page.undo()
    assert [r.name for r in page.workspace.run(list_rooms)] == ["Cellar Room"]


def test_a_rooms_name_is_its_own(open_settings: Open, desk: Workspace) -> None:
    desk.call(add_room, name="Main Hall", seats=20)
    page = open_settings(section="rooms")
    page.view.create_new()
    page.save(name="main hall", seats="3")
    assert page.form()["name"].error == "There already is a room “main hall”."


# -- for everybody ------------------------------------------------------------------------------


@pytest.mark.usefixtures("eva")
@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("size", [100, 150, 200])
def test_everything_has_a_name_room_and_a_fair_target(
    open_settings: Open, size: int, section: str
) -> None:
    theme().set_text_size(size)
    page = open_settings(section=section)
    assert unnamed_controls(page.view) == []
    assert small_targets(page.view) == []
    assert clipped_texts(page.view) == []


@pytest.mark.usefixtures("eva")
@pytest.mark.parametrize("section", SECTIONS)
def test_every_word_can_be_translated(open_settings: Open, section: str) -> None:
    set_language(PSEUDO)
    page = open_settings(section=section)
    data = ("Ada Admin", "Eva Exam", "Borough Wine School")
    assert untranslated_texts(page.view, data) == []
    assert clipped_texts(page.view) == []
