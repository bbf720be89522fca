"""Everything that is known of one person, for whoever asks what is known of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.permissions import Permission
from wset_desk.services.candidate_records import known_candidate
from wset_desk.services.contract import command
from wset_desk.services.merged_records import standing_id
from wset_desk.services.record_names import NameBook, RecordRef
from wset_desk.storage.audit_personal import whole_changes
from wset_desk.storage.capture import record_act
from wset_desk.storage.erasing import person
from wset_desk.storage.personal import RowIds, portions, rows_about
from wset_desk.storage.schema import ENTITIES, AuditEntry
from wset_desk.storage.structure import columns_of, references_of
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

_LEFT_OUT = frozenset({"centre_id", "seq", "search_text"})
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An entry of the audit log about one of the person's records; `changes`: field → [old, new] in
    wire form."""

    at: datetime
    actor_name: str
    action: str
    entity: str
    row_id: UUID
    op: str
    changes: Mapping[str, Any]
    reason: str | None


@dataclass(frozen=True, slots=True)
class PersonExport:
    """`records`: by table, each row's values by column. `names` say what those are called to which
    rows refer, such as exam sessions and colleagues."""

    candidate_id: UUID
    name: str
    number: str | None
    centre: str
    zone: ZoneInfo
    exported_at: datetime
    exported_by: str
    records: Mapping[str, tuple[Values, ...]]
    names: Mapping[UUID, str]
    audit: tuple[AuditLine, ...]


@command(Permission.MANAGE_CANDIDATES)
def export_person(uow: UnitOfWork, *, candidate_id: UUID) -> PersonExport:
    """All records of one person, merged ones included; that it was exported is in the audit log.

    Refuses NOT_FOUND and PERSON_ERASED.
    """
    row = known_candidate(uow, standing_id(uow, candidate_id))
    who = person(uow, row.id)
    about = rows_about(uow.session.connection(), uow.actor.centre_id, who.ids)
    records = {entity: tuple(_values(uow, entity, ids)) for entity, ids in about.items()}
    audit = tuple(_audit(uow, about))
    record_act(uow, row)
    return PersonExport(
        candidate_id=row.id,
        name=full_name(row.first_name, row.last_name),
        number=row.candidate_number,
        centre=uow.centre.name,
        zone=uow.zone,
        exported_at=uow.now,
        exported_by=uow.actor.name,
        records=records,
        names=_names(uow, records),
        audit=audit,
    )


def _values(uow: UnitOfWork, entity: str, ids: list[UUID]) -> Iterator[Values]:
    model: Any = ENTITIES[entity]
    names = [name for name in columns_of(entity) if name not in _LEFT_OUT]
    for some in portions(ids):
        statement = select(model).where(model.id.in_(some)).order_by(model.created_at, model.id)
        for row in uow.session.scalars(statement, execution_options=WITH_DELETED):
            yield {name: getattr(row, name) for name in names}


def _audit(uow: UnitOfWork, about: RowIds) -> Iterator[AuditLine]:
    found: list[AuditEntry] = []
    for entity, ids in about.items():
        for some in portions(ids):
            mine = (AuditEntry.entity == entity) & AuditEntry.row_id.in_(some)
            found += uow.session.scalars(select(AuditEntry).where(mine))
    entries = sorted(found, key=lambda each: (each.at, each.id))
    for entry, told in zip(entries, whole_changes(uow, entries), strict=True):
        yield AuditLine(
            at=entry.at,
            actor_name=entry.actor_name,
            action=entry.action,
            entity=entry.entity,
            row_id=entry.row_id,
            op=entry.op,
            changes=told.changes,
            reason=entry.reason,
        )


def _names(uow: UnitOfWork, records: Mapping[str, tuple[Values, ...]]) -> dict[UUID, str]:
    wanted = {
        RecordRef(target, row[column])
        for entity, rows in records.items()
        for column, target in references_of(entity).items()
        for row in rows
        if row[column] is not None
    }
    book = NameBook(uow)
    book.learn(sorted(wanted, key=lambda each: (each.entity, each.id)))
    told = {each.id: book[each.id] for each in wanted}
    return {
        id_: ", ".join(part for part in (name.name, name.context) if part)
        for id_, name in told.items()
        if name.name or name.context
    }
