"""Remote exams: how a case stands, and when somebody is free to invigilate (rules 6 and 9)."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.remote import (
    STEP_MINUTES,
    RemoteHours,
    RemoteState,
    Span,
    days_left,
    free_starts,
    is_missing,
    is_pressing,
    remote_state,
    task_due,
    united,
    within_hours,
)
from wset_desk.domain.scheduling import Window

LONDON = ZoneInfo("Europe/London")
WINDOW = Window(date(2026, 3, 2), date(2027, 3, 2))
OFFICE = RemoteHours(time(8), time(20))
ALL_DAY = RemoteHours(time(0), time(23, 59))


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def starts(*spans: Span, minutes: int = 60, taken: tuple[Span, ...] = ()) -> list[str]:
    found = free_starts(spans, minutes=minutes, taken=taken, hours=OFFICE, zone=LONDON)
    return [start.astimezone(LONDON).strftime("%H:%M") for start in found]


@pytest.mark.parametrize(
    ("booked", "missing", "today", "state"),
    [
        (False, False, date(2026, 3, 2), RemoteState.READY),
        (False, False, date(2027, 3, 2), RemoteState.READY),
        (False, False, date(2027, 3, 3), RemoteState.EXPIRED),
        (True, True, date(2026, 9, 1), RemoteState.CHECKS_MISSING),
        (True, False, date(2026, 9, 1), RemoteState.BOOKED),
        (True, False, date(2027, 3, 3), RemoteState.BOOKED),
    ],
)
def test_a_case_is_booked_ready_or_expired(
    booked: bool, missing: bool, today: date, state: RemoteState
) -> None:
    found = remote_state(booked=booked, checks_missing=missing, window=WINDOW, today=today)
    assert found is state


def test_a_check_is_missing_from_a_fortnight_before_it_is_due() -> None:
    due = at(18, day=22)
    assert not is_missing(due, None, at(17, day=8))
    assert is_missing(due, None, at(18, day=8))
    assert is_missing(due, None, at(18, day=23))
    assert not is_missing(due, at(9, day=21), at(18, day=23))


def test_the_last_fortnight_is_pressing() -> None:
    assert days_left(WINDOW, date(2027, 2, 16)) == 14
    assert not is_pressing(WINDOW, date(2027, 2, 16))
    assert is_pressing(WINDOW, date(2027, 2, 17))
    assert is_pressing(WINDOW, date(2027, 3, 3))


def test_exams_begin_at_full_and_half_hours_as_long_as_somebody_stays() -> None:
    assert starts(Span(at(18, 10), at(20))) == ["18:30", "19:00"]


def test_what_is_taken_is_left_out_and_the_rest_stays() -> None:
    taken = (Span(at(10), at(10, 45)),)
    free = starts(Span(at(9), at(12)), minutes=45, taken=taken)
    assert free == ["09:00", "11:00"]


def test_times_that_touch_are_one() -> None:
    assert starts(Span(at(9), at(9, 30)), Span(at(9, 30), at(10))) == ["09:00"]


def test_an_exam_is_wholly_inside_the_hours_of_its_day() -> None:
    assert starts(Span(at(7), at(9, 30))) == ["08:00", "08:30"]
    assert starts(Span(at(19), at(22))) == ["19:00"]
    assert not within_hours(Span(at(23, 30), at(0, 30, day=23)), ALL_DAY, LONDON)


def test_the_clocks_going_back_repeat_no_time_twice() -> None:
    sunday = Span(datetime(2026, 10, 25, 0, tzinfo=UTC), datetime(2026, 10, 25, 4, tzinfo=UTC))
    found = list(free_starts([sunday], minutes=60, taken=(), hours=ALL_DAY, zone=LONDON))
    assert len(found) == len(set(found)) == 7
    assert all(b - a == timedelta(minutes=STEP_MINUTES) for a, b in pairwise(found))


def test_a_task_is_due_some_days_before_and_never_in_the_past() -> None:
    exam, now = at(18), at(9, day=1)
    assert task_due(exam, 7, now) == exam - timedelta(days=7)
    assert task_due(exam, 7, exam - timedelta(days=3)) == exam - timedelta(days=3)


MINUTES = st.integers(0, 24 * 60)
SPANS = st.lists(st.tuples(MINUTES, st.integers(1, 300)), max_size=6).map(
    lambda pairs: [
        Span(at(0) + timedelta(minutes=begin), at(0) + timedelta(minutes=begin + length))
        for begin, length in pairs
    ]
)


@given(SPANS, SPANS, st.sampled_from([30, 45, 60, 120]))
def test_every_start_that_is_free_is_found_and_no_other(
    available: list[Span], taken: list[Span], minutes: int
) -> None:
    found = set(free_starts(available, minutes=minutes, taken=taken, hours=OFFICE, zone=LONDON))
    for number in range(0, 48 * 2):
        start = at(0) + timedelta(minutes=number * STEP_MINUTES)
        exam = Span(start, start + timedelta(minutes=minutes))
        there = any(each.start <= exam.start and exam.end <= each.end for each in united(available))
        blocked = any(each.start < exam.end and exam.start < each.end for each in taken)
        wanted = there and not blocked and within_hours(exam, OFFICE, LONDON)
        assert (start in found) == wanted
