"""The fees of bookings that end with an enrolment (rule 9; helpers of this layer)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from wset_desk.domain.scheduling import in_time
from wset_desk.i18n import _
from wset_desk.services.ledger import restore_fee, return_fee
from wset_desk.storage.schema import ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


def return_fees_in_time(
    uow: UnitOfWork, registrations: Sequence[ExamRegistration]
) -> tuple[UUID, ...]:
    """Return the fees of those that are given up in time; answers whose they were.

    After the deadline a fee stays as it is: staff may refund it.
    """
    returned = [each for each in registrations if each.fee_amount and _is_in_time(uow, each)]
    for registration in returned:
        return_fee(uow, registration, reason=_("Withdrawn from the course in time"))
    return tuple(each.id for each in returned)


def restore_fees(uow: UnitOfWork, registration_ids: Iterable[UUID]) -> None:
    """The inverse."""
    for each in registration_ids:
        restore_fee(uow, uow.get(ExamRegistration, each), reason=_("Withdrawal undone"))


def _is_in_time(uow: UnitOfWork, registration: ExamRegistration) -> bool:
    exam = uow.get(ExamSession, registration.exam_session_id)
    return in_time(uow.now, exam.registration_deadline or exam.exam_date)
