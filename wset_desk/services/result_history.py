"""The versions of one result: who, when, why, from what to what (rule 14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import Component
from wset_desk.domain.permissions import Permission
from wset_desk.domain.results import ResultState
from wset_desk.services.assigned import check_assigned
from wset_desk.services.contract import query
from wset_desk.services.result_versions import ResultValue, sittings, value_of
from wset_desk.storage.schema import ResultVersion, Staff
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Change:
    """A mark from `old` to `new`; `part` names the part of the paper, None stands for its mark."""

    part: str | None
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True)
class VersionRow:
    """One version. `changes` is empty where only the state changed; `by` None is the program."""

    number: int
    state: ResultState
    score: Decimal | None
    max_score: int
    changes: tuple[Change, ...]
    by: str | None
    at: datetime
    reason: str | None


@query(Permission.VIEW_RESULTS, Permission.ENTER_ASSIGNED_RESULTS)
def result_history(
    uow: UnitOfWork, *, registration_id: UUID, component: Component
) -> tuple[VersionRow, ...]:
    """All versions of a result, the latest first. Refuses NOT_ASSIGNED, NOT_FOUND."""
    sitting = sittings(uow, [registration_id])[registration_id]
    check_assigned(uow, [sitting.exam.id], Permission.VIEW_RESULTS)
    rows = uow.session.execute(
        select(ResultVersion, Staff.name)
        .outerjoin(Staff, Staff.id == ResultVersion.entered_by_id)
        .where(
            ResultVersion.exam_registration_id == registration_id,
            ResultVersion.component == component,
        )
        .order_by(ResultVersion.number)
    ).all()
    values = [value_of(None), *(value_of(version) for version, _ in rows)]
    found = [
        _row(version, by, _changes(old, new))
        for (version, by), (old, new) in zip(rows, pairwise(values), strict=True)
    ]
    return tuple(reversed(found))


def _row(version: ResultVersion, by: str | None, changes: Sequence[Change]) -> VersionRow:
    return VersionRow(
        number=version.number,
        state=ResultState(version.state),
        score=version.score,
        max_score=version.max_score,
        changes=tuple(changes),
        by=by,
        at=version.entered_at,
        reason=version.reason,
    )


def _changes(old: ResultValue, new: ResultValue) -> list[Change]:
    parts = [
        Change(part, old.parts.get(part), new.parts.get(part))
        for part in {**old.parts, **new.parts}
        if old.parts.get(part) != new.parts.get(part)
    ]
    return parts + ([Change(None, old.score, new.score)] if old.score != new.score else [])
