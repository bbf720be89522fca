"""Revenue as windows and files get it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

_NOTHING = Decimal("0.00")


class RevenueGroup(StrEnum):
    """What revenue is broken down by."""

    PRODUCT = "product"
    LEVEL = "level"
    MONTH = "month"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class RevenueSession:
    """The exam session of a booking; `day` is the centre's."""

    id: UUID
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class RevenueKey:
    """What a row is about: one of these, or nothing where entries have none of it.

    `product` is a product's kind, or `standalone` for a fee that was typed; `month` is a month's
    first day.
    """

    product: str | None = None
    level: int | None = None
    month: date | None = None
    session: RevenueSession | None = None


@dataclass(frozen=True, slots=True)
class RevenueSums:
    """Amounts in two places. `received` is before refunds; `owed` as at the end of the period."""

    charged: Decimal = _NOTHING
    received: Decimal = _NOTHING
    waived: Decimal = _NOTHING
    withdrawn: Decimal = _NOTHING
    refunded: Decimal = _NOTHING
    owed: Decimal = _NOTHING

    @property
    def kept(self) -> Decimal:
        """What came in and stayed."""
        return self.received - self.refunded


@dataclass(frozen=True, slots=True)
class RevenueRow:
    key: RevenueKey
    sums: RevenueSums


@dataclass(frozen=True, slots=True)
class Revenue:
    """The revenue of a period, of which None is open; each breakdown adds up to `total`."""

    first_day: date | None
    last_day: date | None
    currency: str
    total: RevenueSums
    by_product: tuple[RevenueRow, ...]
    by_level: tuple[RevenueRow, ...]
    by_month: tuple[RevenueRow, ...]
    by_session: tuple[RevenueRow, ...]

    def rows(self, group: RevenueGroup) -> tuple[RevenueRow, ...]:
        return {
            RevenueGroup.PRODUCT: self.by_product,
            RevenueGroup.LEVEL: self.by_level,
            RevenueGroup.MONTH: self.by_month,
            RevenueGroup.SESSION: self.by_session,
        }[group]
