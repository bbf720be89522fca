"""What an import of records other than candidates would meet, row by row."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.file_fields import RecordSpec
from wset_desk.domain.file_rows import CellProblem, ColumnMapping, ReadRow, TextRow
from wset_desk.domain.written_dates import ColumnOrder, DateOrder
from wset_desk.services.import_checks import (
    CheckedRow,
    ImportCheck,
    Match,
    Reporter,
    RowState,
    reporting,
)
from wset_desk.services.records.base import Known, Records

AnyRow = ReadRow[Any]


def check_records_of(
    records: Records[Any],
    rows: Sequence[TextRow],
    mapping: ColumnMapping,
    date_order: DateOrder | None,
    progress: Reporter | None = None,
    *,
    share: float = 1,
) -> ImportCheck:
    """Every row on its own, then against the file's others and against what the centre has.

    Checking counts as `share` of what `progress` hears about.
    """
    spec: RecordSpec[Any] = records.spec
    spec.check_mapping(mapping)
    order = spec.date_order(rows, mapping)
    if date_order is not None and order is not None:
        order = ColumnOrder(date_order, certain=True)
    reading = order.order if order else DateOrder.DAY_FIRST
    half = share / 2
    read = list(spec.read_rows(reporting(rows, progress, end=half), mapping, reading))
    records.begin([row.values for row in read if not row.problems])
    comparison = _Comparison(records, mapping)
    ranked = sorted(read, key=lambda row: -1 if row.problems else records.rank(row.values))
    found = [comparison.of(row) for row in reporting(ranked, progress, start=half, end=share)]
    return ImportCheck(tuple(sorted(found, key=lambda row: row.number)), order)


class _Comparison:
    """Rows held against what the centre has, and against each other."""

    def __init__(self, records: Records[Any], mapping: ColumnMapping) -> None:
        self._records = records
        self._columns = {name: column for column, name in mapping.items()}
        self._known: dict[Hashable, Known[Any]] = {}
        for each in records.known():
            self._known.setdefault(records.key(each.values), each)
        self._seen: dict[Hashable, CheckedRow] = {}

    def of(self, row: AnyRow) -> CheckedRow:
        checked = CheckedRow(row.number, row.values, row.given, RowState.NEW)
        if row.problems:
            return replace(checked, state=RowState.ERROR, problems=row.problems)
        try:
            values = self._records.resolved(row.values)
            return self._compared(CheckedRow(row.number, values, row.given, RowState.NEW))
        except DomainError as error:
            return self._refused(checked, Refusal(error.code, error.parameters))

    def _compared(self, checked: CheckedRow) -> CheckedRow:
        key = self._records.key(checked.values)
        first = self._seen.setdefault(key, checked)
        if first is not checked:
            if first.values == checked.values:
                return replace(checked, state=RowState.SAME)
            raise DomainError("RECORD_REPEATED", row=first.number)
        known = self._known.get(key)
        if known is None:
            self._records.accept(checked.values)
            return checked
        return self._against(checked, known)

    def _against(self, checked: CheckedRow, known: Known[Any]) -> CheckedRow:
        compared = checked.given - self._records.identity
        differs = tuple(
            each.name
            for each in self._records.spec.fields
            if each.name in compared
            and getattr(checked.values, each.name) != getattr(known.values, each.name)
        )
        for name in differs:
            if self._records.is_fixed(name, known.values):
                raise DomainError(
                    "RECORD_FIXED", field=name, known=str(getattr(known.values, name))
                )
        state = RowState.CHANGED if differs else RowState.SAME
        match = Match(known.id, known.name, known.values, differs)
        return replace(checked, state=state, matches=(match,))

    def _refused(self, checked: CheckedRow, refusal: Refusal) -> CheckedRow:
        field = str(refusal.parameters.get("field"))
        column = self._columns.get(field)
        if refusal.code == "CELL_MISSING" and column is None:
            label = self._records.spec.labels[field]
            refusal = Refusal("IMPORT_NEEDS_COLUMN", {"label": label})
        problem = CellProblem(checked.number, column, refusal)
        return replace(checked, state=RowState.ERROR, problems=(problem,))


def values_after(row: CheckedRow) -> Any:
    """What a known record is to be: as it was, with what the row gives."""
    before = row.matches[0].values
    given: Mapping[str, Any] = {name: getattr(row.values, name) for name in row.matches[0].differs}
    return replace(before, **given)
