"""Which of the results shown can be confirmed or released now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from ui.desk.results.cells import ResultKey, is_absent, results_of
from ui.desk.results.mark_sheet import MarkSheet
from wset_desk.domain.results import ResultState
from wset_desk.services.results_rows import MarkCell


@dataclass(frozen=True)
class Readiness:
    """Versions that can be confirmed or released; `own` wait for somebody else to confirm them.

    `unmarked` are papers that somebody sat and that have no mark; `held` are those on hold, with
    whose they are, which are neither confirmed nor released.
    """

    to_confirm: tuple[UUID, ...]
    own: int
    to_release: tuple[UUID, ...]
    unmarked: int
    held: tuple[tuple[str, MarkCell], ...] = ()

    @property
    def provisional(self) -> int:
        return len(self.to_confirm) + self.own


def readiness(sheet: MarkSheet, chosen: Collection[ResultKey] = ()) -> Readiness:
    """Of the results `chosen`, of all without any; what is being typed or checked is left out."""
    unsaved = sheet.unsaved()
    numbers = sheet.rows_of(chosen) if chosen else range(len(sheet.rows))
    meant = [
        (row.name, cell)
        for row in map(sheet.rows.__getitem__, sorted(numbers))
        for column, cell in results_of(row, sheet.papers)
        if _is_meant((cell.registration_id, column.component), chosen, unsaved)
    ]
    cells = [cell for _name, cell in meant if not cell.holds]
    provisional = [cell for cell in cells if cell.state is ResultState.PROVISIONAL]
    return Readiness(
        to_confirm=_versions([cell for cell in provisional if not cell.is_own]),
        own=sum(cell.is_own for cell in provisional),
        to_release=_versions([cell for cell in cells if cell.state is ResultState.CONFIRMED]),
        unmarked=sum(cell.score is None and not is_absent(cell) for cell in cells),
        held=tuple((name, cell) for name, cell in meant if cell.holds),
    )


def _is_meant(
    key: ResultKey, chosen: Collection[ResultKey], unsaved: Collection[ResultKey]
) -> bool:
    return key not in unsaved and (not chosen or key in chosen)


def _versions(cells: Collection[MarkCell]) -> tuple[UUID, ...]:
    return tuple(cell.version_id for cell in cells if cell.version_id is not None)
