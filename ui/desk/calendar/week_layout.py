"""Where everything of a week or a day stands on the hours: pure, like the month's layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF

from ui.desk.calendar.model import MINUTES_OF_DAY, Period, Sessions, Slot
from ui.desk.calendar.month_layout import ChipBox, MoreBox

HOURS = 24
SNAP_MINUTES = 15


class WeekMetrics(NamedTuple):
    """Pixels: the hours' column, one hour, the narrowest and the lowest chip, space around."""

    hour_column: float
    hour: float
    narrowest: float
    lowest: float
    gap: float


class DayColumn(NamedTuple):
    day: date
    rect: QRectF


@dataclass(frozen=True)
class WeekLayout:
    hours: tuple[tuple[int, QRectF], ...]
    columns: tuple[DayColumn, ...]
    chips: tuple[ChipBox, ...]
    mores: tuple[MoreBox, ...]


class _Geometry(NamedTuple):
    width: float
    metrics: WeekMetrics
    days: int
    mirrored: bool

    @property
    def day_width(self) -> float:
        return (self.width - self.metrics.hour_column) / self.days

    def place(self, left: float, top: float, width: float, height: float) -> QRectF:
        if self.mirrored:
            left = self.width - left - width
        return QRectF(left, top, width, height)

    def height_of(self, minutes: float) -> float:
        return minutes * self.metrics.hour / 60

    def minutes_of(self, height: float) -> float:
        return height * 60 / self.metrics.hour


def size_of(width: float, metrics: WeekMetrics) -> QSizeF:
    """The whole day's height at this width."""
    return QSizeF(width, HOURS * metrics.hour)


def lay_out_week(
    period: Period, sessions: Sessions, width: float, metrics: WeekMetrics, *, mirrored: bool
) -> WeekLayout:
    """Sessions at their hours, those at the same time side by side, the rest counted."""
    geometry = _Geometry(width, metrics, period.days, mirrored)
    chips: list[ChipBox] = []
    mores: list[MoreBox] = []
    columns: list[DayColumn] = []
    for number in range(period.days):
        day = period.first + timedelta(days=number)
        left = metrics.hour_column + number * geometry.day_width
        rect = geometry.place(left, 0, geometry.day_width, HOURS * metrics.hour)
        columns.append(DayColumn(day, rect))
        for group in _groups(geometry, sessions.on(day)):
            _lay_out_group(geometry, left, group, chips, mores)
    hours = tuple(
        (hour, geometry.place(0, hour * metrics.hour, metrics.hour_column, metrics.hour))
        for hour in range(HOURS)
    )
    return WeekLayout(hours, tuple(columns), tuple(chips), tuple(mores))


def snapped(height: float, metrics: WeekMetrics) -> int:
    """The minute of the day at a height, to the nearest quarter of an hour."""
    minutes = round(height * 60 / metrics.hour / SNAP_MINUTES) * SNAP_MINUTES
    return max(0, min(MINUTES_OF_DAY - SNAP_MINUTES, minutes))


def _bottom(geometry: _Geometry, slot: Slot) -> float:
    """Short sessions are drawn as long as their words need, up to the end of the day."""
    low = max(slot.end, slot.start + geometry.minutes_of(geometry.metrics.lowest))
    return min(low, MINUTES_OF_DAY)


def _top(geometry: _Geometry, slot: Slot) -> float:
    latest = MINUTES_OF_DAY - geometry.minutes_of(geometry.metrics.lowest)
    return min(slot.start, latest)


def _groups(geometry: _Geometry, slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Runs of sessions of which each overlaps one before it."""
    group: list[Slot] = []
    end = 0.0
    for slot in sorted(slots, key=lambda each: (each.start, -each.end)):
        if group and _top(geometry, slot) >= end:
            yield group
            group, end = [], 0.0
        group.append(slot)
        end = max(end, _bottom(geometry, slot))
    if group:
        yield group


def _lay_out_group(
    geometry: _Geometry,
    left: float,
    group: Sequence[Slot],
    chips: list[ChipBox],
    mores: list[MoreBox],
) -> None:
    lanes = _lanes(geometry, group)
    needed = max(lanes) + 1
    fitting = max(1, int(geometry.day_width // geometry.metrics.narrowest))
    shown = needed if needed <= fitting else fitting - 1
    width = geometry.day_width / min(needed, fitting)
    hidden = [slot for slot, lane in zip(group, lanes, strict=True) if lane >= shown]
    for slot, lane in zip(group, lanes, strict=True):
        if lane < shown:
            rect = _rect(geometry, left + lane * width, width, slot, slot)
            chips.append(ChipBox(slot, rect, True, False))
    if hidden:
        last = max(hidden, key=lambda slot: _bottom(geometry, slot))
        rect = _rect(geometry, left + shown * width, width, hidden[0], last)
        mores.append(MoreBox(hidden[0].day, len(hidden), rect))


def _lanes(geometry: _Geometry, group: Sequence[Slot]) -> list[int]:
    """For each session the first lane that is free when it begins."""
    free_from: list[float] = []
    lanes = []
    for slot in group:
        top = _top(geometry, slot)
        lane = next((n for n, end in enumerate(free_from) if end <= top), len(free_from))
        free_from[lane : lane + 1] = [_bottom(geometry, slot)]
        lanes.append(lane)
    return lanes


def _rect(geometry: _Geometry, left: float, width: float, first: Slot, last: Slot) -> QRectF:
    gap = geometry.metrics.gap
    top = geometry.height_of(_top(geometry, first))
    bottom = geometry.height_of(_bottom(geometry, last))
    return geometry.place(left + gap, top + 1, width - 2 * gap, bottom - top - 2)
