"""The first minutes: welcome, the sample, setting up one's centre."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.gui.desk.conftest import Begin
from tests.helpers.desk import settle
from tests.helpers.person import PersonAt
from tests.helpers.profiles import ADA, key_store
from tests.helpers.program import Program
from tests.helpers.sample import FEW_WEEKS
from tests.helpers.stores import PASSWORD
from ui.common.buttons import Button
from ui.common.progress import Progress, ProgressLine
from ui.desk.start import places
from ui.desk.start.pick_field import PickField
from ui.desk.start.recovery_key import RecoveryKeyPage
from ui.desk.start.set_up import SetUpPage
from ui.desk.start.sign_in import SignInPage
from ui.desk.start.welcome import WelcomePage
from ui.desk.today.view import TodayView
from wset_desk.domain.permissions import Role
from wset_desk.services.demo import build
from wset_desk.services.first_run import NewCentre
from wset_desk.system import sample
from wset_desk.system.keys import KeyStore
from wset_desk.system.recovery_key import from_text

PERSON = {"administrator_name": "Ada Admin", "password": PASSWORD, "password_again": PASSWORD}


@pytest.fixture
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample centre takes a second or two to build."""
    monkeypatch.setattr(build, "build_sample", partial(build.build_sample, size=FEW_WEEKS))


def go_to_person(person: PersonAt, name: str = "Vine School") -> SetUpPage:
    person.click("Set up my centre")
    page = person.find(SetUpPage)
    person.fill(page.centre, name=name)
    person.press(Qt.Key.Key_Return)
    assert page.step == 1
    return page


def set_up_centre(person: PersonAt) -> RecoveryKeyPage:
    page = go_to_person(person)
    person.fill(page.person, **PERSON)
    person.press(Qt.Key.Key_Return)
    return person.find(RecoveryKeyPage)


def test_a_fresh_computer_is_welcomed(begin: Begin, program: Program) -> None:
    person = begin()
    page = person.find(WelcomePage)
    assert page.set_up_button.hasFocus()
    assert not person.reads("On this computer")
    assert program.window.desk is None


def test_the_keyboard_alone_sets_a_centre_up(begin: Begin, program: Program) -> None:
    person = begin()
    key = set_up_centre(person)
    assert person.reads(key._sheet.groups()[0])
    assert not key.done_button.isEnabled()
    key.put_away.setFocus()
    person.press(Qt.Key.Key_Space)
    key.done_button.setFocus()
    person.press(Qt.Key.Key_Space)
    assert program.window.desk_is_shown
    assert person.find(TodayView)
    assert person.reads("Good morning, Ada")


def test_the_next_start_asks_who_signs_in(
    begin: Begin, tmp_path: Path, keys: KeyStore, program: Program
) -> None:
    person = begin()
    set_up_centre(person)
    person.click("I have put it away")
    person.click("Go to my desk")
    program.end()
    later = Program(tmp_path, keys)
    later.begin()
    page = PersonAt(later.window).find(SignInPage)
    assert not page.is_opening
    assert later.window.desk is None
    later.end()


def test_the_user_name_is_suggested_until_it_is_typed(begin: Begin) -> None:
    person = begin()
    page = go_to_person(person)
    person.fill(page.person, administrator_name="Zoe Okafor")
    assert page.person["username"].value() == "zoe"
    person.fill(page.person, username="zo")
    person.fill(page.person, administrator_name="Zoe Maria Okafor")
    assert page.person["username"].value() == "zo"


@pytest.mark.parametrize(
    ("values", "field", "error"),
    [
        ({"password_again": "another password"}, "password_again", "This differs from the first."),
        ({"password": "short"}, "password", "Use at least 10 characters."),
        ({"administrator_name": "", "username": "ada"}, "administrator_name", "This is needed."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    begin: Begin, program: Program, values: dict[str, str], field: str, error: str
) -> None:
    person = begin()
    page = go_to_person(person)
    person.fill(page.person, **{**PERSON, **values})
    person.click("Set up the centre")
    assert page.person[field].error == error
    assert program.computer.profiles() == ()


def test_a_taken_name_leads_back_to_it(begin: Begin, vine_school: NewCentre) -> None:
    person = begin()
    page = go_to_person(person, name="vine SCHOOL")
    person.fill(page.person, **PERSON)
    person.click("Set up the centre")
    assert page.step == 0
    assert "already is a centre" in page.centre["name"].error
    assert page.person["password"].value() == PASSWORD


def test_back_leads_to_the_welcome_page(begin: Begin) -> None:
    person = begin()
    page = go_to_person(person)
    person.click("Back")
    assert page.step == 0
    person.click("Back")
    assert person.find(WelcomePage)


def test_the_time_zone_is_found_by_a_part_of_its_name(begin: Begin) -> None:
    person = begin()
    person.click("Set up my centre")
    page = person.find(SetUpPage)
    zone = page.centre["time_zone"]
    person.fill(page.centre, name="Vine School", time_zone="Mars")
    assert (zone.value(), zone.problem()) == (None, "Choose one from the list.")
    person.fill(page.centre, time_zone="america/new york")
    assert (zone.value(), zone.problem()) == ("America/New_York", "")


def test_enter_picks_from_the_list_and_goes_on_only_after(begin: Begin) -> None:
    person = begin()
    person.click("Set up my centre")
    page = person.find(SetUpPage)
    person.replace(page.centre["name"].control, "Vine School")
    field = page.centre["time_zone"]
    assert isinstance(field, PickField)
    person.replace(field.line, "berl")
    QTest.keyClick(field.popup, Qt.Key.Key_Return)
    settle()
    assert field.value() == "Europe/Berlin"
    assert not field.popup.isVisible()
    assert page.centre.isVisible()
    person.replace(field.line, "ber")
    QTest.keyClick(field.popup, Qt.Key.Key_Down)
    QTest.keyClick(field.popup, Qt.Key.Key_Down)
    QTest.keyClick(field.popup, Qt.Key.Key_Return)
    settle()
    assert "ber" in field.line.text().lower()
    assert page.centre.isVisible()
    field.line.setFocus()
    person.press(Qt.Key.Key_Return)
    assert page.person.isVisible()


def test_zones_and_currencies_begin_with_the_computers_own() -> None:
    assert places.local_zone() in {choice.value for choice in places.time_zones()}
    assert places.local_currency() in places.CURRENCIES
    assert "Europe/London" in {choice.value for choice in places.time_zones()}


class TestWithoutKeyring:
    """A computer that keeps no keys asks for a passphrase."""

    @pytest.fixture
    def keys(self) -> KeyStore:
        return key_store()

    def test_the_passphrase_is_typed_twice_and_opens_the_store(
        self, begin: Begin, program: Program, keys: KeyStore
    ) -> None:
        person = begin()
        page = go_to_person(person)
        person.fill(page.person, **PERSON)
        person.click("Set up the centre")
        assert page.person["passphrase"].error == "This is needed."
        words = "five small words in a row"
        person.fill(page.person, passphrase=words, passphrase_again=words)
        person.click("Set up the centre")
        assert person.find(RecoveryKeyPage)
        (profile,) = program.computer.profiles()
        assert len(keys.unlock(profile, words)) == 32


def test_a_computer_with_a_keyring_asks_for_no_passphrase(begin: Begin) -> None:
    person = begin()
    page = go_to_person(person)
    assert "passphrase" not in page.values()


def test_the_recovery_key_becomes_a_pdf(
    begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "key.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    person = begin()
    page = set_up_centre(person)
    person.click("Save as PDF…")
    assert file.read_bytes().startswith(b"%PDF")
    assert "Print it, then delete the file." in page.message.text


def test_a_pdf_that_cannot_be_written_says_so(begin: Begin, tmp_path: Path, qtlog: object) -> None:
    person = begin()
    page = set_up_centre(person)
    page.save_to(tmp_path / "no" / "such" / "folder.pdf")
    assert "can't be written" in page.message.text


def test_the_shown_key_is_the_stores_recovery_key(
    begin: Begin, program: Program, keys: KeyStore
) -> None:
    page = set_up_centre(begin())
    shown = page._sheet.key
    assert len(from_text(shown)) == 32
    (profile,) = program.computer.profiles()
    assert keys.unlock_with_recovery(profile, shown) == keys.unlock(profile)


@pytest.mark.usefixtures("small_sample")
def test_the_sample_is_built_and_its_people_are_shown(begin: Begin, program: Program) -> None:
    person = begin()
    person.click("Try the sample centre")
    page = person.find(SignInPage)
    assert person.reads(sample.NAME)
    for one in sample.SIGN_INS:
        assert person.reads(f"{one.username} · {sample.PASSWORD}")
    person.click("Fill in the sign-in of Priya Raman")
    assert page.sign_in_button.hasFocus()
    person.press(Qt.Key.Key_Return)
    assert program.window.desk is not None
    session = program.window.desk.context.session
    assert (session.roles, session.is_sample) == ({Role.EXAMS_OFFICER}, True)


@pytest.mark.usefixtures("small_sample")
def test_a_built_sample_is_opened_at_once_the_next_time(begin: Begin, program: Program) -> None:
    person = begin()
    person.click("Try the sample centre")
    built = program.computer.profiles()[0].store_file.stat().st_mtime_ns
    person.click("Another centre")
    assert person.reads("On this computer")
    person.click("Try the sample centre")
    assert person.find(SignInPage)
    assert program.computer.profiles()[0].store_file.stat().st_mtime_ns == built


def test_nothing_moves_when_the_sample_begins_to_be_built(begin: Begin) -> None:
    page = begin().find(WelcomePage)
    settle()
    before = [page.set_up_button.geometry(), page.sample_button.geometry(), page.body.geometry()]
    page.progress.begin()
    line = page.findChild(ProgressLine)
    assert line is not None
    line.show()
    for button in line.findChildren(Button):
        button.show()
    settle()
    assert line.isVisible()
    assert [
        page.set_up_button.geometry(),
        page.sample_button.geometry(),
        page.body.geometry(),
    ] == before


def test_a_cancelled_sample_leaves_nothing(
    begin: Begin, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = begin()
    page = person.find(WelcomePage)
    asked: list[Progress] = []

    def build_until_cancelled(**arguments: object) -> object:
        asked.append(page.progress)
        page.progress.cancel()
        return real(**arguments, size=FEW_WEEKS)

    real = build.build_sample
    monkeypatch.setattr(build, "build_sample", build_until_cancelled)
    person.click("Try the sample centre")
    assert asked == [page.progress]
    assert person.find(WelcomePage) is page
    assert page.sample_button.isEnabled()
    assert program.computer.profiles() == ()


def test_centres_on_this_computer_are_listed_and_opened(
    begin: Begin, vine_school: NewCentre
) -> None:
    person = begin()
    person.click(f"Open {ADA.name}")
    assert person.find(SignInPage)
    assert person.reads(ADA.name)
