"""A report as windows, files and the command line get it.

Cells are values of a kind, put into words where they are shown (`services.reports.wording`); titles
are marked texts, translated there too.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class CellKind(StrEnum):
    """What a cell holds, and so how it is written; any cell may be None: nothing to say."""

    TEXT = "text"
    MARKED = "marked"  # a marked text
    LEVEL = "level"  # int
    PAPER = "paper"  # an exam type's or an enquiry type's value
    DAY = "day"  # date
    MONTH = "month"  # a month's first day
    BIN = "bin"  # MarkBin
    NUMBER = "number"  # int
    PERCENT = "percent"  # Decimal, 0 to 100
    POINTS = "points"  # Decimal, points of percentage
    DAYS = "days"  # Decimal or int


class LevelPaper(NamedTuple):
    """A paper as reports count it, whatever course and profile it belongs to."""

    level: int
    subject: str
    exam_type: str


class MarkBin(NamedTuple):
    """From `low` per cent up to, but without, `high`; 100 is in the last one."""

    low: int
    high: int


Cell = str | int | Decimal | date | MarkBin | None


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """What a report is about: days of the centre, both included, None open; and a level, or all.

    The days are those of the exams, of enquiries the day on which they were submitted.
    """

    first_day: date | None = None
    last_day: date | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class ReportColumn:
    key: str
    title: str
    kind: CellKind


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row comes from: one of these; `report` with `level` is another report, narrowed,
    `enquiries` the page of them."""

    exam_session_id: UUID | None = None
    candidate_id: UUID | None = None
    enquiries: bool = False
    report: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """As many cells as there are columns; of the total row the first says nothing."""

    cells: tuple[Cell, ...]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """A number at the head of the report; `tone` is `good`, `bad`, `open` or nothing.

    `title` is a marked text, `note` one in the language of whoever asked.
    """

    title: str
    value: Cell
    kind: CellKind
    note: str = ""
    tone: str = ""


class ChartShape(StrEnum):
    """`STACK`: the series of a point stand on one another; `BARS`: side by side."""

    BARS = "bars"
    LINE = "line"
    STACK = "stack"


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A value for each series, None where there is nothing to say."""

    label: Cell
    values: tuple[Decimal | int | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers. The last series is the one that matters: it is drawn in colour.

    `title`, `about` and the names of the `series` are marked texts.
    """

    title: str
    about: str
    shape: ChartShape
    kind: CellKind
    label_kind: CellKind
    series: tuple[str, ...]
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """What a report found; `note`, a marked text, says what its numbers leave out, if they do."""

    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    total: ReportRow | None = None
    headlines: tuple[Headline, ...] = ()
    charts: tuple[Chart, ...] = ()
    note: str = ""
