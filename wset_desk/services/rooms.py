"""The rooms in which a centre teaches and examines."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import command, query
from wset_desk.storage.schema import Room
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class RoomRow:
    id: UUID
    name: str
    seats: int


@query(Permission.VIEW_CALENDAR, Permission.MANAGE_SETTINGS)
def list_rooms(uow: UnitOfWork) -> tuple[RoomRow, ...]:
    """The rooms in use, by name."""
    rows = uow.session.scalars(select(Room).where(Room.active).order_by(Room.name))
    return tuple(_row(room) for room in rows)


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
