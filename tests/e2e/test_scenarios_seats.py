"""Scenarios A 6 and 7 and B 3 and 5, through the services: seats, deadlines, fees."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.board import OCTOBER_4, OCTOBER_25, PRICE_2, School, held_course
from tests.helpers.exam_centre import ExamCentre
from wset_desk.domain.catalogue import ExamType, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import FeeState
from wset_desk.domain.registrations import RegistrationType, Waiting
from wset_desk.services.board.assigning import assign
from wset_desk.services.board.cancelling import cancel_registration, preview_cancel
from wset_desk.services.board.proposals import next_available_for
from wset_desk.services.board.rows import AssignmentInput
from wset_desk.services.check_in import check_in_state
from wset_desk.services.considerations import approve_consideration, request_consideration
from wset_desk.services.ledger import account_of
from wset_desk.services.money.payments import record_payment
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, LedgerEntry
from wset_desk.system.clock import FixedClock

DEADLINE = datetime(2026, 10, 8, 16, 0, tzinfo=UTC)
"""Thursday 8 October, 17:00 in London."""
OCTOBER_18, SUNDAY_20 = date(2026, 10, 18), date(2026, 9, 20)
PRICE_3 = Decimal("125.00")
NOTHING = Decimal("0.00")


@pytest.fixture
def school(workspace: Workspace, clock: FixedClock) -> School:
    """Scenario A after its exam, C12 absent."""
    school = held_course(workspace, clock)
    school.miss(12)
    return school


def fill(school: School, exam: UUID, seats: int) -> None:
    """So many seats are taken by people who have nothing to do with it."""
    centre = ExamCentre(school.workspace)
    centre.register(exam, *(centre.candidate(f"Somebody Else{n}") for n in range(seats)))


@pytest.fixture
def october_4(school: School) -> UUID:
    exam = school.exam(OCTOBER_4)
    fill(school, exam, 12)
    return exam


@pytest.fixture
def october_25(school: School, october_4: UUID) -> UUID:
    exam = school.exam(OCTOBER_25)
    fill(school, exam, 9)
    return exam


def state_of(school: School, registration_id: UUID) -> tuple[FeeState, Decimal]:
    """How the fee stands, and what is owed of it."""
    with school.workspace.store.unit_of_work(school.workspace.actor, write=False) as uow:
        account = account_of(uow, uow.get(ExamRegistration, registration_id))
    return account.state, account.owed


def test_a6_the_next_available_skips_the_full_session(
    school: School, october_4: UUID, october_25: UUID
) -> None:
    found = school.workspace.run(next_available_for, key=school.key(12))
    (skipped,) = found.skipped
    assert skipped.session.id == october_4
    assert (skipped.session.taken, skipped.session.max_capacity) == (12, 12)
    assert [reason.code for reason in skipped.reasons] == ["SESSION_FULL"]
    assert found.session is not None
    assert found.session.id == october_25
    assert (found.session.taken, found.session.max_capacity) == (9, 12)
    assert found.session.facts.deadline == DEADLINE
    assert found.person.fee == PRICE_2


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=1)])
def test_a6_seventeen_hours_is_in_time_and_a_minute_later_is_not(
    school: School, october_25: UUID, late: timedelta
) -> None:
    school.clock.instant = DEADLINE + late
    pair = AssignmentInput(school.key(12), october_25)
    if late:
        with pytest.raises(DomainError) as caught:
            school.workspace.call(assign, assignments=(pair,))
        assert caught.value.code == "DEADLINE_PASSED"
    taken = 9 if late else 9 + len(school.workspace.call(assign, assignments=(pair,)).assigned)
    assert school.session(october_25).taken == taken


def test_a6_a_makeup_of_85_takes_the_tenth_seat(school: School, october_25: UUID) -> None:
    (seat,) = school.seat(october_25, school.key(12))
    session = school.session(october_25)
    assert (session.taken, seat.fee) == (10, PRICE_2)
    (person,) = (x for x in session.people if x.registration_id == seat.registration_id)
    assert person.type is RegistrationType.MAKEUP
    assert session.facts.start == datetime(2026, 10, 25, 15, 30, tzinfo=UTC)
    assert school.exams()[0].starts_at == datetime(2026, 9, 6, 14, 30, tzinfo=UTC)


def test_a6_unpaid_blocks_the_check_in_and_paid_lets_in(school: School, october_25: UUID) -> None:
    (seat,) = school.seat(october_25, school.key(12))
    school.clock.instant = datetime(2026, 10, 25, 15, 15, tzinfo=UTC)
    id_ = seat.registration_id
    before = school.workspace.run(check_in_state, registration_id=id_)
    assert [reason.code for reason in before.blockers] == ["FEE_OWED"]
    school.workspace.call(record_payment, registration_id=id_, amount=PRICE_2, method="card")
    assert school.workspace.run(check_in_state, registration_id=id_).blockers == ()


def test_a7_approved_evidence_waives_the_makeup(school: School, october_25: UUID) -> None:
    school.clock.instant = datetime(2026, 9, 11, 15, 0, tzinfo=UTC)
    asked = school.workspace.call(
        request_consideration,
        registration_id=school.registration(12),
        evidence="Doctor's letter",
        received_on=date(2026, 9, 11),
    )
    school.workspace.call(approve_consideration, consideration_id=asked.id, reason="Ill")
    assert school.person(12).fee_waived
    (seat,) = school.seat(october_25, school.key(12))
    assert (seat.fee, seat.waived) == (PRICE_2, True)
    assert state_of(school, seat.registration_id) == (FeeState.WAIVED, NOTHING)
    with school.workspace.store.unit_of_work(school.workspace.actor, write=False) as uow:
        assert uow.get(ExamRegistration, seat.registration_id).fee_paid
        entries = uow.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id)).all()
    assert [(each.kind, each.amount) for each in entries] == [
        ("charge", PRICE_2),
        ("waiver", PRICE_2),
    ]
    assert entries[1].approved_by_id == school.workspace.actor.staff_id


@pytest.fixture
def marta(workspace: Workspace, clock: FixedClock) -> School:
    """Scenario B on 28 September: Marta (C01) has 68 and 51."""
    school = held_course(
        workspace,
        clock,
        level=3,
        people=8,
        end=time(17, 0),
        days=(date(2026, 9, 19), SUNDAY_20),
    )
    clock.instant = datetime(2026, 9, 28, 9, 0, tzinfo=UTC)
    school.mark(1, "68", ExamType.THEORY)
    school.mark(1, "51", ExamType.TASTING)
    return school


def tasting_resit(school: School) -> UUID:
    """18 October, four of six seats taken."""
    exam = school.exam(
        OCTOBER_18, seats=6, exam_type=ExamType.TASTING, session_type=SessionType.RESIT
    )
    fill(school, exam, 4)
    return exam


def test_b3_a_tasting_resit_for_125_and_none_of_theory(marta: School) -> None:
    (person,) = (x for x in marta.board().people if x.candidate_id == marta.people[0])
    assert (person.exam_type, person.wait) == (ExamType.TASTING, Waiting.RESIT)
    exam = tasting_resit(marta)
    assert marta.session(exam).taken == 4
    (seat,) = marta.seat(exam, person.key)
    assert (marta.session(exam).taken, seat.fee) == (5, PRICE_3)
    marta.workspace.call(
        record_payment, registration_id=seat.registration_id, amount=PRICE_3, method="card"
    )
    assert state_of(marta, seat.registration_id) == (FeeState.PAID, NOTHING)


@pytest.mark.parametrize("refund", [False, True])
def test_b5_a_needless_resit_is_cancelled_and_its_refund_is_a_choice(
    marta: School, refund: bool
) -> None:
    exam = tasting_resit(marta)
    (seat,) = marta.seat(exam, marta.key(1, ExamType.TASTING))
    id_ = seat.registration_id
    marta.workspace.call(record_payment, registration_id=id_, amount=PRICE_3, method="card")
    marta.clock.instant = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
    place = marta.workspace.run(preview_cancel, registration_id=id_)
    assert (place.needs_reason, place.received) == (True, PRICE_3)
    marta.workspace.call(
        cancel_registration,
        registration_id=id_,
        reason="The enquiry was upheld",
        refund=refund,
    )
    assert marta.session(exam).taken == 4
    assert state_of(marta, id_)[0] is (FeeState.REFUNDED if refund else FeeState.PAID)
