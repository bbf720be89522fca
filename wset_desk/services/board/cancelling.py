"""Cancelling a booking, with what becomes of its fee (rule 9)."""

from dataclasses import dataclass
from uuid import UUID

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus, check_transition
from wset_desk.i18n import _
from wset_desk.services.board.changes import BookedPlace, booked_place, check_late_reason
from wset_desk.services.contract import command, query
from wset_desk.services.course_times import check_no_clash
from wset_desk.services.derived import recount_seats, settle_overall, settle_own_times
from wset_desk.services.exam_sessions import scheduled_session
from wset_desk.services.ledger import restore_fee, return_fee
from wset_desk.services.notices.drafting import draft_cancellations, draft_restored
from wset_desk.services.seats_since import people_seated_since
from wset_desk.services.waiting_lines import end_lines
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CancelledRegistration:
    """What `undo_cancel_registration` needs."""

    registration_id: UUID
    fee_returned: bool


@query(Permission.VIEW_CANDIDATES)
def preview_cancel(uow: UnitOfWork, *, registration_id: UUID) -> BookedPlace:
    """What cancelling would mean. In time the fee is returned, later only if staff choose it."""
    registration = uow.get(ExamRegistration, registration_id)
    return booked_place(uow, registration, RegistrationStatus.CANCELLED)


@command(Permission.ENROL)
def cancel_registration(
    uow: UnitOfWork,
    *,
    registration_id: UUID,
    reason: str | None = None,
    refund: bool | None = None,
) -> CancelledRegistration:
    """Give a place up; the candidate is back among those who wait.

    In time the money goes back and nothing is owed any more; later a reason is needed, and the
    fee stays as it is: unless `refund` says otherwise (of a seat that isn't needed any more it is
    a choice, rule 17). Refuses STATUS_CHANGE_NOT_ALLOWED, REASON_MISSING and NOT_PERMITTED.
    """
    registration = uow.get(ExamRegistration, registration_id)
    place = booked_place(uow, registration, RegistrationStatus.CANCELLED)
    check_late_reason(uow, place, reason)
    returned = place.is_in_time if refund is None else refund
    if returned:
        return_fee(uow, registration, reason=uow.reason or _("Cancelled in time"))
    registration.status = RegistrationStatus.CANCELLED
    _settle_overall(uow, registration)
    recount_seats(uow, uow.get(ExamSession, registration.exam_session_id))
    draft_cancellations(uow, [registration])
    settle_own_times(uow, registration.candidate_id)
    return CancelledRegistration(registration.id, returned)


@command(Permission.ENROL)
def undo_cancel_registration(uow: UnitOfWork, *, registration_id: UUID, fee_returned: bool) -> None:
    """Give the place back, and with it what was owed and received.

    Refuses SESSION_CANCELLED, SESSION_FULL, SEATS_ON_OFFER, CANDIDATES_CLASH, and
    ASSIGNMENT_MOVED where the candidate has another seat since.
    """
    registration = uow.get(ExamRegistration, registration_id)
    check_transition(RegistrationStatus(registration.status), RegistrationStatus.REGISTERED)
    exam = scheduled_session(uow, registration.exam_session_id)
    candidate = uow.get(Candidate, registration.candidate_id)
    if people_seated_since(uow, [registration]):
        name = full_name(candidate.first_name, candidate.last_name)
        raise DomainError("ASSIGNMENT_MOVED", name=name)
    check_no_clash(uow, [exam], [candidate])
    registration.status = RegistrationStatus.REGISTERED
    _settle_overall(uow, registration)
    end_lines(uow, registration)
    recount_seats(uow, exam)
    settle_own_times(uow, candidate.id)
    if fee_returned:
        restore_fee(uow, registration, reason=_("Cancellation undone"))
    draft_restored(uow, [registration])


def _settle_overall(uow: UnitOfWork, registration: ExamRegistration) -> None:
    if registration.course_enrollment_id is not None:
        settle_overall(uow, registration.course_enrollment_id)
