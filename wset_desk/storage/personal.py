"""What the tables say about candidates: whose a row is, and what stands where it was erased."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import JSON, Boolean, Column, Connection, String, Table, select

from wset_desk.domain.erasing import ERASED_NAME
from wset_desk.storage.records import table_of
from wset_desk.storage.schema import ENTITIES, Candidate, CandidateMerge
from wset_desk.storage.structure import references_of
from wset_desk.storage.wire import encode

PEOPLE = "candidates"
RESULTS: Mapping[str, frozenset[str]] = {
    "exam_registrations": frozenset(
        {"theory_score", "theory_passed", "tasting_score", "tasting_passed", "overall_passed"}
    ),
    "result_versions": frozenset({"score", "previous_score", "parts"}),
    "mark_entries": frozenset({"mark"}),
    "exam_enquiries": frozenset({"score_change_theory", "score_change_tasting"}),
    "final_exam_attempts": frozenset({"answers"}),
}
"""Columns that say nothing of a person but how they did: kept, without a name, as long as results
are."""

_EMPTY: Mapping[tuple[str, str], Any] = {
    ("candidates", "last_name"): ERASED_NAME,
    ("candidate_merges", "moved"): {"rows": {}, "kept": {"before": {}, "after": {}}},
    ("final_exam_attempts", "answers"): [],
}
_AT_ONCE = 500
_CANDIDATES, _MERGES = (
    cast(Table, Candidate.__table__),
    cast(Table, CandidateMerge.__table__),
)

RowIds = dict[str, list[UUID]]
"""Ids of rows by table, each table after those on which its rows hang."""


class Way(NamedTuple):
    """How a row leads to a candidate: by its `column`, which names a row of `table`."""

    column: str
    table: str


@cache
def ways_to_people() -> Mapping[str, tuple[Way, ...]]:
    """Each table with rows about candidates, those last that lead to them by way of another."""
    direct = {
        entity: tuple(Way(name, to) for name, to in references_of(entity).items() if to == PEOPLE)
        for entity in ENTITIES
    }
    near = {entity: ways for entity, ways in direct.items() if ways}
    far = {
        entity: ways
        for entity in ENTITIES
        if entity not in near and entity != PEOPLE
        if (ways := tuple(_by_way_of(entity, near)))
    }
    return {PEOPLE: (), **near, **far}


def _by_way_of(entity: str, near: Collection[str]) -> Iterator[Way]:
    columns = table_of(entity).columns
    for name, target in references_of(entity).items():
        if target in near and not columns[name].nullable:
            yield Way(name, target)


def rows_about(connection: Connection, centre_id: UUID, people: Collection[UUID]) -> RowIds:
    """All rows of these candidates, deleted ones too."""
    found: RowIds = {PEOPLE: list(people)}
    for entity, ways in ways_to_people().items():
        if entity != PEOPLE:
            found[entity] = _rows(connection, centre_id, entity, ways, found)
    return {entity: ids for entity, ids in found.items() if ids}


def _rows(
    connection: Connection, centre_id: UUID, entity: str, ways: Sequence[Way], found: RowIds
) -> list[UUID]:
    table, ids = table_of(entity), dict[UUID, None]()
    for way in ways:
        for some in portions(found[way.table]):
            mine = (table.c.centre_id == centre_id) & table.c[way.column].in_(some)
            ids.update(dict.fromkeys(connection.scalars(select(table.c.id).where(mine))))
    return sorted(ids)


def with_former(connection: Connection, centre_id: UUID, people: Collection[UUID]) -> list[UUID]:
    """These candidates, and every record that was merged into one of theirs."""
    found = dict.fromkeys(people)
    while True:
        merged = _MERGES.c.merged_id
        more = connection.scalars(
            select(merged).where(
                _MERGES.c.centre_id == centre_id,
                _MERGES.c.kept_id.in_(found),
                merged.not_in(found),
                _MERGES.c.undone_at.is_(None),
            )
        ).all()
        if not more:
            return list(found)
        found.update(dict.fromkeys(more))


def erased_among(connection: Connection, centre_id: UUID, people: Collection[UUID]) -> set[UUID]:
    """Those of these candidates whose data was erased."""
    erased = _CANDIDATES.c.erased_at.is_not(None)
    mine = (_CANDIDATES.c.centre_id == centre_id) & erased & _CANDIDATES.c.id.in_(people)
    return set(connection.scalars(select(_CANDIDATES.c.id).where(mine)))


def all_erased(connection: Connection, centre_id: UUID) -> list[UUID]:
    """Everybody whose data was erased."""
    mine = (_CANDIDATES.c.centre_id == centre_id) & _CANDIDATES.c.erased_at.is_not(None)
    return list(connection.scalars(select(_CANDIDATES.c.id).where(mine)))


def anybody_erased(connection: Connection, centre_id: UUID) -> bool:
    """Whether there is anybody whose data was erased; asked with each push."""
    mine = (_CANDIDATES.c.centre_id == centre_id) & _CANDIDATES.c.erased_at.is_not(None)
    return connection.scalar(select(_CANDIDATES.c.id).where(mine).limit(1)) is not None


@cache
def emptied(entity: str, *, with_results: bool) -> Mapping[str, Any]:
    """The personal columns of a table with what stands in them once they are erased."""
    kept = frozenset[str]() if with_results else RESULTS.get(entity, frozenset())
    return {
        column.name: _empty(entity, column)
        for column in table_of(entity).columns
        if column.info.get("personal") and column.name not in kept
    }


def _empty(entity: str, column: Column[Any]) -> Any:
    if (entity, column.name) in _EMPTY:
        return _EMPTY[entity, column.name]
    if column.nullable:
        return None
    if isinstance(column.type, JSON):
        return {}
    if isinstance(column.type, String):
        return ""
    return False if isinstance(column.type, Boolean) else 0


def without_personal(
    entity: str, values: Mapping[str, Any], *, with_results: bool
) -> dict[str, Any]:
    """A patch or what was before it, in wire form, without what was erased."""
    empty = emptied(entity, with_results=with_results)
    return {name: encode(empty[name]) if name in empty else each for name, each in values.items()}


def portions(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """As many at once as a statement takes."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
