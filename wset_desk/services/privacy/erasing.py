"""People's data erased, for good: after a preview, with a reason, and audited without a word of it.

Here the person's rows are emptied, and what the journal has of them; the one change that travels is
that the candidate was erased, and when. The server and every other desk then do the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import checked_reason
from wset_desk.services.contract import command
from wset_desk.services.merged_records import standing_id
from wset_desk.services.privacy.open_matters import open_matters
from wset_desk.services.privacy.periods import results_are_over
from wset_desk.services.privacy.retention import has_marks
from wset_desk.storage.erasing import erase, person
from wset_desk.storage.schema import Candidate
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork


@dataclass(frozen=True, slots=True)
class Erased:
    """How many people's data was erased, and how many of their records that were merged."""

    people: int
    former: int


@command(Permission.ERASE_PEOPLE)
def erase_people(uow: UnitOfWork, *, candidate_ids: Sequence[UUID], reason: str) -> Erased:
    """Erase what may go of these people; there is no undo.

    Refuses NOT_FOUND, ERASE_OPEN_MATTERS, ERASED_ALREADY, REASON_MISSING, TEXT_TOO_LONG and
    REASON_NAMES_PERSON; all or nothing.
    """
    why = checked_reason(reason)
    standing = list(dict.fromkeys(standing_id(uow, each) for each in candidate_ids))
    records = [_erase(uow, uow.get(Candidate, each), why) for each in standing]
    uow.reason = why
    rows = select(Candidate).where(Candidate.id.in_([each for ids in records for each in ids]))
    for row in uow.session.scalars(rows, execution_options=WITH_DELETED).all():
        row.erased_at = uow.now
    uow.session.flush()
    return Erased(len(standing), sum(map(len, records)) - len(standing))


def _erase(uow: UnitOfWork, candidate: Candidate, why: str) -> tuple[UUID, ...]:
    """The ids of the person's records."""
    who = person(uow, candidate.id)
    with_results = results_are_over(uow, who.ids)
    if candidate.erased_at is not None and not (with_results and has_marks(uow, who.ids)):
        raise DomainError("ERASED_ALREADY")
    if candidate.erased_at is None and next(open_matters(uow, candidate), None) is not None:
        name = full_name(candidate.first_name, candidate.last_name)
        raise DomainError("ERASE_OPEN_MATTERS", name=name)
    if who.words.are_in(why):
        raise DomainError("REASON_NAMES_PERSON", field="reason")
    erase(uow, who, with_results=with_results)
    return who.ids
