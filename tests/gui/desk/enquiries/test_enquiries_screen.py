"""The enquiries on their board and in their table: filters, keys, what is remembered."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.courses_screen import texts_in
from tests.helpers.desk import settle
from tests.helpers.enquiries import BOTH, INES, MARTA, TASTING, TOM, Desk, mark
from tests.helpers.enquiries_screen import EnquiriesScreen
from tests.helpers.pseudo import untranslated_texts
from ui.common.theme import Appearance, theme
from ui.desk.enquiries.card_list import CardList
from ui.desk.enquiries.decide_sheet import DecideSheet
from ui.desk.enquiries.model import Layout
from ui.desk.enquiries.submit_sheet import SubmitSheet, open_submitting
from ui.desk.exporting import ExportSheet
from wset_desk.domain.enquiries import EnquiryStatus, EnquiryStep, EnquiryType
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.enquiries.reviewing import reject_enquiry
from wset_desk.services.enquiries.rows import EnquiryCase

Open = Callable[..., EnquiriesScreen]
SUBMITTED, REVIEWED = EnquiryStatus.SUBMITTED, EnquiryStatus.UNDER_REVIEW
COMPLETED, REJECTED = EnquiryStatus.COMPLETED, EnquiryStatus.REJECTED
DATA = (
    *("Marta", "Tom", "Ines", "Rolf", "Candidate", "Level 3", "Wines", "Eva Exact", "Dan Deft"),
    *("Cleo Cox", "Ada Admin", "Tasting Exam", "Theory Exam", "C01", "C02", "C03", "example"),
    *("The mark is too low", "Enquiry of", "Marked once more", "About the room"),
    *("Sept", "Oct", "Mon", "Fri", "Sun"),
)


@pytest.fixture
def cases(centre: Desk) -> dict[EnquiryStatus, EnquiryCase]:
    """One in each state; Tom's is submitted and unpaid, Marta's is Eva's."""
    rejected = centre.submit(4)
    found = {
        SUBMITTED: centre.submit(TOM),
        REVIEWED: centre.under_review(MARTA),
        COMPLETED: centre.complete(centre.under_review(INES), mark(TASTING, "53")),
        REJECTED: centre.admin.call(
            reject_enquiry, enquiry_id=rejected.id, reason="About the room"
        ),
    }
    centre.clock.instant += timedelta(minutes=5)
    return found


@pytest.fixture
def screen(open_as: Open, cases: dict[EnquiryStatus, EnquiryCase]) -> EnquiriesScreen:
    return open_as()


def test_each_stands_in_the_column_of_its_state(screen: EnquiriesScreen) -> None:
    shown = {status: screen.cards(status) for status in EnquiryStatus}
    assert shown == {
        SUBMITTED: ["Tom Candidate"],
        REVIEWED: ["Marta Candidate"],
        COMPLETED: ["Ines Candidate"],
        REJECTED: ["Rolf Candidate"],
    }


def test_the_arrows_lead_through_the_board_and_enter_opens(screen: EnquiriesScreen) -> None:
    board = screen.view.overview.board
    screen.view.take_keyboard()
    assert board.columns[SUBMITTED].cards.hasFocus()
    press(screen, board.columns[SUBMITTED].cards, Qt.Key.Key_Right)
    assert board.columns[REVIEWED].cards.hasFocus()
    press(screen, board.columns[REVIEWED].cards, Qt.Key.Key_Right)
    press(screen, board.columns[COMPLETED].cards, Qt.Key.Key_Left)
    press(screen, board.columns[REVIEWED].cards, Qt.Key.Key_Return)
    assert screen.case.row.candidate == "Marta Candidate"
    press(screen, screen.view.page.back_button, Qt.Key.Key_Escape)
    assert not screen.view.shows_case
    assert board.columns[REVIEWED].cards.hasFocus()


def test_a_click_on_a_card_opens_it(screen: EnquiriesScreen) -> None:
    cards = screen.view.overview.board.columns[COMPLETED].cards
    middle = cards.visualRect(cards.enquiries.index(0)).center()
    screen.qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    settle()
    assert screen.case.row.candidate == "Ines Candidate"


def test_filters_keep_what_one_looks_for(screen: EnquiriesScreen, centre: Desk) -> None:
    filters = screen.view.overview.filters
    screen.click(filters.unpaid)
    assert on_show(screen) == ["Tom Candidate"]
    screen.click(filters.unpaid)
    filters.paper.set_value(EnquiryType.THEORY)
    filters.paper.chosen.emit(EnquiryType.THEORY)
    assert on_show(screen) == []
    filters.clear()
    filters.search.setText("marta")
    filters.search.search_now()
    assert on_show(screen) == ["Marta Candidate"]
    filters.search.setText("eva exact")
    filters.search.search_now()
    assert on_show(screen) == ["Marta Candidate", "Ines Candidate"]


def test_what_is_shown_is_exported(screen: EnquiriesScreen) -> None:
    screen.click(screen.view.overview.filters.unpaid)
    next(each for each in screen.view.commands() if each.text == "Export").run()
    settle()
    sheet = screen.sheet()
    assert isinstance(sheet, ExportSheet)
    assert sheet.count.text() == "1 of 4 rows"


def test_a_reviewer_finds_their_own_and_what_is_late(
    open_as: Open, cases: dict[EnquiryStatus, EnquiryCase], centre: Desk
) -> None:
    centre.clock.instant += timedelta(days=40)
    screen = open_as(centre.eva)
    screen.click(screen.view.overview.filters.mine)
    assert on_show(screen) == ["Marta Candidate", "Ines Candidate"]
    screen.view.open(overdue=True)
    settle()
    assert sorted(on_show(screen)) == ["Marta Candidate", "Tom Candidate"]
    decided = screen.view.overview.board.columns[EnquiryStatus.COMPLETED]
    assert "None fits the filter." in texts_in(decided)
    screen.click(screen.view.overview.filters.overdue)
    assert "None fits the filter." not in texts_in(decided)
    assert screen.view.overview.rows[0].days_left == (date(2026, 10, 26) - date(2026, 11, 7)).days


def test_the_table_shows_the_same_and_is_remembered(screen: EnquiriesScreen, open_as: Open) -> None:
    overview = screen.view.overview
    overview.layouts.chosen.emit(Layout.TABLE.value)
    assert screen.memory["enquiries_layout"] == "table"
    states = [str(overview.model.index(n, 4).data()) for n in range(4)]
    assert sorted(states) == ["Not admissible", "Partially upheld", "Submitted", "Under review"]
    screen.view.take_keyboard()
    press(screen, overview.table, Qt.Key.Key_Return)
    assert screen.view.shows_case
    press(screen, screen.view.page.back_button, Qt.Key.Key_Escape)
    last = overview.table.visualRect(overview.model.index(3, 0)).center()
    screen.qtbot.mouseClick(overview.table.viewport(), Qt.MouseButton.LeftButton, pos=last)
    settle()
    assert screen.case.id == overview.model.rows[3].id
    again = open_as()
    assert again.view.overview.layout_shown is Layout.BOARD
    again.memory.update(screen.memory)
    remembered = type(again.view.overview)(again.context, [], again.view.create_new)
    assert remembered.layout_shown is Layout.TABLE


def test_the_models_keep_qts_rules(screen: EnquiriesScreen, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(screen.view.overview.model)
    qtmodeltester.check(screen.view.overview.board.columns[SUBMITTED].cards.enquiries)


def test_what_can_be_done_stands_in_the_palette(screen: EnquiriesScreen) -> None:
    assert {"New enquiry", "Show the table", "Export"} <= texts_of_commands(screen)
    screen.open(screen.desk.submit(5))
    said = texts_of_commands(screen)
    assert {"All enquiries", "Note…", "Open the candidate's profile"} <= said
    assert "Start review" not in said


def test_both_papers_cost_ninety(screen: EnquiriesScreen, centre: Desk) -> None:
    open_submitting(screen.view._actions, centre.school.people[4], "C05 Candidate")
    settle()
    sheet = screen.sheet()
    assert isinstance(sheet, SubmitSheet)
    prices = {each.enquiry_type: each.price for each in sheet.possible}
    assert prices[EnquiryType.BOTH] == BOTH


def test_after_the_window_a_reason_is_needed(screen: EnquiriesScreen, centre: Desk) -> None:
    centre.clock.instant = centre.clock.instant.replace(month=12, day=14)
    open_submitting(screen.view._actions, centre.school.people[4], "C05 Candidate")
    settle()
    sheet = screen.sheet()
    assert isinstance(sheet, SubmitSheet)
    assert sheet.late.isVisible()
    sheet.reason.set_value("The mark is too low")
    sheet.consent.set_value(True)
    screen.save()
    assert sheet.late.error == "This is needed."
    sheet.late.set_value("In hospital until yesterday")
    screen.save()
    assert screen.case.row.candidate == "C05 Candidate"


@pytest.mark.parametrize("text_size", [100, 150])
@pytest.mark.parametrize("part", ["board", "table", *EnquiryStatus])
def test_everything_is_named_and_has_room(
    screen: EnquiriesScreen,
    cases: dict[EnquiryStatus, EnquiryCase],
    part: str,
    text_size: int,
) -> None:
    theme().set_text_size(text_size)
    theme().set_appearance(Appearance.DARK)
    if part in {Layout.BOARD, Layout.TABLE}:
        screen.view.overview.set_layout(part)
    else:
        screen.open(cases[EnquiryStatus(part)])
    settle()
    check(screen.view)


@pytest.mark.parametrize("text_size", [100, 150])
def test_the_sheets_are_named_and_have_room(
    open_as: Open, cases: dict[EnquiryStatus, EnquiryCase], centre: Desk, text_size: int
) -> None:
    theme().set_text_size(text_size)
    screen = open_as(centre.eva)
    screen.open(cases[REVIEWED])
    screen.click(screen.verb(EnquiryStep.DECIDE))
    sheet = screen.sheet()
    assert isinstance(sheet, DecideSheet)
    check(sheet)
    sheet.close_now()
    open_submitting(screen.view._actions, centre.school.people[4], "C05 Candidate")
    settle()
    check(screen.sheet())


def test_every_text_is_translated(
    open_as: Open, cases: dict[EnquiryStatus, EnquiryCase], centre: Desk
) -> None:
    set_language(PSEUDO)
    screen = open_as(centre.eva)
    assert untranslated_texts(screen.view, DATA) == []
    for case in cases.values():
        screen.open(case)
        assert untranslated_texts(screen.view.page, DATA) == []
    screen.open(cases[REVIEWED])
    screen.click(screen.verb(EnquiryStep.DECIDE))
    assert untranslated_texts(screen.sheet(), DATA) == []


def check(widget: QWidget) -> None:
    assert unnamed_controls(widget) == []
    assert clipped_texts(widget) == []
    assert small_targets(widget) == []


def on_show(screen: EnquiriesScreen) -> list[str]:
    """On the board, column by column."""
    return [name for status in EnquiryStatus for name in screen.cards(status)]


def texts_of_commands(screen: EnquiriesScreen) -> set[str]:
    return {each.text for each in screen.view.commands()}


def press(screen: EnquiriesScreen, widget: QWidget | CardList, key: Qt.Key) -> None:
    screen.qtbot.keyClick(widget, key)
    settle()
