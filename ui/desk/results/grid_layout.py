"""Which columns the results grid has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ui.desk.results.cells import Kind
from wset_desk.domain.catalogue import HUNDRED_PERCENT
from wset_desk.i18n import N_
from wset_desk.services.results_rows import PaperColumn, ResultsRow

TITLES = {
    Kind.LINE: N_("#"),
    Kind.SEAT: N_("Seat"),
    Kind.CANDIDATE: N_("Candidate"),
    Kind.NUMBER: N_("Number"),
    Kind.TYPE: N_("Type"),
    Kind.GRADE: N_("Grade"),
    Kind.STATUS: N_("Status"),
    Kind.ENTRY: N_("Entered by"),
}


MARKS = frozenset({Kind.MARK, Kind.TOTAL})


@dataclass(frozen=True)
class GridColumn:
    """`paper` is the position among the grid's paper columns, -1 for other kinds."""

    kind: Kind
    paper: int = -1


def layout_of(papers: Sequence[PaperColumn], rows: Iterable[ResultsRow]) -> tuple[GridColumn, ...]:
    """The columns for these rows; seats only where they were given out, types where they differ."""
    has_seats, types = False, set()
    for row in rows:
        has_seats = has_seats or bool(row.seat)
        types.add(row.registration_type)
    seat = (Kind.SEAT,) if has_seats else ()
    kind = (Kind.TYPE,) if len(types) > 1 else ()
    before = (Kind.LINE, *seat, Kind.CANDIDATE, Kind.NUMBER, *kind)
    after = (Kind.GRADE, Kind.STATUS, Kind.ENTRY)
    return (
        *(GridColumn(kind) for kind in before),
        *_paper_columns(papers),
        *(GridColumn(kind) for kind in after),
    )


def _paper_columns(papers: Sequence[PaperColumn]) -> Iterator[GridColumn]:
    """Each mark; behind that of a whole result its percentage, unless it is one."""
    for number, paper in enumerate(papers):
        yield GridColumn(Kind.TOTAL if paper.is_total else Kind.MARK, number)
        if paper.part is None and paper.max_score != HUNDRED_PERCENT:
            yield GridColumn(Kind.PERCENT, number)
