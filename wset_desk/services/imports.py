"""Candidates from a file: every row checked first, then all of them taken up or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import CandidateValues, full_name
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_rows import ColumnMapping, DuplicateAction, TextRow
from wset_desk.domain.permissions import Permission
from wset_desk.domain.written_dates import DateOrder
from wset_desk.services.candidate_records import (
    apply_values,
    checked,
    new_row,
    refuse_if_built_upon,
    values_of,
)
from wset_desk.services.contract import command, query
from wset_desk.services.import_checks import (
    CheckedRow,
    ImportCheck,
    Reporter,
    RowState,
    check_rows,
    reporting,
)
from wset_desk.storage.schema import Candidate
from wset_desk.storage.unit_of_work import UnitOfWork

_ROWS_A_FLUSH = 1000
_CHECK_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class RowChoice:
    """The decision on one row; an update names the candidate where several fit."""

    action: DuplicateAction
    candidate_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class UpdatedRecord:
    """What an import changed: the values of a record's kind before and after."""

    id: UUID
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: `skipped` rows are about something known, `left_out` ones were wrong."""

    added: tuple[UUID, ...]
    updated: tuple[UpdatedRecord, ...]
    unchanged: int
    skipped: int
    left_out: int


@query(Permission.IMPORT_DATA)
def check_candidates(
    uow: UnitOfWork,
    *,
    rows: Sequence[TextRow],
    mapping: ColumnMapping,
    date_order: DateOrder | None = None,
    progress: Reporter | None = None,
) -> ImportCheck:
    """What an import of these rows would meet.

    Dates are read as the column's own values tell, unless `date_order` is given. Refuses
    IMPORT_NEEDS_NAMES and FIELD_MAPPED_TWICE.
    """
    return check_rows(uow, rows, mapping, date_order, progress)


@command(Permission.IMPORT_DATA)
def import_candidates(
    uow: UnitOfWork,
    *,
    rows: Sequence[TextRow],
    mapping: ColumnMapping,
    choices: Mapping[int, RowChoice] | None = None,
    on_duplicate: DuplicateAction = DuplicateAction.SKIP,
    leave_out_wrong: bool = False,
    date_order: DateOrder | None = None,
    progress: Reporter | None = None,
) -> ImportReport:
    """Take the rows up, all or none.

    `choices` (by row number) decide on rows about somebody known, `on_duplicate` on the others of
    that kind. Two candidates never share a number, so that `ADD` leaves a known number alone.
    Refuses IMPORT_HAS_ERRORS unless `leave_out_wrong`, SEVERAL_CANDIDATES_FIT, ROW_MATCHES_NOBODY,
    CANDIDATE_REPEATED, and what `check_candidates` refuses.
    """
    check = check_rows(uow, rows, mapping, date_order, progress, share=_CHECK_SHARE)
    wrong = check.count(RowState.ERROR)
    if wrong and not leave_out_wrong:
        raise DomainError("IMPORT_HAS_ERRORS", count=wrong)
    chosen = _Chosen(check.rows, choices or {}, on_duplicate)
    return ImportReport(
        added=_add(uow, reporting(chosen.to_add, progress, start=_CHECK_SHARE)),
        updated=_update(uow, chosen.to_update),
        unchanged=check.count(RowState.SAME),
        skipped=chosen.skipped,
        left_out=wrong,
    )


@command(Permission.IMPORT_DATA)
def undo_import(uow: UnitOfWork, *, report: ImportReport) -> int:
    """Take an import back; answers how many candidates that concerns.

    Refuses CANDIDATE_HAS_HISTORY, CANDIDATE_CHANGED_SINCE and CANDIDATE_NUMBER_TAKEN: what has
    been built upon stays.
    """
    rows = _rows_by_id(uow, [*report.added, *(each.id for each in report.updated)])
    added = [rows[added] for added in report.added if added in rows]
    refuse_if_built_upon(uow, added)
    for row in added:
        uow.delete(row)
    apply_values(uow, _restored(uow, rows, report.updated))
    return len(rows)


def _restored(
    uow: UnitOfWork, rows: Mapping[UUID, Candidate], updated: Iterable[UpdatedRecord]
) -> list[tuple[Candidate, CandidateValues]]:
    """What is still to be put back; a row with another number is, so that the next is checked."""
    found = []
    for each in updated:
        row = rows.get(each.id)
        if row is None or values_of(row) != each.after:
            name = full_name(each.after.first_name, each.after.last_name)
            raise DomainError("CANDIDATE_CHANGED_SINCE", name=name)
        if each.before.candidate_number != each.after.candidate_number:
            checked(uow, each.before, besides=each.id)
            apply_values(uow, [(row, each.before)])
        else:
            found.append((row, each.before))
    return found


class _Chosen:
    """The rows of a check by what is to become of them."""

    def __init__(
        self,
        rows: Iterable[CheckedRow],
        choices: Mapping[int, RowChoice],
        on_duplicate: DuplicateAction,
    ) -> None:
        self.to_add: list[CheckedRow] = []
        self.to_update: dict[UUID, CheckedRow] = {}
        self.skipped = 0
        self._choices = choices
        self._default = RowChoice(on_duplicate)
        for row in rows:
            self._take(row)

    def _take(self, row: CheckedRow) -> None:
        if row.state is RowState.NEW:
            self.to_add.append(row)
        elif row.state in {RowState.CHANGED, RowState.DUPLICATE}:
            choice = self._choices.get(row.number, self._default)
            if choice.action is DuplicateAction.UPDATE:
                self._take_update(row, choice.candidate_id)
            elif choice.action is DuplicateAction.ADD and row.state is RowState.DUPLICATE:
                self.to_add.append(row)
            else:
                self.skipped += 1

    def _take_update(self, row: CheckedRow, candidate_id: UUID | None) -> None:
        fitting = [match.id for match in row.matches]
        if candidate_id is None and len(fitting) > 1:
            raise DomainError("SEVERAL_CANDIDATES_FIT", row=row.number)
        target = candidate_id or fitting[0]
        if target not in fitting:
            raise DomainError("ROW_MATCHES_NOBODY", row=row.number)
        if target in self.to_update:
            raise DomainError("CANDIDATE_REPEATED", row=self.to_update[target].number)
        self.to_update[target] = row


def _add(uow: UnitOfWork, rows: Iterable[CheckedRow]) -> tuple[UUID, ...]:
    """Written in parts, so that whoever watches sees them go by and can stop."""
    added: list[UUID] = []
    for row in rows:
        added.append(uow.add(new_row(row.values)).id)
        if len(added) % _ROWS_A_FLUSH == 0:
            uow.session.flush()
    return tuple(added)


def _update(uow: UnitOfWork, rows: Mapping[UUID, CheckedRow]) -> tuple[UpdatedRecord, ...]:
    candidates = _rows_by_id(uow, list(rows))
    updated = []
    for candidate_id, row in rows.items():
        before = values_of(candidates[candidate_id])
        after = replace(before, **{name: getattr(row.values, name) for name in row.given})
        updated.append(UpdatedRecord(candidate_id, before, after))
    apply_values(uow, ((candidates[each.id], each.after) for each in updated))
    return tuple(updated)


def _rows_by_id(uow: UnitOfWork, ids: Sequence[UUID]) -> dict[UUID, Candidate]:
    found = uow.session.scalars(select(Candidate).where(Candidate.id.in_(ids)))
    return {row.id: row for row in found}
