"""What was done in the grid, step by step, for Ctrl+Z and Ctrl+Shift+Z."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from ui.desk.results.cells import CellKey, Problem
from wset_desk.services.marking.typed_marks import EntryChange

_KEPT = 200


@dataclass(frozen=True)
class MarksStep:
    """Marks that were typed or pasted at once: the versions saved, the texts that need checking.

    Undoing `versions` makes new ones, which redo it, and so it is with `entries` of marks that two
    people type. `registration_ids` are whose marks they are.
    """

    versions: tuple[UUID, ...]
    registration_ids: frozenset[UUID]
    problems: dict[CellKey, Problem] = field(default_factory=dict)
    entries: tuple[EntryChange, ...] = ()


@dataclass(frozen=True)
class AbsenceStep:
    """Candidates who were put down as no-shows (`absent`), or not as such any more."""

    registration_ids: tuple[UUID, ...]
    absent: bool


@dataclass(frozen=True)
class ConfirmStep:
    """Results that were confirmed in these versions (`confirmed`), or whose confirmation went."""

    versions: tuple[UUID, ...]
    confirmed: bool


Step = MarksStep | AbsenceStep | ConfirmStep


class History:
    """Two piles; a new step drops those that were undone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def push(self, step: Step) -> None:
        self._done = [*self._done, step][-_KEPT:]
        self._undone.clear()

    def take_done(self) -> Step:
        """The newest step, to be undone."""
        return self._done.pop()

    def take(self, step: Step) -> bool:
        """Take out this very step, to be undone out of turn; False if it is undone already."""
        before = len(self._done)
        self._done = [each for each in self._done if each is not step]
        return len(self._done) < before

    def take_undone(self) -> Step:
        """The step undone last, to be done again."""
        return self._undone.pop()

    def put_undone(self, step: Step) -> None:
        self._undone.append(step)

    def put_done(self, step: Step) -> None:
        """A step that was done again: what else was undone stays."""
        self._done.append(step)

    def clear(self) -> None:
        self._done.clear()
        self._undone.clear()
