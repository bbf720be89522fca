"""What of this computer's work waits to be sent, and what became of what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from wset_desk.domain.permissions import Permission
from wset_desk.services.audit import Act
from wset_desk.services.audit_records import ActKey
from wset_desk.services.audit_subjects import Written, find_subjects
from wset_desk.services.contract import query
from wset_desk.storage.schema import OutboxEntry, Staff
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

IN_OUTBOX = Written(
    OutboxEntry.tx,
    OutboxEntry.action,
    OutboxEntry.client_time,
    OutboxEntry.entity,
    OutboxEntry.row_id,
    OutboxEntry.op,
)


@dataclass(frozen=True, slots=True)
class SentAct:
    """An action, and what the server made of it at `answered_at`: a word of the outbox's states,
    of several changes the worst."""

    act: Act
    state: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class SentPage:
    """A part of a list of actions, and how many the whole list has."""

    acts: tuple[SentAct, ...]
    total: int


@query(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def list_waiting(uow: UnitOfWork, *, limit: int = 100, offset: int = 0) -> SentPage:
    """What the server hasn't answered, in the order in which it is sent. Whoever isn't an
    administrator sees what they did themselves."""
    fitting = (OutboxEntry.state == "waiting", *mine_or_all(uow))
    return _page(uow, fitting, func.min(OutboxEntry.n), limit, offset)


@query(Permission.VIEW_CALENDAR, Permission.VIEW_ASSIGNED_SESSIONS)
def list_sent(uow: UnitOfWork, *, limit: int = 100, offset: int = 0) -> SentPage:
    """What the server has answered in the last thirty days, the latest first."""
    fitting = (OutboxEntry.state != "waiting", *mine_or_all(uow))
    return _page(uow, fitting, func.max(OutboxEntry.n).desc(), limit, offset)


def mine_or_all(uow: UnitOfWork) -> tuple[ColumnElement[bool], ...]:
    """Of outbox entries: an administrator sees everybody's."""
    if Permission.MANAGE_SETTINGS in uow.actor.permissions:
        return ()
    return (OutboxEntry.user_id == uow.actor.staff_id,)


def staff_names(uow: UnitOfWork) -> dict[UUID | None, str]:
    """What the centre's people are called, those who have left too."""
    rows = uow.session.execute(select(Staff.id, Staff.name), execution_options=WITH_DELETED)
    return {row.id: row.name for row in rows}


def _page(
    uow: UnitOfWork,
    fitting: Sequence[ColumnElement[bool]],
    order: ColumnElement[int],
    limit: int,
    offset: int,
) -> SentPage:
    entry = OutboxEntry
    shared = (entry.tx, entry.action, entry.client_time, entry.user_id)
    rows = uow.session.execute(
        select(
            *shared,
            func.max(entry.reason).label("reason"),
            func.max(entry.state).label("state"),
            func.max(entry.settled_at).label("answered_at"),
            func.count().over().label("total"),
        )
        .where(*fitting)
        .group_by(*shared)
        .order_by(order)
        .limit(limit)
        .offset(offset)
    ).all()
    keys = [ActKey(row.tx, row.action, row.client_time) for row in rows]
    subjects, names = find_subjects(uow, keys, IN_OUTBOX), staff_names(uow)
    acts = (
        SentAct(
            Act(key, names.get(row.user_id, ""), row.reason, *subjects[key]),
            row.state,
            row.answered_at,
        )
        for key, row in zip(keys, rows, strict=True)
    )
    return SentPage(tuple(acts), rows[0].total if rows else 0)
