"""Giving seats from the board, all or none, and taking them back at any time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

import pytest
from sqlalchemy import select

from tests.helpers.board import OCTOBER_4, OCTOBER_25, PRICE_2, School, held_course
from wset_desk.domain.catalogue import SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import FeeState
from wset_desk.domain.permissions import Role
from wset_desk.domain.registrations import RegistrationType, Waiting
from wset_desk.domain.seating import WaitReason
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.board.assigning import assign, undo_assign
from wset_desk.services.board.cancelling import cancel_registration
from wset_desk.services.board.rescheduling import reschedule
from wset_desk.services.board.rows import AssignmentInput
from wset_desk.services.exam_session_changes import cancel_exam_session, restore_exam_session
from wset_desk.services.money.payments import record_payment
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import AuditEntry, ExamRegistration, LedgerEntry, Synced
from wset_desk.system.clock import FixedClock

Row = TypeVar("Row", bound=Synced)


@pytest.fixture
def school(workspace: Workspace, clock: FixedClock) -> School:
    return held_course(workspace, clock)


def refused(
    school: School, *assignments: AssignmentInput, reason: str | None = None
) -> DomainError:
    with pytest.raises(DomainError) as caught:
        school.workspace.call(assign, assignments=assignments, override_reason=reason)
    return caught.value


def undo(school: School, *registration_ids: object) -> None:
    school.workspace.call(undo_assign, registration_ids=registration_ids)


def rows(school: School, entity: type[Row]) -> list[Row]:
    with school.workspace.store.unit_of_work(school.workspace.actor, write=False) as uow:
        return list(uow.session.scalars(select(entity).order_by(entity.id)))


def test_who_missed_the_exam_waits_for_a_makeup(school: School) -> None:
    school.miss(12)
    (person,) = school.board().people
    assert (person.name, person.number) == ("C12 Candidate", "100012")
    assert (person.wait, person.reason) == (Waiting.MAKEUP, WaitReason.MISSED)
    assert (person.fee, person.fee_waived, person.owes) == (PRICE_2, False, Decimal("0.00"))
    assert person.since == school.exams()[0].starts_at


def test_who_failed_waits_for_a_resit_with_the_mark(school: School) -> None:
    school.mark(1, "54.99")
    school.mark(2, "55")
    (person,) = school.board().people
    assert (person.name, person.wait) == ("C01 Candidate", Waiting.RESIT)
    assert (person.reason, person.last_mark) == (WaitReason.FAILED, Decimal("54.99"))
    assert not person.is_released


def test_who_has_no_mark_yet_waits_for_nothing(school: School) -> None:
    assert school.board().people == ()


def test_an_assignment_takes_a_seat_and_charges_its_price(school: School) -> None:
    school.miss(12)
    exam = school.exam(OCTOBER_25, session_type=SessionType.RESIT)
    (seat,) = school.seat(exam, school.key(12))
    assert (seat.fee, seat.waived) == (PRICE_2, False)
    session = school.session(exam)
    assert (session.taken, session.facts.seats_left) == (1, 11)
    (person,) = session.people
    assert (person.name, person.type) == ("C12 Candidate", RegistrationType.MAKEUP)
    assert person.fee_state is FeeState.OWED
    assert school.waiting() == []


def test_undo_leaves_the_board_as_it_was_also_after_others_followed(school: School) -> None:
    school.miss(11, 12)
    exam = school.exam(OCTOBER_25)
    before = school.person(11)
    (first,) = school.seat(exam, school.key(11))
    school.seat(exam, school.key(12))
    undo(school, first.registration_id)
    assert school.waiting() == ["C11 Candidate"]
    assert school.session(exam).taken == 1
    assert school.person(11) == before
    school.seat(exam, school.key(11))
    assert school.session(exam).taken == 2


def test_all_of_them_or_none_and_the_refusal_names_the_person(school: School) -> None:
    school.miss(10, 11, 12)
    exam = school.exam(OCTOBER_25, seats=2)
    error = refused(school, *(AssignmentInput(school.key(n), exam) for n in (12, 11, 10)))
    assert (error.code, error.parameters["who"]) == ("SESSION_FULL", "C10 Candidate")
    assert describe(error) == "C10 Candidate: All seats of this session are taken."
    assert len(school.waiting()) == 3
    assert school.session(exam).taken == 0


def test_nobody_is_seated_twice_for_one_paper(school: School) -> None:
    school.miss(12)
    exam, later = school.exam(OCTOBER_4), school.exam(OCTOBER_25)
    pair = AssignmentInput(school.key(12), exam)
    error = refused(school, pair, replace(pair, exam_session_id=later))
    assert (error.code, error.parameters["name"]) == ("NOT_WAITING", "C12 Candidate")
    assert refused(school, AssignmentInput(school.key(1), exam)).code == "NOT_WAITING"
    assert refused(school).code == "CANDIDATES_MISSING"


def test_the_deadline_is_passed_over_with_a_reason_only(school: School) -> None:
    school.miss(12)
    deadline = datetime(2026, 10, 8, 16, 0, tzinfo=UTC)
    exam = school.exam(OCTOBER_25)
    assert school.session(exam).facts.deadline == deadline
    school.clock.instant = deadline + timedelta(minutes=1)
    pair = AssignmentInput(school.key(12), exam)
    assert refused(school, pair).code == "DEADLINE_PASSED"
    assert refused(school, pair, reason="  ").code == "DEADLINE_PASSED"
    school.workspace.call(assign, assignments=(pair,), override_reason="Flight was late")
    with school.workspace.store.unit_of_work(school.workspace.actor, write=False) as uow:
        reasons = select(AuditEntry.reason).where(AuditEntry.action == "assigning.assign")
        assert set(uow.session.scalars(reasons)) == {"Flight was late"}


def test_only_the_deadline_is_passed_over(school: School) -> None:
    school.miss(11, 12)
    exam = school.exam(OCTOBER_25, seats=1)
    school.seat(exam, school.key(11))
    error = refused(school, AssignmentInput(school.key(12), exam), reason="Please")
    assert error.code == "SESSION_FULL"


def test_who_may_not_override_is_refused(school: School) -> None:
    school.miss(12)
    exam = school.exam(OCTOBER_25)
    actor = replace(school.workspace.actor, roles=frozenset({Role.INVIGILATOR}))
    school.workspace.act_as(actor)
    error = refused(school, AssignmentInput(school.key(12), exam))
    assert error.code == "NOT_PERMITTED"


def test_what_was_paid_since_is_not_undone(school: School) -> None:
    school.miss(12)
    (seat,) = school.seat(school.exam(OCTOBER_25), school.key(12))
    school.workspace.call(
        record_payment, registration_id=seat.registration_id, amount=PRICE_2, method="card"
    )
    with pytest.raises(DomainError) as caught:
        undo(school, seat.registration_id)
    assert caught.value.code == "ASSIGNMENT_PAID"
    assert "C12 Candidate" in describe(caught.value)


@pytest.mark.parametrize("since", ["missed", "moved", "cancelled"])
def test_what_was_built_upon_is_not_undone(school: School, since: str) -> None:
    school.miss(12)
    (seat,) = school.seat(school.exam(OCTOBER_25), school.key(12))
    id_ = seat.registration_id
    if since == "missed":
        school.clock.instant = datetime(2026, 10, 25, 18, 0, tzinfo=UTC)
        school.workspace.call(mark_no_show, registration_ids=(id_,))
    elif since == "moved":
        later = school.exam(OCTOBER_25 + timedelta(days=7))
        school.workspace.call(reschedule, registration_id=id_, exam_session_id=later)
    else:
        school.workspace.call(cancel_registration, registration_id=id_)
    with pytest.raises(DomainError) as caught:
        undo(school, id_)
    codes = {"missed": "ASSIGNMENT_SETTLED", "moved": "ASSIGNMENT_MOVED"}
    assert caught.value.code == codes.get(since, "ASSIGNMENT_CANCELLED")


def test_undo_withdraws_the_charge_so_that_nothing_is_owed(school: School) -> None:
    school.miss(12)
    exam = school.exam(OCTOBER_25)
    (seat,) = school.seat(exam, school.key(12))
    undo(school, seat.registration_id)
    entries = rows(school, LedgerEntry)
    assert [(each.kind, each.amount, each.method) for each in entries] == [
        ("charge", PRICE_2, None),
        ("waiver", PRICE_2, "withdrawn"),
    ]
    assert school.person(12).owes == Decimal("0.00")
    assert all(each.exam_session_id != exam for each in rows(school, ExamRegistration))


def test_what_the_centre_called_off_is_reseated_with_its_fee(school: School) -> None:
    school.miss(12)
    first, second = school.exam(OCTOBER_4), school.exam(OCTOBER_25)
    (seat,) = school.seat(first, school.key(12))
    school.workspace.call(
        record_payment, registration_id=seat.registration_id, amount=PRICE_2, method="card"
    )
    school.workspace.call(cancel_exam_session, exam_session_id=first, reason="Flood")
    person = school.person(12)
    assert (person.reason, person.wait) == (WaitReason.EXAM_CANCELLED, Waiting.MAKEUP)
    assert (person.fee, person.after) == (Decimal("0.00"), seat.registration_id)
    (again,) = school.seat(second, school.key(12))
    assert again.fee == Decimal("0.00")
    (seated,) = school.session(second).people
    assert seated.fee_state is FeeState.PAID
    assert [each.kind for each in rows(school, LedgerEntry)] == ["charge", "payment"]


def test_calling_off_is_not_undone_once_people_have_other_seats(school: School) -> None:
    school.miss(11, 12)
    first, second = school.exam(OCTOBER_4), school.exam(OCTOBER_25)
    school.seat(first, school.key(11), school.key(12))
    called_off = school.workspace.call(cancel_exam_session, exam_session_id=first, reason="Flood")
    (again,) = school.seat(second, school.key(12))
    with pytest.raises(DomainError) as caught:
        school.workspace.call(
            restore_exam_session,
            exam_session_id=first,
            registration_ids=called_off.registration_ids,
        )
    assert (caught.value.code, caught.value.parameters["names"]) == (
        "SEATED_SINCE",
        "C12 Candidate",
    )
    undo(school, again.registration_id)
    school.workspace.call(
        restore_exam_session, exam_session_id=first, registration_ids=called_off.registration_ids
    )
    assert school.waiting() == []
