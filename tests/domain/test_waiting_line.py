"""Waiting lines: who has an offer at which time, without anybody looking at the clock."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.waiting_line import InLine, Line, Offer, OfferTerms, line_at, offer_seats

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
A_DAY = OfferTerms(24, NOW + timedelta(days=60))
AT_ONCE = OfferTerms(0, NOW + timedelta(days=60))


def who(number: int) -> UUID:
    return UUID(int=number)


def line(*offered_until: datetime | None) -> list[InLine]:
    """Persons 1, 2 and so on, in order."""
    return [InLine(who(n), until) for n, until in enumerate(offered_until, start=1)]


def offered(found: Line) -> dict[int, datetime]:
    return {each.int: until for each, until in found.offers.items()}


def test_an_offer_holds_until_the_very_instant() -> None:
    people = line(NOW, None)
    before = line_at(NOW - timedelta(microseconds=1), people, 1, A_DAY)
    assert (offered(before), before.expired) == ({1: NOW}, [])
    after = line_at(NOW, people, 1, A_DAY)
    assert (offered(after), after.expired) == ({2: NOW + 24 * HOUR}, [who(1)])
    assert after.made == {who(2): Offer(NOW, NOW + 24 * HOUR)}


def test_seats_are_passed_on_as_often_as_time_has_run_out() -> None:
    found = line_at(NOW + 30 * HOUR, line(NOW, None, None), 1, A_DAY)
    assert (offered(found), found.expired) == ({3: NOW + 48 * HOUR}, [who(1), who(2)])
    assert list(found.made) == [who(3)]


def test_nobody_is_offered_a_seat_that_is_taken() -> None:
    found = line_at(NOW, line(NOW, None), 0, A_DAY)
    assert (offered(found), found.waiting) == ({}, [who(2)])


def test_without_hours_an_expired_offer_is_the_last() -> None:
    found = line_at(NOW, line(NOW, None), 1, AT_ONCE)
    assert (offered(found), found.waiting) == ({}, [who(2)])


def test_offers_end_when_booking_closes() -> None:
    closing = OfferTerms(24, NOW + HOUR)
    found = line_at(NOW, line(NOW, None, None), 1, closing)
    assert offered(found) == {2: NOW + HOUR}
    closed = line_at(NOW + HOUR, line(NOW, None, None), 1, closing)
    assert (offered(closed), closed.waiting) == ({}, [who(3)])


def test_free_seats_go_to_the_first_who_wait() -> None:
    found = line_at(NOW, line(NOW + HOUR, None, None, None), 3, A_DAY)
    offer_seats(found, NOW, 3, A_DAY)
    assert offered(found) == {1: NOW + HOUR, 2: NOW + 24 * HOUR, 3: NOW + 24 * HOUR}
    assert found.waiting == [who(4)]
    offer_seats(found, NOW, 9, AT_ONCE)
    assert found.waiting == [who(4)]


@given(
    until=st.lists(st.none() | st.integers(-50, 50).map(lambda n: NOW + n * HOUR), max_size=8),
    seats=st.integers(0, 8),
    hours=st.integers(0, 48),
    looks=st.lists(st.integers(0, 200), min_size=1, max_size=4).map(sorted),
)
def test_it_makes_no_difference_how_often_somebody_looks(
    until: list[datetime | None], seats: int, hours: int, looks: list[int]
) -> None:
    """Stored at each look or only at the last, the line comes to the same; nobody is lost."""
    terms = OfferTerms(hours, NOW + timedelta(days=5))
    last = NOW + looks[-1] * HOUR
    at_once = line_at(last, line(*until), seats, terms)
    people = line(*until)
    gone: list[UUID] = []
    for look in looks:
        found = line_at(NOW + look * HOUR, people, seats, terms)
        gone += found.expired
        people = [
            InLine(each.id, found.offers.get(each.id)) for each in people if each.id not in gone
        ]
    assert found.offers == at_once.offers
    assert found.waiting == at_once.waiting
    assert sorted(gone) == sorted(at_once.expired)
    everybody = [*gone, *found.offers, *found.waiting]
    assert sorted(everybody) == [who(n) for n in range(1, len(until) + 1)]
