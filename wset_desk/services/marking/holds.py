"""Results that wait for a reason: while on hold they are neither confirmed nor released."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import UNDO_REASON, checked_reason
from wset_desk.domain.results import ResultState
from wset_desk.services.attempts import ResultKey
from wset_desk.services.contract import command
from wset_desk.services.derived import paper_rules
from wset_desk.services.result_versions import sittings
from wset_desk.storage.schema import Candidate, ExamRegistration, ResultHold, Staff
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a result waits. `by` is None where it was the program."""

    id: UUID
    reason: str
    by: str | None
    at: datetime


@command(Permission.RELEASE_RESULTS)
def place_hold(uow: UnitOfWork, *, results: tuple[ResultKey, ...], reason: str) -> tuple[UUID, ...]:
    """Hold these results back, marked or not; answers the holds.

    One that is on hold already is left alone. All or none: refuses REASON_MISSING, TEXT_TOO_LONG,
    RESULT_RELEASED_ALREADY, COMPONENT_NOT_EXAMINED, NOT_FOUND.
    """
    uow.reason = checked_reason(reason)
    registration_ids = {registration_id for registration_id, _component in results}
    found = sittings(uow, registration_ids)
    papers = paper_rules(uow, {each.template for each in found.values()})
    held = holds_of(uow, registration_ids)
    placed = []
    for registration_id, component in results:
        registration, _exam, template = found[registration_id]
        if component not in papers[template.id].components:
            raise DomainError("COMPONENT_NOT_EXAMINED")
        if getattr(registration, f"{component}_state") == ResultState.RELEASED:
            raise DomainError("RESULT_RELEASED_ALREADY")
        if (registration.id, component) not in held:
            placed.append(hold(uow, registration.id, component, uow.reason))
    return tuple(placed)


@command(Permission.RELEASE_RESULTS)
def take_back_holds(uow: UnitOfWork, *, hold_ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The inverse of `place_hold`: they were placed by mistake. Refuses HOLD_LIFTED_ALREADY."""
    uow.reason = UNDO_REASON
    for row in _standing(uow, hold_ids):
        uow.delete(row)
    return hold_ids


@command(Permission.RELEASE_RESULTS)
def lift_hold(uow: UnitOfWork, *, hold_ids: tuple[UUID, ...], reason: str) -> tuple[UUID, ...]:
    """Let results go on, for a reason. All or none: refuses REASON_MISSING, TEXT_TOO_LONG,
    HOLD_LIFTED_ALREADY."""
    uow.reason = checked_reason(reason)
    for row in _standing(uow, hold_ids):
        row.lifted_at, row.lifted_by_id = uow.now, uow.actor.staff_id
        row.lift_reason = uow.reason
    return hold_ids


@command(Permission.RELEASE_RESULTS)
def restore_holds(uow: UnitOfWork, *, hold_ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The inverse of `lift_hold`. Refuses RESULT_RELEASED_ALREADY, NOT_FOUND."""
    uow.reason = UNDO_REASON
    rows = [uow.get(ResultHold, each) for each in hold_ids]
    found = sittings(uow, {row.exam_registration_id for row in rows})
    for row in rows:
        registration = found[row.exam_registration_id].registration
        if getattr(registration, f"{row.component}_state") == ResultState.RELEASED:
            raise DomainError("RESULT_RELEASED_ALREADY")
        row.lifted_at = row.lifted_by_id = row.lift_reason = None
    return hold_ids


def hold(uow: UnitOfWork, registration_id: UUID, component: Component, reason: str) -> UUID:
    """Hold a result back, for services of this layer: it may be held for several reasons."""
    row = ResultHold(
        exam_registration_id=registration_id,
        component=component,
        reason=reason,
        placed_at=uow.now,
        placed_by_id=uow.actor.staff_id,
    )
    return uow.add(row).id


def holds_of(
    uow: UnitOfWork, registration_ids: Collection[UUID] | None = None
) -> dict[ResultKey, tuple[Hold, ...]]:
    """The holds that aren't lifted, the earliest first: of these registrations, None: of all."""
    booking = ResultHold.exam_registration_id
    these = () if registration_ids is None else (booking.in_(registration_ids),)
    rows = uow.session.execute(
        select(
            ResultHold.exam_registration_id,
            ResultHold.component,
            ResultHold.id,
            ResultHold.reason,
            Staff.name,
            ResultHold.placed_at,
        )
        .outerjoin(Staff, Staff.id == ResultHold.placed_by_id)
        .where(ResultHold.lifted_at.is_(None), *these)
        .order_by(ResultHold.placed_at, ResultHold.id)
    )
    found: dict[ResultKey, list[Hold]] = defaultdict(list)
    for row in rows:
        found[row[0], Component(row[1])].append(Hold(*row[2:]))
    return {key: tuple(holds) for key, holds in found.items()}


def check_not_held(uow: UnitOfWork, keys: Iterable[ResultKey]) -> None:
    """Refuse RESULT_ON_HOLD where one of these results is, with whose it is and why."""
    wanted = list(keys)
    held = holds_of(uow, {registration_id for registration_id, _ in wanted})
    for key in wanted:
        if key in held:
            person = uow.get(Candidate, uow.get(ExamRegistration, key[0]).candidate_id)
            name = full_name(person.first_name, person.last_name)
            raise DomainError("RESULT_ON_HOLD", name=name, reason=held[key][0].reason)


def _standing(uow: UnitOfWork, hold_ids: Sequence[UUID]) -> list[ResultHold]:
    rows = [uow.get(ResultHold, each) for each in hold_ids]
    if any(row.lifted_at is not None for row in rows):
        raise DomainError("HOLD_LIFTED_ALREADY")
    return rows
