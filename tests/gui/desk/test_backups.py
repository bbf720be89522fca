"""The settings' backup section, and the backups that are made when work is over."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.gui.desk.conftest import Begin
from tests.helpers.a11y import clipped_texts, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.person import PersonAt
from tests.helpers.program import Program
from tests.helpers.stores import PASSWORD
from ui.common.forms import Form
from ui.common.sheet import Sheet
from ui.common.theme import Appearance, theme
from ui.desk.settings.backup import BackupSettings
from ui.desk.start.closing import ClosingPage
from ui.desk.start.lock import LockPage
from ui.desk.start.sign_in import SignInPage
from wset_desk.domain.permissions import Role
from wset_desk.services import backups
from wset_desk.services.backup_reading import open_backup
from wset_desk.services.candidates import add_candidate
from wset_desk.services.first_run import NewCentre
from wset_desk.services.staff import add_staff
from wset_desk.system.passwords import FAST

PASSPHRASE = "seven ripe grapes on a vine"


@pytest.fixture(autouse=True)
def cheap_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "choose_passphrase", partial(backups.choose_passphrase, cost=FAST))


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the person chooses in the system's dialog."""
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    return folder


@pytest.fixture
def person(begin: Begin, program: Program, vine_school: NewCentre) -> PersonAt:
    """The administrator at their desk."""
    someone = begin(vine_school.profile.name)
    sign_in(someone)
    return someone


def sign_in(person: PersonAt, username: str = "ada") -> None:
    page = person.find(SignInPage)
    person.fill(page.form, username=username, password=PASSWORD)
    person.click("Sign in")


def section(person: PersonAt, program: Program) -> BackupSettings:
    program.window.navigate("settings", section="backup")
    settle()
    return person.find(BackupSettings)


def set_up(person: PersonAt, program: Program) -> BackupSettings:
    """Folder and passphrase, by clicks."""
    shown = section(person, program)
    person.click("Choose the folder of the backups")
    person.click_on(shown.passphrase_button)
    form = person.find(Sheet).findChild(Form)
    assert form is not None
    person.fill(form, passphrase=PASSPHRASE, passphrase_again=PASSPHRASE)
    person.click("Save")
    return shown


def work(program: Program, last_name: str = "Silva") -> None:
    """Somebody does something that is worth keeping, a minute later."""
    assert program.current.centre is not None
    workspace = program.current.centre.workspace
    workspace.store.clock.advance(timedelta(minutes=1))
    workspace.call(add_candidate, first_name="Ana", last_name=last_name)
    workspace.store.clock.advance(timedelta(minutes=1))


def files(stick: Path) -> list[Path]:
    return sorted(stick.glob("*.wsetbackup"))


def test_folder_and_passphrase_are_needed_before_anything_is_backed_up(
    person: PersonAt, program: Program, stick: Path
) -> None:
    shown = section(person, program)
    assert shown.badge.accessibleName() == "Not set up"
    assert not shown.now_button.isEnabled()
    set_up(person, program)
    assert shown.now_button.isEnabled()
    assert (shown.path.text(), shown.path.isVisible()) == (str(stick), True)
    assert person.reads("There is no backup in the folder yet.")
    assert files(stick) == []


def test_back_up_now(person: PersonAt, program: Program, stick: Path) -> None:
    work(program)
    shown = set_up(person, program)
    assert shown.badge.accessibleName() == "Due: when the window locks or closes"
    person.click("Back up now")
    (file,) = files(stick)
    assert open_backup(file, passphrase=PASSPHRASE).about.rows["candidates"] == 1
    assert shown.badge.accessibleName() == "Up to date"
    assert person.reads("The latest is of Sat 1 August 2026, 10:02, 1 MB.")
    assert shown.now_button.isEnabled()


def test_a_refusal_stands_in_the_section(
    person: PersonAt, program: Program, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = set_up(person, program)
    monkeypatch.setattr(backups, "store_size", lambda _engine: 1 << 60)
    person.click("Back up now")
    assert "There isn't enough room" in shown.message.text
    assert files(stick) == []
    stick.rmdir()
    shown.refresh()
    assert shown.badge.accessibleName() == "The folder isn't there"
    assert not shown.now_button.isEnabled()


def test_a_backup_can_be_cancelled(
    person: PersonAt, program: Program, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = set_up(person, program)
    real = backups.encrypt_body

    def cancelled(*arguments: object) -> None:
        shown.progress.cancel()
        real(*arguments)

    monkeypatch.setattr(backups, "encrypt_body", cancelled)
    person.click("Back up now")
    assert list(stick.iterdir()) == []
    assert shown.now_button.isEnabled()


def test_how_many_days_are_kept_is_checked(person: PersonAt, program: Program, stick: Path) -> None:
    shown = section(person, program)
    for typed, error, kept in (("7", "", 7), ("0", "Give a number from 1 to 3650.", 7)):
        person.replace(shown.keep.control, typed)
        shown.now_button.setFocus()
        shown.folder_button.setFocus()
        assert shown.keep.error == error
        assert program.computer.preferences().get("backup_keep") == kept


def test_two_different_passphrases_are_noticed(person: PersonAt, program: Program) -> None:
    shown = section(person, program)
    person.click_on(shown.passphrase_button)
    form = person.find(Sheet).findChild(Form)
    assert form is not None
    person.fill(form, passphrase=PASSPHRASE, passphrase_again="something else")
    person.click("Save")
    assert form["passphrase_again"].error == "This differs from the first."
    assert person.find(Sheet).isVisible()


def test_only_whoever_manages_settings_sees_it(
    person: PersonAt, program: Program, vine_school: NewCentre
) -> None:
    assert program.current.centre is not None
    program.current.centre.workspace.call(
        add_staff,
        name="Olu Officer",
        username="olu",
        password=PASSWORD,
        roles=frozenset({Role.EXAMS_OFFICER}),
        passwords=program.computer.passwords(),
    )
    program.flow.guard.sign_out()
    settle()
    sign_in(person, "olu")
    program.window.navigate("settings", section="backup")
    settle()
    shown = [each for each in program.window.findChildren(BackupSettings) if each.isVisible()]
    assert shown == []


def test_locking_backs_up_what_was_changed_and_only_once(
    person: PersonAt, program: Program, stick: Path
) -> None:
    set_up(person, program)
    work(program)
    program.flow.guard.lock()
    settle()
    first = files(stick)
    assert len(first) == 1
    page = person.find(LockPage)
    person.replace(page.password.control, PASSWORD)
    person.click("Unlock")
    program.flow.guard.lock()
    settle()
    assert files(stick) == first


def test_closing_backs_up_first(person: PersonAt, program: Program, stick: Path) -> None:
    set_up(person, program)
    work(program)
    program.window.close()
    settle()
    assert len(files(stick)) == 1
    assert not program.window.isVisible()


def test_closing_with_nothing_new_or_nothing_set_up_just_closes(
    person: PersonAt, program: Program
) -> None:
    work(program)
    program.window.close()
    assert not program.window.isVisible()


def closes_after(
    person: PersonAt, program: Program, answer: Callable[[PersonAt], object]
) -> ClosingPage:
    program.window.close()
    settle()
    page = person.find(ClosingPage)
    assert page.again_button.hasFocus()
    assert unnamed_controls(program.window) == []
    assert "There is no folder" in page.message.text
    answer(person)
    settle()
    return page


def test_a_backup_that_is_refused_at_closing_is_tried_again(
    person: PersonAt, program: Program, stick: Path
) -> None:
    set_up(person, program)
    work(program)
    stick.rmdir()

    def plug_in(person: PersonAt) -> None:
        person.click("Try again")
        assert person.find(ClosingPage)
        stick.mkdir()
        person.click("Try again")

    closes_after(person, program, plug_in)
    assert not program.window.isVisible()
    assert len(files(stick)) == 1


@pytest.mark.parametrize(
    "answer",
    [lambda person: person.click("Close without a backup"), lambda person: person.window.close()],
)
def test_the_window_closes_without_if_the_person_says_so(
    person: PersonAt, program: Program, stick: Path, answer: Callable[[PersonAt], object]
) -> None:
    set_up(person, program)
    work(program)
    stick.rmdir()
    closes_after(person, program, answer)
    assert not program.window.isVisible()


def test_cancelling_closes_without(
    person: PersonAt, program: Program, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(person, program)
    work(program)
    real = backups.encrypt_body

    def cancelled(*arguments: object) -> None:
        person.find(ClosingPage).progress.cancel()
        real(*arguments)

    monkeypatch.setattr(backups, "encrypt_body", cancelled)
    program.window.close()
    settle()
    assert not program.window.isVisible()
    assert files(stick) == []


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_the_section_has_names_and_room_at_large_text(
    person: PersonAt, program: Program, stick: Path, appearance: Appearance
) -> None:
    theme().set_up(appearance, 150)
    work(program)
    set_up(person, program)
    person.click("Back up now")
    settle()  # the toasts have come in meanwhile
    assert unnamed_controls(program.window) == []
    assert clipped_texts(program.window) == []
