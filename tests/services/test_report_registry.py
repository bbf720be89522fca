"""Each report of the registry runs on a sample-like centre, on both databases, and as a file."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.helpers.stores import PostgreSQL, sqlite_store
from wset_desk.exchange.report_sheet import report_sheet
from wset_desk.exchange.sheets import csv_bytes, workbook_bytes
from wset_desk.exchange.tabular import read_table
from wset_desk.services.demo.build import SampleSize, fill_sample
from wset_desk.services.reports.registry import REPORTS, Report
from wset_desk.services.reports.tables import Cell, CellKind, MarkBin, ReportPeriod
from wset_desk.services.reports.wording import cell_text, short_text
from wset_desk.services.workspace import Workspace
from wset_desk.storage.engine import open_postgresql
from wset_desk.storage.store import Store
from wset_desk.system import sample
from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker

SIZE = SampleSize(people=40, first_day=date(2026, 1, 20), last_day=date(2026, 2, 20))
"""Weeks of which the results have been released by the sample's present."""
TYPES: dict[CellKind, type | tuple[type, ...]] = {
    CellKind.TEXT: str,
    CellKind.MARKED: str,
    CellKind.LEVEL: int,
    CellKind.PAPER: str,
    CellKind.DAY: date,
    CellKind.MONTH: date,
    CellKind.BIN: MarkBin,
    CellKind.NUMBER: int,
    CellKind.PERCENT: Decimal,
    CellKind.POINTS: Decimal,
    CellKind.DAYS: (Decimal, int),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """Some weeks of the sample on each database; tests only read it."""
    clock = FixedClock(sample.NOW)
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        store = sqlite_store(tmp_path_factory.mktemp("reports") / "store.db", template, clock)
        yield Workspace(store, fill_sample(store, clock, size=SIZE))
        store.close()
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    with server.fresh_database() as url:
        store = Store(open_postgresql(url), clock, IdMaker(clock))
        yield Workspace(store, fill_sample(store, clock, size=SIZE))
        store.close()


def fits(kind: CellKind, cell: Cell) -> bool:
    return cell is None or (isinstance(cell, TYPES[kind]) and cell_text(kind, cell) != "")


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_it_runs(built: Workspace, report: Report) -> None:
    found = built.run(report.query, period=ReportPeriod(first_day=date(2026, 1, 1)))
    if report.name != "enquiries":  # none in these weeks
        assert found.rows
    for row in (*found.rows, *([found.total] if found.total else [])):
        assert len(row.cells) == len(found.columns)
        for column, cell in zip(found.columns, row.cells, strict=True):
            assert fits(column.kind, cell), (column.key, cell)
    assert 1 <= len(found.headlines) <= 4
    assert all(fits(each.kind, each.value) for each in found.headlines)
    assert 1 <= len(found.charts) <= 3
    for chart in found.charts:
        for point in chart.points:
            assert fits(chart.label_kind, point.label)
            assert short_text(chart.label_kind, point.label)
            assert len(point.values) == len(chart.series)
            assert all(value is None or value >= 0 for value in point.values)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_it_is_a_file(built: Workspace, report: Report, tmp_path: Path) -> None:
    found = built.run(report.query, period=ReportPeriod())
    sheet = report_sheet(report, found)
    text = csv_bytes(sheet).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == [column.title for column in found.columns]
    assert len(rows) == 1 + len(found.rows) + (found.total is not None)
    if found.total is not None:
        assert rows[-1][0] == "Total"
    file = tmp_path / "report.xlsx"
    file.write_bytes(workbook_bytes(sheet))
    assert len(read_table(file).rows) == len(rows)


def test_names_are_what_can_be_typed() -> None:
    names = [each.name for each in REPORTS]
    assert len(set(names)) == len(names)
    assert all(name == name.lower() and " " not in name for name in names)
