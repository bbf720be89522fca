"""A file of candidates for the command line: read, mapped as asked, and reported on in lines."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from wset_desk.domain.candidate_rows import CellProblem
from wset_desk.domain.candidates import CandidateField
from wset_desk.domain.errors import DomainError
from wset_desk.exchange.candidate_columns import RecognisedColumns, field_named, recognise
from wset_desk.exchange.tabular import read_table
from wset_desk.i18n import _, ngettext
from wset_desk.services.import_checks import ImportCheck, RowState
from wset_desk.services.imports import ImportReport
from wset_desk.services.refusals import describe

_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_LEFT_ALONE = {"", "-"}


def read_candidate_file(
    path: Path,
    *,
    delimiter: str | None = None,
    encoding: str | None = None,
    maps: Sequence[str] = (),
) -> RecognisedColumns:
    """The file's columns and rows; each of `maps` ("Heading=field", "Heading=-") overrules.

    Refuses what `read_table` refuses, MAPPING_NOT_READ, COLUMN_UNKNOWN, CANDIDATE_FIELD_UNKNOWN.
    """
    separator = _DELIMITERS.get(delimiter, delimiter) if delimiter else None
    columns = recognise(read_table(path, delimiter=separator, encoding=encoding).rows)
    mapping = dict(columns.mapping)
    for text in maps:
        position, kind = _mapped(text, columns)
        mapping = {n: each for n, each in mapping.items() if n != position and each is not kind}
        if kind is not None:
            mapping[position] = kind
    return replace(columns, mapping=mapping)


def problem_lines(check: ImportCheck, columns: RecognisedColumns) -> Iterator[str]:
    """ "row 14, column Date of birth: …", one for each problem."""
    headings = {column.position: column.heading for column in columns.columns}
    for problem in check.problems:
        text = describe(problem.refusal.as_error())
        heading = None if problem.column is None else headings.get(problem.column)
        yield _line(problem, heading, text)


def foreseen(check: ImportCheck) -> str:
    """What an import would meet, in a line."""
    return _(
        "{new} new, {same} already there, {known} known with other values, {wrong} wrong"
    ).format(
        new=check.count(RowState.NEW),
        same=check.count(RowState.SAME),
        known=check.count(RowState.CHANGED) + check.count(RowState.DUPLICATE),
        wrong=check.count(RowState.ERROR),
    )


def done(report: ImportReport) -> str:
    """What an import did, in a line."""
    added = ngettext("{n} candidate added", "{n} candidates added", len(report.added))
    text = _(
        "{added}, {updated} updated, {same} already there, {skipped} skipped, {wrong} left out"
    )
    return text.format(
        added=added.format(n=len(report.added)),
        updated=len(report.updated),
        same=report.unchanged,
        skipped=report.skipped,
        wrong=report.left_out,
    )


def _line(problem: CellProblem, heading: str | None, text: str) -> str:
    if heading is None:
        return _("row {row}: {problem}").format(row=problem.row, problem=text)
    line = _("row {row}, column {heading}: {problem}")
    return line.format(row=problem.row, heading=heading, problem=text)


def _mapped(text: str, columns: RecognisedColumns) -> tuple[int, CandidateField | None]:
    heading, equals, name = text.rpartition("=")
    if not equals:
        raise DomainError("MAPPING_NOT_READ", text=text)
    wanted = " ".join(heading.split()).casefold()
    for column in columns.columns:
        if column.heading.casefold() == wanted:
            known = None if name.strip() in _LEFT_ALONE else field_named(name)
            return column.position, known
    raise DomainError("COLUMN_UNKNOWN", heading=heading.strip())
