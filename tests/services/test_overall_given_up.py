"""What was cancelled is no attempt: it keeps no overall result (rule 13)."""

from uuid import UUID

import pytest

from tests.helpers.money import Till, till
from wset_desk.services.board.cancelling import cancel_registration, undo_cancel_registration
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.clock import FixedClock


@pytest.fixture
def money(workspace: Workspace, clock: FixedClock) -> Till:
    return till(workspace, clock)


def overall(money: Till, registration_id: UUID) -> bool | None:
    return money.within(lambda uow: uow.get(ExamRegistration, registration_id).overall_passed)


def test_a_cancelled_booking_loses_what_an_earlier_attempt_decided(money: Till) -> None:
    makeup = money.makeup()

    def decided(uow: UnitOfWork) -> None:
        uow.get(ExamRegistration, makeup).overall_passed = False

    money.within(decided)
    cancelled = money.workspace.call(cancel_registration, registration_id=makeup)
    assert overall(money, makeup) is None
    money.workspace.call(
        undo_cancel_registration,
        registration_id=makeup,
        fee_returned=cancelled.fee_returned,
    )
    assert overall(money, makeup) is None
