"""What a computer that is kept out has handed in, for tests."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.services.syncing.handed_in import HandedIn, HandedInChange
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import OutboxEntry

AT = datetime(2026, 7, 31, 15, 20, tzinfo=UTC)


def an_edit(workspace: Workspace, row_id: UUID, **patch: Any) -> HandedIn:
    """Somebody edited a candidate."""
    change = HandedInChange("candidates", row_id, "update", patch)
    return of(workspace, "candidates.edit_candidate", change)


def of(workspace: Workspace, action: str, *changes: HandedInChange) -> HandedIn:
    return HandedIn(workspace.store.new_id(), "Old laptop", "Kim Park", AT, changes, action)


def with_code(action: HandedIn, code: str) -> HandedIn:
    """The same, with something against it."""
    return replace(action, changes=tuple(replace(each, code=code) for each in action.changes))


def written(workspace: Workspace) -> list[OutboxEntry]:
    """What this desk has written itself, in its order."""
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return list(uow.session.scalars(select(OutboxEntry).order_by(OutboxEntry.n)))
