"""What became of every row of a file, in numbers that add up, and why some were refused."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wset_desk.domain.file_rows import CellProblem
from wset_desk.exchange.columns import RecognisedColumns
from wset_desk.exchange.sheets import Cell, Sheet
from wset_desk.i18n import N_, _
from wset_desk.services.import_checks import ImportCheck
from wset_desk.services.import_runs import FileSource, ImportRunDetail, RowOutcome
from wset_desk.services.refusals import describe

OUTCOMES: Mapping[RowOutcome, str] = {
    RowOutcome.NEW: N_("New"),
    RowOutcome.ALREADY_THERE: N_("Already there"),
    RowOutcome.CHANGED: N_("Changed"),
    RowOutcome.REFUSED: N_("Refused"),
    RowOutcome.LEFT_OUT: N_("Left out"),
}


@dataclass(frozen=True)
class RefusedCell:
    """A problem in words; `heading` is that of its column, empty for the row as a whole."""

    row: int
    heading: str
    text: str


@dataclass(frozen=True)
class Reconciliation:
    """What became of every row; the numbers of the outcomes add up to that of the rows."""

    outcomes: Mapping[int, RowOutcome]
    why: tuple[RefusedCell, ...]

    @property
    def in_file(self) -> int:
        return len(self.outcomes)

    @property
    def new(self) -> int:
        return self.count(RowOutcome.NEW)

    @property
    def already_there(self) -> int:
        return self.count(RowOutcome.ALREADY_THERE)

    def count(self, outcome: RowOutcome) -> int:
        return sum(each is outcome for each in self.outcomes.values())

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Each number with what it counts, in words; the rows of the file first."""
        counted = ((_(OUTCOMES[each]), self.count(each)) for each in RowOutcome)
        return ((_("Rows in the file"), self.in_file), *counted)

    def sheet(self) -> Sheet:
        """The report as a table for a file: the numbers, then every row with what became of it."""
        headings = (_("What"), _("Rows"), _("Column"), _("Why"))
        counted: list[tuple[Cell, ...]] = [(*line, "", "") for line in self.counts()]
        return Sheet(_("Reconciliation"), headings, [*counted, *self._lines()])

    def _lines(self) -> Iterator[tuple[Cell, ...]]:
        reasons: dict[int, list[RefusedCell]] = defaultdict(list)
        for cell in self.why:
            reasons[cell.row].append(cell)
        for number, outcome in self.outcomes.items():
            row, became = _("Row {row}").format(row=number), _(OUTCOMES[outcome])
            for cell in reasons[number] or [RefusedCell(number, "", "")]:
                yield row, became, cell.heading, cell.text


def reconcile(run: ImportRunDetail) -> Reconciliation:
    """The report on an import, now or later."""
    why = (
        RefusedCell(each.row, each.heading, describe(each.refusal.as_error()))
        for each in run.problems
    )
    return Reconciliation(run.outcomes, tuple(why))


def source_of(path: Path, columns: RecognisedColumns) -> FileSource:
    """How an import names the file and its columns."""
    return FileSource(path.name, {each.position: each.heading for each in columns.columns})


def refused_cells(check: ImportCheck, columns: RecognisedColumns) -> Iterator[RefusedCell]:
    """Every problem of a check in words."""
    headings = {column.position: column.heading for column in columns.columns}
    for problem in check.problems:
        yield RefusedCell(
            problem.row, _heading(problem, headings), describe(problem.refusal.as_error())
        )


def _heading(problem: CellProblem, headings: Mapping[int, str]) -> str:
    return "" if problem.column is None else headings.get(problem.column, "")
