"""What the server computes after changes came in, and the rules that it alone can enforce.

The same functions compute these columns on a desk; here they have the last word (see the sync
design, class `server`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import or_, select

from wset_desk.services import derived
from wset_desk.storage.schema import (
    Candidate,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    LedgerEntry,
    Offering,
    ResultVersion,
)
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

Touched = Iterable[tuple[str, UUID]]
Ids = Mapping[str, set[UUID]]


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
    for enquiry in _enquiries(uow, ids):
        derived.settle_fee(uow, enquiry)
    if ids["candidates"]:
        people = select(Candidate).where(Candidate.id.in_(ids["candidates"]))
        derived.settle_search_texts(uow, *uow.session.scalars(people))
    uow.session.flush()


def _enquiries(uow: UnitOfWork, ids: Ids) -> Sequence[ExamEnquiry]:
    """Those that changed, and those whose fees did."""
    wanted = set(ids["exam_enquiries"])
    if ids["ledger_entries"]:
        found = select(LedgerEntry.exam_enquiry_id).where(LedgerEntry.id.in_(ids["ledger_entries"]))
        wanted |= {each for each in uow.session.scalars(found) if each is not None}
    if not wanted:
        return ()
    return uow.session.scalars(select(ExamEnquiry).where(ExamEnquiry.id.in_(wanted))).all()


def _registrations(uow: UnitOfWork, ids: Ids) -> Sequence[ExamRegistration]:
    """Those that changed, those whose marks or fees did, and those that are judged by others."""
    wanted = ids["exam_registrations"] | _judged_anew(uow, ids)
    for entity in (ResultVersion, LedgerEntry):
        changed = ids[entity.__tablename__]
        if changed:
            found = select(entity.exam_registration_id).where(entity.id.in_(changed))
            wanted |= {each for each in uow.session.scalars(found) if each is not None}
    if not wanted:
        return ()
    rows = select(ExamRegistration).where(ExamRegistration.id.in_(wanted))
    return uow.session.scalars(rows, execution_options=WITH_DELETED).all()


def _judged_anew(uow: UnitOfWork, ids: Ids) -> set[UUID]:
    """What has a mark and is judged by templates, or rules, that changed."""
    if not (ids["exam_templates"] or ids["offerings"] or ids["rule_profiles"]):
        return set()
    by_these_rules = or_(
        ExamTemplate.id.in_(ids["exam_templates"]),
        Offering.id.in_(ids["offerings"]),
        Offering.rule_profile_id.in_(ids["rule_profiles"]),
    )
    has_mark = or_(
        ExamRegistration.theory_score.is_not(None), ExamRegistration.tasting_score.is_not(None)
    )
    found = (
        select(ExamRegistration.id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .where(by_these_rules, has_mark)
    )
    return set(uow.session.scalars(found))
