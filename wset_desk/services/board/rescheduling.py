"""Rescheduling: another place for one that is booked, linked to it, with its fee (rules 9, 12)."""

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import (
    RegistrationFacts,
    RegistrationStatus,
    registration_refusals,
)
from wset_desk.services.board.changes import BookedPlace, booked_place, check_late_reason
from wset_desk.services.board.rows import ExamChoice
from wset_desk.services.board.sessions import board_sessions, exams_with_seats
from wset_desk.services.contract import command, query
from wset_desk.services.course_times import check_no_clash
from wset_desk.services.derived import recount_seats, settle_own_times
from wset_desk.services.exam_facts import ExamWithSeats, exam_with_seats
from wset_desk.services.exam_places import Replaced, book_place, place_facts, place_price
from wset_desk.services.exam_sessions import scheduled_session
from wset_desk.services.notices.drafting import draft_old_place, draft_other_place
from wset_desk.services.unbooking import check_not_built_upon, unbook
from wset_desk.storage.schema import Candidate, CourseEnrollment, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReschedulePreview:
    """What another place would mean: `against` are the reasons that forbid it.

    In time the fee moves along, later `new_fee` is charged unless staff choose otherwise.
    """

    place: BookedPlace
    against: tuple[Refusal, ...]
    new_fee: Decimal


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """The new registration; taking it back gives `replaced_id` its place again."""

    registration_id: UUID
    replaced_id: UUID


@query(Permission.VIEW_CANDIDATES)
def reschedule_choices(uow: UnitOfWork, *, registration_id: UUID) -> tuple[ExamChoice, ...]:
    """The sessions to come of the same paper, by time, with the reasons against each.

    Remote exams have slots instead.
    """
    registration = uow.get(ExamRegistration, registration_id)
    place = booked_place(uow, registration, RegistrationStatus.RESCHEDULED)
    facts = _facts(uow, registration, place, exam_with_seats(uow, place.exam_session_id))
    choices = [
        each
        for each in exams_with_seats(uow)
        if each.facts.paper == facts.session.paper and each.facts.id != place.exam_session_id
    ]
    enrollment_id = _enrollment(uow, registration).id
    return tuple(
        ExamChoice(
            shown, registration_refusals(replace(facts, session=exam.facts_for(enrollment_id)))
        )
        for exam, shown in zip(choices, board_sessions(uow, choices), strict=True)
    )


@query(Permission.VIEW_CANDIDATES)
def preview_reschedule(
    uow: UnitOfWork, *, registration_id: UUID, exam_session_id: UUID
) -> ReschedulePreview:
    """What giving somebody this place instead would mean."""
    registration = uow.get(ExamRegistration, registration_id)
    place = booked_place(uow, registration, RegistrationStatus.RESCHEDULED)
    uow.get(ExamSession, exam_session_id)
    facts = _facts(uow, registration, place, exam_with_seats(uow, exam_session_id))
    price = place_price(uow, place.registration_type, facts.paper.level)
    return ReschedulePreview(place, registration_refusals(facts), price)


@command(Permission.ENROL)
def reschedule(
    uow: UnitOfWork,
    *,
    registration_id: UUID,
    exam_session_id: UUID,
    reason: str | None = None,
    fee_moves: bool | None = None,
    fee: Decimal | None = None,
) -> Rescheduled:
    """Give somebody another place instead of theirs, as the same type of registration.

    The old one stays as `rescheduled`. In time its fee moves along; later a reason is needed, the
    old fee stays and a new one is charged (typed for a standalone exam), unless `fee_moves` says
    otherwise. With a reason also after the new session's deadline. Refuses
    STATUS_CHANGE_NOT_ALLOWED, REASON_MISSING, NOT_PERMITTED, and what `book_place` refuses.
    """
    old = uow.get(ExamRegistration, registration_id)
    new = give_other_place(uow, old, exam_session_id, reason=reason, fee_moves=fee_moves, fee=fee)
    draft_other_place(uow, old, new)
    return Rescheduled(new.id, old.id)


@command(Permission.ENROL)
def undo_reschedule(uow: UnitOfWork, *, registration_id: UUID) -> None:
    """Take the new place back, and give the old one again.

    Refuses what `undo_assign` refuses of the new one, and of the old one SESSION_CANCELLED,
    SESSION_FULL, SEATS_ON_OFFER and CANDIDATES_CLASH.
    """
    new = uow.get(ExamRegistration, registration_id)
    draft_old_place(uow, new)
    give_old_place(uow, new)


def give_other_place(
    uow: UnitOfWork,
    old: ExamRegistration,
    exam_session_id: UUID,
    *,
    reason: str | None = None,
    fee_moves: bool | None = None,
    fee: Decimal | None = None,
) -> ExamRegistration:
    """The new registration in place of `old`; `reschedule` says what it means."""
    place = booked_place(uow, old, RegistrationStatus.RESCHEDULED)
    check_late_reason(uow, place, reason)
    if exam_session_id == old.exam_session_id:
        raise DomainError("ALREADY_REGISTERED")
    old.status = RegistrationStatus.RESCHEDULED
    moves = place.is_in_time if fee_moves is None else fee_moves
    new = book_place(
        uow,
        exam_session_id=exam_session_id,
        enrollment_id=_enrollment(uow, old).id,
        registration_type=place.registration_type,
        fee=fee,
        override_reason=reason,
        replaces=Replaced(old, moves),
    )
    recount_seats(uow, uow.get(ExamSession, old.exam_session_id))
    return new


def give_old_place(uow: UnitOfWork, new: ExamRegistration) -> None:
    """Take `new` back for the place that it replaced; `undo_reschedule` says what is refused."""
    if new.rescheduled_from_id is None:
        raise DomainError("STATUS_CHANGE_NOT_ALLOWED")
    old = uow.get(ExamRegistration, new.rescheduled_from_id)
    if old.status != RegistrationStatus.RESCHEDULED:  # called off by the centre: assigned anew
        raise DomainError("STATUS_CHANGE_NOT_ALLOWED")
    check_not_built_upon(uow, new)
    unbook(uow, [new])
    exam = scheduled_session(uow, old.exam_session_id)
    check_no_clash(uow, [exam], [uow.get(Candidate, old.candidate_id)])
    old.status = RegistrationStatus.REGISTERED
    recount_seats(uow, exam)
    settle_own_times(uow, old.candidate_id)


def _facts(
    uow: UnitOfWork, registration: ExamRegistration, place: BookedPlace, exam: ExamWithSeats
) -> RegistrationFacts:
    enrollment = _enrollment(uow, registration)
    return place_facts(uow, exam, enrollment, place.registration_type, leaving=registration.id)


def _enrollment(uow: UnitOfWork, registration: ExamRegistration) -> CourseEnrollment:
    """The enrolment that it belongs to; imported bookings may lack one: BOOKING_WITHOUT_COURSE."""
    if registration.course_enrollment_id is None:
        raise DomainError("BOOKING_WITHOUT_COURSE")
    return uow.get(CourseEnrollment, registration.course_enrollment_id)
