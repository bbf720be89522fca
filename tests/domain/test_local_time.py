"""Rule 7: instants in UTC, times as people at the centre see them, also when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.examples import LONDON, course_day, london, wall
from wset_desk.domain.errors import DomainError
from wset_desk.domain.scheduling import CourseDay, local_to_utc, shift_days, shifted

EXAM_TIME = time(15, 30)
ZONES = [ZoneInfo(name) for name in ("Europe/London", "America/New_York", "Australia/Sydney")]
# nowhere above do the clocks change between 05:00 and 22:00
waking_hours = st.times(time(5), time(22)).map(lambda at: at.replace(microsecond=0))
dates = st.dates(date(2025, 1, 1), date(2030, 12, 31))


def test_scenario_a_1530_is_1430z_in_summer_and_1530z_after_the_clocks_went_back() -> None:
    summer = local_to_utc(date(2026, 9, 6), EXAM_TIME, LONDON)
    assert summer == datetime(2026, 9, 6, 14, 30, tzinfo=UTC)
    winter = local_to_utc(date(2026, 10, 25), EXAM_TIME, LONDON)
    assert winter == datetime(2026, 10, 25, 15, 30, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        local_to_utc(date(2026, 3, 29), time(1, 30), LONDON)
    assert refused.value.code == "LOCAL_TIME_DOES_NOT_EXIST"


@pytest.mark.parametrize("fold", [0, 1])
def test_of_a_time_that_comes_twice_the_first_is_meant(fold: int) -> None:
    twice = time(1, 30, fold=fold)
    instant = local_to_utc(date(2026, 10, 25), twice, LONDON)
    assert instant == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(day=dates, at=waking_hours, zone=st.sampled_from(ZONES))
def test_local_time_and_back(day: date, at: time, zone: ZoneInfo) -> None:
    instant = local_to_utc(day, at, zone)
    assert instant.tzinfo is UTC
    assert instant.astimezone(zone).replace(tzinfo=None) == datetime.combine(day, at)


@given(day=dates, at=waking_hours, by=st.integers(-400, 400), zone=st.sampled_from(ZONES))
def test_a_shift_keeps_the_wall_clock_and_can_be_undone(
    day: date, at: time, by: int, zone: ZoneInfo
) -> None:
    instant = local_to_utc(day, at, zone)
    there = shifted(instant, by, zone)
    assert there.astimezone(zone).time() == at
    assert there.astimezone(zone).date() == day + timedelta(days=by)
    assert shifted(there, -by, zone) == instant


def test_a_course_moved_past_the_change_of_clocks_keeps_its_times_and_gaps() -> None:
    weekend = [course_day("2026-10-17"), course_day("2026-10-18", "10:00", "13:00")]
    moved = shift_days(weekend, date(2026, 10, 24), LONDON)
    assert moved == (course_day("2026-10-24"), course_day("2026-10-25", "10:00", "13:00"))
    assert [wall(day.start) for day in moved] == ["09:30", "10:00"]
    assert moved[1].start - weekend[1].start == timedelta(days=7, hours=1)


def test_a_course_is_moved_by_its_first_day_whatever_the_order() -> None:
    moved = shift_days(
        [course_day("2026-09-06"), course_day("2026-09-05")], date(2026, 9, 12), LONDON
    )
    assert moved == (course_day("2026-09-13"), course_day("2026-09-12"))


def test_a_course_day_over_midnight_stays_one() -> None:
    late = CourseDay(london("2026-09-05 22:00"), london("2026-09-06 00:30"))
    assert shift_days([late], date(2026, 9, 6), LONDON) == (
        CourseDay(london("2026-09-06 22:00"), london("2026-09-07 00:30")),
    )


def test_moving_into_the_skipped_hour_is_refused() -> None:
    night = CourseDay(london("2026-03-28 01:30"), london("2026-03-28 04:00"))
    with pytest.raises(DomainError) as refused:
        shift_days([night], date(2026, 3, 29), LONDON)
    assert refused.value.code == "LOCAL_TIME_DOES_NOT_EXIST"
