"""Offerings in the window: made with their exams, edited, given other rules, sold online."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.courses import make_candidates, make_offering
from tests.helpers.courses_screen import CoursesScreen, column_texts, texts_in
from tests.helpers.desk import settle
from ui.desk.courses.enrol_sheet import EnrolOnlineSheet
from ui.desk.courses.offering_forms import (
    ChangeProfileSheet,
    EditOfferingSheet,
    NewOfferingSheet,
)
from ui.desk.courses.profile_words import explain
from ui.desk.courses.template_card import TemplateCard
from ui.desk.courses.template_form import TemplateSheet
from ui.desk.courses.view import OFFERINGS
from wset_desk.domain.catalogue import BundledTiming, CourseFormat
from wset_desk.domain.rule_profiles import SEED, WSET
from wset_desk.services.catalogue import list_courses, list_offerings, offering
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.online_enrollments import online_enrolments
from wset_desk.services.workspace import Workspace


@pytest.fixture(name="screen")
def courses_screen(desk: Workspace, qtbot: QtBot, shown: Callable[..., QWidget]) -> CoursesScreen:
    made = CoursesScreen(desk, qtbot)
    shown(made.view, 1216, 900)
    made.view.show_part(OFFERINGS)
    return made


def show(screen: CoursesScreen, one: OfferingDetail) -> None:
    screen.view.open(offering_id=one.id)


def reread(screen: CoursesScreen, one: OfferingDetail) -> OfferingDetail:
    return screen.workspace.run(offering, offering_id=one.id)


def open_template(screen: CoursesScreen, one: OfferingDetail, number: int = 0) -> TemplateSheet:
    show(screen, one)
    settle()
    cards = screen.view.offering_page.findChildren(TemplateCard)
    shown_cards = [each for each in cards if each.isVisible()]
    screen.click(shown_cards[number].edit_button)
    return screen.sheet(TemplateSheet)


def test_a_new_course_is_offered_with_its_exams_in_sight(screen: CoursesScreen) -> None:
    screen.click(screen.view.new_button)
    sheet = screen.sheet(NewOfferingSheet)
    form = sheet.form
    assert form is not None
    form["level"].set_value(3)
    form["rule_profile"].set_value("WSET")
    screen.fill(
        form,
        title="Level 3 Award in Wines",
        name="Level 3 Wines, weekends",
        price="845",
    )
    said = texts_in(sheet.preview)
    assert {"Level 3 Theory Exam", "Level 3 Tasting Exam", "Overall result"} <= set(said)
    assert "Multiple choice: out of 50, at least 55 %" in said
    assert "On the final day" in said
    screen.click(sheet.save_button)
    (made,) = screen.workspace.run(list_offerings)
    assert (made.name, made.level, made.rule_profile, made.price) == (
        "Level 3 Wines, weekends",
        3,
        "WSET",
        Decimal("845.00"),
    )
    assert len(made.templates) == 2
    assert screen.view.offering_page.isVisible()
    screen.undo()
    assert screen.workspace.run(list_offerings) == ()
    assert screen.workspace.run(list_courses) == ()


def test_a_known_course_is_offered_online(screen: CoursesScreen) -> None:
    made = make_offering(screen.workspace, 1)
    screen.view.new_offering()
    form = screen.sheet(NewOfferingSheet).form
    assert form is not None
    assert not form["title"].isVisible()
    form["course_format"].set_value(CourseFormat.ONLINE)
    screen.fill(form, name="Level 1 online", price="180,50")
    assert "365 days' window" in texts_in(screen.sheet(NewOfferingSheet).preview)
    screen.click(screen.sheet(NewOfferingSheet).save_button)
    offered = {each.name: each for each in screen.workspace.run(list_offerings)}
    online = offered["Level 1 online"]
    assert (online.course_id, online.price) == (made.course_id, Decimal("180.50"))
    assert online.templates[0].can_schedule_independently


def test_an_offering_without_name_or_price_is_not_made(screen: CoursesScreen) -> None:
    screen.view.new_offering()
    sheet = screen.sheet(NewOfferingSheet)
    screen.click(sheet.save_button)
    assert sheet.form is not None
    wrong = {field.key for field in sheet.form if field.error}
    assert wrong == {"title", "name", "price"}
    assert screen.workspace.run(list_offerings) == ()


def test_a_template_is_edited_and_set_back(screen: CoursesScreen) -> None:
    made = make_offering(screen.workspace, 2)
    sheet = open_template(screen, made)
    assert sheet.form is not None
    screen.fill(sheet.form, duration_minutes="75", pass_mark_percentage="60,5")
    sheet.form["bundled_timing"].set_value(BundledTiming.SEPARATE_DAY)
    screen.click(sheet.save_button)
    (template,) = reread(screen, made).templates
    assert (template.duration_minutes, template.pass_mark_percentage, template.bundled_timing) == (
        75,
        Decimal("60.50"),
        BundledTiming.SEPARATE_DAY,
    )
    assert "Passed from 60.5 %, out of 100" in texts_in(screen.view.offering_page)
    screen.undo()
    assert reread(screen, made) == made


def test_what_no_paper_can_have_is_said_beside_its_field(screen: CoursesScreen) -> None:
    made = make_offering(screen.workspace, 3, rule_profile="WSET")
    sheet = open_template(screen, made)
    assert sheet.form is not None
    screen.fill(sheet.form, pass_mark_percentage="100,5")
    screen.click(sheet.save_button)
    assert sheet.form["pass_mark_percentage"].error == "A pass mark lies between 0 and 100 %."
    screen.fill(sheet.form, pass_mark_percentage="55", max_score="100")
    screen.click(sheet.save_button)
    assert sheet.form["max_score"].error == "The maximum is the sum of the paper's parts: 150."
    assert reread(screen, made) == made


def test_a_tasting_cannot_be_ticked_to_stand_alone(screen: CoursesScreen) -> None:
    sheet = open_template(screen, make_offering(screen.workspace, 3), 1)
    assert sheet.form is not None
    assert not sheet.form["can_schedule_independently"].isEnabled()


def test_other_rules_show_what_they_change_and_can_be_undone(screen: CoursesScreen) -> None:
    made = make_offering(screen.workspace, 1)
    show(screen, made)
    screen.click(screen.view.offering_page.change_button)
    sheet = screen.sheet(ChangeProfileSheet)
    assert not sheet.save_button.isEnabled()
    assert sheet.form is not None
    sheet.form["rule_profile"].set_value("WSET")
    sheet.form["rule_profile"].edited.emit()
    assert "Passed from 70 %, out of 30" in texts_in(sheet.preview)
    screen.click(sheet.save_button)
    assert reread(screen, made).templates[0].max_score == 30
    screen.undo()
    assert reread(screen, made) == made


def test_an_offering_is_repriced_and_taken_out_of_sale(screen: CoursesScreen) -> None:
    made = make_offering(screen.workspace, 2)
    show(screen, made)
    screen.click(screen.view.offering_page.edit_button)
    sheet = screen.sheet(EditOfferingSheet)
    assert sheet.form is not None
    screen.fill(sheet.form, price="500")
    screen.click(sheet.form["active"].control)
    screen.click(sheet.save_button)
    after = reread(screen, made)
    assert (after.price, after.active) == (Decimal("500.00"), False)
    screen.undo()
    assert reread(screen, made) == made


def test_a_candidate_is_enrolled_online_from_a_day_on(screen: CoursesScreen) -> None:
    """Scenario C1: from 2 March 2026, 2 March 2027 is the last day."""
    made = make_offering(screen.workspace, 1, course_format=CourseFormat.ONLINE)
    make_candidates(screen.workspace, 2)
    show(screen, made)
    section = screen.view.offering_page.online
    screen.click(section.enrol_button)
    sheet = screen.sheet(EnrolOnlineSheet)
    screen.fill(sheet.start_form, start_date="2 March 2026")
    assert "The exam may be sat until Tue 2 March 2027." in texts_in(sheet)
    screen.click_row(sheet.content.picker.table, 0)
    screen.click_row(sheet.content.picker.table, 1)
    assert list(sheet.content.picker.chosen.values()) == ["C02 Candidate"]
    screen.click(sheet.save_button)
    assert column_texts(section.table, "window") == ["2 Mar 2027"]
    screen.click_row(section.table, 0)
    screen.click(section.withdraw_button)
    assert screen.workspace.run(online_enrolments, offering_id=made.id) == ()
    screen.undo()
    (row,) = screen.workspace.run(online_enrolments, offering_id=made.id)
    assert row.window_ends_on == date(2027, 3, 2)


def test_the_list_leads_to_the_page(screen: CoursesScreen) -> None:
    make_offering(screen.workspace, 2, price="495")
    screen.view.refresh()
    table = screen.view.offering_list.table
    assert column_texts(table, "price") == ["£495.00"]
    screen.click_row(table, 0)
    assert screen.view.offering_page.isVisible()
    assert "Rules: Seed" in texts_in(screen.view.offering_page)


def lines(part: str, level: int, *, wset: bool = True) -> tuple[str, ...]:
    explained = explain(WSET if wset else SEED, level)
    return next(each.lines for each in explained if each.title == part)


def test_rules_are_explained_in_words() -> None:
    assert lines("Level 1 Theory Exam", 1) == (
        "45 minutes",
        "Passed from 70 %, out of 30",
        "30 questions",
    )
    assert lines("Level 2 Theory Exam", 2)[2:] == (
        "Pass with merit from 70 %",
        "Pass with distinction from 85 %",
    )
    assert lines("Overall result", 3) == (
        "The mean of the papers’ percentages",
        "Pass from 55 %",
        "Pass with merit from 65 %",
        "Pass with distinction from 80 %, no paper below 65 %",
        "Pass with merit at best after any failed paper",
    )
    assert lines("Overall result", 3, wset=False) == ("Passed when every paper is passed.",)
    assert lines("On the course day", 3, wset=False)[1] == "45 minutes between papers of one day."
