"""The third way in: a centre out of its backup, by clicks and keys."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.gui.desk.conftest import Begin
from tests.helpers.a11y import clipped_texts, unnamed_controls
from tests.helpers.backups import PASSPHRASE, centre_to_save
from tests.helpers.person import PersonAt
from tests.helpers.profiles import key_store
from tests.helpers.program import Program
from tests.helpers.stores import NOW, PASSWORD
from ui.common.progress import Progress
from ui.common.theme import Appearance, theme
from ui.desk.start.choose_backup import ChooseBackupPage
from ui.desk.start.restore_page import RestorePage
from ui.desk.start.sign_in import SignInPage
from ui.desk.start.welcome import WelcomePage
from ui.desk.today.view import TodayView
from wset_desk.services import restore
from wset_desk.services.first_run import NewCentre
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A backup made on another computer, and its recovery key."""
    clock = FixedClock(NOW - timedelta(days=1))
    centre = centre_to_save(tmp_path_factory.mktemp("saved"), clock)
    file = centre.back_up()
    centre.workspace.close()
    return file, centre.recovery_key


def choose(person: PersonAt, file: Path, passphrase: str = PASSPHRASE) -> None:
    person.click("Restore a backup")
    page = person.find(ChooseBackupPage)
    person.fill(page.form, file=str(file), passphrase=passphrase)
    person.press(Qt.Key.Key_Return)


def sign_in(person: PersonAt) -> None:
    page = person.find(SignInPage)
    person.fill(page.form, username="ada", password=PASSWORD)
    person.press(Qt.Key.Key_Return)


def test_a_backup_becomes_a_centre_and_its_people_sign_in(
    begin: Begin, saved: tuple[Path, str], program: Program
) -> None:
    person = begin()
    choose(person, saved[0])
    assert person.reads("Vine School")
    assert person.reads("1 candidate")
    assert person.reads("31 July 2026")
    person.click("Restore")
    sign_in(person)
    assert person.find(TodayView)
    assert [profile.name for profile in program.computer.profiles()] == ["Vine School"]


def test_the_file_is_chosen_in_the_systems_dialog(
    begin: Begin, saved: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def answer(*arguments: object) -> tuple[str, str]:
        asked.append(arguments[1:])
        return str(saved[0]), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    person = begin()
    person.click("Restore a backup")
    page = person.find(ChooseBackupPage)
    assert page.file.choose_button.hasFocus()
    person.press(Qt.Key.Key_Space)
    assert page.file.value() == str(saved[0])
    assert asked == [("Backup", "", "Backups of WSET Desk (*.wsetbackup)")]


def test_the_recovery_key_opens_it_too(
    begin: Begin, saved: tuple[Path, str], program: Program
) -> None:
    person = begin()
    person.click("Restore a backup")
    page = person.find(ChooseBackupPage)
    person.click("Use the recovery key")
    assert page.recovery_key.control.hasFocus()
    person.fill(page.form, file=str(saved[0]), recovery_key=saved[1].lower())
    person.click("Open the backup")
    person.click("Restore")
    sign_in(person)
    assert program.window.desk_is_shown


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"file": "none.wsetbackup"}, ("file", "There is no file none.wsetbackup.")),
        ({"passphrase": "no"}, ("passphrase", "This isn't the passphrase of this backup.")),
        ({"passphrase": ""}, ("passphrase", "This is needed.")),
        ({"file": ""}, ("file", "This is needed.")),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    begin: Begin, saved: tuple[Path, str], values: dict[str, str], error: tuple[str, str]
) -> None:
    person = begin()
    person.click("Restore a backup")
    page = person.find(ChooseBackupPage)
    person.fill(page.form, **{"file": str(saved[0]), "passphrase": PASSPHRASE, **values})
    person.click("Open the backup")
    assert page.form[error[0]].error == error[1]
    assert page.open_button.isEnabled()


def test_a_file_that_is_no_backup_is_said_above_the_form(begin: Begin, tmp_path: Path) -> None:
    letter = tmp_path / "letter.wsetbackup"
    letter.write_text("Dear candidate")
    person = begin()
    choose(person, letter)
    assert person.find(ChooseBackupPage).message.text == "This file isn't a backup of WSET Desk."


def test_a_damaged_backup_leaves_nothing(
    begin: Begin, saved: tuple[Path, str], tmp_path: Path, program: Program
) -> None:
    content = bytearray(saved[0].read_bytes())
    content[-1] ^= 1
    damaged = tmp_path / "damaged.wsetbackup"
    damaged.write_bytes(content)
    person = begin()
    choose(person, damaged)
    person.click("Restore")
    page = person.find(RestorePage)
    assert "damaged" in page.message.text
    assert page.restore_button.isEnabled()
    assert program.computer.profiles() == ()


def test_a_centre_of_that_name_is_replaced_only_after_a_tick(
    begin: Begin, saved: tuple[Path, str], vine_school: NewCentre, program: Program
) -> None:
    person = begin()
    choose(person, saved[0])
    page = person.find(RestorePage)
    assert not page.restore_button.isEnabled()
    person.fill(page.form, name="Another School")
    assert page.restore_button.isEnabled()
    assert not page.replace.isVisible()
    person.fill(page.form, name="vine SCHOOL")
    assert not page.restore_button.isEnabled()
    person.fill(page.form, name="Vine School")
    person.click("Restore it in place of the one here")
    person.click("Restore")
    assert person.find(SignInPage)
    assert [profile.name for profile in program.computer.profiles()] == [
        "Vine School",
        "Vine School, replaced 2026-08-01 09:00:00",
    ]


def test_it_can_be_cancelled(
    begin: Begin, saved: tuple[Path, str], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = restore.restore_backup
    seen: list[Progress] = []

    def cancelled(*arguments: object, **options: object) -> object:
        page = person.find(RestorePage)
        assert not page.restore_button.isEnabled()
        page.progress.cancel()
        seen.append(page.progress)
        return real(*arguments, **options)

    monkeypatch.setattr(restore, "restore_backup", cancelled)
    person = begin()
    choose(person, saved[0])
    person.click("Restore")
    assert len(seen) == 1
    assert person.find(RestorePage).restore_button.isEnabled()
    assert program.computer.profiles() == ()


def test_back_leads_back(begin: Begin, saved: tuple[Path, str]) -> None:
    person = begin()
    choose(person, saved[0])
    person.click("Back")
    assert person.find(ChooseBackupPage)
    person.click("Back")
    assert person.find(WelcomePage)


class TestWithoutKeyring:
    """A computer that keeps no keys."""

    @pytest.fixture
    def keys(self) -> KeyStore:
        return key_store()

    def test_the_backups_passphrase_opens_the_centre_from_then_on(
        self, begin: Begin, saved: tuple[Path, str], program: Program, keys: KeyStore
    ) -> None:
        person = begin()
        choose(person, saved[0])
        person.click("Restore")
        (profile,) = program.computer.profiles()
        assert len(keys.unlock(profile, PASSPHRASE)) == 32

    def test_a_passphrase_is_asked_for_where_the_paper_opened_it(
        self, begin: Begin, saved: tuple[Path, str], program: Program, keys: KeyStore
    ) -> None:
        person = begin()
        person.click("Restore a backup")
        page = person.find(ChooseBackupPage)
        person.click("Use the recovery key")
        person.fill(page.form, file=str(saved[0]), recovery_key=saved[1])
        person.click("Open the backup")
        second = person.find(RestorePage)
        person.click("Restore")
        assert second.form["passphrase"].error == "This is needed."
        words = "a passphrase of this PC"
        person.fill(second.form, passphrase=words, passphrase_again=words)
        person.click("Restore")
        (profile,) = program.computer.profiles()
        assert len(keys.unlock(profile, words)) == 32


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_the_pages_have_names_and_room_at_large_text(
    begin: Begin, saved: tuple[Path, str], vine_school: NewCentre, appearance: Appearance
) -> None:
    person = begin()
    theme().set_up(appearance, 150)
    choose(person, saved[0])
    assert unnamed_controls(person.window) == []
    assert clipped_texts(person.window) == []
    person.click("Back")
    assert unnamed_controls(person.window) == []
    assert clipped_texts(person.window) == []
