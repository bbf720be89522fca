"""Which seats to suggest: the most people seated, and among such placements the earliest (rule 12).

Papers of one kind share sessions with each other only, and without clashes each kind is solved
exactly (`seat_matching`). What couples them is a candidate who waits for several papers and can't
sit two at a time. So clashes are left out at first. Where the placement then has one, two smaller
problems take its place: in each, one of the two seats is forbidden to that candidate. No placement
without a clash is lost by that, and neither problem can have a better answer than what they come
from; searched from the most promising on, the first placement without a clash is the best of all.

Before that search, one quick descent gives a good placement at once; should there be more clashes
than `MOST_SPLITS` splits can sort out, the better one found until then is the answer.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import combinations, count
from uuid import UUID

from wset_desk.domain.availability import BusyTime
from wset_desk.domain.scheduling import end_with_extra_time, overlaps
from wset_desk.domain.seat_matching import matched

MOST_SPLITS = 400
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Place:
    """An exam session with seats that are free."""

    start: datetime
    end: datetime
    seats: int
    course_session_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody waits for one paper. `fits`: the numbers of the places where they may sit."""

    candidate: UUID
    fits: frozenset[int]
    extra_time_percent: int = 0


Placement = dict[int, int]
"""Places by wish, both by their numbers."""
_Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Group:
    """Wishes that share places, by their numbers, and the best placement for them alone.

    `fits`: by place (the earliest first), the set of wishes that may still have a seat there.
    """

    wishes: tuple[int, ...]
    fits: Mapping[int, int]
    placement: Placement


_Problem = tuple[_Group, ...]
"""What is left to decide: groups in which some seats are forbidden, clashes left out."""


def suggest(wishes: Sequence[Wish], places: Sequence[Place]) -> Placement:
    """The best placement; of people who are alike, the first ones get the seats."""
    in_order = sorted(range(len(places)), key=lambda n: (places[n].start, n))
    rank = {place: number for number, place in enumerate(in_order)}
    ranked = [replace(each, fits=frozenset(rank[n] for n in each.fits)) for each in wishes]
    found = _Search(ranked, [places[n] for n in in_order]).best()
    return {wish: in_order[place] for wish, place in sorted(found.items())}


class _Search:
    """Places are in order of time here."""

    def __init__(self, wishes: Sequence[Wish], places: Sequence[Place]) -> None:
        self._wishes = wishes
        self._places = places
        self._seats = {n: each.seats for n, each in enumerate(places)}
        self._minutes = [(each.start - places[0].start) // _MINUTE for each in places]
        groups = list(_groups(wishes))
        self._group_of = {wish: n for n, group in enumerate(groups) for wish in group}
        self._several = [each for each in _by_candidate(wishes).values() if len(each) > 1]
        self._whole = tuple(self._solved(group, _fits(group, wishes)) for group in groups)

    def best(self) -> Placement:
        found = self._descend(self._whole)
        return self._improve(found)

    def _improve(self, found: Placement) -> Placement:
        """Search from the most promising problem on until nothing better can come."""
        numbers = count()
        best = self._cost(found)
        waiting = [(self._bound(self._whole), next(numbers), self._whole)]
        for _split in range(MOST_SPLITS):
            if not waiting or waiting[0][0] >= best:
                break
            problem = heappop(waiting)[2]
            clash = next(self._clashes(problem), None)
            if clash is None:
                return _joined(problem)
            for edge in clash:
                smaller = self._without(problem, edge)
                bound = self._bound(smaller)
                if bound < best:
                    heappush(waiting, (bound, -next(numbers), smaller))
        return found

    def _descend(self, problem: _Problem) -> Placement:
        """A good placement without clashes: of the two problems always the better one.

        Clashes are looked for over all candidates again and again, and sorted out in turn.
        """
        while clashes := list(self._clashes(problem)):
            for one, other in clashes:
                if self._has(problem, one) and self._has(problem, other):
                    smaller = [self._without(problem, edge) for edge in (one, other)]
                    problem = min(smaller, key=self._bound)
        return _joined(problem)

    def _has(self, problem: _Problem, edge: _Edge) -> bool:
        return problem[self._group_of[edge[0]]].placement.get(edge[0]) == edge[1]

    def _without(self, problem: _Problem, edge: _Edge) -> _Problem:
        """The problem in which that seat is forbidden too."""
        wish, place = edge
        number = self._group_of[wish]
        group = problem[number]
        fits = {**group.fits, place: group.fits[place] & ~(1 << group.wishes.index(wish))}
        return (*problem[:number], self._solved(group.wishes, fits), *problem[number + 1 :])

    def _solved(self, wishes: Sequence[int], fits: Mapping[int, int]) -> _Group:
        found = matched(fits, self._seats, len(wishes))
        return _Group(tuple(wishes), fits, {wishes[n]: place for n, place in found.items()})

    def _bound(self, problem: _Problem) -> tuple[int, int]:
        costs = [self._cost(group.placement) for group in problem]
        return sum(each[0] for each in costs), sum(each[1] for each in costs)

    def _cost(self, placement: Placement) -> tuple[int, int]:
        """Smaller is better: more seats first, then the sum of the starts."""
        return -len(placement), sum(self._minutes[place] for place in placement.values())

    def _clashes(self, problem: _Problem) -> Iterator[tuple[_Edge, _Edge]]:
        """Seats of one candidate at the same time."""
        placement = _joined(problem)
        for wishes in self._several:
            seated = [(wish, placement[wish]) for wish in wishes if wish in placement]
            for one, other in combinations(seated, 2):
                if self._clash(one, other):
                    yield one, other

    def _clash(self, one: _Edge, other: _Edge) -> bool:
        """The papers of one course are planned together: they never clash with each other."""
        if one[1] == other[1]:
            return True
        mine, theirs = self._sitting(one), self._sitting(other)
        siblings = mine.course_session_id is not None and (
            mine.course_session_id == theirs.course_session_id
        )
        return not siblings and overlaps(mine, theirs)

    def _sitting(self, edge: _Edge) -> BusyTime:
        wish, place = self._wishes[edge[0]], self._places[edge[1]]
        end = end_with_extra_time(place, wish.extra_time_percent)
        return BusyTime(place.start, end, place.course_session_id)


def _fits(group: Sequence[int], wishes: Sequence[Wish]) -> dict[int, int]:
    """By place, the set of the group's wishes that fit there."""
    found: dict[int, int] = {}
    for number, wish in enumerate(group):
        for place in wishes[wish].fits:
            found[place] = found.get(place, 0) | (1 << number)
    return found


def _joined(problem: _Problem) -> Placement:
    return {wish: place for group in problem for wish, place in group.placement.items()}


def _by_candidate(wishes: Sequence[Wish]) -> Mapping[UUID, list[int]]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for number, wish in enumerate(wishes):
        found[wish.candidate].append(number)
    return found


def _groups(wishes: Sequence[Wish]) -> Iterator[list[int]]:
    """Wishes that share places, directly or by way of others."""
    at: dict[int, list[int]] = defaultdict(list)
    for number, wish in enumerate(wishes):
        for place in wish.fits:
            at[place].append(number)
    seen: set[int] = set()
    for number in range(len(wishes)):
        if number not in seen:
            yield sorted(_reached(number, wishes, at, seen))


def _reached(
    number: int, wishes: Sequence[Wish], at: Mapping[int, list[int]], seen: set[int]
) -> Iterator[int]:
    seen.add(number)
    reached, open_places = [number], set[int]()
    for each in reached:
        yield each
        for place in wishes[each].fits - open_places:
            open_places.add(place)
            new = [other for other in at[place] if other not in seen]
            seen.update(new)
            reached += new
