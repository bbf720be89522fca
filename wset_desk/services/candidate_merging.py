"""Two records of one person made one: looked at before, done, and undone.

Everything that hangs on the merged record goes over to the kept one; the merged record is deleted
and leads to the kept one from then on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidate_merging import FieldPair, Pick, field_pairs, merged_values
from wset_desk.domain.candidates import CandidateValues, full_name, number_key
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.permissions import Permission
from wset_desk.services import derived
from wset_desk.services.candidate_records import (
    apply_values,
    checked,
    known_candidate,
    refuse_taken_number,
    values_of,
)
from wset_desk.services.contract import command, query
from wset_desk.services.merge_obstacles import obstacles
from wset_desk.services.person_rows import grown_since, rows_of_person, rows_that_went
from wset_desk.storage.schema import Candidate, CandidateMerge
from wset_desk.storage.structure import columns_of
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork
from wset_desk.storage.wire import decode, encode


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows of a table (`course_enrollments`) go over to the kept record."""

    entity: str
    count: int


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Both records side by side; with `obstacles`, `merge_candidates` refuses."""

    kept_id: UUID
    merged_id: UUID
    kept_name: str
    merged_name: str
    fields: tuple[FieldPair, ...]
    goes_over: tuple[RowCount, ...]
    obstacles: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge that was made or undone; `name` is what the kept record is called then."""

    merge_id: UUID
    kept_id: UUID
    merged_id: UUID
    name: str
    merged_name: str


@query(Permission.MANAGE_CANDIDATES)
def preview_merge(uow: UnitOfWork, *, kept_id: UUID, merged_id: UUID) -> MergePreview:
    """What merging `merged_id` into `kept_id` would do; refuses MERGE_WITH_ITSELF, NOT_FOUND."""
    kept, merged = _both(uow, kept_id, merged_id)
    found = rows_of_person(uow, merged_id)
    return MergePreview(
        kept_id=kept_id,
        merged_id=merged_id,
        kept_name=_name(kept),
        merged_name=_name(merged),
        fields=field_pairs(values_of(kept), values_of(merged)),
        goes_over=tuple(RowCount(entity, len(rows)) for entity, rows in found.items() if rows),
        obstacles=tuple(obstacles(uow, kept, merged)),
    )


@command(Permission.MANAGE_CANDIDATES)
def merge_candidates(
    uow: UnitOfWork, *, kept_id: UUID, merged_id: UUID, choices: Mapping[str, Pick]
) -> Merged:
    """Merge two records into `kept_id`; `choices` say whose value a field gets.

    Refuses MERGE_WITH_ITSELF, MERGE_CHOICE_MISSING with its `field`, and the obstacles of the
    preview; all or nothing.
    """
    kept, merged = _both(uow, kept_id, merged_id)
    for refusal in obstacles(uow, kept, merged):
        raise refusal.as_error()
    before = values_of(kept)
    values = merged_values(before, values_of(merged), choices)
    uow.delete(merged)
    uow.session.flush()  # its number is free from now on
    moved = _move(uow, merged_id, kept_id)
    merge = uow.add(
        CandidateMerge(
            kept_id=kept_id,
            merged_id=merged_id,
            merged_at=uow.now,
            merged_by_id=uow.actor.staff_id,
            moved={"rows": moved, "kept": _differences(before, values)},
        )
    )
    uow.session.flush()
    apply_values(uow, [(kept, checked(uow, values, besides=kept_id))])
    derived.settle_own_times(uow, kept_id)
    return Merged(merge.id, kept_id, merged_id, _name(kept), _name(merged))


@command(Permission.MANAGE_CANDIDATES)
def undo_merge(uow: UnitOfWork, *, merge_id: UUID) -> Merged:
    """Take two merged records apart again.

    Refuses MERGE_UNDONE_ALREADY, MERGED_ONCE_MORE, CANDIDATE_CHANGED_SINCE, MERGE_BUILT_UPON and
    CANDIDATE_NUMBER_TAKEN: what has been built upon stays.
    """
    merge = uow.get(CandidateMerge, merge_id)
    kept, merged = _apart(uow, merge)
    went = rows_that_went(uow, merge.moved["rows"])
    if grown_since(uow, merge.kept_id, went):
        raise DomainError("MERGE_BUILT_UPON", name=_name(kept))
    values = _restored(kept, merge)
    _refuse_taken_numbers(uow, kept, values, merged)
    for rows in went.values():
        for row, column in rows:
            setattr(row, column, merged.id)
    merge.undone_at = uow.now
    uow.session.flush()
    apply_values(uow, [(kept, values)])
    uow.session.flush()  # a number is given back before it is taken again
    merged.deleted_at = None
    derived.settle_search_texts(uow, merged)
    for each in (kept, merged):
        derived.settle_own_times(uow, each.id)
    return Merged(merge.id, kept.id, merged.id, _name(kept), _name(merged))


def _both(uow: UnitOfWork, kept_id: UUID, merged_id: UUID) -> tuple[Candidate, Candidate]:
    if kept_id == merged_id:
        raise DomainError("MERGE_WITH_ITSELF")
    return known_candidate(uow, kept_id), known_candidate(uow, merged_id)


def _apart(uow: UnitOfWork, merge: CandidateMerge) -> tuple[Candidate, Candidate]:
    """(kept, merged) of a merge that stands."""
    found = uow.session.scalars(
        select(Candidate).where(Candidate.id.in_([merge.kept_id, merge.merged_id])),
        execution_options=WITH_DELETED,
    )
    rows = {row.id: row for row in found}
    kept, merged = rows[merge.kept_id], rows[merge.merged_id]
    if merge.undone_at is not None:
        raise DomainError("MERGE_UNDONE_ALREADY", name=_name(merged))
    if kept.erased_at is not None:
        raise DomainError("PERSON_ERASED")
    if kept.deleted_at is not None:
        raise DomainError("MERGED_ONCE_MORE", name=_name(kept))
    return kept, merged


def _move(uow: UnitOfWork, merged_id: UUID, kept_id: UUID) -> dict[str, list[str]]:
    """Give the kept record everything of the merged one; answers the ids per table."""
    moved: dict[str, list[str]] = {}
    for entity, rows in rows_of_person(uow, merged_id).items():
        for row, column in rows:
            setattr(row, column, kept_id)
        if rows:
            moved[entity] = [str(row.id) for row, _ in rows]
    return moved


def _differences(before: CandidateValues, after: CandidateValues) -> dict[str, dict[str, Any]]:
    """The fields that the merge changes in the kept record, in the form of a JSON column."""
    changed = [
        name
        for name in CandidateValues.__dataclass_fields__
        if getattr(before, name) != getattr(after, name)
    ]
    return {
        "before": {name: encode(getattr(before, name)) for name in changed},
        "after": {name: encode(getattr(after, name)) for name in changed},
    }


def _restored(kept: Candidate, merge: CandidateMerge) -> CandidateValues:
    """The kept record's values from before; what else was edited since stays as it is."""
    columns = columns_of("candidates")
    now = values_of(kept)
    was = merge.moved["kept"]
    values = {name: getattr(now, name) for name in CandidateValues.__dataclass_fields__}
    for name, value in was["before"].items():
        if encode(values[name]) != was["after"][name]:
            raise DomainError("CANDIDATE_CHANGED_SINCE", name=_name(kept))
        values[name] = decode(columns[name], value)
    return CandidateValues(**values)


def _refuse_taken_numbers(
    uow: UnitOfWork, kept: Candidate, values: CandidateValues, merged: Candidate
) -> None:
    """Refuse CANDIDATE_NUMBER_TAKEN where a record can't have its old number again."""
    mine, theirs = values.candidate_number, merged.candidate_number
    if mine and theirs and number_key(mine) == number_key(theirs):
        raise DomainError("CANDIDATE_NUMBER_TAKEN", name=_name(kept), number=theirs)
    for number in (mine, theirs):
        if number:
            refuse_taken_number(uow, number, besides=kept.id)


def _name(row: Candidate) -> str:
    return full_name(row.first_name, row.last_name)
