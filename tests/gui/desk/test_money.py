"""A candidate's account in the window: paying in three clicks, waiving, refunding, deciding."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.a11y import clipped_texts, small_targets, unnamed_controls
from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.marking import at
from tests.helpers.money import FEE, Till, till
from tests.helpers.pseudo import untranslated_texts
from ui.common.layouts import column
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.common.text import Label
from ui.common.theme import Appearance, theme
from ui.desk.context import DeskContext
from ui.desk.money.account_card import AccountCard, open_account
from ui.desk.money.consideration_sheets import DecisionSheet, RequestSheet
from ui.desk.money.sheets import LetInSheet, PaymentSheet, RefundSheet, TakeBackSheet, WaiverSheet
from wset_desk.domain.fees import FeeState, PaymentMethod
from wset_desk.domain.permissions import Role
from wset_desk.i18n import PSEUDO, set_language
from wset_desk.services.money.candidate_accounts import BookingFee, candidate_account
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Shown = Callable[..., QWidget]
S = TypeVar("S", bound=Sheet)


class Desk:
    """The card in a window, on a real store."""

    def __init__(self, money: Till, qtbot: QtBot, role: Role = Role.ADMINISTRATOR) -> None:
        self.money, self.qtbot = money, qtbot
        self.shell = Recorder()
        staff_id = money.workspace.actor.staff_id
        assert staff_id is not None
        session = session_of(role, staff_id=staff_id, name="Ada Admin")
        tasks = InlineTasks(money.workspace, describe)
        self.context: DeskContext = context_of(tasks, session, self.shell)
        self.card = AccountCard(self.context)
        self.window = QWidget()
        self.window.setLayout(column(self.card, None, margins=(4, 4, 4, 4)))

    def show(self, registration_id: UUID | None = None) -> None:
        self.card.show_candidate(self.money.candidate_id, registration_id)
        settle()

    def booking(self, registration_id: UUID) -> BookingFee:
        account = self.money.workspace.run(candidate_account, candidate_id=self.money.candidate_id)
        return next(each for each in account.bookings if each.registration_id == registration_id)

    def button(self, text: str) -> QPushButton:
        (found,) = [each for each in self.buttons() if each.text() == text]
        return found

    def buttons(self) -> list[QPushButton]:
        return [each for each in self.card.findChildren(QPushButton) if each.isVisible()]

    def click(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()

    def sheet(self, kind: type[S]) -> S:
        (found,) = [each for each in self.window.findChildren(Sheet) if each.is_open]
        assert isinstance(found, kind)
        return found

    def open(self, text: str, kind: type[S]) -> S:
        self.click(self.button(text))
        return self.sheet(kind)

    def undo(self) -> None:
        inverse = self.shell.undos[-1]
        assert inverse is not None
        inverse()
        settle()

    def texts(self) -> str:
        return "\n".join(each.text() for each in self.card.findChildren(Label))


@pytest.fixture
def money(desk: Workspace, clock: FixedClock) -> Till:
    return till(desk, clock)


@pytest.fixture
def makeup(money: Till) -> UUID:
    return money.makeup()


@pytest.fixture
def screen(money: Till, makeup: UUID, qtbot: QtBot, shown: Shown) -> Desk:
    found = Desk(money, qtbot)
    shown(found.window, 900, 800)
    found.show()
    return found


def test_a_payment_takes_two_clicks_more_once_the_person_is_open(
    screen: Desk, makeup: UUID
) -> None:
    assert "£85.00" in screen.texts()
    sheet = screen.open("Record payment", PaymentSheet)
    assert sheet.fields.values() == {
        "amount": FEE,
        "method": PaymentMethod.CARD,
        "reference": "",
    }
    screen.click(sheet.save_button)
    assert screen.booking(makeup).fee.state is FeeState.PAID
    assert screen.shell.toasts == ["£85.00 of Aoife Byrne is recorded."]
    assert "Paid · Card" in screen.texts()
    assert "Record payment" not in [each.text() for each in screen.buttons()]
    screen.undo()
    assert screen.booking(makeup).fee.owed == FEE
    assert "Payment taken back · Card" in screen.texts()


def test_too_much_is_refused_beside_its_field(screen: Desk, makeup: UUID) -> None:
    sheet = screen.open("Record payment", PaymentSheet)
    sheet.fields["amount"].set_value(Decimal("85.01"))
    screen.click(sheet.save_button)
    assert sheet.is_open
    assert "85.00" in sheet.fields["amount"].error
    sheet.fields["amount"].set_value(Decimal("40"))
    screen.qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert screen.booking(makeup).fee.owed == Decimal("45.00")


def test_a_waiver_needs_its_reason_and_is_signed(screen: Desk, makeup: UUID) -> None:
    sheet = screen.open("Waive…", WaiverSheet)
    screen.click(sheet.save_button)
    assert sheet.fields["reason"].error
    sheet.fields["reason"].set_value("Bereavement")
    screen.click(sheet.save_button)
    waived = screen.booking(makeup)
    assert waived.fee.state is FeeState.WAIVED
    assert waived.lines[-1].approved_by == "Ada Admin"
    assert "Bereavement" in screen.texts()
    screen.undo()
    assert screen.booking(makeup).fee.owed == FEE


def test_a_refund_has_no_undo_for_money_has_gone(screen: Desk, makeup: UUID) -> None:
    screen.click(screen.open("Record payment", PaymentSheet).save_button)
    sheet = screen.open("Refund…", RefundSheet)
    sheet.fields["reason"].set_value("Moved abroad")
    screen.click(sheet.save_button)
    assert screen.booking(makeup).fee.state is FeeState.REFUNDED
    assert screen.shell.undos[-1] is None
    assert [each.text() for each in screen.buttons()] == ["Receipt"]


def test_an_entry_typed_wrongly_is_taken_back_from_its_row(screen: Desk, makeup: UUID) -> None:
    screen.click(screen.open("Record payment", PaymentSheet).save_button)
    (undo,) = [each for each in screen.buttons() if each.accessibleName().startswith("Take back")]
    screen.click(undo)
    sheet = screen.sheet(TakeBackSheet)
    sheet.fields["reason"].set_value("Another person's money")
    screen.click(sheet.save_button)
    assert screen.booking(makeup).fee.owed == FEE
    assert "Another person's money" in screen.texts()


def test_letting_in_unpaid_and_not_any_more(screen: Desk, makeup: UUID) -> None:
    sheet = screen.open("Let in unpaid…", LetInSheet)
    sheet.fields["reason"].set_value("Pays on the day")
    screen.click(sheet.save_button)
    assert screen.booking(makeup).override_reason == "Pays on the day"
    assert "Let in unpaid: Pays on the day" in screen.texts()
    screen.click(screen.button("Don't let in unpaid"))
    assert screen.booking(makeup).override_reason is None
    screen.undo()
    assert screen.booking(makeup).override_reason == "Pays on the day"


def test_special_consideration_is_asked_for_and_approved(
    screen: Desk, makeup: UUID, clock: FixedClock
) -> None:
    clock.instant = at(date(2026, 9, 11))
    screen.show(screen.money.missed)
    sheet = screen.open("Special consideration…", RequestSheet)
    assert "Fri 11 September 2026" in sheet.fields["received_on"].findChildren(Label)[-1].text()
    sheet.fields["evidence"].set_value("Doctor's letter")
    sheet.fields["received_on"].set_value(date(2026, 9, 11))
    screen.click(sheet.save_button)
    assert "Special consideration is asked for: Doctor's letter" in screen.texts()
    decision = screen.open("Decide…", DecisionSheet)
    decision.fields["reason"].set_value("Letter seen")
    screen.click(decision.save_button)
    assert screen.booking(makeup).fee.state is FeeState.WAIVED
    assert screen.shell.toasts[-1] == "£85.00 of Aoife Byrne is waived."
    screen.undo()
    assert screen.booking(makeup).fee.owed == FEE
    refused = screen.open("Decide…", DecisionSheet)
    refused.fields["reason"].set_value("No letter")
    screen.click(refused.refuse_button)
    assert "Special consideration is refused: No letter" in screen.texts()


def test_what_is_in_the_price_of_the_course_has_nothing_to_pay(screen: Desk) -> None:
    screen.show(screen.money.missed)
    assert "included in the price of the course" in screen.texts()
    assert [each.text() for each in screen.buttons()] == ["Special consideration…"]


def test_a_fee_that_went_along_is_shown_once(screen: Desk, makeup: UUID) -> None:
    new = screen.money.move(makeup)
    screen.show(makeup)
    assert "went along" in screen.texts()
    assert screen.buttons() == []
    rows = screen.card.table.bookings.rows
    shown = {row.registration_id: column_text(screen, row) for row in rows}
    assert (shown[new], shown[makeup], shown[screen.money.missed]) == ("£85.00", "", "–")


def column_text(screen: Desk, row: BookingFee) -> str:
    model = screen.card.table.bookings
    owed = next(each for each in model.columns if each.key == "owed")
    return owed.value(row)


def test_the_account_opens_in_a_sheet_with_the_booking_chosen(screen: Desk, makeup: UUID) -> None:
    money = screen.money
    open_account(screen.context, screen.window, money.candidate_id, money.missed)
    settle()
    sheet = screen.sheet(Sheet)
    assert "Account of Aoife Byrne" in [each.text() for each in sheet.findChildren(Label)]
    (card,) = sheet.findChildren(AccountCard)
    assert card.table.chosen is not None
    assert card.table.chosen.registration_id == money.missed


def test_who_may_not_see_money_sees_none(money: Till, qtbot: QtBot, shown: Shown) -> None:
    found = Desk(money, qtbot, Role.INVIGILATOR)
    shown(found.window)
    found.show()
    assert not found.card.isVisible()
    assert found.card.account is None


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("size", [100, 150])
def test_it_can_be_read_and_hit(screen: Desk, appearance: Appearance, size: int) -> None:
    theme().set_up(appearance, size)
    screen.show()
    assert unnamed_controls(screen.window) == []
    assert clipped_texts(screen.window) == []
    assert small_targets(screen.window) == []


def test_every_word_can_be_translated(
    money: Till, makeup: UUID, qtbot: QtBot, shown: Shown
) -> None:
    set_language(PSEUDO)
    found = Desk(money, qtbot)
    shown(found.window, 1000, 900)
    data = ("Aoife Byrne", "Ada Admin", "Level 2 Theory Exam", "Sept", "Oct", "Sunday")
    for booking in (makeup, money.missed):
        found.show(booking)
        assert untranslated_texts(found.window, data) == []
        assert clipped_texts(found.window) == []
    found.show(makeup)
    sheet_data = (*data, "GBP")
    for kind in (PaymentSheet, LetInSheet):
        booking = found.booking(makeup)
        kind(found.card.verbs, "Aoife Byrne", booking).open()
        settle()
        assert untranslated_texts(found.window, sheet_data) == []
        found.sheet(kind).close_now()
        settle()
