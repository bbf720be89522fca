"""Taking a place at an exam back, as if it had never been given (helpers of this layer)."""

from collections.abc import Sequence

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import Effect
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.i18n import _
from wset_desk.services.course_people import is_settled
from wset_desk.services.derived import (
    recount_seats,
    settle_overall,
    settle_own_times,
)
from wset_desk.services.ledger import account_of, take_back, withdraw_charge
from wset_desk.services.waiting_lines import reopen_lines
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork

_MONEY = (LedgerKind.PAYMENT, LedgerKind.REFUND)


def check_not_built_upon(uow: UnitOfWork, registration: ExamRegistration) -> None:
    """Refuse to take back a place on which something has been built since, saying what.

    ASSIGNMENT_CANCELLED, ASSIGNMENT_MOVED, ASSIGNMENT_SETTLED and ASSIGNMENT_PAID.
    """
    code = _built_upon(uow, registration)
    if code is not None:
        candidate = uow.get(Candidate, registration.candidate_id)
        raise DomainError(code, name=full_name(candidate.first_name, candidate.last_name))


def _built_upon(uow: UnitOfWork, registration: ExamRegistration) -> str | None:
    if registration.status == RegistrationStatus.CANCELLED:
        return "ASSIGNMENT_CANCELLED"
    if registration.status == RegistrationStatus.RESCHEDULED:
        return "ASSIGNMENT_MOVED"
    if is_settled(registration):
        return "ASSIGNMENT_SETTLED"
    entries = account_of(uow, registration).entries
    paid = (x.registration_id == registration.id and x.kind in _MONEY for x in entries)
    return "ASSIGNMENT_PAID" if any(paid) else None


def unbook(uow: UnitOfWork, registrations: Sequence[ExamRegistration]) -> None:
    """Take places back: what was charged for them is withdrawn, who stood in line does so again."""
    touched = {each.exam_session_id for each in registrations}
    for registration in registrations:
        _withdraw_fee(uow, registration)
        touched |= reopen_lines(uow, registration.id)
        uow.delete(registration)
    recount_seats(uow, *(uow.get(ExamSession, each) for each in touched))
    for candidate_id in {each.candidate_id for each in registrations}:
        settle_own_times(uow, candidate_id)
    settle_overall(
        uow, *{x.course_enrollment_id for x in registrations if x.course_enrollment_id is not None}
    )


def _withdraw_fee(uow: UnitOfWork, registration: ExamRegistration) -> None:
    """Withdraw its own charge, waived or not; a fee that moved along stays where it came from."""
    mine = [
        x for x in account_of(uow, registration).entries if x.registration_id == registration.id
    ]
    if not any(each.posting.effect is Effect.CHARGED for each in mine):
        return
    reason = _("Assignment undone")
    for each in mine:
        if each.posting.effect is Effect.WAIVED and each.posting.amount > 0:
            take_back(uow, registration, each, reason=reason)
    withdraw_charge(uow, registration, reason=reason)
