"""Identifiers, made where the row is made: UUID version 7 (RFC 9562), which sort by time."""

import random
import secrets
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from wset_desk.system.clock import Clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_COUNTER_BITS = 74
_COUNTER_MASK = (1 << _COUNTER_BITS) - 1
_LOW_BITS = 62
_STEP_BYTES = 4
_STEPS_AT_ONCE = 256


class IdMaker:
    """Makes UUIDv7 from a clock and a random source; each is greater than the one before.

    Within a millisecond, and when the clock is set back, the 74 random bits count on from the last
    identifier (RFC 9562, 6.2, method 2); should they run over, the millisecond moves on by one.
    """

    def __init__(self, clock: Clock, source: random.Random | None = None) -> None:
        self._clock = clock
        self._source = source or secrets.SystemRandom()
        self._steps = _steps(self._source)
        self._lock = threading.Lock()
        self._last = (-1, 0)

    def __call__(self) -> UUID:
        with self._lock:
            self._last = self._next()
            return _assemble(*self._last)

    def _next(self) -> tuple[int, int]:
        millisecond = (self._clock.now() - _EPOCH) // _MILLISECOND
        last_millisecond, last_counter = self._last
        if millisecond > last_millisecond:
            # The highest bit starts clear, which leaves room to count.
            return millisecond, self._source.getrandbits(_COUNTER_BITS - 1)
        counter = last_counter + 1 + next(self._steps)
        if counter > _COUNTER_MASK:
            return last_millisecond + 1, self._source.getrandbits(_COUNTER_BITS - 1)
        return last_millisecond, counter


def _steps(source: random.Random) -> Iterator[int]:
    """Random 32-bit numbers, drawn by the hundred: to ask the system for one takes longer than all
    the rest of an identifier."""
    size = _STEP_BYTES * _STEPS_AT_ONCE
    while True:
        drawn = source.randbytes(size)
        yield from memoryview(drawn).cast("I")


def _assemble(millisecond: int, counter: int) -> UUID:
    high, low = counter >> _LOW_BITS, counter & ((1 << _LOW_BITS) - 1)
    return UUID(int=millisecond << 80 | 7 << 76 | high << 64 | 2 << 62 | low)
