"""What people call a record: from its id in the audit log to the name of a candidate or session.

Deleted records keep their names here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.storage.schema import ENTITIES, Synced
from wset_desk.storage.structure import references_of
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A record: the name of its table, and its id."""

    entity: str
    id: UUID


@dataclass(frozen=True, slots=True)
class RecordName:
    """What a record is called, what it belongs to (a session, an exam), and that one's first day.

    `opens` is the record with a page of its own that shows it, if there still is one.
    """

    name: str = ""
    context: str = ""
    day: date | None = None
    opens: RecordRef | None = None


UNKNOWN = RecordName()

NAMED: dict[str, Callable[[Any], str]] = {
    "black_outs": lambda row: row.reason or "",
    "candidates": lambda row: full_name(row.first_name, row.last_name),
    "centre_images": lambda row: row.name,
    "centres": lambda row: row.name,
    "courses": lambda row: row.title,
    "devices": lambda row: row.name,
    "exam_templates": lambda row: row.name,
    "import_runs": lambda row: row.file_name,
    "offerings": lambda row: row.name,
    "products": lambda row: row.name,
    "rooms": lambda row: row.name,
    "rule_profiles": lambda row: row.name,
    "sessions": lambda row: row.name,
    "settings": lambda row: row.name,
    "staff": lambda row: row.name,
    "text_blocks": lambda row: row.name,
}
"""What has a name of its own."""

BELONGS: dict[str, tuple[str, ...]] = {
    "candidate_distinctions": ("candidate_id",),
    "candidate_merges": ("kept_id",),
    "certificate_entitlements": ("player_id", "course_id"),
    "certificates": ("player_id", "course_id"),
    "course_enrollments": ("candidate_id", "session_id", "offering_id"),
    "enquiry_events": ("exam_enquiry_id",),
    "exam_enquiries": ("candidate_id", "exam_registration_id"),
    "exam_registrations": ("candidate_id", "exam_session_id"),
    "exam_sessions": ("exam_template_id",),
    "final_exam_attempts": ("player_id", "course_id"),
    "ledger_entries": ("candidate_id", "product_id"),
    "mark_entries": ("exam_registration_id",),
    "notices": ("candidate_id", "exam_registration_id"),
    "product_prices": ("product_id",),
    "registration_tasks": ("exam_registration_id",),
    "result_holds": ("exam_registration_id",),
    "result_versions": ("exam_registration_id",),
    "session_days": ("session_id",),
    "session_staff": ("staff_id", "session_id", "exam_session_id"),
    "special_considerations": ("exam_registration_id",),
    "staff_availability": ("staff_id",),
    "waiting_list_entries": ("candidate_id", "exam_session_id"),
}
"""What is called after others: whom or what it is about, then (the first known) what it is part of.
An exam session without a name of its own is called after its template."""

_PAGES = frozenset({"candidates", "sessions", "exam_sessions", "exam_enquiries"})


class NameBook:
    """Names by id, learnt in few queries."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._known: dict[UUID, RecordName] = {}

    def __getitem__(self, record_id: UUID) -> RecordName:
        return self._known.get(record_id, UNKNOWN)

    def learn(self, records: Iterable[RecordRef]) -> None:
        """Find out what these are called, and what the records are called that they belong to."""
        wanted: dict[str, set[UUID]] = defaultdict(set)
        for record in records:
            if record.id not in self._known and record.entity in ENTITIES:
                wanted[record.entity].add(record.id)
        for entity, ids in wanted.items():
            self._known = dict.fromkeys(ids, UNKNOWN) | self._known  # asked for once
            rows = list(self._rows(entity, ids))
            self.learn(owner for row in rows for owner in _owners(entity, row))
            self._known.update((row.id, self._name(entity, row)) for row in rows)

    def know(self, rows: Sequence[tuple[str, Synced]]) -> None:
        """Take up what rows are called that aren't there, by their tables; one that belongs to
        another comes after it."""
        self.learn(owner for entity, row in rows for owner in _owners(entity, row))
        for entity, row in rows:
            named = self._name(entity, row)
            self._known[row.id] = RecordName(named.name, named.context, named.day)

    def _rows(self, entity: str, ids: set[UUID]) -> Iterator[Any]:
        model: type[Synced] = ENTITIES[entity]
        ordered = sorted(ids)
        for first in range(0, len(ordered), _AT_ONCE):
            some = ordered[first : first + _AT_ONCE]
            statement = select(model).where(model.id.in_(some))
            yield from self._uow.session.scalars(statement, execution_options=WITH_DELETED)

    def _name(self, entity: str, row: Any) -> RecordName:
        named = NAMED[entity](row) if entity in NAMED else self._called_after(entity, row)
        if isinstance(named, str):
            named = RecordName(named, day=row.starts_on if entity == "sessions" else None)
        if entity not in _PAGES:
            return named
        opens = None if row.deleted_at else RecordRef(entity, row.id)
        return RecordName(named.name, named.context, named.day, opens)

    def _called_after(self, entity: str, row: Any) -> RecordName:
        if entity == "exam_sessions" and row.name:
            return RecordName(row.name)
        about, *parts = (self[owner.id] for owner in _owners(entity, row))
        if not parts:
            return about
        whole = parts[0]
        context = whole.context or whole.name
        return RecordName(about.name, context, whole.day, about.opens or whole.opens)


def _owners(entity: str, row: Any) -> Iterator[RecordRef]:
    tables = references_of(entity)
    for column in BELONGS.get(entity, ()):
        if (record_id := getattr(row, column)) is not None:
            yield RecordRef(tables[column], record_id)
