"""Revenue as a table: a row for each product, level, month or session, and the total."""

from collections.abc import Callable

from wset_desk.exchange.sheets import Cell, Sheet
from wset_desk.i18n import _
from wset_desk.services.money.revenue_rows import Revenue, RevenueGroup, RevenueKey, RevenueSums


def revenue_sheet(
    found: Revenue, group: RevenueGroup, heading: str, name: Callable[[RevenueKey], str]
) -> Sheet:
    """The breakdown by `group`, whose rows are called what `name` answers."""
    headings = (
        heading,
        _("Charged"),
        _("Received"),
        _("Waived"),
        _("Withdrawn"),
        _("Refunded"),
        _("Owed"),
        _("Currency"),
    )
    rows: list[tuple[Cell, ...]] = [
        (name(row.key), *_amounts(row.sums), found.currency) for row in found.rows(group)
    ]
    rows.append((_("Total"), *_amounts(found.total), found.currency))
    return Sheet(_("Revenue"), headings, rows)


def _amounts(sums: RevenueSums) -> tuple[Cell, ...]:
    return (sums.charged, sums.received, sums.waived, sums.withdrawn, sums.refunded, sums.owed)
