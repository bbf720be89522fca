"""A person in two records, and short ways to merge them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from wset_desk.domain.candidate_merging import Pick
from wset_desk.domain.errors import DomainError
from wset_desk.services.candidate_merging import (
    Merged,
    MergePreview,
    merge_candidates,
    preview_merge,
)
from wset_desk.services.candidates import (
    CandidateProfile,
    add_candidate,
    candidate,
    find_candidates,
)
from wset_desk.services.workspace import Workspace


@dataclass(frozen=True)
class Pair:
    """Ana Silva, who was taken up once more as Ana Sousa after she had married."""

    kept: UUID
    merged: UUID


def recorded_twice(workspace: Workspace) -> Pair:
    """Ana in two records."""
    kept = add(workspace, "Ana", "Silva", candidate_number="W1", email="ana@example.org")
    merged = add(
        workspace, "Ana", "Sousa", candidate_number="W2", phone="+44 20", extra_time_percent=25
    )
    return Pair(kept, merged)


def add(workspace: Workspace, first: str, last: str, **values: object) -> UUID:
    return workspace.call(add_candidate, first_name=first, last_name=last, **values).id


def preview(workspace: Workspace, pair: Pair) -> MergePreview:
    return workspace.run(preview_merge, kept_id=pair.kept, merged_id=pair.merged)


def merge(workspace: Workspace, pair: Pair, **choices: Pick) -> Merged:
    chosen = {"candidate_number": Pick.KEPT, **choices}
    return workspace.call(
        merge_candidates, kept_id=pair.kept, merged_id=pair.merged, choices=chosen
    )


def profile(workspace: Workspace, candidate_id: UUID) -> CandidateProfile:
    return workspace.run(candidate, candidate_id=candidate_id)


def found(workspace: Workspace, text: str) -> list[str]:
    return [row.name for row in workspace.run(find_candidates, text=text).rows]


def codes(workspace: Workspace, pair: Pair) -> list[str]:
    return [each.code for each in preview(workspace, pair).obstacles]


def refusal(workspace: Workspace, pair: Pair, **choices: Pick) -> DomainError:
    with pytest.raises(DomainError) as refused:
        merge(workspace, pair, **choices)
    return refused.value


def write(workspace: Workspace, row: Any) -> None:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.add(row)
        uow.commit()
