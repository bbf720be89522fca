"""The rooms of a centre."""

from datetime import date, timedelta

import pytest

from tests.helpers.exam_centre import ExamCentre
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.services.catalogue import list_offerings
from wset_desk.services.rooms import RoomUse, add_room, all_rooms, edit_room, list_rooms
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


def test_rooms_are_listed_by_name_while_in_use(workspace: Workspace) -> None:
    hall = workspace.call(add_room, name=" Hall ", seats=40)
    cellar = workspace.call(add_room, name="Cellar", seats=16)
    assert workspace.run(list_rooms) == (cellar, hall)
    workspace.call(edit_room, room_id=hall.id, name="Great Hall", seats=60, active=False)
    assert workspace.run(list_rooms) == (cellar,)


@pytest.mark.parametrize(
    ("name", "seats", "code"),
    [(" ", 5, "NAME_MISSING"), ("cellar", 5, "ROOM_NAME_TAKEN"), ("Attic", 0, "SEATS_BELOW_ONE")],
)
def test_a_room_needs_a_name_of_its_own_and_seats(
    workspace: Workspace, name: str, seats: int, code: str
) -> None:
    workspace.call(add_room, name="Cellar", seats=16)
    with pytest.raises(DomainError) as refused:
        workspace.call(add_room, name=name, seats=seats)
    assert refused.value.code == code
    assert len(workspace.run(list_rooms)) == 1


def test_a_room_keeps_its_own_name_when_it_is_edited(workspace: Workspace) -> None:
    room = workspace.call(add_room, name="Cellar", seats=16)
    assert workspace.call(edit_room, room_id=room.id, name="Cellar", seats=18).seats == 18


def test_a_room_says_what_is_still_to_come_in_it(workspace: Workspace, clock: FixedClock) -> None:
    centre = ExamCentre(workspace)
    hall, cellar = centre.room(), centre.room("Cellar", 4)
    template = centre.offering()[ExamType.THEORY]
    offering = workspace.run(list_offerings)[0]
    centre.exam(template, date(2026, 11, 2), room_id=hall, name="Autumn makeup")
    centre.course(offering.id, date(2026, 9, 5), date(2026, 9, 6), room_id=hall, name="Weekend")
    workspace.call(edit_room, room_id=cellar, name="Cellar", seats=4, active=False)
    rooms = workspace.run(all_rooms)
    assert [(room.name, room.active) for room in rooms] == [("Main Hall", True), ("Cellar", False)]
    assert rooms[0].coming == (
        RoomUse("Weekend", date(2026, 9, 5), 12),
        RoomUse("Autumn makeup", date(2026, 11, 2), 12),
    )
    assert rooms[1].coming == ()
    clock.advance(timedelta(days=60))
    assert [use.name for use in workspace.run(all_rooms)[0].coming] == ["Autumn makeup"]
