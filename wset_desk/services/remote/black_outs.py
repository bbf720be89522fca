"""Stretches of time in which the centre invigilates nothing remotely."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.scheduling import local_to_utc
from wset_desk.services.contract import command, query
from wset_desk.storage.schema import BlackOut
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class BlackOutRow:
    """From `start` to `end` (UTC) nothing is offered."""

    id: UUID
    start: datetime
    end: datetime
    reason: str


@query(Permission.VIEW_CALENDAR)
def black_outs(uow: UnitOfWork) -> tuple[BlackOutRow, ...]:
    """Those that aren't over yet, by time."""
    rows = uow.session.scalars(
        select(BlackOut).where(BlackOut.ends_at > uow.now).order_by(BlackOut.starts_at, BlackOut.id)
    )
    return tuple(_row(each) for each in rows)


@command(Permission.MANAGE_SESSIONS)
def add_black_out(
    uow: UnitOfWork,
    *,
    first_day: date,
    start: time,
    last_day: date,
    end: time,
    reason: str = "",
) -> BlackOutRow:
    """Offer nothing from `start` on the first day to `end` on the last; what is booked stays.

    Times are local. Refuses TIMES_REVERSED, LOCAL_TIME_DOES_NOT_EXIST.
    """
    begin, until = local_to_utc(first_day, start, uow.zone), local_to_utc(last_day, end, uow.zone)
    if until <= begin:
        raise DomainError("TIMES_REVERSED", field="end")
    return _row(uow.add(BlackOut(starts_at=begin, ends_at=until, reason=reason.strip() or None)))


@command(Permission.MANAGE_SESSIONS)
def remove_black_out(uow: UnitOfWork, *, black_out_id: UUID) -> None:
    """Offer the time again."""
    uow.delete(uow.get(BlackOut, black_out_id))


@command(Permission.MANAGE_SESSIONS)
def restore_black_out(
    uow: UnitOfWork, *, start: datetime, end: datetime, reason: str
) -> BlackOutRow:
    """Undo of removing."""
    return _row(uow.add(BlackOut(starts_at=start, ends_at=end, reason=reason or None)))


def _row(row: BlackOut) -> BlackOutRow:
    return BlackOutRow(row.id, row.starts_at, row.ends_at, row.reason or "")
