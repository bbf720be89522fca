"""The versions of one result: who, when, why, from what to what (rule 14)."""

from collections import defaultdict
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
from wset_desk.storage.schema import MarkEntry, ResultVersion, Staff
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Change:
    """A mark from `old` to `new`; `part` names the part of the paper, None stands for its mark."""

    part: str | None
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True)
class TypedMark:
    """A mark as one person typed it; `part` as in `Change`."""

    part: str | None
    mark: Decimal
    by: str


@dataclass(frozen=True)
class VersionRow:
    """One version. `changes` is empty where only the state changed; `by` None is the program.

    `typed` is what each of two people had typed who make, or differ about, this result.
    """

    number: int
    state: ResultState
    score: Decimal | None
    max_score: int
    changes: tuple[Change, ...]
    by: str | None
    at: datetime
    reason: str | None
    typed: tuple[TypedMark, ...] = ()


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
    typed = _typed(uow, [version.id for version, _ in rows])
    values = [value_of(None), *(value_of(version) for version, _ in rows)]
    found = [
        _row(version, by, _changes(old, new), typed[version.id])
        for (version, by), (old, new) in zip(rows, pairwise(values), strict=True)
    ]
    return tuple(reversed(found))


def _typed(uow: UnitOfWork, version_ids: Sequence[UUID]) -> dict[UUID, list[TypedMark]]:
    """The entries that ended in these versions, the earlier first."""
    rows = uow.session.execute(
        select(MarkEntry.result_version_id, MarkEntry.part, MarkEntry.mark, Staff.name)
        .join(Staff, Staff.id == MarkEntry.entered_by_id)
        .where(MarkEntry.result_version_id.in_(version_ids))
        .order_by(MarkEntry.entered_at, MarkEntry.id)
    )
    found: dict[UUID, list[TypedMark]] = defaultdict(list)
    for version_id, part, mark, by in rows:
        if version_id is not None:
            found[version_id].append(TypedMark(part or None, mark, by))
    return found


def _row(
    version: ResultVersion, by: str | None, changes: Sequence[Change], typed: Sequence[TypedMark]
) -> VersionRow:
    return VersionRow(
        number=version.number,
        state=ResultState(version.state),
        score=version.score,
        max_score=version.max_score,
        changes=tuple(changes),
        by=by,
        at=version.entered_at,
        reason=version.reason,
        typed=tuple(typed),
    )


def _changes(old: ResultValue, new: ResultValue) -> list[Change]:
    parts = [
        Change(part, old.parts.get(part), new.parts.get(part))
        for part in {**old.parts, **new.parts}
        if old.parts.get(part) != new.parts.get(part)
    ]
    return parts + ([Change(None, old.score, new.score)] if old.score != new.score else [])
