"""Counting sittings: booked, sat, absent, released, passed."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from wset_desk.domain.paper_statistics import MarkedPaper, PaperStatistics, paper_statistics, rate
from wset_desk.services.reports.facts import Sitting

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Tally:
    """What there is to say of some sittings.

    Only released results pass or fail; `awaited` were sat and aren't released yet.
    """

    booked: int = 0
    sat: int = 0
    absent: int = 0
    passed: int = 0
    results: list[MarkedPaper] = field(default_factory=list)
    people: set[UUID] = field(default_factory=set)
    qualifications: dict[UUID, bool] = field(default_factory=dict)

    def add(self, sitting: Sitting) -> None:
        self.booked += 1
        self.sat += sitting.was_sat
        self.absent += sitting.is_absent
        self.people.add(sitting.candidate_id)
        if (result := sitting.result) is not None:
            self.results.append(result)
            self.passed += result.passed
        if sitting.enrollment_id is not None and sitting.overall_passed is not None:
            self.qualifications[sitting.enrollment_id] = sitting.overall_passed

    @property
    def released(self) -> int:
        return len(self.results)

    @property
    def failed(self) -> int:
        return self.released - self.passed

    @property
    def awaited(self) -> int:
        return self.sat - self.released

    @property
    def pass_rate(self) -> Decimal | None:
        return rate(self.passed, self.released)

    @property
    def absence_rate(self) -> Decimal | None:
        """Of those who came and those who didn't; who is still expected isn't counted."""
        return rate(self.absent, self.sat + self.absent)

    @property
    def achieved(self) -> int:
        """The qualifications among those decided that were passed."""
        return sum(self.qualifications.values())

    @property
    def achieved_rate(self) -> Decimal | None:
        return rate(self.achieved, len(self.qualifications))

    @property
    def statistics(self) -> PaperStatistics:
        return paper_statistics(self.results)


def tally(sittings: Iterable[Sitting]) -> Tally:
    """Of all of them."""
    found = Tally()
    for each in sittings:
        found.add(each)
    return found


def tallies(sittings: Iterable[Sitting], key: Callable[[Sitting], Key]) -> dict[Key, Tally]:
    """Of each group, in the order in which the groups are met."""
    found: dict[Key, Tally] = defaultdict(Tally)
    for each in sittings:
        found[key(each)].add(each)
    return dict(found)


def every_month(months: Iterable[date]) -> tuple[date, ...]:
    """The months from the first to the last of these, those without anything too."""
    known = sorted(set(months))
    found: list[date] = []
    while known and (not found or found[-1] < known[-1]):
        found.append(_next(found[-1]) if found else known[0])
    return tuple(found)


def _next(month: date) -> date:
    year, number = divmod(month.year * 12 + month.month, 12)
    return date(year, number + 1, 1)
