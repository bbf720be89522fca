"""Who can be let in to an exam now, and why somebody can't (rules 9 and 18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.fees import FeeAccount
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.services.assigned import check_assigned
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.contract import query
from wset_desk.services.door import Door
from wset_desk.services.fee_accounts import fee_accounts
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork

_Registrations = Select[ExamRegistration, ExamSession, Candidate]
_Row = tuple[ExamRegistration, ExamSession, Candidate]


@dataclass(frozen=True, slots=True)
class CheckInState:
    """A registration at the door: nothing in `blockers` means that the candidate is let in."""

    registration_id: UUID
    candidate_id: UUID
    name: str
    number: str | None
    fee: FeeAccount
    override_reason: str | None
    blockers: tuple[Refusal, ...]


@query(Permission.RECORD_ATTENDANCE, Permission.RECORD_ASSIGNED_ATTENDANCE)
def check_in_state(uow: UnitOfWork, *, registration_id: UUID) -> CheckInState:
    """One registration as it stands now. Refuses NOT_FOUND, NOT_ASSIGNED."""
    rows = _rows(uow, _registrations().where(ExamRegistration.id == registration_id))
    if not rows:
        raise DomainError("NOT_FOUND", entity="exam_registrations")
    check_assigned(uow, [rows[0][1].id], Permission.RECORD_ATTENDANCE)
    (state,) = _states(uow, rows)
    return state


@query(Permission.RECORD_ATTENDANCE, Permission.RECORD_ASSIGNED_ATTENDANCE)
def check_in_states(uow: UnitOfWork, *, exam_session_id: UUID) -> tuple[CheckInState, ...]:
    """Everybody who has a seat in the session, by name. Refuses NOT_ASSIGNED."""
    check_assigned(uow, [exam_session_id], Permission.RECORD_ATTENDANCE)
    seated = _registrations().where(
        ExamRegistration.exam_session_id == exam_session_id,
        ExamRegistration.status.in_(ACTIVE_STATUSES),
    )
    return tuple(_states(uow, _rows(uow, seated)))


def _registrations() -> _Registrations:
    return (
        select(ExamRegistration, ExamSession, Candidate)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .order_by(*BY_NAME)
    )


def _rows(
    uow: UnitOfWork, registrations: Select[ExamRegistration, ExamSession, Candidate]
) -> list[_Row]:
    return [(row[0], row[1], row[2]) for row in uow.session.execute(registrations)]


def _states(uow: UnitOfWork, rows: list[_Row]) -> Iterable[CheckInState]:
    fees = fee_accounts(uow, [registration.id for registration, _, _ in rows])
    door = Door(uow)
    for registration, exam, candidate in rows:
        fee = fees[registration.id]
        yield CheckInState(
            registration_id=registration.id,
            candidate_id=candidate.id,
            name=full_name(candidate.first_name, candidate.last_name),
            number=candidate.candidate_number,
            fee=fee,
            override_reason=registration.fee_override_reason,
            blockers=door.blockers(registration, exam, fee),
        )
