"""A paper that was missed and the makeup for it: which registrations belong together."""

from uuid import UUID

from sqlalchemy import Select, select

from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus, RegistrationType
from wset_desk.storage.schema import ExamRegistration, ExamSession, ExamTemplate
from wset_desk.storage.unit_of_work import UnitOfWork


def makeup_after(uow: UnitOfWork, missed: ExamRegistration) -> ExamRegistration | None:
    """The makeup that is booked for a missed exam, if one is."""
    query = _same_paper(uow, missed).where(
        ExamRegistration.registration_type == RegistrationType.MAKEUP,
        ExamRegistration.status.in_(ACTIVE_STATUSES),
        ExamSession.exam_date > uow.get(ExamSession, missed.exam_session_id).exam_date,
    )
    return uow.session.scalar(query.order_by(ExamSession.exam_date).limit(1))


def missed_before(uow: UnitOfWork, makeup: ExamRegistration) -> UUID | None:
    """The latest exam that was missed of the makeup's paper: the one that it makes up for."""
    if makeup.registration_type != RegistrationType.MAKEUP:
        return None
    query = _same_paper(uow, makeup).where(
        ExamRegistration.status == RegistrationStatus.NO_SHOW,
        ExamRegistration.id != makeup.id,
    )
    missed = uow.session.scalar(query.order_by(ExamSession.exam_date.desc()).limit(1))
    return None if missed is None else missed.id


def _same_paper(uow: UnitOfWork, registration: ExamRegistration) -> Select[ExamRegistration]:
    """The registrations of this enrolment for this paper."""
    exam = uow.get(ExamSession, registration.exam_session_id)
    paper = uow.get(ExamTemplate, exam.exam_template_id).exam_type
    return (
        select(ExamRegistration)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamRegistration.candidate_id == registration.candidate_id,
            ExamRegistration.course_enrollment_id == registration.course_enrollment_id,
            ExamTemplate.exam_type == paper,
        )
    )
