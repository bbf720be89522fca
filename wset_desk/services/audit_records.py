"""Audit entries as values that can be shown: typed, ids resolved to names, one record a row."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import JSON, Boolean, Column, Date, Integer

from wset_desk.services.marking.entries import secret_entries
from wset_desk.services.record_names import NameBook, RecordName, RecordRef
from wset_desk.storage.audit_personal import ERASED, Whole, whole_changes
from wset_desk.storage.capture import HIDDEN
from wset_desk.storage.schema import AuditEntry, Centre, MarkEntry, Staff
from wset_desk.storage.structure import columns_of, references_of
from wset_desk.storage.types import Id, Instant, Mark, Money
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.storage.wire import decode

_TECHNICAL = frozenset({"search_text", "deleted_at", ERASED})
"""Columns that repeat others, or say what `RecordChange.op` or the action says."""


class Op(StrEnum):
    """What became of a record."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    RESTORE = "restore"


class FieldKind(StrEnum):
    """What a field's values are: see `FieldChange`."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    MONEY = "money"
    MARK = "mark"
    DAY = "day"
    INSTANT = "instant"
    RECORD = "record"
    DATA = "data"
    SECRET = "secret"  # noqa: S105 - a kind, not one


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record before and after, None where it was or is empty.

    Money and marks are Decimals, instants aware, a `RECORD` is a `RecordName`, `DATA` a list, a
    mapping or what JSON has else. Both values of a `SECRET` are dots.
    """

    name: str
    kind: FieldKind
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What one action did to one record. `is_erased`: what it says about people is gone."""

    ref: RecordRef
    op: Op
    name: RecordName
    fields: tuple[FieldChange, ...]
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class ActKey:
    """One action: a service within one transaction."""

    tx: UUID
    action: str
    at: datetime


def read_acts(
    uow: UnitOfWork, entries: Iterable[AuditEntry], names: NameBook | None = None
) -> dict[ActKey, tuple[RecordChange, ...]]:
    """The entries by their action, those of the same record as one change, in order.

    `names` knows already what some records are called.
    """
    acts: dict[ActKey, _Rows] = {}
    written = list(entries)
    for entry, whole in zip(written, whole_changes(uow, written), strict=True):
        rows = acts.setdefault(ActKey(entry.tx, entry.action, entry.at), {})
        rows.setdefault(RecordRef(entry.entity, entry.row_id), []).append((entry.op, whole))
    names = names or NameBook(uow)
    names.learn(ref for rows in acts.values() for ref in rows)
    merged = {
        key: {ref: _merged(steps) for ref, steps in rows.items()} for key, rows in acts.items()
    }
    _hide_marks(uow, merged.values())
    names.learn(
        ref
        for changed in merged.values()
        for owner, one in changed.items()
        for ref in _ids(owner, one.changes)
    )
    return {key: _records(changed, names) for key, changed in merged.items()}


def _hide_marks(uow: UnitOfWork, acts: Iterable[Mapping[RecordRef, "_Merged"]]) -> None:
    """Nobody reads in the log what another person typed of a mark that is still typed twice."""
    entries = [
        (ref.id, one.changes)
        for changed in acts
        for ref, one in changed.items()
        if ref.entity == MarkEntry.__tablename__ and "mark" in one.changes
    ]
    secret = secret_entries(uow, {entry_id for entry_id, _changes in entries})
    for entry_id, changes in entries:
        if entry_id in secret:
            before, after = (None if mark is None else HIDDEN for mark in changes["mark"])
            changes["mark"] = (before, after)


_Changes = dict[str, tuple[Any, Any]]
_Rows = dict[RecordRef, list[tuple[str, Whole]]]
"""Of each record, what was done to it step by step."""


class _Merged(NamedTuple):
    op: Op
    changes: _Changes
    is_erased: bool


def _records(merged: Mapping[RecordRef, _Merged], names: NameBook) -> tuple[RecordChange, ...]:
    return tuple(
        RecordChange(ref, op, names[ref.id], tuple(_fields(ref.entity, changes, names)), is_erased)
        for ref, (op, changes, is_erased) in merged.items()
    )


def _merged(steps: Sequence[tuple[str, Whole]]) -> _Merged:
    """What several writes of one record come to."""
    changes: _Changes = {}
    for _written, whole in steps:
        for name, (before, after) in whole.changes.items():
            changes[name] = (changes.get(name, (before, None))[0], after)
    is_erased = any(whole.is_erased for _written, whole in steps)
    return _Merged(_op({op for op, _whole in steps}, changes), changes, is_erased)


def _op(ops: Collection[str], changes: _Changes) -> Op:
    if Op.INSERT in ops or Op.DELETE in ops:
        return Op.DELETE if Op.DELETE in ops else Op.INSERT
    was_deleted, is_deleted = changes.get("deleted_at", (None, None))
    return Op.RESTORE if was_deleted and not is_deleted else Op.UPDATE


def _ids(owner: RecordRef, changes: _Changes) -> Iterator[RecordRef]:
    """The records that a record's changed fields name."""
    columns = columns_of(owner.entity)
    for name, values in changes.items():
        if name in columns and isinstance(columns[name].type, Id):
            for entity in _targets(owner.entity, name):
                yield from (RecordRef(entity, UUID(value)) for value in values if value)


def _targets(entity: str, column: str) -> tuple[str, ...]:
    known = references_of(entity).get(column)
    return (known,) if known else (Centre.__tablename__, Staff.__tablename__)


def _fields(entity: str, changes: _Changes, names: NameBook) -> Iterator[FieldChange]:
    columns = columns_of(entity)
    for name in sorted(changes, key=_order(columns)):
        if name not in _TECHNICAL:
            kind, before, after = _value(columns.get(name), changes[name], names)
            if before != after or kind is FieldKind.SECRET:
                yield FieldChange(name, kind, before, after)


def _order(columns: Mapping[str, Column[Any]]) -> Any:
    """Fields stand as in the table, those that it has no more at the end."""
    places = {name: place for place, name in enumerate(columns)}
    return lambda name: places.get(name, len(places))


def _value(
    column: Column[Any] | None, values: tuple[Any, Any], names: NameBook
) -> tuple[FieldKind, Any, Any]:
    if HIDDEN in values:
        return FieldKind.SECRET, *values
    if column is None:
        return FieldKind.DATA, *values
    kind = next((kind for type_, kind in _KINDS if isinstance(column.type, type_)), FieldKind.TEXT)
    before, after = (decode(column, value) for value in values)
    if kind is FieldKind.RECORD:
        before, after = (None if each is None else names[each] for each in (before, after))
    return kind, before, after


_KINDS: tuple[tuple[type[Any], FieldKind], ...] = (
    (Id, FieldKind.RECORD),
    (Instant, FieldKind.INSTANT),
    (Date, FieldKind.DAY),
    (Money, FieldKind.MONEY),
    (Mark, FieldKind.MARK),
    (Boolean, FieldKind.FLAG),
    (Integer, FieldKind.NUMBER),
    (JSON, FieldKind.DATA),
)
