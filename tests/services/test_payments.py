"""Charges, payments, waivers and refunds: what is owed, what is refused, what is taken back."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from tests.helpers.money import FEE, Till, till
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import FeeState, PaymentMethod
from wset_desk.domain.permissions import Role
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.ledger import (
    BookingAccount,
    account_of,
    charge,
    fee_states,
    restore_fee,
    return_fee,
    withdraw_charge,
)
from wset_desk.services.money.candidate_accounts import CandidateAccount, candidate_account
from wset_desk.services.money.payments import record_payment, refund_payment, take_back_payment
from wset_desk.services.money.waivers import (
    approvers,
    override_fee,
    take_back_override,
    take_back_waiver,
    waive_fee,
)
from wset_desk.services.staff import add_staff
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, LedgerEntry
from wset_desk.system.clock import FixedClock
from wset_desk.system.passwords import FAST, Passwords

CARD = PaymentMethod.CARD
NOTHING = Decimal("0.00")


@pytest.fixture
def money(workspace: Workspace, clock: FixedClock) -> Till:
    return till(workspace, clock)


@pytest.fixture
def makeup(money: Till) -> UUID:
    return money.makeup()


def pay(money: Till, registration_id: UUID, amount: Decimal = FEE, **values: Any) -> Any:
    arguments: dict[str, Any] = {"method": CARD, **values}
    return money.workspace.call(
        record_payment, registration_id=registration_id, amount=amount, **arguments
    )


def refund(money: Till, registration_id: UUID, amount: Decimal = FEE) -> Any:
    return money.workspace.call(
        refund_payment,
        registration_id=registration_id,
        amount=amount,
        reason="Ill again",
        method=CARD,
    )


def account(money: Till, registration_id: UUID) -> BookingAccount:
    return money.within(lambda uow: account_of(uow, uow.get(ExamRegistration, registration_id)))


def state(money: Till, registration_id: UUID) -> FeeState:
    return money.within(lambda uow: fee_states(uow, [registration_id]))[registration_id]


def persons_account(money: Till) -> CandidateAccount:
    return money.workspace.run(candidate_account, candidate_id=money.candidate_id)


def refusal(money: Till, service: Any, **arguments: Any) -> DomainError:
    with pytest.raises(DomainError) as refused:
        money.workspace.call(service, **arguments)
    return refused.value


def test_a_booking_is_charged_and_owed(money: Till, makeup: UUID) -> None:
    found = account(money, makeup)
    assert (found.fee, found.charged, found.paid, found.owed) == (FEE, FEE, NOTHING, FEE)
    assert state(money, makeup) is FeeState.OWED
    assert not money.fee_paid(makeup)
    assert [entry.kind for entry in money.rows(makeup)] == [LedgerKind.CHARGE]


def test_a_bundled_place_has_no_fee(money: Till) -> None:
    assert state(money, money.missed) is FeeState.NONE
    assert money.fee_paid(money.missed)
    charged = money.within(lambda uow: charge(uow, uow.get(ExamRegistration, money.missed)))
    assert charged is None
    assert money.rows(money.missed) == []


def test_paying_in_two_parts(money: Till, makeup: UUID) -> None:
    first = pay(money, makeup, Decimal("50"), reference="  T-17 ")
    assert (first.account.owed, first.account.state) == (Decimal("35.00"), FeeState.PART_PAID)
    assert first.account.entries[-1].reference == "T-17"
    assert first.account.entries[-1].recorded_by == "Ada Admin"
    assert not money.fee_paid(makeup)
    second = pay(money, makeup, Decimal("35.00"), method=PaymentMethod.CASH)
    assert (second.account.owed, second.account.state) == (NOTHING, FeeState.PAID)
    assert money.fee_paid(makeup)
    assert money.raw_balance(makeup) == NOTHING
    assert money.raw_received(makeup) == FEE


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("85.01", "PAYMENT_ABOVE_OWED"),
        ("0", "AMOUNT_NOT_ABOVE_ZERO"),
        ("-1", "AMOUNT_NOT_ABOVE_ZERO"),
        ("0.001", "AMOUNT_TOO_FINE"),
        ("NaN", "AMOUNT_MISSING"),
    ],
)
def test_impossible_amounts_are_refused_at_their_field(
    money: Till, makeup: UUID, amount: str, code: str
) -> None:
    refused = refusal(
        money, record_payment, registration_id=makeup, amount=Decimal(amount), method=CARD
    )
    assert (refused.code, refused.parameters["field"]) == (code, "amount")
    assert account(money, makeup).paid == NOTHING


def test_nothing_is_paid_where_nothing_is_owed(money: Till, makeup: UUID) -> None:
    pay(money, makeup)
    again = refusal(money, record_payment, registration_id=makeup, amount=FEE, method=CARD)
    assert again.code == "NOTHING_OWED"


def test_a_long_reference_is_refused(money: Till, makeup: UUID) -> None:
    refused = refusal(
        money,
        record_payment,
        registration_id=makeup,
        amount=FEE,
        method=CARD,
        reference="x" * 121,
    )
    assert (refused.code, refused.parameters["field"]) == ("TEXT_TOO_LONG", "reference")


def test_a_payment_typed_wrongly_is_taken_back_once(money: Till, makeup: UUID) -> None:
    entered = pay(money, makeup)
    taken_back = money.workspace.call(
        take_back_payment, entry_id=entered.entry_id, reason="Another person's"
    )
    assert (taken_back.account.paid, taken_back.account.owed) == (NOTHING, FEE)
    assert taken_back.account.refunded == NOTHING
    assert not money.fee_paid(makeup)
    assert money.raw_balance(makeup) == FEE
    assert money.raw_received(makeup) == NOTHING
    again = refusal(money, take_back_payment, entry_id=entered.entry_id, reason="Again")
    assert again.code == "TAKEN_BACK_ALREADY"
    assert pay(money, makeup).account.state is FeeState.PAID


def test_a_charge_is_no_payment_to_take_back(money: Till, makeup: UUID) -> None:
    charged = account(money, makeup).entries[0]
    assert refusal(money, take_back_payment, entry_id=charged.id, reason="why").code == "NOT_FOUND"
    assert refusal(money, take_back_waiver, entry_id=charged.id, reason="why").code == "NOT_FOUND"


def test_a_waiver_settles_an_unchanged_fee_and_names_who_signed(money: Till, makeup: UUID) -> None:
    signer = money.workspace.call(
        add_staff,
        name="Oona Officer",
        username="oona",
        password="a long password",
        roles=frozenset({Role.EXAMS_OFFICER}),
        passwords=Passwords(FAST),
    )
    assert [each.name for each in money.workspace.run(approvers)] == ["Ada Admin", "Oona Officer"]
    waived = money.workspace.call(
        waive_fee, registration_id=makeup, reason=" Bereavement ", approver_id=signer.id
    )
    line = waived.account.entries[-1]
    assert (line.kind, line.amount, line.reason) == (LedgerKind.WAIVER, FEE, "Bereavement")
    assert (line.recorded_by, line.approved_by) == ("Ada Admin", "Oona Officer")
    assert (waived.account.fee, waived.account.waived, waived.account.owed) == (FEE, FEE, NOTHING)
    assert waived.account.state is FeeState.WAIVED
    assert money.fee_paid(makeup)


def test_who_gives_no_other_name_signs_a_waiver(money: Till, makeup: UUID) -> None:
    waived = money.workspace.call(
        waive_fee, registration_id=makeup, amount=Decimal("10"), reason="Goodwill"
    )
    assert waived.account.entries[-1].approved_by == "Ada Admin"
    assert waived.account.owed == Decimal("75.00")


def test_what_no_waiver_may_be(money: Till, makeup: UUID) -> None:
    waive = {"registration_id": makeup}
    assert refusal(money, waive_fee, **waive, reason=" ").code == "REASON_MISSING"
    above = refusal(money, waive_fee, **waive, reason="x", amount=Decimal("85.01"))
    assert (above.code, above.parameters["owed"]) == ("WAIVER_ABOVE_OWED", FEE)
    invigilator = money.workspace.call(
        add_staff,
        name="Ivo Invigilator",
        username="ivo",
        password="a long password",
        roles=frozenset({Role.INVIGILATOR}),
        passwords=Passwords(FAST),
    )
    signed = refusal(money, waive_fee, **waive, reason="x", approver_id=invigilator.id)
    assert (signed.code, signed.parameters["field"]) == ("APPROVER_NOT_ALLOWED", "approver_id")


def test_a_waiver_taken_back_is_owed_again(money: Till, makeup: UUID) -> None:
    waived = money.workspace.call(waive_fee, registration_id=makeup, reason="Bereavement")
    back = money.workspace.call(take_back_waiver, entry_id=waived.entry_id, reason="Wrong person")
    assert (back.account.waived, back.account.owed, back.account.charged) == (NOTHING, FEE, FEE)
    assert money.raw_balance(makeup) == FEE
    again = refusal(money, take_back_waiver, entry_id=waived.entry_id, reason="x")
    assert again.code == "TAKEN_BACK_ALREADY"
    assert pay(money, makeup).account.state is FeeState.PAID


def test_a_refund_returns_the_fee_once(money: Till, makeup: UUID) -> None:
    pay(money, makeup)
    back = refund(money, makeup, Decimal("40"))
    assert (back.account.refunded, back.account.received) == (Decimal("40.00"), Decimal("45.00"))
    assert (back.account.owed, back.account.state) == (NOTHING, FeeState.PAID)
    assert money.fee_paid(makeup)
    with pytest.raises(DomainError, match="REFUNDED_ALREADY"):
        refund(money, makeup, Decimal("45"))
    assert money.raw_received(makeup) == Decimal("45.00")


def test_no_more_is_refunded_than_came_in(money: Till, makeup: UUID) -> None:
    with pytest.raises(DomainError, match="NOTHING_TO_REFUND"):
        refund(money, makeup)
    pay(money, makeup, Decimal("50"))
    with pytest.raises(DomainError, match="REFUND_ABOVE_RECEIVED") as refused:
        refund(money, makeup, Decimal("50.01"))
    assert refused.value.parameters["received"] == Decimal("50.00")
    back = refund(money, makeup, Decimal("50"))
    assert (back.account.owed, back.account.received) == (Decimal("35.00"), NOTHING)


def test_cancelled_in_time_the_money_goes_back_and_nothing_is_owed(
    money: Till, makeup: UUID
) -> None:
    pay(money, makeup, Decimal("40"))
    money.set_status(makeup, RegistrationStatus.CANCELLED)
    money.within(
        lambda uow: return_fee(uow, uow.get(ExamRegistration, makeup), reason="Cancelled in time")
    )
    found = account(money, makeup)
    assert (found.refunded, found.withdrawn, found.waived) == (
        Decimal("40.00"),
        Decimal("45.00"),
        NOTHING,
    )
    assert (found.owed, found.received, found.state) == (NOTHING, NOTHING, FeeState.REFUNDED)
    assert found.entries[-2].method == CARD
    assert money.raw_balance(makeup) == NOTHING


def test_undoing_that_brings_money_and_fee_back(money: Till, makeup: UUID) -> None:
    pay(money, makeup, Decimal("40"))

    def twice(uow: Any) -> None:
        registration = uow.get(ExamRegistration, makeup)
        for _ in range(2):
            return_fee(uow, registration, reason="Cancelled in time")
            restore_fee(uow, registration, reason="undo")

    money.within(twice)
    found = account(money, makeup)
    assert (found.paid, found.refunded, found.withdrawn) == (Decimal("40.00"), NOTHING, NOTHING)
    assert (found.charged, found.owed) == (FEE, Decimal("45.00"))
    assert money.raw_balance(makeup) == Decimal("45.00")
    assert money.raw_received(makeup) == Decimal("40.00")
    assert not money.fee_paid(makeup)


def test_what_is_left_after_a_refund_goes_back_too(money: Till, makeup: UUID) -> None:
    pay(money, makeup)
    refund(money, makeup, Decimal("40"))
    money.within(
        lambda uow: return_fee(uow, uow.get(ExamRegistration, makeup), reason="Cancelled in time")
    )
    found = account(money, makeup)
    assert (found.received, found.owed, found.refunded) == (NOTHING, NOTHING, Decimal("40.00"))
    assert money.raw_balance(makeup) == NOTHING
    assert money.raw_received(makeup) == NOTHING


def test_an_unpaid_charge_is_withdrawn_not_waived(money: Till, makeup: UUID) -> None:
    def withdraw(uow: Any) -> LedgerEntry | None:
        return withdraw_charge(uow, uow.get(ExamRegistration, makeup), reason="Assignment undone")

    entry = money.within(withdraw)
    assert entry is not None
    assert (entry.kind, entry.method, entry.amount) == (LedgerKind.WAIVER, "withdrawn", FEE)
    found = account(money, makeup)
    assert entry.charge_id == found.entries[0].id
    assert (found.withdrawn, found.waived, found.owed) == (FEE, NOTHING, NOTHING)
    assert found.state is FeeState.NONE
    assert money.within(withdraw) is None
    refused = refusal(money, take_back_waiver, entry_id=entry.id, reason="x")
    assert refused.code == "NOT_FOUND"


def test_a_fee_moves_along_and_is_paid_wherever_it_is_paid(money: Till, makeup: UUID) -> None:
    pay(money, makeup, Decimal("50"))
    new = money.move(makeup)
    assert account(money, new).owed == Decimal("35.00")
    assert state(money, new) is FeeState.PART_PAID
    pay(money, new, Decimal("35"))
    assert money.fee_paid(new)
    assert money.fee_paid(makeup)
    assert money.raw_balance(makeup, new) == NOTHING
    assert refund(money, new).account.state is FeeState.REFUNDED


def test_a_booking_charged_anew_has_an_account_of_its_own(money: Till, makeup: UUID) -> None:
    pay(money, makeup)
    new = money.move(makeup)
    money.within(lambda uow: charge(uow, uow.get(ExamRegistration, new)))
    assert account(money, new).owed == FEE
    assert (money.fee_paid(makeup), money.fee_paid(new)) == (True, False)
    assert persons_account(money).total.owed == FEE
    assert persons_account(money).total.received == FEE


def test_the_account_of_a_person_counts_each_fee_once(money: Till, makeup: UUID) -> None:
    pay(money, makeup, Decimal("50"), reference="T-17")
    new = money.move(makeup)
    found = persons_account(money)
    assert [each.registration_id for each in found.bookings] == [new, makeup, money.missed]
    assert [each.moved_on for each in found.bookings] == [False, True, False]
    assert (found.total.fee, found.total.paid, found.total.owed) == (
        FEE,
        Decimal("50.00"),
        Decimal("35.00"),
    )
    assert [line.reference for line in found.bookings[0].lines] == [None, "T-17"]
    assert found.name == "Aoife Byrne"
    assert found.currency == "GBP"


def test_letting_somebody_in_unpaid_leaves_the_fee_owed(money: Till, makeup: UUID) -> None:
    let_in = {"registration_id": makeup}
    assert refusal(money, override_fee, **let_in, reason="").code == "REASON_MISSING"
    assert money.workspace.call(override_fee, **let_in, reason="Pays on the day").owed == FEE
    assert persons_account(money).bookings[0].override_reason == "Pays on the day"
    assert not money.fee_paid(makeup)
    money.workspace.call(take_back_override, **let_in)
    assert persons_account(money).bookings[0].override_reason is None
    pay(money, makeup)
    assert refusal(money, override_fee, **let_in, reason="x").code == "NOTHING_OWED"
