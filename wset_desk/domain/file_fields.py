"""Kinds of files, and rows read by the fields of their kind (specification, phase 6)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.file_cells import (
    Reader,
    read_day,
    read_day_or_moment,
    read_held_day,
    read_moment,
    read_text,
)
from wset_desk.domain.file_rows import CellProblem, ColumnMapping, ReadRow, TextRow
from wset_desk.domain.written_dates import ColumnOrder, DateOrder, column_order

V = TypeVar("V")
LONGEST_TEXT = 200


class FileKind(StrEnum):
    """What a file is about, in the order in which a centre's files are brought in."""

    CANDIDATES = "candidates"
    COURSES = "courses"
    SESSIONS = "sessions"
    ENROLMENTS = "enrolments"
    BOOKINGS = "bookings"
    RESULTS = "results"
    ENQUIRIES = "enquiries"


@dataclass(frozen=True, slots=True)
class FileField:
    """A column of a kind of file: the value's name, its (marked) label, and how it is read.

    `headings` are other words for the label, set apart by "|".
    """

    name: str
    label: str
    read: Reader = read_text
    headings: str = ""
    required: bool = False
    longest: int = LONGEST_TEXT

    @property
    def has_date(self) -> bool:
        return self.read in (read_day, read_held_day, read_moment, read_day_or_moment)


@dataclass(frozen=True)
class RecordSpec(Generic[V]):
    """A kind of file whose rows become `values`: a frozen class with a default for every field."""

    values: type[V]
    fields: tuple[FileField, ...]

    @property
    def labels(self) -> Mapping[str, str]:
        return {each.name: each.label for each in self.fields}

    def check_mapping(self, mapping: ColumnMapping) -> None:
        """Refuse FIELD_MAPPED_TWICE and IMPORT_NEEDS_COLUMN."""
        mapped = list(mapping.values())
        for each in self.fields:
            if mapped.count(each.name) > 1:
                raise DomainError("FIELD_MAPPED_TWICE", name=each.name)
            if each.required and each.name not in mapped:
                raise DomainError("IMPORT_NEEDS_COLUMN", label=each.label)

    def date_order(self, rows: Sequence[TextRow], mapping: ColumnMapping) -> ColumnOrder | None:
        """How all the dates of the file are read; None where none depends on it."""
        dated = {each.name for each in self.fields if each.has_date}
        columns = [column for column, name in mapping.items() if name in dated]
        return column_order(
            row.cell(column).strip().split(" ")[0] for column in columns for row in rows
        )

    def read_rows(
        self, rows: Iterable[TextRow], mapping: ColumnMapping, order: DateOrder
    ) -> Iterator[ReadRow[V]]:
        """Every row that isn't blank in its mapped columns, read cell by cell."""
        fields = {each.name: each for each in self.fields}
        columns = {column: fields[name] for column, name in mapping.items()}
        for row in rows:
            if any(row.cell(column).strip() for column in columns):
                yield self._read(row, columns, order)

    def _read(self, row: TextRow, columns: Mapping[int, FileField], order: DateOrder) -> ReadRow[V]:
        values: dict[str, Any] = {}
        wrong: list[CellProblem] = []
        for column, field in columns.items():
            text = row.cell(column).strip()
            if not text and not field.required:
                continue
            try:
                values[field.name] = _value(field, text, order)
            except DomainError as error:
                refusal = Refusal(error.code, error.parameters)
                wrong.append(CellProblem(row.number, column, refusal))
        return ReadRow(row.number, self.values(**values), frozenset(values), tuple(wrong))


def _value(field: FileField, text: str, order: DateOrder) -> object:
    if not text:
        raise DomainError("CELL_MISSING")
    value = field.read(text, order)
    if isinstance(value, str) and len(value) > field.longest:
        raise DomainError("TEXT_TOO_LONG", field=field.name, maximum=field.longest)
    return value
