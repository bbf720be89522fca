"""Giving people seats from the board, all of them or none, and taking that back (rule 12)."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import Effect, FeeState
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationType
from wset_desk.domain.seating import WaitingKey, registration_type_for
from wset_desk.services.board.people import waiting_people
from wset_desk.services.board.rows import Assigned, AssignmentInput, AssignResult, WaitingPerson
from wset_desk.services.board.sessions import exams_with_seats
from wset_desk.services.contract import command
from wset_desk.services.exam_places import book_place
from wset_desk.services.ledger import account_of
from wset_desk.services.notices.drafting import draft_bookings, draft_taken_back
from wset_desk.services.unbooking import check_not_built_upon, unbook
from wset_desk.storage.schema import Candidate, CourseEnrollment, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


@command(Permission.ENROL)
def assign(
    uow: UnitOfWork,
    *,
    assignments: tuple[AssignmentInput, ...],
    override_reason: str | None = None,
) -> AssignResult:
    """Seat people who wait, each with the type, fee and product of what they wait for.

    All of them or none; a refusal names the person (`who`). A fee is waived where a special
    consideration was approved, and not charged again where the centre had called off the exam it
    was for. With `override_reason` also after a deadline. Refuses CANDIDATES_MISSING,
    NOT_WAITING, REMOTE_QUEUE, and what `exam_places.book_place` refuses.
    """
    if not assignments:
        raise DomainError("CANDIDATES_MISSING")
    waiting = people_waiting(uow, [each.key for each in assignments])
    assigned = tuple(
        seat(uow, person_of(uow, waiting, each.key), each, override_reason) for each in assignments
    )
    draft_bookings(uow, [uow.get(ExamRegistration, each.registration_id) for each in assigned])
    return AssignResult(assigned)


@command(Permission.ENROL)
def undo_assign(uow: UnitOfWork, *, registration_ids: tuple[UUID, ...]) -> None:
    """Take assignments back as if they had never been made, all of them or none, at any time.

    Refuses what has been built upon: ASSIGNMENT_PAID, _SETTLED, _MOVED and _CANCELLED.
    """
    registrations = [uow.get(ExamRegistration, each) for each in registration_ids]
    for registration in registrations:
        check_not_built_upon(uow, registration)
    draft_taken_back(uow, registrations)
    unbook(uow, registrations)


def people_waiting(uow: UnitOfWork, keys: Iterable[WaitingKey]) -> dict[WaitingKey, WaitingPerson]:
    """Those of the keys that somebody waits for."""
    enrollment_ids = {key.enrollment_id for key in keys}
    found = waiting_people(uow, exams_with_seats(uow), CourseEnrollment.id.in_(enrollment_ids))
    return {each.key: each for each in found}


def person_of(
    uow: UnitOfWork, waiting: dict[WaitingKey, WaitingPerson], key: WaitingKey
) -> WaitingPerson:
    """Whoever waits for this; once only: their seat ends the wait."""
    person = waiting.pop(key, None)
    if person is None:
        enrollment = uow.get(CourseEnrollment, key.enrollment_id)
        candidate = uow.get(Candidate, enrollment.candidate_id)
        raise DomainError("NOT_WAITING", name=full_name(candidate.first_name, candidate.last_name))
    return person


def seat(
    uow: UnitOfWork, person: WaitingPerson, wanted: AssignmentInput, reason: str | None
) -> Assigned:
    """One assignment; a refusal says who it is about."""
    try:
        return _assign(uow, person, wanted, reason)
    except DomainError as error:
        raise DomainError(error.code, **{"who": person.name, **error.parameters}) from error


def _assign(
    uow: UnitOfWork, person: WaitingPerson, wanted: AssignmentInput, reason: str | None
) -> Assigned:
    exam = uow.get(ExamSession, wanted.exam_session_id)
    kind = registration_type_for(person.wait, SessionType(exam.session_type))
    if kind is RegistrationType.REMOTE_INVIGILATION:
        raise DomainError("REMOTE_QUEUE")
    registration = book_place(
        uow,
        exam_session_id=exam.id,
        enrollment_id=person.key.enrollment_id,
        registration_type=kind,
        fee=wanted.fee if kind is RegistrationType.STANDALONE else None,
        override_reason=reason,
    )
    account = account_of(uow, registration)
    charged = [
        entry.amount
        for entry in account.entries
        if entry.registration_id == registration.id and entry.posting.effect is Effect.CHARGED
    ]
    return Assigned(
        registration_id=registration.id,
        key=person.key,
        exam_session_id=exam.id,
        fee=sum(charged, Decimal("0.00")),
        waived=account.state is FeeState.WAIVED,
    )
