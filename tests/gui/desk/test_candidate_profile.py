"""A candidate's profile: attempts with versions, what is to come, and what can be done next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.candidates_page import Page, button_named, candidates_page, click, type_into
from tests.helpers.courses import enrol_in, level_2_course, make_offering, schedule
from tests.helpers.desk import session_of, settle
from tests.helpers.exam_centre import ExamCentre
from tests.helpers.hostile_names import HOSTILE_NAMES
from ui.common.buttons import Button, IconButton
from ui.common.theme import Appearance, theme
from ui.desk.board.cancel_sheet import CancelSeatSheet
from ui.desk.board.reschedule_sheet import RescheduleSheet
from ui.desk.candidates.enrol_sheet import EnrolInSheet
from ui.desk.candidates.profile import ACCOUNT
from ui.desk.candidates.seat_sheet import SeatSheet
from ui.desk.results.version_list import VersionSheet
from wset_desk.domain.catalogue import (
    Component,
    CourseFormat,
    DeliveryMethod,
    ExamType,
    SessionType,
)
from wset_desk.domain.permissions import Role
from wset_desk.services.candidates import candidate, edit_candidate
from wset_desk.services.enrollments import enrol_online
from wset_desk.services.exam_sessions import create_exam_session
from wset_desk.services.results import MarkInput, set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

AMELIA = "Amelia Hart"
EXAM = date(2026, 9, 20)
AFTER_THE_EXAM = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def page(desk: Workspace, shown: Callable[..., Any]) -> Page:
    return candidates_page(desk, shown)


def fail_the_tasting(page: Page, clock: FixedClock) -> UUID:
    """Amelia passes the theory of level 3 and fails the tasting; answers the tasting's template."""
    offering = make_offering(page.workspace, 3)
    course = schedule(page.workspace, offering, EXAM, end=time(17))
    enrolled = enrol_in(page.workspace, course.id, page.ids[AMELIA])
    clock.instant = AFTER_THE_EXAM
    components = (Component.THEORY, Component.TASTING)
    marks = zip(enrolled.registration_ids, components, ("68", "51"), strict=True)
    page.workspace.call(set_marks, marks=tuple(MarkInput(*each) for each in marks))
    return next(each.id for each in offering.templates if each.exam_type is ExamType.TASTING)


def resit_on(page: Page, template_id: UUID, day: date, seats: int = 6) -> UUID:
    return page.workspace.call(
        create_exam_session,
        exam_template_id=template_id,
        session_type=SessionType.RESIT,
        day=day,
        start=time(10),
        max_capacity=seats,
        delivery_method=DeliveryMethod.IN_PERSON,
    ).id


def open_amelia(page: Page) -> None:
    page.view.refresh()
    page.view.open(candidate_id=page.ids[AMELIA])
    settle()


def seats_taken(page: Page) -> int:
    profile = page.workspace.run(candidate, candidate_id=page.ids[AMELIA])
    return len(profile.upcoming)


def test_a_qualification_has_its_attempts_with_marks_and_versions(
    page: Page, clock: FixedClock, qtbot: QtBot
) -> None:
    fail_the_tasting(page, clock)
    open_amelia(page)
    texts = page.texts()
    assert {"Level 3 Wines", "Open", "68 of 100", "51 of 100"} <= set(texts)
    assert {"Pass · provisional", "Fail · provisional"} <= set(texts)
    show = button_named(page.view.panel, "History of the mark for Tasting")
    show.setFocus()
    qtbot.keyClick(show, Qt.Key.Key_Space)
    sheet = page.sheet()
    assert isinstance(sheet, VersionSheet)
    assert [each.words for each in sheet.entries] == ["51"]


def test_a_resit_is_offered_with_price_and_reason_and_booked_by_keyboard(
    page: Page, clock: FixedClock, qtbot: QtBot
) -> None:
    tasting = fail_the_tasting(page, clock)
    resit_on(page, tasting, date(2026, 10, 18))
    resit_on(page, tasting, date(2026, 9, 28))
    open_amelia(page)
    texts = page.texts()
    assert "Level 3 Tasting Exam resit" in texts
    assert "Level 3 Wines · £125.00" in texts
    assert "Next: Sun 18 October 2026, 10:00 · 6 seats left" in texts
    assert (
        "Level 3 Theory Exam resit (Level 3 Wines): The candidate has already passed this paper."
        in texts
    )
    book = button_named(page.view.panel, "Book resit… Level 3 Tasting Exam resit")
    book.setFocus()
    qtbot.keyClick(book, Qt.Key.Key_Return)
    sheet = page.sheet()
    assert isinstance(sheet, SeatSheet)
    first, late = sheet.model.rows
    assert sheet.model.index(0, 4).data() == "Proposed"
    assert late.facts.start < first.facts.start
    assert sheet.chosen is first
    qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.shell.toasts[0].startswith("Amelia Hart assigned to Sun 18 Oct, 10:00.")
    assert "Fee £125.00 owed" in page.texts()
    assert seats_taken(page) == 1
    undo = page.shell.undos[0]
    assert undo is not None
    undo()
    assert seats_taken(page) == 0


def test_the_keyboard_stays_where_it_was(page: Page, clock: FixedClock, qtbot: QtBot) -> None:
    resit_on(page, fail_the_tasting(page, clock), date(2026, 10, 18))
    open_amelia(page)
    enrol = button_named(page.view.panel, "Enrol in a course…")
    enrol.setFocus()
    page.view.refresh()
    settle()
    again = button_named(page.view.panel, "Enrol in a course…")
    assert again is not enrol
    assert again.hasFocus()
    book = button_named(page.view.panel, "Book resit… Level 3 Tasting Exam resit")
    book.setFocus()
    qtbot.keyClick(book, Qt.Key.Key_Space)
    qtbot.keyClick(page.sheet(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.view.refresh()
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.view.isAncestorOf(focused)


def test_after_the_deadline_a_reason_is_asked_for(
    page: Page, clock: FixedClock, qtbot: QtBot
) -> None:
    resit_on(page, fail_the_tasting(page, clock), date(2026, 9, 28))
    open_amelia(page)
    assert "No session fits yet" in page.texts()
    click(qtbot, page.view.panel, "Book resit…")
    sheet = page.sheet()
    click(qtbot, sheet, "Book this seat")
    assert sheet.form is not None
    assert sheet.form["override_reason"].error == "This is needed."
    type_into(qtbot, sheet, "override_reason", "The first date fell ill")
    click(qtbot, sheet, "Book this seat")
    assert seats_taken(page) == 1


def test_a_full_session_has_a_waiting_list(page: Page, clock: FixedClock, qtbot: QtBot) -> None:
    session_id = resit_on(page, fail_the_tasting(page, clock), date(2026, 10, 18), seats=1)
    ExamCentre(page.workspace).register(session_id, page.ids["Priya Nair"])
    open_amelia(page)
    click(qtbot, page.view.panel, "Book resit…")
    click(qtbot, page.sheet(), "Join the waiting list")
    settle()
    assert seats_taken(page) == 0
    assert "On the waiting list of Sun 18 October 2026, 10:00" in page.texts()
    undo = page.shell.undos[0]
    assert undo is not None
    undo()
    assert "On the waiting list of Sun 18 October 2026, 10:00" not in page.texts()


def book_for_amelia(page: Page, qtbot: QtBot) -> None:
    open_amelia(page)
    click(qtbot, page.view.panel, "Book resit…")
    click(qtbot, page.sheet(), "Book this seat")


def test_what_is_booked_is_rescheduled_or_cancelled_from_here(
    page: Page, clock: FixedClock, qtbot: QtBot
) -> None:
    tasting = fail_the_tasting(page, clock)
    resit_on(page, tasting, date(2026, 10, 18))
    resit_on(page, tasting, date(2026, 11, 8))
    book_for_amelia(page, qtbot)
    assert "Changes until Thu 1 October 2026, 17:00" in page.texts()
    click(qtbot, page.view.panel, "Reschedule…")
    sheet = page.sheet()
    assert isinstance(sheet, RescheduleSheet)
    click(qtbot, sheet, "Reschedule")
    assert "Sun 8 November 2026" in page.texts()
    click(qtbot, page.view.panel, "Cancel…")
    sheet = page.sheet()
    assert isinstance(sheet, CancelSeatSheet)
    click(qtbot, sheet, "Cancel the seat")
    assert seats_taken(page) == 0
    assert "Nothing is booked." in page.texts()


def test_somebody_is_enrolled_from_their_profile(page: Page, qtbot: QtBot) -> None:
    course = level_2_course(page.workspace)
    online = make_offering(page.workspace, 1, course_format=CourseFormat.ONLINE)
    open_amelia(page)
    assert "Not enrolled in any course yet." in page.texts()
    click(qtbot, page.view.panel, "Enrol in a course…")
    sheet = page.sheet()
    assert isinstance(sheet, EnrolInSheet)
    assert [each.run.id if each.run else each.offering.id for each in sheet.model.rows] == [
        course.id,
        online.id,
    ]
    assert sheet.start.isHidden()
    click(qtbot, sheet, "Enrol")
    assert page.shell.toasts == ["1 candidate enrolled."]
    assert "Sun 6 September 2026" in page.texts()
    click(qtbot, page.view.panel, "Enrol in a course…")
    sheet = page.sheet()
    click(qtbot, sheet, "Enrol")
    assert sheet.message.isVisible()
    sheet.table.selectRow(1)  # type: ignore[attr-defined]
    type_into(qtbot, sheet, "start_date", "1 Aug 2026")
    click(qtbot, sheet, "Enrol")
    assert "Online from 1 Aug 2026, exam until 1 Aug 2027" in page.texts()
    assert "Level 1 Theory Exam with remote invigilation" in page.texts()


def test_a_remote_exam_is_booked_in_its_queue(page: Page, qtbot: QtBot) -> None:
    online = make_offering(page.workspace, 1, course_format=CourseFormat.ONLINE)
    enrolled = page.workspace.call(
        enrol_online,
        offering_id=online.id,
        candidate_id=page.ids[AMELIA],
        start_date=date(2026, 7, 1),
    )
    open_amelia(page)
    assert {"Level 1 Wines · £50.00", "At a time that is agreed with the candidate"} <= set(
        page.texts()
    )
    click(qtbot, page.view.panel, "Book remote…")
    assert page.shell.visits == [("remote", {"enrollment_id": enrolled.enrollment_id})]


def test_a_remote_exam_shows_the_candidates_own_time_too(page: Page, qtbot: QtBot) -> None:
    centre, priya = ExamCentre(page.workspace), page.ids["Priya Nair"]
    values = page.workspace.run(candidate, candidate_id=priya).detail.values
    abroad = replace(values, time_zone="Asia/Hong_Kong")
    page.workspace.call(edit_candidate, candidate_id=priya, values=abroad)
    remote = centre.exam(
        centre.offering(1, CourseFormat.ONLINE)[ExamType.COMBINED],
        date(2026, 10, 1),
        session_type=SessionType.REMOTE_INVIGILATION,
        delivery_method=DeliveryMethod.REMOTE_INVIGILATION,
    )
    centre.register(remote.id, priya)
    page.view.open(candidate_id=priya)
    own = "\u206617:00 – 17:45\u2069 on Thu 1 Oct in Asia/Hong Kong"
    assert {own, "\u206610:00 – 10:45\u2069 · Remote invigilation"} <= set(page.texts())
    offered = {each.text() for each in page.view.panel.findChildren(Button)}
    assert "Cancel…" in offered
    assert "Reschedule…" not in offered


def test_the_account_stands_beside_the_exams(page: Page, qtbot: QtBot) -> None:
    enrol_in(page.workspace, level_2_course(page.workspace).id, page.ids[AMELIA])
    open_amelia(page)
    page.view.panel.tabs.setFocus()
    qtbot.keyClick(page.view.panel.tabs, Qt.Key.Key_Right)
    assert page.view.panel.tabs.current == ACCOUNT
    assert "Nothing owed" in page.texts()
    assert "Upcoming exams" not in page.texts()
    page.choose("Priya Nair")
    assert page.view.panel.account.account is not None
    assert page.view.panel.account.account.name == "Priya Nair"


def test_who_may_not_book_is_offered_no_booking(
    desk: Workspace, shown: Callable[..., Any], clock: FixedClock
) -> None:
    page = candidates_page(desk, shown, session_of(Role.INVIGILATOR))
    resit_on(page, fail_the_tasting(page, clock), date(2026, 10, 18))
    open_amelia(page)
    offered = {each.text() for each in page.view.panel.findChildren(Button) if each.text()}
    assert offered == set()
    assert "Level 3 Tasting Exam resit" in page.texts()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_of_every_script_and_length_have_room(page: Page, name: str) -> None:
    amelia = page.ids[AMELIA]
    values = page.workspace.run(candidate, candidate_id=amelia).detail.values
    changed = replace(values, first_name=name, last_name=name)
    page.workspace.call(edit_candidate, candidate_id=amelia, values=changed)
    open_amelia(page)
    assert f"{name} {name}" in [text.replace("\u200b", "") for text in page.texts()]
    assert nothing_is_beyond_the_edge(page)
    assert unnamed_controls(page.view.panel) == []


def nothing_is_beyond_the_edge(page: Page) -> bool:
    area = page.view.panel.findChild(QScrollArea)
    assert area is not None
    return area.widget().width() <= area.viewport().width()


@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("appearance", list(Appearance)[:2])
def test_everything_has_a_name_and_room(
    page: Page, clock: FixedClock, text_size: int, appearance: Appearance
) -> None:
    resit_on(page, fail_the_tasting(page, clock), date(2026, 10, 18))
    open_amelia(page)
    theme().set_up(appearance, text_size)
    settle()
    assert nothing_is_beyond_the_edge(page)
    for check in (unnamed_controls, small_targets, clipped_texts):
        assert check(page.view) == []
    for text in ("Book resit…", "Enrol in a course…"):
        button_named(page.view.panel, text).click()
        settle()
        for check in (unnamed_controls, small_targets, clipped_texts):
            assert check(page.sheet()) == []
        page.sheet().close_now()
        settle()


def test_the_envelope_leads_to_the_messages_to_somebody(page: Page, qtbot: QtBot) -> None:
    open_amelia(page)
    (envelope,) = (
        each
        for each in page.view.panel.findChildren(IconButton)
        if each.accessibleName().startswith("Messages to ")
    )
    qtbot.mouseClick(envelope, Qt.MouseButton.LeftButton)
    ((where, arguments),) = page.shell.visits
    assert (where, arguments) == ("notices", {"text": AMELIA})
