"""What the server didn't take: shown side by side, tried again or set aside, never dropped."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.not_taken import answer_all, refuse_a_name
from wset_desk.domain.errors import DomainError
from wset_desk.services import candidates
from wset_desk.services.rooms import add_room, list_rooms
from wset_desk.services.syncing.not_taken import (
    keep_edited,
    keep_mine,
    keep_theirs,
    list_not_taken,
)
from wset_desk.services.workspace import Workspace
from wset_desk.storage.records import remove_records
from wset_desk.storage.schema import OutboxEntry


@pytest.fixture
def ann(workspace: Workspace) -> UUID:
    """A candidate called Ashworth on the server, and Ashford where she was edited here."""
    return refuse_a_name(workspace)


def waiting(workspace: Workspace) -> list[OutboxEntry]:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        wanted = select(OutboxEntry).where(OutboxEntry.state == "waiting")
        return list(uow.session.scalars(wanted))


def last_name(workspace: Workspace, candidate_id: UUID) -> str:
    return workspace.run(candidates.candidate, candidate_id=candidate_id).detail.values.last_name


def test_what_stands_and_what_was_typed(workspace: Workspace, ann: UUID) -> None:
    (found,) = workspace.run(list_not_taken).actions
    assert (found.act.actor_name, found.why.code) == ("Ada Admin", "CHANGED_MEANWHILE")
    assert found.can_keep
    assert found.theirs_by == "Kim Park"
    assert found.theirs_at == datetime(2026, 8, 1, 8, 30, tzinfo=UTC)
    ((field,),) = (record.fields for record in found.records)
    assert (field.name, field.before, field.after) == ("last_name", "Ashworth", "Ashford")


def test_mine_is_written_again_as_an_ordinary_edit(workspace: Workspace, ann: UUID) -> None:
    (found,) = workspace.run(list_not_taken).actions
    workspace.call(keep_mine, tx=found.tx)
    assert last_name(workspace, ann) == "Ashford"
    (entry,) = waiting(workspace)
    assert (entry.patch, entry.base) == ({"last_name": "Ashford"}, {"last_name": "Ashworth"})
    assert workspace.run(list_not_taken).actions == ()


def test_theirs_stands_and_mine_is_set_aside_not_dropped(workspace: Workspace, ann: UUID) -> None:
    (found,) = workspace.run(list_not_taken).actions
    workspace.call(keep_theirs, tx=found.tx)
    assert last_name(workspace, ann) == "Ashworth"
    assert (workspace.run(list_not_taken).actions, waiting(workspace)) == ((), [])
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        kept = uow.session.scalars(select(OutboxEntry).where(OutboxEntry.tx == found.tx)).one()
    assert (kept.state, kept.patch) == ("conflict", {"last_name": "Ashford"})


def refuse_a_room(workspace: Workspace, code: str) -> UUID:
    """Main Hall was added here, and the server didn't take it: the row is gone again."""
    answer_all(workspace, "applied")
    room = workspace.call(add_room, name="Main Hall", seats=12)
    answer_all(workspace, "rejected", code)
    with workspace.store.replica(workspace.actor) as uow:
        remove_records(uow.session.connection(), workspace.actor.centre_id, "rooms", [room.id])
        uow.commit()
    return room.id


def test_a_new_record_is_written_again_as_it_was(workspace: Workspace) -> None:
    room_id = refuse_a_room(workspace, "RECORD_CLASHES")
    (found,) = workspace.run(list_not_taken).actions
    (record,) = found.records
    typed = {field.name: (field.before, field.after) for field in record.fields}
    assert typed["name"] == (None, "Main Hall")
    workspace.call(keep_mine, tx=found.tx)
    assert [(room.id, room.name) for room in workspace.run(list_rooms)] == [(room_id, "Main Hall")]
    (entry,) = waiting(workspace)
    assert (entry.op, entry.row_id) == ("insert", room_id)


def test_what_only_the_server_writes_is_done_by_hand(workspace: Workspace) -> None:
    refuse_a_room(workspace, "FIELD_NOT_ALLOWED")
    (found,) = workspace.run(list_not_taken).actions
    assert not found.can_keep
    with pytest.raises(DomainError, match="KEEP_BY_HAND"):
        workspace.call(keep_mine, tx=found.tx)
    assert [each.tx for each in workspace.run(list_not_taken).actions] == [found.tx]


def test_a_name_is_written_as_it_was_looked_over(workspace: Workspace, ann: UUID) -> None:
    (found,) = workspace.run(list_not_taken).actions
    present = workspace.run(candidates.candidate, candidate_id=ann).detail.values
    both = replace(present, last_name="Ashworth-Ford")
    assert found.typed is not None
    assert dict(found.typed.values) == {"last_name": "Ashford"}
    edited = {"candidate_id": ann, "values": both}
    workspace.call(keep_edited, tx=found.tx, service=candidates.edit_candidate, arguments=edited)
    assert last_name(workspace, ann) == "Ashworth-Ford"
    assert workspace.run(list_not_taken).actions == ()


def test_somebody_has_settled_it_already(workspace: Workspace, ann: UUID) -> None:
    (found,) = workspace.run(list_not_taken).actions
    workspace.call(keep_theirs, tx=found.tx)
    for settle in (keep_mine, keep_theirs):
        with pytest.raises(DomainError, match="NOT_FOUND"):
            workspace.call(settle, tx=found.tx)
