"""Column values as JSON and back: for patches in the outbox, and for the audit log."""

from collections.abc import Callable
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


_READERS: dict[type[Any], Callable[[Any], Any]] = {
    Id: UUID,
    Money: Decimal,
    Mark: Decimal,
    Instant: datetime.fromisoformat,
    Date: date.fromisoformat,
}


def reader_of(column: Column[Any]) -> Callable[[Any], Any] | None:
    """What makes this column's values of their JSON form; None where they are that already."""
    return _READERS.get(type(column.type))


def decode(column: Column[Any], value: Any) -> Any:
    """The inverse of `encode` for a value of this column."""
    read = reader_of(column)
    return value if value is None or read is None else read(value)
