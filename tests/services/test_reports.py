"""Reports of a small centre whose numbers are known: what counts, what doesn't, and from when."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.helpers.marking import ExamDay, at, exam_day
from tests.helpers.result_life import confirm, officer, release
from tests.helpers.stores import as_role
from wset_desk.domain.catalogue import Component
from wset_desk.domain.enquiries import EnquiryOutcome, EnquiryStatus
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.reports.overview import a_year_before
from wset_desk.services.reports.registry import REPORTS, report_named
from wset_desk.services.reports.release_times import median
from wset_desk.services.reports.session_statistics import statistics_of
from wset_desk.services.reports.tables import ReportPeriod, ReportTable
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamEnquiry, ExamRegistration
from wset_desk.system.clock import FixedClock

SAT_ON = date(2026, 9, 6)


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    """Six at a level 2 exam: 40, 55, 70 and 85 are released, 90 is confirmed, one was absent."""
    made = exam_day(workspace, candidates=6, days=(date(2026, 9, 5), SAT_ON))
    clock.instant = at(SAT_ON)
    workspace.call(mark_no_show, registration_ids=(made.registrations[Component.THEORY][5],))
    marks = ("40", "55", "70", "85", "90")
    workspace.call(set_marks, marks=tuple(made.mark(n, text) for n, text in enumerate(marks, 1)))
    second = officer(workspace)
    confirm(second, made, 5)
    clock.instant = at(SAT_ON + timedelta(days=10))
    release(second, made, 1, 2, 3, 4)
    return made


def run(workspace: Workspace, name: str, **period: Any) -> ReportTable:
    found: ReportTable = workspace.run(report_named(name).query, period=ReportPeriod(**period))
    return found


def test_only_what_is_released_passes_or_fails(workspace: Workspace, day: ExamDay) -> None:
    ((level,),) = [[row.cells] for row in run(workspace, "levels").rows]
    assert level == (2, 4, 3, 1, 75, 1, 4, 3, 75)
    ((paper,),) = [[row.cells] for row in run(workspace, "papers").rows]
    assert paper[:9] == (2, "Wine", "theory", 4, 3, 1, 75, 1, Decimal("62.5"))
    assert round(paper[9], 6) == Decimal("19.364917")  # the root of 375


def test_absences_and_what_became_of_them(workspace: Workspace, day: ExamDay) -> None:
    (row,) = run(workspace, "no-shows").rows
    assert row.cells[:6] == (2, "Wine", "theory", 6, 5, 1)
    assert row.cells[6] is not None
    assert round(Fraction(row.cells[6]), 20) == round(Fraction(100, 6), 20)
    (absence,) = run(workspace, "absences").rows
    assert absence.cells[0] == "Grace Kim"
    assert absence.cells[2] == SAT_ON
    assert absence.cells[6] == "Nothing booked"
    assert absence.origin is not None
    assert absence.origin.candidate_id is not None


def test_days_to_release(workspace: Workspace, day: ExamDay) -> None:
    (row,) = run(workspace, "release").rows
    assert row.cells == (2, "Wine", "theory", 4, 10, 10, 10, 10, 1)


def test_a_day_is_the_centres(workspace: Workspace, day: ExamDay, clock: FixedClock) -> None:
    before, after = SAT_ON - timedelta(days=1), SAT_ON + timedelta(days=1)
    assert len(run(workspace, "sessions", first_day=SAT_ON, last_day=SAT_ON).rows) == 1
    assert run(workspace, "sessions", last_day=before).rows == ()
    assert run(workspace, "sessions", first_day=after).rows == ()
    assert run(workspace, "sessions", level=3).rows == ()


def test_an_exam_counts_when_it_has_begun(workspace: Workspace, clock: FixedClock) -> None:
    exam_day(workspace, candidates=3, days=(date(2026, 9, 5), SAT_ON))
    assert run(workspace, "capacity").rows == ()
    clock.instant = at(SAT_ON)
    (row,) = run(workspace, "capacity").rows
    assert row.cells == ("Main Hall", 1, 3, 3, 0, 100, 1)


def test_who_gave_up_a_seat_is_not_counted(workspace: Workspace, day: ExamDay) -> None:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.get(ExamRegistration, day.registrations[Component.THEORY][0]).status = "cancelled"
        uow.commit()
    (row,) = run(workspace, "papers").rows
    assert row.cells[3:7] == (3, 3, 0, 100)


def enquire(workspace: Workspace, day: ExamDay, number: int, **values: Any) -> None:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        registration = uow.get(ExamRegistration, day.registrations[Component.THEORY][number])
        uow.add(
            ExamEnquiry(
                exam_registration_id=registration.id,
                candidate_id=registration.candidate_id,
                enquiry_type="theory",
                reason="Surprised",
                enquiry_fee=Decimal(75),
                submitted_at=datetime(2026, 9, 20, 9, tzinfo=UTC) + timedelta(days=number),
                **values,
            )
        )
        uow.commit()


def test_enquiries_and_their_outcomes(workspace: Workspace, day: ExamDay) -> None:
    done = {"status": EnquiryStatus.COMPLETED, "resolved_at": datetime(2026, 10, 4, tzinfo=UTC)}
    upheld = {"outcome": EnquiryOutcome.UPHELD, "result_changed": True, "fee_refunded": True}
    enquire(workspace, day, 0, **done, **upheld)
    enquire(workspace, day, 1, **done, outcome=EnquiryOutcome.PARTIAL)
    enquire(workspace, day, 2, **done, outcome=EnquiryOutcome.REJECTED)
    enquire(workspace, day, 3, status=EnquiryStatus.REJECTED)
    enquire(workspace, day, 4)
    found = run(workspace, "enquiries")
    (row,) = found.rows
    assert row.cells == (2, "theory", 5, 1, 1, 1, 1, 1, 1, 1, 13)
    assert [each.values for each in found.charts[0].points] == [(1,)] * 5
    assert [each.value for each in found.headlines] == [5, "1 of 3", 1, 13]
    assert run(workspace, "overview").headlines[3].value == "1 of 3"
    (early,) = run(workspace, "enquiries", last_day=date(2026, 9, 21)).rows
    assert early.cells[2] == 2
    assert run(workspace, "enquiries", level=1).rows == ()


def test_the_year_before(workspace: Workspace, day: ExamDay, clock: FixedClock) -> None:
    clock.instant = at(date(2027, 9, 30))
    found = run(workspace, "overview", first_day=date(2027, 9, 1), last_day=date(2027, 9, 30))
    (row,) = found.rows
    assert row.cells == (2, "Wine", "theory", 0, 0, None, None, 5, 75)
    assert found.headlines[0].note == "−100.0 % on the year before"
    (pair,) = found.charts[0].points
    assert pair.values == (75, None)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (ReportPeriod(), None),
        (ReportPeriod(last_day=date(2026, 5, 1)), None),
        (ReportPeriod(date(2026, 1, 1), level=2), (date(2025, 1, 1), date(2027, 2, 28))),
        (ReportPeriod(date(2024, 2, 29), date(2024, 3, 1)), (date(2023, 2, 28), date(2023, 3, 1))),
    ],
)
def test_the_same_days_a_year_before(
    period: ReportPeriod, before: tuple[date, date] | None
) -> None:
    found = a_year_before(period, date(2028, 2, 29))
    assert (found and (found.first_day, found.last_day)) == before
    assert found is None or found.level == period.level


@pytest.mark.parametrize(
    ("days", "middle"),
    [([], None), ([3], 3), ([9, 1], 5), ([1, 2], Decimal("1.5")), ([5, 1, 2], 2)],
)
def test_the_median(days: list[int], middle: Decimal | None) -> None:
    assert median(days) == middle


def test_a_session_by_itself(workspace: Workspace, day: ExamDay) -> None:
    (of_course,) = workspace.run(statistics_of, course_session_id=day.course_session_id)
    (of_exam,) = workspace.run(statistics_of, exam_session_id=day.papers[Component.THEORY])
    assert of_course == of_exam
    assert (of_exam.seats, of_exam.absent) == (6, 1)
    assert (of_exam.released.number, of_exam.every.number) == (4, 5)
    assert (of_exam.released.mean, of_exam.every.mean) == (Fraction("62.5"), 68)
    assert of_exam.every.pass_rate == 80


def test_both_papers_of_a_course(workspace: Workspace, clock: FixedClock) -> None:
    day = exam_day(workspace, level=3, candidates=2)
    clock.instant = at(SAT_ON)
    workspace.call(
        set_marks, marks=(day.mark(1, "60"), day.mark(1, "50", "tasting"), day.mark(2, "70"))
    )
    theory, tasting = workspace.run(statistics_of, course_session_id=day.course_session_id)
    assert (theory.exam.exam_type, tasting.exam.exam_type) == ("theory", "tasting")
    assert (theory.every.number, theory.every.passed) == (2, 2)
    assert (tasting.every.number, tasting.every.passed) == (1, 0)
    assert theory.released.number == tasting.released.number == 0


def test_nothing_yet(workspace: Workspace) -> None:
    for each in REPORTS:
        found = run(workspace, each.name)
        assert found.rows == ()
        assert [
            point for chart in found.charts for point in chart.points if any(point.values)
        ] == []


def test_an_unknown_report_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        report_named("gossip")
    assert refused.value.code == "REPORT_UNKNOWN"


def test_an_invigilator_sees_none(workspace: Workspace) -> None:
    other = as_role(workspace, Role.INVIGILATOR)
    for each in REPORTS:
        with pytest.raises(DomainError, match="NOT_PERMITTED"):
            other.run(each.query, period=ReportPeriod())
