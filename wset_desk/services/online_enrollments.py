"""Who is enrolled online, with the window in which they may sit their exams (rule 6)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.contract import query
from wset_desk.storage.schema import Candidate, CourseEnrollment, ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class OnlineEnrolmentRow:
    """`window_ends_on` is the last day; `withdrawable` as long as nothing has come of it."""

    enrollment_id: UUID
    candidate_id: UUID
    name: str
    number: str | None
    start_date: date | None
    window_ends_on: date | None
    withdrawable: bool


@query(Permission.VIEW_CANDIDATES)
def online_enrolments(uow: UnitOfWork, *, offering_id: UUID) -> tuple[OnlineEnrolmentRow, ...]:
    """Those enrolled in an online offering, first whose window closes first."""
    settled = _settled(uow, offering_id)
    rows = uow.session.execute(
        select(CourseEnrollment, Candidate)
        .join(Candidate, Candidate.id == CourseEnrollment.candidate_id)
        .where(
            CourseEnrollment.offering_id == offering_id,
            CourseEnrollment.status == "enrolled",
            CourseEnrollment.start_date.is_not(None),
        )
        .order_by(CourseEnrollment.window_ends_on, *BY_NAME)
    )
    return tuple(
        OnlineEnrolmentRow(
            enrollment_id=enrollment.id,
            candidate_id=candidate.id,
            name=full_name(candidate.first_name, candidate.last_name),
            number=candidate.candidate_number,
            start_date=enrollment.start_date,
            window_ends_on=enrollment.window_ends_on,
            withdrawable=enrollment.id not in settled,
        )
        for enrollment, candidate in rows
    )


def _settled(uow: UnitOfWork, offering_id: UUID) -> frozenset[UUID | None]:
    """The enrolments of the offering of which something has come."""
    sat = ExamRegistration.status.in_((RegistrationStatus.COMPLETED, RegistrationStatus.NO_SHOW))
    marked = or_(
        ExamRegistration.theory_score.is_not(None), ExamRegistration.tasting_score.is_not(None)
    )
    return frozenset(
        uow.session.scalars(
            select(ExamRegistration.course_enrollment_id)
            .join(CourseEnrollment, CourseEnrollment.id == ExamRegistration.course_enrollment_id)
            .where(CourseEnrollment.offering_id == offering_id, or_(sat, marked))
        )
    )
