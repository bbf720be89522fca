"""Which columns the results grid has."""

from __future__ import annotations

from dataclasses import dataclass

from ui.desk.results.cells import Kind
from wset_desk.i18n import N_
from wset_desk.services.results_rows import ResultsGrid

TITLES = {
    Kind.LINE: N_("#"),
    Kind.SEAT: N_("Seat"),
    Kind.CANDIDATE: N_("Candidate"),
    Kind.NUMBER: N_("Number"),
    Kind.GRADE: N_("Grade"),
    Kind.STATUS: N_("Status"),
}


MARKS = frozenset({Kind.MARK, Kind.TOTAL})


@dataclass(frozen=True)
class GridColumn:
    """`paper` is the position among the grid's paper columns, -1 for other kinds."""

    kind: Kind
    paper: int = -1


def layout_of(grid: ResultsGrid) -> tuple[GridColumn, ...]:
    """The columns of a grid; seats only where they were given out."""
    seats = (Kind.SEAT,) if any(row.seat for row in grid.rows) else ()
    before = (Kind.LINE, *seats, Kind.CANDIDATE, Kind.NUMBER)
    marks = (
        GridColumn(Kind.TOTAL if paper.is_total else Kind.MARK, number)
        for number, paper in enumerate(grid.columns)
    )
    after = (GridColumn(Kind.GRADE), GridColumn(Kind.STATUS))
    return (*(GridColumn(kind) for kind in before), *marks, *after)
