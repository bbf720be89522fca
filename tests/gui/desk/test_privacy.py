"""People's data in the window: exported from their page, erased after a preview, and who is due."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.candidates_page import Page, button_named, candidates_page
from tests.helpers.desk import session_of, settle
from tests.helpers.privacy import FIRST, LAST, NUMBER, REASON, Known, known_person
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.settings_page import SettingsPage, press
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.privacy.actions import PrivacyActions
from ui.desk.privacy.erase_sheet import EraseSheet
from ui.desk.privacy.personal_sheet import PersonalDataSheet
from ui.desk.settings.privacy import PrivacySection
from wset_desk.domain.permissions import Role
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.privacy.retention import due_for_erasure
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate
from wset_desk.system.clock import FixedClock

NAME = f"{FIRST} {LAST}"
LONG_AFTER = timedelta(days=366 * 7)
Show = Callable[..., Any]
Open = Callable[..., SettingsPage]


@pytest.fixture
def known(desk: Workspace, clock: FixedClock) -> Known:
    return known_person(desk, clock)


@pytest.fixture
def page(known: Known, shown: Show) -> Page:
    """Of an administrator, with the person chosen."""
    found = candidates_page(known.workspace, shown)
    found.choose(NAME)
    return found


def personal(page: Page) -> PersonalDataSheet:
    press(button_named(page.view.panel, f"Personal data of {NAME}"))
    sheet = page.sheet()
    assert isinstance(sheet, PersonalDataSheet)
    return sheet


def erasing(page: Page) -> EraseSheet:
    press(personal(page).erase_button)
    sheet = page.sheet()
    assert isinstance(sheet, EraseSheet)
    return sheet


def fill(sheet: EraseSheet, reason: str, typed: str) -> None:
    sheet.reason.set_value(reason)
    sheet.confirmation.set_value(typed)
    press(sheet.save_button)


def texts(sheet: EraseSheet) -> str:
    return "\n".join(each.text() for each in sheet.findChildren(Label))


def test_everything_about_somebody_is_written_to_a_file(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def choose(_owner: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "person"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    press(personal(page).export_button)
    assert asked == [f"{NUMBER}.zip"]
    assert "person.json" in zipfile.ZipFile(tmp_path / "person.zip").namelist()
    assert page.shell.toasts[-1] == "Written to person.zip"


def test_erasing_says_what_goes_and_wants_a_reason_and_the_name(page: Page, known: Known) -> None:
    sheet = erasing(page)
    told = texts(sheet)
    for wanted in ("What goes", "Text of 1 message", "Until 6 Sept 2032", "There is no undo"):
        assert wanted in told
    fill(sheet, REASON, "Somebody Else")
    assert sheet.is_open and sheet.confirmation.error
    fill(sheet, f"{LAST} asked for it", NAME)
    assert "mustn't name" in sheet.reason.error
    assert known.row(Candidate, known.id).last_name == LAST
    fill(sheet, REASON, NAME.lower())
    assert page.shell.toasts[-1] == "The data of 1 person was erased"
    assert NAME not in page.names()
    assert known.row(Candidate, known.id).erased_at is not None


def test_of_somebody_erased_the_page_shows_what_is_left_and_offers_nothing(
    page: Page, known: Known
) -> None:
    fill(erasing(page), REASON, NAME)
    page.view.open(candidate_id=known.id)
    told = page.texts()
    assert any("what is left names nobody" in each for each in told)
    assert "What can be done" not in told
    with pytest.raises(StopIteration):
        button_named(page.view.panel, "Edit Erased")


def test_what_is_open_is_named_and_nothing_can_be_erased(page: Page) -> None:
    other = next(each for each in page.names() if each.startswith("C02"))
    page.choose(other)
    press(button_named(page.view.panel, f"Personal data of {other}"))
    sheet = page.sheet()
    assert isinstance(sheet, PersonalDataSheet)
    press(sheet.erase_button)
    found = page.sheet()
    assert isinstance(found, EraseSheet)
    assert "neither a mark nor an absence" in found.open_matters.text
    assert not found.save_button.isEnabled()


def test_who_may_not_erase_is_told_so(known: Known, shown: Show) -> None:
    page = candidates_page(known.workspace, shown, session_of(Role.EXAMS_OFFICER))
    page.choose(NAME)
    sheet = personal(page)
    assert sheet.export_button.isVisible() and not sheet.erase_button.isVisible()


def test_who_is_due_is_listed_and_erased_together(known: Known, open_settings: Open) -> None:
    known.clock.instant += LONG_AFTER
    with known.workspace.store.unit_of_work(known.workspace.actor, write=True) as uow:
        uow.get(Candidate, known.other_id).deleted_at = uow.now
        uow.commit()
    page = open_settings(section="privacy")
    section = page.section(PrivacySection)
    assert [each.candidate_id for each in section.model.rows] == [known.id]
    assert not section.erase_button.isEnabled()
    press(section.all_button)
    press(section.erase_button)
    sheet = page.overlay(EraseSheet)
    assert "Marks of 1 exam, whose period is over" in texts(sheet)
    fill(sheet, REASON, NAME)
    assert not section.model.rows
    assert known.workspace.run(due_for_erasure) == ()


@pytest.mark.parametrize("size", [100, 150])
def test_sheets_are_complete_readable_and_translated(page: Page, size: int) -> None:
    set_language(PSEUDO)
    theme().set_text_size(size)
    settle()
    page.view.panel.show_profile(page.view.panel.profile)
    for sheet in (_opened(page, PersonalDataSheet), _opened(page, EraseSheet)):
        assert unnamed_controls(sheet) == [] and small_targets(sheet) == []
        assert clipped_texts(sheet) == []
        assert untranslated_texts(sheet, (FIRST, LAST, NAME, "Sept", "Sep")) == []


def _opened(page: Page, kind: type[Any]) -> Any:
    context = page.view.context
    profile = page.view.panel.profile
    assert profile is not None
    if kind is PersonalDataSheet:
        sheet: Any = PersonalDataSheet(page.view, context, profile.detail)
        sheet.open()
    else:
        PrivacyActions(page.view, context).erase((profile.detail.id,))
        sheet = page.sheet()
    settle()
    return sheet
