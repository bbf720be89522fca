"""Rule 9: registration deadlines, counted in working days of the centre's region."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.errors import DomainError
from wset_desk.domain.working_days import (
    BANK_HOLIDAY_REGIONS,
    is_working_day,
    registration_deadline,
    working_days_before,
)

LONDON = ZoneInfo("Europe/London")
FIVE_PM = time(17)
regions = st.sampled_from(sorted(BANK_HOLIDAY_REGIONS))
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("region", "holiday"),
    [
        ("England", date(2026, 8, 31)),  # late summer
        ("England", date(2026, 12, 28)),  # Boxing Day is a Saturday
        ("Scotland", date(2026, 8, 3)),
        ("Wales", date(2026, 8, 31)),
        ("Northern Ireland", date(2026, 3, 17)),
        ("Ireland", date(2026, 10, 26)),
    ],
)
def test_bank_holidays_of_each_region(region: str, holiday: date) -> None:
    assert holiday.weekday() < 5
    assert not is_working_day(holiday, region)
    assert is_working_day(holiday, "none")


def test_one_regions_holiday_is_anothers_working_day() -> None:
    assert is_working_day(date(2026, 8, 31), "Scotland")
    assert is_working_day(date(2026, 8, 3), "England")


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        is_working_day(date(2026, 8, 3), "Atlantis")
    assert refused.value.code == "REGION_UNKNOWN"


@given(day=days, region=regions)
def test_weekends_never_work(day: date, region: str) -> None:
    if day.weekday() >= 5:
        assert not is_working_day(day, region)


@given(day=days, count=st.integers(1, 40), region=regions)
def test_so_many_working_days_lie_between(day: date, count: int, region: str) -> None:
    found = working_days_before(day, count, region)
    assert is_working_day(found, region)
    between = [found + timedelta(days=n) for n in range((day - found).days)]
    assert sum(is_working_day(each, region) for each in between) == count


@given(day=days, count=st.integers(1, 39), region=regions)
def test_more_notice_is_an_earlier_day(day: date, count: int, region: str) -> None:
    assert working_days_before(day, count + 1, region) < working_days_before(day, count, region)


def test_scenario_a_twelve_working_days_before_25_october_is_thursday_8_october() -> None:
    exam = datetime(2026, 10, 25, 15, 30, tzinfo=UTC)
    deadline = registration_deadline(exam, LONDON, working_days=12, at=FIVE_PM, region="England")
    # summer time still holds on 8 October, no longer on 25 October
    assert deadline == datetime(2026, 10, 8, 16, tzinfo=UTC)
    assert deadline.astimezone(LONDON).strftime("%A %H:%M") == "Thursday 17:00"


def test_scenario_c_the_bank_holiday_makes_24_august_the_last_day_for_22_september() -> None:
    exam = datetime(2026, 9, 22, 17, tzinfo=UTC)
    deadline = registration_deadline(exam, LONDON, working_days=20, at=FIVE_PM, region="England")
    assert deadline.astimezone(LONDON).date() == date(2026, 8, 24)
    without = registration_deadline(exam, LONDON, working_days=20, at=FIVE_PM, region="none")
    assert without.astimezone(LONDON).date() == date(2026, 8, 25)


def test_the_exams_day_is_its_local_date() -> None:
    # 20:00 in New York is already the next day in UTC
    exam = datetime(2026, 9, 23, 0, 0, tzinfo=UTC)
    deadline = registration_deadline(
        exam, ZoneInfo("America/New_York"), working_days=1, at=FIVE_PM, region="none"
    )
    assert deadline == datetime(2026, 9, 21, 21, tzinfo=UTC)
