"""Courses, sessions, enrolments, bookings and results from files: all rows taken up or none.

What comes from a file is history that others have dealt with: it charges nobody and tells nobody.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import ColumnMapping, DuplicateAction, TextRow
from wset_desk.domain.permissions import Permission
from wset_desk.domain.written_dates import DateOrder
from wset_desk.services.contract import command, query
from wset_desk.services.import_checks import CheckedRow, ImportCheck, Reporter, RowState, reporting
from wset_desk.services.import_runs import (
    NO_SOURCE,
    REASON,
    FileSource,
    ImportReport,
    keep_run,
    outcomes_of,
)
from wset_desk.services.record_checks import check_records_of, values_after
from wset_desk.services.records.base import Records
from wset_desk.services.records.kinds import RECORDS
from wset_desk.storage.unit_of_work import UnitOfWork

_CHECK_SHARE = 0.4
_ROWS_A_FLUSH = 1000


@query(Permission.IMPORT_DATA)
def check_records(
    uow: UnitOfWork,
    *,
    kind: FileKind,
    rows: Sequence[TextRow],
    mapping: ColumnMapping,
    date_order: DateOrder | None = None,
    progress: Reporter | None = None,
) -> ImportCheck:
    """What an import of these rows would meet.

    Dates are read as the file's own values tell, unless `date_order` is given. Refuses
    IMPORT_NEEDS_COLUMN and FIELD_MAPPED_TWICE.
    """
    return check_records_of(RECORDS[kind](uow), rows, mapping, date_order, progress)


@command(Permission.IMPORT_DATA)
def import_records(
    uow: UnitOfWork,
    *,
    kind: FileKind,
    rows: Sequence[TextRow],
    mapping: ColumnMapping,
    on_duplicate: DuplicateAction = DuplicateAction.SKIP,
    leave_out_wrong: bool = False,
    date_order: DateOrder | None = None,
    source: FileSource = NO_SOURCE,
    progress: Reporter | None = None,
) -> ImportReport:
    """Take the rows up, all or none; known records change with `UPDATE` alone.

    Refuses IMPORT_HAS_ERRORS unless `leave_out_wrong`, DATE_ORDER_IN_DOUBT, and what
    `check_records` refuses.
    """
    uow.reason = REASON
    records = RECORDS[kind](uow)
    check = check_records_of(records, rows, mapping, date_order, progress, share=_CHECK_SHARE)
    check.refuse(leave_out_wrong=leave_out_wrong)
    changed = [row for row in check.rows if row.state is RowState.CHANGED]
    to_update = changed if on_duplicate is DuplicateAction.UPDATE else []
    outcomes = outcomes_of(
        rows,
        check,
        added={row.number for row in check.rows if row.state is RowState.NEW},
        changed={row.number for row in to_update},
    )
    report = ImportReport(
        run=keep_run(uow, kind, source, outcomes, check.problems),
        added=tuple(_add(records, check, progress)),
        updated=tuple(_update(records, row) for row in to_update),
    )
    records.finish()
    return report


def _add(records: Records[Any], check: ImportCheck, progress: Reporter | None) -> list[Any]:
    new = [row for row in check.rows if row.state is RowState.NEW]
    new.sort(key=lambda row: records.rank(row.values))
    added = []
    for row in reporting(new, progress, start=_CHECK_SHARE):
        added.append(records.add(row.values))
        if records.in_parts and len(added) % _ROWS_A_FLUSH == 0:
            records.uow.session.flush()
    return added


def _update(records: Records[Any], row: CheckedRow) -> UUID:
    match = row.matches[0]
    records.change(match.id, match.values, values_after(row))
    return match.id
