"""Working days and the registration deadlines that are counted in them (rule 9)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from wset_desk.domain.errors import DomainError
from wset_desk.domain.scheduling import local_to_utc

BANK_HOLIDAY_REGIONS: Mapping[str, tuple[str, str | None] | None] = {
    "England": ("GB", "ENG"),
    "Scotland": ("GB", "SCT"),
    "Wales": ("GB", "WLS"),
    "Northern Ireland": ("GB", "NIR"),
    "Ireland": ("IE", None),
    "none": None,
}
"""The regions whose bank holidays are known, as country and subdivision (ISO 3166)."""

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def is_working_day(day: date, region: str) -> bool:
    """Monday to Friday and no bank holiday of `region`; REGION_UNKNOWN for any other region."""
    return day not in _bank_holidays(region, day.year) and day.weekday() < _SATURDAY


def working_days_before(day: date, count: int, region: str) -> date:
    """The `count`-th working day before `day`, which isn't counted itself (count ≥ 1)."""
    while count > 0:
        day -= _ONE_DAY
        count -= is_working_day(day, region)
    return day


def working_days_after(day: date, count: int, region: str) -> date:
    """The `count`-th working day after `day`, which isn't counted itself (count ≥ 1)."""
    while count > 0:
        day += _ONE_DAY
        count -= is_working_day(day, region)
    return day


def registration_deadline(
    exam_start: datetime, zone: ZoneInfo, *, working_days: int, at: time, region: str
) -> datetime:
    """When registration closes, in UTC: at local time `at`, so many working days before the exam.

    The exam's day is its local date. Its last second is still in time (see `scheduling.in_time`).
    """
    exam_day = exam_start.astimezone(zone).date()
    return local_to_utc(working_days_before(exam_day, working_days, region), at, zone)


@cache
def _bank_holidays(region: str, year: int) -> frozenset[date]:
    if region not in BANK_HOLIDAY_REGIONS:
        raise DomainError("REGION_UNKNOWN", field="bank_holiday_region", region=region)
    place = BANK_HOLIDAY_REGIONS[region]
    if place is None:
        return frozenset()
    # imported here because it is slow, and only whoever counts working days needs it
    import holidays  # noqa: PLC0415

    country, subdivision = place
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
