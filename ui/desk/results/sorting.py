"""By what the rows of the results grid are sorted, column by column."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ui.desk.results.cells import Kind, entry_text, is_absent, row_state
from ui.desk.results.grid_layout import GridColumn
from ui.desk.results.sheet_rows import SortKey
from wset_desk.domain.catalogue import Award
from wset_desk.domain.registrations import RegistrationType
from wset_desk.domain.results import ResultState
from wset_desk.services.results_rows import PaperColumn, ResultsRow

_DIGITS = re.compile(r"([0-9]+)")
_AWARDS, _STATES, _TYPES = list(Award), list(ResultState), list(RegistrationType)


@dataclass(frozen=True)
class Sorting:
    """The column by which a person sorted, and which way."""

    column: GridColumn
    descending: bool = False


BY_NAME = Sorting(GridColumn(Kind.CANDIDATE))


def sort_key(column: GridColumn, papers: tuple[PaperColumn, ...]) -> SortKey | None:
    """What rows are compared by, None in those that have nothing there; without one by name."""
    if column.paper >= 0:
        return _mark_of(column)
    readers: dict[Kind, Callable[[ResultsRow], Any]] = {
        Kind.SEAT: lambda row: _natural(row.seat),
        Kind.NUMBER: lambda row: _natural(row.number),
        Kind.TYPE: lambda row: _TYPES.index(row.registration_type),
        Kind.GRADE: lambda row: None if row.award is None else _AWARDS.index(row.award),
        Kind.STATUS: lambda row: _state(row, papers),
        Kind.ENTRY: lambda row: entry_text(row, papers) or None,
    }
    return readers.get(column.kind)


def _mark_of(column: GridColumn) -> SortKey:
    def mark(row: ResultsRow) -> Any:
        cell = row.cells[column.paper]
        return None if cell is None else cell.score

    return mark


def _state(row: ResultsRow, papers: tuple[PaperColumn, ...]) -> int | None:
    """As far as its results have come, no-shows behind them."""
    if any(map(is_absent, row.cells)):
        return len(_STATES)
    state = row_state(row, papers)
    return None if state is None else _STATES.index(state)


def _natural(text: str | None) -> tuple[str | int, ...] | None:
    """A2 before A10. Words and numbers take turns, so that like is compared with like."""
    if not text:
        return None
    pieces = _DIGITS.split(text.casefold())
    return tuple(int(piece) if place % 2 else piece for place, piece in enumerate(pieces))
