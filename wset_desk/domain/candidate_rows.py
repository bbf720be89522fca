"""Rows of a file, read as candidates: cell by cell, everything wrong named by row and column."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from wset_desk.domain.candidates import (
    MAXIMUM_EXTRA_TIME,
    CandidateField,
    CandidateValues,
    problems,
    tidied,
)
from wset_desk.domain.errors import DomainError, Refusal
from wset_desk.domain.written_dates import DateOrder, read_written_date

ColumnMapping = Mapping[int, CandidateField]
"""Which column (counted from 0) holds what; columns that aren't named are left alone."""

_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "ja", "oui", "si", "sí", "tak"})
_NO = frozenset({"no", "n", "false", "0", "-", "–", "none", "nein", "non", "nie"})
_SHARE = re.compile(r"0?[.,]([0-9]{1,2})")
_TEXTS = frozenset(CandidateField) - {
    CandidateField.FULL_NAME,
    CandidateField.BIRTH_DATE,
    CandidateField.EXTRA_TIME_PERCENT,
    CandidateField.REST_BREAKS,
    CandidateField.LARGE_TEXT,
}


class DuplicateAction(StrEnum):
    """What becomes of a row that is, or may be, about somebody known."""

    SKIP = "skip"
    UPDATE = "update"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of a file as text. `number` is the one that a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in a row. `column` is the mapped column at fault; None: the row as a whole."""

    row: int
    column: int | None
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as a candidate: `given` names the values that the file really holds."""

    number: int
    values: CandidateValues
    given: frozenset[str]
    problems: tuple[CellProblem, ...] = field(default=())


def check_mapping(mapping: ColumnMapping) -> None:
    """Refuse FIELD_MAPPED_TWICE and IMPORT_NEEDS_NAMES."""
    fields = list(mapping.values())
    for each in CandidateField:
        if fields.count(each) > 1:
            raise DomainError("FIELD_MAPPED_TWICE", candidate_field=each.value)
    both = {CandidateField.FIRST_NAME, CandidateField.LAST_NAME} <= set(fields)
    if not both and CandidateField.FULL_NAME not in fields:
        raise DomainError("IMPORT_NEEDS_NAMES")


def read_rows(
    rows: Iterable[TextRow], mapping: ColumnMapping, order: DateOrder, today: date
) -> Iterator[ReadRow]:
    """Every row that isn't blank in its mapped columns, read and checked on its own."""
    for row in rows:
        if any(row.cell(column).strip() for column in mapping):
            yield _read(row, mapping, order, today)


def _read(row: TextRow, mapping: ColumnMapping, order: DateOrder, today: date) -> ReadRow:
    values: dict[str, Any] = {"first_name": "", "last_name": ""}
    wrong: list[CellProblem] = []
    # a single column with the whole name first: names of their own columns win over it
    for column, kind in sorted(mapping.items(), key=lambda item: item[1] != "full_name"):
        text = row.cell(column).strip()
        try:
            values |= _cell(kind, text, order) if text else {}
        except DomainError as error:
            wrong.append(CellProblem(row.number, column, Refusal(error.code, error.parameters)))
    candidate = tidied(CandidateValues(**values))
    for problem in _problems(row.number, candidate, mapping, today):
        if all(problem.column != known.column for known in wrong):
            wrong.append(problem)
    given = frozenset(name for name, value in values.items() if value != "")
    return ReadRow(row.number, candidate, given, tuple(wrong))


def _problems(
    number: int, candidate: CandidateValues, mapping: ColumnMapping, today: date
) -> Iterator[CellProblem]:
    columns = {kind.value: column for column, kind in mapping.items()}
    for refusal in problems(candidate, today):
        name = str(refusal.parameters["field"])
        column = columns.get(name, columns.get("full_name") if name.endswith("_name") else None)
        yield CellProblem(number, column, refusal)


def _cell(kind: CandidateField, text: str, order: DateOrder) -> dict[str, Any]:
    if kind in _TEXTS:
        return {kind.value: text}
    return _READERS[kind](text, order)


def _full_name(text: str, _order: DateOrder) -> dict[str, Any]:
    last, first = split_name(text)
    return {"first_name": first, "last_name": last}


def split_name(text: str) -> tuple[str, str]:
    """(last, first) of "Silva, Ana Maria" or "Ana Maria Silva"; refuses NAME_NOT_SPLIT."""
    last, comma, first = (part.strip() for part in text.partition(","))
    if not comma:
        first, _, last = " ".join(text.split()).rpartition(" ")
    if not first or not last:
        raise DomainError("NAME_NOT_SPLIT", text=text)
    return last, first


def _birth_date(text: str, order: DateOrder) -> dict[str, Any]:
    day = read_written_date(text, order)
    if day is None:
        raise DomainError("DATE_NOT_READ", text=text)
    return {"birth_date": day}


def _extra_time(text: str, _order: DateOrder) -> dict[str, Any]:
    digits = text.removesuffix("%").strip().removesuffix(".0")
    if digits.casefold() in _NO:
        return {"extra_time_percent": 0}
    if share := _SHARE.fullmatch(digits):  # a cell that shows 25 % holds 0.25
        return {"extra_time_percent": int(share[1].ljust(2, "0"))}
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MAXIMUM_EXTRA_TIME))):
        raise DomainError("EXTRA_TIME_NOT_READ", text=text)
    return {"extra_time_percent": int(digits)}


def _yes_or_no(name: str) -> Callable[[str, DateOrder], dict[str, Any]]:
    def read(text: str, _order: DateOrder) -> dict[str, Any]:
        word = text.casefold()
        if word not in _YES and word not in _NO:
            raise DomainError("YES_OR_NO_NOT_READ", text=text)
        return {name: word in _YES}

    return read


_READERS: Mapping[CandidateField, Callable[[str, DateOrder], dict[str, Any]]] = {
    CandidateField.FULL_NAME: _full_name,
    CandidateField.BIRTH_DATE: _birth_date,
    CandidateField.EXTRA_TIME_PERCENT: _extra_time,
    CandidateField.REST_BREAKS: _yes_or_no("rest_breaks"),
    CandidateField.LARGE_TEXT: _yes_or_no("large_text"),
}


def repeated(rows: Sequence[ReadRow], key: Callable[[ReadRow], object]) -> dict[int, int]:
    """Row number → the number of the first row with the same key, for rows that aren't first."""
    first: dict[object, int] = {}
    again: dict[int, int] = {}
    for row in rows:
        found = key(row)
        if found is not None and first.setdefault(found, row.number) != row.number:
            again[row.number] = first[found]
    return again
