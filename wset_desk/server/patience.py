"""Who guesses waits: longer after each try that failed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from threading import Lock

from wset_desk.domain.errors import DomainError

FREE_TRIES = 3
LONGEST = timedelta(minutes=15)
FREE_TRIES_OF_ALL = 100
LONGEST_FOR_ALL = timedelta(seconds=30)
"""All together wait, too, but not for long: who guesses can't keep everybody else out."""
_MOST_KNOWN = 10_000
_NETWORK_BITS = 64
_WAIT = "TOO_MANY_REQUESTS"


@dataclass
class _Tries:
    failed: int
    until: datetime


class Patience:
    """Counts failures by who tries; a success forgets them."""

    def __init__(self, free: int = FREE_TRIES, longest: timedelta = LONGEST) -> None:
        self._free, self._longest = free, longest
        self._known: dict[str, _Tries] = {}
        self._lock = Lock()

    @contextmanager
    def tried(self, who: str, now: datetime) -> Iterator[None]:
        """Around a try. Refuses TOO_MANY_REQUESTS while whoever tries has to wait.

        It counts as failed until it has gone well: tries at the same moment are no way around.
        """
        with self._lock:
            before = self._known.get(who)
            if before is not None and now < before.until:
                seconds = int((before.until - now).total_seconds()) + 1
                raise DomainError(_WAIT, retry_after=seconds)
            self._failed(who, now)
        try:
            yield
        except DomainError as error:
            if error.code == _WAIT:  # it wasn't tried at all
                self._put_back(who, before)
            raise
        self._put_back(who, None)

    def _put_back(self, who: str, before: _Tries | None) -> None:
        with self._lock:
            self._known.pop(who, None)
            if before is not None:
                self._known[who] = before

    def _failed(self, who: str, now: datetime) -> None:
        before = self._known.pop(who, None)
        if before is None and len(self._known) >= _MOST_KNOWN:
            del self._known[next(iter(self._known))]  # whose latest try is the oldest
        failed = 1 if before is None else before.failed + 1
        over = failed - self._free
        wait = min(timedelta(seconds=2 ** min(over, 20)), self._longest) if over > 0 else None
        self._known[who] = _Tries(failed, now + (wait or timedelta()))


def network_of(address: str) -> str:
    """Whose address it is: of IPv6 somebody has a whole network, and as many as there are."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return f"{int(known) >> _NETWORK_BITS:x}"
