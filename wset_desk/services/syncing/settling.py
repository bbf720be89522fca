"""What the server computes after changes came in, and the rules that it alone can enforce.

The same functions compute these columns on a desk; here they have the last word (see the sync
design, class `server`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from wset_desk.services import derived
from wset_desk.storage.schema import (
    Candidate,
    ExamRegistration,
    ExamSession,
    LedgerEntry,
    ResultVersion,
)
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

Touched = Iterable[tuple[str, UUID]]


def settle(uow: UnitOfWork, touched: Touched) -> None:
    """Compute anew what depends on these rows, by table and id.

    Refuses SESSION_FULL and SEATS_ON_OFFER: a session is never over capacity, whoever books, from
    however many computers (rule 8).
    """
    ids: defaultdict[str, set[UUID]] = defaultdict(set)
    for entity, row_id in touched:
        ids[entity].add(row_id)
    uow.session.expire_all()
    registrations = _registrations(uow, ids)
    sessions = {each.exam_session_id for each in registrations} | ids["exam_sessions"]
    if sessions:
        wanted = select(ExamSession).where(ExamSession.id.in_(sessions))
        derived.recount_seats(uow, *uow.session.scalars(wanted))
    standing = [each for each in registrations if each.deleted_at is None]
    if standing:
        derived.settle_results(uow, *standing)
        derived.settle_fees(uow, *standing)
    if ids["candidates"]:
        people = select(Candidate).where(Candidate.id.in_(ids["candidates"]))
        derived.settle_search_texts(uow, *uow.session.scalars(people))
    uow.session.flush()


def _registrations(uow: UnitOfWork, ids: dict[str, set[UUID]]) -> Sequence[ExamRegistration]:
    """Those that changed, and those whose marks or fees did."""
    wanted = set(ids["exam_registrations"])
    for entity in (ResultVersion, LedgerEntry):
        changed = ids[entity.__tablename__]
        if changed:
            found = select(entity.exam_registration_id).where(entity.id.in_(changed))
            wanted |= {each for each in uow.session.scalars(found) if each is not None}
    if not wanted:
        return ()
    rows = select(ExamRegistration).where(ExamRegistration.id.in_(wanted))
    return uow.session.scalars(rows, execution_options=WITH_DELETED).all()
