"""Enrolling fills course and bundled exams together, never too far (rules 5, 6, 8 to 10)."""

from datetime import date
from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.helpers.courses import (
    enrol_in,
    level_2_course,
    level_3_course,
    make_candidate,
    make_candidates,
    make_offering,
    schedule,
    shown,
    wall,
)
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.services.course_rows import RegistrationRow
from wset_desk.services.enrollments import (
    enrol,
    enrol_online,
    undo_enrol,
    undo_unenrol,
    unenrol,
)
from wset_desk.services.online_enrollments import online_enrolments
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import CourseEnrollment, ExamRegistration

NUMBERS = count(1)


def refusal(workspace: Workspace, session_id: UUID, *candidates: UUID) -> DomainError:
    with pytest.raises(DomainError) as refused:
        enrol_in(workspace, session_id, *candidates)
    return refused.value


def test_the_thirteenth_enrolment_is_refused(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    *twelve, thirteenth = make_candidates(workspace, 13)
    result = enrol_in(workspace, course.id, *twelve)
    assert result.seats_left == 0
    assert len(result.registration_ids) == 12
    assert refusal(workspace, course.id, thirteenth).code == "SESSION_FULL"
    after = shown(workspace, course.id)
    assert (after.enrolled, after.exams[0].current_enrollment) == (12, 12)


def test_the_registration_is_bundled_costs_nothing_and_is_paid(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    enrol_in(workspace, course.id, *make_candidates(workspace, 1))
    (row,) = shown(workspace, course.id).exams[0].registrations
    assert row.registration_type is RegistrationType.BUNDLED
    assert row.status is RegistrationStatus.REGISTERED
    assert (row.fee_amount, row.fee_paid) == (Decimal("0.00"), True)


def test_all_are_enrolled_or_none(workspace: Workspace) -> None:
    course = level_2_course(workspace, capacity=3)
    first, *others = make_candidates(workspace, 4)
    enrol_in(workspace, course.id, first)
    error = refusal(workspace, course.id, *others)
    assert error.code == "SEATS_TOO_FEW"
    assert (error.parameters["seats"], error.parameters["wanted"]) == (2, 3)
    assert shown(workspace, course.id).exams[0].current_enrollment == 1


def test_level_3_registers_for_both_papers(workspace: Workspace) -> None:
    course = level_3_course(workspace)
    enrol_in(workspace, course.id, *make_candidates(workspace, 2))
    assert [len(exam.registrations) for exam in shown(workspace, course.id).exams] == [2, 2]


def own_times(row: RegistrationRow, workspace: Workspace) -> tuple[str, str]:
    return wall(row.starts_at, workspace)[-5:], wall(row.ends_at, workspace)[-5:]


def test_extra_time_ends_later_and_keeps_the_start_while_the_break_lasts(
    workspace: Workspace,
) -> None:
    """Scenario B1: C03 with 25 % ends at 12:00 and 14:08."""
    course = level_3_course(workspace)
    enrol_in(workspace, course.id, make_candidate(workspace, 3, extra_time_percent=25))
    theory, tasting = (exam.registrations[0] for exam in shown(workspace, course.id).exams)
    assert own_times(theory, workspace) == ("09:30", "12:00")
    assert own_times(tasting, workspace) == ("12:15", "14:08")
    assert theory.own_times
    assert tasting.own_times


def test_whose_extra_time_would_overlap_starts_the_second_paper_later(
    workspace: Workspace,
) -> None:
    course = level_3_course(workspace)
    enrol_in(workspace, course.id, make_candidate(workspace, 4, extra_time_percent=50))
    theory, tasting = (exam.registrations[0] for exam in shown(workspace, course.id).exams)
    assert own_times(theory, workspace) == ("09:30", "12:30")
    assert own_times(tasting, workspace) == ("13:15", "15:30")


def test_an_own_end_may_be_past_the_end_of_the_course_day(workspace: Workspace) -> None:
    """Scenario A3: C07 with 25 % ends at 16:45, the others at 16:30."""
    course = level_2_course(workspace)
    c06 = make_candidate(workspace, 6)
    c07 = make_candidate(workspace, 7, extra_time_percent=25)
    enrol_in(workspace, course.id, c06, c07)
    ordinary, longer = shown(workspace, course.id).exams[0].registrations
    assert own_times(ordinary, workspace) == ("15:30", "16:30")
    assert own_times(longer, workspace) == ("15:30", "16:45")
    assert not ordinary.own_times


def test_nobody_is_enrolled_twice(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    first, second = make_candidates(workspace, 2)
    enrol_in(workspace, course.id, first)
    error = refusal(workspace, course.id, second, first)
    assert (error.code, error.parameters["names"]) == ("ENROLLED_ALREADY", "C01 Candidate")
    assert shown(workspace, course.id).enrolled == 1


def test_the_same_candidate_chosen_twice_takes_one_seat(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    (candidate,) = make_candidates(workspace, 1)
    enrol_in(workspace, course.id, candidate, candidate)
    assert shown(workspace, course.id).exams[0].current_enrollment == 1


def test_nobody_holds_two_exams_at_the_same_time(workspace: Workspace) -> None:
    wines = level_2_course(workspace)
    sake = schedule(workspace, make_offering(workspace, 2, subject="Sake"), date(2026, 9, 6))
    candidate, free = make_candidates(workspace, 2)
    enrol_in(workspace, wines.id, candidate)
    error = refusal(workspace, sake.id, candidate, free)
    assert error.code == "CANDIDATES_CLASH"
    assert error.parameters["names"] == "C01 Candidate (Level 2 Theory Exam, 6 Sept 2026)"
    assert shown(workspace, sake.id).enrolled == 0


def test_choosing_nobody_is_refused(workspace: Workspace) -> None:
    with pytest.raises(DomainError) as refused:
        workspace.call(enrol, session_id=level_2_course(workspace).id, candidate_ids=())
    assert refused.value.code == "CANDIDATES_MISSING"


def test_withdrawing_frees_the_seats_and_can_be_undone(workspace: Workspace) -> None:
    course = level_3_course(workspace)
    c03 = make_candidate(workspace, 3, extra_time_percent=25)
    enrol_in(workspace, course.id, c03, make_candidate(workspace, 1))
    before = shown(workspace, course.id)
    enrollment = next(row for row in before.people if row.candidate_id == c03).enrollment_id
    withdrawn = workspace.call(unenrol, enrollment_id=enrollment)
    after = shown(workspace, course.id)
    assert [row.name for row in after.people] == ["C01 Candidate"]
    assert [exam.current_enrollment for exam in after.exams] == [1, 1]
    workspace.call(
        undo_unenrol,
        enrollment_id=withdrawn.enrollment_id,
        registration_ids=withdrawn.registration_ids,
    )
    assert shown(workspace, course.id) == before


def test_enrolments_are_taken_back_together_or_not_at_all(workspace: Workspace) -> None:
    course = level_3_course(workspace)
    result = enrol_in(workspace, course.id, *make_candidates(workspace, 3))
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.get(ExamRegistration, result.registration_ids[-1]).status = "no_show"
        uow.commit()
    with pytest.raises(DomainError) as refused:
        workspace.call(undo_enrol, enrollment_ids=result.enrollment_ids)
    assert refused.value.code == "ENROLMENT_HAS_RESULTS"
    assert shown(workspace, course.id).enrolled == 3
    workspace.call(undo_enrol, enrollment_ids=result.enrollment_ids[:2])
    assert [exam.current_enrollment for exam in shown(workspace, course.id).exams] == [1, 1]


def test_undoing_a_withdrawal_needs_the_seat_again(workspace: Workspace) -> None:
    course = level_2_course(workspace, capacity=1)
    first, second = make_candidates(workspace, 2)
    (enrollment,) = enrol_in(workspace, course.id, first).enrollment_ids
    withdrawn = workspace.call(unenrol, enrollment_id=enrollment)
    enrol_in(workspace, course.id, second)
    with pytest.raises(DomainError) as refused:
        workspace.call(
            undo_unenrol,
            enrollment_id=enrollment,
            registration_ids=withdrawn.registration_ids,
        )
    assert refused.value.code == "SESSION_FULL"
    assert [row.candidate_id for row in shown(workspace, course.id).people] == [second]


@pytest.mark.parametrize(
    "outcome", [{"theory_score": Decimal(60)}, {"status": "no_show"}, {"status": "completed"}]
)
def test_what_has_been_sat_or_missed_cannot_be_withdrawn(
    workspace: Workspace, outcome: dict[str, object]
) -> None:
    course = level_2_course(workspace)
    result = enrol_in(workspace, course.id, *make_candidates(workspace, 1))
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        registration = uow.get(ExamRegistration, result.registration_ids[0])
        for name, value in outcome.items():
            setattr(registration, name, value)
        uow.commit()
    with pytest.raises(DomainError) as refused:
        workspace.call(unenrol, enrollment_id=result.enrollment_ids[0])
    assert refused.value.code == "ENROLMENT_HAS_RESULTS"
    assert not shown(workspace, course.id).people[0].withdrawable


def test_who_withdrew_can_enrol_again(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    (candidate,) = make_candidates(workspace, 1)
    (enrollment,) = enrol_in(workspace, course.id, candidate).enrollment_ids
    workspace.call(unenrol, enrollment_id=enrollment)
    enrol_in(workspace, course.id, candidate)
    assert shown(workspace, course.id).exams[0].current_enrollment == 1


def test_online_the_window_opens_on_the_chosen_day_and_lasts_a_year(workspace: Workspace) -> None:
    """Scenario C1: from 2 March 2026, 2 March 2027 is the last bookable day."""
    online = make_offering(workspace, 1, course_format=CourseFormat.ONLINE)
    (ana,) = make_candidates(workspace, 1)
    made = workspace.call(
        enrol_online, offering_id=online.id, candidate_id=ana, start_date=date(2026, 3, 2)
    )
    assert made.window_ends_on == date(2027, 3, 2)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        row = uow.get(CourseEnrollment, made.enrollment_id)
        assert (row.session_id, row.start_date) == (None, date(2026, 3, 2))
        assert uow.session.scalars(select(ExamRegistration)).all() == []


def test_online_one_window_at_a_time(workspace: Workspace) -> None:
    online = make_offering(workspace, 1, course_format=CourseFormat.ONLINE)
    (ana,) = make_candidates(workspace, 1)
    arguments = {"offering_id": online.id, "candidate_id": ana}
    made = workspace.call(enrol_online, **arguments, start_date=date(2026, 3, 2))
    with pytest.raises(DomainError) as refused:
        workspace.call(enrol_online, **arguments, start_date=date(2027, 3, 2))
    assert refused.value.code == "ENROLLED_ALREADY"
    workspace.call(enrol_online, **arguments, start_date=date(2027, 3, 3))
    rows = workspace.run(online_enrolments, offering_id=online.id)
    assert [row.window_ends_on for row in rows] == [date(2027, 3, 2), date(2028, 3, 2)]
    assert all(row.withdrawable for row in rows)
    workspace.call(unenrol, enrollment_id=made.enrollment_id)
    (row,) = workspace.run(online_enrolments, offering_id=online.id)
    assert (row.name, row.start_date) == ("C01 Candidate", date(2027, 3, 3))


def test_in_person_nobody_is_enrolled_from_a_day_on(workspace: Workspace) -> None:
    offering = make_offering(workspace, 1)
    (ana,) = make_candidates(workspace, 1)
    with pytest.raises(DomainError) as refused:
        workspace.call(
            enrol_online, offering_id=offering.id, candidate_id=ana, start_date=date(2026, 3, 2)
        )
    assert refused.value.code == "OFFERING_NOT_ONLINE"


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(percent=st.integers(0, 300), other=st.integers(0, 300))
def test_no_extra_time_makes_papers_overlap_or_refuses_an_enrolment(
    desk: Workspace, percent: int, other: int
) -> None:
    course = level_3_course(desk)
    people = [make_candidate(desk, next(NUMBERS), extra_time_percent=p) for p in (percent, other)]
    enrol_in(desk, course.id, *people)
    theory, tasting = shown(desk, course.id).exams
    for first, second in zip(theory.registrations, tasting.registrations, strict=True):
        assert first.candidate_id == second.candidate_id
        assert first.ends_at <= second.starts_at
        assert second.starts_at >= tasting.starts_at
