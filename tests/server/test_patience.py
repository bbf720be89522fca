"""Who guesses waits, alone and with everybody; who mistypes hardly does."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from wset_desk.domain.errors import DomainError
from wset_desk.server.patience import (
    FREE_TRIES,
    FREE_TRIES_OF_ALL,
    LONGEST,
    LONGEST_FOR_ALL,
    Patience,
    network_of,
)

NOW = datetime(2026, 8, 1, 9, 0, tzinfo=UTC)


def fail(patience: Patience, who: str = "1.2.3.4", now: datetime = NOW) -> int:
    """So many seconds one has to wait instead; 0 where it was tried."""
    try:
        with patience.tried(who, now):
            raise DomainError("CODE_WRONG")
    except DomainError as error:
        found = error.parameters.get("retry_after", 0)
        assert isinstance(found, int)
        return found


def test_the_delay_grows_up_to_a_limit() -> None:
    patience, now = Patience(), NOW
    waits = []
    for _ in range(20):
        fail(patience, now=now)
        waits.append(fail(patience, now=now))
        now += timedelta(seconds=waits[-1])
    assert waits[0] == 0
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST.total_seconds() + 1


def test_a_success_forgets_and_others_do_not_wait() -> None:
    patience = Patience()
    for _ in range(FREE_TRIES):
        fail(patience)
    with patience.tried("1.2.3.4", NOW):
        pass
    for _ in range(FREE_TRIES + 1):
        assert fail(patience) == 0
    assert fail(patience) > 0
    assert fail(patience, "5.6.7.8") == 0


def test_tries_at_the_same_moment_count() -> None:
    patience, waited = Patience(), 0
    for _ in range(10):
        try:
            entered = patience.tried("1.2.3.4", NOW)
            entered.__enter__()  # and is still at it
        except DomainError:
            waited += 1
    assert waited == 10 - FREE_TRIES - 1


def test_who_waits_for_all_is_not_blamed_for_it() -> None:
    each, everybody = Patience(), Patience(FREE_TRIES_OF_ALL, LONGEST_FOR_ALL)
    for number in range(FREE_TRIES_OF_ALL + 10):
        with suppress(DomainError), everybody.tried("", NOW):
            raise DomainError("CODE_WRONG", number=number)
    later = NOW
    for _ in range(2 * FREE_TRIES):
        with pytest.raises(DomainError), each.tried("1.2.3.4", later), everybody.tried("", later):
            raise AssertionError("it was tried")
    later += LONGEST_FOR_ALL + timedelta(seconds=1)
    with each.tried("1.2.3.4", later), everybody.tried("", later):
        pass


def test_many_addresses_do_not_wash_failures_away() -> None:
    patience = Patience()
    for _ in range(FREE_TRIES + 1):
        fail(patience)
    for number in range(9_000):
        fail(patience, f"10.0.{number // 250}.{number % 250}")
    assert fail(patience) > 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:1.2.3.4", "1.2.3.4", True),
        ("1.2.3.4", "1.2.3.5", False),
        ("testclient", "testclient", True),
    ],
)
def test_whose_an_address_is(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same
