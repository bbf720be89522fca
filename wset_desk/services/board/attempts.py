"""Papers of enrolments that nobody has a seat for, with all that was booked for them before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from wset_desk.domain.catalogue import DeliveryMethod, ExamType
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState, percentage, shown_percentage
from wset_desk.domain.seating import PaperAttempt, WaitingKey
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

_STATUSES = {each.value: each for each in RegistrationStatus}
_DELIVERIES = {each.value: each for each in DeliveryMethod}
_PAPERS = {each.value: each for each in ExamType}

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
_ATTEMPT = (
    ExamRegistration.id,
    ExamRegistration.course_enrollment_id,
    ExamRegistration.status,
    ExamRegistration.theory_score,
    ExamRegistration.theory_passed,
    ExamRegistration.theory_state,
    ExamRegistration.tasting_score,
    ExamRegistration.tasting_passed,
    ExamRegistration.tasting_state,
    ExamRegistration.fee_amount,
    ExamSession.exam_date,
    ExamSession.delivery_method,
    ExamSession.status.label("session_status"),
    ExamTemplate.exam_type,
    ExamTemplate.max_score,
    ExamTemplate.allows_resits,
)


@dataclass(frozen=True, slots=True)
class BookedPaper:
    """An attempt with what is shown of it. `mark` is its percentage, for display."""

    attempt: PaperAttempt
    when: datetime
    fee: Decimal
    mark: Decimal | None
    is_released: bool


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


def attempts_of(
    uow: UnitOfWork, enrollment_ids: Collection[UUID]
) -> Mapping[WaitingKey, list[BookedPaper]]:
    """Every registration of the enrolments by paper, in the order in which they were made."""
    rows = uow.session.execute(
        select(*_ATTEMPT)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(ExamRegistration.course_enrollment_id.in_(enrollment_ids))
        .order_by(ExamRegistration.registration_date, ExamSession.exam_date, ExamRegistration.id)
    )
    found: dict[WaitingKey, list[BookedPaper]] = defaultdict(list)
    for row in rows:
        key = WaitingKey(row.course_enrollment_id, _PAPERS[row.exam_type])
        found[key].append(_booked(row))
    return found


def _booked(row: Any) -> BookedPaper:
    attempt = PaperAttempt(
        registration_id=row.id,
        status=_STATUSES[row.status],
        passed=_all_passed((row.theory_passed, row.tasting_passed)),
        delivery_method=_DELIVERIES[row.delivery_method],
        resits_allowed=row.allows_resits,
        exam_cancelled=row.session_status == "cancelled",
    )
    scores = [each for each in (row.theory_score, row.tasting_score) if each is not None]
    mark = None
    if scores:
        mark = shown_percentage(percentage(sum(scores, Decimal(0)), row.max_score * len(scores)))
    states = {row.theory_state, row.tasting_state} - {None}
    return BookedPaper(
        attempt, row.exam_date, row.fee_amount, mark, states == {ResultState.RELEASED}
    )


def _all_passed(components: Iterable[bool | None]) -> bool | None:
    known = [each for each in components if each is not None]
    return all(known) if known else None
