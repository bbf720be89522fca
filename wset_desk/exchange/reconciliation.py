"""What became of every row of a file, in numbers that add up, and why some were refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wset_desk.domain.file_rows import CellProblem
from wset_desk.exchange.columns import RecognisedColumns
from wset_desk.exchange.sheets import Sheet
from wset_desk.i18n import N_, _
from wset_desk.services.import_checks import ImportCheck
from wset_desk.services.imports import ImportReport
from wset_desk.services.refusals import describe

_LINES = (
    ("in_file", N_("Rows in the file")),
    ("new", N_("New")),
    ("already_there", N_("Already there")),
    ("changed", N_("Changed")),
    ("refused", N_("Refused")),
    ("left_out", N_("Left out")),
)


@dataclass(frozen=True)
class RefusedCell:
    """A problem in words; `heading` is that of its column, empty for the row as a whole."""

    row: int
    heading: str
    text: str


@dataclass(frozen=True)
class Reconciliation:
    """`new`, `already_there`, `changed`, `refused` and `left_out` add up to `in_file`.

    Left out are rows about what is known with other values, and those without anything in the
    columns that are imported.
    """

    in_file: int
    new: int
    already_there: int
    changed: int
    refused: int
    left_out: int
    why: tuple[RefusedCell, ...]

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Each number with what it counts, in words."""
        return tuple((_(label), getattr(self, name)) for name, label in _LINES)

    def sheet(self) -> Sheet:
        """The report as a table for a file."""
        counted: list[tuple[str | int, ...]] = [(*line, "", "") for line in self.counts()]
        refused = [(_("Row {row}").format(row=x.row), "", x.heading, x.text) for x in self.why]
        headings = (_("What"), _("Rows"), _("Column"), _("Why"))
        return Sheet(_("Reconciliation"), headings, [*counted, *refused])


def reconcile(
    report: ImportReport, check: ImportCheck, columns: RecognisedColumns
) -> Reconciliation:
    """What an import did, held against the check before it and the file."""
    blank = len(columns.rows) - len(check.rows)
    return Reconciliation(
        in_file=len(columns.rows),
        new=len(report.added),
        already_there=report.unchanged,
        changed=len(report.updated),
        refused=report.left_out,
        left_out=report.skipped + blank,
        why=tuple(refused_cells(check, columns)),
    )


def refused_cells(check: ImportCheck, columns: RecognisedColumns) -> Iterator[RefusedCell]:
    """Every problem of a check in words."""
    headings = {column.position: column.heading for column in columns.columns}
    for problem in check.problems:
        yield RefusedCell(
            problem.row, _heading(problem, headings), describe(problem.refusal.as_error())
        )


def _heading(problem: CellProblem, headings: Mapping[int, str]) -> str:
    return "" if problem.column is None else headings.get(problem.column, "")
