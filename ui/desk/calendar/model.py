"""What the calendar shows: sessions on their local days, and which part of the year."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from ui.common import dates
from ui.common.month_grid import month_start, same_day_in
from wset_desk.services.calendar import CalendarItem

DAYS_OF_WEEK = 7
MINUTES_OF_DAY = 24 * 60
AGENDA_DAYS = 28
_ONE_DAY = timedelta(days=1)
_ONE_MINUTE = timedelta(minutes=1)
_START, _SESSION_TYPE = attrgetter("start"), attrgetter("session_type")


class Slot(NamedTuple):
    """A session on its local day, from minute to minute of that day's clock."""

    item: CalendarItem
    day: date
    start: int
    end: int


class View(StrEnum):
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    AGENDA = "agenda"


@dataclass(frozen=True)
class Period:
    """What one view shows around a day."""

    view: View
    day: date

    @property
    def first(self) -> date:
        """The first day shown; whole weeks from Monday on, except in the day view."""
        start = month_start(self.day) if self.view is View.MONTH else self.day
        return start if self.view is View.DAY else start - timedelta(days=start.weekday())

    @property
    def days(self) -> int:
        """How many days are shown."""
        if self.view is View.MONTH:
            last = month_start(self.day, 1) - _ONE_DAY
            return ((last - self.first).days // DAYS_OF_WEEK + 1) * DAYS_OF_WEEK
        return {View.WEEK: DAYS_OF_WEEK, View.DAY: 1, View.AGENDA: AGENDA_DAYS}[self.view]

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The instants at which the first day begins and the last one ends."""
        start = datetime.combine(self.first, time(), tzinfo=zone)
        return start, start + timedelta(days=self.days)

    def holds(self, day: date) -> bool:
        return self.first <= day < self.first + timedelta(days=self.days)

    def turned(self, steps: int) -> Period:
        """The period so many months, weeks or days later."""
        if self.view is View.MONTH:
            return Period(self.view, same_day_in(self.day, steps))
        return Period(self.view, self.day + timedelta(days=steps * self.days))

    def title(self) -> str:
        """ "March 2026", "9 – 15 Mar 2026" or "Thursday 12 March 2026"."""
        if self.view is View.MONTH:
            return dates.month_text(self.day)
        if self.view is View.DAY:
            return dates.day_long(self.day)
        last = self.first + timedelta(days=self.days - 1)
        first = dates.day_short(self.first)
        if (self.first.year, self.first.month) == (last.year, last.month):
            first = str(self.first.day)
        elif self.first.year == last.year:
            first = first.removesuffix(f" {last.year}")
        return f"{first} – {dates.day_short(last)}"


@dataclass(frozen=True)
class Filters:
    """What the calendar is narrowed to. Types are hidden by name; None takes everything."""

    hidden_types: frozenset[str] = frozenset()
    level: int | None = None
    room_id: UUID | None = None
    staff_id: UUID | None = None

    def arguments(self) -> dict[str, Any]:
        """What `sessions_between` is asked; types are counted even where they are hidden."""
        chosen = {"levels": self.level, "room_ids": self.room_id, "staff_ids": self.staff_id}
        return {name: frozenset([value]) for name, value in chosen.items() if value is not None}

    def to_plain(self) -> dict[str, object]:
        """As JSON can keep it."""
        return {
            "hidden_types": sorted(self.hidden_types),
            "level": self.level,
            "room_id": self.room_id and str(self.room_id),
            "staff_id": self.staff_id and str(self.staff_id),
        }

    @classmethod
    def from_plain(cls, plain: object) -> Filters:
        """What `to_plain` gave; no filter for anything else."""
        if not isinstance(plain, Mapping):
            return cls()
        try:
            return cls(
                frozenset(plain["hidden_types"]),
                plain["level"],
                plain["room_id"] and UUID(plain["room_id"]),
                plain["staff_id"] and UUID(plain["staff_id"]),
            )
        except (KeyError, TypeError, ValueError):
            return cls()


@dataclass(frozen=True)
class Sessions:
    """The sessions of a period by local day, and how many of each type there are in all.

    Slots are made when they are asked for: a full month shows an eighth of its sessions.
    """

    by_day: Mapping[date, Sequence[CalendarItem]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    zone: tzinfo = UTC

    @classmethod
    def of(
        cls,
        items: Sequence[CalendarItem],
        zone: ZoneInfo,
        hidden_types: frozenset[str] = frozenset(),
    ) -> Sessions:
        """`items` stand by time, as the service answers them."""
        counts = Counter(map(_SESSION_TYPE, items))
        if not hidden_types.isdisjoint(counts):
            items = [item for item in items if item.session_type not in hidden_types]
        return cls(_by_day(items, zone), counts, zone)

    @property
    def days(self) -> Sequence[date]:
        """Those that have any, in order."""
        return sorted(self.by_day)

    def on(self, day: date, limit: int | None = None) -> Sequence[Slot]:
        """Those of a day, or the first of them."""
        return [slot_of(item, self.zone) for item in self.by_day.get(day, ())[:limit]]

    def how_many_on(self, day: date) -> int:
        return len(self.by_day.get(day, ()))

    def find(self, item_id: UUID) -> Slot | None:
        items = (item for items in self.by_day.values() for item in items)
        found = next((item for item in items if item.id == item_id), None)
        return None if found is None else slot_of(found, self.zone)


def _by_day(items: Sequence[CalendarItem], zone: tzinfo) -> dict[date, list[CalendarItem]]:
    """Local days from midnight to midnight, found by halving: their clocks are read once a day."""
    found: dict[date, list[CalendarItem]] = {}
    begin = 0
    while begin < len(items):
        day = items[begin].start.astimezone(zone).date()
        midnight = datetime.combine(day + _ONE_DAY, time(), tzinfo=zone).astimezone(UTC)
        # at least one: some clocks have been turned back over midnight
        end = max(bisect_left(items, midnight, begin, key=_START), begin + 1)
        found.setdefault(day, []).extend(items[begin:end])
        begin = end
    return found


def slot_of(item: CalendarItem, zone: tzinfo) -> Slot:
    """Where the session stands on the centre's clock; cut off at midnight."""
    local = item.start.astimezone(zone)
    start = local.hour * 60 + local.minute
    minutes = (item.end - item.start) // _ONE_MINUTE
    return Slot(item, local.date(), start, min(start + max(minutes, 1), MINUTES_OF_DAY))


def clock_text(minutes: int) -> str:
    """ "09:30", of the minutes since midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
