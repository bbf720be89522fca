"""What an import would meet: each row's state, its problems, what it may be about.

Of candidates also how that is found out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol, TypeVar
from uuid import UUID

from wset_desk.domain.candidate_rows import CandidateRow, check_mapping, read_rows
from wset_desk.domain.candidates import CandidateField, name_key, number_key
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.file_rows import CellProblem, ColumnMapping, TextRow, repeated
from wset_desk.domain.written_dates import ColumnOrder, DateOrder, column_order
from wset_desk.services.candidate_matching import KnownCandidate, KnownCandidates, known_candidates
from wset_desk.storage.unit_of_work import UnitOfWork

Row = TypeVar("Row")
_ROWS_A_REPORT = 200


class RowState(StrEnum):
    """What a row is: about nobody known, about somebody known with the same or other values
    (found by number), perhaps about somebody known (found by name and birth date), or wrong."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DUPLICATE = "duplicate"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Match:
    """A known record that a row may be about, and which of its values the row would change.

    `values` are those of its kind: a candidate's `CandidateValues`, an offering's `CourseValues`.
    """

    id: UUID
    name: str
    values: Any
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """`values` are those of its kind, as in `Match`; `given` names what the row really has, for
    empty cells never erase anything."""

    number: int
    values: Any
    given: frozenset[str]
    state: RowState
    matches: tuple[Match, ...] = ()
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportCheck:
    """Every row with its state. `date_order` is None where no date depends on it."""

    rows: tuple[CheckedRow, ...]
    date_order: ColumnOrder | None

    def count(self, state: RowState) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def is_in_doubt(self) -> bool:
        """Whether dates could be read in two ways, and nobody has said which."""
        return self.date_order is not None and not self.date_order.certain

    def refuse(self, *, leave_out_wrong: bool) -> None:
        """Refuse to import: IMPORT_HAS_ERRORS unless `leave_out_wrong`, DATE_ORDER_IN_DOUBT."""
        if self.date_order is not None:
            self.date_order.check_certain()
        wrong = self.count(RowState.ERROR)
        if wrong and not leave_out_wrong:
            raise DomainError("IMPORT_HAS_ERRORS", count=wrong)

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        return tuple(problem for row in self.rows for problem in row.problems)


class Reporter(Protocol):
    """Hears how much is done, from 0 to 1; may raise to stop, and nothing is kept then."""

    def report(self, fraction: float) -> None: ...


def reporting(
    rows: Sequence[Row], progress: Reporter | None, *, start: float = 0, end: float = 1
) -> Iterator[Row]:
    """The rows, telling `progress` now and then how far from `start` to `end` they are."""
    for number, row in enumerate(rows):
        if progress is not None and number % _ROWS_A_REPORT == 0:
            progress.report(start + (end - start) * number / len(rows))
        yield row


def check_rows(
    uow: UnitOfWork,
    rows: Sequence[TextRow],
    mapping: ColumnMapping,
    date_order: DateOrder | None,
    progress: Reporter | None = None,
    *,
    share: float = 1,
) -> ImportCheck:
    """Every row on its own, then against the others and against whom the centre knows.

    Checking counts as `share` of what `progress` hears about.
    """
    check_mapping(mapping)
    order = _order_of(rows, mapping)
    if date_order is not None and order is not None:
        order = ColumnOrder(date_order, certain=True)
    today = uow.now.astimezone(uow.zone).date()
    reading = order.order if order else DateOrder.DAY_FIRST
    read = list(read_rows(reporting(rows, progress, end=share), mapping, reading, today))
    known = known_candidates(uow)
    again = _repetitions(read)
    checked = (_checked(row, known, again.get(row.number), mapping) for row in read)
    return ImportCheck(_each_candidate_once(checked), order)


def _order_of(rows: Sequence[TextRow], mapping: ColumnMapping) -> ColumnOrder | None:
    columns = [n for n, kind in mapping.items() if kind is CandidateField.BIRTH_DATE]
    return column_order(row.cell(column) for column in columns for row in rows)


@dataclass(frozen=True, slots=True)
class _Repetition:
    """A row that says again what the row `first` said; `same` in every value."""

    first: int
    same: bool
    code: str


def _repetitions(rows: Sequence[CandidateRow]) -> dict[int, _Repetition]:
    by_number = {row.number: row for row in rows}
    numbers = repeated(rows, _number_of)
    people = repeated(rows, lambda row: None if _number_of(row) else _person_of(row))
    found = {}
    for code, pairs in (("CANDIDATE_REPEATED", people), ("NUMBER_REPEATED", numbers)):
        for number, first in pairs.items():
            same = by_number[number].values == by_number[first].values
            found[number] = _Repetition(first, same, code)
    return found


def _number_of(row: CandidateRow) -> str | None:
    number = row.values.candidate_number
    return number_key(number) if number else None


def _person_of(row: CandidateRow) -> object:
    """Without a birth date only a row that says exactly the same is about the same person."""
    if row.problems:
        return None
    born = row.values.birth_date
    return (name_key(row.values), born) if born else row.values


def _checked(
    row: CandidateRow, known: KnownCandidates, again: _Repetition | None, mapping: ColumnMapping
) -> CheckedRow:
    checked = CheckedRow(row.number, row.values, row.given, RowState.NEW)
    if row.problems:
        return replace(checked, state=RowState.ERROR, problems=row.problems)
    if again is not None:
        return _again(checked, again, mapping)
    holder = known.with_number(row.values.candidate_number)
    if holder is not None:
        match = _match(holder, row)
        state = RowState.CHANGED if match.differs else RowState.SAME
        return replace(checked, state=state, matches=(match,))
    return _perhaps_known(checked, [_match(each, row) for each in known.alike(row.values)])


def _again(checked: CheckedRow, again: _Repetition, mapping: ColumnMapping) -> CheckedRow:
    if again.same:
        return replace(checked, state=RowState.SAME)
    kind = CandidateField.CANDIDATE_NUMBER if again.code == "NUMBER_REPEATED" else None
    column = next((n for n, each in mapping.items() if each is kind), None)
    problem = CellProblem(checked.number, column, Refusal(again.code, {"row": again.first}))
    return replace(checked, state=RowState.ERROR, problems=(problem,))


def _perhaps_known(checked: CheckedRow, matches: list[Match]) -> CheckedRow:
    same = [match for match in matches if not match.differs]
    if same:
        return replace(checked, state=RowState.SAME, matches=(same[0],))
    state = RowState.DUPLICATE if matches else RowState.NEW
    return replace(checked, state=state, matches=tuple(matches))


def _match(known: KnownCandidate, row: CandidateRow) -> Match:
    given = (name for name in known.differences(row.values) if name in row.given)
    return Match(known.id, known.name, known.values, tuple(given))


def _each_candidate_once(rows: Iterable[CheckedRow]) -> tuple[CheckedRow, ...]:
    """Two rows that are surely about the same candidate can't both be right."""
    first: dict[UUID, int] = {}
    return tuple(_unless_taken(row, first) for row in rows)


def _unless_taken(row: CheckedRow, first: dict[UUID, int]) -> CheckedRow:
    if row.state is not RowState.CHANGED:
        return row
    taken_by = first.setdefault(row.matches[0].id, row.number)
    if taken_by == row.number:
        return row
    problem = CellProblem(row.number, None, Refusal("CANDIDATE_REPEATED", {"row": taken_by}))
    return replace(row, state=RowState.ERROR, problems=(problem,))
