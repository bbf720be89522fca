"""The table of a breakdown."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ui.common.money import money_text
from ui.common.table_model import Column
from ui.desk.revenue import words
from wset_desk.i18n import N_
from wset_desk.services.money.revenue_rows import RevenueGroup, RevenueRow, RevenueSums

_WIDTH = 112


def revenue_columns(group: RevenueGroup, currency: str) -> tuple[Column[RevenueRow], ...]:
    """What it is broken down by, and the amounts."""
    return (
        Column(
            "name",
            words.GROUPS[group],
            lambda row: words.key_name(row.key, group),
            sort_key=lambda row: _order(row, group),
            strong=True,
            stretch=True,
        ),
        _amount("charged", N_("Charged"), currency, lambda sums: sums.charged),
        _amount("received", N_("Received"), currency, lambda sums: sums.received),
        _amount("waived", N_("Waived"), currency, lambda sums: sums.waived),
        _amount("withdrawn", N_("Withdrawn"), currency, lambda sums: sums.withdrawn),
        _amount("refunded", N_("Refunded"), currency, lambda sums: sums.refunded),
        _amount("owed", N_("Owed"), currency, lambda sums: sums.owed, owed=True),
    )


def _amount(
    key: str,
    title: str,
    currency: str,
    amount: Callable[[RevenueSums], Decimal],
    *,
    owed: bool = False,
) -> Column[RevenueRow]:
    def shown(row: RevenueRow) -> str:
        return money_text(amount(row.sums), currency) if amount(row.sums) else "–"

    def tone(row: RevenueRow) -> str:
        if not amount(row.sums):
            return "text3"
        return "warning" if owed else "text"

    return Column(
        key,
        title,
        shown,
        align="right",
        tabular=True,
        tone=tone,
        sort_key=lambda row: amount(row.sums),
        width=_WIDTH,
    )


def _order(row: RevenueRow, group: RevenueGroup) -> tuple[object, ...]:
    """Months and sessions by day, levels by number, products by name."""
    key = row.key
    if group is RevenueGroup.SESSION and key.session is not None:
        return (key.session.day.isoformat(), key.session.name)
    if group is RevenueGroup.MONTH and key.month is not None:
        return (key.month.isoformat(),)
    return (words.key_name(key, group).casefold(),)
