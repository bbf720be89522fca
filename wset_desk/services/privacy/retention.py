"""Who is due for erasure: everything of theirs is past its period. Nobody goes by themselves."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.permissions import Permission
from wset_desk.domain.retention import RecordKind, due
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.contract import query
from wset_desk.services.privacy.periods import latest_days, today, years_kept
from wset_desk.storage.schema import Candidate, ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork

_MARKED = or_(
    ExamRegistration.theory_score.is_not(None), ExamRegistration.tasting_score.is_not(None)
)


@dataclass(frozen=True, slots=True)
class DuePerson:
    """Somebody whose data is due since `due_on`; `because_of` was kept the longest.

    `erased_on`: their name has gone already, and now the period of their marks is over too.
    """

    candidate_id: UUID
    name: str
    number: str | None
    last_activity: date
    due_on: date
    because_of: RecordKind
    erased_on: date | None = None


@query(Permission.ERASE_PEOPLE)
def due_for_erasure(uow: UnitOfWork) -> tuple[DuePerson, ...]:
    """Everybody who is due, whoever is due for longest first."""
    return tuple(sorted(_due(uow), key=lambda each: (each.due_on, each.name)))


def _due(uow: UnitOfWork) -> Iterator[DuePerson]:
    days, years, now = latest_days(uow), years_kept(uow), today(uow)
    marked = _erased_with_marks(uow)
    people = select(
        Candidate.id,
        Candidate.first_name,
        Candidate.last_name,
        Candidate.candidate_number,
        Candidate.erased_at,
    )
    for row in uow.session.execute(people.order_by(*BY_NAME)):
        kinds = days[row.id]
        if row.erased_at is None:
            found = due(kinds, years)
        elif row.id in marked:
            latest = kinds.get(RecordKind.RESULTS, kinds[RecordKind.CANDIDATE])
            found = due({RecordKind.RESULTS: latest}, years)
        else:
            continue
        if found.on <= now:
            yield DuePerson(
                candidate_id=row.id,
                name=full_name(row.first_name, row.last_name),
                number=row.candidate_number,
                last_activity=kinds[RecordKind.CANDIDATE],
                due_on=found.on,
                because_of=found.because_of,
                erased_on=row.erased_at and row.erased_at.astimezone(uow.zone).date(),
            )


def has_marks(uow: UnitOfWork, people: Collection[UUID]) -> bool:
    """Whether any mark of theirs is still kept."""
    mine = select(ExamRegistration.id).where(_MARKED, ExamRegistration.candidate_id.in_(people))
    return uow.session.scalar(mine.limit(1)) is not None


def _erased_with_marks(uow: UnitOfWork) -> set[UUID]:
    rows = uow.session.scalars(
        select(ExamRegistration.candidate_id)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(_MARKED, Candidate.erased_at.is_not(None))
    )
    return set(rows)
