"""What giving up a booked place means: in time or not, and for its fee (rule 9; helpers)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.reasons import checked_reason
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType, check_transition
from wset_desk.domain.scheduling import in_time
from wset_desk.services.exam_places import check_may_override
from wset_desk.services.ledger import account_of
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class BookedPlace:
    """A booking that may be given up. `deadline` is the last second that is in time.

    Money is in the centre's currency: `fee` as it was charged, `received` what came in and
    stayed, `owed` what didn't.
    """

    registration_id: UUID
    candidate_id: UUID
    name: str
    registration_type: RegistrationType
    exam_session_id: UUID
    exam_name: str
    start: datetime
    deadline: datetime
    is_in_time: bool
    fee: Decimal
    received: Decimal
    owed: Decimal

    @property
    def needs_reason(self) -> bool:
        """Too late: only staff, with a reason."""
        return not self.is_in_time


def booked_place(
    uow: UnitOfWork, registration: ExamRegistration, becomes: RegistrationStatus
) -> BookedPlace:
    """The booking with its limits; STATUS_CHANGE_NOT_ALLOWED where it can't be given up."""
    check_transition(RegistrationStatus(registration.status), becomes)
    if registration.status != RegistrationStatus.REGISTERED:
        raise DomainError("STATUS_CHANGE_NOT_ALLOWED")
    exam = uow.get(ExamSession, registration.exam_session_id)
    candidate = uow.get(Candidate, registration.candidate_id)
    account = account_of(uow, registration)
    deadline = exam.registration_deadline or exam.exam_date
    return BookedPlace(
        registration_id=registration.id,
        candidate_id=candidate.id,
        name=full_name(candidate.first_name, candidate.last_name),
        registration_type=RegistrationType(registration.registration_type),
        exam_session_id=exam.id,
        exam_name=exam.name or "",
        start=registration.starts_at or exam.exam_date,
        deadline=deadline,
        is_in_time=in_time(uow.now, deadline),
        fee=account.fee,
        received=account.received,
        owed=account.owed,
    )


def check_late_reason(uow: UnitOfWork, place: BookedPlace, reason: str | None) -> None:
    """Take down the reason for which a place is given up.

    Too late: refuses REASON_MISSING, and NOT_PERMITTED to whoever may not pass over a deadline.
    """
    if place.is_in_time and not (reason or "").strip():
        return
    uow.reason = checked_reason(reason or "")
    if not place.is_in_time:
        check_may_override(uow)
