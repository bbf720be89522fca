"""The sample's year, October 2025 to September 2026, as plain data: what is held, when and where.

Nothing of it depends on chance; who comes does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from wset_desk.domain.catalogue import ExamType, SessionType
from wset_desk.services.demo.offer import CELLAR, LIBRARY, MAIN_HALL, TASTING_LAB, Sold

FIRST_DAY, LAST_DAY = date(2025, 10, 1), date(2026, 9, 30)
_CLOSED = (
    (date(2025, 12, 18), date(2026, 1, 6)),
    (date(2026, 4, 3), date(2026, 4, 6)),
    (date(2026, 8, 7), date(2026, 8, 24)),
    # left free: the level 2 course that newcomers are shown how to make
    (date(2026, 9, 4), date(2026, 9, 6)),
)
_THEORY, _TASTING, _COMBINED = ExamType.THEORY, ExamType.TASTING, ExamType.COMBINED


@dataclass(frozen=True)
class CourseRun:
    """A course session. `fill` is the share of its seats that are taken in the end, if not left
    to chance."""

    sold: Sold
    days: tuple[date, ...]
    start: time
    end: time
    capacity: int
    room: str
    educators: tuple[str, ...]
    invigilator: str
    fill: float | None = None

    @property
    def first_day(self) -> date:
        return self.days[0]


@dataclass(frozen=True)
class Sitting:
    """An exam session of its own. `invigilator` None: nobody has been found yet."""

    sold: Sold
    exam_type: ExamType
    session_type: SessionType
    start: datetime
    capacity: int
    room: str | None
    invigilator: str | None

    @property
    def day(self) -> date:
        return self.start.date()


@dataclass(frozen=True)
class _Series:
    """Course runs that are alike: `length` days, the last of them one of `ends`."""

    sold: Sold
    ends: tuple[date, ...]
    length: int
    hours: tuple[time, time]
    capacity: int
    room: str
    educators: tuple[str, ...]
    invigilators: tuple[str, ...]
    full: tuple[date, ...] = ()


def _days(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def _every(first: str, step: int, *further: str) -> tuple[date, ...]:
    """From `first` every `step` days, and these further days."""
    day, found = date.fromisoformat(first), set(_days(*further))
    while day <= LAST_DAY:
        found.add(day)
        day += timedelta(days=step)
    return tuple(sorted(found))


_MARCH_12 = date(2026, 3, 12)
_SERIES = (
    _Series(
        Sold.WINES_1,
        _every("2025-10-05", 14, "2026-03-01", "2026-03-15", "2026-03-29"),
        1,
        (time(10), time(16)),
        12,
        CELLAR,
        ("kim",),
        ("noor", "tomasz"),
        full=_days("2026-03-29"),
    ),
    _Series(
        Sold.WINES_2,
        _every("2025-10-04", 14, "2026-02-28", "2026-03-14", "2026-03-28"),
        2,
        (time(9, 30), time(15)),
        20,
        MAIN_HALL,
        ("lee",),
        ("kim", "dan"),
        full=_days("2026-03-21"),
    ),
    _Series(
        Sold.WINES_3,
        _days(
            *("2025-10-16", "2025-11-13", "2025-12-11", "2026-01-22", "2026-02-19", "2026-03-05"),
            *("2026-03-19", "2026-04-16", "2026-05-14", "2026-06-11", "2026-07-09", "2026-09-17"),
        ),
        4,
        (time(10), time(16, 30)),
        16,
        TASTING_LAB,
        ("dan", "eva"),
        ("lee", "kim"),
        full=_days("2026-03-05", "2026-04-16"),
    ),
    _Series(
        Sold.SPIRITS_1,
        _days(
            *("2025-10-23", "2025-11-20", "2026-01-15", "2026-02-12", "2026-03-12", "2026-04-23"),
            *("2026-05-21", "2026-06-18", "2026-07-16", "2026-09-10"),
        ),
        1,
        (time(9, 30), time(13)),
        12,
        CELLAR,
        ("tomasz",),
        ("lee",),
        full=(_MARCH_12,),
    ),
    _Series(
        Sold.SPIRITS_2,
        _days(
            *("2025-10-28", "2025-12-02", "2026-01-27", "2026-02-24", "2026-03-24", "2026-04-28"),
            *("2026-06-02", "2026-07-07", "2026-09-15"),
        ),
        2,
        (time(9, 30), time(16, 30)),
        12,
        CELLAR,
        ("tomasz",),
        ("noor",),
    ),
    _Series(
        Sold.SPIRITS_3,
        _days("2025-11-18", "2026-02-17", "2026-03-03", "2026-03-10", "2026-05-19", "2026-06-16"),
        2,
        (time(9, 30), time(16, 30)),
        8,
        LIBRARY,
        ("tomasz",),
        ("noor", "lee"),
    ),
    _Series(
        Sold.SAKE_1,
        _days(
            *("2025-10-22", "2025-11-26", "2026-01-28", "2026-03-18", "2026-05-13", "2026-07-08"),
            "2026-09-09",
        ),
        1,
        (time(10), time(16)),
        8,
        LIBRARY,
        ("noor",),
        ("kim",),
    ),
)


def course_runs() -> Iterator[CourseRun]:
    """Every course session of the year."""
    for series in _SERIES:
        for number, end in enumerate(series.ends):
            days = tuple(end - timedelta(days=n) for n in reversed(range(series.length)))
            if any(_is_closed(day) for day in days):
                continue
            yield CourseRun(
                sold=series.sold,
                days=days,
                start=series.hours[0],
                end=series.hours[1],
                capacity=series.capacity,
                room=series.room,
                educators=series.educators,
                invigilator=series.invigilators[number % len(series.invigilators)],
                fill=1.0 if end in series.full else None,
            )


def _is_closed(day: date) -> bool:
    return any(first <= day <= last for first, last in _CLOSED)


def _sat(text: str, sold: Sold, exam_type: ExamType, session_type: SessionType) -> Sitting:
    """`2026-03-12 13:00, 6, Main Hall, kim`: when, seats, where, who invigilates (- nobody)."""
    when, seats, room, who = text.split(", ")
    return Sitting(
        sold,
        exam_type,
        session_type,
        datetime.fromisoformat(when),
        int(seats),
        room,
        None if who == "-" else who,
    )


_MAKEUPS = (
    ("2025-11-08 10:00, 8, Library, kim", Sold.WINES_1, _COMBINED),
    ("2025-11-22 10:00, 8, Library, noor", Sold.WINES_2, _THEORY),
    ("2026-01-17 10:00, 8, Library, lee", Sold.WINES_1, _COMBINED),
    ("2026-01-31 10:00, 8, Library, dan", Sold.WINES_2, _THEORY),
    ("2026-03-12 13:30, 6, Main Hall, kim", Sold.WINES_3, _THEORY),
    ("2026-03-12 16:00, 6, Tasting Lab, kim", Sold.WINES_3, _TASTING),
    ("2026-03-14 09:30, 8, Library, noor", Sold.WINES_1, _COMBINED),
    ("2026-03-21 10:00, 8, Library, -", Sold.WINES_2, _THEORY),
    ("2026-04-18 10:00, 8, Library, kim", Sold.SPIRITS_1, _COMBINED),
    ("2026-05-09 10:00, 8, Library, dan", Sold.WINES_1, _COMBINED),
    ("2026-05-30 10:00, 8, Library, lee", Sold.WINES_2, _THEORY),
    ("2026-06-20 10:00, 8, Library, kim", Sold.WINES_1, _COMBINED),
    ("2026-07-18 10:00, 8, Library, noor", Sold.WINES_2, _THEORY),
)
_RESITS = (
    ("2025-11-27 18:00, 8, Library, lee", Sold.WINES_2, _THEORY),
    ("2025-12-13 10:00, 8, Library, kim", Sold.WINES_1, _COMBINED),
    ("2026-01-13 10:00, 6, Library, noor", Sold.SPIRITS_3, _THEORY),
    ("2026-01-13 13:30, 6, Library, noor", Sold.SPIRITS_3, _TASTING),
    ("2026-01-29 18:00, 8, Library, kim", Sold.WINES_2, _THEORY),
    ("2026-02-05 10:00, 8, Tasting Lab, noor", Sold.WINES_3, _THEORY),
    ("2026-02-05 13:30, 8, Tasting Lab, noor", Sold.WINES_3, _TASTING),
    ("2026-03-12 09:00, 8, Library, lee", Sold.WINES_2, _THEORY),
    ("2026-03-19 17:00, 8, Library, lee", Sold.WINES_1, _COMBINED),
    ("2026-03-27 10:00, 8, Tasting Lab, kim", Sold.WINES_3, _THEORY),
    ("2026-03-27 13:30, 8, Tasting Lab, -", Sold.WINES_3, _TASTING),
    ("2026-04-09 18:00, 8, Library, lee", Sold.WINES_2, _THEORY),
    ("2026-04-14 10:00, 6, Library, noor", Sold.SPIRITS_3, _THEORY),
    ("2026-04-14 13:30, 6, Library, noor", Sold.SPIRITS_3, _TASTING),
    ("2026-04-30 10:00, 8, Library, dan", Sold.SPIRITS_2, _THEORY),
    ("2026-05-28 18:00, 8, Library, lee", Sold.WINES_2, _THEORY),
    ("2026-06-25 10:00, 8, Tasting Lab, kim", Sold.WINES_3, _THEORY),
    ("2026-06-25 13:30, 8, Tasting Lab, kim", Sold.WINES_3, _TASTING),
    ("2026-07-23 18:00, 8, Library, noor", Sold.WINES_2, _THEORY),
)
_STANDALONE = (
    ("2025-12-08 11:00, 12, Cellar Room, kim", Sold.SAKE_1_ONLINE, _COMBINED),
    ("2026-03-09 11:00, 12, Cellar Room, kim", Sold.SAKE_1_ONLINE, _COMBINED),
    ("2026-03-25 11:00, 12, Cellar Room, noor", Sold.WINES_1_ONLINE, _COMBINED),
    ("2026-06-08 11:00, 12, Cellar Room, lee", Sold.SAKE_1_ONLINE, _COMBINED),
)


def sittings() -> Iterator[Sitting]:
    """Every exam session that doesn't come with a course."""
    for text, sold, exam_type in _MAKEUPS:
        yield _sat(text, sold, exam_type, SessionType.MAKEUP)
    for text, sold, exam_type in _RESITS:
        yield _sat(text, sold, exam_type, SessionType.RESIT)
    for text, sold, exam_type in _STANDALONE:
        yield _sat(text, sold, exam_type, SessionType.STANDALONE)
    yield from _remote()


_REMOTE_TURN = (
    Sold.WINES_2_ONLINE,
    Sold.WINES_1_ONLINE,
    Sold.WINES_2_ONLINE,
    Sold.WINES_3_ONLINE,
    Sold.WINES_1_ONLINE,
)
_REMOTE_EXAMS = {
    Sold.WINES_1_ONLINE: _COMBINED,
    Sold.WINES_2_ONLINE: _THEORY,
    Sold.WINES_3_ONLINE: _THEORY,
}
_REMOTE_INVIGILATORS = ("eva", "dan", "kim", "lee")


def _remote() -> Iterator[Sitting]:
    """Tuesday evenings, every other Wednesday, and both evening sittings of 12 March."""
    tuesdays = (day for day in _every("2025-10-14", 7) if not _is_closed(day))
    wednesdays = (day for day in _every("2025-10-22", 14, "2026-03-11") if not _is_closed(day))
    starts = [datetime.combine(day, time(18)) for day in (*tuesdays, *wednesdays)]
    starts += [datetime.combine(_MARCH_12, time(18)), datetime.combine(_MARCH_12, time(19, 30))]
    for number, start in enumerate(sorted(starts)):
        sold = _REMOTE_TURN[number % len(_REMOTE_TURN)]
        yield Sitting(
            sold,
            _REMOTE_EXAMS[sold],
            SessionType.REMOTE_INVIGILATION,
            start,
            4,
            None,
            _REMOTE_INVIGILATORS[number % len(_REMOTE_INVIGILATORS)],
        )
