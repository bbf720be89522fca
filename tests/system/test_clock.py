"""The clock is the computer's unless somebody says at which instant it stands."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from wset_desk.domain.errors import DomainError
from wset_desk.system.clock import FixedClock, SystemClock, clock_from

NINE = datetime(2026, 8, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-08-01T09:00Z", "2026-08-01T10:00:00+01:00", " 2026-08-01 09:00+00:00 "]
)
def test_an_instant_with_its_zone_is_read_into_utc(text: str) -> None:
    now = clock_from(text, {}).now()
    assert now == NINE
    assert now.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["2026-08-01T09:00", "2026-08-01", "tomorrow", "0001-01-01T00:00+14:00"]
)
def test_what_is_no_instant_is_refused_and_named(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        clock_from(text, {})
    assert (refused.value.code, refused.value.parameters) == ("NOW_NOT_AN_INSTANT", {"text": text})


def test_the_option_comes_before_the_environment() -> None:
    environ = {"WSET_DESK_NOW": "2027-01-01T00:00Z"}
    assert clock_from("2026-08-01T09:00Z", environ).now() == NINE
    assert clock_from(None, environ).now() == datetime(2027, 1, 1, tzinfo=UTC)


def test_without_either_it_is_the_computers() -> None:
    clock = clock_from(None, {"WSET_DESK_NOW": ""})
    assert isinstance(clock, SystemClock)
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)


def test_a_fixed_clock_moves_only_when_it_is_moved() -> None:
    clock = FixedClock(NINE.astimezone(timezone(timedelta(hours=9))))
    assert clock.now() == clock.now() == NINE
    clock.advance(timedelta(minutes=5))
    assert clock.now() == NINE + timedelta(minutes=5)


def test_a_fixed_clock_refuses_an_instant_without_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        FixedClock(datetime(2026, 8, 1, 9, 0))  # noqa: DTZ001
