"""When members of staff can invigilate remotely."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.scheduling import local_to_utc
from wset_desk.services.contract import command, query
from wset_desk.services.days import day_after, midnight
from wset_desk.storage.schema import Staff, StaffAvailability
from wset_desk.storage.unit_of_work import UnitOfWork

MOST_WEEKS = 53


@dataclass(frozen=True)
class AvailabilityRow:
    """A stretch of time (UTC) in which somebody can invigilate."""

    id: UUID
    staff_id: UUID
    name: str
    start: datetime
    end: datetime


@query(Permission.VIEW_CALENDAR)
def availability(
    uow: UnitOfWork, *, first_day: date, last_day: date
) -> tuple[AvailabilityRow, ...]:
    """Everybody's, between two local days (both included), by time and name."""
    begin, end = midnight(uow, first_day), day_after(uow, last_day)
    rows = uow.session.execute(
        select(StaffAvailability, Staff.name)
        .join(Staff, Staff.id == StaffAvailability.staff_id)
        .where(StaffAvailability.starts_at < end, StaffAvailability.ends_at > begin, Staff.active)
        .order_by(StaffAvailability.starts_at, Staff.name, StaffAvailability.id)
    )
    return tuple(_row(each, name) for each, name in rows)


@command(Permission.MANAGE_SESSIONS)
def add_availability(
    uow: UnitOfWork, *, staff_id: UUID, day: date, start: time, end: time, weeks: int = 1
) -> tuple[AvailabilityRow, ...]:
    """Let somebody invigilate from `start` to `end` on `day` and as many weeks as are asked for.

    Times are local. Refuses TIMES_REVERSED, WEEKS_OUT_OF_RANGE, AVAILABILITY_OVERLAPS,
    LOCAL_TIME_DOES_NOT_EXIST.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise DomainError("WEEKS_OUT_OF_RANGE", field="weeks", most=MOST_WEEKS)
    member = uow.get(Staff, staff_id)
    added = []
    for begin, until in _weekly(uow, day, start, end, weeks):
        _check_free(uow, staff_id, begin, until)
        row = uow.add(StaffAvailability(staff_id=staff_id, starts_at=begin, ends_at=until))
        added.append(_row(row, member.name))
    return tuple(added)


@command(Permission.MANAGE_SESSIONS)
def edit_availability(
    uow: UnitOfWork, *, availability_id: UUID, day: date, start: time, end: time
) -> AvailabilityRow:
    """Other times for one stretch; bookings stay. Refuses as `add_availability` does."""
    row = uow.get(StaffAvailability, availability_id)
    ((begin, until),) = _weekly(uow, day, start, end, 1)
    _check_free(uow, row.staff_id, begin, until, except_id=row.id)
    row.starts_at, row.ends_at = begin, until
    return _row(row, uow.get(Staff, row.staff_id).name)


@command(Permission.MANAGE_SESSIONS)
def remove_availability(uow: UnitOfWork, *, availability_ids: tuple[UUID, ...]) -> None:
    """They can't after all. What is booked stays booked."""
    for availability_id in availability_ids:
        uow.delete(uow.get(StaffAvailability, availability_id))


@command(Permission.MANAGE_SESSIONS)
def restore_availability(
    uow: UnitOfWork, *, rows: tuple[AvailabilityRow, ...]
) -> tuple[AvailabilityRow, ...]:
    """Undo of removing: the same times again. Refuses AVAILABILITY_OVERLAPS."""
    restored = []
    for row in rows:
        _check_free(uow, row.staff_id, row.start, row.end)
        again = uow.add(
            StaffAvailability(staff_id=row.staff_id, starts_at=row.start, ends_at=row.end)
        )
        restored.append(_row(again, row.name))
    return tuple(restored)


def _weekly(
    uow: UnitOfWork, day: date, start: time, end: time, weeks: int
) -> Iterator[tuple[datetime, datetime]]:
    if end <= start:
        raise DomainError("TIMES_REVERSED", field="end")
    for number in range(weeks):
        on = day + timedelta(weeks=number)
        yield local_to_utc(on, start, uow.zone), local_to_utc(on, end, uow.zone)


def _check_free(
    uow: UnitOfWork,
    staff_id: UUID,
    begin: datetime,
    until: datetime,
    except_id: UUID | None = None,
) -> None:
    """Two stretches of one person don't overlap: whoever takes one away would leave the other."""
    uow.session.flush()
    other = uow.session.scalar(
        select(StaffAvailability)
        .where(
            StaffAvailability.staff_id == staff_id,
            StaffAvailability.starts_at < until,
            StaffAvailability.ends_at > begin,
            StaffAvailability.id != (except_id or uow.new_id()),
        )
        .limit(1)
    )
    if other is not None:
        raise DomainError(
            "AVAILABILITY_OVERLAPS", field="start", start=other.starts_at, end=other.ends_at
        )


def _row(row: StaffAvailability, name: str) -> AvailabilityRow:
    return AvailabilityRow(row.id, row.staff_id, name, row.starts_at, row.ends_at)
