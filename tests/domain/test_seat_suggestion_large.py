"""Suggested seats of a whole season: hardly below what would be possible without any clash."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from wset_desk.domain.scheduling import end_with_extra_time, overlaps
from wset_desk.domain.seat_suggestion import Place, Wish, suggest

BEGIN = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
WISHES, PLACES, PAPERS = 500, 200, 6


def season(source: Random, hours: int, most_seats: int) -> tuple[list[Wish], list[Place]]:
    """Six papers; two in five candidates wait for two of them; all within so many hours."""
    places = []
    for _n in range(PLACES):
        start = BEGIN + timedelta(hours=source.randrange(hours))
        length = timedelta(hours=source.choice([1, 2]))
        places.append(Place(start, start + length, source.randrange(most_seats + 1)))
    wishes: list[Wish] = []
    for candidate in range(WISHES):
        extra = source.choice([0, 0, 25])
        for paper in source.sample(range(PAPERS), source.choice([1, 1, 1, 2, 2])):
            of_paper = range(paper, PLACES, PAPERS)
            fits = frozenset(each for each in of_paper if source.random() < 0.5)
            wishes.append(Wish(UUID(int=candidate), fits, extra))
    return wishes[:WISHES], places


def most_seated(wishes: Sequence[Wish], places: Sequence[Place]) -> int:
    """The flow bound: how many could sit if nobody's seats clashed, by augmenting paths."""
    seated: dict[int, list[int]] = {n: [] for n in range(len(places))}

    def sit(wish: int, tried: set[int]) -> bool:
        for place in wishes[wish].fits - tried:
            tried.add(place)
            if len(seated[place]) < places[place].seats:
                seated[place].append(wish)
                return True
            for other in list(seated[place]):
                if sit(other, tried):
                    seated[place].remove(other)
                    seated[place].append(wish)
                    return True
        return False

    return sum(sit(wish, set()) for wish in range(len(wishes)))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("hours", "most_seats"), [(1000, 6), (60, 6), (60, 2), (6, 4)])
def test_within_one_per_cent_of_the_flow_bound(seed: int, hours: int, most_seats: int) -> None:
    wishes, places = season(Random(f"{seed}/{hours}/{most_seats}"), hours, most_seats)
    found = suggest(wishes, places)
    assert len(found) >= 0.99 * most_seated(wishes, places)
    assert_allowed(found, wishes, places)


def assert_allowed(found: dict[int, int], wishes: Sequence[Wish], places: Sequence[Place]) -> None:
    taken = list(found.values())
    assert all(taken.count(n) <= place.seats for n, place in enumerate(places))
    assert all(place in wishes[wish].fits for wish, place in found.items())
    sittings: dict[UUID, list[Place]] = {}
    for wish, place in found.items():
        person = wishes[wish]
        end = end_with_extra_time(places[place], person.extra_time_percent)
        mine = Place(places[place].start, end, 1)
        others = sittings.setdefault(person.candidate, [])
        assert not any(overlaps(mine, other) for other in others)
        others.append(mine)
