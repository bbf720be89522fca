"""The days on which courses are taught, as light rows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true

from wset_desk.domain.permissions import Permission
from wset_desk.services.conflicts import SCHEDULED
from wset_desk.storage.schema import (
    CourseEnrollment,
    CourseSession,
    Room,
    SessionDay,
    SessionStaff,
    Staff,
)
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class TaughtDay:
    """One day of a course session. Instants are in UTC; `place` is the room or what was typed."""

    session_id: UUID
    name: str
    start: datetime
    end: datetime
    place: str | None
    delivery_method: str
    educators: tuple[str, ...]
    taken: int
    max_capacity: int


def taught_days(uow: UnitOfWork, start: datetime, end: datetime) -> tuple[TaughtDay, ...]:
    """Those that begin in [start, end), by time; for whoever sees no calendar, their own."""
    rows = uow.session.execute(
        select(CourseSession, SessionDay.starts_at, SessionDay.ends_at, Room.name)
        .join(SessionDay, SessionDay.session_id == CourseSession.id)
        .outerjoin(Room, Room.id == CourseSession.room_id)
        .where(
            SessionDay.starts_at >= start,
            SessionDay.starts_at < end,
            CourseSession.status == SCHEDULED,
            _within_reach(uow),
        )
        .order_by(SessionDay.starts_at, CourseSession.id)
    ).all()
    ids = {session.id for session, *_rest in rows}
    educators, taken = _educators(uow, ids), _taken(uow, ids)
    return tuple(
        TaughtDay(
            session_id=session.id,
            name=session.name,
            start=starts_at,
            end=ends_at,
            place=room or session.location,
            delivery_method=session.delivery_method,
            educators=educators[session.id],
            taken=taken.get(session.id, 0),
            max_capacity=session.max_capacity,
        )
        for session, starts_at, ends_at, room in rows
    )


def _within_reach(uow: UnitOfWork) -> ColumnElement[bool]:
    if Permission.VIEW_CALENDAR in uow.actor.permissions:
        return true()
    own = select(SessionStaff.session_id).where(SessionStaff.staff_id == uow.actor.staff_id)
    return CourseSession.id.in_(own)


def _educators(uow: UnitOfWork, session_ids: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    names: dict[UUID, list[str]] = defaultdict(list)
    rows = uow.session.execute(
        select(SessionStaff.session_id, Staff.name)
        .join(Staff, Staff.id == SessionStaff.staff_id)
        .where(SessionStaff.session_id.in_(session_ids))
        .order_by(Staff.name)
    )
    for session_id, name in rows:
        if session_id is not None:
            names[session_id].append(name)
    return defaultdict(tuple, {each: tuple(found) for each, found in names.items()})


def _taken(uow: UnitOfWork, session_ids: Collection[UUID]) -> dict[UUID, int]:
    rows = uow.session.execute(
        select(CourseEnrollment.session_id, func.count(CourseEnrollment.id))
        .where(CourseEnrollment.session_id.in_(session_ids), CourseEnrollment.status == "enrolled")
        .group_by(CourseEnrollment.session_id)
    )
    return {session_id: count for session_id, count in rows if session_id is not None}
