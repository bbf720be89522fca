"""Audit entries as values that can be shown: typed, ids resolved to names, one record a row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Column, Date, Integer

from wset_desk.services.marking.entries import secret_entries
from wset_desk.services.record_names import NameBook, RecordName, RecordRef
from wset_desk.storage.capture import HIDDEN
from wset_desk.storage.schema import AuditEntry, Centre, MarkEntry, Staff
from wset_desk.storage.structure import columns_of, references_of
from wset_desk.storage.types import Id, Instant, Mark, Money
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.storage.wire import decode

_TECHNICAL = frozenset({"search_text", "deleted_at"})
"""Columns that repeat others, or say what `RecordChange.op` says."""


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
    """What one action did to one record."""

    ref: RecordRef
    op: Op
    name: RecordName
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ActKey:
    """One action: a service within one transaction."""

    tx: UUID
    action: str
    at: datetime


def read_acts(
    uow: UnitOfWork, entries: Iterable[AuditEntry]
) -> dict[ActKey, tuple[RecordChange, ...]]:
    """The entries by their action, those of the same record as one change, in order."""
    acts: dict[ActKey, _Rows] = {}
    for entry in entries:
        rows = acts.setdefault(ActKey(entry.tx, entry.action, entry.at), {})
        rows.setdefault(RecordRef(entry.entity, entry.row_id), []).append(entry)
    names = NameBook(uow)
    names.learn(ref for rows in acts.values() for ref in rows)
    merged = {
        key: {ref: _merged(written) for ref, written in rows.items()} for key, rows in acts.items()
    }
    _hide_marks(uow, merged.values())
    names.learn(
        ref
        for changed in merged.values()
        for owner, (_op, changes) in changed.items()
        for ref in _ids(owner, changes)
    )
    return {key: _records(changed, names) for key, changed in merged.items()}


def _hide_marks(uow: UnitOfWork, acts: Iterable[Mapping[RecordRef, tuple[Op, "_Changes"]]]) -> None:
    """Nobody reads in the log what another person typed of a mark that is still typed twice."""
    entries = [
        (ref.id, changes)
        for changed in acts
        for ref, (_op, changes) in changed.items()
        if ref.entity == MarkEntry.__tablename__ and "mark" in changes
    ]
    secret = secret_entries(uow, {entry_id for entry_id, _changes in entries})
    for entry_id, changes in entries:
        if entry_id in secret:
            before, after = (None if mark is None else HIDDEN for mark in changes["mark"])
            changes["mark"] = (before, after)


_Rows = dict[RecordRef, list[AuditEntry]]
_Changes = dict[str, tuple[Any, Any]]


def _records(
    merged: Mapping[RecordRef, tuple[Op, _Changes]], names: NameBook
) -> tuple[RecordChange, ...]:
    return tuple(
        RecordChange(ref, op, names[ref.id], tuple(_fields(ref.entity, changes, names)))
        for ref, (op, changes) in merged.items()
    )


def _merged(entries: Sequence[AuditEntry]) -> tuple[Op, _Changes]:
    """What several writes of one record come to."""
    changes: _Changes = {}
    for entry in entries:
        for name, (before, after) in entry.changes.items():
            changes[name] = (changes.get(name, (before, None))[0], after)
    return _op(entries, changes), changes


def _op(entries: Sequence[AuditEntry], changes: _Changes) -> Op:
    ops = {entry.op for entry in entries}
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
