"""What the rows of the grid come to: kept up row by row, for nobody wants to wait for a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from enum import Enum, auto
from uuid import UUID

from ui.desk.results.cells import ResultKey, is_absent, is_done, results_of
from wset_desk.domain.catalogue import Award
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _, ngettext
from wset_desk.services.results_rows import PaperColumn, ResultsRow


class Fact(Enum):
    """`COMPLETE`: all marks are there or were missed, with nothing left to check. `OWN` waits for
    somebody else to confirm it. `ON_HOLD` is neither to be confirmed nor released."""

    COMPLETE = auto()
    NO_SHOW = auto()
    FAR_APART = auto()
    TO_CONFIRM = auto()
    OWN = auto()
    TO_RELEASE = auto()
    ON_HOLD = auto()


Countable = Fact | Award | ResultState


class Tally:
    """How many candidates, and results, each fact is true of."""

    def __init__(self) -> None:
        self._facts: dict[UUID, Sequence[Countable]] = {}
        self._counts: Counter[Countable] = Counter()

    def __getitem__(self, fact: Countable) -> int:
        return self._counts[fact]

    def count(self, candidate_id: UUID, facts: Sequence[Countable]) -> None:
        """Instead of what was true of the candidate before."""
        self._counts.subtract(self._facts.get(candidate_id, ()))
        self._counts.update(facts)
        self._facts[candidate_id] = facts

    def state(self) -> ResultState | None:
        """How far the marks that there are have come, all of them; None without any."""
        return next((state for state in ResultState if self[state]), None)


def facts_of(
    row: ResultsRow,
    columns: Sequence[PaperColumn],
    unsaved: Collection[ResultKey],
    *,
    to_check: bool,
) -> list[Countable]:
    """Of a candidate and each of their results; what is `unsaved` can't be confirmed yet."""
    found: list[Countable] = [] if row.award is None else [row.award]
    if not to_check and is_done(row, columns):
        found.append(Fact.COMPLETE)
    if any(map(is_absent, row.cells)):
        found.append(Fact.NO_SHOW)
    if any(cell is not None and cell.warning is not None for cell in row.cells):
        found.append(Fact.FAR_APART)
    for column, cell in results_of(row, columns):
        if cell.holds:
            found.append(Fact.ON_HOLD)
        if cell.state is None:
            continue
        found.append(cell.state)
        if cell.holds or (cell.registration_id, column.component) in unsaved:
            continue
        if cell.state is ResultState.PROVISIONAL:
            found.append(Fact.OWN if cell.is_own else Fact.TO_CONFIRM)
        elif cell.state is ResultState.CONFIRMED:
            found.append(Fact.TO_RELEASE)
    return found


def complete_text(tally: Tally, count: int) -> str:
    """ "9 of 18 complete"."""
    return _("{done} of {all} complete").format(done=tally[Fact.COMPLETE], all=count)


def tally_text(tally: Tally) -> str:
    """ "8 pass (2 merit, 1 distinction) · 3 fail · 1 no show"; empty before the first outcome."""
    better = [
        text.format(n=tally[award])
        for award, text in (
            (Award.MERIT, _("{n} merit")),
            (Award.DISTINCTION, _("{n} distinction")),
        )
        if tally[award]
    ]
    passes = sum(tally[award] for award in Award if award is not Award.FAIL)
    absent, odd, held = tally[Fact.NO_SHOW], tally[Fact.FAR_APART], tally[Fact.ON_HOLD]
    if not (passes or tally[Award.FAIL] or absent or held):
        return ""
    parts = [
        _("{n} pass").format(n=passes) + (f" ({', '.join(better)})" if better else ""),
        _("{n} fail").format(n=tally[Award.FAIL]),
    ]
    if absent:
        parts.append(ngettext("{n} no show", "{n} no shows", absent).format(n=absent))
    if odd:
        parts.append(ngettext("{n} far apart", "{n} far apart", odd).format(n=odd))
    if held:
        parts.append(ngettext("{n} on hold", "{n} on hold", held).format(n=held))
    return " · ".join(parts)
