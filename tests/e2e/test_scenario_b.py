"""Scenario B through the services: level 3, tasting failed, resit and enquiry."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.courses import (
    enrol_in,
    level_3_course,
    local_times,
    make_candidate,
    make_candidates,
    make_offering,
    shown,
    wall,
)
from tests.helpers.enquiries import (
    BOTH,
    INES,
    MARTA,
    ONE,
    RESIT_DAY,
    ROLF,
    TASTING,
    THEORY,
    TOM,
    Desk,
    enquiry_desk,
    mark,
    refusal,
    release,
)
from wset_desk.domain.available_actions import Action
from wset_desk.domain.catalogue import BundledTiming, Component, ExamType
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus, EnquiryType
from wset_desk.domain.fees import FeeState
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState
from wset_desk.services.available_actions import available_actions
from wset_desk.services.board.cancelling import cancel_registration, preview_cancel
from wset_desk.services.confirmations import confirm_results
from wset_desk.services.enquiries.reviewing import (
    complete_enquiry,
    preview_decision,
    start_review,
)
from wset_desk.services.enquiries.rows import EnquiryCase
from wset_desk.services.money.ledger_check import verify_ledger
from wset_desk.services.money.payments import record_payment
from wset_desk.services.money.revenue import revenue
from wset_desk.services.results import MarkInput, set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, LedgerEntry, ResultVersion
from wset_desk.system.clock import FixedClock

RESIT = Decimal("125.00")
TOMS_RESIT_DAY = date(2026, 11, 15)
UPHELD = "The third wine was marked against the wrong key"


@pytest.fixture
def office(workspace: Workspace, clock: FixedClock) -> Desk:
    return enquiry_desk(workspace, clock)


def booked_resit(desk: Desk, session: UUID, number: int) -> UUID:
    """A tasting resit, paid."""
    (seat,) = desk.school.seat(session, desk.school.key(number, ExamType.TASTING))
    assert seat.fee == RESIT
    desk.admin.call(
        record_payment, registration_id=seat.registration_id, amount=RESIT, method="card"
    )
    return seat.registration_id


def full_resit(desk: Desk) -> tuple[UUID, UUID]:
    """18 October: four have a seat, Marta gets the fifth of six; session and her registration."""
    session = desk.resit()
    desk.school.seat(session, *(desk.school.key(n, ExamType.TASTING) for n in (5, 6, 7, 8)))
    assert desk.school.session(session).taken == 4
    registration = booked_resit(desk, session, MARTA)
    assert desk.school.session(session).taken == 5
    return session, registration


def upheld(desk: Desk) -> EnquiryCase:
    return desk.complete(desk.under_review(MARTA), mark(Component.TASTING, "57"), resolution=UPHELD)


def ledger(desk: Desk, *kinds: LedgerKind) -> Sequence[LedgerEntry]:
    with desk.admin.store.unit_of_work(desk.admin.actor, write=False) as uow:
        asked = select(LedgerEntry).order_by(LedgerEntry.created_at, LedgerEntry.id)
        return [row for row in uow.session.scalars(asked) if not kinds or row.kind in kinds]


def test_1_the_offering_has_two_papers(workspace: Workspace) -> None:
    theory, tasting = sorted(
        make_offering(workspace, 3).templates, key=lambda each: -each.duration_minutes
    )
    assert (theory.duration_minutes, tasting.duration_minutes) == (120, 90)
    for each in (theory, tasting):
        assert each.pass_mark_percentage == Decimal("55.00")
        assert each.bundled_timing is BundledTiming.FINAL_DAY


def test_1_the_papers_follow_each_other(workspace: Workspace) -> None:
    course = level_3_course(workspace)
    theory, tasting = shown(workspace, course.id).exams
    assert local_times(theory, workspace) == ("2026-09-20 09:30", "2026-09-20 11:30")
    assert local_times(tasting, workspace) == ("2026-09-20 12:15", "2026-09-20 13:45")
    assert (theory.max_capacity, tasting.max_capacity) == (8, 8)
    enrol_in(workspace, course.id, *make_candidates(workspace, 2))
    enrol_in(workspace, course.id, make_candidate(workspace, 3, extra_time_percent=25))
    ends = [
        next(wall(row.ends_at, workspace)[-5:] for row in exam.registrations if "C03" in row.name)
        for exam in shown(workspace, course.id).exams
    ]
    assert ends == ["12:00", "14:08"]


def test_2_what_marta_is_offered(office: Desk) -> None:
    marta = office.row(MARTA)
    assert (marta.tasting_score, marta.tasting_passed) == (Decimal(51), False)
    assert marta.overall_passed is False
    office.resit()
    actions = office.admin.run(available_actions, candidate_id=office.school.people[MARTA - 1])
    can = [(each.action, each.key.exam_type, each.price) for each in actions if not each.reasons]
    assert can == [(Action.RESIT, ExamType.TASTING, RESIT)]
    (cannot,) = (each for each in actions if each.reasons)
    assert (cannot.key.exam_type, cannot.reasons[0].code) == (ExamType.THEORY, "ALREADY_PASSED")
    options = office.options(MARTA)
    prices = {kind: each.price for kind, each in options.items()}
    assert prices == {THEORY: ONE, TASTING: ONE, EnquiryType.BOTH: BOTH}
    assert all(each.reasons == () for each in options.values())
    assert {each.last_day for each in options.values()} == {date(2026, 12, 13)}


def test_3_the_resit_and_the_enquiry(office: Desk) -> None:
    full_resit(office)
    case = office.submit(MARTA)
    assert case.row.status is EnquiryStatus.SUBMITTED
    assert (case.row.fee, case.row.owed, case.row.fee_state) == (ONE, ONE, FeeState.OWED)
    assert case.consent_given_on == date(2026, 9, 28)
    office.pay(case)
    paid = office.case(case)
    assert (paid.row.owed, paid.row.fee_state) == (Decimal("0.00"), FeeState.PAID)


@pytest.mark.parametrize(("day", "code"), [(13, None), (14, "ENQUIRY_WINDOW_OVER")])
def test_3_the_window_ends_on_13_december(office: Desk, day: int, code: str | None) -> None:
    office.clock.instant = datetime(2026, 12, day, 12, tzinfo=UTC)
    reasons = office.options(MARTA)[TASTING].reasons
    assert [each.code for each in reasons] == ([] if code is None else [code])


def test_4_dan_cannot_review_and_eva_upholds(office: Desk) -> None:
    case = office.submit(MARTA)
    office.pay(case)
    refused = refusal(office.dan, start_review, enquiry_id=case.id)
    assert refused.code == "REVIEWER_MARKED_IT"
    reviewed = office.eva.call(start_review, enquiry_id=case.id)
    assert (reviewed.row.status, reviewed.row.reviewer) == (EnquiryStatus.UNDER_REVIEW, "Eva Exact")
    done = office.complete(case, mark(Component.TASTING, "57"), resolution=UPHELD)
    assert (done.row.status, done.row.outcome) == (EnquiryStatus.COMPLETED, EnquiryOutcome.UPHELD)
    assert done.decision is not None
    assert done.decision.score_change_tasting == Decimal("6.00")
    assert done.decision.score_change_theory is None
    assert done.decision.result_changed
    marta = office.row(MARTA)
    assert (marta.tasting_score, marta.tasting_passed) == (Decimal(57), True)
    assert marta.tasting_state == ResultState.RELEASED
    assert (marta.overall_passed, office.row(MARTA, THEORY).overall_passed) == (True, True)


def test_4_the_disputed_mark_stays_in_history(office: Desk) -> None:
    (paper,) = upheld(office).papers
    assert paper.disputed is not None
    assert paper.current is not None
    assert (paper.disputed.score, paper.current.score) == (Decimal(51), Decimal(57))
    assert (paper.disputed.entered_by, paper.disputed.confirmed_by) == (
        ("Dan Deft",),
        ("Cleo Cox",),
    )
    assert [each.score for each in paper.versions] == [Decimal(51)] * 3 + [Decimal(57)]
    assert UPHELD in (paper.current.reason or "")
    with office.admin.store.unit_of_work(office.admin.actor, write=False) as uow:
        row = uow.get(ResultVersion, paper.current.version_id)
        assert (row.previous_score, row.entered_by_id) == (Decimal(51), office.eva.actor.staff_id)


def test_4_the_fee_goes_back_once_however_often_one_clicks(office: Desk) -> None:
    done = upheld(office)
    for _ in range(3):
        again = refusal(office.eva, complete_enquiry, enquiry_id=done.id, resolution="Again")
        assert again.code == "ENQUIRY_CLOSED"
    (refund,) = ledger(office, LedgerKind.REFUND)
    assert (refund.amount, refund.exam_enquiry_id) == (ONE, done.id)
    assert done.decision is not None
    assert done.decision.fee_refunded
    assert (done.row.fee_state, done.row.owed) == (FeeState.REFUNDED, Decimal("0.00"))


def test_5_the_needless_resit_is_proposed_for_cancellation(office: Desk) -> None:
    _, registration_id = full_resit(office)
    case = office.under_review(MARTA)
    foreseen = office.eva.run(
        preview_decision, enquiry_id=case.id, marks=(mark(Component.TASTING, "57"),)
    )
    done = office.complete(case, mark(Component.TASTING, "57"))
    for places in (foreseen.needless, done.needless):
        (place,) = places
        assert (place.registration_id, place.received) == (registration_id, RESIT)
        assert place.start.date() == RESIT_DAY


@pytest.mark.parametrize(
    ("day", "refund", "back"), [(29, None, RESIT), (12, True, RESIT), (12, False, Decimal("0.00"))]
)
def test_5_its_refund_is_a_choice(
    office: Desk, day: int, refund: bool | None, back: Decimal
) -> None:
    """In time it goes back anyway; the deadline was 1 October."""
    session, registration_id = full_resit(office)
    done = upheld(office)
    office.clock.instant = datetime(2026, 9 if refund is None else 10, day, 9, tzinfo=UTC)
    office.admin.run(preview_cancel, registration_id=registration_id)
    office.admin.call(
        cancel_registration,
        registration_id=registration_id,
        reason="Passed after an enquiry",
        refund=refund,
    )
    assert office.school.session(session).taken == 4
    assert office.case(done).needless == ()
    refunds = ledger(office, LedgerKind.REFUND)
    of_resit = [each.amount for each in refunds if each.exam_enquiry_id is None]
    assert sum(of_resit, Decimal("0.00")) == back
    with office.admin.store.unit_of_work(office.admin.actor, write=False) as uow:
        row = uow.get(ExamRegistration, registration_id)
        assert row.status == RegistrationStatus.CANCELLED
    assert office.row(MARTA).overall_passed is True


def test_6_tom_loses_the_enquiry_and_passes_the_resit(office: Desk) -> None:
    assert office.row(TOM).overall_passed is False
    done = office.complete(office.under_review(TOM), resolution="The mark stands")
    assert (done.row.status, done.row.outcome) == (EnquiryStatus.COMPLETED, EnquiryOutcome.REJECTED)
    assert done.decision is not None
    assert done.decision.score_change_tasting == Decimal("0.00")
    assert not (done.decision.result_changed or done.decision.fee_refunded)
    assert len(done.papers[0].versions) == 3
    registration_id = booked_resit(office, office.resit(TOMS_RESIT_DAY), TOM)
    office.clock.instant = datetime(2026, 11, 16, 9, tzinfo=UTC)
    marks = (MarkInput(registration_id, Component.TASTING, "90"),)
    (version,) = office.dan.call(set_marks, marks=marks).versions
    release(office.cleo, office.cleo.call(confirm_results, versions=(version,)))
    assert office.row(TOM).overall_passed is True
    net = sum(
        each.amount if each.kind == LedgerKind.PAYMENT else -each.amount
        for each in ledger(office, LedgerKind.PAYMENT, LedgerKind.REFUND)
    )
    assert net == Decimal("175.00")


def test_7_partial_and_downwards(office: Desk) -> None:
    ines = office.complete(office.under_review(INES), mark(Component.TASTING, "53"))
    rolf = office.complete(office.under_review(ROLF), mark(Component.TASTING, "57"))
    expected = {
        INES: (EnquiryOutcome.PARTIAL, Decimal("2.00"), Decimal(53)),
        ROLF: (EnquiryOutcome.REJECTED, Decimal("-3.00"), Decimal(57)),
    }
    for number, case in ((INES, ines), (ROLF, rolf)):
        outcome, change, score = expected[number]
        assert case.row.outcome is outcome
        assert case.decision is not None
        assert case.decision.score_change_tasting == change
        assert not (case.decision.result_changed or case.decision.fee_refunded)
        assert office.row(number).tasting_score == score
        assert len(case.papers[0].versions) == 4
    assert ledger(office, LedgerKind.REFUND) == []


def test_the_amounts_are_those_of_the_rows(office: Desk) -> None:
    _, registration_id = full_resit(office)
    upheld(office)
    office.admin.call(cancel_registration, registration_id=registration_id)
    office.complete(office.under_review(TOM), resolution="The mark stands")
    booked_resit(office, office.resit(TOMS_RESIT_DAY), TOM)
    office.complete(office.under_review(INES), mark(Component.TASTING, "53"))
    found = office.admin.run(revenue)
    enquiries = [each for each in ledger(office) if each.exam_enquiry_id is not None]
    sums = {
        kind: sum((e.amount for e in enquiries if e.kind == kind), Decimal("0.00"))
        for kind in LedgerKind
    }
    (row,) = (each.sums for each in found.by_product if each.key.product == "enquiry")
    assert (row.charged, row.received, row.refunded) == (3 * ONE, 3 * ONE, ONE)
    assert row.charged == sums[LedgerKind.CHARGE]
    assert row.received == sums[LedgerKind.PAYMENT]
    assert row.refunded == sums[LedgerKind.REFUND]
    (resits,) = (each.sums for each in found.by_product if each.key.product == "resit")
    assert (resits.charged, resits.received, resits.refunded) == (6 * RESIT, 2 * RESIT, RESIT)
    assert resits.owed == 4 * RESIT
    (level,) = found.by_level
    assert (level.key.level, level.sums) == (3, found.total)
    assert [each.key.month for each in found.by_month] == [date(2026, 9, 1)]
    of_course = [each for each in found.by_session if each.sums.charged == 3 * ONE]
    assert [each.key.session.day for each in of_course if each.key.session] == [date(2026, 9, 20)]
    assert None not in {each.key.session for each in found.by_session}
    checked = office.admin.run(verify_ledger)
    assert checked.findings == ()
    assert checked.received == 3 * ONE - ONE + RESIT
