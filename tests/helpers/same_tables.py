"""What a centre's tables say, without ids: to tell whether two centres hold the same."""

from collections.abc import Iterator, Mapping
from typing import Any

from wset_desk.domain.fees import posting
from wset_desk.domain.pricing import LedgerKind
from wset_desk.storage.schema import ENTITIES, Base
from wset_desk.storage.store import Store
from wset_desk.storage.structure import references_of

CALLED: Mapping[str, tuple[str, ...]] = {
    "candidates": ("candidate_number", "first_name", "last_name"),
    "course_enrollments": ("candidate_id", "offering_id", "session_id", "start_date"),
    "courses": ("title", "subject", "level", "language"),
    "enquiry_events": ("exam_enquiry_id", "kind", "happened_at"),
    "exam_enquiries": ("exam_registration_id", "enquiry_type", "submitted_at"),
    "exam_registrations": ("candidate_id", "exam_session_id", "registration_date"),
    "exam_sessions": ("exam_template_id", "name", "exam_date", "course_session_id"),
    "exam_templates": ("course_offering_id", "exam_type"),
    "ledger_entries": ("kind", "amount", "method"),
    "offerings": ("name", "course_format"),
    "products": ("kind", "level", "enquiry_type", "name"),
    "result_versions": ("exam_registration_id", "component", "number"),
    "rooms": ("name",),
    "rule_profiles": ("name",),
    "sessions": ("offering_id", "name", "starts_on"),
    "session_days": ("session_id", "starts_at"),
    "session_staff": ("staff_id", "session_id", "exam_session_id"),
    "staff": ("name",),
}
"""The tables that files carry, and what a row of each is told by."""

_ACCOUNT = (
    *("candidate_id", "exam_registration_id", "exam_enquiry_id"),
    *("product_id", "currency"),
)
_NOT_COMPARED = {"id", "centre_id", "created_at", "deleted_at", "seq"}
_NOT_CARRIED: Mapping[str, set[str]] = {
    "candidates": {"search_text"},  # who was merged is found by former names too
    "ledger_entries": {"reason", "reference", "recorded_by_id", "approved_by_id"},
    "staff": {"username", "password_hash", "roles", "active", "email"},
}

Rows = list[dict[str, Any]]


def contents(store: Store) -> dict[str, Rows]:
    """Every carried table's rows in a fixed order, each reference as what it refers to."""
    with store.engine.connect() as connection:
        found = {
            name: {
                row.id: dict(row._mapping)
                for row in connection.execute(Base.metadata.tables[name].select())
                if row.deleted_at is None
            }
            for name in sorted(ENTITIES)
        }
    rows = {name: sorted(_rows(name, found), key=repr) for name in CALLED}
    return {**rows, "ledger_entries": _accounts(rows["ledger_entries"])}


def _accounts(entries: Rows) -> Rows:
    """What was entered for each booking, added up: a file has sums, not the slips behind them."""
    sums: dict[str, dict[str, Any]] = {}
    for each in entries:
        kind, linked = LedgerKind(each["kind"]), each["charge_id"] is not None
        entry = posting(kind, each["amount"], each["method"], linked=linked)
        about = {key: each[key] for key in _ACCOUNT}
        account = sums.setdefault(repr(about), dict(about))
        account[entry.effect] = account.get(entry.effect, 0) + entry.amount
    return [{k: v for k, v in sums[key].items() if v != 0} for key in sorted(sums)]


def _rows(name: str, found: Mapping[str, Mapping[Any, Any]]) -> Iterator[dict[str, Any]]:
    left_out = _NOT_COMPARED | _NOT_CARRIED.get(name, set())
    references = references_of(name)
    for row in found[name].values():
        yield {
            key: _called(references[key], value, found) if key in references else value
            for key, value in row.items()
            if key not in left_out
        }


def _called(name: str, row_id: Any, found: Mapping[str, Mapping[Any, Any]]) -> Any:
    if row_id is None:
        return None
    row, references = found[name][row_id], references_of(name)
    return tuple(
        _called(references[key], row[key], found) if key in references else row[key]
        for key in CALLED[name]
    )
