"""Special consideration (scenario A 7): evidence in time, the makeup's fee waived, or not."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from tests.helpers.marking import at
from tests.helpers.money import FEE, MAKEUP_DAY, Till, till
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import FeeState, PaymentMethod
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.considerations import (
    Consideration,
    ConsiderationStatus,
    approve_consideration,
    refuse_consideration,
    request_consideration,
    take_back_decision,
    take_back_request,
    waive_if_considered,
)
from wset_desk.services.ledger import account_of
from wset_desk.services.money.candidate_accounts import BookingFee, candidate_account
from wset_desk.services.money.payments import record_payment
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration
from wset_desk.system.clock import FixedClock

FRIDAY, MONDAY = date(2026, 9, 11), date(2026, 9, 14)


@pytest.fixture
def money(workspace: Workspace, clock: FixedClock) -> Till:
    """On the Monday eight days after the exam."""
    return till(workspace, clock, at(MONDAY, 10))


def ask(money: Till, received_on: date = FRIDAY, **values: Any) -> Consideration:
    arguments = {"registration_id": money.missed, "evidence": "Doctor's letter", **values}
    return money.workspace.call(request_consideration, received_on=received_on, **arguments)


def approve(money: Till, asked: Consideration) -> Consideration:
    return money.workspace.call(
        approve_consideration, consideration_id=asked.id, reason="Doctor's letter seen"
    )


def refusal(money: Till, **values: Any) -> DomainError:
    with pytest.raises(DomainError) as refused:
        ask(money, **values)
    return refused.value


def booking(money: Till, registration_id: UUID) -> BookingFee:
    account = money.workspace.run(candidate_account, candidate_id=money.candidate_id)
    return next(each for each in account.bookings if each.registration_id == registration_id)


def test_scenario_a_7_the_booked_makeup_is_waived(money: Till) -> None:
    makeup = money.makeup()
    approved = approve(money, ask(money))
    assert (approved.status, approved.waived) == (ConsiderationStatus.APPROVED, FEE)
    account = money.within(lambda uow: account_of(uow, uow.get(ExamRegistration, makeup)))
    assert (account.fee, account.waived, account.owed) == (FEE, FEE, Decimal("0.00"))
    waiver = account.entries[-1]
    assert (waiver.kind, waiver.amount) == (LedgerKind.WAIVER, FEE)
    assert (waiver.approved_by, waiver.reason) == ("Ada Admin", "Doctor's letter seen")
    assert money.fee_paid(makeup)
    assert money.raw_balance(makeup) == Decimal("0.00")
    assert money.raw_received(makeup) == Decimal("0.00")


def test_approved_before_it_is_booked_it_is_waived_with_the_booking(money: Till) -> None:
    assert approve(money, ask(money)).waived == Decimal("0.00")
    makeup = money.makeup()
    if not money.fee_paid(makeup):
        money.within(lambda uow: waive_if_considered(uow, uow.get(ExamRegistration, makeup)))
    assert booking(money, makeup).fee.state is FeeState.WAIVED
    assert money.fee_paid(makeup)
    again = money.within(lambda uow: waive_if_considered(uow, uow.get(ExamRegistration, makeup)))
    assert again is None


def test_nothing_is_waived_before_it_is_approved(money: Till) -> None:
    asked = ask(money)
    makeup = money.makeup()
    waived = money.within(lambda uow: waive_if_considered(uow, uow.get(ExamRegistration, makeup)))
    assert waived is None
    money.workspace.call(refuse_consideration, consideration_id=asked.id, reason="No letter")
    waived = money.within(lambda uow: waive_if_considered(uow, uow.get(ExamRegistration, makeup)))
    assert waived is None
    assert booking(money, makeup).fee.state is FeeState.OWED
    found = booking(money, money.missed).consideration
    assert found is not None
    assert (found.status, found.reason) == (ConsiderationStatus.REFUSED, "No letter")


def test_what_was_paid_stays_paid(money: Till) -> None:
    makeup = money.makeup()
    money.workspace.call(
        record_payment, registration_id=makeup, amount=Decimal("50"), method=PaymentMethod.CARD
    )
    assert approve(money, ask(money)).waived == Decimal("35.00")
    assert booking(money, makeup).fee.received == Decimal("50.00")


def test_evidence_is_due_five_working_days_after_the_exam(money: Till) -> None:
    # 6 September is a Sunday: the fifth working day after it is Friday the 11th
    assert booking(money, money.missed).evidence_due == FRIDAY
    late = refusal(money, received_on=date(2026, 9, 12))
    assert (late.code, late.parameters) == (
        "EVIDENCE_LATE",
        {"field": "reason", "last_day": FRIDAY},
    )
    taken = ask(money, date(2026, 9, 12), reason="In hospital until Friday")
    assert taken.reason == "In hospital until Friday"
    money.workspace.call(take_back_request, consideration_id=taken.id)
    assert booking(money, money.missed).consideration is None
    money.workspace.call(change_setting, name="consideration_working_days", value=6)
    assert booking(money, money.missed).evidence_due == MONDAY
    assert ask(money, MONDAY).received_on == MONDAY


def test_what_is_no_evidence(money: Till) -> None:
    seated = next(each for each in money.exam.registrations.values())[1]
    assert refusal(money, registration_id=seated).code == "CONSIDERATION_NOT_NO_SHOW"
    assert refusal(money, evidence="  ").parameters["field"] == "evidence"
    early = refusal(money, received_on=date(2026, 9, 5))
    assert early.code == "EVIDENCE_BEFORE_EXAM"
    assert refusal(money, received_on=date(2026, 9, 15)).code == "EVIDENCE_IN_FUTURE"
    ask(money)
    assert refusal(money).code == "CONSIDERATION_OPEN"


def test_a_decision_is_made_once_and_can_be_taken_back(money: Till) -> None:
    makeup = money.makeup(MAKEUP_DAY)
    asked = ask(money)
    with pytest.raises(DomainError, match="CONSIDERATION_UNDECIDED"):
        money.workspace.call(take_back_decision, consideration_id=asked.id, reason="x")
    approve(money, asked)
    for decide in (approve_consideration, refuse_consideration):
        with pytest.raises(DomainError, match="CONSIDERATION_DECIDED"):
            money.workspace.call(decide, consideration_id=asked.id, reason="Again")
    with pytest.raises(DomainError, match="CONSIDERATION_DECIDED"):
        money.workspace.call(take_back_request, consideration_id=asked.id)
    back = money.workspace.call(take_back_decision, consideration_id=asked.id, reason="Forged")
    assert back.status is ConsiderationStatus.REQUESTED
    assert booking(money, makeup).fee.owed == FEE
    assert money.raw_balance(makeup) == FEE
    assert not money.fee_paid(makeup)
    assert approve(money, asked).waived == FEE
