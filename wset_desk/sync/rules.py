"""Rules of the domain that a server asks anew: a device may have known less when it asked them."""

from collections.abc import Sequence

from sqlalchemy import select

from wset_desk.domain.enquiries import (
    OPEN_STATUSES,
    EnquiryStatus,
    check_status_change,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import RegistrationStatus, check_transition
from wset_desk.services.attempts import ResultKey
from wset_desk.services.enquiries.asked_papers import covered_results
from wset_desk.storage.records import Record
from wset_desk.storage.schema import ExamEnquiry
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.messages import SentChange

ENQUIRIES, REGISTRATIONS = "exam_enquiries", "exam_registrations"


def check_moves(changes: Sequence[SentChange], before: Sequence[Record | None]) -> None:
    """Refuse a status to which the present one doesn't lead, with the codes of
    `registrations.check_transition` and `enquiries.check_status_change`."""
    for change, row in zip(changes, before, strict=True):
        if row is not None and "status" in change.patch:
            _check_move(change.entity, str(row["status"]), str(change.patch["status"]))


def _check_move(entity: str, old: str, new: str) -> None:
    if old == new:
        return
    if entity == REGISTRATIONS:
        check_transition(RegistrationStatus(old), RegistrationStatus(new))
    elif entity == ENQUIRIES:
        check_status_change(EnquiryStatus(old), EnquiryStatus(new))


def check_enquiries(uow: UnitOfWork, changes: Sequence[SentChange]) -> None:
    """Refuse ENQUIRY_OPEN where a result would have two open enquiries."""
    asked = [change.id for change in changes if change.entity == ENQUIRIES]
    if not asked:
        return
    of_these = select(ExamEnquiry.candidate_id).where(ExamEnquiry.id.in_(asked))
    open_ones = select(ExamEnquiry).where(
        ExamEnquiry.candidate_id.in_(of_these), ExamEnquiry.status.in_(OPEN_STATUSES)
    )
    found: set[ResultKey] = set()
    for enquiry in uow.session.scalars(open_ones):
        results = set(covered_results(enquiry))
        if not found.isdisjoint(results):
            raise DomainError("ENQUIRY_OPEN")
        found |= results
