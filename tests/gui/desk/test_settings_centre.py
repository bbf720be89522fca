"""The centre's card on the settings' page: details in a sheet, a logo made small."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.helpers.exam_centre import ExamCentre
from tests.helpers.settings_page import SettingsPage, press
from ui.desk.settings.centre import CentreSection
from ui.desk.settings.logo import small_png
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.services.centre_details import centre_details
from wset_desk.services.centre_pictures import MOST_BYTES, logo
from wset_desk.services.workspace import Workspace

Open = Callable[..., SettingsPage]


def picture(path: Path, width: int = 1200, height: int = 600) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkRed)
    assert image.save(str(path))
    return path


def test_details_are_changed_refused_and_taken_back(open_settings: Open) -> None:
    page = open_settings(section="centre")
    press(page.section(CentreSection).edit_button)
    page.save(name="Soho Wine School", email="exams at soho", address="1 Dean Street\nLondon")
    assert page.form()["email"].error == "“exams at soho” isn't an e-mail address."
    page.save(email="exams@soho.example")
    details = page.workspace.run(centre_details)
    assert (details.name, details.address) == ("Soho Wine School", "1 Dean Street\nLondon")
    page.undo()
    assert page.workspace.run(centre_details).name == "Test Centre"


def test_what_is_fixed_says_why(open_settings: Open, desk: Workspace) -> None:
    centre = ExamCentre(desk)
    centre.exam(centre.offering()[ExamType.THEORY], date(2026, 11, 2))
    page = open_settings(section="centre")
    press(page.section(CentreSection).edit_button)
    assert not page.form()["time_zone"].isEnabled()
    assert page.form()["currency"].isEnabled()


@pytest.mark.parametrize("name", ["logo.png", "logo.jpg"])
def test_a_logo_is_made_small_shown_and_taken_out(
    open_settings: Open, tmp_path: Path, name: str
) -> None:
    page = open_settings(section="centre")
    section = page.section(CentreSection)
    assert section.remove_button.isHidden()
    section.take_logo(picture(tmp_path / name))
    kept = page.workspace.run(logo)
    assert kept is not None
    image = QImage.fromData(kept)
    assert (image.width(), image.height(), section.logo.shows_picture) == (512, 256, True)
    press(section.remove_button)
    assert page.workspace.run(logo) is None
    assert not section.logo.shows_picture
    page.undo()
    assert page.workspace.run(logo) == kept


def test_a_picture_of_many_colours_still_fits(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 3 * 1024 * 4
    scrambled = bytes(byte * 73 + 41 * (place % 251) & 255 for place, byte in enumerate(noise))
    image = QImage(scrambled, 1024, 1024, 3 * 1024, QImage.Format.Format_RGB888)
    image.save(str(tmp_path / "noise.png"))
    assert len(small_png(tmp_path / "noise.png")) <= MOST_BYTES


@pytest.mark.parametrize(
    ("content", "code"), [(b"not a picture", "IMAGE_NOT_READ"), (None, "FILE_NOT_READ")]
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "logo.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DomainError, match=code):
        small_png(path)


def test_whoever_may_not_change_it_sees_it(open_settings: Open) -> None:
    page = open_settings(Role.INVIGILATOR, section="centre")
    section = page.section(CentreSection)
    assert not section.edit_button.isVisible()
    assert not section.choose_button.isVisible()
