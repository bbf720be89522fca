"""Who is enrolled in a course session and registered for its exams (helpers of this layer)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.fees import FeeAccount
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus, RegistrationType
from wset_desk.domain.results import ResultState
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.course_rows import EnrolledRow, RegistrationRow
from wset_desk.services.fee_accounts import fee_accounts
from wset_desk.services.syncing.provisional import provisional_seats
from wset_desk.storage.schema import Candidate, CourseEnrollment, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork

CANCELLED_TOO = ACTIVE_STATUSES | {RegistrationStatus.CANCELLED}


def is_settled(registration: ExamRegistration) -> bool:
    """Whether something has come of it: sat, missed or marked."""
    return (
        registration.status in (RegistrationStatus.COMPLETED, RegistrationStatus.NO_SHOW)
        or registration.theory_score is not None
        or registration.tasting_score is not None
    )


def registrations_of(
    uow: UnitOfWork, exam_ids: Sequence[UUID], session_status: str
) -> Mapping[UUID, list[RegistrationRow]]:
    """By exam session: who takes a seat; of a cancelled course session, who would have."""
    wanted: Collection[RegistrationStatus] = ACTIVE_STATUSES
    if session_status == "cancelled":
        wanted = CANCELLED_TOO
    rows = uow.session.execute(
        select(ExamRegistration, Candidate, ExamSession)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .where(ExamRegistration.exam_session_id.in_(exam_ids), ExamRegistration.status.in_(wanted))
        .order_by(*BY_NAME)
    )
    people = [(row[0], row[1], row[2]) for row in rows]
    fees = fee_accounts(uow, [registration.id for registration, _, _ in people])
    provisional = provisional_seats(uow)
    found: dict[UUID, list[RegistrationRow]] = defaultdict(list)
    for registration, candidate, exam in people:
        row = _registration(registration, candidate, exam, fees[registration.id])
        found[exam.id].append(replace(row, is_provisional=registration.id in provisional))
    return found


def _registration(
    registration: ExamRegistration, candidate: Candidate, exam: ExamSession, fee: FeeAccount
) -> RegistrationRow:
    end: datetime = exam.exam_end_time or exam.exam_date
    return RegistrationRow(
        id=registration.id,
        enrollment_id=registration.course_enrollment_id,
        candidate_id=candidate.id,
        name=full_name(candidate.first_name, candidate.last_name),
        number=candidate.candidate_number,
        extra_time_percent=candidate.extra_time_percent,
        registration_type=RegistrationType(registration.registration_type),
        status=RegistrationStatus(registration.status),
        starts_at=registration.starts_at or exam.exam_date,
        ends_at=registration.ends_at or end,
        own_times=registration.starts_at is not None,
        theory_score=registration.theory_score,
        tasting_score=registration.tasting_score,
        passed=_passed(registration),
        result_state=_state(registration),
        fee_amount=registration.fee_amount,
        fee_paid=registration.fee_paid,
        settled=is_settled(registration),
        fee=fee,
    )


def _passed(registration: ExamRegistration) -> bool | None:
    known = [p for p in (registration.theory_passed, registration.tasting_passed) if p is not None]
    return all(known) if known else None


def _state(registration: ExamRegistration) -> ResultState | None:
    """The state of the mark that has come least far."""
    states = {registration.theory_state, registration.tasting_state}
    return next((state for state in ResultState if state.value in states), None)


def enrolled_people(
    uow: UnitOfWork, session_id: UUID, registrations: Iterable[RegistrationRow]
) -> tuple[EnrolledRow, ...]:
    """Who is enrolled, by name."""
    settled = {row.enrollment_id for row in registrations if row.settled}
    rows = uow.session.execute(
        select(CourseEnrollment.id, Candidate)
        .join(Candidate, Candidate.id == CourseEnrollment.candidate_id)
        .where(CourseEnrollment.session_id == session_id, CourseEnrollment.status == "enrolled")
        .order_by(*BY_NAME)
    )
    return tuple(
        EnrolledRow(
            enrollment_id=enrollment_id,
            candidate_id=candidate.id,
            name=full_name(candidate.first_name, candidate.last_name),
            number=candidate.candidate_number,
            extra_time_percent=candidate.extra_time_percent,
            withdrawable=enrollment_id not in settled,
        )
        for enrollment_id, candidate in rows
    )
