"""The papers of enrolments for which nobody has a seat (helpers of this layer)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.storage.schema import (
    Candidate,
    Course,
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_OPEN_PAPER = (
    CourseEnrollment.id.label("enrollment_id"),
    CourseEnrollment.candidate_id,
    CourseEnrollment.session_id,
    CourseEnrollment.start_date,
    CourseEnrollment.window_ends_on,
    Candidate.first_name,
    Candidate.last_name,
    Candidate.candidate_number,
    Candidate.extra_time_percent,
    Candidate.time_zone,
    Offering.course_format,
    Offering.wset_level,
    Course.subject,
    ExamTemplate.exam_type,
)


def open_papers(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> Sequence[Any]:
    """Each paper of each enrolment that is neither passed nor booked (columns `_OPEN_PAPER`).

    Among them are papers whose marks are still out, and failed ones that can't be resat.
    """
    rows = uow.session.execute(
        select(*_OPEN_PAPER)
        .join(Candidate, Candidate.id == CourseEnrollment.candidate_id)
        .join(Offering, Offering.id == CourseEnrollment.offering_id)
        .join(Course, Course.id == Offering.course_id)
        .join(ExamTemplate, ExamTemplate.course_offering_id == Offering.id)
        .where(
            CourseEnrollment.status == "enrolled",
            ExamTemplate.active,
            Candidate.erased_at.is_(None),
            ~_looked_after(),
            *conditions,
        )
        .distinct()
    )
    return rows.all()


def _looked_after() -> ColumnElement[bool]:
    """Whether the enrolment's paper is passed, or is still to be sat."""
    registration, session, paper = (
        aliased(ExamRegistration),
        aliased(ExamSession),
        aliased(ExamTemplate),
    )
    passed = and_(
        or_(registration.theory_passed.is_(True), registration.tasting_passed.is_(True)),
        registration.theory_passed.is_not(False),
        registration.tasting_passed.is_not(False),
    )
    return exists(
        select(registration.id)
        .join(session, session.id == registration.exam_session_id)
        .join(paper, paper.id == session.exam_template_id)
        .where(
            registration.course_enrollment_id == CourseEnrollment.id,
            paper.exam_type == ExamTemplate.exam_type,
            or_(registration.status == RegistrationStatus.REGISTERED, passed),
        )
        .correlate(CourseEnrollment, ExamTemplate)
    )
