"""What is in the way of a session that is being dragged, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ui.desk.calendar import words
from ui.desk.calendar.model import MINUTES_OF_DAY, Slot, clock_text
from wset_desk.i18n import _
from wset_desk.services.conflicts import Conflict, Kind


class _Local(NamedTuple):
    """A conflict on the centre's clock, in minutes since the midnight of `day`."""

    conflict: Conflict
    day: date
    start: int
    end: int


@dataclass(frozen=True)
class Obstacles:
    """Rooms and people warn; a candidate who has another exam then forbids."""

    _found: Sequence[_Local] = field(default=())

    @classmethod
    def of(cls, conflicts: Sequence[Conflict], zone: ZoneInfo) -> Obstacles:
        return cls([_localized(each, zone) for each in conflicts])

    def reason(self, slot: Slot, day: date, minute: int | None) -> str:
        """Why the session doesn't fit there, or nothing."""
        found = self._at(slot, day, minute)
        if not found:
            return ""
        found.sort(key=lambda each: each.conflict.kind is not Kind.CANDIDATE)
        first = found[0]
        text = f"{words.obstacle(first.conflict)}, {clock_text(first.start)}"
        if len(found) > 1:
            text = _("{first} (and {n} more)").format(first=text, n=len(found) - 1)
        return text

    def forbid(self, slot: Slot, day: date, minute: int | None) -> bool:
        """Whether somebody would have to be in two exams at once."""
        found = self._at(slot, day, minute)
        return any(each.conflict.kind is Kind.CANDIDATE for each in found)

    def _at(self, slot: Slot, day: date, minute: int | None) -> list[_Local]:
        start = slot.start if minute is None else minute
        end = start + slot.end - slot.start
        return [
            each
            for each in self._found
            if each.day == day and each.start < end and start < each.end
        ]


def _localized(conflict: Conflict, zone: ZoneInfo) -> _Local:
    start, end = conflict.start.astimezone(zone), conflict.end.astimezone(zone)
    until = end.hour * 60 + end.minute if end.date() == start.date() else MINUTES_OF_DAY
    return _Local(conflict, start.date(), start.hour * 60 + start.minute, until)
