"""A candidate's place in an exam session beside those of their course (helpers of this layer).

Nothing here is a service: whoever offers it declares who may call it.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from wset_desk.domain.availability import Paper, SessionFacts
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.fees import FeeState
from wset_desk.domain.permissions import Permission
from wset_desk.domain.pricing import LedgerKind, product_kind_of
from wset_desk.domain.reasons import checked_reason
from wset_desk.domain.registrations import (
    ACTIVE_STATUSES,
    OVERRIDABLE,
    RegistrationFacts,
    RegistrationType,
    registration_refusals,
)
from wset_desk.domain.scheduling import Window
from wset_desk.domain.seating import WaitingKey, history_of, lost_place
from wset_desk.services.booked_papers import attempts_of
from wset_desk.services.busy_times import busy_times
from wset_desk.services.considerations import waive_if_considered
from wset_desk.services.derived import (
    recount_seats,
    settle_fee,
    settle_overall,
    settle_own_times,
)
from wset_desk.services.exam_facts import ExamWithSeats, exam_with_seats
from wset_desk.services.ledger import charge, enter, fee_states
from wset_desk.services.prices import price_on, product_of, today
from wset_desk.services.waiting_lines import end_lines
from wset_desk.storage.schema import (
    Candidate,
    Course,
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    Product,
)
from wset_desk.storage.unit_of_work import UnitOfWork

FEE_STANDS = frozenset({FeeState.OWED, FeeState.PART_PAID, FeeState.PAID, FeeState.WAIVED})
"""The states of a fee that moves along to the next booking: the centre has it, or wants it."""
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Replaced:
    """The booking whose place a new one takes (rule 9); with `fee_moves` its fee goes along."""

    registration: ExamRegistration
    fee_moves: bool


def book_place(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID,
    enrollment_id: UUID,
    registration_type: RegistrationType,
    fee: Decimal | None = None,
    override_reason: str | None = None,
    replaces: Replaced | None = None,
) -> ExamRegistration:
    """Register an enrolled candidate, and charge the fee (the price table's unless it is typed).

    A makeup's fee is waived where a special consideration was approved. Whoever lost their place
    because the centre called it off gets this one instead: what was charged goes along.
    `override_reason` books after the deadline. Refuses what `domain.registrations` refuses,
    SESSION_CANCELLED, SEATS_ON_OFFER and FEE_NOT_TYPED (standalone); nothing is changed then.
    """
    exam = uow.get(ExamSession, exam_session_id)
    if exam.status == "cancelled":
        raise DomainError("SESSION_CANCELLED")
    enrollment = uow.get(CourseEnrollment, enrollment_id)
    left = None if replaces is None else replaces.registration.id
    found = exam_with_seats(uow, exam.id)
    facts = place_facts(uow, found, enrollment, registration_type, leaving=left)
    for refusal in registration_refusals(facts):
        _check_override(uow, refusal, override_reason)
    replaces = replaces or _called_off(uow, exam, enrollment_id)
    registration = uow.add(
        ExamRegistration(
            candidate_id=enrollment.candidate_id,
            exam_session_id=exam.id,
            course_enrollment_id=enrollment.id,
            registration_type=registration_type,
            registration_date=uow.now,
            rescheduled_from_id=None if replaces is None else replaces.registration.id,
            **_fee(uow, registration_type, facts.paper.level, fee, replaces),
        )
    )
    _settle_fee(uow, registration, moved=replaces is not None and replaces.fee_moves)
    end_lines(uow, registration)
    recount_seats(uow, exam)
    settle_own_times(uow, enrollment.candidate_id)
    settle_overall(uow, enrollment.id)
    return registration


def take_payment(uow: UnitOfWork, registration: ExamRegistration, method: str) -> None:
    """Record that the whole fee of a registration has been paid."""
    enter(uow, registration, LedgerKind.PAYMENT, amount=registration.fee_amount, method=method)
    settle_fee(uow, registration)


def place_facts(
    uow: UnitOfWork,
    exam: ExamWithSeats,
    enrollment: CourseEnrollment,
    registration_type: RegistrationType,
    *,
    leaving: UUID | None = None,
) -> RegistrationFacts:
    """Everything on which it depends whether the candidate may be registered for the session now.

    `leaving` is the registration whose place they give up for it.
    """
    booked = attempts_of(uow, [enrollment.id])
    attempts = [
        each
        for each in booked.get(WaitingKey(enrollment.id, exam.facts.exam_type), ())
        if each.attempt.registration_id != leaving
    ]
    candidate = uow.get(Candidate, enrollment.candidate_id)
    return RegistrationFacts(
        registration_type=registration_type,
        paper=_paper(uow, enrollment.offering_id, exam.facts),
        session=exam.facts_for(enrollment.id),
        now=uow.now,
        zone=uow.zone,
        history=history_of([each.attempt for each in attempts]),
        already_registered=any(
            each.exam_session_id == exam.facts.id and each.attempt.status in ACTIVE_STATUSES
            for each in attempts
        ),
        busy=busy_times(uow, [candidate.id], apart_from=leaving).get(candidate.id, ()),
        extra_time_percent=candidate.extra_time_percent,
        window=_window(enrollment),
    )


def _called_off(uow: UnitOfWork, exam: ExamSession, enrollment_id: UUID) -> Replaced | None:
    """The place that the candidate had for this paper until the centre called its exam off."""
    template = uow.get(ExamTemplate, exam.exam_template_id)
    key = WaitingKey(enrollment_id, ExamType(template.exam_type))
    attempts = attempts_of(uow, [enrollment_id]).get(key, ())
    lost = lost_place([each.attempt for each in attempts])
    if lost is None or not lost.exam_cancelled:
        return None
    registration = uow.get(ExamRegistration, lost.registration_id)
    stands = fee_states(uow, [registration.id])[registration.id] in FEE_STANDS
    return Replaced(registration, fee_moves=stands)


def _check_override(uow: UnitOfWork, refusal: Refusal, reason: str | None) -> None:
    if refusal.code not in OVERRIDABLE or not (reason or "").strip():
        raise refusal.as_error()
    check_may_override(uow)
    uow.reason = checked_reason(reason or "")


def check_may_override(uow: UnitOfWork) -> None:
    """Refuse NOT_PERMITTED unless the actor may pass over a deadline."""
    needed = Permission.OVERRIDE_DEADLINE
    if needed not in uow.actor.permissions:
        raise DomainError("NOT_PERMITTED", permission=needed.value)


def _fee(
    uow: UnitOfWork,
    registration_type: RegistrationType,
    level: int,
    typed: Decimal | None,
    replaces: Replaced | None,
) -> dict[str, Any]:
    """The registration's columns that say what it costs."""
    if replaces is not None and replaces.fee_moves:
        old = replaces.registration
        return {"fee_amount": old.fee_amount, "product_id": old.product_id}
    if typed is None and registration_type is RegistrationType.STANDALONE:
        raise DomainError("FEE_NOT_TYPED", field="fee")
    product = _product(uow, registration_type, level)
    price = place_price(uow, registration_type, level)
    return {
        "fee_amount": price if typed is None else typed,
        "product_id": None if product is None else product.id,
    }


def _settle_fee(uow: UnitOfWork, registration: ExamRegistration, *, moved: bool) -> None:
    """Charge the fee unless it was charged before, and waive it where that was approved."""
    if moved:
        settle_fee(uow, registration)
    elif charge(uow, registration) is not None:
        waive_if_considered(uow, registration)


def place_price(uow: UnitOfWork, registration_type: RegistrationType, level: int) -> Decimal:
    """What a registration of this type is charged today; nothing where its fee is typed."""
    product = _product(uow, registration_type, level)
    return _NOTHING if product is None else price_on(uow, product, today(uow))


def _product(uow: UnitOfWork, registration_type: RegistrationType, level: int) -> Product | None:
    kind = product_kind_of(registration_type)
    return None if kind is None else product_of(uow, kind, level=level)


def _window(enrollment: CourseEnrollment) -> Window | None:
    if enrollment.start_date is None or enrollment.window_ends_on is None:
        return None
    return Window(enrollment.start_date, enrollment.window_ends_on)


def _paper(uow: UnitOfWork, offering_id: UUID, session: SessionFacts) -> Paper:
    offering = uow.get(Offering, offering_id)
    subject = uow.get(Course, offering.course_id).subject
    return Paper(offering.wset_level, subject, session.exam_type)
