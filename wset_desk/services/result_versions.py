"""The versions of results: which one stands, and the one place that writes the next (rule 14)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import ResultState
from wset_desk.services.attempts import ResultKey
from wset_desk.storage.schema import ExamRegistration, ExamSession, ExamTemplate, ResultVersion
from wset_desk.storage.unit_of_work import UnitOfWork

_TOTAL = ""


@dataclass(frozen=True)
class ResultValue:
    """What a result says: its mark and, of a paper that is marked by part, those of its parts.

    `score` is None until every part has a mark.
    """

    score: Decimal | None
    parts: Mapping[str, Decimal]


NO_RESULT = ResultValue(None, {})


@dataclass(frozen=True)
class StandingResult:
    """The latest version of a result.

    `entered_by` are those who entered what stands, whoever confirmed it, `entered_at` is when they
    did; `released` is what was released last.
    """

    version_id: UUID
    number: int
    state: ResultState
    value: ResultValue = NO_RESULT
    entered: Mapping[str, UUID | None] = field(default_factory=dict)
    released: ResultValue = NO_RESULT
    entered_at: datetime | None = None

    @property
    def entered_by(self) -> frozenset[UUID | None]:
        return frozenset(self.entered.values())


@dataclass(frozen=True)
class ResultChange:
    """What a version changed."""

    key: ResultKey
    old: ResultValue
    new: ResultValue


class Entered(NamedTuple):
    """When a version was entered, by whom, and why."""

    at: datetime
    by_id: UUID | None
    reason: str | None


class Sitting(NamedTuple):
    """A registration with what its marks depend on."""

    registration: ExamRegistration
    exam: ExamSession
    template: ExamTemplate


def sittings(uow: UnitOfWork, registration_ids: Iterable[UUID]) -> dict[UUID, Sitting]:
    """The registrations by id; NOT_FOUND for the lot where one is missing."""
    wanted = set(registration_ids)
    rows = uow.session.execute(
        select(ExamRegistration, ExamSession, ExamTemplate)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(ExamRegistration.id.in_(wanted))
    )
    found = {row[0].id: Sitting(*row) for row in rows}
    if found.keys() != wanted:
        raise DomainError("NOT_FOUND", entity=ExamRegistration.__tablename__)
    return found


def standing_results(
    uow: UnitOfWork, registration_ids: Collection[UUID]
) -> dict[ResultKey, StandingResult]:
    """What stands for these registrations, with what this unit of work hasn't flushed yet."""
    rows = uow.session.execute(
        select(*_READ)
        .where(ResultVersion.exam_registration_id.in_(registration_ids))
        .order_by(ResultVersion.number)
    )
    return _fold([*map(_Row._make, rows), *_pending(uow, registration_ids)])


def standing_at_each_version(
    uow: UnitOfWork, registration_ids: Collection[UUID]
) -> dict[ResultKey, tuple[StandingResult, ...]]:
    """What stood as of each version of these registrations' results, the oldest first."""
    rows = uow.session.execute(
        select(*_READ)
        .where(ResultVersion.exam_registration_id.in_(registration_ids))
        .order_by(ResultVersion.number)
    )
    found: dict[ResultKey, tuple[StandingResult, ...]] = {}
    for row in map(_Row._make, rows):
        key = (row.registration_id, Component(row.component))
        before = found.get(key, ())
        found[key] = (*before, _next(before[-1] if before else None, row))
    return found


def standing_everywhere(uow: UnitOfWork) -> dict[ResultKey, StandingResult]:
    """What stands for everybody."""
    rows = uow.session.execute(select(*_READ).order_by(ResultVersion.number))
    return _fold(map(_Row._make, rows))


def changes_of(uow: UnitOfWork, version_ids: Sequence[UUID]) -> list[ResultChange]:
    """What these versions changed, in their order; NOT_FOUND where one isn't there."""
    before = aliased(ResultVersion)
    rows = uow.session.execute(
        select(ResultVersion, before)
        .outerjoin(
            before,
            and_(
                before.exam_registration_id == ResultVersion.exam_registration_id,
                before.component == ResultVersion.component,
                before.number == ResultVersion.number - 1,
            ),
        )
        .where(ResultVersion.id.in_(version_ids))
    )
    found = {new.id: _change(new, old) for new, old in rows}
    if not found.keys() >= set(version_ids):
        raise DomainError("NOT_FOUND", entity=ResultVersion.__tablename__)
    return [found[each] for each in dict.fromkeys(version_ids)]


def _change(new: ResultVersion, old: ResultVersion | None) -> ResultChange:
    key = (new.exam_registration_id, Component(new.component))
    return ResultChange(key, value_of(old), value_of(new))


def value_of(version: ResultVersion | None) -> ResultValue:
    """What a version says; nothing before the first."""
    if version is None:
        return NO_RESULT
    return ResultValue(version.score, _marks(version.parts))


def write_version(
    uow: UnitOfWork,
    sitting: Sitting,
    component: Component,
    before: StandingResult | None,
    *,
    state: ResultState,
    value: ResultValue,
    entered: Entered | None = None,
) -> UUID:
    """Write the next version of a result, and what the registration repeats of it.

    `entered` is given where it wasn't the actor, now: of a result that comes from a file.

    The registration's mark and state are written nowhere else: no result changes without a version.
    """
    entry = entered or Entered(uow.now, uow.actor.staff_id, uow.reason)
    version = uow.add(
        ResultVersion(
            exam_registration_id=sitting.registration.id,
            component=component,
            number=1 if before is None else before.number + 1,
            state=state,
            score=value.score,
            previous_score=None if before is None else before.value.score,
            max_score=sitting.template.max_score,
            pass_mark_percentage=sitting.template.pass_mark_percentage,
            parts={name: f"{mark:f}" for name, mark in value.parts.items()} or None,
            reason=entry.reason,
            entered_by_id=entry.by_id,
            entered_at=entry.at,
        )
    )
    registration, score = sitting.registration, value.score
    setattr(registration, f"{component}_score", score)
    setattr(registration, f"{component}_state", None if score is None else state)
    return version.id


class _Row(NamedTuple):
    id: UUID
    registration_id: UUID
    component: str
    number: int
    state: str
    score: Decimal | None
    parts: dict[str, Any] | None
    entered_by_id: UUID | None
    entered_at: datetime


_READ = (
    ResultVersion.id,
    ResultVersion.exam_registration_id,
    ResultVersion.component,
    ResultVersion.number,
    ResultVersion.state,
    ResultVersion.score,
    ResultVersion.parts,
    ResultVersion.entered_by_id,
    ResultVersion.entered_at,
)


def _pending(uow: UnitOfWork, registration_ids: Collection[UUID]) -> list[_Row]:
    return [
        _Row(*(getattr(row, column.key) for column in _READ))
        for row in uow.session.new
        if isinstance(row, ResultVersion) and row.exam_registration_id in registration_ids
    ]


def _fold(rows: Iterable[_Row]) -> dict[ResultKey, StandingResult]:
    found: dict[ResultKey, StandingResult] = {}
    for row in rows:
        key = (row.registration_id, Component(row.component))
        found[key] = _next(found.get(key), row)
    return found


def _next(before: StandingResult | None, row: _Row) -> StandingResult:
    state = ResultState(row.state)
    old = StandingResult(row.id, 0, state) if before is None else before
    value = ResultValue(row.score, _marks(row.parts))
    return replace(
        old,
        version_id=row.id,
        number=row.number,
        state=state,
        value=value,
        entered=_entered(old, value, row.entered_by_id),
        released=value if state is ResultState.RELEASED else old.released,
        entered_at=old.entered_at if value == old.value else row.entered_at,
    )


def _entered(old: StandingResult, value: ResultValue, by: UUID | None) -> dict[str, UUID | None]:
    """Who entered each mark: of those that are as they were, whoever did before."""
    before = _by_name(old.value)
    return {
        name: old.entered[name] if before.get(name) == mark else by
        for name, mark in _by_name(value).items()
    }


def _by_name(value: ResultValue) -> Mapping[str, Decimal]:
    return value.parts or ({} if value.score is None else {_TOTAL: value.score})


def _marks(stored: Mapping[str, Any] | None) -> dict[str, Decimal]:
    return {name: Decimal(text) for name, text in (stored or {}).items()}
