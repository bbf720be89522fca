"""Special consideration: evidence of why somebody was absent, and the makeup's fee waived for it.

Evidence belongs to the no-show. Once it is approved, the fee of the makeup is waived: at once
where the makeup is booked, otherwise when it is.
"""

from sqlalchemy import select

from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.services.derived import settle_fee
from wset_desk.services.ledger import account_of, enter
from wset_desk.storage.schema import (
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    LedgerEntry,
    SpecialConsideration,
)
from wset_desk.storage.unit_of_work import UnitOfWork


def waive_if_considered(uow: UnitOfWork, makeup: ExamRegistration) -> LedgerEntry | None:
    """Waive what is owed of a makeup that was charged, where its no-show was considered.

    None where nothing was: no approved evidence of the exam missed before it, or nothing owed.
    """
    consideration = _approved_for(uow, makeup)
    if consideration is None:
        return None
    return waive_considered(uow, makeup, consideration)


def waive_considered(
    uow: UnitOfWork, makeup: ExamRegistration, consideration: SpecialConsideration
) -> LedgerEntry | None:
    """Waive what is owed of the makeup, signed by who approved; None where nothing is owed."""
    owed = account_of(uow, makeup).owed
    if owed <= 0:
        return None
    waiver = enter(
        uow,
        makeup,
        LedgerKind.WAIVER,
        amount=owed,
        reason=consideration.reason,
        approved_by_id=consideration.decided_by_id,
    )
    settle_fee(uow, makeup)
    return waiver


def _approved_for(uow: UnitOfWork, makeup: ExamRegistration) -> SpecialConsideration | None:
    """The approved evidence of the latest exam of this paper that was missed, if there is any."""
    if makeup.registration_type != RegistrationType.MAKEUP:
        return None
    missed = uow.session.scalar(
        select(ExamRegistration.id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamRegistration.course_enrollment_id == makeup.course_enrollment_id,
            ExamRegistration.status == RegistrationStatus.NO_SHOW,
            ExamTemplate.exam_type == _exam_type_of(uow, makeup),
        )
        .order_by(ExamSession.exam_date.desc())
        .limit(1)
    )
    return uow.session.scalar(
        select(SpecialConsideration).where(
            SpecialConsideration.exam_registration_id == missed,
            SpecialConsideration.status == "approved",
        )
    )


def _exam_type_of(uow: UnitOfWork, registration: ExamRegistration) -> str:
    exam = uow.get(ExamSession, registration.exam_session_id)
    return uow.get(ExamTemplate, exam.exam_template_id).exam_type
