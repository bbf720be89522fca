"""When a desk syncs next: soon after an edit, now and then otherwise, ever later while nobody
answers. Seconds of a monotonic clock; nothing here waits."""

import random
import time
from collections.abc import Callable

EDIT_PAUSE = 2.0
"""What is typed in one go is sent in one go."""
ACTIVE, IDLE = 30.0, 300.0
IDLE_AFTER = 120.0
FIRST_RETRY, LAST_RETRY = 1.0, 60.0
MOST_CHANGES, LEAST_BATCH = 2000, 50


class Pace:
    """`now` tells the seconds, `chance` a share between 0 and 1: many desks that lost their server
    together don't come back together."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._now, self._chance = now, chance
        self._touched = self._due = now()
        self._failures = 0

    @property
    def left(self) -> float:
        """So many seconds until the next exchange; 0 or less: now."""
        return self._due - self._now()

    @property
    def batch(self) -> int:
        """So many changes at a time: fewer after each failure, for a network that lets only little
        through in one go."""
        return max(LEAST_BATCH, MOST_CHANGES >> self._failures)

    def ask(self) -> None:
        """A person wants it now."""
        self._due = self._now()

    def edit(self) -> None:
        """Something was changed here. A server that doesn't answer isn't asked the sooner."""
        if not self._failures:
            self._due = min(self._due, self._now() + EDIT_PAUSE)

    def touch(self) -> None:
        """Somebody is at work."""
        self._touched = self._now()
        if not self._failures:
            self._due = min(self._due, self._touched + ACTIVE)

    def settle(self) -> None:
        """An exchange is over, or there is nobody to exchange with."""
        self._failures = 0
        resting = self._now() - self._touched > IDLE_AFTER
        self._due = self._now() + (IDLE if resting else ACTIVE)

    def fail(self, least: float = 0) -> None:
        """Nobody answered, or refused; not before `least` seconds."""
        longest = min(LAST_RETRY, FIRST_RETRY * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        self._due = self._now() + max(least, longest * (0.5 + self._chance() / 2))
