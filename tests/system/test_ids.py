"""Identifiers are UUIDv7, each greater than the one before, whatever the clock does."""

import random
import threading
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from wset_desk.system.clock import FixedClock
from wset_desk.system.ids import IdMaker

NINE = datetime(2026, 8, 1, 9, 0, tzinfo=UTC)


class HighestBits(random.Random):
    """A source that always gives the greatest number it can."""

    def getrandbits(self, k: int) -> int:
        return (1 << k) - 1


def milliseconds(identifier: UUID) -> int:
    return identifier.int >> 80


def test_an_identifier_is_a_version_7_uuid_of_its_instant(random_source: random.Random) -> None:
    made = IdMaker(FixedClock(NINE), random_source)()
    assert (made.version, made.variant) == (7, RFC_4122)
    assert milliseconds(made) == int(NINE.timestamp()) * 1000


def test_the_same_seed_makes_the_same_identifiers() -> None:
    first = IdMaker(FixedClock(NINE), random.Random(3))
    second = IdMaker(FixedClock(NINE), random.Random(3))
    assert [first() for _ in range(5)] == [second() for _ in range(5)]


@given(st.lists(st.integers(-5_000, 5_000), max_size=60))
def test_each_is_greater_than_the_one_before(steps: list[int]) -> None:
    clock = FixedClock(NINE)
    make = IdMaker(clock, random.Random(7))
    made = [make()]
    for step in steps:
        clock.advance(timedelta(microseconds=step))
        made.append(make())
    assert made == sorted(set(made))
    assert {one.version for one in made} == {7}


def test_a_millisecond_that_is_full_borrows_from_the_next() -> None:
    make = IdMaker(FixedClock(NINE), HighestBits())
    step, room = 1 << 32, 1 << 73
    first = make()
    make._last = (milliseconds(first), room * 2 - 2 * step)
    last, borrowed = make(), make()
    assert milliseconds(last) == milliseconds(first)
    assert milliseconds(borrowed) == milliseconds(first) + 1
    assert first < last < borrowed


def test_two_threads_never_get_the_same() -> None:
    make = IdMaker(FixedClock(NINE), random.Random(7))
    made: list[UUID] = []
    threads = [
        threading.Thread(target=lambda: made.extend([make() for _ in range(500)])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == len(made) == 2000
