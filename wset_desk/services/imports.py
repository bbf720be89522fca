"""Candidates from a file: every row checked first, then all of them taken up or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import ColumnMapping, DuplicateAction, TextRow
from wset_desk.domain.permissions import Permission
from wset_desk.domain.written_dates import DateOrder
from wset_desk.services.candidate_records import apply_values, new_row, values_of
from wset_desk.services.contract import command, query
from wset_desk.services.import_checks import (
    CheckedRow,
    ImportCheck,
    Reporter,
    RowState,
    check_rows,
    reporting,
)
from wset_desk.services.import_runs import (
    NO_SOURCE,
    REASON,
    FileSource,
    ImportReport,
    keep_run,
    outcomes_of,
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
    source: FileSource = NO_SOURCE,
    progress: Reporter | None = None,
) -> ImportReport:
    """Take the rows up, all or none.

    `choices` (by row number) decide on rows about somebody known, `on_duplicate` on the others of
    that kind. Two candidates never share a number, so that `ADD` leaves a known number alone.
    Refuses IMPORT_HAS_ERRORS unless `leave_out_wrong`, DATE_ORDER_IN_DOUBT,
    SEVERAL_CANDIDATES_FIT, ROW_MATCHES_NOBODY, CANDIDATE_REPEATED, and what `check_candidates`
    refuses.
    """
    uow.reason = REASON
    check = check_rows(uow, rows, mapping, date_order, progress, share=_CHECK_SHARE)
    check.refuse(leave_out_wrong=leave_out_wrong)
    chosen = _Chosen(check.rows, choices or {}, on_duplicate)
    outcomes = outcomes_of(
        rows,
        check,
        added={row.number for row in chosen.to_add},
        changed={row.number for row in chosen.to_update.values()},
    )
    return ImportReport(
        run=keep_run(uow, FileKind.CANDIDATES, source, outcomes, check.problems),
        added=_add(uow, reporting(chosen.to_add, progress, start=_CHECK_SHARE)),
        updated=_update(uow, chosen.to_update),
    )


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


def _update(uow: UnitOfWork, rows: Mapping[UUID, CheckedRow]) -> tuple[UUID, ...]:
    found = uow.session.scalars(select(Candidate).where(Candidate.id.in_(rows)))
    apply_values(uow, [(each, _values_after(each, rows[each.id])) for each in found])
    return tuple(rows)


def _values_after(candidate: Candidate, row: CheckedRow) -> CandidateValues:
    """As it was, with what the row gives."""
    given = {name: getattr(row.values, name) for name in row.given}
    return replace(values_of(candidate), **given)
