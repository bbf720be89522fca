"""The history of a record, opened from its own page."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.audit_screen import (
    DATA,
    audit_context,
    blocks_of,
    button_called,
    click,
    texts_of,
)
from tests.helpers.audited import AuditedCentre, audited_centre
from tests.helpers.desk import Recorder, settle
from tests.helpers.pseudo import untranslated_texts
from ui.common.buttons import IconButton
from ui.common.theme import Appearance, theme
from ui.desk.audit.history import HistorySheet
from ui.desk.calendar.view import CalendarView
from ui.desk.candidates.view import CandidatesView
from ui.desk.courses.view import CoursesView
from ui.desk.screen import Screen
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.candidates import CandidateDetail, candidate, edit_candidate
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Show = Callable[..., QWidget]


@pytest.fixture
def centre(desk: Workspace, clock: FixedClock) -> AuditedCentre:
    return audited_centre(desk, clock)


def page_of(view: type[Screen], centre: AuditedCentre, shown: Show, **target: object) -> Screen:
    page = view(audit_context(centre, Recorder()))
    shown(page, 1300, 850)
    page.open(**target)
    settle()
    return page


def history_on(page: Screen, button: str) -> HistorySheet:
    """Click the button for the history and answer what opens."""
    buttons = [
        each
        for each in page.findChildren(IconButton)
        if each.accessibleName() == button and each.isVisible()
    ]
    click(buttons[0])
    (sheet,) = page.window().findChildren(HistorySheet)
    return sheet


@pytest.fixture
def of_chloe(centre: AuditedCentre, shown: Show) -> HistorySheet:
    page = page_of(CandidatesView, centre, shown, candidate_id=centre.chloe)
    sheet = history_on(page, "History of Chloé Martin")
    sheet.page = page  # type: ignore[attr-defined]
    return sheet


def test_a_candidates_history_is_theirs_alone(of_chloe: HistorySheet) -> None:
    texts = texts_of(of_chloe)
    assert texts[:2] == ["History", "Chloé Martin"]
    assert [text for text in texts if text.startswith(("Enrolled ", "Changed the", "Added "))] == [
        "Enrolled 2 candidates · Level 2 Wines, 5 Sept 2026",
        "Changed the details of Chloé Martin",
        "Added Chloé Martin",
    ]
    assert not [text for text in texts if "Omar" in text]
    assert ["Candidate", "Candidate number", "—", "W104 664"] in [
        block[:4] for block in blocks_of(of_chloe)
    ]


def test_a_course_sessions_history(centre: AuditedCentre, shown: Show) -> None:
    page = page_of(CoursesView, centre, shown, session_id=centre.session)
    sheet = history_on(page, "History")
    assert "Cancelled the course session Level 2 Wines · 5 Sept 2026" in texts_of(sheet)


def test_an_exams_history_leads_to_its_candidates(centre: AuditedCentre, shown: Show) -> None:
    page = page_of(CalendarView, centre, shown, exam_session_id=centre.exam)
    sheet = history_on(page, "History")
    name = next(text for text in texts_of(sheet) if text.startswith("Omar Haddad, "))
    click(button_called(sheet, f"Open {name}"))
    assert not sheet.is_open


def test_the_palette_offers_the_history(centre: AuditedCentre, shown: Show) -> None:
    page = page_of(CandidatesView, centre, shown, candidate_id=centre.omar)
    offered = {command.text: command for command in page.commands()}
    offered["History of Omar Haddad"].run()
    settle()
    (sheet,) = page.window().findChildren(HistorySheet)
    assert sheet.is_open
    course = page_of(CoursesView, centre, shown, session_id=centre.session)
    assert "History of this course session" in {each.text for each in course.commands()}


def test_a_long_history_goes_on_by_a_button(centre: AuditedCentre, shown: Show) -> None:
    workspace = centre.workspace
    for number in range(25):
        detail: CandidateDetail = workspace.run(candidate, candidate_id=centre.omar).detail
        values = detail.values.__class__(first_name="Omar", last_name=f"Haddad {number}")
        workspace.call(edit_candidate, candidate_id=centre.omar, values=values)
    page = page_of(CandidatesView, centre, shown, candidate_id=centre.omar)
    sheet = history_on(page, "History of Omar Haddad 24")
    assert len(sheet.shown) == 20
    assert sheet.more_button is not None
    click(sheet.more_button)
    assert len(sheet.shown) == len({past.act.key for past in sheet.shown}) > 25
    assert sheet.more_button is None


def test_a_record_without_a_history_says_so(centre: AuditedCentre, shown: Show) -> None:
    page = page_of(CandidatesView, centre, shown, candidate_id=centre.chloe)
    never = centre.chloe.__class__(int=1)
    HistorySheet(page.context, page, "candidates", never).open()
    settle()
    (sheet,) = page.window().findChildren(HistorySheet)
    assert "Nothing has been recorded here yet." in texts_of(sheet)


@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_everything_has_a_name_room_and_size(
    centre: AuditedCentre, shown: Show, text_size: int
) -> None:
    theme().set_up(Appearance.LIGHT, text_size)
    page = page_of(CandidatesView, centre, shown, candidate_id=centre.chloe)
    sheet = history_on(page, "History of Chloé Martin")
    assert [*unnamed_controls(sheet), *clipped_texts(sheet), *small_targets(sheet)] == []


def test_every_text_is_translated(centre: AuditedCentre, shown: Show) -> None:
    page = page_of(CandidatesView, centre, shown, candidate_id=centre.chloe)
    set_language(PSEUDO)
    HistorySheet(page.context, page, "candidates", centre.chloe, "Chloé Martin").open()
    settle()
    (sheet,) = page.window().findChildren(HistorySheet)
    assert untranslated_texts(sheet, DATA) == []
