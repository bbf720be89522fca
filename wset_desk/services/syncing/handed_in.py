"""On a server: what computers have handed in that were kept out, for a person to judge."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import command, query
from wset_desk.storage.capture import record_act
from wset_desk.storage.erasing_journal import HANDED_IN as WAITS
from wset_desk.storage.erasing_journal import PERSON_ERASED
from wset_desk.storage.personal import portions
from wset_desk.storage.records import Record, read_records
from wset_desk.storage.schema import ENTITIES, Device, ReceivedChange, Staff
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

DISCARDED, WRITTEN = "HANDED_IN_DISCARDED", "HANDED_IN_WRITTEN"
MOST_LISTED = 50

Rows = Sequence[ReceivedChange]


@dataclass(frozen=True, slots=True)
class HandedInChange:
    """One record's changed fields, as they were sent, and the record as it `stands`, if it does.

    `code` says why it can't be written as it is; None where nothing is known to be against it.
    """

    entity: str
    row_id: UUID
    op: str
    patch: dict[str, Any]
    code: str | None = None
    stands: Record | None = None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One action, by `by` (None: the program) at `at`, at the computer `device`; `action` is what
    the audit log calls it, "" where the computer hasn't said."""

    tx: UUID
    device: str
    by: str | None
    at: datetime
    changes: tuple[HandedInChange, ...]
    action: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class HandedInList:
    """The first of what waits, and how many actions wait in all."""

    actions: tuple[HandedIn, ...]
    total: int


@query(Permission.MANAGE_SETTINGS)
def list_handed_in(uow: UnitOfWork) -> tuple[HandedIn, ...]:
    """What nobody has judged yet, by computer, in the order in which it was done."""
    return _read(uow, None)


@query(Permission.MANAGE_SETTINGS)
def handed_in_to_judge(uow: UnitOfWork) -> HandedInList:
    """The first `MOST_LISTED` actions of it."""
    return HandedInList(_read(uow, MOST_LISTED), waiting(uow))


def waiting(uow: UnitOfWork) -> int:
    """How many actions nobody has judged."""
    wanted = select(func.count(ReceivedChange.tx.distinct())).where(ReceivedChange.code == WAITS)
    return uow.session.scalar(wanted) or 0


@command(Permission.MANAGE_SETTINGS)
def discard_handed_in(uow: UnitOfWork, *, tx: UUID) -> None:
    """Leave an action aside; it stays kept as it was sent. Refuses NOT_FOUND, also where somebody
    has judged it otherwise."""
    _settle(uow, tx, DISCARDED, {DISCARDED})


@command(Permission.MANAGE_SETTINGS)
def settle_handed_in(uow: UnitOfWork, *, tx: UUID) -> None:
    """Say that an action was written again; one that was settled before stays as it is. Refuses
    NOT_FOUND."""
    _settle(uow, tx, WRITTEN, {DISCARDED, WRITTEN})


def _settle(uow: UnitOfWork, tx: UUID, verdict: str, settled: set[str]) -> None:
    found = select(ReceivedChange).where(
        ReceivedChange.tx == tx, ReceivedChange.code.in_({WAITS, *settled})
    )
    rows = uow.session.scalars(found).all()
    if not rows:
        raise DomainError("NOT_FOUND", entity=ReceivedChange.__tablename__)
    wait = [row for row in rows if row.code == WAITS]
    for row in wait:
        row.code = verdict
    if wait:
        record_act(uow, uow.get(Device, wait[0].device_id))


def _read(uow: UnitOfWork, limit: int | None) -> tuple[HandedIn, ...]:
    rows = _rows(uow, limit)
    devices = _names(uow, Device, {row.device_id for row in rows})
    people = _names(uow, Staff, {row.user_id for row in rows})
    standing = _standing(uow, rows)
    actions = [list(found) for _key, found in groupby(rows, key=lambda row: row.tx)]
    return tuple(_handed_in(found, devices, people, standing) for found in actions)


def _rows(uow: UnitOfWork, limit: int | None) -> Rows:
    """Of the first actions that wait: what of them was about people whose data is gone, too."""
    first = (
        select(ReceivedChange.tx)
        .where(ReceivedChange.code == WAITS)
        .group_by(ReceivedChange.device_id, ReceivedChange.tx)
        .order_by(ReceivedChange.device_id, func.min(ReceivedChange.n))
        .limit(limit)
    )
    wanted = set(uow.session.scalars(first))
    rows = select(ReceivedChange).where(ReceivedChange.code.in_((WAITS, PERSON_ERASED)))
    if limit is not None:
        rows = rows.where(ReceivedChange.tx.in_(wanted))
    in_order = rows.order_by(ReceivedChange.device_id, ReceivedChange.n)
    return [row for row in uow.session.scalars(in_order) if row.tx in wanted]


def _standing(uow: UnitOfWork, rows: Rows) -> dict[tuple[str, UUID], Record]:
    ids: defaultdict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        if row.entity in ENTITIES:
            ids[row.entity].add(row.row_id)
    connection, centre_id = uow.session.connection(), uow.actor.centre_id
    return {
        (entity, row_id): record
        for entity, wanted in ids.items()
        for some in portions(list(wanted))
        for row_id, record in read_records(connection, centre_id, entity, some).items()
    }


def _handed_in(
    rows: Rows,
    devices: dict[UUID, str],
    people: dict[UUID, str],
    standing: dict[tuple[str, UUID], Record],
) -> HandedIn:
    first = rows[0]
    told: dict[str, Any] = next(
        (each for row in rows if (each := row.result.get("parameters"))), {}
    )
    return HandedIn(
        first.tx,
        devices.get(first.device_id, ""),
        None if first.user_id is None else people.get(first.user_id),
        first.client_time,
        tuple(
            HandedInChange(
                row.entity,
                row.row_id,
                row.op,
                row.patch,
                None if row.code == WAITS else row.code,
                standing.get((row.entity, row.row_id)),
            )
            for row in rows
        ),
        str(told.get("action", "")),
        told.get("reason"),
    )


def _names(
    uow: UnitOfWork, entity: type[Device | Staff], ids: Iterable[UUID | None]
) -> dict[UUID, str]:
    wanted = select(entity.id, entity.name).where(entity.id.in_(ids))
    rows = uow.session.execute(wanted, execution_options=WITH_DELETED)
    return {row.id: row.name for row in rows}
