"""Who guesses waits: longer after each try that failed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from wset_desk.domain.errors import DomainError

FREE_TRIES = 3
LONGEST = timedelta(minutes=15)
_MOST_KNOWN = 10_000


@dataclass
class _Tries:
    failed: int
    until: datetime


class Patience:
    """Counts failures by who tries; a success forgets them."""

    def __init__(self) -> None:
        self._known: dict[str, _Tries] = {}
        self._lock = Lock()

    @contextmanager
    def tried(self, who: str, now: datetime) -> Iterator[None]:
        """Around a try. Refuses TOO_MANY_REQUESTS while whoever tries has to wait."""
        with self._lock:
            tries = self._known.get(who)
        if tries is not None and now < tries.until:
            seconds = int((tries.until - now).total_seconds()) + 1
            raise DomainError("TOO_MANY_REQUESTS", retry_after=seconds)
        try:
            yield
        except DomainError as error:
            if error.code != "TOO_MANY_REQUESTS":  # whoever waits for something else hasn't tried
                self._failed(who, now)
            raise
        with self._lock:
            self._known.pop(who, None)

    def _failed(self, who: str, now: datetime) -> None:
        with self._lock:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            failed = self._known[who].failed + 1 if who in self._known else 1
            wait = timedelta(seconds=2 ** min(failed - FREE_TRIES, 20)) * (failed > FREE_TRIES)
            self._known[who] = _Tries(failed, now + min(wait, LONGEST))
