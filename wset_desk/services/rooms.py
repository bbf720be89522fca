"""The rooms in which a centre teaches and examines."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import command, query
from wset_desk.services.exams_held import SCHEDULED
from wset_desk.storage.schema import CourseSession, ExamSession, ExamTemplate, Room
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class RoomRow:
    id: UUID
    name: str
    seats: int


@dataclass(frozen=True)
class RoomUse:
    """A session to come, or one that is running, in a room. `seats` are the session's."""

    name: str
    day: date
    seats: int


@dataclass(frozen=True)
class RoomDetail(RoomRow):
    """A room that is in use or was, with what is still to come in it, the next first."""

    active: bool
    coming: tuple[RoomUse, ...]


@query(Permission.VIEW_CALENDAR, Permission.MANAGE_SETTINGS)
def list_rooms(uow: UnitOfWork) -> tuple[RoomRow, ...]:
    """The rooms in use, by name."""
    rows = uow.session.scalars(select(Room).where(Room.active).order_by(Room.name))
    return tuple(_row(room) for room in rows)


@query(Permission.VIEW_CALENDAR, Permission.MANAGE_SETTINGS)
def all_rooms(uow: UnitOfWork) -> tuple[RoomDetail, ...]:
    """Those out of use too: the others first, by name."""
    uses = _coming(uow)
    rows = uow.session.scalars(select(Room).order_by(Room.active.desc(), Room.name))
    return tuple(
        RoomDetail(room.id, room.name, room.seats, room.active, tuple(uses[room.id]))
        for room in rows
    )


@command(Permission.MANAGE_SETTINGS)
def add_room(uow: UnitOfWork, *, name: str, seats: int) -> RoomRow:
    """Take up a room. Refuses NAME_MISSING, SEATS_BELOW_ONE, ROOM_NAME_TAKEN."""
    _check_new_name(uow, name, except_id=None)
    _check_seats(seats)
    return _row(uow.add(Room(name=name.strip(), seats=seats)))


@command(Permission.MANAGE_SETTINGS)
def edit_room(
    uow: UnitOfWork, *, room_id: UUID, name: str, seats: int, active: bool = True
) -> RoomRow:
    """Rename a room, change its seats, or take it out of use (what is booked there stays).

    Refuses NAME_MISSING, SEATS_BELOW_ONE, ROOM_NAME_TAKEN.
    """
    _check_new_name(uow, name, except_id=room_id)
    _check_seats(seats)
    room = uow.get(Room, room_id)
    room.name, room.seats, room.active = name.strip(), seats, active
    return _row(room)


def _check_new_name(uow: UnitOfWork, name: str, except_id: UUID | None) -> None:
    if not name.strip():
        raise DomainError("NAME_MISSING", field="name")
    same = select(Room.id).where(func.lower(Room.name) == name.strip().lower())
    if uow.session.scalar(same) not in (None, except_id):
        raise DomainError("ROOM_NAME_TAKEN", field="name", name=name.strip())


def _check_seats(seats: int) -> None:
    if seats < 1:
        raise DomainError("SEATS_BELOW_ONE", field="seats")


def _row(room: Room) -> RoomRow:
    return RoomRow(room.id, room.name, room.seats)


def _coming(uow: UnitOfWork) -> dict[UUID, list[RoomUse]]:
    """By room. An exam that comes with a course is in it already."""
    today = uow.now.astimezone(uow.zone).date()
    courses = uow.session.execute(
        select(
            CourseSession.room_id,
            CourseSession.name,
            CourseSession.starts_on,
            CourseSession.max_capacity,
        ).where(CourseSession.status == SCHEDULED, CourseSession.ends_on >= today)
    )
    exams = uow.session.execute(
        select(ExamSession.room_id, ExamSession, ExamTemplate.name)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamSession.status == SCHEDULED,
            ExamSession.course_session_id.is_(None),
            ExamSession.exam_date >= uow.now,
        )
    )
    uses = [(row[0], RoomUse(row[1], row[2], row[3])) for row in courses]
    for room_id, exam, paper in exams:
        day = exam.exam_date.astimezone(uow.zone).date()
        uses.append((room_id, RoomUse(exam.name or paper, day, exam.max_capacity)))
    by_room: dict[UUID, list[RoomUse]] = defaultdict(list)
    for room_id, use in sorted(uses, key=lambda each: (each[1].day, each[1].name)):
        if room_id is not None:
            by_room[room_id].append(use)
    return by_room
