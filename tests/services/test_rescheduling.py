"""Rescheduling and cancelling bookings, in time and late, with their fees (rule 9)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from tests.helpers.board import OCTOBER_4, OCTOBER_25, PRICE_2, School, held_course
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import FeeState
from wset_desk.domain.seating import WaitReason
from wset_desk.services.board.cancelling import (
    cancel_registration,
    preview_cancel,
    undo_cancel_registration,
)
from wset_desk.services.board.rescheduling import (
    preview_reschedule,
    reschedule,
    reschedule_choices,
    undo_reschedule,
)
from wset_desk.services.ledger import account_of
from wset_desk.services.money.payments import record_payment
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration
from wset_desk.system.clock import FixedClock

NOVEMBER_8 = OCTOBER_25 + timedelta(days=14)
NOTHING = Decimal("0.00")


@pytest.fixture
def school(workspace: Workspace, clock: FixedClock) -> School:
    school = held_course(workspace, clock, people=3)
    school.miss(1, 2, 3)
    return school


@pytest.fixture
def first(school: School) -> UUID:
    return school.exam(OCTOBER_25, seats=2)


@pytest.fixture
def second(school: School) -> UUID:
    return school.exam(NOVEMBER_8, seats=2)


@pytest.fixture
def paid(school: School, first: UUID) -> UUID:
    """The makeup of C01 on 25 October, paid."""
    (seat,) = school.seat(first, school.key(1))
    school.workspace.call(
        record_payment, registration_id=seat.registration_id, amount=PRICE_2, method="card"
    )
    return seat.registration_id


def account(school: School, registration_id: UUID) -> tuple[FeeState, Decimal, Decimal]:
    """State, owed, received."""
    with school.workspace.store.unit_of_work(school.workspace.actor, write=False) as uow:
        found = account_of(uow, uow.get(ExamRegistration, registration_id))
    return found.state, found.owed, found.received


def row(school: School, registration_id: UUID) -> ExamRegistration:
    with school.workspace.store.unit_of_work(school.workspace.actor, write=False) as uow:
        return uow.get(ExamRegistration, registration_id)


def pass_the_deadline(school: School, exam: UUID) -> None:
    deadline = school.session(exam).facts.deadline
    assert deadline is not None
    school.clock.instant = deadline + timedelta(seconds=1)


def code(school: School, command: Any, **arguments: object) -> str:
    with pytest.raises(DomainError) as caught:
        school.workspace.call(command, **arguments)
    return caught.value.code


def test_in_time_the_paid_fee_moves_along(
    school: School, first: UUID, second: UUID, paid: UUID
) -> None:
    moved = school.workspace.call(reschedule, registration_id=paid, exam_session_id=second)
    old, new = row(school, paid), row(school, moved.registration_id)
    assert (old.status, new.status) == ("rescheduled", "registered")
    assert (new.rescheduled_from_id, new.registration_type) == (old.id, "makeup")
    assert (new.fee_amount, new.fee_paid) == (PRICE_2, True)
    assert account(school, new.id) == (FeeState.PAID, NOTHING, PRICE_2)
    assert (school.session(first).taken, school.session(second).taken) == (0, 1)


def test_the_last_second_is_in_time(school: School, first: UUID, second: UUID, paid: UUID) -> None:
    deadline = school.session(first).facts.deadline
    assert deadline is not None
    school.clock.instant = deadline
    preview = school.workspace.run(preview_reschedule, registration_id=paid, exam_session_id=second)
    assert (preview.place.is_in_time, preview.place.needs_reason) == (True, False)
    school.clock.instant = deadline + timedelta(seconds=1)
    preview = school.workspace.run(preview_reschedule, registration_id=paid, exam_session_id=second)
    assert (preview.place.is_in_time, preview.place.needs_reason) == (False, True)
    assert preview.new_fee == PRICE_2


def test_late_it_needs_a_reason_and_a_new_fee(
    school: School, first: UUID, second: UUID, paid: UUID
) -> None:
    pass_the_deadline(school, first)
    late = {"registration_id": paid, "exam_session_id": second}
    assert code(school, reschedule, **late) == "REASON_MISSING"
    moved = school.workspace.call(reschedule, **late, reason="Illness")
    assert account(school, moved.registration_id) == (FeeState.OWED, PRICE_2, NOTHING)
    assert account(school, paid) == (FeeState.PAID, NOTHING, PRICE_2)


def test_late_staff_may_let_the_fee_move_along(
    school: School, first: UUID, second: UUID, paid: UUID
) -> None:
    pass_the_deadline(school, first)
    moved = school.workspace.call(
        reschedule,
        registration_id=paid,
        exam_session_id=second,
        reason="Illness",
        fee_moves=True,
    )
    assert account(school, moved.registration_id) == (FeeState.PAID, NOTHING, PRICE_2)


def test_undo_gives_the_old_place_back(
    school: School, first: UUID, second: UUID, paid: UUID
) -> None:
    moved = school.workspace.call(reschedule, registration_id=paid, exam_session_id=second)
    school.workspace.call(undo_reschedule, registration_id=moved.registration_id)
    assert row(school, paid).status == "registered"
    assert account(school, paid) == (FeeState.PAID, NOTHING, PRICE_2)
    assert (school.session(first).taken, school.session(second).taken) == (1, 0)
    assert len(school.waiting()) == 2


def test_undo_of_a_late_one_withdraws_the_new_fee(
    school: School, first: UUID, second: UUID, paid: UUID
) -> None:
    pass_the_deadline(school, first)
    moved = school.workspace.call(
        reschedule, registration_id=paid, exam_session_id=second, reason="Illness"
    )
    school.workspace.call(undo_reschedule, registration_id=moved.registration_id)
    assert account(school, paid) == (FeeState.PAID, NOTHING, PRICE_2)
    assert school.person(2).owes == NOTHING


def test_the_old_place_may_be_gone(school: School, first: UUID, second: UUID, paid: UUID) -> None:
    moved = school.workspace.call(reschedule, registration_id=paid, exam_session_id=second)
    school.seat(first, school.key(2), school.key(3))
    undo = {"registration_id": moved.registration_id}
    assert code(school, undo_reschedule, **undo) == "SESSION_FULL"
    assert row(school, moved.registration_id).status == "registered"


def test_choices_say_what_is_against_each(
    school: School, first: UUID, second: UUID, paid: UUID
) -> None:
    full = school.exam(OCTOBER_4, seats=1)
    school.seat(full, school.key(2))
    choices = school.workspace.run(reschedule_choices, registration_id=paid)
    found = {each.session.id: [reason.code for reason in each.reasons] for each in choices}
    assert found == {full: ["SESSION_FULL"], second: []}
    same = {"registration_id": paid, "exam_session_id": first}
    assert code(school, reschedule, **same) == "ALREADY_REGISTERED"
    assert code(school, reschedule, registration_id=paid, exam_session_id=full) == "SESSION_FULL"


def test_nothing_is_rescheduled_to_a_time_at_which_it_is_itself(
    school: School, first: UUID, paid: UUID
) -> None:
    """The place that is given up doesn't clash with the new one."""
    beside = school.exam(OCTOBER_25, at="16:00")
    moved = school.workspace.call(reschedule, registration_id=paid, exam_session_id=beside)
    assert row(school, moved.registration_id).status == "registered"


def test_cancelled_in_time_the_money_goes_back(school: School, first: UUID, paid: UUID) -> None:
    preview = school.workspace.run(preview_cancel, registration_id=paid)
    assert (preview.is_in_time, preview.received, preview.owed) == (True, PRICE_2, NOTHING)
    done = school.workspace.call(cancel_registration, registration_id=paid)
    assert done.fee_returned
    assert account(school, paid) == (FeeState.REFUNDED, NOTHING, NOTHING)
    assert school.session(first).taken == 0
    person = school.person(1)
    assert (person.reason, person.fee) == (WaitReason.WITHDRAWN_SEAT, PRICE_2)


def test_cancelled_in_time_an_unpaid_fee_is_withdrawn(school: School, first: UUID) -> None:
    (seat,) = school.seat(first, school.key(2))
    school.workspace.call(cancel_registration, registration_id=seat.registration_id)
    assert account(school, seat.registration_id) == (FeeState.NONE, NOTHING, NOTHING)


def test_cancelled_late_nothing_is_refunded_unless_staff_choose_it(
    school: School, first: UUID, paid: UUID
) -> None:
    (seat,) = school.seat(first, school.key(2))
    pass_the_deadline(school, first)
    assert code(school, cancel_registration, registration_id=paid) == "REASON_MISSING"
    school.workspace.call(cancel_registration, registration_id=paid, reason="Moved away")
    assert account(school, paid) == (FeeState.PAID, NOTHING, PRICE_2)
    other = seat.registration_id
    school.workspace.call(
        cancel_registration, registration_id=other, reason="Moved away", refund=True
    )
    assert account(school, other) == (FeeState.NONE, NOTHING, NOTHING)


def test_undoing_a_cancellation_takes_the_refund_back(
    school: School, first: UUID, paid: UUID
) -> None:
    done = school.workspace.call(cancel_registration, registration_id=paid)
    school.workspace.call(
        undo_cancel_registration, registration_id=paid, fee_returned=done.fee_returned
    )
    assert account(school, paid) == (FeeState.PAID, NOTHING, PRICE_2)
    assert school.session(first).taken == 1
    assert code(school, undo_cancel_registration, registration_id=paid, fee_returned=False) == (
        "STATUS_CHANGE_NOT_ALLOWED"
    )


def test_a_cancellation_isnt_undone_once_there_is_another_seat(
    school: School, first: UUID, second: UUID, paid: UUID
) -> None:
    school.workspace.call(cancel_registration, registration_id=paid)
    school.seat(second, school.key(1))
    undo = {"registration_id": paid, "fee_returned": True}
    assert code(school, undo_cancel_registration, **undo) == "ASSIGNMENT_MOVED"


def test_what_was_sat_or_missed_is_neither_cancelled_nor_moved(
    school: School, second: UUID
) -> None:
    missed = school.registration(1)
    assert code(school, cancel_registration, registration_id=missed) == (
        "STATUS_CHANGE_NOT_ALLOWED"
    )
    assert code(school, reschedule, registration_id=missed, exam_session_id=second) == (
        "STATUS_CHANGE_NOT_ALLOWED"
    )
