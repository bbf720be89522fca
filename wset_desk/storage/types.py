"""Column types that are exact on both databases: no binary floats, no naive instants."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Integer, String, Uuid
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

HUNDRED = Decimal(100)
_TWO_PLACES = Decimal("0.01")


class _Hundredths(TypeDecorator[Decimal]):
    """A Decimal with at most two places, kept as an integer number of hundredths."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError(f"{type(self).__name__} takes exact decimals, not the float {value!r}")
        scaled = Decimal(value) * HUNDRED
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{type(self).__name__} {value} is finer than a hundredth")
        return int(scaled)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / HUNDRED).quantize(_TWO_PLACES)


class Money(_Hundredths):
    """An amount in the centre's currency, in hundredths of its unit."""

    impl = BigInteger
    cache_ok = True


class Mark(_Hundredths):
    """A mark or a percentage, in hundredths."""

    cache_ok = True


class Instant(TypeDecorator[datetime]):
    """An aware instant in UTC: `timestamptz` on PostgreSQL, sortable ISO 8601 text on SQLite."""

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(27))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: instants are aware and stored in UTC")
        instant = value.astimezone(UTC)
        return instant if dialect.name == "postgresql" else instant_text(instant)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None]:
        """Handed to the driver's rows directly: a month of the calendar reads thousands."""
        read = _in_utc if dialect.name == "postgresql" else datetime.fromisoformat
        return lambda value: None if value is None else read(value)


class Id(TypeDecorator[UUID]):
    """A UUIDv7, made where the row is made; native on PostgreSQL, 32 hex digits on SQLite."""

    impl = Uuid(as_uuid=True)
    cache_ok = True


def _in_utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def instant_text(instant: datetime) -> str:
    """`2026-09-06T14:30:00.000000Z`: always 27 characters, so that text order is time order."""
    return _utc_text(instant if instant.tzinfo is UTC else instant.astimezone(UTC))


@lru_cache(maxsize=64)
def _utc_text(instant: datetime) -> str:
    """Remembered: all that one action writes bears its moment, several times a row."""
    return instant.isoformat(timespec="microseconds")[:26] + "Z"
