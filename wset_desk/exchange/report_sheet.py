"""A report as a table to be written to a file: its rows, and the total as the last one."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from wset_desk.domain.decimals import TWO_PLACES
from wset_desk.exchange.sheets import Cell, Sheet
from wset_desk.i18n import _
from wset_desk.services.reports.registry import Report
from wset_desk.services.reports.tables import Cell as ReportCell
from wset_desk.services.reports.tables import CellKind, ReportColumn, ReportRow, ReportTable
from wset_desk.services.reports.wording import cell_text

_AS_THEY_ARE = frozenset(
    {CellKind.TEXT, CellKind.DAY, CellKind.LEVEL, CellKind.NUMBER, CellKind.PERCENT}
) | {CellKind.POINTS, CellKind.DAYS}
"""Numbers and days stay numbers and days: others can go on reckoning with them."""


def report_sheet(report: Report, found: ReportTable) -> Sheet:
    """The table; percentages, points and days to two places, levels as numbers."""
    rows = [_cells(found.columns, row) for row in found.rows]
    if found.total is not None:
        _first, *others = _cells(found.columns, found.total)
        rows.append((_("Total"), *others))
    return Sheet(_(report.title), tuple(_(column.title) for column in found.columns), rows)


def _cells(columns: tuple[ReportColumn, ...], row: ReportRow) -> tuple[Cell, ...]:
    return tuple(_cell(column.kind, cell) for column, cell in zip(columns, row.cells, strict=True))


def _cell(kind: CellKind, value: ReportCell) -> Cell:
    if value is None:
        return None
    if kind not in _AS_THEY_ARE:
        return cell_text(kind, value)
    if isinstance(value, Decimal):
        return value.quantize(TWO_PLACES, rounding=ROUND_HALF_UP)
    return value if isinstance(value, str | int | date) else cell_text(kind, value)
