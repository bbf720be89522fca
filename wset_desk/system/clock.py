"""The injected clock: nobody else in the program asks the computer what time it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from wset_desk.domain.errors import DomainError

VARIABLE = "WSET_DESK_NOW"


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """The present instant, aware and in UTC."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """Stands at one instant until it is moved: the sample centre's clock, and the tests'."""

    instant: datetime

    def __post_init__(self) -> None:
        self.instant = _in_utc(self.instant)

    def now(self) -> datetime:
        return self.instant

    def advance(self, step: timedelta) -> None:
        """Move on by `step`."""
        self.instant += step


def clock_from(now: str | None, environ: Mapping[str, str]) -> Clock:
    """A fixed clock where `--now` or WSET_DESK_NOW gives an instant, else the computer's.

    Refuses (`NOW_NOT_AN_INSTANT`) what isn't ISO 8601 with a zone, such as 2026-08-01T09:00Z.
    """
    text = now or environ.get(VARIABLE)
    return FixedClock(parse_instant(text)) if text else SystemClock()


def parse_instant(text: str) -> datetime:
    """The instant that an ISO 8601 text with a zone names, in UTC."""
    try:
        return _in_utc(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError):
        raise DomainError("NOW_NOT_AN_INSTANT", text=text) from None


def _in_utc(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(UTC)
