"""Bookings for papers that are passed by now (rule 17; helpers of this layer)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.attempts import Enrolled, enrolled
from wset_desk.services.board.changes import BookedPlace, booked_place
from wset_desk.storage.schema import ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


def needless_places(uow: UnitOfWork, enrollment_ids: Iterable[UUID]) -> tuple[BookedPlace, ...]:
    """The exams to come that these enrolments don't need any more, as results stand."""
    found = [
        place
        for each in enrolled(uow, set(enrollment_ids)).values()
        for place in needless_of(uow, each)
    ]
    return tuple(sorted(found, key=lambda place: (place.start, place.registration_id)))


def needless_of(uow: UnitOfWork, enrolment: Enrolled) -> tuple[BookedPlace, ...]:
    """Those of one enrolment, which may be a supposed one."""
    passed = passed_papers(enrolment)
    booked = [
        each.registration
        for each in enrolment.attempts
        if each.exam_type in passed and each.registration.status == RegistrationStatus.REGISTERED
    ]
    coming = _to_come(uow, {each.exam_session_id for each in booked})
    return tuple(
        booked_place(uow, each, RegistrationStatus.CANCELLED)
        for each in booked
        if each.exam_session_id in coming and not _has_mark(each)
    )


def passed_papers(enrolment: Enrolled) -> frozenset[ExamType]:
    """The papers that are passed by a released result."""
    return frozenset(each.exam_type for each in enrolment.best_papers() if each.passed)


def _to_come(uow: UnitOfWork, exam_session_ids: Collection[UUID]) -> set[UUID]:
    found = select(ExamSession.id).where(
        ExamSession.id.in_(exam_session_ids), ExamSession.exam_date > uow.now
    )
    return set(uow.session.scalars(found))


def _has_mark(registration: ExamRegistration) -> bool:
    return registration.theory_score is not None or registration.tasting_score is not None
