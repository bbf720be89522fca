"""What a server didn't take, for tests that have no server."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.helpers.exam_centre import ExamCentre
from wset_desk.services import candidates
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import Candidate, OutboxEntry, Synced

Edit = Callable[[], object]
THEIRS_AT = "2026-08-01T08:30:00Z"


def refuse_a_name(workspace: Workspace) -> UUID:
    """Ashford was typed here, Ashworth on another computer, whose name stands; whose name it is."""
    candidate_id = ExamCentre(workspace).candidate("Ann Lee")
    answer_all(workspace, "applied")
    values = workspace.run(candidates.candidate, candidate_id=candidate_id).detail.values
    edited = replace(values, last_name="Ashford")
    workspace.call(candidates.edit_candidate, candidate_id=candidate_id, values=edited)
    answer_all(workspace, "conflict", "CHANGED_MEANWHILE")
    with workspace.store.replica(workspace.actor) as uow:
        uow.get(Candidate, candidate_id).last_name = "Ashworth"
        (refused,) = uow.session.scalars(select(OutboxEntry).where(OutboxEntry.state == "conflict"))
        theirs = {"mine": "Ashford", "theirs": "Ashworth", "by": "Kim Park", "at": THEIRS_AT}
        refused.detail = {"parameters": {}, "conflict": {"last_name": theirs}}
        uow.commit()
    return candidate_id


def refuse_an_edit(
    workspace: Workspace, row: tuple[type[Synced], UUID], theirs: dict[str, Any], edit: Edit
) -> None:
    """What `edit` writes isn't taken, and the row stands with `theirs`."""
    answer_all(workspace, "applied")
    edit()
    answer_all(workspace, "conflict", "CHANGED_MEANWHILE")
    with workspace.store.replica(workspace.actor) as uow:
        found = uow.get(*row)
        for name, value in theirs.items():
            setattr(found, name, value)
        uow.commit()


def answer_all(workspace: Workspace, state: str, code: str | None = None) -> None:
    """The server's answer to what waits."""
    with workspace.store.replica(workspace.actor) as uow:
        for entry in uow.session.scalars(select(OutboxEntry).where(OutboxEntry.state == "waiting")):
            entry.state, entry.code = state, code
        uow.commit()
