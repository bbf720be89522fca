"""Wrong passwords make the next attempt wait; nobody sleeps for it, the attempt is refused."""

import math
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from wset_desk.domain.errors import DomainError

FREE_ATTEMPTS = 4
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True)
class _Failures:
    count: int
    wait_until: datetime


class SignInAttempts:
    """Counts, for as long as the program runs, who has typed wrong passwords how often.

    After four wrong ones in a row the fifth attempt waits 5 seconds, each further one twice as
    long, 5 minutes at most. It may be asked from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: dict[str, _Failures] = {}

    def check(self, username: str, now: datetime) -> None:
        """Refuse TRY_AGAIN_IN while this user name has to wait."""
        failures = self._failures.get(_key(username))
        if failures is not None and now < failures.wait_until:
            seconds = math.ceil((failures.wait_until - now).total_seconds())
            raise DomainError("TRY_AGAIN_IN", field="password", seconds=seconds)

    def failed(self, username: str, now: datetime) -> None:
        """A password was wrong."""
        with self._lock:
            before = self._failures.get(_key(username))
            count = 1 if before is None else before.count + 1
            self._failures[_key(username)] = _Failures(count, now + _wait_after(count))

    def succeeded(self, username: str) -> None:
        """A password was right: count anew."""
        with self._lock:
            self._failures.pop(_key(username), None)


def _wait_after(failures: int) -> timedelta:
    beyond = failures - FREE_ATTEMPTS
    if beyond < 0:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(beyond, 16)), LONGEST_WAIT)


def _key(username: str) -> str:
    return username.strip().lower()
