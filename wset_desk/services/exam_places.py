"""A candidate's place in an exam session beside those of their course (helpers of this layer).

Nothing here is a service: whoever offers it declares who may call it.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.availability import Paper, SessionFacts, seats_left
from wset_desk.domain.catalogue import DeliveryMethod, ExamType, SessionType
from wset_desk.domain.pricing import LedgerKind, product_kind_of
from wset_desk.domain.registrations import (
    ACTIVE_STATUSES,
    PaperHistory,
    RegistrationFacts,
    RegistrationStatus,
    RegistrationType,
    registration_refusals,
)
from wset_desk.domain.scheduling import Window
from wset_desk.services.course_times import check_no_clash
from wset_desk.services.derived import (
    recount_seats,
    settle_fee,
    settle_overall,
    settle_own_times,
)
from wset_desk.services.exam_session_details import end_of
from wset_desk.services.ledger import charge, enter
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

_Attempts = Sequence[tuple[ExamRegistration, ExamTemplate]]


def book_place(
    uow: UnitOfWork,
    *,
    exam_session_id: UUID,
    enrollment_id: UUID,
    registration_type: RegistrationType,
    fee: Decimal | None = None,
) -> ExamRegistration:
    """Register an enrolled candidate, and charge the fee (the price table's unless it is typed).

    Refuses what `domain.registrations` refuses, and CLASH_WITH_OTHER_EXAM; nothing is changed then.
    """
    exam = uow.get(ExamSession, exam_session_id)
    enrollment = uow.get(CourseEnrollment, enrollment_id)
    candidate = uow.get(Candidate, enrollment.candidate_id)
    facts = _facts(uow, exam, enrollment, registration_type)
    for refusal in registration_refusals(facts):
        raise refusal.as_error()
    check_no_clash(uow, [exam], [candidate])
    product = _product(uow, registration_type, facts.paper.level)
    price = product.price if product is not None else Decimal(0)
    registration = uow.add(
        ExamRegistration(
            candidate_id=candidate.id,
            exam_session_id=exam.id,
            course_enrollment_id=enrollment.id,
            registration_type=registration_type,
            registration_date=uow.now,
            fee_amount=price if fee is None else fee,
            product_id=None if product is None else product.id,
        )
    )
    charge(uow, registration)
    recount_seats(uow, exam)
    settle_own_times(uow, candidate.id)
    settle_overall(uow, enrollment.id)
    return registration


def take_payment(uow: UnitOfWork, registration: ExamRegistration, method: str) -> None:
    """Record that the whole fee of a registration has been paid."""
    enter(uow, registration, LedgerKind.PAYMENT, amount=registration.fee_amount, method=method)
    settle_fee(uow, registration)


def _facts(
    uow: UnitOfWork,
    exam: ExamSession,
    enrollment: CourseEnrollment,
    registration_type: RegistrationType,
) -> RegistrationFacts:
    session = _session_facts(uow, exam)
    attempts = _attempts(uow, enrollment.id, session.exam_type)
    return RegistrationFacts(
        registration_type=registration_type,
        paper=_paper(uow, enrollment.offering_id, session.exam_type),
        session=session,
        now=uow.now,
        zone=uow.zone,
        history=_history(attempts),
        already_registered=any(
            registration.exam_session_id == exam.id and registration.status in ACTIVE_STATUSES
            for registration, _ in attempts
        ),
        window=_window(enrollment),
    )


def _window(enrollment: CourseEnrollment) -> Window | None:
    if enrollment.start_date is None or enrollment.window_ends_on is None:
        return None
    return Window(enrollment.start_date, enrollment.window_ends_on)


def _session_facts(uow: UnitOfWork, exam: ExamSession) -> SessionFacts:
    template = uow.get(ExamTemplate, exam.exam_template_id)
    paper = _paper(uow, template.course_offering_id, ExamType(template.exam_type))
    return SessionFacts(
        id=exam.id,
        level=paper.level,
        subject=paper.subject,
        exam_type=paper.exam_type,
        session_type=SessionType(exam.session_type),
        delivery_method=DeliveryMethod(exam.delivery_method),
        start=exam.exam_date,
        end=end_of(exam),
        seats_left=seats_left(exam.max_capacity, exam.current_enrollment),
        deadline=exam.registration_deadline,
        booking_enabled=exam.booking_enabled,
        template_active=template.active,
        can_schedule_independently=template.can_schedule_independently,
        course_session_id=exam.course_session_id,
    )


def _paper(uow: UnitOfWork, offering_id: UUID, exam_type: ExamType) -> Paper:
    offering = uow.get(Offering, offering_id)
    return Paper(offering.wset_level, uow.get(Course, offering.course_id).subject, exam_type)


def _attempts(uow: UnitOfWork, enrollment_id: UUID, exam_type: ExamType) -> _Attempts:
    rows = uow.session.execute(
        select(ExamRegistration, ExamTemplate)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamRegistration.course_enrollment_id == enrollment_id,
            ExamTemplate.exam_type == exam_type,
        )
    )
    return rows.all()


def _history(attempts: _Attempts) -> PaperHistory:
    results = [(_passed(registration), template) for registration, template in attempts]
    return PaperHistory(
        passed=any(passed is True for passed, _ in results),
        failed=any(passed is False for passed, _ in results),
        missed=any(_is_missed(registration) for registration, _ in attempts),
        resits_allowed=all(template.allows_resits for passed, template in results if not passed),
    )


def _passed(registration: ExamRegistration) -> bool | None:
    known = _known((registration.theory_passed, registration.tasting_passed))
    return all(known) if known else None


def _known(values: Iterable[bool | None]) -> list[bool]:
    return [value for value in values if value is not None]


def _is_missed(registration: ExamRegistration) -> bool:
    return registration.status in (RegistrationStatus.NO_SHOW, RegistrationStatus.CANCELLED)


def _product(uow: UnitOfWork, registration_type: RegistrationType, level: int) -> Product | None:
    kind = product_kind_of(registration_type)
    return uow.session.scalar(
        select(Product).where(Product.kind == kind, Product.level == level, Product.active)
    )
