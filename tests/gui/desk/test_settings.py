"""The settings' page: taken at once, undone by a toast."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.profiles import MemoryKeyring
from tests.helpers.settings_page import SettingsPage, press, type_into
from tests.helpers.stores import PASSWORD, PASSWORDS
from ui.common.inputs import Check, Combo, LineEdit
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk.setting_commands import setting_commands
from ui.desk.settings.general import GeneralSection
from ui.desk.settings.setting_list import SettingList
from ui.desk.settings.setting_row import StatedRow
from wset_desk.domain.permissions import Role
from wset_desk.services.catalogue import create_course
from wset_desk.services.centre_settings import centre_settings, change_setting
from wset_desk.services.rooms import add_room
from wset_desk.services.staff import sign_in
from wset_desk.services.workspace import Workspace
from wset_desk.settings import BANK_HOLIDAY_REGION, SETTINGS
from wset_desk.system.mail_password import mail_password

Open = Callable[..., SettingsPage]


def values(page: SettingsPage) -> dict[str, object]:
    return dict(page.workspace.run(centre_settings))


def text_of(shown: StatedRow) -> str:
    assert isinstance(shown.control, LineEdit)
    return shown.control.text()


def may_sign_in(page: SettingsPage, username: str, password: str) -> bool:
    actor = page.workspace.run(sign_in, username=username, password=password, passwords=PASSWORDS)
    return actor.staff_id is not None


# -- oneself and this computer ------------------------------------------------------------------


def test_looks_are_taken_at_once_and_remembered(open_settings: Open) -> None:
    page = open_settings()
    computer = page.section(GeneralSection).computer
    computer.appearance.setFocus()
    QTest.keyClick(computer.appearance, Qt.Key.Key_Left)
    QTest.keyClick(computer.text_size, Qt.Key.Key_Up)
    assert page.memory == {"appearance": "system", "text_size": 110}
    assert (theme().appearance, theme().text_size) == (Appearance.SYSTEM, 110)


def test_ones_own_password(open_settings: Open) -> None:
    page = open_settings()
    press(page.section(GeneralSection).you.password_button)
    new = {"password": "another long one", "password_again": "another long one"}
    page.save(present="not my password", **new)
    assert page.form()["present"].error == "This isn't your present password."
    page.save(present=PASSWORD)
    assert page.recorder.toasts == ["Your password is changed"]
    assert may_sign_in(page, "ada", "another long one")


# -- all settings -------------------------------------------------------------------------------


def test_every_setting_is_there_with_its_value_and_where_it_comes_from(
    open_settings: Open, desk: Workspace
) -> None:
    desk.call(change_setting, name="registration_deadline_time", value="16:00")
    shown = open_settings(section="all").section(SettingList)
    assert {name for name in SETTINGS if not shown[name].isHidden()} == set(SETTINGS)
    assert text_of(shown["registration_deadline_time"]) == "16:00"
    assert shown["registration_deadline_time"].origin == (
        "The centre · set on 1 Aug 2026 by Ada Admin · default: 17:00"
    )
    assert shown["bank_holiday_region"].origin == "The centre · the default"
    assert shown["text_size"].origin == "This computer · the default"
    resettable = [name for name in SETTINGS if not shown[name].reset_button.isHidden()]
    assert resettable == ["registration_deadline_time"]


def test_a_number_is_set_by_typing_it_and_undone(open_settings: Open) -> None:
    page = open_settings(section="all")
    shown = page.section(SettingList)["idle_lock_minutes"]
    type_into(shown.control, "25")
    assert values(page)["idle_lock_minutes"] == 25
    assert page.recorder.toasts == ["Lock when idle changed"]
    page.undo()
    assert text_of(shown) == "10"
    assert shown.origin == "The centre · the default"


def test_back_to_the_default_and_undone(open_settings: Open, desk: Workspace) -> None:
    desk.call(change_setting, name="idle_lock_minutes", value=25)
    page = open_settings(section="all")
    press(page.section(SettingList)["idle_lock_minutes"].reset_button)
    assert values(page)["idle_lock_minutes"] == 10
    page.undo()
    assert values(page)["idle_lock_minutes"] == 25


def test_a_choice_and_a_check_are_set_by_picking_them(open_settings: Open) -> None:
    page = open_settings(section="all")
    region = page.section(SettingList)["bank_holiday_region"].control
    assert isinstance(region, Combo)
    QTest.keyClick(region, Qt.Key.Key_Down)
    check = page.section(SettingList)["result_needs_second_person"].control
    assert isinstance(check, Check)
    QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=check.rect().center())
    assert values(page)["bank_holiday_region"] == BANK_HOLIDAY_REGION.choices[1]
    assert values(page)["result_needs_second_person"] is False


def test_what_it_may_not_be_stands_below_the_setting(open_settings: Open) -> None:
    page = open_settings(section="all")
    shown = page.section(SettingList)["idle_lock_minutes"]
    type_into(shown.control, "0")
    assert shown.error == "Give a number from 1 to 240."
    assert values(page)["idle_lock_minutes"] == 10
    type_into(shown.control, "5")
    assert shown.error == ""


def test_this_computers_are_set_refused_and_undone_here_too(open_settings: Open) -> None:
    page = open_settings(section="all")
    shown = page.section(SettingList)["text_size"]
    type_into(shown.control, "95")
    assert (page.memory["text_size"], theme().text_size) == (95, 95)
    assert shown.origin == "This computer · set here · default: 100"
    type_into(shown.control, "20")
    assert shown.error == "Give a number from 90 to 200."
    page.undo()
    assert (page.memory["text_size"], text_of(shown)) == (100, "100")


def test_a_course_differs_until_it_takes_the_centres_value_again(
    open_settings: Open, desk: Workspace
) -> None:
    desk.call(create_course, title="Level 3 Wines", subject="Wine", level=3)
    page = open_settings(section="all")
    shown = page.section(SettingList)
    press(shown["mark_gap_points"].links[0])
    page.save(mark_gap_points="200")
    assert page.form()["mark_gap_points"].error == "Give a number from 1 to 100."
    page.save(mark_gap_points="20")
    assert shown["mark_gap_points"].origin.endswith(" · 1 course differs")
    press(shown["mark_gap_points"].links[0])
    page.click("As the centre")
    assert "differs" not in shown["mark_gap_points"].origin
    page.undo()
    assert shown["mark_gap_points"].origin.endswith(" · 1 course differs")


def test_whoever_may_not_change_the_centre_sees_it_and_why(open_settings: Open) -> None:
    page = open_settings(Role.EXAMS_OFFICER, section="all")
    shown = page.section(SettingList)
    assert not shown["idle_lock_minutes"].control.isEnabled()
    assert shown["text_size"].control.isEnabled()
    assert "Only an administrator can change" in shown.notice.text
    assert [command.text for command in page.view.commands()] == ["Change password"]


def test_an_invigilator_sees_what_concerns_them(open_settings: Open) -> None:
    page = open_settings(Role.INVIGILATOR)
    assert page.view.names == ("general", "all", "centre")
    assert [command.text for command in page.view.commands()] == ["Change password"]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    kept = MemoryKeyring()
    monkeypatch.setattr("wset_desk.system.mail_password.find_keyring", lambda: kept)
    return kept


def test_the_mail_password_goes_to_the_keyring_alone(
    open_settings: Open, desk: Workspace, keyring: MemoryKeyring
) -> None:
    desk.call(change_setting, name="smtp_host", value="mail.borough.example")
    page = open_settings(section="all")
    shown = page.section(SettingList)
    press(shown["smtp_user"].links[0])
    assert page.sheet().save_button.isHidden()  # there is no account yet
    page.click("Close")
    type_into(shown["smtp_user"].control, "exams")
    press(shown["smtp_user"].links[0])
    page.save(password="corkscrew")
    assert mail_password("exams", "mail.borough.example") == "corkscrew"
    assert "corkscrew" not in str(values(page))
    press(shown["smtp_user"].links[0])
    page.click("Forget it")
    assert mail_password("exams", "mail.borough.example") is None


def test_without_a_keyring_there_is_no_mail_password(
    open_settings: Open, desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wset_desk.system.mail_password.find_keyring", lambda: None)
    for name in ("smtp_host", "smtp_user"):
        desk.call(change_setting, name=name, value="exams")
    page = open_settings(section="all")
    press(page.section(SettingList)["smtp_user"].links[0])
    page.save(password="corkscrew")
    assert page.sheet().message.text.startswith("This computer has no keyring")
    assert mail_password("exams", "exams") is None


# -- search -------------------------------------------------------------------------------------


def found(page: SettingsPage) -> list[str]:
    shown = page.section(SettingList)
    return [name for name in SETTINGS if shown[name].isVisibleTo(shown)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("lock idle", ["idle_lock_minutes"]),  # words of a title, in any order
        ("BANK holiday", ["bank_holiday_region"]),
        ("keeps plain nonsense", []),
        ("smtp", []),  # a name of the program's, not a word
        ("flagged", ["mark_gap_points"]),  # of an explanation
    ],
)
def test_a_search_finds_what_settings_are_said_to_be(
    open_settings: Open, text: str, names: list[str]
) -> None:
    page = open_settings()
    page.search(text)
    assert page.view.current == "all"
    assert found(page) == names
    assert page.section(SettingList).nothing.isHidden() == bool(names)


def test_a_search_finds_a_whole_section_and_ends_where_it_began(open_settings: Open) -> None:
    page = open_settings(section="rooms")
    page.search("mail")
    smtp = {name for name in SETTINGS if name.startswith("smtp_")}
    assert smtp <= set(found(page))
    QTest.keyClick(page.view.search, Qt.Key.Key_Escape)
    settle()
    assert page.view.current == "rooms"
    page.view.show_section("all")
    assert found(page) == list(SETTINGS)


@pytest.mark.parametrize(
    ("text", "section"),
    [("resit level 2", "prices"), ("main hall", "rooms"), ("wset", "profiles"), ("logo", "centre")],
)
def test_a_search_finds_what_is_set_elsewhere(
    open_settings: Open, desk: Workspace, text: str, section: str
) -> None:
    desk.call(add_room, name="Main Hall", seats=20)
    page = open_settings()
    page.search(text)
    press(page.section(SettingList).links[0])
    assert page.view.current == section


def test_a_link_leads_to_one_setting(open_settings: Open) -> None:
    page = open_settings()
    page.view.open(setting="smtp_from")
    settle()
    shown = page.section(SettingList)["smtp_from"]
    assert shown.control.hasFocus()
    assert shown.visibleRegion().boundingRect() == shown.rect()


def test_the_palette_leads_to_every_setting_and_section(inline_tasks: InlineTasks) -> None:
    recorder = Recorder()
    context = context_of(inline_tasks, session_of(Role.EXAMS_OFFICER), recorder)
    commands = {command.text: command for command in setting_commands(context)}
    assert {setting.title for setting in SETTINGS.values()} <= set(commands)
    assert {"The centre", "Rule profiles", "Prices", "Rooms"} <= set(commands)
    assert not {"People", "Backup"} & set(commands) - {s.title for s in SETTINGS.values()}
    commands["Lock when idle"].run()
    commands["Prices"].run()
    assert recorder.visits == [
        ("settings", {"setting": "idle_lock_minutes"}),
        ("settings", {"section": "prices"}),
    ]
