"""The sheets of the settings' page: names, room, fair targets, translations, keys."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import settle
from tests.helpers.exam_centre import ExamCentre
from tests.helpers.marking import exam_day
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.settings_page import SettingsPage, press
from ui.common.overlay import Overlay
from ui.common.theme import theme
from ui.desk.settings.centre import CentreSection
from ui.desk.settings.people import PeopleSection
from ui.desk.settings.prices import PricesSection
from ui.desk.settings.profiles import ProfilesSection
from ui.desk.settings.rooms import RoomsSection
from ui.desk.settings.setting_list import SettingList
from wset_desk.domain.catalogue import ExamType
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Open = Callable[..., SettingsPage]
DATA = (
    *("Ada Admin", "Kim Park", "Main Hall", "Test Centre", "Borough Wine School", "GBP"),
    *("Europe/London", "Pound sterling", "Seed", "WSET", "English", "Level 2 Award in Wines"),
    *("Level 1 Theory Exam", "Level 2 Theory Exam", "Level 3 Theory Exam", "Level 3 Tasting Exam"),
    *("Autumn makeup", "Aoife Byrne", "Wines", "in_person", "kim", "Nov", "Oct", "Sept"),
)


@pytest.fixture
def furnished(desk: Workspace, clock: FixedClock) -> None:
    """A room and a person with something to come, and a mark."""
    centre = ExamCentre(desk)
    kim, hall = centre.person(), centre.room(seats=8)
    day = exam_day(desk, level=2, candidates=2)
    clock.instant = clock.instant.replace(month=10)
    desk.call(set_marks, marks=(day.mark(1, "58"),))
    template = centre.offering()[ExamType.THEORY]
    place: dict[str, Any] = {"room_id": hall, "invigilator_ids": (kim,), "name": "Autumn makeup"}
    centre.exam(template, date(2026, 11, 30), **place)


def _centre(page: SettingsPage) -> None:
    press(page.section(CentreSection).edit_button)


def _level(page: SettingsPage) -> None:
    press(page.section(ProfilesSection).cards["WSET"].level_buttons[3])


def _day(page: SettingsPage) -> None:
    press(page.section(ProfilesSection).cards["Seed"].day_button)


def _preview(page: SettingsPage) -> None:
    press(page.section(ProfilesSection).cards["Seed"].level_buttons[2])
    field = page.form()["2.theory.pass_mark_percentage"]
    page.save(**{field.key: field.value() + 5})


def _price(page: SettingsPage) -> None:
    page.section(PricesSection).table.selectRow(4)
    press(page.section(PricesSection).open_button)


def _room(page: SettingsPage) -> None:
    page.section(RoomsSection).table.selectRow(0)
    press(page.section(RoomsSection).edit_button)


def _person(page: SettingsPage) -> None:
    page.section(PeopleSection).table.selectRow(1)
    press(page.section(PeopleSection).edit_button)


def _course(page: SettingsPage) -> None:
    press(page.section(SettingList)["mark_gap_points"].links[0])


SHEETS = {
    "centre": ("centre", _centre),
    "level": ("profiles", _level),
    "course day": ("profiles", _day),
    "preview": ("profiles", _preview),
    "price": ("prices", _price),
    "room": ("rooms", _room),
    "person": ("people", _person),
    "by course": ("all", _course),
}


@pytest.mark.usefixtures("furnished")
@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("size", [100, 150, 200])
def test_everything_has_a_name_room_and_a_fair_target(
    open_settings: Open, size: int, name: str
) -> None:
    theme().set_text_size(size)
    section, open_sheet = SHEETS[name]
    page = open_settings(section=section)
    open_sheet(page)
    shown = page.overlay(Overlay)
    assert unnamed_controls(shown) == []
    assert small_targets(shown) == []
    assert clipped_texts(shown) == []


@pytest.mark.usefixtures("furnished")
@pytest.mark.parametrize("name", SHEETS)
def test_every_word_can_be_translated(open_settings: Open, name: str) -> None:
    set_language(PSEUDO)
    section, open_sheet = SHEETS[name]
    page = open_settings(section=section)
    open_sheet(page)
    assert untranslated_texts(page.overlay(Overlay), DATA) == []


def test_sections_and_settings_are_reached_by_keys_alone(open_settings: Open) -> None:
    page = open_settings()
    page.view.search.setFocus()
    QTest.keyClick(page.view.search, Qt.Key.Key_Tab)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
    settle()
    assert page.view.current == "all"
