"""Who is let in (scenario A 6): unpaid blocks, paid lets in, staff may let somebody in unpaid."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.helpers.marking import invigilator
from tests.helpers.money import FEE, Till, till
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import PaymentMethod
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.check_in import CheckInState, check_in_state, check_in_states
from wset_desk.services.money.payments import record_payment
from wset_desk.services.money.waivers import override_fee
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration
from wset_desk.system.clock import FixedClock

DOORS = datetime(2026, 10, 25, 15, 15, tzinfo=UTC)
"""A quarter of an hour before the makeup; London has winter time again that day."""


@pytest.fixture
def money(workspace: Workspace, clock: FixedClock) -> Till:
    return till(workspace, clock)


@pytest.fixture
def makeup(money: Till, clock: FixedClock) -> UUID:
    booked = money.makeup()
    clock.instant = DOORS
    return booked


def blockers(money: Till, registration_id: UUID) -> list[str]:
    return [each.code for each in state(money, registration_id).blockers]


def state(money: Till, registration_id: UUID) -> CheckInState:
    return money.workspace.run(check_in_state, registration_id=registration_id)


def test_scenario_a_6_unpaid_blocks_and_paid_lets_in(money: Till, makeup: UUID) -> None:
    assert blockers(money, makeup) == ["FEE_OWED"]
    assert state(money, makeup).fee.owed == FEE
    money.workspace.call(
        record_payment, registration_id=makeup, amount=FEE, method=PaymentMethod.CARD
    )
    assert blockers(money, makeup) == []


def test_letting_somebody_in_unpaid_is_a_decision_with_a_reason(money: Till, makeup: UUID) -> None:
    money.workspace.call(override_fee, registration_id=makeup, reason="Pays at the bar")
    found = state(money, makeup)
    assert (found.blockers, found.override_reason) == ((), "Pays at the bar")
    assert found.fee.owed == FEE


def test_doors_open_as_the_centre_says(money: Till, makeup: UUID, clock: FixedClock) -> None:
    clock.instant = datetime(2026, 10, 25, 15, 14, 59, tzinfo=UTC)
    assert blockers(money, makeup) == ["CHECK_IN_TOO_EARLY", "FEE_OWED"]
    clock.instant = datetime(2026, 10, 25, 16, 30, tzinfo=UTC)
    assert blockers(money, makeup) == ["CHECK_IN_OVER", "FEE_OWED"]


def test_a_booking_that_is_over_lets_nobody_in(money: Till, makeup: UUID) -> None:
    money.set_status(makeup, RegistrationStatus.CANCELLED)
    assert "CHECK_IN_CANCELLED" in blockers(money, makeup)


def test_a_whole_session_at_once_with_its_bundled_places_free(money: Till, makeup: UUID) -> None:
    session_id = money.within(lambda uow: uow.get(ExamRegistration, makeup).exam_session_id)
    (found,) = money.workspace.run(check_in_states, exam_session_id=session_id)
    assert (found.registration_id, found.name) == (makeup, "Aoife Byrne")
    exam = next(iter(money.exam.papers.values()))
    everybody = money.workspace.run(check_in_states, exam_session_id=exam)
    assert len(everybody) == 12
    assert {each.code for row in everybody for each in row.blockers} == {
        "CHECK_IN_NO_SHOW",
        "CHECK_IN_OVER",
    }


def test_an_invigilator_sees_the_sessions_assigned_to_them(money: Till, makeup: UUID) -> None:
    session_id = money.within(lambda uow: uow.get(ExamRegistration, makeup).exam_session_id)
    stranger = invigilator(money.workspace, name="Sam Stranger")
    for service, values in (
        (check_in_state, {"registration_id": makeup}),
        (check_in_states, {"exam_session_id": session_id}),
    ):
        with pytest.raises(DomainError, match="NOT_ASSIGNED"):
            stranger.run(service, **values)
    assigned = invigilator(money.workspace, session_id)
    assert assigned.run(check_in_state, registration_id=makeup).fee.owed == FEE
