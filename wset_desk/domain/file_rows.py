"""Rows of a file as text, what is wrong in them, and what becomes of those known already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from wset_desk.domain.errors import Refusal

ColumnMapping = Mapping[int, str]
"""Which column (counted from 0) holds what; columns that aren't named are left alone."""

V = TypeVar("V")


class DuplicateAction(StrEnum):
    """What becomes of a row that is, or may be, about something known."""

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
class ReadRow(Generic[V]):
    """A row as what it is about: `given` names the values that the file really holds."""

    number: int
    values: V
    given: frozenset[str]
    problems: tuple[CellProblem, ...] = field(default=())


class Numbered(Protocol):
    """Anything that stands in a row of a file."""

    @property
    def number(self) -> int: ...


R = TypeVar("R", bound=Numbered)


def repeated(rows: Sequence[R], key: Callable[[R], object]) -> dict[int, int]:
    """Row number → the number of the first row with the same key, for rows that aren't first."""
    first: dict[object, int] = {}
    again: dict[int, int] = {}
    for row in rows:
        found = key(row)
        if found is not None and first.setdefault(found, row.number) != row.number:
            again[row.number] = first[found]
    return again
