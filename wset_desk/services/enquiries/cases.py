"""The enquiries of the centre, each case, and who else may be affected."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement

from wset_desk.domain.enquiries import EnquiryStatus
from wset_desk.domain.names import fold
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import query
from wset_desk.services.enquiries.affected import affected_candidates
from wset_desk.services.enquiries.case_reading import read_case
from wset_desk.services.enquiries.enquiry_list import enquiry_rows
from wset_desk.services.enquiries.rows import AffectedCandidate, EnquiryCase, EnquiryRow
from wset_desk.storage.schema import Candidate, ExamEnquiry
from wset_desk.storage.unit_of_work import UnitOfWork


@query(Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES)
def list_enquiries(
    uow: UnitOfWork,
    *,
    text: str = "",
    statuses: Collection[EnquiryStatus] | None = None,
    mine: bool = False,
    candidate_id: UUID | None = None,
) -> tuple[EnquiryRow, ...]:
    """Enquiries by name or number of their candidate, by status, of the actor as reviewer.

    Open ones by the day they are due, then the others, answered last first.
    """
    conditions: list[ColumnElement[bool]] = [
        Candidate.search_text.contains(word, autoescape=True) for word in fold(text).split()
    ]
    if statuses is not None:
        conditions.append(ExamEnquiry.status.in_(tuple(statuses)))
    if mine:
        conditions.append(ExamEnquiry.reviewer_id == uow.actor.staff_id)
    if candidate_id is not None:
        conditions.append(ExamEnquiry.candidate_id == candidate_id)
    return enquiry_rows(uow, *conditions)


@query(Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES)
def enquiry_case(uow: UnitOfWork, *, enquiry_id: UUID) -> EnquiryCase:
    """All of an enquiry, with what the actor may do next. Refuses NOT_FOUND."""
    return read_case(uow, uow.get(ExamEnquiry, enquiry_id))


@query(Permission.MANAGE_ENQUIRIES, Permission.REVIEW_ENQUIRIES)
def also_affected(uow: UnitOfWork, *, enquiry_id: UUID) -> tuple[AffectedCandidate, ...]:
    """Who else sat the same session, or was marked by the same people around the same days.

    First those who failed, the nearest to the pass mark first.
    """
    return affected_candidates(uow, uow.get(ExamEnquiry, enquiry_id))
