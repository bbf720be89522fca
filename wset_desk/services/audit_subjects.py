"""What an action was about: of all that it changed, the record (or the kind of record) to name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select

from wset_desk.services.audit_records import ActKey, Op
from wset_desk.services.record_names import UNKNOWN, NameBook, RecordName, RecordRef
from wset_desk.storage.schema import AuditEntry
from wset_desk.storage.unit_of_work import UnitOfWork

_LOOKED_THROUGH = 60
"""Of more records than this it isn't looked up whether they belong to the same."""

_OF_MODULE = {
    "accounts": "staff",
    "attendance": "exam_registrations",
    "candidate_merging": "candidate_merges",
    "catalogue": "offerings",
    "centre_settings": "settings",
    "course_session_changes": "sessions",
    "enrollments": "course_enrollments",
    "exam_session_changes": "exam_sessions",
    "exam_sessions": "exam_sessions",
    "imports": "candidates",
    "considerations": "special_considerations",
    "payments": "ledger_entries",
    "results": "result_versions",
    "rule_profile_editing": "rule_profiles",
    "templates": "exam_templates",
    "waivers": "ledger_entries",
}
"""The kind of record that the services of a module are about, where it isn't the most telling."""

_MOST_TELLING = (
    "centres",
    "sessions",
    "candidates",
    "exam_enquiries",
    "course_enrollments",
    "offerings",
    "courses",
    "exam_templates",
    "result_versions",
    "result_holds",
    "mark_entries",
    "session_staff",
    "exam_registrations",
    "ledger_entries",
    "certificates",
    "final_exam_attempts",
    "certificate_entitlements",
    "products",
    "rule_profiles",
    "staff",
    "rooms",
    "settings",
    "devices",
    "session_days",
    "exam_sessions",
    "candidate_merges",
    "candidate_distinctions",
    "special_considerations",
    "waiting_list_entries",
    "registration_tasks",
    "notices",
    "product_prices",
    "black_outs",
    "staff_availability",
    "centre_images",
    "import_runs",
    "text_blocks",
)


@dataclass(frozen=True, slots=True)
class EntityCount:
    """How many records of one kind an action changed.

    `op` is what it did to all of them, `UPDATE` where that isn't the same.
    """

    entity: str
    count: int
    op: Op


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action was about: `count` records of a kind, by name if it is one.

    Of several, `name` has the context that they share, if they do.
    """

    entity: str
    op: Op
    count: int
    name: RecordName


class Written(NamedTuple):
    """Where it stands what actions have written: the columns of one table."""

    tx: Any
    action: Any
    at: Any
    entity: Any
    row_id: Any
    op: Any


AUDITED = Written(
    AuditEntry.tx,
    AuditEntry.action,
    AuditEntry.at,
    AuditEntry.entity,
    AuditEntry.row_id,
    AuditEntry.op,
)


def find_subjects(
    uow: UnitOfWork,
    keys: Collection[ActKey],
    written: Written = AUDITED,
    names: NameBook | None = None,
) -> dict[ActKey, tuple[Subject, tuple[EntityCount, ...]]]:
    """For each action its subject, and how many records of each kind it changed; `names` knows
    already what some are called."""
    counts = _counts(uow, keys, written)
    entities = {key: _subject_entity(key.action, counts[key]) for key in keys}
    few = [key for key in keys if _count(counts[key], entities[key]).count <= _LOOKED_THROUGH]
    return _named(counts, entities, _rows(uow, few, written), names or NameBook(uow))


def subjects_of(
    changes: Mapping[ActKey, Collection[tuple[RecordRef, Op]]], names: NameBook
) -> dict[ActKey, tuple[Subject, tuple[EntityCount, ...]]]:
    """The same of actions that stand nowhere in this store, by what they would change."""
    counts = {key: _counts_in(touched) for key, touched in changes.items()}
    entities = {key: _subject_entity(key.action, counts[key]) for key in changes}
    few = {
        key: list(dict.fromkeys(ref for ref, _op in touched))
        for key, touched in changes.items()
        if _count(counts[key], entities[key]).count <= _LOOKED_THROUGH
    }
    return _named(counts, entities, few, names)


def _named(
    counts: Mapping[ActKey, tuple[EntityCount, ...]],
    entities: Mapping[ActKey, str],
    rows: Mapping[ActKey, Sequence[RecordRef]],
    names: NameBook,
) -> dict[ActKey, tuple[Subject, tuple[EntityCount, ...]]]:
    of_subject = {
        key: [ref for ref in rows.get(key, ()) if ref.entity == entities[key]] for key in entities
    }
    names.learn(ref for refs in of_subject.values() for ref in refs)
    return {
        key: (
            _subject(
                _count(counts[key], entities[key]), [names[ref.id] for ref in of_subject[key]]
            ),
            counts[key],
        )
        for key in entities
    }


def _counts_in(touched: Collection[tuple[RecordRef, Op]]) -> tuple[EntityCount, ...]:
    found: dict[str, dict[UUID, list[Op]]] = defaultdict(lambda: defaultdict(list))
    for ref, op in touched:
        found[ref.entity][ref.id].append(op)
    return tuple(
        EntityCount(
            entity,
            len(rows),
            _common_op(
                len(rows),
                sum(Op.INSERT in ops for ops in rows.values()),
                sum(Op.DELETE in ops for ops in rows.values()),
            ),
        )
        for entity, rows in sorted(found.items())
    )


def _subject(count: EntityCount, names: list[RecordName]) -> Subject:
    return Subject(count.entity, count.op, count.count, _shared(names))


def _shared(names: list[RecordName]) -> RecordName:
    if len(names) == 1:
        return names[0]
    contexts = {(name.context, name.day) for name in names}
    if len(contexts) != 1:
        return UNKNOWN
    context, day = contexts.pop()
    return RecordName("", context, day if context else None)


def _count(counts: Iterable[EntityCount], entity: str) -> EntityCount:
    return next(count for count in counts if count.entity == entity)


def _subject_entity(action: str, counts: Iterable[EntityCount]) -> str:
    """What the action's module is about, or what is most telling among what was changed."""
    present = {count.entity for count in counts}
    usual = _OF_MODULE.get(action.partition(".")[0], "")
    if usual in present:
        return usual
    known = (entity for entity in _MOST_TELLING if entity in present)
    return next(known, None) or min(present)


def _counts(
    uow: UnitOfWork, keys: Collection[ActKey], entry: Written
) -> Mapping[ActKey, tuple[EntityCount, ...]]:
    shared = (entry.tx, entry.action, entry.at, entry.entity)
    rows = uow.session.execute(
        select(
            *shared,
            func.count(entry.row_id.distinct()),
            func.sum(case((entry.op == Op.INSERT, 1), else_=0)),
            func.sum(case((entry.op == Op.DELETE, 1), else_=0)),
        )
        .where(*_within(keys, entry))
        .group_by(*shared)
        .order_by(entry.entity)
    )
    found: dict[ActKey, list[EntityCount]] = defaultdict(list)
    for tx, action, at, entity, count, added, removed in rows:
        op = _common_op(count, added, removed)
        found[ActKey(tx, action, at)].append(EntityCount(entity, count, op))
    return {key: tuple(counts) for key, counts in found.items()}


def _common_op(count: int, added: int, removed: int) -> Op:
    """What was done to all of `count` records, of which the added may have been written again."""
    if removed == count:
        return Op.DELETE
    return Op.INSERT if added == count else Op.UPDATE


def _rows(
    uow: UnitOfWork, keys: Collection[ActKey], entry: Written
) -> dict[ActKey, list[RecordRef]]:
    rows = uow.session.execute(
        select(entry.tx, entry.action, entry.at, entry.entity, entry.row_id)
        .where(*_within(keys, entry))
        .distinct()
    )
    found: dict[ActKey, list[RecordRef]] = defaultdict(list)
    for tx, action, at, entity, row_id in rows:
        found[ActKey(tx, action, at)].append(RecordRef(entity, row_id))
    return found


def _within(keys: Collection[ActKey], entry: Written) -> tuple[ColumnElement[bool], ...]:
    """Conditions that leave the entries of these transactions; their times are what the index is
    by."""
    times = [key.at for key in keys]
    if not keys:
        return (entry.tx.in_([]),)
    transactions: list[UUID] = [key.tx for key in keys]
    return (entry.at >= min(times), entry.at <= max(times), entry.tx.in_(transactions))
