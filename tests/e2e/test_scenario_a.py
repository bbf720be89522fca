"""Scenario A, steps 1, 4 and 5, through the services: a level 2 course, one absent, the results."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from wset_desk.domain.catalogue import (
    Award,
    BundledTiming,
    Component,
    CourseFormat,
    ExamType,
    SessionType,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import (
    RegistrationStatus,
    RegistrationType,
    Waiting,
    waiting_after,
)
from wset_desk.services import attendance, candidates, catalogue, course_sessions, enrollments
from wset_desk.services.calendar import day_agenda
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.course_rows import BundledExam, CourseDayInput, CourseSessionDetail
from wset_desk.services.results import MarkInput, MarksOutcome, set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.results_rows import ResultsGrid
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

SATURDAY, SUNDAY = date(2026, 9, 5), date(2026, 9, 6)
EVENING = datetime(2026, 9, 6, 16, 30, tzinfo=UTC)
"""After the exam: 17:30 in London."""

MARKS = ("92", "86", "78", "71", "66", "61", "58", "55", "54.99", "49", "40")
PASSED = 8


@dataclass(frozen=True)
class Course:
    """The course of the scenario with C01 to C13, of whom the first twelve are enrolled."""

    workspace: Workspace
    offering: OfferingDetail
    session_id: UUID
    people: tuple[UUID, ...]

    @property
    def detail(self) -> CourseSessionDetail:
        return self.workspace.run(course_sessions.course_session, session_id=self.session_id)

    @property
    def exam(self) -> BundledExam:
        (exam,) = self.detail.exams
        return exam

    @property
    def registrations(self) -> tuple[UUID, ...]:
        """Of C01, C02 and so on: the list is in order of names."""
        return tuple(each.id for each in self.exam.registrations)

    @property
    def grid(self) -> ResultsGrid:
        return self.workspace.run(results_grid, course_session_id=self.session_id)

    def mark(self, *texts: str) -> MarksOutcome:
        """Marks for C01, C02 and so on."""
        pairs = zip(self.registrations, texts, strict=False)
        marks = tuple(MarkInput(each, Component.THEORY, text) for each, text in pairs)
        return self.workspace.call(set_marks, marks=marks)


def schedule(workspace: Workspace, profile: str = "Seed") -> Course:
    made = workspace.call(
        catalogue.create_course, title="Level 2 Award in Wines", subject="Wines", level=2
    )
    offering = workspace.call(
        catalogue.create_offering,
        course_id=made.id,
        course_format=CourseFormat.IN_PERSON,
        name="Level 2 Wines",
        rule_profile=profile,
        price=Decimal("480.00"),
    )
    session = workspace.call(
        course_sessions.create_course_session,
        offering_id=offering.id,
        days=tuple(CourseDayInput(day, time(9, 30), time(16, 30)) for day in (SATURDAY, SUNDAY)),
        max_capacity=12,
    )
    people = tuple(
        workspace.call(
            candidates.add_candidate,
            first_name=f"C{n:02}",
            last_name="Candidate",
            candidate_number=f"W200 {n:03}",
            extra_time_percent=25 if n == 7 else 0,
        ).id
        for n in range(1, 14)
    )
    return Course(workspace, offering, session.id, people)


@pytest.fixture
def empty_course(workspace: Workspace) -> Course:
    return schedule(workspace)


@pytest.fixture
def course(empty_course: Course) -> Course:
    """Twelve enrolled."""
    return enrolled(empty_course)


def enrolled(course: Course) -> Course:
    course.workspace.call(
        enrollments.enrol, session_id=course.session_id, candidate_ids=course.people[:12]
    )
    return course


def test_1_the_offering_gets_one_template(empty_course: Course) -> None:
    (template,) = empty_course.offering.templates
    assert template.exam_type is ExamType.THEORY
    assert template.duration_minutes == 60
    assert template.pass_mark_percentage == Decimal("55.00")
    assert template.bundled_timing is BundledTiming.FINAL_DAY
    assert template.is_bundled_with_course
    assert not template.can_schedule_independently


def test_1_the_course_gets_one_bundled_session_of_12_seats(empty_course: Course) -> None:
    exam, zone = empty_course.exam, ZoneInfo("Europe/London")
    assert exam.starts_at.astimezone(zone) == datetime(2026, 9, 6, 15, 30, tzinfo=zone)
    assert exam.ends_at.astimezone(zone) == datetime(2026, 9, 6, 16, 30, tzinfo=zone)
    assert exam.starts_at == datetime(2026, 9, 6, 14, 30, tzinfo=UTC)
    assert (exam.current_enrollment, exam.max_capacity) == (0, 12)
    (item,) = empty_course.workspace.run(day_agenda, day=SUNDAY)
    assert (item.id, item.session_type) == (exam.id, SessionType.BUNDLED)
    assert empty_course.workspace.run(day_agenda, day=SATURDAY) == ()


def test_1_enrolling_registers_for_the_exam_without_a_fee(course: Course) -> None:
    exam = course.exam
    assert (exam.current_enrollment, exam.max_capacity) == (12, 12)
    assert len(exam.registrations) == 12
    for each in exam.registrations:
        assert each.registration_type is RegistrationType.BUNDLED
        assert each.status is RegistrationStatus.REGISTERED
        assert each.fee_amount == Decimal("0.00")
        assert each.fee_paid


def test_1_the_thirteenth_is_refused(course: Course) -> None:
    with pytest.raises(DomainError) as refused:
        course.workspace.call(
            enrollments.enrol, session_id=course.session_id, candidate_ids=course.people[12:]
        )
    assert refused.value.code == "SESSION_FULL"
    assert "C13 Candidate" in refused.value.parameters["names"]
    assert course.exam.current_enrollment == 12


def test_3_extra_time_runs_past_the_end_of_the_day(course: Course) -> None:
    zone = ZoneInfo("Europe/London")
    ends = {each.name: each.ends_at.astimezone(zone).time() for each in course.exam.registrations}
    assert ends.pop("C07 Candidate") == time(16, 45)
    assert set(ends.values()) == {time(16, 30)}


def test_4_who_is_absent_has_no_marks_and_waits_for_a_makeup(
    course: Course, clock: FixedClock
) -> None:
    clock.instant = EVENING
    absent = course.registrations[11]
    course.workspace.call(attendance.mark_no_show, registration_ids=(absent,))
    row = course.exam.registrations[11]
    assert row.name == "C12 Candidate"
    assert row.status is RegistrationStatus.NO_SHOW
    assert (row.theory_score, row.tasting_score, row.passed) == (None, None, None)
    profile = course.workspace.run(candidates.candidate, candidate_id=course.people[11])
    (sitting,) = (*profile.history, *profile.upcoming)
    assert sitting.overall_passed is None
    assert course.exam.current_enrollment == 12
    exam = course.exam
    waits_for = waiting_after(
        row.status,
        passed=row.passed,
        delivery_method=exam.delivery_method,
        window_open=False,
        resits_allowed=True,
    )
    assert waits_for is Waiting.MAKEUP


def after_the_exam(course: Course, clock: FixedClock) -> Course:
    clock.instant = EVENING
    absent = course.registrations[11]
    course.workspace.call(attendance.mark_no_show, registration_ids=(absent,))
    return course


def test_5_eight_pass_and_three_fail(course: Course, clock: FixedClock) -> None:
    outcome = after_the_exam(course, clock).mark(*MARKS)
    assert (len(outcome.versions), outcome.refused) == (11, ())
    awards = [row.award for row in course.grid.rows]
    assert awards == [Award.PASS] * PASSED + [Award.FAIL] * 3 + [None]
    passed = [each.passed for each in course.exam.registrations]
    assert passed == [True] * 8 + [False] * 3 + [None]


def test_5_the_mark_below_the_line_is_never_shown_as_the_line(
    course: Course, clock: FixedClock
) -> None:
    after_the_exam(course, clock).mark(*MARKS)
    cell = course.grid.rows[8].cells[0]
    assert cell is not None
    assert (cell.score, cell.percent, cell.passed) == (Decimal("54.99"), Decimal("54.99"), False)


def test_5_impossible_marks_are_refused_with_their_rows(course: Course, clock: FixedClock) -> None:
    after_the_exam(course, clock)
    outcome = course.mark("92", "100.01", "78", "-1")
    second, fourth = course.registrations[1], course.registrations[3]
    refused = {each.registration_id: each.refusal.code for each in outcome.refused}
    assert refused == {second: "MARK_ABOVE_MAXIMUM", fourth: "MARK_BELOW_ZERO"}
    scores = [row.cells[0].score if row.cells[0] else None for row in course.grid.rows[:4]]
    assert scores == [Decimal(92), None, Decimal(78), None]


def test_5_a_mark_for_who_was_absent_is_refused(course: Course, clock: FixedClock) -> None:
    outcome = after_the_exam(course, clock).mark(*MARKS, "70")
    (refused,) = outcome.refused
    assert (refused.registration_id, refused.refusal.code) == (
        course.registrations[11],
        "MARK_FOR_NO_SHOW",
    )


def test_5_under_the_profile_with_bands(workspace: Workspace, clock: FixedClock) -> None:
    course = after_the_exam(enrolled(schedule(workspace, "WSET")), clock)
    course.mark(*MARKS)
    awards = [row.award for row in course.grid.rows]
    counts = [awards.count(award) for award in (Award.DISTINCTION, Award.MERIT, Award.PASS)]
    assert (*counts, awards.count(Award.FAIL)) == (2, 2, 4, 3)
