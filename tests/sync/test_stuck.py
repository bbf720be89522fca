"""What can't be sent keeps a desk from nothing else."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.helpers.sync_world import Founded, World, add_person, change_phone
from wset_desk.domain.errors import DomainError
from wset_desk.storage.schema import Candidate
from wset_desk.sync.hub import Hub
from wset_desk.sync.messages import PushAnswer, PushRequest


def test_a_desk_whose_push_is_refused_takes_in_what_others_did(
    founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(3, tmp_path, founded)
    world.calm = True
    desk, other, _ = world.devices
    other.do(change_phone)
    other.sync()
    desk.do(add_person)

    def refuse(_hub: Hub, _request: PushRequest) -> PushAnswer:
        raise DomainError("GAP", n=1, last_n=0)

    with monkeypatch.context() as patch:
        patch.setattr(Hub, "push", refuse)
        with pytest.raises(DomainError, match="GAP"):
            desk.sync()
    with desk.store.unit_of_work(desk.actor, write=False) as uow:
        people = uow.session.scalars(select(Candidate)).all()
    assert any(person.phone for person in people)
    assert any(person.first_name == "New" for person in people)
    world.close()
