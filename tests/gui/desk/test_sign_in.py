"""Signing in, locking, switching: who is at the desk, and what stays on it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from tests.gui.desk.conftest import Begin
from tests.helpers.desk import settle
from tests.helpers.person import CONTROL, PersonAt
from tests.helpers.profiles import ADA, MemoryKeyring, key_store, set_up
from tests.helpers.program import Program
from tests.helpers.stores import NOW, PASSWORD, PASSWORDS
from ui.common.forms import Form, TextField
from ui.common.sheet import Sheet
from ui.desk.start.lock import LockPage
from ui.desk.start.recover import RecoverPage
from ui.desk.start.sign_in import SignInPage
from ui.desk.start.welcome import WelcomePage
from wset_desk.domain.permissions import Role
from wset_desk.services.centre_details import edit_centre
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.first_run import NewCentre
from wset_desk.services.sign_in_attempts import FREE_ATTEMPTS
from wset_desk.services.staff import add_staff
from wset_desk.storage.engine import open_sqlite
from wset_desk.system.clock import FixedClock
from wset_desk.system.keys import KeyStore


def sign_in(person: PersonAt, username: str = "ada", password: str = PASSWORD) -> None:
    page = person.find(SignInPage)
    person.fill(page.form, username=username, password=password)
    person.press(Qt.Key.Key_Return)


def add_eva(program: Program) -> None:
    centre = program.current.centre
    assert centre is not None
    centre.workspace.call(
        add_staff,
        name="Eva Exam",
        username="eva",
        password=PASSWORD,
        roles=frozenset({Role.EXAMS_OFFICER}),
        passwords=PASSWORDS,
    )


@pytest.fixture
def at_desk(begin: Begin, vine_school: NewCentre) -> PersonAt:
    """Ada, signed in."""
    person = begin(ADA.name)
    sign_in(person)
    return person


def open_sheet(program: Program) -> Sheet:
    """A sheet with something typed into it."""
    form = Form()
    form.add(TextField("name", "Name"))
    assert program.window.desk is not None
    sheet = Sheet(program.window.desk, "New room", form, on_save=lambda: None)
    sheet.open()
    QTest.keyClicks(form["name"].control, "Cellar")
    settle()
    return sheet


def desk_of(program: Program) -> QWidget | None:
    return program.window.desk


def test_the_right_password_opens_the_desk(at_desk: PersonAt, program: Program) -> None:
    assert program.window.desk_is_shown
    assert program.window.desk is not None
    session = program.window.desk.context.session
    assert (session.name, session.centre_name, session.currency) == (
        "Ada Admin",
        "Vine School",
        "GBP",
    )
    assert program.computer.first_profile(None) is not None


def test_a_wrong_password_stands_beside_the_field(begin: Begin, vine_school: NewCentre) -> None:
    person = begin(ADA.name)
    sign_in(person, password="not my password")
    page = person.find(SignInPage)
    assert page.password.error == "The user name or the password is wrong."
    assert page.password.line.selectedText() == "not my password"


def test_many_wrong_passwords_ask_for_patience(begin: Begin, vine_school: NewCentre) -> None:
    person = begin(ADA.name)
    for _number in range(FREE_ATTEMPTS):
        sign_in(person, password="not my password")
    sign_in(person)
    assert "Try again in 5 seconds" in person.find(SignInPage).password.error


def test_an_empty_form_says_what_is_needed(begin: Begin, vine_school: NewCentre) -> None:
    person = begin(ADA.name)
    person.click("Sign in")
    page = person.find(SignInPage)
    assert page.username.error == page.password.error == "This is needed."


def test_caps_lock_is_noticed_while_typing(begin: Begin, vine_school: NewCentre) -> None:
    page = begin(ADA.name).find(SignInPage)
    QTest.keyClick(page.password.line, "A")  # without Shift
    assert page.password.caps_hint.isVisible()
    QTest.keyClick(page.password.line, "a")
    assert not page.password.caps_hint.isVisible()
    QTest.keyClick(page.password.line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not page.password.caps_hint.isVisible()
    QTest.keyClick(page.password.line, "a", Qt.KeyboardModifier.ShiftModifier)
    assert page.password.caps_hint.isVisible()
    QTest.keyClick(page.password.line, Qt.Key.Key_CapsLock)
    assert not page.password.caps_hint.isVisible()


def test_locking_keeps_the_page_and_what_is_being_typed(
    at_desk: PersonAt, program: Program
) -> None:
    desk, sheet = desk_of(program), open_sheet(program)
    at_desk.press(Qt.Key.Key_L, CONTROL)
    page = at_desk.find(LockPage)
    assert not sheet.isVisible()
    assert page.password.line.hasFocus()
    at_desk.fill(page.form, password=PASSWORD)
    at_desk.press(Qt.Key.Key_Return)
    assert desk_of(program) is desk
    assert sheet.isVisible()
    assert sheet.form is not None
    assert sheet.form["name"].value() == "Cellar"


def test_a_locked_window_opens_to_the_right_password_only(
    at_desk: PersonAt, program: Program
) -> None:
    program.window.lock_requested.emit()
    page = at_desk.find(LockPage)
    at_desk.fill(page.form, password="not my password")
    at_desk.press(Qt.Key.Key_Return)
    assert page.password.error == "The user name or the password is wrong."
    assert not program.window.desk_is_shown


def test_the_window_locks_when_nobody_touches_it(at_desk: PersonAt, program: Program) -> None:
    timer = program.flow.guard.idle.timer
    assert timer.interval() == 10 * 60_000
    timer.timeout.emit()
    assert at_desk.find(LockPage)
    assert not timer.isActive()


def test_a_key_or_a_click_begins_the_wait_anew(at_desk: PersonAt, program: Program) -> None:
    timer = program.flow.guard.idle.timer
    handle = program.window.windowHandle()
    for touch in (
        lambda: QTest.keyClick(handle, Qt.Key.Key_Shift),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton),
    ):
        timer.start(5)
        touch()
        settle()
        assert timer.interval() == 10 * 60_000


def test_another_wait_holds_at_once(at_desk: PersonAt, program: Program) -> None:
    assert program.window.desk is not None
    program.tasks.run(change_setting, owner=program.window, name="idle_lock_minutes", value=3)
    assert program.flow.guard.idle.timer.interval() == 3 * 60_000


def change_centre(program: Program, **values: str) -> None:
    kept = {"name": "Vine School", "time_zone": "Europe/London", "currency": "GBP"}
    program.tasks.run(edit_centre, owner=program.window, **{**kept, **values})
    settle()


def test_another_name_of_the_centre_shows_at_once(at_desk: PersonAt, program: Program) -> None:
    before = desk_of(program)
    change_centre(program, name="Soho Wine School")
    desk = program.window.desk
    assert desk is before
    assert desk is not None
    assert "Soho Wine School" in {label.text() for label in desk.rail.findChildren(QLabel)}
    program.window.lock_requested.emit()
    page = program.window.front
    assert page is not None
    assert "Locked · Soho Wine School" in {label.text() for label in page.findChildren(QLabel)}


def test_another_zone_or_currency_is_everywhere(at_desk: PersonAt, program: Program) -> None:
    program.window.navigate("candidates")
    change_centre(program, time_zone="Europe/Paris", currency="EUR")
    desk = program.window.desk
    assert desk is not None
    assert (desk.context.session.zone.key, desk.context.session.currency) == ("Europe/Paris", "EUR")
    assert desk.stack.current_name == "candidates"
    assert desk.context.backups is program.current.backups


def test_somebody_else_gets_a_desk_of_their_own(at_desk: PersonAt, program: Program) -> None:
    add_eva(program)
    adas, sheet = desk_of(program), open_sheet(program)
    program.window.switch_user_requested.emit()
    assert not sheet.isVisible()
    sign_in(at_desk, "eva")
    assert program.window.desk is not None
    assert program.window.desk is not adas
    assert program.window.desk.context.session.roles == {Role.EXAMS_OFFICER}
    centre = program.current.centre
    assert centre is not None
    assert centre.workspace.actor.name == "Eva Exam"


def test_whoever_comes_back_finds_their_desk(at_desk: PersonAt, program: Program) -> None:
    adas, sheet = desk_of(program), open_sheet(program)
    program.window.switch_user_requested.emit()
    sign_in(at_desk)
    assert program.window.desk is adas
    assert sheet.isVisible()


def test_switching_from_the_lock(at_desk: PersonAt, program: Program) -> None:
    add_eva(program)
    program.window.lock_requested.emit()
    at_desk.click("Switch user")
    sign_in(at_desk, "eva")
    assert program.window.desk is not None
    assert program.window.desk.context.session.name == "Eva Exam"


def test_signing_out_ends_the_desk(at_desk: PersonAt, program: Program) -> None:
    program.window.sign_out_requested.emit()
    assert program.window.desk is None
    assert at_desk.find(SignInPage)
    assert not program.flow.guard.idle.timer.isActive()
    program.window.lock_requested.emit()
    assert at_desk.find(SignInPage)


def test_another_centre_closes_this_one(at_desk: PersonAt, program: Program) -> None:
    program.window.sign_out_requested.emit()
    at_desk.click("Another centre")
    assert at_desk.find(WelcomePage)
    assert program.current.centre is None


def test_a_store_of_a_newer_program_is_refused_kindly(
    begin: Begin, vine_school: NewCentre, keys: KeyStore
) -> None:
    engine = open_sqlite(vine_school.profile.store_file, keys.unlock(vine_school.profile))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    person = begin(ADA.name)
    assert "A newer WSET Desk has written this store" in person.find(SignInPage).message.text
    person.click("Another centre")
    assert person.find(WelcomePage)


def test_a_key_that_the_keyring_has_lost_is_recovered_from_paper(
    begin: Begin, vine_school: NewCentre, keyring: MemoryKeyring, program: Program
) -> None:
    keyring.secrets.clear()
    person = begin(ADA.name)
    assert "type the recovery key" in person.find(SignInPage).message.text
    person.click("Use the recovery key")
    page = person.find(RecoverPage)
    person.fill(page.form, recovery_key="AAAA BBBB")
    person.click("Open the centre")
    assert "a slip in the recovery key" in page.form["recovery_key"].error
    person.fill(page.form, recovery_key=vine_school.recovery_key.replace("-", " ").lower())
    person.click("Open the centre")
    sign_in(person)
    assert program.window.desk_is_shown
    assert len(keyring.secrets) == 1


class TestWithoutKeyring:
    """The passphrase is typed together with the name and the password."""

    PASSPHRASE = "five small words in a row"

    @pytest.fixture
    def keys(self) -> KeyStore:
        return key_store()

    @pytest.fixture
    def centre(self, tmp_path: Path, keys: KeyStore) -> NewCentre:
        made = set_up(tmp_path, FixedClock(NOW), keys, passphrase=self.PASSPHRASE)
        made.workspace.close()
        return made

    @pytest.mark.usefixtures("centre")
    def test_it_opens_the_store_and_the_password_the_desk(
        self, begin: Begin, program: Program
    ) -> None:
        person = begin(ADA.name)
        page = person.find(SignInPage)
        person.fill(page.form, passphrase=self.PASSPHRASE)
        sign_in(person)
        assert program.window.desk_is_shown

    @pytest.mark.usefixtures("centre")
    def test_a_wrong_one_says_so_and_offers_the_recovery_key(self, begin: Begin) -> None:
        person = begin(ADA.name)
        page = person.find(SignInPage)
        person.fill(page.form, passphrase="these are other words")
        sign_in(person)
        assert page.passphrase.error == "This isn't the passphrase of this centre."
        assert page.recovery_button.isVisible()

    def test_recovery_sets_a_new_one(
        self, begin: Begin, centre: NewCentre, keys: KeyStore, program: Program
    ) -> None:
        person = begin(ADA.name)
        person.click("Use the recovery key")
        page = person.find(RecoverPage)
        words = "some new words to remember"
        person.fill(
            page.form,
            recovery_key=centre.recovery_key,
            passphrase=words,
            passphrase_again=words,
        )
        person.click("Open the centre")
        sign_in(person)
        assert program.window.desk_is_shown
        assert len(keys.unlock(centre.profile, words)) == 32

    @pytest.mark.usefixtures("centre")
    def test_back_leads_to_the_sign_in(self, begin: Begin) -> None:
        person = begin(ADA.name)
        person.click("Use the recovery key")
        person.click("Back")
        assert person.find(SignInPage).passphrase.isVisible()
