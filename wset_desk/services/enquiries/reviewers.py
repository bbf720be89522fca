"""Who may review an enquiry: never who had a hand in the result (rule 16; helpers)."""

from collections.abc import Iterator

from sqlalchemy import select

from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import ResultState
from wset_desk.services.enquiries.asked_papers import covered_results
from wset_desk.services.enquiries.versions import VersionInHands, versions_of
from wset_desk.storage.schema import ExamEnquiry, MarkEntry, Staff
from wset_desk.storage.unit_of_work import UnitOfWork


def reviewer_refusals(uow: UnitOfWork, enquiry: ExamEnquiry) -> tuple[Refusal, ...]:
    """Why the actor can't be the reviewer; nothing: they can."""
    return tuple(_refusals(uow, enquiry))


def check_reviewer(uow: UnitOfWork, enquiry: ExamEnquiry) -> None:
    """Refuse what `reviewer_refusals` tells."""
    for refusal in _refusals(uow, enquiry):
        raise refusal.as_error()


def check_is_reviewer(uow: UnitOfWork, enquiry: ExamEnquiry) -> None:
    """Refuse NOT_THE_REVIEWER to anybody else, and who entered the result since then."""
    if enquiry.reviewer_id != uow.actor.staff_id:
        raise DomainError("NOT_THE_REVIEWER", name=reviewer_name(uow, enquiry) or "")
    check_reviewer(uow, enquiry)


def reviewer_name(uow: UnitOfWork, enquiry: ExamEnquiry) -> str | None:
    if enquiry.reviewer_id is None:
        return None
    return uow.get(Staff, enquiry.reviewer_id).name


def _refusals(uow: UnitOfWork, enquiry: ExamEnquiry) -> Iterator[Refusal]:
    if Permission.REVIEW_ENQUIRIES not in uow.actor.permissions:
        yield Refusal("NOT_PERMITTED")
    if _marked(uow, enquiry):
        yield Refusal("REVIEWER_MARKED_IT")
    if enquiry.appeal_of_id is not None:
        first = uow.get(ExamEnquiry, enquiry.appeal_of_id)
        if uow.actor.staff_id in (first.reviewer_id, first.resolved_by_id):
            yield Refusal("REVIEWER_OF_APPEALED")


def _marked(uow: UnitOfWork, enquiry: ExamEnquiry) -> bool:
    """Whether the actor typed, confirmed, corrected or decided any of it, whenever.

    Releasing what others entered and confirmed says nothing about a mark.
    """
    me = uow.actor.staff_id
    if me is None:
        return False
    keys = covered_results(enquiry)
    for versions in versions_of(uow, keys).values():
        before: VersionInHands | None = None
        for each in versions:
            if each.row.entered_by_id == me and _says_something(each, before):
                return True
            before = each
    typed = select(MarkEntry.exam_registration_id, MarkEntry.component).where(
        MarkEntry.entered_by_id == me,
        MarkEntry.exam_registration_id.in_([registration_id for registration_id, _ in keys]),
    )
    rows = {(row[0], row[1]) for row in uow.session.execute(typed)}
    return any(key in rows for key in keys)


def _says_something(each: VersionInHands, before: VersionInHands | None) -> bool:
    if each.standing.state is not ResultState.RELEASED:
        return True
    return before is None or before.standing.value != each.standing.value
