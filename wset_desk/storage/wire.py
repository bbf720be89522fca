"""Column values as JSON and back: for patches in the outbox, and for the audit log."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Date

from wset_desk.storage.types import Id, Instant, Mark, Money, instant_text

PLAIN = frozenset({str, int, bool, type(None)})
"""Types of which a value is its own JSON form."""


def encode(value: Any) -> Any:
    """The JSON form of a column's value: exact decimals and instants as text."""
    if type(value) in PLAIN:  # most are, and there are many
        return value
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value


def decode(column: Column[Any], value: Any) -> Any:
    """The inverse of `encode` for a value of this column."""
    if value is None:
        return None
    match column.type:
        case Id():
            return UUID(value)
        case Money() | Mark():
            return Decimal(value)
        case Instant():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
    return value
