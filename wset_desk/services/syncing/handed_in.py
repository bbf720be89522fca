"""On a server: what computers have handed in that were kept out, for a person to judge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import command, query
from wset_desk.storage.capture import record_act
from wset_desk.storage.schema import Device, ReceivedChange, Staff
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

WAITS, DISCARDED = "DEVICE_REVOKED", "HANDED_IN_DISCARDED"


@dataclass(frozen=True, slots=True)
class HandedInChange:
    """One record's changed fields, as they were sent."""

    entity: str
    row_id: UUID
    op: str
    patch: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One action, by `by` (None: the program) at `at`, at the computer `device`."""

    tx: UUID
    device: str
    by: str | None
    at: datetime
    changes: tuple[HandedInChange, ...]


@query(Permission.MANAGE_SETTINGS)
def list_handed_in(uow: UnitOfWork) -> tuple[HandedIn, ...]:
    """What nobody has judged yet, by computer, in the order in which it was done."""
    rows = uow.session.scalars(
        select(ReceivedChange)
        .where(ReceivedChange.code == WAITS)
        .order_by(ReceivedChange.device_id, ReceivedChange.n)
    ).all()
    devices = _names(uow, Device, {row.device_id for row in rows})
    people = _names(uow, Staff, {row.user_id for row in rows})
    actions = groupby(rows, key=lambda row: row.tx)
    return tuple(_handed_in(tx, list(found), devices, people) for tx, found in actions)


@command(Permission.MANAGE_SETTINGS)
def discard_handed_in(uow: UnitOfWork, *, tx: UUID) -> None:
    """Leave an action aside; it stays kept as it was sent. Refuses NOT_FOUND."""
    mine = select(ReceivedChange).where(ReceivedChange.tx == tx, ReceivedChange.code == WAITS)
    rows = uow.session.scalars(mine).all()
    if not rows:
        raise DomainError("NOT_FOUND", entity=ReceivedChange.__tablename__)
    for row in rows:
        row.code = DISCARDED
    record_act(uow, uow.get(Device, rows[0].device_id))


def _handed_in(
    tx: UUID,
    rows: Sequence[ReceivedChange],
    devices: dict[UUID, str],
    people: dict[UUID, str],
) -> HandedIn:
    first = rows[0]
    changes = (HandedInChange(row.entity, row.row_id, row.op, row.patch) for row in rows)
    by = None if first.user_id is None else people.get(first.user_id)
    return HandedIn(tx, devices.get(first.device_id, ""), by, first.client_time, tuple(changes))


def _names(uow: UnitOfWork, entity: type[Device | Staff], ids: set[UUID | None]) -> dict[UUID, str]:
    wanted = select(entity.id, entity.name).where(entity.id.in_(ids))
    rows = uow.session.execute(wanted, execution_options=WITH_DELETED)
    return {row.id: row.name for row in rows}
