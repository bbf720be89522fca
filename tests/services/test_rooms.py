"""The rooms of a centre."""

import pytest

from wset_desk.domain.errors import DomainError
from wset_desk.services.rooms import add_room, edit_room, list_rooms
from wset_desk.services.workspace import Workspace


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
