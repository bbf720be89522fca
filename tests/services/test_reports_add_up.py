"""What reports say of the sample's year is what its rows come to, counted one by one."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.helpers.raw_centre import Key, RawCentre, RawSitting, outcome, share
from wset_desk.services.reports.registry import report_named
from wset_desk.services.reports.tables import ReportPeriod, ReportTable
from wset_desk.services.workspace import Workspace

PERIODS = (
    ReportPeriod(),
    ReportPeriod(date(2025, 11, 1), date(2026, 2, 17)),
    ReportPeriod(date(2025, 10, 4), date(2025, 10, 4)),
    ReportPeriod(first_day=date(2026, 1, 1), level=3),
)


@pytest.fixture(scope="module")
def centre(sample_year: Workspace) -> RawCentre:
    return RawCentre(sample_year)


@pytest.fixture(params=PERIODS, ids=["everything", "a winter", "one day", "one level"])
def period(request: pytest.FixtureRequest) -> ReportPeriod:
    found: ReportPeriod = request.param
    return found


@pytest.fixture
def counted(centre: RawCentre, period: ReportPeriod) -> list[RawSitting]:
    return centre.sittings(first=period.first_day, last=period.last_day, level=period.level)


@pytest.fixture
def report(sample_year: Workspace, period: ReportPeriod) -> Callable[[str], ReportTable]:
    return lambda name: sample_year.run(report_named(name).query, period=period)


def same(shown: Sequence[Any], expected: Sequence[Any]) -> bool:
    """Equal, numbers to twenty places."""
    return [_plain(each) for each in shown] == [_plain(each) for each in expected]


def _plain(value: Any) -> Any:
    return round(Fraction(value), 20) if isinstance(value, Decimal | Fraction | int) else value


def groups(
    counted: Sequence[RawSitting], key: Callable[[RawSitting], Hashable]
) -> dict[Any, list[RawSitting]]:
    found: dict[Any, list[RawSitting]] = defaultdict(list)
    for each in counted:
        found[key(each)].append(each)
    return found


def checked(found: ReportTable, expected: dict[Key, Key], total: Key) -> None:
    """Each row is `expected`, by as many first cells as its key has; so is the total."""
    width = len(next(iter(expected), ()))
    shown = {row.cells[:width]: row.cells[width:] for row in found.rows}
    assert shown.keys() == expected.keys()
    for key, cells in expected.items():
        assert same(shown[key], cells), key
    assert found.total is not None
    assert same(found.total.cells[-len(total) :], total)


def marked(every: Sequence[RawSitting]) -> Key:
    """Mean and spread of the released marks."""
    shares = [each.percent for each in every if each.released]
    mean = statistics.mean(shares) if shares else None
    spread = statistics.variance(shares) if len(shares) > 1 else None
    return mean, spread


def squared(cells: Sequence[Any]) -> tuple[Any, ...]:
    """The last cell, a standard deviation, as the variance that it is the root of."""
    *others, spread = cells
    return (*others, None if spread is None else round(Fraction(spread) ** 2, 15))


def test_the_year_has_something_to_count(centre: RawCentre) -> None:
    every = centre.sittings()
    assert sum(each.released for each in every) > 400
    assert {each.level for each in every} == {1, 2, 3}


def test_levels(counted: list[RawSitting], report: Callable[[str], ReportTable]) -> None:
    def cells(every: list[RawSitting]) -> Key:
        decided = {
            each.row.course_enrollment_id: each.row.overall_passed
            for each in every
            if each.row.course_enrollment_id and each.row.overall_passed is not None
        }
        achieved = sum(decided.values())
        return (*outcome(every), len(decided), achieved, share(achieved, len(decided)))

    by_level = groups(counted, lambda each: (each.level,))
    expected = {key: cells(every) for key, every in by_level.items()}
    checked(report("levels"), expected, cells(counted))


def test_papers(counted: list[RawSitting], report: Callable[[str], ReportTable]) -> None:
    found = report("papers")
    by_paper = groups(counted, lambda each: each.paper)
    assert {row.cells[:3] for row in found.rows} == by_paper.keys()
    for row in found.rows:
        every = by_paper[row.cells[:3]]
        mean, variance = marked(every)
        assert same(row.cells[3:9], (*outcome(every), mean))
        rounded = None if variance is None else round(variance, 15)
        assert squared(row.cells[9:]) == (rounded,)


def test_sessions(counted: list[RawSitting], report: Callable[[str], ReportTable]) -> None:
    found = report("sessions")
    by_session = groups(counted, lambda each: each.exam.id)
    shown = {row.origin.exam_session_id: row.cells[5:] for row in found.rows if row.origin}
    assert shown.keys() == by_session.keys()
    for key, every in by_session.items():
        assert same(shown[key], outcome(every))
    days = [row.cells[0] for row in found.rows]
    assert days == sorted(days, reverse=True)
    assert found.total is not None
    assert same(found.total.cells[5:], outcome(counted))


def test_educators(
    centre: RawCentre, counted: list[RawSitting], report: Callable[[str], ReportTable]
) -> None:
    taught: dict[Key, list[RawSitting]] = defaultdict(list)
    for each in counted:
        names = centre.educators(each.row.course_enrollment_id)
        for name in names or {"Without an educator"}:
            taught[(name,)].append(each)
    found = report("educators")
    assert {row.cells[:1] for row in found.rows} == taught.keys()
    for row in found.rows:
        every = taught[row.cells[:1]]
        people = {each.row.candidate_id for each in every}
        assert same(row.cells[1:7], (len(people), *outcome(every)))
    assert found.total is not None
    assert same(found.total.cells[2:7], outcome(counted))


def test_statistics(counted: list[RawSitting], report: Callable[[str], ReportTable]) -> None:
    found = report("statistics")
    by_session = groups([each for each in counted if each.released], lambda each: each.exam.id)
    shown = {row.origin.exam_session_id: row.cells[4:] for row in found.rows if row.origin}
    assert shown.keys() == by_session.keys()
    for key, every in by_session.items():
        shares = [each.percent for each in every]
        number, mean, spread, lowest, highest, passing = shown[key]
        expected = (len(shares), statistics.mean(shares), min(shares), max(shares))
        assert same((number, mean, lowest, highest), expected)
        assert same((passing,), (share(sum(e.passed for e in every), len(every)),))
        if len(shares) > 1:
            assert same(squared((spread,)), (round(statistics.variance(shares), 15),))
        else:
            assert spread is None


def test_the_histogram(counted: list[RawSitting], report: Callable[[str], ReportTable]) -> None:
    (chart,) = (each for each in report("papers").charts if each.title == "Marks")
    released = [each for each in counted if each.released]
    for point in chart.points:
        low, high = point.label
        inside = [e for e in released if low <= e.percent < high or e.percent == high == 100]
        passed = sum(each.passed for each in inside)
        assert point.values == (len(inside) - passed, passed)


def test_no_shows(counted: list[RawSitting], report: Callable[[str], ReportTable]) -> None:
    def cells(every: list[RawSitting]) -> Key:
        sat = sum(each.sat for each in every)
        absent = sum(each.row.status == "no_show" for each in every)
        return len(every), sat, absent, share(absent, sat + absent)

    by_paper = groups(counted, lambda each: each.paper)
    expected = {key: cells(every) for key, every in by_paper.items()}
    checked(report("no-shows"), expected, cells(counted))


def test_absences(counted: list[RawSitting], report: Callable[[str], ReportTable]) -> None:
    absent = [each for each in counted if each.row.status == "no_show"]
    rows = report("absences").rows
    assert sorted(str(row.origin.candidate_id) for row in rows if row.origin) == sorted(
        str(each.row.candidate_id) for each in absent
    )
    assert sorted(row.cells[2] for row in rows) == sorted(each.day for each in absent)


def test_resits(counted: list[RawSitting], report: Callable[[str], ReportTable]) -> None:
    def cells(every: list[RawSitting]) -> Key:
        again = [each for each in every if each.row.registration_type == "resit"]
        first = [each for each in every if each.row.registration_type != "resit"]
        numbers = [(*outcome(each)[:2], outcome(each)[3]) for each in (first, again)]
        return (*numbers[0], *numbers[1], outcome(again)[4])

    by_paper = groups(counted, lambda each: each.paper)
    expected = {key: cells(every) for key, every in by_paper.items()}
    checked(report("resits"), expected, cells(counted))


def test_capacity(
    centre: RawCentre, period: ReportPeriod, report: Callable[[str], ReportTable]
) -> None:
    exams = centre.exams(period.first_day, period.last_day, period.level)
    taken = defaultdict(int)
    for each in centre.sittings(first=period.first_day, last=period.last_day, level=period.level):
        taken[each.exam.id] += 1
    seats = sum(exam.max_capacity for exam, _level in exams)
    full = sum(taken[exam.id] == exam.max_capacity for exam, _level in exams)
    sat = sum(taken.values())
    found = report("capacity")
    assert found.total is not None
    total = (len(exams), seats, sat, seats - sat, share(sat, seats), full)
    assert same(found.total.cells[1:], total)
    for column in (1, 2, 3, 4, 6):
        assert sum(row.cells[column] for row in found.rows) == found.total.cells[column]


def test_time_to_release(
    centre: RawCentre, counted: list[RawSitting], report: Callable[[str], ReportTable]
) -> None:
    waits: dict[Key, list[int]] = defaultdict(list)
    awaited: dict[Key, int] = defaultdict(int)
    for each in counted:
        day = centre.released_on(each)
        if day is not None:
            waits[each.paper].append((day - each.day).days)
        elif each.sat:
            awaited[each.paper] += 1

    def cells(days: list[int], open_: int) -> Key:
        if not days:
            return 0, None, None, None, None, open_
        mean, middle = statistics.mean(map(Fraction, days)), statistics.median(map(Fraction, days))
        return len(days), min(days), middle, mean, max(days), open_

    expected = {paper: cells(waits[paper], awaited[paper]) for paper in {*waits, *awaited}}
    every = [wait for days in waits.values() for wait in days]
    checked(report("release"), expected, cells(every, sum(awaited.values())))


def test_the_overview_and_the_year_before(
    centre: RawCentre, counted: list[RawSitting], report: Callable[[str], ReportTable]
) -> None:
    found = report("overview")
    sat, passing, absent, _challenged = found.headlines
    assert sat.value == sum(each.sat for each in counted)
    assert same((passing.value,), (outcome(counted)[3],))
    missing = sum(each.row.status == "no_show" for each in counted)
    assert same((absent.value,), (share(missing, sat.value + missing),))
    people: dict[date, set[Any]] = defaultdict(set)
    for each in counted:
        people[each.day.replace(day=1)].add(each.row.candidate_id)
    line = {point.label: point.values[0] for point in found.charts[1].points}
    assert {month: count for month, count in line.items() if count} == {
        month: len(each) for month, each in people.items()
    }
