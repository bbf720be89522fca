"""A file of any kind for the command line: read, mapped as asked, and reported on in lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_fields import FileKind
from wset_desk.exchange.columns import RecognisedColumns
from wset_desk.exchange.kinds import HEADINGS
from wset_desk.exchange.reconciliation import Reconciliation, refused_cells
from wset_desk.exchange.tabular import read_table
from wset_desk.i18n import _
from wset_desk.services.import_checks import ImportCheck, RowState
from wset_desk.services.import_runs import RowOutcome

_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_LEFT_ALONE = {"", "-"}


def read_import_file(
    path: Path,
    kind: FileKind,
    *,
    delimiter: str | None = None,
    encoding: str | None = None,
    maps: Sequence[str] = (),
) -> RecognisedColumns:
    """The file's columns and rows; each of `maps` ("Heading=field", "Heading=-") overrules.

    Refuses what `read_table` refuses, MAPPING_NOT_READ, COLUMN_UNKNOWN, FILE_FIELD_UNKNOWN.
    """
    separator = _DELIMITERS.get(delimiter, delimiter) if delimiter else None
    table = read_table(path, delimiter=separator, encoding=encoding)
    columns = HEADINGS[kind].recognise(table.rows)
    wanted = dict(_mapped(text, columns, kind) for text in maps)
    return remapped(columns, wanted)


def remapped(columns: RecognisedColumns, wanted: Mapping[int, str | None]) -> RecognisedColumns:
    """The columns with some mapped otherwise, None: left alone; each field stands once."""
    taken = {field for field in wanted.values() if field is not None}
    mapping = {
        position: field
        for position, field in columns.mapping.items()
        if position not in wanted and field not in taken
    }
    chosen = {position: field for position, field in wanted.items() if field is not None}
    return replace(columns, mapping=mapping | chosen)


def problem_lines(check: ImportCheck, columns: RecognisedColumns) -> Iterator[str]:
    """ "row 14, column Date of birth: …", one for each problem."""
    for cell in refused_cells(check, columns):
        if cell.heading:
            line = _("row {row}, column {heading}: {problem}")
        else:
            line = _("row {row}: {problem}")
        yield line.format(row=cell.row, heading=cell.heading, problem=cell.text)


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


def done(found: Reconciliation) -> str:
    """What an import did, in a line whose numbers add up."""
    text = _(
        "{in_file} in the file: {new} new, {already_there} already there, {changed} changed, "
        "{refused} refused, {left_out} left out"
    )
    counts = {each.value: found.count(each) for each in RowOutcome}
    return text.format(in_file=found.in_file, **counts)


def _mapped(text: str, columns: RecognisedColumns, kind: FileKind) -> tuple[int, str | None]:
    heading, equals, name = text.rpartition("=")
    if not equals:
        raise DomainError("MAPPING_NOT_READ", text=text)
    wanted = " ".join(heading.split()).casefold()
    for column in columns.columns:
        if column.heading.casefold() == wanted:
            left_alone = name.strip() in _LEFT_ALONE
            return column.position, None if left_alone else HEADINGS[kind].field_named(name)
    raise DomainError("COLUMN_UNKNOWN", heading=heading.strip())
