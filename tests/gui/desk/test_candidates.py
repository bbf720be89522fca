"""The candidates' page, by mouse and keyboard, on a real store."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.candidates_page import (
    PEOPLE,
    Page,
    add_people,
    button_named,
    candidates_page,
    click,
    type_into,
)
from tests.helpers.courses import enrol_in, level_3_course
from tests.helpers.desk import context_of, session_of, settle
from tests.helpers.marking import exam_day
from tests.helpers.pseudo import untranslated_texts
from ui.common.buttons import Button
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.common.theme import Appearance, theme
from ui.desk.candidates.duplicates import DuplicatesDialog
from ui.desk.candidates.view import CandidatesView
from wset_desk.domain.permissions import Role
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.candidates import add_candidate, candidate, find_candidates
from wset_desk.services.refusals import describe
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Show = Callable[..., CandidatesView]


@pytest.fixture
def page(desk: Workspace, shown: Show) -> Page:
    return candidates_page(desk, shown)


def test_everybody_is_listed_in_order_of_last_names(page: Page) -> None:
    assert page.names() == [
        "Tomás Ferreira",
        "Amelia Hart",
        "Jonas Lindqvist",
        "Priya Nair",
        "Zoë O’Connor",
    ]
    assert page.view.list.model.index(1, 4).data() == "25 %"


def test_typing_filters_and_escape_shows_everybody_again(page: Page, qtbot: QtBot) -> None:
    page.view.focus_filter()
    qtbot.keyClicks(page.view.list.search, "oconnor")
    qtbot.keyClick(page.view.list.search, Qt.Key.Key_Return)
    assert page.names() == ["Zoë O’Connor"]
    qtbot.keyClick(page.view.list.search, Qt.Key.Key_Escape)
    assert len(page.names()) == 5


def test_nobody_found_offers_everybody(page: Page, qtbot: QtBot) -> None:
    page.view.list.search.setText("nobody")
    page.view.list.search.search_now()
    assert page.names() == []
    click(qtbot, page.view.list.table, "Show everybody")
    page.view.list.search.search_now()
    assert len(page.names()) == 5


def test_a_click_on_a_heading_sorts_by_the_query(page: Page, qtbot: QtBot) -> None:
    header = page.view.list.table.horizontalHeader()
    for expected in ("Amelia Hart", "Priya Nair"):
        position = header.sectionViewportPosition(1) + 10
        centre = header.rect().center()
        centre.setX(position)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=centre)
        assert page.names()[0] == expected


def test_scrolling_loads_more(
    desk: Workspace, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desk.candidates.candidate_list.PAGE", 20)
    for number in range(50):
        desk.call(add_candidate, first_name="C", last_name=f"{number:03}")
    view = shown(CandidatesView(context_of(InlineTasks(desk, describe))), 1280, 500)
    assert view.list.model.rowCount() == 20
    for _step in range(3):
        bar = view.list.table.verticalScrollBar()
        bar.setValue(bar.maximum())
        settle()
    names = [row.last_name for row in view.list.model.rows]
    assert len(names) >= 50
    assert names[:50] == [f"{number:03}" for number in range(50)]


def test_the_profile_follows_the_chosen_row(page: Page, qtbot: QtBot) -> None:
    page.choose("Amelia Hart")
    assert {"Amelia Hart", "W104 218", "25 % extra time"} <= set(page.texts())
    page.view.list.table.setFocus()
    qtbot.keyClick(page.view.list.table, Qt.Key.Key_Down)
    assert "Jonas Lindqvist" in page.texts()
    assert "25 % extra time" not in page.texts()


def test_the_profile_has_upcoming_exams_and_history(
    page: Page, clock: FixedClock, qtbot: QtBot
) -> None:
    amelia = page.ids["Amelia Hart"]
    course = level_3_course(page.workspace)
    enrol_in(page.workspace, course.id, amelia)
    page.view.open(candidate_id=amelia)
    assert {"Sun 20 September 2026", "\u206609:30 – 12:00\u2069"} <= set(page.texts())
    clock.instant = datetime(2026, 9, 21, tzinfo=UTC)
    page.view.refresh()
    assert "Nothing is booked." in page.texts()
    open_it = button_named(page.view.panel, "Open the course Level 3 Wines")
    open_it.setFocus()
    qtbot.keyClick(open_it, Qt.Key.Key_Space)
    assert page.shell.visits == [("courses", {"session_id": course.id})]


def test_both_papers_marks_stand_in_the_history(page: Page, clock: FixedClock) -> None:
    day = exam_day(page.workspace, level=3, candidates=1)
    clock.instant = datetime(2026, 9, 7, tzinfo=UTC)
    marks = (day.mark(1, "54.99"), day.mark(1, "83", of="tasting"))
    page.workspace.call(set_marks, marks=marks)
    page.view.refresh()
    page.choose(next(name for name in page.names() if name not in PEOPLE))
    assert {
        "54.99 of 100",
        "Fail · provisional",
        "83 of 100",
        "Pass · provisional",
    } <= set(page.texts())


def test_a_new_candidate_is_typed_in_shown_and_taken_back(page: Page, qtbot: QtBot) -> None:
    click(qtbot, page.view, "New candidate")
    sheet = page.sheet()
    type_into(qtbot, sheet, "first_name", "Ana")
    type_into(qtbot, sheet, "last_name", "Silva")
    type_into(qtbot, sheet, "birth_date", "5 Sep 1990")
    type_into(qtbot, sheet, "extra_time_percent", "50")
    qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.shell.toasts == ["Ana Silva was added"]
    assert {"Ana Silva", "50 % extra time"} <= set(page.texts())
    undo = page.shell.undos[0]
    assert undo is not None
    undo()
    assert page.kept("silva") == []


def test_errors_stand_beside_their_fields_and_input_is_kept(page: Page, qtbot: QtBot) -> None:
    page.view.create_new()
    sheet = page.sheet()
    assert sheet.form is not None
    type_into(qtbot, sheet, "first_name", "Ana")
    click(qtbot, sheet, "Add candidate")
    assert sheet.form["last_name"].error == "This is needed."
    type_into(qtbot, sheet, "last_name", "Silva")
    type_into(qtbot, sheet, "candidate_number", "W104218")
    click(qtbot, sheet, "Add candidate")
    assert sheet.form["candidate_number"].error == "Amelia Hart already has the number W104218."
    type_into(qtbot, sheet, "candidate_number", "W9")
    type_into(qtbot, sheet, "email", "ana")
    click(qtbot, sheet, "Add candidate")
    assert sheet.form["email"].error == "“ana” isn't an e-mail address."
    assert sheet.form["first_name"].value() == "Ana"
    assert page.kept("silva") == []


def test_a_time_zone_is_picked_and_stands_in_the_profile(page: Page, qtbot: QtBot) -> None:
    page.choose("Priya Nair")
    page.view.edit_chosen()
    sheet = page.sheet()
    type_into(qtbot, sheet, "time_zone", "Mars")
    click(qtbot, sheet, "Save")
    assert sheet.form is not None
    assert sheet.form["time_zone"].error == "Choose one from the list."
    type_into(qtbot, sheet, "time_zone", "america/new york")
    click(qtbot, sheet, "Save")
    assert "America/New York" in page.texts()
    page.view.edit_chosen()
    type_into(qtbot, page.sheet(), "time_zone", "\b")
    click(qtbot, page.sheet(), "Save")
    assert "America/New York" not in page.texts()


def new_namesake(page: Page, qtbot: QtBot) -> DuplicatesDialog:
    page.view.create_new()
    sheet = page.sheet()
    type_into(qtbot, sheet, "first_name", "amelia")
    type_into(qtbot, sheet, "last_name", "hart")
    click(qtbot, sheet, "Add candidate")
    dialog = page.view.window().findChild(DuplicatesDialog)
    assert dialog is not None
    return dialog


def test_a_namesake_can_be_opened_instead(page: Page, qtbot: QtBot) -> None:
    dialog = new_namesake(page, qtbot)
    assert unnamed_controls(dialog) == []
    click(qtbot, dialog, "Open")
    assert page.kept("hart") == ["Amelia Hart"]
    assert "Amelia Hart" in page.texts()


def test_a_namesake_can_be_added_all_the_same(page: Page, qtbot: QtBot) -> None:
    click(qtbot, new_namesake(page, qtbot), "Add as another person")
    assert sorted(page.kept("hart")) == ["Amelia Hart", "amelia hart"]


def test_an_edit_is_made_with_the_keyboard_and_undone(page: Page, qtbot: QtBot) -> None:
    page.choose("Priya Nair")
    page.view.list.table.setFocus()
    qtbot.keyClick(page.view.list.table, Qt.Key.Key_Return)
    sheet = page.sheet()
    type_into(qtbot, sheet, "last_name", "Nair-Jones")
    click(qtbot, sheet, "Save")
    assert page.shell.toasts == ["Priya Nair-Jones was changed"]
    assert "Priya Nair-Jones" in page.texts()
    undo = page.shell.undos[0]
    assert undo is not None
    undo()
    assert page.kept("nair") == ["Priya Nair"]
    assert "Priya Nair" in page.texts()


def test_saving_without_a_change_says_nothing(page: Page, qtbot: QtBot) -> None:
    page.choose("Priya Nair")
    page.view.edit_chosen()
    click(qtbot, page.sheet(), "Save")
    assert page.shell.toasts == []


def test_the_palette_offers_what_can_be_done_here(page: Page) -> None:
    assert [each.text for each in page.view.commands()] == [
        "New candidate",
        "Possible duplicates",
        "Bring in your data",
        "Export",
    ]
    page.choose("Priya Nair")
    assert "Edit Priya Nair" in [each.text for each in page.view.commands()]


def test_who_may_only_look_is_offered_nothing_else(desk: Workspace, shown: Show) -> None:
    add_people(desk)
    context = context_of(InlineTasks(desk, describe), session_of(Role.INVIGILATOR))
    view = shown(CandidatesView(context))
    view.create_new()
    view.bring_in()
    assert view.commands() == []
    assert {each.text() for each in view.header.findChildren(Button)} == set()
    assert not view.bring_in_view.isVisible()


def test_somebody_who_is_gone_leaves_an_empty_panel(page: Page) -> None:
    page.view.open(candidate_id=page.workspace.actor.device_id)
    assert "Choose somebody to see their exams." in page.texts()


def test_an_empty_centre_offers_to_bring_data_in(
    desk: Workspace, shown: Show, qtbot: QtBot
) -> None:
    view = shown(CandidatesView(context_of(InlineTasks(desk, describe))))
    click(qtbot, view.list.table, "Bring in data…")
    assert view.bring_in_view.isVisible()


def test_the_model_is_a_sound_one(page: Page, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.view.list.model)
    rows = page.workspace.run(find_candidates).rows
    page.view.list.model.append_rows(rows)
    assert page.view.list.model.rowCount() == 10


@pytest.mark.parametrize("text_size", [100, 150])
@pytest.mark.parametrize("width", [1280, 1004])
def test_everything_has_a_name_and_room(page: Page, text_size: int, width: int) -> None:
    enrol_in(page.workspace, level_3_course(page.workspace).id, page.ids["Amelia Hart"])
    page.choose("Amelia Hart")
    theme().set_up(Appearance.DARK, text_size)
    page.view.resize(width, 800)
    for _round in range(3):  # a row that folds makes what is around it lay out again
        settle()
    for check in (unnamed_controls, small_targets, clipped_texts):
        assert check(page.view) == []
    page.view.edit_chosen()
    settle()
    for check in (unnamed_controls, small_targets, clipped_texts):
        assert check(page.sheet()) == []


def test_profiles_are_what_the_service_says(page: Page) -> None:
    detail = page.workspace.run(candidate, candidate_id=page.ids["Priya Nair"]).detail
    page.choose("Priya Nair")
    assert page.view.panel.profile is not None
    assert page.view.panel.profile.detail == detail


def test_every_text_goes_through_the_language_mechanism(desk: Workspace, shown: Show) -> None:
    set_language(PSEUDO)
    ids = add_people(desk)
    enrol_in(desk, level_3_course(desk).id, ids["Amelia Hart"])
    view = shown(CandidatesView(context_of(InlineTasks(desk, describe))), 1280, 800)
    view.open(candidate_id=ids["Amelia Hart"])
    settle()
    emails = [f"{name.split()[0].lower()}@example.org" for name in PEOPLE]
    known = [*PEOPLE, *emails, "W104", "Level 3 Wines", "Level 3 Theory Exam"]
    known += ["Level 3 Tasting Exam", "Sun 20 September 2026", "Sept", "Sep"]
    assert untranslated_texts(view, known) == []
    view.create_new()
    settle()
    (sheet,) = view.window().findChildren(Sheet)
    assert untranslated_texts(sheet) == []
