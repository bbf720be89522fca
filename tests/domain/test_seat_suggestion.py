"""Suggested seats: checked against every placement there is, and against a flow bound."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from wset_desk.domain.scheduling import end_with_extra_time
from wset_desk.domain.seat_suggestion import Place, Placement, Wish, suggest

BEGIN = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SMALL_CASES = 1000


def place(hours: int, seats: int = 1, *, course: int | None = None, length: int = 1) -> Place:
    """A session that begins some hours after all begins."""
    start = BEGIN + hours * HOUR
    return Place(start, start + length * HOUR, seats, None if course is None else UUID(int=course))


def wish(candidate: int, *fits: int, extra: int = 0) -> Wish:
    return Wish(UUID(int=candidate), frozenset(fits), extra)


def cost(placement: Placement, places: Sequence[Place]) -> tuple[int, timedelta]:
    starts = (places[each].start - BEGIN for each in placement.values())
    return -len(placement), sum(starts, timedelta(0))


def sittings_clash(a: tuple[Wish, Place], b: tuple[Wish, Place]) -> bool:
    """Written anew, without the code under test."""
    (who, one), (_who, other) = a, b
    if one.course_session_id is not None and one.course_session_id == other.course_session_id:
        return one is other
    percent = who.extra_time_percent
    return one.start < end_with_extra_time(other, percent) and (
        other.start < end_with_extra_time(one, percent)
    )


def placements(
    wishes: Sequence[Wish], places: Sequence[Place], number: int = 0
) -> Iterator[Placement]:
    """Every placement that is allowed."""
    if number == len(wishes):
        yield {}
        return
    for rest in placements(wishes, places, number + 1):
        yield rest
        for target in wishes[number].fits:
            if allowed(number, target, rest, wishes, places):
                yield {number: target, **rest}


def allowed(
    number: int, target: int, rest: Placement, wishes: Sequence[Wish], places: Sequence[Place]
) -> bool:
    if sum(1 for each in rest.values() if each == target) >= places[target].seats:
        return False
    mine = (wishes[number], places[target])
    return not any(
        wishes[other].candidate == wishes[number].candidate
        and sittings_clash(mine, (wishes[other], places[where]))
        for other, where in rest.items()
    )


def small_case(source: Random) -> tuple[list[Wish], list[Place]]:
    """Two papers, up to six wishes of up to four candidates, sessions that often overlap."""
    places = [
        place(
            source.randrange(4),
            source.randrange(3),
            course=source.choice([None, None, 1]),
            length=source.choice([1, 2]),
        )
        for _n in range(source.randrange(2, 6))
    ]
    papers = [[n for n in range(len(places)) if n % 2 == paper] for paper in (0, 1)]
    wishes: list[Wish] = []
    for candidate in range(source.randrange(1, 5)):
        extra = source.choice([0, 0, 25, 50])
        for paper in papers[: source.choice([1, 2, 2])]:
            fits = [each for each in paper if source.random() < 0.8]
            if len(wishes) < 6:
                wishes.append(wish(candidate, *fits, extra=extra))
    return wishes, places


@pytest.mark.parametrize("block", range(10))
def test_nothing_seats_more_people_or_seats_them_earlier(block: int) -> None:
    for number in range(SMALL_CASES // 10):
        wishes, places = small_case(Random(f"{block}/{number}"))
        found = suggest(wishes, places)
        best = min(cost(each, places) for each in placements(wishes, places))
        assert found in list(placements(wishes, places))
        assert cost(found, places) == best


def test_everybody_gets_the_earliest_seat_there_is() -> None:
    places = [place(5, 1), place(1, 1), place(3, 2)]
    assert suggest([wish(1, 0, 1, 2), wish(2, 0, 1, 2)], places) == {0: 1, 1: 2}


def test_who_can_go_elsewhere_makes_room() -> None:
    assert suggest([wish(1, 0, 1), wish(2, 0)], [place(0), place(9)]) == {0: 1, 1: 0}


def test_the_first_of_those_who_are_alike_gets_the_seat() -> None:
    assert suggest([wish(1, 0), wish(2, 0)], [place(0)]) == {0: 0}


def test_seats_of_one_candidate_never_clash() -> None:
    theory_then_tasting = [wish(1, 0, 1), wish(1, 2)]
    places = [place(0, length=2), place(5), place(1)]
    assert suggest(theory_then_tasting, places) == {0: 1, 1: 2}


def test_extra_time_counts() -> None:
    places = [place(0, length=2), place(2), place(8)]
    assert suggest([wish(1, 0), wish(1, 1, 2)], places) == {0: 0, 1: 1}
    assert suggest([wish(1, 0, extra=25), wish(1, 1, 2, extra=25)], places) == {0: 0, 1: 2}


def test_papers_of_one_course_are_planned_together() -> None:
    places = [place(0, course=1, length=2), place(1, course=1)]
    assert suggest([wish(1, 0), wish(1, 1)], places) == {0: 0, 1: 1}


def test_nobody_and_nowhere() -> None:
    assert suggest([], []) == {}
    assert suggest([wish(1)], [place(0)]) == {}
