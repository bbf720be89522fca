"""The month's and the week's layout: nothing overlaps, and everything is shown or counted."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF

from ui.desk.calendar.model import Filters, Period, Sessions, View
from ui.desk.calendar.month_layout import (
    ChipBox,
    Metrics,
    MonthLayout,
    MoreBox,
    lay_out_month,
    smallest_size,
)
from ui.desk.calendar.week_layout import WeekMetrics, lay_out_week, snapped
from wset_desk.services.calendar import CalendarItem

LONDON = ZoneInfo("Europe/London")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MARCH = date(2026, 3, 1)
METRICS = Metrics(36, 40, 21, 20, 35, 2, 3)
HOURS = WeekMetrics(56, 46, 60, 22, 2)


def item(number: int, start: datetime, minutes: int = 60) -> CalendarItem:
    return CalendarItem(
        id=UUID(int=number),
        start=start,
        end=start + timedelta(minutes=minutes),
        session_type="makeup",
        exam_type="theory",
        level=2,
        subject="Wines",
        exam_name="Level 2 Theory Exam",
        room_name=None,
        location=None,
        delivery_method="in_person",
        taken=3,
        max_capacity=12,
        booking_enabled=True,
    )


@st.composite
def busy_months(draw: st.DrawFn) -> Sessions:
    """Up to 60 sessions in March 2026, many of them on the same days."""
    places = st.tuples(
        st.integers(0, 30), st.integers(0, 24 * 4 - 1), st.sampled_from([10, 45, 60, 120, 300])
    )
    start = datetime(2026, 3, 1, tzinfo=UTC)
    drawn = draw(st.lists(places, max_size=60))
    items = [
        item(number, start + timedelta(days=day, minutes=15 * quarter), minutes)
        for number, (day, quarter, minutes) in enumerate(drawn)
    ]
    return Sessions.of(sorted(items, key=lambda each: each.start), LONDON)


sizes = st.builds(QSizeF, st.floats(520, 2400), st.floats(420, 1600))


def overlapping(boxes: list[QRectF]) -> list[tuple[QRectF, QRectF]]:
    """Pairs that share more than a rounding error."""
    shrunk = [box.adjusted(0.01, 0.01, -0.01, -0.01) for box in boxes]
    return [pair for pair in combinations(shrunk, 2) if pair[0].intersects(pair[1])]


def shown_or_counted(chips: tuple[ChipBox, ...], mores: tuple[MoreBox, ...]) -> Counter[date]:
    found = Counter(chip.slot.day for chip in chips)
    for more in mores:
        found[more.day] += more.hidden
    return found


def expected(sessions: Sessions, days: list[date]) -> Counter[date]:
    return Counter({day: len(sessions.on(day)) for day in days if sessions.on(day)})


def month(sessions: Sessions, size: QSizeF, *, mirrored: bool = False) -> MonthLayout:
    return lay_out_month(Period(View.MONTH, MARCH), sessions, size, METRICS, mirrored=mirrored)


@given(busy_months(), sizes, st.booleans())
def test_no_two_boxes_of_a_month_overlap(sessions: Sessions, size: QSizeF, mirrored: bool) -> None:
    size = size.expandedTo(smallest_size(METRICS))
    layout = month(sessions, size, mirrored=mirrored)
    boxes = [chip.rect for chip in layout.chips] + [more.rect for more in layout.mores]
    assert overlapping(boxes) == []
    assert overlapping([cell.rect for cell in layout.cells]) == []
    cells = {cell.day: cell for cell in layout.cells}
    for chip in layout.chips:
        cell = cells[chip.slot.day]
        assert cell.rect.adjusted(-0.01, -0.01, 0.01, 0.01).contains(chip.rect)
        assert not chip.rect.intersects(cell.number)


@given(busy_months(), sizes)
def test_every_session_of_a_month_is_shown_or_counted(sessions: Sessions, size: QSizeF) -> None:
    layout = month(sessions, size)
    days = [cell.day for cell in layout.cells]
    assert shown_or_counted(layout.chips, layout.mores) == expected(sessions, days)
    assert all(more.hidden > 1 for more in layout.mores)


@given(busy_months(), sizes)
def test_right_to_left_is_the_mirror_image(sessions: Sessions, size: QSizeF) -> None:
    plain, mirrored = month(sessions, size), month(sessions, size, mirrored=True)
    for one, other in zip(plain.chips, mirrored.chips, strict=True):
        assert one.rect.top() == other.rect.top()
        assert other.rect.left() == pytest.approx(size.width() - one.rect.right())


@given(busy_months(), st.floats(300, 2400), st.sampled_from([View.WEEK, View.DAY]))
def test_no_two_boxes_of_a_week_overlap_and_none_is_lost(
    sessions: Sessions, width: float, view: View
) -> None:
    period = Period(view, date(2026, 3, 12))
    layout = lay_out_week(period, sessions, width, HOURS, mirrored=False)
    boxes = [chip.rect for chip in layout.chips] + [more.rect for more in layout.mores]
    assert overlapping(boxes) == []
    days = [column.day for column in layout.columns]
    assert shown_or_counted(layout.chips, layout.mores) == expected(sessions, days)


def test_two_lines_where_they_fit_and_one_line_where_they_dont() -> None:
    day = datetime(2026, 3, 12, 9, tzinfo=UTC)
    few = Sessions.of([item(n, day + timedelta(hours=n)) for n in range(2)], LONDON)
    many = Sessions.of([item(n, day + timedelta(hours=n)) for n in range(7)], LONDON)
    size = QSizeF(1000, 36 + 6 * 120)
    assert [chip.tall for chip in month(few, size).chips] == [True, True]
    layout = month(many, size)
    assert [chip.tall for chip in layout.chips] == [False] * 3
    assert [(more.day, more.hidden) for more in layout.mores] == [(day.date(), 4)]


def test_days_beside_the_month_and_week_numbers() -> None:
    layout = month(Sessions(), QSizeF(1000, 800))
    assert [number for number, _rect in layout.weeks] == [9, 10, 11, 12, 13, 14]
    assert [cell.day for cell in layout.cells if not cell.in_month][:2] == [
        date(2026, 2, 23),
        date(2026, 2, 24),
    ]


def test_a_session_stands_on_the_local_clock_on_days_when_it_changes() -> None:
    forward, back = date(2026, 3, 29), date(2026, 10, 25)
    items = [item(1, datetime(2026, 3, 29, 14, tzinfo=UTC))]
    items.append(item(2, datetime(2026, 10, 25, 15, 30, tzinfo=UTC)))
    sessions = Sessions.of(items, LONDON)
    assert [(slot.start, slot.end) for slot in sessions.on(forward)] == [(15 * 60, 16 * 60)]
    assert [slot.start for slot in sessions.on(back)] == [15 * 60 + 30]


def around(midnight: datetime) -> set[int]:
    """Quarters of an hour since New Year, three hours before and after."""
    number = (midnight - NEW_YEAR) // timedelta(minutes=15)
    return set(range(number - 12, number + 12))


@given(
    st.sets(st.integers(0, 365 * 24 * 4 - 1), max_size=80),
    st.sampled_from(["Europe/London", "Africa/Cairo", "America/Havana"]),
)
@example(around(datetime(2026, 4, 23, 22, tzinfo=UTC)), "Africa/Cairo")
@example(around(datetime(2026, 11, 1, 5, tzinfo=UTC)), "America/Havana")
def test_every_session_is_on_its_local_day_wherever_clocks_change(
    quarters: set[int], name: str
) -> None:
    """Also where midnight is skipped (Cairo in April) or comes twice (Havana in November)."""
    zone = ZoneInfo(name)
    items = [item(each, NEW_YEAR + timedelta(minutes=15 * each)) for each in sorted(quarters)]
    sessions = Sessions.of(items, zone)
    assert [slot.item for day in sessions.days for slot in sessions.on(day)] == items
    assert all(
        each.start.astimezone(zone).date() == day
        for day in sessions.days
        for each in sessions.by_day[day]
    )


def test_hidden_types_are_counted_but_not_shown() -> None:
    day = datetime(2026, 3, 12, 9, tzinfo=UTC)
    items = [item(1, day), item(2, day)._replace(session_type="resit"), item(3, day)]
    sessions = Sessions.of(items, LONDON, frozenset({"makeup"}))
    assert [slot.item.id for slot in sessions.on(day.date())] == [UUID(int=2)]
    assert dict(sessions.counts) == {"makeup": 2, "resit": 1}
    assert sessions.find(UUID(int=1)) is None


@pytest.mark.parametrize(
    ("view", "first", "days", "title"),
    [
        (View.MONTH, date(2026, 2, 23), 42, "March 2026"),
        (View.WEEK, date(2026, 3, 9), 7, "9 – 15 Mar 2026"),
        (View.DAY, date(2026, 3, 12), 1, "Thursday 12 March 2026"),
        (View.AGENDA, date(2026, 3, 9), 28, "9 Mar – 5 Apr 2026"),
    ],
)
def test_periods(view: View, first: date, days: int, title: str) -> None:
    period = Period(view, date(2026, 3, 12))
    assert (period.first, period.days, period.title()) == (first, days, title)
    assert period.turned(1).turned(-1).day == period.day


@pytest.mark.parametrize("month_of_year", range(1, 13))
def test_a_month_is_whole_weeks_with_all_its_days(month_of_year: int) -> None:
    period = Period(View.MONTH, date(2026, month_of_year, 15))
    shown = [period.first + timedelta(days=n) for n in range(period.days)]
    assert shown[0].weekday() == 0
    assert period.days % 7 == 0
    assert {day for day in shown if day.month == month_of_year} == {
        day
        for n in range(366)
        if (day := date(2026, 1, 1) + timedelta(days=n)).month == month_of_year and day.year == 2026
    }


def test_a_drop_snaps_to_quarters_and_stays_in_the_day() -> None:
    assert snapped(46 * 9.6, HOURS) == 9 * 60 + 30
    assert snapped(-20, HOURS) == 0
    assert snapped(46 * 24, HOURS) == 24 * 60 - 15


def test_filters_are_kept_as_plain_values() -> None:
    filters = Filters(frozenset({"resit"}), 2, UUID(int=1), None)
    assert Filters.from_plain(filters.to_plain()) == filters
    assert Filters.from_plain(None) == Filters()
    assert Filters.from_plain({"hidden_types": 3}) == Filters()
