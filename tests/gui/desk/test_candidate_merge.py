"""Merging two records in the window: proposed, compared, chosen by keyboard, and undone."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.candidates_page import Page, button_named, candidates_page, click
from tests.helpers.courses import enrol_in, level_2_course
from tests.helpers.desk import session_of, settle
from tests.helpers.hostile_names import LONGEST_NAME
from ui.common.text import Label
from ui.common.theme import Appearance, theme
from ui.desk.candidates.duplicates_sheet import DuplicatesSheet, OtherRecordSheet
from ui.desk.candidates.merge_sheet import MergeSheet
from wset_desk.domain.candidate_merging import Pick
from wset_desk.domain.permissions import Role
from wset_desk.services.candidates import add_candidate, candidate
from wset_desk.services.workspace import Workspace

BORN = date(1990, 9, 5)


@pytest.fixture
def page(desk: Workspace, shown: Callable[..., Any]) -> Page:
    return candidates_page(desk, shown)


def add_twin(page: Page, **values: Any) -> UUID:
    """Amelia Hart once more: she was W104 218, and is W999 in this record."""
    given = {"candidate_number": "W999", "birth_date": BORN, "phone": "+44 20", **values}
    twin = page.workspace.call(
        add_candidate, **{"first_name": "Amelia", "last_name": "Hart", **given}
    )
    page.view.refresh()
    settle()
    return twin.id


def compare(page: Page, qtbot: QtBot) -> MergeSheet:
    """Through the proposed pairs."""
    qtbot.mouseClick(page.view.list.duplicates, Qt.MouseButton.LeftButton)
    sheet = page.sheet()
    assert isinstance(sheet, DuplicatesSheet)
    click(qtbot, sheet, "Compare…")
    return merge_sheet(page)


def merge_sheet(page: Page) -> MergeSheet:
    settle()
    sheet = page.sheet()
    assert isinstance(sheet, MergeSheet)
    return sheet


def texts(sheet: MergeSheet) -> list[str]:
    return [each.text() for each in sheet.findChildren(Label) if each.isVisibleTo(sheet)]


def test_a_pair_is_told_apart_and_proposed_again_by_undo(page: Page, qtbot: QtBot) -> None:
    add_twin(page)
    add_twin(page, candidate_number="W998")
    assert page.view.list.duplicates.text() == "3 possible duplicates"
    qtbot.mouseClick(page.view.list.duplicates, Qt.MouseButton.LeftButton)
    for left in (2, 1, 0):
        sheet = page.sheet()
        assert isinstance(sheet, DuplicatesSheet)
        assert len(sheet.pairs) == left + 1
        assert clipped_texts(sheet) == []
        assert unnamed_controls(sheet) == []
        click(qtbot, sheet, "Not the same person")
        settle()
        assert page.shell.toasts[-1] == "Amelia Hart and Amelia Hart are not the same person"
    assert page.view.list.duplicates.isHidden()
    undo = page.shell.undos[-1]
    assert undo is not None
    undo()
    settle()
    assert page.view.list.duplicates.text() == "1 possible duplicate"


def test_duplicates_are_counted_compared_and_merged(page: Page, qtbot: QtBot) -> None:
    assert page.view.list.duplicates.isHidden()
    twin = add_twin(page)
    enrol_in(page.workspace, level_2_course(page.workspace).id, twin)
    assert page.view.list.duplicates.text() == "1 possible duplicate"
    sheet = compare(page, qtbot)
    assert set(sheet.fields) == {"candidate_number", "email", "phone", "extra_time_percent"}
    assert "1 enrolment, 1 registration" in texts(sheet)
    assert "The same in both: First name, Last name, Date of birth" in texts(sheet)
    sheet.fields["candidate_number"].options[Pick.MERGED].check.setFocus()
    qtbot.keyClick(sheet.fields["candidate_number"].options[Pick.MERGED].check, Qt.Key.Key_Space)
    qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.shell.toasts == ["The record of Amelia Hart went into that of Amelia Hart"]
    values = page.workspace.run(candidate, candidate_id=page.ids["Amelia Hart"]).detail.values
    assert (values.candidate_number, values.phone) == ("W999", "+44 20")
    assert (values.email, values.extra_time_percent) == ("amelia@example.org", 25)
    assert len(page.kept("hart")) == 1
    assert page.view.list.duplicates.isHidden()
    undo = page.shell.undos[0]
    assert undo is not None
    undo()
    assert len(page.kept("hart")) == 2


def test_a_missing_choice_is_asked_for_where_it_is_made(page: Page, qtbot: QtBot) -> None:
    add_twin(page)
    sheet = compare(page, qtbot)
    click(qtbot, sheet, "Merge the records")
    number = sheet.fields["candidate_number"]
    assert "Choose which of the two is right." in texts(sheet)
    assert number.options[Pick.KEPT].check.hasFocus()
    number.options[Pick.KEPT].check.click()
    assert "Choose which of the two is right." not in texts(sheet)
    click(qtbot, sheet, "Merge the records")
    assert len(page.kept("hart")) == 1


def test_a_value_is_chosen_by_a_click_on_its_text(page: Page, qtbot: QtBot) -> None:
    add_twin(page)
    number = compare(page, qtbot).fields["candidate_number"]
    for pick in (Pick.MERGED, Pick.KEPT):
        option = number.options[pick]
        qtbot.mouseClick(option.findChild(Label), Qt.MouseButton.LeftButton)
        assert number.pick() is pick


def test_the_other_record_may_be_kept(page: Page, qtbot: QtBot) -> None:
    twin = add_twin(page)
    click(qtbot, compare(page, qtbot), "Swap the two")
    sheet = merge_sheet(page)
    sheet.fields["candidate_number"].options[Pick.KEPT].check.click()
    click(qtbot, sheet, "Merge the records")
    values = page.workspace.run(candidate, candidate_id=page.ids["Amelia Hart"]).detail
    assert (values.id, values.values.candidate_number) == (twin, "W999")


def test_what_stands_against_it_is_said_and_stops_it(page: Page, qtbot: QtBot) -> None:
    twin = add_twin(page)
    course = level_2_course(page.workspace)
    enrol_in(page.workspace, course.id, page.ids["Amelia Hart"], twin)
    sheet = compare(page, qtbot)
    assert sheet.obstacles.isVisible()
    assert sheet.obstacles.text.splitlines() == [
        "Both records are registered for Level 2 Theory Exam on 6 September 2026: cancel one of "
        "the two first.",
        f"Both records are enrolled in {course.name}: withdraw one of the two first.",
    ]
    assert not sheet.save_button.isEnabled()


def test_a_record_that_somebody_knows_of_is_found_and_taken_apart_again(
    page: Page, qtbot: QtBot
) -> None:
    page.choose("Priya Nair")
    button_named(page.view.panel, "Merge Priya Nair with another record").click()
    sheet = page.sheet()
    assert isinstance(sheet, OtherRecordSheet)
    assert not sheet.save_button.isEnabled()
    sheet.picker.field.setText("jonas")
    sheet.picker.field.search_now()
    sheet.picker.table.setFocus()
    qtbot.keyClick(sheet.picker.table, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.picker.table, Qt.Key.Key_Space)
    click(qtbot, sheet, "Compare")
    merging = merge_sheet(page)
    for field in merging.fields.values():
        field.options[Pick.KEPT].check.click()
    click(qtbot, merging, "Merge the records")
    about = "Also recorded as Jonas Lindqvist · W104 221, merged on 1 Aug 2026"
    assert about in page.texts()
    assert page.kept("lindqvist") == ["Priya Nair"]
    click(qtbot, page.view.panel, "Take apart")
    assert page.shell.toasts[-1] == "The records of Priya Nair and Jonas Lindqvist are apart again"
    assert page.kept("lindqvist") == ["Jonas Lindqvist"]
    assert about not in page.texts()


def test_who_may_not_manage_candidates_is_offered_no_merge(
    desk: Workspace, shown: Callable[..., Any]
) -> None:
    page = candidates_page(desk, shown, session_of(Role.INVIGILATOR))
    add_twin(page)
    assert page.view.list.duplicates.isHidden()
    page.view.show_duplicates()
    assert page.view.window().findChildren(DuplicatesSheet) == []


@pytest.mark.parametrize("text_size", [100, 150])
def test_long_values_have_room(page: Page, qtbot: QtBot, text_size: int) -> None:
    notes = {"notes": "One note after the other. " * 60, "address": f"{LONGEST_NAME}\nLondon"}
    add_twin(page, **notes)
    theme().set_up(Appearance.DARK, text_size)
    sheet = compare(page, qtbot)
    for check in (unnamed_controls, small_targets, clipped_texts):
        assert check(sheet) == []
