"""The words of the audit log's export: those that the screen uses."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ui.desk.audit import words
from ui.desk.audit.values import Values, field_title
from wset_desk.exchange.sheets import Cell
from wset_desk.services.audit_records import FieldChange, FieldKind, RecordChange


class ScreenWords:
    """See ``wset_desk.exchange.audit_sheet.Wording``; numbers and dates stay what they are."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def action(self, name: str) -> str:
        return words.action_title(name)

    def entity(self, name: str) -> str:
        return words.entity_title(name)

    def op(self, record: RecordChange) -> str:
        return words.op_title(record.op)

    def record(self, record: RecordChange) -> str:
        return words.record_name(record, self._values)

    def reason(self, text: str) -> str:
        return words.reason_words(text)

    def field(self, name: str) -> str:
        return field_title(name)

    def value(self, field: FieldChange, value: Any) -> Cell:
        if value is None:
            return None
        if isinstance(value, datetime):
            local = value.astimezone(self._values.zone)
            return local.replace(tzinfo=None, microsecond=0)
        if field.kind is FieldKind.NUMBER or isinstance(value, Decimal | date):
            return value  # type: ignore[no-any-return]
        return self._values.whole(field, value)
