"""Enrolling candidates: in a course session with its bundled exams, or online (rules 6 and 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus, RegistrationType
from wset_desk.domain.scheduling import remote_window
from wset_desk.services.bundled_exams import exams_of
from wset_desk.services.candidate_records import known_candidate
from wset_desk.services.catalogue_rows import templates_of
from wset_desk.services.contract import command
from wset_desk.services.course_people import is_settled
from wset_desk.services.course_times import check_no_clash
from wset_desk.services.derived import recount_seats, settle_fee, settle_own_times
from wset_desk.services.waiting_lines import drop_offers, held_seats
from wset_desk.services.withdrawn_fees import restore_fees, return_fees_in_time
from wset_desk.storage.schema import (
    Candidate,
    CourseEnrollment,
    CourseSession,
    ExamRegistration,
    ExamSession,
    Offering,
)
from wset_desk.storage.unit_of_work import UnitOfWork

ENROLLED, CANCELLED = "enrolled", "cancelled"


@dataclass(frozen=True)
class EnrolResult:
    """What enrolling made; `seats_left` is that of the fullest bundled exam or the course."""

    enrollment_ids: tuple[UUID, ...]
    registration_ids: tuple[UUID, ...]
    seats_left: int


@dataclass(frozen=True)
class OnlineEnrolment:
    """`window_ends_on` is the last day on which the candidate may sit the exam."""

    enrollment_id: UUID
    start_date: date
    window_ends_on: date


@dataclass(frozen=True)
class Withdrawal:
    """What withdrawing cancelled: what `undo_unenrol` needs.

    `returned_fees`: the registrations whose fees were returned, for they were cancelled in time.
    """

    enrollment_id: UUID
    registration_ids: tuple[UUID, ...]
    returned_fees: tuple[UUID, ...]


@command(Permission.ENROL)
def enrol(uow: UnitOfWork, *, session_id: UUID, candidate_ids: tuple[UUID, ...]) -> EnrolResult:
    """Enrol candidates in a course session and register them for its bundled exams, fee 0.

    All of them or none. Refuses CANDIDATES_MISSING, SESSION_CANCELLED, ENROLLED_ALREADY,
    SESSION_FULL, SEATS_TOO_FEW and CANDIDATES_CLASH, naming the candidates.
    """
    session = uow.get(CourseSession, session_id)
    if session.status == CANCELLED:
        raise DomainError("SESSION_CANCELLED")
    people = _candidates(uow, candidate_ids)
    exams = exams_of(uow, session_id)
    enrolled = _enrolled_in(uow, session_id)
    _check_not_enrolled(people, enrolled)
    _check_seats(uow, session, exams, taken=len(enrolled), people=people)
    check_no_clash(uow, exams, people)
    enrollments = [_enrollment(uow, session, candidate) for candidate in people]
    registrations = [_register(uow, exam, each) for each in enrollments for exam in exams]
    _settle(uow, exams, registrations, people)
    left = [session.max_capacity - len(enrolled) - len(people)]
    held = held_seats(uow, [each.id for each in exams])
    left += [x.max_capacity - x.current_enrollment - held.get(x.id, 0) for x in exams]
    return EnrolResult(
        tuple(each.id for each in enrollments), tuple(each.id for each in registrations), min(left)
    )


@command(Permission.ENROL)
def enrol_online(
    uow: UnitOfWork, *, offering_id: UUID, candidate_id: UUID, start_date: date
) -> OnlineEnrolment:
    """Enrol a candidate in an online offering from a date on, which opens their window (rule 6).

    Refuses OFFERING_NOT_ONLINE, OFFERING_INACTIVE, ENROLLED_ALREADY (their window is still open).
    """
    offering = uow.get(Offering, offering_id)
    if offering.course_format != CourseFormat.ONLINE:
        raise DomainError("OFFERING_NOT_ONLINE", field="offering_id")
    if not offering.active:
        raise DomainError("OFFERING_INACTIVE", field="offering_id")
    candidate = known_candidate(uow, candidate_id)
    running = select(CourseEnrollment).where(
        CourseEnrollment.candidate_id == candidate_id,
        CourseEnrollment.offering_id == offering_id,
        CourseEnrollment.status == ENROLLED,
        CourseEnrollment.window_ends_on >= start_date,
    )
    if uow.session.scalar(running.limit(1)) is not None:
        raise DomainError("ENROLLED_ALREADY", field="candidate_id", names=_names([candidate]))
    days = [each.scheduling_window_days for each in templates_of(uow, offering_id) if each.active]
    window = remote_window(start_date, max(days, default=0))
    enrollment = uow.add(
        CourseEnrollment(
            candidate_id=candidate_id,
            offering_id=offering_id,
            start_date=window.first,
            window_ends_on=window.last,
        )
    )
    return OnlineEnrolment(enrollment.id, window.first, window.last)


@command(Permission.ENROL)
def unenrol(uow: UnitOfWork, *, enrollment_id: UUID) -> Withdrawal:
    """Withdraw a candidate: the enrolment and its registrations are cancelled, seats are free.

    Fees of makeups and resits that are given up in time are returned.

    Refuses ENROLMENT_HAS_RESULTS and ENROLMENT_CANCELLED.
    """
    return _withdraw(uow, enrollment_id)


@command(Permission.ENROL)
def undo_enrol(uow: UnitOfWork, *, enrollment_ids: tuple[UUID, ...]) -> None:
    """Take enrolments back, all of them or none; refuses what `unenrol` refuses."""
    for enrollment_id in enrollment_ids:
        _withdraw(uow, enrollment_id)


def _withdraw(uow: UnitOfWork, enrollment_id: UUID) -> Withdrawal:
    enrollment = uow.get(CourseEnrollment, enrollment_id)
    if enrollment.status == CANCELLED:
        raise DomainError("ENROLMENT_CANCELLED")
    registrations = _active_registrations(uow, enrollment_id)
    if any(is_settled(each) for each in registrations):
        raise DomainError("ENROLMENT_HAS_RESULTS")
    returned_fees = return_fees_in_time(uow, registrations)
    enrollment.status = CANCELLED
    set_statuses(uow, registrations, RegistrationStatus.CANCELLED)
    drop_offers(uow, enrollment_id)
    settle_own_times(uow, enrollment.candidate_id)
    return Withdrawal(enrollment_id, tuple(each.id for each in registrations), returned_fees)


@command(Permission.ENROL)
def undo_unenrol(
    uow: UnitOfWork,
    *,
    enrollment_id: UUID,
    registration_ids: tuple[UUID, ...],
    returned_fees: tuple[UUID, ...] = (),
) -> None:
    """Take a withdrawal back: the enrolment and exactly these registrations hold again.

    Refuses SESSION_CANCELLED, SESSION_FULL, ENROLLED_ALREADY and CANDIDATES_CLASH where
    something has come in between.
    """
    enrollment = uow.get(CourseEnrollment, enrollment_id)
    candidate = uow.get(Candidate, enrollment.candidate_id)
    if enrollment.session_id is not None:
        session = uow.get(CourseSession, enrollment.session_id)
        enrolled = _enrolled_in(uow, session.id)
        if session.status == CANCELLED:
            raise DomainError("SESSION_CANCELLED")
        _check_not_enrolled([candidate], enrolled)
        exams = exams_of(uow, session.id)
        _check_seats(uow, session, exams, taken=len(enrolled), people=[candidate])
    registrations = [uow.get(ExamRegistration, each) for each in registration_ids]
    check_no_clash(
        uow, [uow.get(ExamSession, each.exam_session_id) for each in registrations], [candidate]
    )
    enrollment.status = ENROLLED
    set_statuses(uow, registrations, RegistrationStatus.REGISTERED)
    restore_fees(uow, returned_fees)
    settle_own_times(uow, candidate.id)


def set_statuses(
    uow: UnitOfWork, registrations: Sequence[ExamRegistration], status: RegistrationStatus
) -> None:
    """Give registrations a status and count the seats of their sessions anew."""
    for each in registrations:
        each.status = status
    for exam_id in dict.fromkeys(each.exam_session_id for each in registrations):
        recount_seats(uow, uow.get(ExamSession, exam_id))


def _candidates(uow: UnitOfWork, candidate_ids: Sequence[UUID]) -> tuple[Candidate, ...]:
    wanted = tuple(dict.fromkeys(candidate_ids))
    if not wanted:
        raise DomainError("CANDIDATES_MISSING", field="candidate_ids")
    return tuple(known_candidate(uow, each) for each in wanted)


def _enrolled_in(uow: UnitOfWork, session_id: UUID) -> frozenset[UUID]:
    """The candidates enrolled in a course session."""
    return frozenset(
        uow.session.scalars(
            select(CourseEnrollment.candidate_id).where(
                CourseEnrollment.session_id == session_id, CourseEnrollment.status == ENROLLED
            )
        )
    )


def _check_not_enrolled(people: Iterable[Candidate], enrolled: frozenset[UUID]) -> None:
    again = [candidate for candidate in people if candidate.id in enrolled]
    if again:
        raise DomainError("ENROLLED_ALREADY", field="candidate_ids", names=_names(again))


def _check_seats(
    uow: UnitOfWork,
    session: CourseSession,
    exams: Sequence[ExamSession],
    *,
    taken: int,
    people: Sequence[Candidate],
) -> None:
    held = held_seats(uow, [each.id for each in exams])
    places = [(session.name, session.max_capacity, taken)]
    places += [
        (each.name or "", each.max_capacity, each.current_enrollment + held.get(each.id, 0))
        for each in exams
    ]
    for name, capacity, used in places:
        left = max(0, capacity - used)
        if len(people) > left:
            raise DomainError(
                "SEATS_TOO_FEW" if left else "SESSION_FULL",
                field="candidate_ids",
                session=name,
                seats=left,
                wanted=len(people),
                names=_names(people),
            )


def _enrollment(uow: UnitOfWork, session: CourseSession, candidate: Candidate) -> CourseEnrollment:
    return uow.add(
        CourseEnrollment(
            candidate_id=candidate.id, offering_id=session.offering_id, session_id=session.id
        )
    )


def _register(uow: UnitOfWork, exam: ExamSession, enrollment: CourseEnrollment) -> ExamRegistration:
    return uow.add(
        ExamRegistration(
            candidate_id=enrollment.candidate_id,
            exam_session_id=exam.id,
            course_enrollment_id=enrollment.id,
            registration_type=RegistrationType.BUNDLED,
            registration_date=uow.now,
            status=RegistrationStatus.REGISTERED,
            fee_amount=Decimal("0.00"),
            product_id=exam.product_id,
        )
    )


def _settle(
    uow: UnitOfWork,
    exams: Sequence[ExamSession],
    registrations: Sequence[ExamRegistration],
    people: Sequence[Candidate],
) -> None:
    for exam in exams:
        recount_seats(uow, exam)
    for registration in registrations:
        settle_fee(uow, registration)
    for candidate in people:
        settle_own_times(uow, candidate.id)


def _active_registrations(uow: UnitOfWork, enrollment_id: UUID) -> tuple[ExamRegistration, ...]:
    return tuple(
        uow.session.scalars(
            select(ExamRegistration).where(
                ExamRegistration.course_enrollment_id == enrollment_id,
                ExamRegistration.status.in_(ACTIVE_STATUSES),
            )
        )
    )


def _names(people: Iterable[Candidate]) -> str:
    return ", ".join(full_name(each.first_name, each.last_name) for each in people)
