"""Who was given another seat after theirs was cancelled (helpers of this layer)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.services.booked_papers import BookedPaper, attempts_of
from wset_desk.storage.schema import Candidate, ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork


def people_seated_since(uow: UnitOfWork, registrations: Sequence[ExamRegistration]) -> list[str]:
    """The names of those of these cancelled registrations who have a newer seat for the paper."""
    ids = {x.course_enrollment_id for x in registrations if x.course_enrollment_id is not None}
    booked = attempts_of(uow, ids) if ids else {}
    lost = {each.id for each in registrations}
    moved = {key.enrollment_id for key, papers in booked.items() if _has_newer(papers, lost)}
    candidates = {x.candidate_id for x in registrations if x.course_enrollment_id in moved}
    rows = uow.session.scalars(
        select(Candidate).where(Candidate.id.in_(candidates)).order_by(Candidate.search_text)
    )
    return [full_name(each.first_name, each.last_name) for each in rows]


def check_not_seated_since(uow: UnitOfWork, registrations: Sequence[ExamRegistration]) -> None:
    """Refuse SEATED_SINCE: bringing these back would seat people twice."""
    names = people_seated_since(uow, registrations)
    if names:
        raise DomainError("SEATED_SINCE", names=", ".join(names))


def _has_newer(papers: Sequence[BookedPaper], lost: Collection[UUID]) -> bool:
    """Whether a seat follows one of the lost ones; `papers` in the order of their making."""
    found = [n for n, each in enumerate(papers) if each.attempt.registration_id in lost]
    newer = papers[found[0] + 1 :] if found else []
    return any(each.attempt.status in ACTIVE_STATUSES for each in newer)
