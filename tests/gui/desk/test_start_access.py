"""The front pages for everybody: names, room, targets, another language; and what they import."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import ShortMemory, settle
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.shots import shot
from ui.common.theme import Appearance, theme
from ui.desk.main_window import MainWindow
from ui.desk.start.front_page import FrontPage
from ui.desk.start.lock import LockPage
from ui.desk.start.recover import RecoverPage
from ui.desk.start.recovery_key import RecoveryKeyPage
from ui.desk.start.recovery_sheet import RecoverySheet
from ui.desk.start.set_up import SetUpPage
from ui.desk.start.sign_in import SignInPage
from ui.desk.start.welcome import WelcomePage
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.system import sample
from wset_desk.system.paths import Profile, ProfileKind

KEY = "-".join(["0G4M", "7XKQ"] * 7)
OWN = Profile("Vine School", ProfileKind.CENTRE, Path())
SAMPLE = Profile(sample.NAME, ProfileKind.SAMPLE, Path())
PEOPLE = [name for one in sample.SIGN_INS for name in (one.name, one.username)]
DATA = ("Vine School", sample.NAME, "Ada Admin", sample.PASSWORD, "GBP", *PEOPLE, *KEY.split("-"))
FIRST_PAINT = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from ui.cli import start
from ui.desk.main_window import MainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not hasattr(self, "seen"):
            heavy = ("sqlalchemy", "alembic", "typer", "sqlcipher3", "argon2", "cryptography",
                     "keyring", "babel", "wset_desk.services", "wset_desk.storage")
            self.seen = sorted(name for name in heavy if name in sys.modules)
            QTimer.singleShot(0, QApplication.instance().quit)
        return False

exec_ = QApplication.exec

def run(*_application):
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    watch = Watch(window)
    QApplication.instance().installEventFilter(watch)
    status = exec_()
    print(type(window.front).__name__, watch.seen)
    return status

QApplication.exec = run
sys.exit(start(sys.argv[1:]))
"""


def set_up_person() -> SetUpPage:
    page = SetUpPage(asks_passphrase=True)
    page.centre.set_values({"name": "Vine School"})
    page.go_on()
    return page


def opening_sample() -> SignInPage:
    page = SignInPage(sample.NAME, is_sample=True)
    page.set_opening(True)
    return page


def sign_in_with_passphrase() -> SignInPage:
    page = SignInPage("Vine School", is_sample=False)
    page.ask_passphrase(True)
    return page


PAGES: dict[str, Callable[[], FrontPage]] = {
    "welcome": lambda: WelcomePage([OWN, SAMPLE]),
    "set up: centre": lambda: SetUpPage(asks_passphrase=True),
    "set up: person": set_up_person,
    "recovery key": lambda: RecoveryKeyPage(RecoverySheet("Vine School", KEY, date(2026, 8, 1))),
    "sign in": sign_in_with_passphrase,
    "sign in to the sample": opening_sample,
    "lock": lambda: LockPage("Ada Admin", "Vine School"),
    "recover": lambda: RecoverPage("Vine School", asks_passphrase=True),
}

Open = Callable[..., MainWindow]


@pytest.fixture
def open_page(qtbot: object) -> Open:
    def open_it(name: str, width: int = 1440, height: int = 900) -> MainWindow:
        window = MainWindow(ShortMemory(appearance="light", text_size=theme().text_size))
        qtbot.addWidget(window)  # type: ignore[attr-defined]
        window.resize(width, height)
        window.show_front(PAGES[name]())
        window.show()
        settle()
        return window

    return open_it


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1100, 720)])
@pytest.mark.parametrize("size", [100, 150, 200])
@pytest.mark.parametrize("name", PAGES)
def test_everything_has_a_name_room_and_a_fair_target(
    open_page: Open, name: str, size: int, width: int, height: int
) -> None:
    theme().set_text_size(size)
    window = open_page(name, width, height)
    assert unnamed_controls(window) == []
    assert small_targets(window) == []
    assert clipped_texts(window) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_word_can_be_translated(open_page: Open, name: str) -> None:
    set_language(PSEUDO)
    window = open_page(name)
    assert untranslated_texts(window, DATA) == []
    assert clipped_texts(window) == []


@pytest.mark.parametrize("name", PAGES)
def test_dark_and_light_are_drawn_differently(open_page: Open, name: str, tmp_path: Path) -> None:
    window: QWidget = open_page(name)
    light = shot(window, tmp_path / "light.png").read_bytes()
    theme().set_appearance(Appearance.DARK)
    assert shot(window, tmp_path / "dark.png").read_bytes() != light


def paint_first(data: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, "--data", str(data)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip().splitlines()[-1]


def test_the_welcome_page_is_painted_before_any_service_is_imported(tmp_path: Path) -> None:
    assert paint_first(tmp_path) == "WelcomePage []"


def test_so_is_the_sign_in_page(tmp_path: Path) -> None:
    folder = tmp_path / "profiles" / "vine-school"
    folder.mkdir(parents=True)
    (folder / "profile.json").write_text('{"name": "Vine School", "kind": "centre"}')
    (tmp_path / "preferences.json").write_text('{"last_profile": "Vine School"}')
    assert paint_first(tmp_path) == "SignInPage []"
