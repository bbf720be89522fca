"""Writes the example files of `resources/samples` as Excel workbooks too, from the CSV files."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "resources" / "samples"
sys.path.insert(0, str(ROOT))

from wset_desk.domain import candidate_rows  # noqa: E402
from wset_desk.domain.file_cells import Shown, shown  # noqa: E402
from wset_desk.domain.file_fields import FileKind  # noqa: E402
from wset_desk.domain.file_money import Whole  # noqa: E402
from wset_desk.domain.written_dates import DateOrder  # noqa: E402
from wset_desk.exchange.columns import RecognisedColumns  # noqa: E402
from wset_desk.exchange.export_files import TITLES  # noqa: E402
from wset_desk.exchange.import_files import read_import_file  # noqa: E402
from wset_desk.exchange.sheets import Sheet, write_sheet  # noqa: E402
from wset_desk.services.records.kinds import SPECS  # noqa: E402

ORDER = DateOrder.DAY_FIRST


def workbook_of(kind: FileKind) -> Sheet:
    """The CSV file as a table: days, times and amounts as Excel has them."""
    columns = read_import_file(SAMPLES / f"{kind}.csv", kind)
    headings = tuple(each.heading for each in columns.columns)
    return Sheet(TITLES[kind], headings, list(_rows(kind, columns)))


def _rows(kind: FileKind, columns: RecognisedColumns) -> Iterator[tuple[Shown, ...]]:
    texts = {row.number: row for row in columns.rows}
    for row in _read(kind, columns):
        yield tuple(
            _cell(texts[row.number].cell(each.position), row.values, columns.mapping[each.position])
            for each in columns.columns
        )


def _read(kind: FileKind, columns: RecognisedColumns) -> Iterator[Any]:
    if kind is FileKind.CANDIDATES:
        return candidate_rows.read_rows(columns.rows, columns.mapping, ORDER, date.max)
    return SPECS[kind].read_rows(columns.rows, columns.mapping, ORDER)


def _cell(text: str, values: Any, name: str) -> Shown:
    """What is blank stays so: an example shows what may be left out."""
    value = getattr(values, name)
    if not text.strip():
        return None
    return text if isinstance(value, Whole) else shown(value)


def main() -> None:
    for kind in FileKind:
        write_sheet(SAMPLES / f"{kind}.xlsx", workbook_of(kind))


if __name__ == "__main__":
    main()
