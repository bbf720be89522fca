"""The rule profiles on the settings' page: edited level by level, with a look before it counts."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel

from tests.helpers.marking import ExamDay, exam_day
from tests.helpers.result_life import confirm, officer, registration
from tests.helpers.settings_page import SettingsPage, press, type_into
from ui.desk.settings.profile_fields import BandsField, PartsField
from ui.desk.settings.profile_preview import ProfilePreviewDialog
from ui.desk.settings.profiles import ProfileCard, ProfilesSection
from wset_desk.domain.catalogue import Award, Band, FirstPaper, PaperPart, RuleProfile
from wset_desk.domain.permissions import Role
from wset_desk.domain.rule_profiles import SEED, WSET
from wset_desk.services.results import set_marks
from wset_desk.services.rule_profile_editing import rule_profiles
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Open = Callable[..., SettingsPage]
PASS_MARK = "2.theory.pass_mark_percentage"


@pytest.fixture(autouse=True)
def after_the_exams(clock: FixedClock) -> None:
    clock.instant = clock.instant.replace(month=10)


@pytest.fixture
def marked(desk: Workspace) -> ExamDay:
    """A course of level 2 under Seed; its first candidate has 58."""
    day = exam_day(desk, level=2, candidates=3)
    desk.call(set_marks, marks=(day.mark(1, "58"),))
    return day


def card(page: SettingsPage, name: str = "Seed") -> ProfileCard:
    return page.section(ProfilesSection).cards[name]


def stored(page: SettingsPage, name: str = "Seed") -> RuleProfile:
    rows = page.workspace.run(rule_profiles)
    return next(row.profile for row in rows if row.profile.name == name)


def texts(page: SettingsPage, name: str = "Seed") -> str:
    return "\n".join(label.text() for label in card(page, name).findChildren(QLabel))


def test_a_card_says_what_a_profile_means_and_who_uses_it(
    open_settings: Open, marked: ExamDay
) -> None:
    page = open_settings(section="profiles")
    assert list(page.section(ProfilesSection).cards) == ["Seed", "WSET"]
    assert "Used by: Level 2 Award in Wines." in texts(page)
    assert "Level 3 Tasting Exam: 90 minutes · Passed from 55 %, out of 100" in texts(page)
    assert "Pass with distinction from 80 %, no paper below 65 %" in texts(page, "WSET")
    assert "45 minutes between papers of one day." in texts(page)
    assert not card(page).shipped_button.isEnabled()


def test_the_course_day_is_changed_and_taken_back(open_settings: Open) -> None:
    page = open_settings(section="profiles")
    press(card(page).day_button)
    assert not page.form()["name"].isEnabled()
    page.save(break_minutes=30, first_paper=FirstPaper.BEGINS_WITH_DAY)
    assert (stored(page).break_minutes, stored(page).first_paper) == (30, "begins_with_day")
    assert page.recorder.toasts == ["The rules of Seed are changed"]
    page.undo()
    assert stored(page) == SEED


def test_what_it_may_not_be_is_refused_beside_its_field(open_settings: Open) -> None:
    page = open_settings(section="profiles")
    press(card(page).level_buttons[2])
    page.save(**{PASS_MARK: Decimal(155)})
    assert page.form()[PASS_MARK].error == "A pass mark lies between 0 and 100 %."
    bands = page.form()["2.theory.bands"]
    assert isinstance(bands, BandsField)
    page.fill({PASS_MARK: Decimal(55)})
    type_into(bands.minima[Award.MERIT], "50")
    page.save()
    assert bands.error == "A better result can't begin below the pass mark of 55 %."
    type_into(bands.minima[Award.MERIT], "many")
    page.save()
    assert bands.error == "A number such as 12.50."
    assert stored(page) == SEED


def test_a_change_is_looked_at_before_it_counts(open_settings: Open, marked: ExamDay) -> None:
    page = open_settings(section="profiles")
    press(card(page).level_buttons[2])
    page.save(**{PASS_MARK: Decimal(60)})
    preview = page.overlay(ProfilePreviewDialog)
    assert [(w.candidate, w.before, w.after) for w in preview.model.rows] == [
        ("Aoife Byrne", Award.PASS, Award.FAIL)
    ]
    said = [label.text() for label in preview.findChildren(QLabel)]
    assert "Level 2 Theory Exam of Level 2 Award in Wines: pass mark in % 55 > 60" in said
    assert "1 result changes:" in said
    assert stored(page) == SEED
    press(preview.yes_button)
    assert registration(page.workspace, marked, 1).theory_passed is False
    assert "Passed from 60 %" in texts(page)
    page.undo()
    assert stored(page) == SEED
    assert registration(page.workspace, marked, 1).theory_passed is True


def test_one_may_go_on_editing_after_the_look(open_settings: Open, marked: ExamDay) -> None:
    page = open_settings(section="profiles")
    press(card(page).level_buttons[2])
    page.save(**{PASS_MARK: Decimal(60)})
    page.click("Go on editing")
    assert page.form()[PASS_MARK].value() == Decimal(60)
    assert stored(page) == SEED


def test_confirmed_results_stop_a_change_and_a_copy_takes_it(
    open_settings: Open, marked: ExamDay
) -> None:
    page = open_settings(section="profiles")
    confirm(officer(page.workspace), marked, 1)
    press(card(page).level_buttons[2])
    page.save(**{PASS_MARK: Decimal(60)})
    assert "Results are confirmed under these rules" in page.sheet().message.text
    assert "Level 2 Award in Wines" in page.sheet().message.text
    page.click("Copy it")
    page.save(name="Stricter")
    assert stored(page) == SEED
    assert stored(page, "Stricter").papers_of(2)[0].pass_mark_percentage == Decimal(60)


def test_parts_and_bands_are_edited(open_settings: Open) -> None:
    page = open_settings(section="profiles")
    press(card(page).level_buttons[3])
    parts, maximum = page.form()["3.theory.parts"], page.form()["3.theory.max_score"]
    overall = page.form()["3.overall.bands"]
    assert isinstance(parts, PartsField)
    assert isinstance(overall, BandsField)
    press(parts.add_button)
    assert [row.name.text() for row in parts.rows] == ["Multiple choice", "Written"]
    type_into(parts.rows[1].maximum, "70")
    assert (maximum.value(), maximum.isEnabled()) == (120, False)
    type_into(overall.minima[Award.PASS], "55")
    type_into(overall.minima[Award.MERIT], "65,5")
    type_into(overall.lowest[Award.MERIT], "60")
    page.save(**{"3.overall.best_after_failure": Award.PASS, "3.tasting.weight": Decimal(2)})
    theory, tasting = stored(page).papers_of(3)
    assert theory.parts == (
        PaperPart("multiple_choice", Decimal(50), Decimal(55)),
        PaperPart("written", Decimal(70), Decimal(55)),
    )
    assert (theory.max_score, tasting.weight) == (120, Decimal(2))
    rules = stored(page).overall_of(3)
    assert rules is not None
    assert rules.bands == (
        Band(Award.PASS, Decimal(55)),
        Band(Award.MERIT, Decimal("65.5"), Decimal(60)),
    )
    assert rules.best_after_failure is Award.PASS


def test_a_part_is_taken_out_again(open_settings: Open) -> None:
    page = open_settings(section="profiles")
    press(card(page, "WSET").level_buttons[3])
    parts = page.form()["3.theory.parts"]
    assert isinstance(parts, PartsField)
    press(parts.rows[0].remove_button)
    page.save()
    assert parts.error == "A paper that is marked by part has at least two."
    press(parts.rows[0].remove_button)
    page.save()
    assert stored(page, "WSET").papers_of(3)[0].parts == ()


def test_what_is_saved_unchanged_changes_nothing(open_settings: Open) -> None:
    page = open_settings(section="profiles")
    for name, profile in (("Seed", SEED), ("WSET", WSET)):
        for button in card(page, name).level_buttons.values():
            press(button)
            page.save()
        assert stored(page, name) == profile
    assert page.recorder.toasts == []


def test_a_copy_is_made_renamed_and_taken_out(open_settings: Open) -> None:
    page = open_settings(section="profiles")
    press(card(page, "WSET").copy_button)
    page.save(name="wset")
    assert page.form()["name"].error == "There already is a rule profile “wset”."
    page.save(name="Ours")
    press(card(page, "Ours").day_button)
    page.save(name="House rules")
    assert stored(page, "House rules") == replace(WSET, name="House rules")
    press(card(page, "House rules").remove_button)
    assert list(page.section(ProfilesSection).cards) == ["Seed", "WSET"]
    page.undo()
    assert list(page.section(ProfilesSection).cards) == ["Seed", "WSET", "House rules"]


def test_one_that_is_shipped_goes_back_to_what_it_was(open_settings: Open, marked: ExamDay) -> None:
    page = open_settings(section="profiles")
    press(card(page).level_buttons[2])
    page.save(**{PASS_MARK: Decimal(60)})
    press(page.overlay(ProfilePreviewDialog).yes_button)
    press(card(page).shipped_button)
    press(page.overlay(ProfilePreviewDialog).yes_button)
    assert stored(page) == SEED


def test_an_officer_reads_profiles_and_changes_none(open_settings: Open) -> None:
    page = open_settings(Role.EXAMS_OFFICER, section="profiles")
    assert "Level 2 Theory Exam" in texts(page)
    assert not card(page).day_button.isVisible()
