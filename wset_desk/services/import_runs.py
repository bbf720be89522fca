"""The imports of a centre: what became of every row of each file, kept to be looked at later."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import Refusal
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.file_rows import CellProblem, TextRow
from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import query
from wset_desk.services.import_checks import ImportCheck, RowState
from wset_desk.storage.schema import ImportRun, Staff
from wset_desk.storage.unit_of_work import UnitOfWork

REASON = "import"
_MOST_PROBLEMS = 500
_LONGEST_NAME = 260


class RowOutcome(StrEnum):
    """What became of a row. Left out is one about what is known with other values that was to stay
    so, and one without anything in the columns that are imported."""

    NEW = "new"
    ALREADY_THERE = "already_there"
    CHANGED = "changed"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class FileSource:
    """Where rows come from: the file's name, and the heading of each column by its position."""

    name: str = ""
    headings: Mapping[int, str] = field(default_factory=dict)


NO_SOURCE = FileSource()


@dataclass(frozen=True)
class RowProblem:
    """Why a row was refused; `heading` is that of the column, empty for the row as a whole."""

    row: int
    heading: str
    refusal: Refusal


@dataclass(frozen=True)
class ImportRunDetail:
    """One import. `outcomes` are by row number; of very many problems the first are kept."""

    id: UUID
    kind: FileKind
    file_name: str
    imported_at: datetime
    imported_by: str
    outcomes: Mapping[int, RowOutcome]
    problems: tuple[RowProblem, ...]
    taken_out_at: datetime | None

    def count(self, outcome: RowOutcome) -> int:
        return sum(each is outcome for each in self.outcomes.values())


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import answers: how it is kept, and the records that it added and changed."""

    run: ImportRunDetail
    added: tuple[UUID, ...]
    updated: tuple[UUID, ...]


@query(Permission.IMPORT_DATA)
def list_imports(uow: UnitOfWork, *, limit: int = 100) -> tuple[ImportRunDetail, ...]:
    """The latest imports, newest first."""
    rows = uow.session.execute(
        select(ImportRun, Staff.name)
        .outerjoin(Staff, Staff.id == ImportRun.imported_by_id)
        .order_by(ImportRun.imported_at.desc(), ImportRun.id.desc())
        .limit(limit)
    )
    return tuple(_detail(run, name or "") for run, name in rows)


def keep_run(
    uow: UnitOfWork,
    kind: FileKind,
    source: FileSource,
    outcomes: Mapping[int, RowOutcome],
    problems: Sequence[CellProblem],
) -> ImportRunDetail:
    """Keep what this unit of work has imported, for services of this layer."""
    kept = [_kept(each, source) for each in problems[:_MOST_PROBLEMS]]
    ranges = {each.value: _ranges(outcomes, each) for each in RowOutcome}
    row = uow.add(
        ImportRun(
            kind=kind,
            file_name=source.name[:_LONGEST_NAME],
            imported_at=uow.now,
            imported_by_id=uow.actor.staff_id,
            report={"outcomes": ranges, "problems": kept},
            made={"tx": str(uow.tx)},
        )
    )
    return _detail(row, uow.actor.name)


def outcomes_of(
    rows: Sequence[TextRow],
    check: ImportCheck,
    *,
    added: Collection[int],
    changed: Collection[int],
) -> dict[int, RowOutcome]:
    """By row number, of every row of the file; `added` and `changed` are row numbers."""
    states = {each.number: each.state for each in check.rows}
    return {
        each.number: _outcome(each.number, states.get(each.number), added, changed) for each in rows
    }


def _outcome(
    number: int, state: RowState | None, added: Collection[int], changed: Collection[int]
) -> RowOutcome:
    if number in added:
        return RowOutcome.NEW
    if number in changed:
        return RowOutcome.CHANGED
    if state is RowState.ERROR:
        return RowOutcome.REFUSED
    return RowOutcome.ALREADY_THERE if state is RowState.SAME else RowOutcome.LEFT_OUT


def _ranges(outcomes: Mapping[int, RowOutcome], wanted: RowOutcome) -> list[list[int]]:
    """The rows of one outcome as [first, last] of each stretch."""
    found: list[list[int]] = []
    for number in sorted(number for number, each in outcomes.items() if each is wanted):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def _kept(problem: CellProblem, source: FileSource) -> dict[str, Any]:
    heading = "" if problem.column is None else source.headings.get(problem.column, "")
    return {
        "row": problem.row,
        "heading": heading,
        "code": problem.refusal.code,
        "parameters": {k: _plain(v) for k, v in problem.refusal.parameters.items()},
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return {"day": f"{value:%Y-%m-%d}"}
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, int | str) else str(value)


def _detail(row: ImportRun, imported_by: str) -> ImportRunDetail:
    return ImportRunDetail(
        row.id,
        FileKind(row.kind),
        row.file_name,
        row.imported_at,
        imported_by,
        dict(sorted(_outcomes(row.report["outcomes"]))),
        tuple(map(_problem, row.report["problems"])),
        row.taken_out_at,
    )


def _outcomes(ranges: Mapping[str, list[list[int]]]) -> Iterator[tuple[int, RowOutcome]]:
    for name, stretches in ranges.items():
        for first, last in stretches:
            yield from ((number, RowOutcome(name)) for number in range(first, last + 1))


def _problem(kept: Mapping[str, Any]) -> RowProblem:
    parameters = {
        name: date.fromisoformat(value["day"]) if isinstance(value, dict) else value
        for name, value in kept["parameters"].items()
    }
    return RowProblem(kept["row"], kept["heading"], Refusal(kept["code"], parameters))
