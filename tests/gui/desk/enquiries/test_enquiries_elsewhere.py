"""Enquiries where results, candidates and accounts are: asked for, linked, paid."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from tests.helpers.courses_screen import texts_in
from tests.helpers.desk import settle
from tests.helpers.enquiries import MARTA, TASTING, TOM, Desk
from tests.helpers.enquiries_screen import EnquiriesScreen
from ui.common.sheet import Sheet
from ui.desk.candidates.profile import ACCOUNT
from ui.desk.candidates.view import CandidatesView
from ui.desk.enquiries.submit_sheet import SubmitSheet
from ui.desk.money.sheets import PaymentSheet
from ui.desk.results.view import ResultsView
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.fees import FeeState

Open = Callable[..., EnquiriesScreen]
Show = Callable[..., QWidget]
W = TypeVar("W", bound=QWidget)
TASTING_OPTION = "Tasting · Level 3 Tasting Exam, 20 Sept 2026"


@pytest.fixture
def screen(open_as: Open) -> EnquiriesScreen:
    return open_as()


@pytest.fixture
def candidates(screen: EnquiriesScreen, shown: Show) -> CandidatesView:
    view = CandidatesView(screen.context)
    shown(view, 1080, 820)
    return view


def open_profile(view: CandidatesView, centre: Desk, number: int) -> None:
    view.open(candidate_id=centre.school.people[number - 1])
    view.refresh()
    settle()


def named(inside: QWidget, name: str) -> QAbstractButton:
    found = inside.findChildren(QAbstractButton)
    return next(each for each in found if name in (each.accessibleName(), each.text()))


def sheet_over(widget: QWidget, kind: type[W]) -> W:
    found = [s for s in widget.window().findChildren(Sheet) if s.is_open and isinstance(s, kind)]
    return found[-1]  # type: ignore[return-value]


def test_a_profile_offers_enquiries_with_price_and_last_day(
    candidates: CandidatesView, screen: EnquiriesScreen, centre: Desk
) -> None:
    open_profile(candidates, centre, MARTA)
    said = texts_in(candidates.panel)
    assert {"Enquire about a result", TASTING_OPTION} <= set(said)
    assert said.count("£50.00 · until 13 Dec 2026") == 2
    assert "£90.00 · until 13 Dec 2026" in said
    screen.click(named(candidates.panel, f"Enquire… {TASTING_OPTION}"))
    sheet = sheet_over(candidates, SubmitSheet)
    assert [each.enquiry_type for each in sheet.possible] == [TASTING]
    sheet.close_now()


def test_a_profile_says_why_not_and_shows_what_was_asked(
    candidates: CandidatesView, screen: EnquiriesScreen, centre: Desk
) -> None:
    case = centre.submit(MARTA)
    open_profile(candidates, centre, MARTA)
    said = texts_in(candidates.panel)
    why = "An enquiry about this result is open already."
    assert any(TASTING_OPTION in text and why in text for text in said)
    screen.click(named(candidates.panel, "Tasting enquiry of 28 Sept 2026"))
    assert screen.shell.visits[-1] == ("enquiries", {"enquiry_id": case.id})


def test_what_is_too_late_stands_behind_a_button(
    candidates: CandidatesView, screen: EnquiriesScreen, centre: Desk
) -> None:
    centre.clock.instant = datetime(2026, 12, 14, 9, tzinfo=UTC)
    open_profile(candidates, centre, TOM)
    said = texts_in(candidates.panel)
    assert "Enquire about a result" not in said
    assert any("were possible until" in text for text in said)
    screen.click(named(candidates.panel, "Enquire after the window…"))
    sheet = sheet_over(candidates, SubmitSheet)
    assert len(sheet.possible) == 3
    assert sheet.late.required


def test_the_account_counts_and_takes_an_enquirys_fee(
    candidates: CandidatesView, screen: EnquiriesScreen, centre: Desk
) -> None:
    case = centre.submit(TOM)
    open_profile(candidates, centre, TOM)
    candidates.panel.show_tab(ACCOUNT)
    settle()
    account = candidates.panel.account
    assert "£50.00 owed" in [each.accessibleName() for each in account.findChildren(QWidget)]
    first = str(account.table.bookings.index(0, 0).data())
    assert first == "Enquiry of 28 Sept 2026 · Level 3 Tasting Exam"
    screen.click(named(account, "Record payment"))
    screen.click(sheet_over(candidates, PaymentSheet).save_button)
    assert centre.case(case).account.state is FeeState.PAID
    screen.click(named(account, "Open the enquiry"))
    assert screen.shell.visits[-1] == ("enquiries", {"enquiry_id": case.id})


@pytest.fixture
def results(screen: EnquiriesScreen, shown: Show, centre: Desk) -> ResultsView:
    """The marks of the course, Marta's tasting chosen."""
    view = ResultsView(screen.context)
    shown(view, 1280, 820)
    view.open(course_session_id=centre.school.course_session_id)
    settle()
    sheet = view.page.model.sheet
    names = [row.name for row in sheet.rows]
    column = sheet.mark_columns()[-1]
    view.page.grid.setCurrentIndex(view.page.model.index(names.index("Marta Candidate"), column))
    return view


def test_e_on_a_mark_asks_what_is_challenged(results: ResultsView, screen: EnquiriesScreen) -> None:
    screen.qtbot.keyClick(results.page.grid, Qt.Key.Key_E)
    settle()
    sheet = sheet_over(results, SubmitSheet)
    assert [each.enquiry_type for each in sheet.possible] == [TASTING, EnquiryType.BOTH]
    assert "Marta Candidate" in texts_in(sheet)


def test_a_right_click_on_a_mark_offers_the_same(
    results: ResultsView, screen: EnquiriesScreen
) -> None:
    grid = results.page.grid
    grid.customContextMenuRequested.emit(grid.visualRect(grid.currentIndex()).center())
    settle()
    (menu,) = [each for each in grid.findChildren(QMenu) if each.isVisible()]
    texts = [action.text() for action in menu.actions()]
    assert "Enquire about this result…\tE" in texts
    assert "History of the mark\tH" in texts
    menu.actions()[texts.index("Enquire about this result…\tE")].trigger()
    menu.close()
    settle()
    assert sheet_over(results, SubmitSheet).possible
