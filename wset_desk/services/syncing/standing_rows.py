"""What stands in the place of rows that were typed here: themselves, or others of the same name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from wset_desk.services.record_names import NameBook
from wset_desk.storage.records import Record, read_records
from wset_desk.storage.schema import (
    ENTITIES,
    OutboxEntry,
    ResultVersion,
    SettingValue,
    Synced,
    TextBlock,
)
from wset_desk.storage.structure import columns_of
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.storage.wire import decode

_KEYS: Mapping[str, tuple[str, ...]] = {
    ResultVersion.__tablename__: ("exam_registration_id", "component", "number"),
    SettingValue.__tablename__: ("name", "scope_id"),
    TextBlock.__tablename__: ("name",),
}
"""By what two computers mean the same, though each made a row of its own for it."""

MOST_SHOWN = 60
"""Of the records of one action."""


@dataclass(frozen=True)
class Standing:
    """A row as it stands now, in wire form."""

    row_id: UUID
    record: Record


def what_stands(uow: UnitOfWork, entries: Sequence[OutboxEntry]) -> dict[UUID, Standing]:
    """By the id of the row that was written here."""
    ids: defaultdict[str, set[UUID]] = defaultdict(set)
    for entry in entries:
        ids[entry.entity].add(entry.row_id)
    found: dict[UUID, Standing] = {}
    for entity, row_ids in ids.items():
        records = _read(uow, entity, row_ids)
        found.update((row_id, Standing(row_id, record)) for row_id, record in records.items())
    for entry in entries:
        if entry.op == "insert" and entry.row_id not in found and entry.entity in _KEYS:
            other = _same(uow, entry)
            if other is not None:
                found[entry.row_id] = Standing(other, _read(uow, entry.entity, {other})[other])
    return found


def names_of_gone(uow: UnitOfWork, actions: Iterable[Sequence[OutboxEntry]]) -> NameBook:
    """What is called how of the rows that were typed here and aren't there."""
    typed = [entry for entries in actions for entry in entries[:MOST_SHOWN] if entry.op == "insert"]
    ids: defaultdict[str, set[UUID]] = defaultdict(set)
    for entry in typed:
        ids[entry.entity].add(entry.row_id)
    there = {row_id for entity, row_ids in ids.items() for row_id in _read(uow, entity, row_ids)}
    names = NameBook(uow)
    names.know([(each.entity, _row(each)) for each in typed if each.row_id not in there])
    return names


def _row(entry: OutboxEntry) -> Synced:
    """As it was typed; nobody keeps it."""
    columns = columns_of(entry.entity)
    values = {name: decode(columns[name], value) for name, value in entry.patch.items()}
    row = ENTITIES[entry.entity](**values)
    row.id = entry.row_id
    return row


def _same(uow: UnitOfWork, entry: OutboxEntry) -> UUID | None:
    model, columns = ENTITIES[entry.entity], columns_of(entry.entity)
    wanted = [
        getattr(model, name) == decode(columns[name], entry.patch.get(name))
        for name in _KEYS[entry.entity]
    ]
    return uow.session.scalar(select(model.id).where(*wanted))


def _read(uow: UnitOfWork, entity: str, row_ids: set[UUID]) -> dict[UUID, Record]:
    return read_records(uow.session.connection(), uow.actor.centre_id, entity, row_ids)
