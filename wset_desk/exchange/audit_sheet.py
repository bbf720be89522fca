"""The audit log as a table, a row for each changed field."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from wset_desk.exchange.sheets import Cell, Sheet
from wset_desk.i18n import _
from wset_desk.services.audit import ExportedAct
from wset_desk.services.audit_records import FieldChange, RecordChange
from wset_desk.services.record_names import RecordName


class Wording(Protocol):
    """How the names and values of the store are written."""

    def action(self, name: str) -> str: ...

    def entity(self, name: str) -> str: ...

    def op(self, record: RecordChange) -> str: ...

    def record(self, record: RecordChange) -> str: ...

    def reason(self, text: str) -> str: ...

    def field(self, name: str) -> str: ...

    def value(self, field: FieldChange, value: Any) -> Cell: ...


def audit_sheet(acts: Iterable[ExportedAct], zone: ZoneInfo, wording: Wording) -> Sheet:
    """Who changed which field of what, when, how and why; times in `zone` and in UTC."""
    headings = (
        _("Time"),
        _("Time in UTC"),
        _("Person"),
        _("Action"),
        _("Kind of record"),
        _("Record"),
        _("Change"),
        _("Field"),
        _("Before"),
        _("After"),
        _("Reason"),
        _("Transaction"),
    )
    rows = [row for act in acts for row in _rows(act, zone, wording)]
    return Sheet(_("Audit log"), headings, rows)


def _rows(act: ExportedAct, zone: ZoneInfo, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    at = act.key.at
    when = (_wall(at.astimezone(zone)), _wall(at.astimezone(UTC)), act.actor_name)
    why = (wording.reason(act.reason) if act.reason else None, str(act.key.tx))
    for record in act.records:
        what = (
            wording.action(act.key.action),
            wording.entity(record.ref.entity),
            wording.record(record),
            wording.op(record),
        )
        for change in record.fields:
            values = (wording.value(change, each) for each in (change.before, change.after))
            yield (*when, *what, wording.field(change.name), *values, *why)
        if record.is_erased:
            yield (*when, *what, None, _("erased"), _("erased"), *why)
        elif not record.fields:
            yield (*when, *what, None, None, None, *why)


def _wall(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, microsecond=0)


class SpecificationNames:
    """The names of the specification and the store, for those who go on working with the file."""

    def action(self, name: str) -> str:
        return name

    def entity(self, name: str) -> str:
        return name

    def op(self, record: RecordChange) -> str:
        return record.op.value

    def record(self, record: RecordChange) -> str:
        return _name(record.name) or str(record.ref.id)

    def reason(self, text: str) -> str:
        return text

    def field(self, name: str) -> str:
        return name

    def value(self, field: FieldChange, value: Any) -> Cell:
        if isinstance(value, RecordName):
            return _name(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat()
        if value is None or isinstance(value, str | int | Decimal | date):
            return value
        return json.dumps(value, ensure_ascii=False)


def _name(name: RecordName) -> str:
    day = name.day.isoformat() if name.day else ""
    return ", ".join(part for part in (name.name, name.context, day) if part)
