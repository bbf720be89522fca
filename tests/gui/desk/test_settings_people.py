"""People and rooms in the settings: added, changed, refused, taken out, by sheets."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.settings_page import SettingsPage, press
from tests.helpers.stores import PASSWORD, PASSWORDS
from ui.common.theme import theme
from ui.desk.settings.people import PeopleSection
from ui.desk.settings.rooms import RoomsSection
from ui.desk.settings.sections import SECTIONS
from wset_desk.domain.permissions import Role
from wset_desk.domain.rule_profiles import RULE_PROFILES
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.accounts import list_accounts
from wset_desk.services.rooms import add_room, list_rooms
from wset_desk.services.staff import add_staff, sign_in
from wset_desk.services.workspace import Workspace

NAMES = tuple(section.name for section in SECTIONS if section.name != "backup")
PROGRAM_NAMES = ("English", "Europe/London", "GBP", *RULE_PROFILES)
"""What is called the same in every language."""
Open = Callable[..., SettingsPage]


def accounts(page: SettingsPage) -> dict[str, tuple[frozenset[Role], bool]]:
    return {p.name: (p.roles, p.active) for p in page.workspace.run(list_accounts)}


def may_sign_in(page: SettingsPage, username: str, password: str) -> bool:
    actor = page.workspace.run(sign_in, username=username, password=password, passwords=PASSWORDS)
    return actor.staff_id is not None


# -- people -------------------------------------------------------------------------------------


def test_a_person_is_added_and_can_sign_in(open_settings: Open) -> None:
    page = open_settings(section="people")
    press(page.section(PeopleSection).add_button)
    person = {"name": "Eva Exam", "username": "eva", "role_exams_officer": True}
    page.save(**person, password=PASSWORD, password_again=PASSWORD)
    assert accounts(page)["Eva Exam"] == (frozenset({Role.EXAMS_OFFICER}), True)
    assert may_sign_in(page, "eva", PASSWORD)
    assert [p.name for p in page.section(PeopleSection).model.rows] == ["Ada Admin", "Eva Exam"]


def test_a_person_needs_a_role(open_settings: Open) -> None:
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


def open_person(page: SettingsPage, row: int) -> None:
    table = page.section(PeopleSection).table
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
    table = page.section(RoomsSection).table
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    page.save(seats="14")
    assert [(r.name, r.seats) for r in page.workspace.run(list_rooms)] == [("Cellar Room", 14)]
    page.undo()
    assert [r.seats for r in page.workspace.run(list_rooms)] == [12]
    page.section(RoomsSection).edit(page.section(RoomsSection).model.rows[0])
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
@pytest.mark.parametrize("section", NAMES)
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
@pytest.mark.parametrize("section", NAMES)
def test_every_word_can_be_translated(open_settings: Open, section: str) -> None:
    set_language(PSEUDO)
    page = open_settings(section=section)
    data = ("Ada Admin", "Eva Exam", "Borough Wine School", "Test Centre", *PROGRAM_NAMES)
    assert untranslated_texts(page.view, data) == []
    assert clipped_texts(page.view) == []
