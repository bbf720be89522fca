"""Records that were merged into others: which one stands for them, and what they were called.

Nothing here is a service: whoever offers it declares who may call it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from wset_desk.storage.schema import Candidate, CandidateMerge
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

NAMING_FIELDS = ("last_name", "first_name", "candidate_number", "email")
"""What somebody is searched by."""


@dataclass(frozen=True, slots=True)
class FormerRecord:
    """A record that was merged into another; `undoable` unless that one was merged again."""

    merge_id: UUID
    first_name: str
    last_name: str
    candidate_number: str | None
    email: str | None
    merged_at: datetime
    replaced: tuple[str, ...]
    undoable: bool

    @property
    def words(self) -> tuple[str, ...]:
        """What the record was found by, and what the kept one was called before."""
        own = (self.last_name, self.first_name, self.candidate_number, self.email)
        return (*(word for word in own if word), *self.replaced)


def standing_id(uow: UnitOfWork, candidate_id: UUID) -> UUID:
    """The record that stands for one that was merged; any other id is answered as it is."""
    while True:
        kept = uow.session.scalar(
            select(CandidateMerge.kept_id).where(
                CandidateMerge.merged_id == candidate_id, CandidateMerge.undone_at.is_(None)
            )
        )
        if kept is None:
            return candidate_id
        candidate_id = kept


def former_records(
    uow: UnitOfWork, candidate_ids: Collection[UUID]
) -> Mapping[UUID, list[FormerRecord]]:
    """Everything that was merged into each of these, directly or by way of others, newest first.

    One query however many they are: merges are rare.
    """
    into: dict[UUID, list[tuple[CandidateMerge, Candidate]]] = defaultdict(list)
    rows = uow.session.execute(
        select(CandidateMerge, Candidate)
        .join(Candidate, Candidate.id == CandidateMerge.merged_id)
        .where(CandidateMerge.undone_at.is_(None))
        .order_by(CandidateMerge.merged_at.desc(), CandidateMerge.id.desc()),
        execution_options=WITH_DELETED,
    )
    for merge, merged in rows:
        into[merge.kept_id].append((merge, merged))
    return {each: list(_below(into, each, direct=True)) for each in candidate_ids if each in into}


def _below(
    into: Mapping[UUID, list[tuple[CandidateMerge, Candidate]]], kept_id: UUID, *, direct: bool
) -> Iterator[FormerRecord]:
    for merge, merged in into.get(kept_id, ()):
        before = merge.moved["kept"]["before"]
        yield FormerRecord(
            merge_id=merge.id,
            first_name=merged.first_name,
            last_name=merged.last_name,
            candidate_number=merged.candidate_number,
            email=merged.email,
            merged_at=merge.merged_at,
            replaced=tuple(before[name] for name in NAMING_FIELDS if before.get(name)),
            undoable=direct,
        )
        yield from _below(into, merged.id, direct=False)
