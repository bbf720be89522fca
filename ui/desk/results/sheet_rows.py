"""The candidates of a results grid in the order shown, found by number and by registration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from wset_desk.services.results_rows import ResultsRow

SortKey = Callable[[ResultsRow], Any]


class SheetRows:
    """Rows are numbered from 0 as they are shown; one that changes keeps its place.

    Inside, a candidate is known by their place by name, which no sorting changes.
    """

    def __init__(self) -> None:
        self._rows: list[ResultsRow] = []
        self._order: list[int] = []
        self._numbers: list[int] = []
        self._candidates: dict[UUID, int] = {}
        self._registrations: dict[UUID, int] = {}
        self.longest_number = ""

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, number: int) -> ResultsRow:
        return self._rows[self._order[number]]

    def __iter__(self) -> Iterator[ResultsRow]:
        return map(self._rows.__getitem__, self._order)

    def by_name(self) -> list[UUID]:
        """All candidates, in the order in which they came."""
        return list(self._candidates)

    def of_candidate(self, candidate_id: UUID) -> ResultsRow | None:
        place = self._candidates.get(candidate_id)
        return None if place is None else self._rows[place]

    def number_of(self, registration_id: UUID) -> int | None:
        """The row with this registration, if it is here."""
        place = self._registrations.get(registration_id)
        return None if place is None else self._numbers[place]

    def replace(self, row: ResultsRow) -> int:
        """Show another version of a candidate who is here; answers the row's number."""
        place = self._candidates[row.candidate_id]
        self._rows[place] = row
        self._note(row, place)
        return self._numbers[place]

    def append(self, rows: Iterable[ResultsRow]) -> None:
        """More candidates, who come behind these by name."""
        for row in rows:
            place = len(self._rows)
            self._rows.append(row)
            self._order.append(place)
            self._numbers.append(place)
            self._candidates[row.candidate_id] = place
            self._note(row, place)

    def sort(self, key: SortKey | None, *, descending: bool) -> list[int]:
        """By `key`, and by name where it is the same; without a key by name alone.

        Rows of which it is None come last either way. Answers each row's number by its old one.
        """
        before = self._order
        self._order = self._sorted(key, descending=descending)
        for number, place in enumerate(self._order):
            self._numbers[place] = number
        return [self._numbers[place] for place in before]

    def _sorted(self, key: SortKey | None, *, descending: bool) -> list[int]:
        places = range(len(self._rows))
        if key is None:
            return sorted(places, reverse=descending)
        keys = [key(row) for row in self._rows]
        known = [place for place in places if keys[place] is not None]
        known.sort(key=keys.__getitem__, reverse=descending)
        return known + [place for place in places if keys[place] is None]

    def _note(self, row: ResultsRow, place: int) -> None:
        if row.number and len(row.number) > len(self.longest_number):
            self.longest_number = row.number
        for cell in row.cells:
            if cell is not None:
                self._registrations[cell.registration_id] = place
