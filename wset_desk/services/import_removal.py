"""Taking an import out again, as one: what it added goes, what it changed is put back.

The audit log knows what that is, whatever the kind. Rooms and staff that came along stay. A result
is taken back by a version of its own, as any result is (rule 14).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.services.candidate_records import checked, values_of
from wset_desk.services.contract import command, query
from wset_desk.services.import_checks import Reporter, reporting
from wset_desk.services.import_settling import (
    settle_after_removal,
    take_results_back,
    taken_back,
)
from wset_desk.services.record_names import NameBook, RecordName, RecordRef
from wset_desk.storage.audit_personal import whole_changes
from wset_desk.storage.schema import ENTITIES, AuditEntry, ImportRun
from wset_desk.storage.structure import columns_of, references_of
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork
from wset_desk.storage.wire import decode

REASON = "import taken out"
_STAY = frozenset({"import_runs", "rooms", "staff"})
_VERSIONS = "result_versions"
_COMPUTED = frozenset({"starts_at", "ends_at", "search_text"})
_AT_ONCE = 1000
_MOST_OBSTACLES = 50
_READ, _LOADED, _LOOKED, _UNDONE = 0.15, 0.3, 0.5, 0.8
"""How much is done after each step."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an import can't be taken out: a record that was changed since (`by` is empty), or upon
    which another one of the table `by` builds."""

    record: RecordRef
    name: RecordName
    by: str = ""


@dataclass(frozen=True)
class Removal:
    """How many records of each table taking an import out concerns, and what speaks against it."""

    removed: Mapping[str, int]
    restored: Mapping[str, int]
    obstacles: tuple[Obstacle, ...]


@dataclass
class _Made:
    """What the import did to one record: `before` of what it changed, `after` of all it wrote."""

    is_new: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@query(Permission.IMPORT_DATA)
def preview_removal(uow: UnitOfWork, *, run_id: UUID, progress: Reporter | None = None) -> Removal:
    """What `remove_import` would do. Refuses IMPORT_TAKEN_OUT and IMPORT_MADE_ELSEWHERE."""
    work = _Work(uow, _run(uow, run_id), progress)
    return work.removal(tuple(work.obstacles(_MOST_OBSTACLES)))


@command(Permission.IMPORT_DATA)
def remove_import(uow: UnitOfWork, *, run_id: UUID, progress: Reporter | None = None) -> Removal:
    """Take an import out.

    Refuses IMPORT_BUILT_UPON, CANDIDATE_NUMBER_TAKEN, and what `preview_removal` refuses.
    """
    uow.reason = REASON
    run = _run(uow, run_id)
    work = _Work(uow, run, progress)
    obstacle = next(work.obstacles(1), None)
    if obstacle is not None:
        raise DomainError("IMPORT_BUILT_UPON", name=obstacle.name.name or obstacle.record.entity)
    work.do()
    run.taken_out_at = uow.now
    return work.removal(())


def _run(uow: UnitOfWork, run_id: UUID) -> ImportRun:
    run = uow.get(ImportRun, run_id)
    if run.taken_out_at is not None:
        raise DomainError("IMPORT_TAKEN_OUT")
    return run


class _Work:
    """The records of one import, as they are now and as the import left them."""

    def __init__(self, uow: UnitOfWork, run: ImportRun, progress: Reporter | None) -> None:
        self._uow = uow
        self._progress = progress
        self._made = self._read(UUID(run.made["tx"]))
        if not any(ref.entity == "import_runs" for ref in self._made):
            raise DomainError("IMPORT_MADE_ELSEWHERE")
        self._made = {ref: x for ref, x in self._made.items() if ref.entity not in _STAY}
        self._rows = {row.id: row for row in self._load()}
        self._made = {ref: made for ref, made in self._made.items() if ref.id in self._rows}
        self._taken_back = taken_back(uow, self._new("exam_registrations"))

    def removal(self, obstacles: tuple[Obstacle, ...]) -> Removal:
        new = Counter(ref.entity for ref, made in self._made.items() if made.is_new)
        old = Counter(ref.entity for ref, made in self._made.items() if not made.is_new)
        return Removal(new, old, obstacles)

    def obstacles(self, most: int) -> Iterator[Obstacle]:
        found = []
        for ref, by in self._in_the_way():
            found.append((ref, by))
            if len(found) == most:
                break
        names = NameBook(self._uow)
        names.learn(ref for ref, _ in found)
        yield from (Obstacle(ref, names[ref.id], by) for ref, by in found)

    def do(self) -> None:
        versions = [row for ref, row in self._each() if ref.entity == _VERSIONS]
        others = [(ref, row) for ref, row in self._each() if ref.entity != _VERSIONS]
        for ref, row in reporting(others, self._progress, start=_LOOKED, end=_UNDONE):
            self._undo(ref, row)
        self._tell(_UNDONE)
        for each in self._taken_back.values():
            self._uow.delete(each)
        take_results_back(self._uow, versions)
        settle_after_removal(self._uow, [row for _, row in self._each()])

    def _tell(self, fraction: float) -> None:
        if self._progress is not None:
            self._progress.report(fraction)

    def _each(self) -> Iterator[tuple[RecordRef, Any]]:
        return ((ref, self._rows[ref.id]) for ref in self._made)

    def _undo(self, ref: RecordRef, row: Any) -> None:
        made = self._made[ref]
        if made.is_new:
            self._uow.delete(row)
            return
        if made.before.get("candidate_number"):
            number = made.before["candidate_number"]
            checked(self._uow, replace(values_of(row), candidate_number=number), besides=row.id)
        columns = columns_of(ref.entity)
        for name, value in made.before.items():
            setattr(row, name, decode(columns[name], value))

    def _read(self, tx: UUID) -> dict[RecordRef, _Made]:
        found: dict[RecordRef, _Made] = defaultdict(_Made)
        statement = select(AuditEntry).where(AuditEntry.tx == tx).order_by(AuditEntry.id)
        entries = self._uow.session.scalars(statement).all()
        wholes = iter(whole_changes(self._uow, entries))
        for entry in reporting(entries, self._progress, end=_READ):
            made = found[RecordRef(entry.entity, entry.row_id)]
            made.is_new = made.is_new or entry.op == "insert"
            for name, (old, new) in next(wholes).changes.items():
                if _is_typed(entry.entity, name):
                    made.before.setdefault(name, old)
                    made.after[name] = new
        return {ref: made for ref, made in found.items() if made.is_new or made.before}

    def _load(self) -> Iterator[Any]:
        by_entity: dict[str, list[UUID]] = defaultdict(list)
        for ref in self._made:
            by_entity[ref.entity].append(ref.id)
        loaded = 0
        for entity, ids in by_entity.items():
            model: Any = ENTITIES[entity]
            for some in _portions(ids):
                self._tell(_READ + (_LOADED - _READ) * loaded / len(self._made))
                loaded += len(some)
                statement = select(model).where(model.id.in_(some))
                for row in self._uow.session.scalars(statement, execution_options=WITH_DELETED):
                    left = self._made[RecordRef(entity, row.id)].after.get("deleted_at")
                    if (row.deleted_at is None) == (left is None):
                        yield row

    def _in_the_way(self) -> Iterator[tuple[RecordRef, str]]:
        each = list(self._each())
        for ref, row in reporting(each, self._progress, start=_LOADED, end=_LOOKED):
            if self._changed_since(ref, row):
                yield ref, ""
        for entity in ENTITIES:
            for column, target in references_of(entity).items():
                for some in _portions(self._new(target)):
                    yield from self._built_upon(entity, column, target, some)

    def _new(self, entity: str) -> list[UUID]:
        return [ref.id for ref, made in self._made.items() if made.is_new and ref.entity == entity]

    def _changed_since(self, ref: RecordRef, row: Any) -> bool:
        made = self._made[ref]
        if ref.entity == _VERSIONS:
            return False
        names = columns_of(ref.entity) if made.is_new else made.after
        columns = columns_of(ref.entity)
        return any(
            getattr(row, name) != decode(columns[name], made.after.get(name))
            for name in names
            if _is_typed(ref.entity, name)
        )

    def _built_upon(
        self, entity: str, column: str, target: str, ids: list[UUID]
    ) -> Iterator[tuple[RecordRef, str]]:
        model: Any = ENTITIES[entity]
        referring = getattr(model, column)
        rows = self._uow.session.execute(select(model.id, referring).where(referring.in_(ids)))
        for row_id, target_id in rows:
            if RecordRef(entity, row_id) not in self._made and row_id not in self._taken_back:
                yield RecordRef(target, target_id), entity


def _is_typed(entity: str, name: str) -> bool:
    """Whether a column is what somebody said, not computed, nor about the row itself."""
    column = columns_of(entity).get(name)
    if column is None or name in _COMPUTED or name in {"id", "centre_id", "created_at", "seq"}:
        return False
    return column.info.get("sync") != "server" and not column.info.get("secret", False)


def _portions(ids: list[UUID]) -> Iterable[list[UUID]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
