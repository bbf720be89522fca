"""What exams have brought in: by product, level, month and session, from the ledger alone.

What was charged, received, waived, withdrawn and refunded belongs to the day on which it was
entered. What is owed is a balance: of all that was entered until the end of the period.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from wset_desk.domain.fees import FeeAccount, fee_account
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import query
from wset_desk.services.money.revenue_entries import RevenueEntry, revenue_entries
from wset_desk.services.money.revenue_rows import Revenue, RevenueKey, RevenueRow, RevenueSums
from wset_desk.storage.unit_of_work import UnitOfWork

_NOTHING = Decimal("0.00")


@query(Permission.VIEW_MONEY)
def revenue(
    uow: UnitOfWork, *, first_day: date | None = None, last_day: date | None = None
) -> Revenue:
    """What was entered from `first_day` to `last_day`, days of the centre, both included."""
    found = revenue_entries(uow, last_day)
    period = _Period(found, first_day)
    return Revenue(
        first_day=first_day,
        last_day=last_day,
        currency=uow.centre.currency,
        total=period.sums(found),
        by_product=period.by(lambda entry: RevenueKey(product=entry.product), _by_product),
        by_level=period.by(lambda entry: RevenueKey(level=entry.level), _by_level),
        by_month=period.by_month(),
        by_session=period.by(lambda entry: RevenueKey(session=entry.session), _by_session),
    )


class _Period:
    """Entries until the end of a period, of which those from `first_day` on are in it."""

    def __init__(self, entries: list[RevenueEntry], first_day: date | None) -> None:
        self._entries = entries
        self._first_day = first_day

    def sums(self, entries: Iterable[RevenueEntry]) -> RevenueSums:
        until_the_end = list(entries)
        entered = _account(entry for entry in until_the_end if self._is_in(entry))
        return RevenueSums(
            charged=entered.charged,
            received=entered.paid,
            waived=entered.waived,
            withdrawn=entered.withdrawn,
            refunded=entered.refunded,
            owed=_account(until_the_end).owed,
        )

    def by(
        self,
        key: Callable[[RevenueEntry], RevenueKey],
        order: Callable[[RevenueRow], tuple[object, ...]],
    ) -> tuple[RevenueRow, ...]:
        """A row for whatever something was entered for in the period, or is owed at its end."""
        groups: dict[RevenueKey, list[RevenueEntry]] = defaultdict(list)
        for entry in self._entries:
            groups[key(entry)].append(entry)
        rows = (RevenueRow(each, self.sums(found)) for each, found in groups.items())
        return tuple(sorted((row for row in rows if row.sums != RevenueSums()), key=order))

    def by_month(self) -> tuple[RevenueRow, ...]:
        """A row for each month of the period until the last with entries; owed at its end."""
        months: dict[date, list[RevenueEntry]] = defaultdict(list)
        for entry in self._entries:
            months[entry.day.replace(day=1)].append(entry)
        rows: list[RevenueRow] = []
        so_far = _NOTHING
        for month in _from_to(sorted(months)):
            entries = months.get(month, [])
            so_far += _account(entries).owed
            if self._first_day is None or month >= self._first_day.replace(day=1):
                sums = replace(self.sums(entries), owed=so_far)
                rows.append(RevenueRow(RevenueKey(month=month), sums))
        return tuple(rows)

    def _is_in(self, entry: RevenueEntry) -> bool:
        return self._first_day is None or entry.day >= self._first_day


def _account(entries: Iterable[RevenueEntry]) -> FeeAccount:
    return fee_account(_NOTHING, (entry.posting for entry in entries))


def _from_to(months: list[date]) -> Iterable[date]:
    """Every month from the first of them to the last."""
    if not months:
        return
    month, last = months[0], months[-1]
    while month <= last:
        yield month
        year, number = divmod(month.year * 12 + month.month, 12)
        month = date(year, number + 1, 1)


def _by_product(row: RevenueRow) -> tuple[object, ...]:
    return (row.key.product is None, row.key.product or "")


def _by_level(row: RevenueRow) -> tuple[object, ...]:
    return (row.key.level is None, row.key.level or 0)


def _by_session(row: RevenueRow) -> tuple[object, ...]:
    session = row.key.session
    if session is None:
        return (True, date.max, "")
    return (False, session.day, session.name)
