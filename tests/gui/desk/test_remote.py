"""The remote queue in the window: booking, checks, a longer window, hours (scenario C 1 and 2)."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.courses_screen import texts_in
from tests.helpers.desk import settle
from tests.helpers.exam_centre import london
from tests.helpers.pseudo import untranslated_texts
from tests.helpers.remote import EVENING, RemoteCentre
from tests.helpers.remote_screen import RemoteScreen
from ui.common.theme import Appearance, theme
from ui.desk.remote.hours_sheets import HoursSheet
from ui.desk.remote.model import Segment
from ui.desk.remote.offer_sheet import WritingSheet
from ui.desk.remote.sheets import ExtendSheet, LateSheet
from ui.desk.remote.view import HOURS
from wset_desk.domain.notices import NoticeKind, NoticeState
from wset_desk.domain.remote import RemoteState
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.notices.outbox import notices
from wset_desk.services.remote.availability import add_availability
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate
from wset_desk.system.clock import FixedClock

Show = Callable[..., QWidget]
IN_TIME = london(date(2026, 8, 24), "12:00")
DATA = (
    "Level 1 Wines",
    "Candidate",
    "C01",
    "Mar",
    "Aug",
    "Sept",
    "Oct",
    "Mon",
    "Tue",
    "Wed",
    "Sun",
)
SLOT = "Tue 22 Sept 18:00 – 18:45 | 5 seats left"


@pytest.fixture
def remote(desk: Workspace, clock: FixedClock) -> RemoteCentre:
    clock.instant = IN_TIME
    return RemoteCentre.of(desk)


@pytest.fixture
def screen(remote: RemoteCentre, qtbot: QtBot, shown: Show, clock: FixedClock) -> RemoteScreen:
    remote.enrolled()
    remote.exam()
    made = RemoteScreen(remote, qtbot, clock)
    shown(made.view, 1216, 820)
    settle()
    return made


def test_ana_is_booked_with_a_click_and_taken_back(screen: RemoteScreen) -> None:
    assert SLOT in screen.times
    assert screen.times.index(SLOT) == screen.view.panel.picker.table.currentIndex().row()
    button = screen.view.panel.picker.book_button
    assert button.text() == "Book Tue 22 Sept, 18:00 for £50.00"
    screen.click(button)
    assert screen.shell.toasts == ["C01 Candidate is booked for Tue 22 September 2026, 18:00."]
    (case,) = screen.view.model.rows
    assert case.state is RemoteState.BOOKED
    assert "Tue 22 September 2026, 18:00 – 18:45" in texts_in(screen.view.panel)
    screen.undo()
    (case,) = screen.view.model.rows
    assert case.state is RemoteState.READY
    assert SLOT in screen.times


def test_enter_books_what_is_chosen(screen: RemoteScreen) -> None:
    table = screen.view.panel.picker.table
    table.setFocus()
    screen.qtbot.keyClick(table, Qt.Key.Key_Return)
    settle()
    assert screen.view.model.rows[0].booking is not None


def test_a_day_too_late_needs_a_reason(screen: RemoteScreen, clock: FixedClock) -> None:
    clock.instant = london(date(2026, 8, 25), "09:00")
    screen.view.panel.slots_wanted.emit(EVENING)
    settle()
    (time_,) = screen.times
    assert time_.startswith("Tue 22 Sept 18:00 – 18:45 | The registration deadline")
    screen.view.panel.picker.table.selectRow(0)
    screen.click(screen.view.panel.picker.book_button)
    sheet = screen.sheet()
    assert isinstance(sheet, LateSheet)
    screen.click(sheet.save_button)
    assert screen.has_sheet()
    screen.qtbot.keyClicks(sheet.reason.control, "Our mistake")
    screen.click(sheet.save_button)
    assert not screen.has_sheet()
    assert screen.view.model.rows[0].booking is not None


def test_free_times_name_who_is_free(screen: RemoteScreen) -> None:
    kim = screen.remote.centre.person("Kim Ode")
    day = date(2026, 9, 24)
    workspace = screen.remote.workspace
    workspace.call(add_availability, staff_id=kim, day=day, start=time(18), end=time(19))
    screen.view.refresh()
    settle()
    assert "Thu 24 Sept 18:00 – 18:45 | Kim Ode" in screen.times


def test_who_lives_elsewhere_is_told_their_own_time(screen: RemoteScreen) -> None:
    case = screen.view.model.rows[0]
    with screen.remote.workspace.store.unit_of_work(
        screen.remote.workspace.actor, write=True
    ) as uow:
        uow.get(Candidate, case.candidate_id).time_zone = "America/New_York"
        uow.commit()
    screen.view.refresh()
    settle()
    told = screen.view.panel.picker.detail.text().replace("\u2066", "").replace("\u2069", "")
    assert "For the candidate: 13:00 – 13:45 on Tue 22 Sept in America/New_York" in told


def test_checks_are_ticked_off_and_a_bad_link_is_refused_beside_its_field(
    screen: RemoteScreen, clock: FixedClock
) -> None:
    screen.click(screen.view.panel.picker.book_button)
    clock.instant = london(date(2026, 9, 16), "09:00")
    screen.view.refresh()
    settle()
    assert screen.view.model.rows[0].state is RemoteState.CHECKS_MISSING
    lines = screen.view.panel.tasks.lines
    assert "Overdue since Tue 15 Sept" in texts_in(lines["system_check"])
    link = lines["link"]
    screen.qtbot.keyClicks(link.field, "exam.example.org")
    screen.click(link.button)
    assert link.error.isVisible()
    assert link.field.text() == "exam.example.org"
    link.field.clear()
    screen.qtbot.keyClicks(link.field, "https://exam.example.org/ana")
    screen.qtbot.keyClick(link.field, Qt.Key.Key_Return)
    settle()
    screen.click(screen.view.panel.tasks.lines["system_check"].button)
    assert screen.view.model.rows[0].state is RemoteState.BOOKED
    screen.undo()
    assert screen.view.model.rows[0].state is RemoteState.CHECKS_MISSING


def test_a_window_that_ends_is_red_and_can_be_extended(
    remote: RemoteCentre, screen: RemoteScreen
) -> None:
    remote.enrolled(2, date(2025, 8, 30))
    screen.view.refresh()
    settle()
    assert screen.names == ["C02 Candidate", "C01 Candidate"]
    screen.choose(0)
    assert "6 days left" in texts_in(screen.view.panel)
    screen.click(screen.view.panel.extend_button)
    sheet = screen.sheet()
    assert isinstance(sheet, ExtendSheet)
    sheet.last_day.set_value(date(2026, 12, 31))
    screen.qtbot.keyClicks(sheet.reason.control, "Was ill")
    screen.click(sheet.save_button)
    assert screen.shell.toasts[-1] == "The window of C02 Candidate lasts until 31 Dec 2026."
    assert "129 days left" in texts_in(screen.view.panel)
    screen.undo()
    assert "6 days left" in texts_in(screen.view.panel)


def test_parts_of_the_queue_and_a_filter(remote: RemoteCentre, screen: RemoteScreen) -> None:
    remote.enrolled(2, date(2025, 7, 1))
    screen.view.refresh()
    settle()
    screen.view.segments.chosen.emit(Segment.ALL.value)
    screen.view.segments.set_current(Segment.EXPIRED.value)
    screen.view.segments.chosen.emit(Segment.EXPIRED.value)
    assert screen.names == ["C02 Candidate"]
    screen.view.segments.set_current(Segment.ALL.value)
    screen.view.search.setText("100001")
    screen.view.search.search_now()
    assert screen.names == ["C01 Candidate"]


def test_a_link_chooses_the_candidate(remote: RemoteCentre, screen: RemoteScreen) -> None:
    second = remote.enrolled(2, date(2026, 4, 1))
    screen.view.open(enrollment_id=second)
    screen.view.refresh()
    settle()
    assert screen.view.chosen_id == second


def test_hours_are_entered_for_some_weeks_and_taken_away(screen: RemoteScreen) -> None:
    screen.remote.centre.person("Kim Ode")
    screen.view.show_part(HOURS)
    hours = screen.view.hours
    screen.click(hours.add_button)
    sheet = screen.sheet()
    assert isinstance(sheet, HoursSheet)
    assert sheet.form is not None
    sheet.form["weeks"].set_value(3)
    screen.click(sheet.save_button)
    assert len(hours.hours.rows) == 1
    hours.turn(1)
    settle()
    assert len(hours.hours.rows) == 1
    hours.hours_table.setFocus()
    hours.hours_table.selectRow(0)
    screen.qtbot.keyClick(hours.hours_table, Qt.Key.Key_Delete)
    settle()
    assert hours.hours.rows == ()
    screen.undo()
    assert len(hours.hours.rows) == 1


def test_a_black_out_is_added_and_removed(screen: RemoteScreen) -> None:
    screen.view.show_part(HOURS)
    hours = screen.view.hours
    screen.click(hours.black_button)
    screen.click(screen.sheet().save_button)
    assert len(hours.black.rows) == 1
    hours.black_table.selectRow(0)
    screen.click(hours.unblack_button)
    assert hours.black.rows == ()


@pytest.mark.parametrize("text_size", [100, 150])
@pytest.mark.parametrize("part", ["queue", HOURS])
def test_everything_is_named_and_has_room(screen: RemoteScreen, part: str, text_size: int) -> None:
    theme().set_text_size(text_size)
    theme().set_appearance(Appearance.DARK)
    screen.click(screen.view.panel.picker.book_button)
    screen.view.show_part(part)
    settle()
    assert unnamed_controls(screen.view) == []
    assert clipped_texts(screen.view) == []
    assert small_targets(screen.view) == []


def test_every_text_is_translated(
    remote: RemoteCentre, qtbot: QtBot, shown: Show, clock: FixedClock
) -> None:
    remote.enrolled()
    set_language(PSEUDO)
    made = RemoteScreen(remote, qtbot, clock)
    shown(made.view, 1216, 820)
    settle()
    assert untranslated_texts(made.view, DATA) == []


def test_the_models_keep_qts_rules(screen: RemoteScreen, qtmodeltester: ModelTester) -> None:
    for model in (screen.view.model, screen.view.panel.picker.model, screen.view.hours.hours):
        qtmodeltester.check(model)


def test_times_are_offered_to_those_who_are_ticked(screen: RemoteScreen) -> None:
    screen.click(screen.view.offer_button)
    sheet = screen.sheet()
    assert isinstance(sheet, WritingSheet)
    ((_case, tick),) = sheet.ticks
    assert tick.isChecked() is sheet.save_button.isEnabled() is False
    assert [unnamed_controls(sheet), clipped_texts(sheet), small_targets(sheet)] == [[], [], []]
    tick.setChecked(True)
    settle()
    screen.click(sheet.save_button)
    assert not screen.has_sheet()
    assert screen.shell.toasts[-1] == "1 draft is in Messages."
    workspace = screen.remote.workspace
    assert [each.state for each in workspace.run(notices)] == [NoticeState.DRAFT]
    screen.undo()
    assert [each.state for each in workspace.run(notices)] == [NoticeState.DISCARDED]


def test_the_end_of_a_window_is_told_to_those_who_are_ticked(screen: RemoteScreen) -> None:
    screen.click(screen.view.remind_button)
    sheet = screen.sheet()
    assert isinstance(sheet, WritingSheet)
    ((case, tick),) = sheet.ticks
    tick.setChecked(True)
    settle()
    screen.click(sheet.save_button)
    (draft,) = screen.remote.workspace.run(notices)
    assert (draft.name, draft.kind) == (case.name, NoticeKind.WINDOW)
    assert screen.shell.toasts[-1] == "1 draft is in Messages."
