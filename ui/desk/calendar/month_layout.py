"""Where everything of a month stands: a pure function of sessions, size and metrics.

Painting, hit-testing, accessibility and tests all use the same boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF

from ui.desk.calendar.model import DAYS_OF_WEEK, Period, Sessions, Slot


class Metrics(NamedTuple):
    """Heights and widths in pixels, derived from fonts."""

    header: float
    week_column: float
    day_number: float
    chip: float
    tall_chip: float
    gap: float
    edge: float

    @property
    def day_top(self) -> float:
        """From a cell's top to its first chip."""
        return self.day_number + self.edge + self.gap


class Cell(NamedTuple):
    """A day: its rectangle, that of its number, and whether it belongs to the month."""

    day: date
    rect: QRectF
    number: QRectF
    in_month: bool


class ChipBox(NamedTuple):
    slot: Slot
    rect: QRectF
    tall: bool
    dimmed: bool


class MoreBox(NamedTuple):
    """ "+4 more" of a day."""

    day: date
    hidden: int
    rect: QRectF


@dataclass(frozen=True)
class MonthLayout:
    heads: tuple[QRectF, ...]
    weeks: tuple[tuple[int, QRectF], ...]
    cells: tuple[Cell, ...]
    chips: tuple[ChipBox, ...]
    mores: tuple[MoreBox, ...]


class _Geometry(NamedTuple):
    """The grid's measures; `place` mirrors for right-to-left."""

    size: QSizeF
    metrics: Metrics
    rows: int
    mirrored: bool

    @property
    def cell_width(self) -> float:
        return (self.size.width() - self.metrics.week_column) / DAYS_OF_WEEK

    @property
    def cell_height(self) -> float:
        return (self.size.height() - self.metrics.header) / self.rows

    def place(self, left: float, top: float, width: float, height: float) -> QRectF:
        if self.mirrored:
            left = self.size.width() - left - width
        return QRectF(left, top, width, height)


def smallest_size(metrics: Metrics, rows: int = 6) -> QSizeF:
    """Below this not even a number and one line fit into a cell."""
    height = metrics.day_top + metrics.chip + metrics.edge
    return QSizeF(
        metrics.week_column + DAYS_OF_WEEK * 3 * metrics.day_number,
        metrics.header + rows * height,
    )


def lay_out_month(
    period: Period, sessions: Sessions, size: QSizeF, metrics: Metrics, *, mirrored: bool = False
) -> MonthLayout:
    """Every session of the period as a chip, or counted in its day's "more"."""
    rows = period.days // DAYS_OF_WEEK
    geometry = _Geometry(size, metrics, rows, mirrored)
    cells: list[Cell] = []
    chips: list[ChipBox] = []
    mores: list[MoreBox] = []
    for position in range(period.days):
        cell = _cell(geometry, period, position)
        cells.append(cell)
        if cell.day in sessions.by_day:
            more = _fill(geometry, position, cell, sessions, chips)
            mores += [more] if more else []
    return MonthLayout(
        tuple(_head(geometry, number) for number in range(DAYS_OF_WEEK)),
        tuple(_week(geometry, period, number) for number in range(rows)),
        tuple(cells),
        tuple(chips),
        tuple(mores),
    )


def _head(geometry: _Geometry, number: int) -> QRectF:
    left = geometry.metrics.week_column + number * geometry.cell_width
    return geometry.place(left, 0, geometry.cell_width, geometry.metrics.header)


def _week(geometry: _Geometry, period: Period, number: int) -> tuple[int, QRectF]:
    monday = period.first + timedelta(days=number * DAYS_OF_WEEK)
    top = geometry.metrics.header + number * geometry.cell_height
    rect = geometry.place(0, top, geometry.metrics.week_column, geometry.cell_height)
    return monday.isocalendar().week, rect


def _cell(geometry: _Geometry, period: Period, position: int) -> Cell:
    metrics = geometry.metrics
    day = period.first + timedelta(days=position)
    left, top = _corner(geometry, position)
    rect = geometry.place(left, top, geometry.cell_width, geometry.cell_height)
    number = geometry.place(
        left + metrics.edge, top + metrics.edge, metrics.day_number, metrics.day_number
    )
    return Cell(day, rect, number, day.month == period.day.month)


def _corner(geometry: _Geometry, position: int) -> tuple[float, float]:
    """A cell's upper corner on the side where reading begins, before mirroring."""
    row, column = divmod(position, DAYS_OF_WEEK)
    return (
        geometry.metrics.week_column + column * geometry.cell_width,
        geometry.metrics.header + row * geometry.cell_height,
    )


def _fill(
    geometry: _Geometry, position: int, cell: Cell, sessions: Sessions, chips: list[ChipBox]
) -> MoreBox | None:
    """Two-line chips if all fit, else one-line ones; what is left over is counted."""
    metrics = geometry.metrics
    left, top = _corner(geometry, position)
    left += metrics.edge
    width = geometry.cell_width - 2 * metrics.edge
    room = geometry.cell_height - metrics.day_top - metrics.edge + metrics.gap
    count = sessions.how_many_on(cell.day)
    tall = count * (metrics.tall_chip + metrics.gap) <= room
    height = metrics.tall_chip if tall else metrics.chip
    step = height + metrics.gap
    fitting = count if tall else max(1, int(room // step))
    shown = count if count <= fitting else fitting - 1
    first = top + metrics.day_top
    for number, slot in enumerate(sessions.on(cell.day, shown)):
        rect = geometry.place(left, first + number * step, width, height)
        chips.append(ChipBox(slot, rect, tall, not cell.in_month))
    if shown == count:
        return None
    rect = geometry.place(left, first + shown * step, width, height)
    return MoreBox(cell.day, count - shown, rect)
