"""Moving and cancelling a course session with its bundled exams, and taking that back (rule 5)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.courses import (
    enrol_in,
    level_2_course,
    level_3_course,
    local_times,
    make_candidate,
    make_candidates,
    make_offering,
    schedule,
    shown,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.course_rows import CourseSessionDetail
from wset_desk.services.course_session_changes import (
    cancel_course_session,
    move_course_session,
    preview_cancel,
    preview_move,
    restore_course_session,
)
from wset_desk.services.course_sessions import list_course_sessions
from wset_desk.services.rooms import add_room
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, ExamSession


def move(workspace: Workspace, course: CourseSessionDetail, first_day: date) -> None:
    workspace.call(move_course_session, session_id=course.id, first_day=first_day)


def refusal_of(workspace: Workspace, command: Any, **arguments: Any) -> DomainError:
    with pytest.raises(DomainError) as refused:
        workspace.call(command, **arguments)
    return refused.value


def test_the_bundled_exams_move_along_at_the_same_times_of_day(workspace: Workspace) -> None:
    course = level_3_course(workspace)
    move(workspace, course, date(2026, 10, 10))
    after = shown(workspace, course.id)
    theory, tasting = after.exams
    assert local_times(theory, workspace) == ("2026-10-11 09:30", "2026-10-11 11:30")
    assert local_times(tasting, workspace) == ("2026-10-11 12:15", "2026-10-11 13:45")
    assert theory.name == "Level 3 Theory Exam, 11 Oct 2026"
    (row,) = workspace.run(list_course_sessions)
    assert (row.starts_on, row.ends_on) == (date(2026, 10, 10), date(2026, 10, 11))


def test_wall_clock_times_stay_when_the_clocks_go_back_in_between(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    move(workspace, course, date(2026, 10, 24))
    after = shown(workspace, course.id)
    assert [day.starts_at for day in after.days] == [
        datetime(2026, 10, 24, 8, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 9, 30, tzinfo=UTC),
    ]
    assert after.exams[0].starts_at == datetime(2026, 10, 25, 15, 30, tzinfo=UTC)
    # scenario A6: the deadline of an exam on 25 October is Thursday 8 October, 17:00
    assert after.exams[0].registration_deadline == datetime(2026, 10, 8, 16, 0, tzinfo=UTC)


def test_own_times_move_along(workspace: Workspace) -> None:
    course = level_3_course(workspace)
    enrol_in(workspace, course.id, make_candidate(workspace, 3, extra_time_percent=25))
    before = [exam.registrations[0] for exam in shown(workspace, course.id).exams]
    move(workspace, course, date(2026, 9, 26))
    after = [exam.registrations[0] for exam in shown(workspace, course.id).exams]
    week = timedelta(days=7)
    assert [(row.starts_at, row.ends_at) for row in after] == [
        (row.starts_at + week, row.ends_at + week) for row in before
    ]


def set_deadline(workspace: Workspace, exam_id: UUID, deadline: datetime) -> None:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.get(ExamSession, exam_id).registration_deadline = deadline
        uow.commit()


def test_a_deadline_that_staff_gave_keeps_its_distance(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    set_deadline(workspace, course.exams[0].id, datetime(2026, 9, 1, 11, 0, tzinfo=UTC))
    move(workspace, course, date(2026, 9, 12))
    assert shown(workspace, course.id).exams[0].registration_deadline == datetime(
        2026, 9, 8, 11, 0, tzinfo=UTC
    )


def test_the_preview_says_what_moves_and_whom_it_affects(workspace: Workspace) -> None:
    course = level_3_course(workspace)
    enrol_in(workspace, course.id, *make_candidates(workspace, 2))
    preview = workspace.run(preview_move, session_id=course.id, first_day=date(2026, 9, 26))
    assert [(exam.name, exam.new - exam.old) for exam in preview.exams] == [
        ("Level 3 Theory Exam, 20 Sept 2026", timedelta(days=7)),
        ("Level 3 Tasting Exam, 20 Sept 2026", timedelta(days=7)),
    ]
    assert [(each.name, each.clash) for each in preview.affected] == [
        ("C01 Candidate", None),
        ("C02 Candidate", None),
    ]
    assert preview.conflicts == ()
    move(workspace, course, date(2026, 9, 26))
    after = shown(workspace, course.id)
    assert [(x.starts_at, x.ends_at, x.registration_deadline) for x in after.exams] == [
        (x.new, x.new_end, x.registration_deadline) for x in preview.exams
    ]
    assert after.days == preview.days


def two_courses_with_somebody_in_both(
    workspace: Workspace,
) -> tuple[CourseSessionDetail, CourseSessionDetail]:
    wines = level_2_course(workspace)
    sake = schedule(workspace, make_offering(workspace, 2, subject="Sake"), date(2026, 9, 13))
    (candidate,) = make_candidates(workspace, 1)
    enrol_in(workspace, wines.id, candidate)
    enrol_in(workspace, sake.id, candidate)
    return wines, sake


def test_a_move_into_another_exam_of_a_candidate_is_refused(workspace: Workspace) -> None:
    wines, sake = two_courses_with_somebody_in_both(workspace)
    preview = workspace.run(preview_move, session_id=sake.id, first_day=date(2026, 9, 6))
    assert [each.clash for each in preview.clashes] == ["Level 2 Theory Exam, 6 Sept 2026"]
    error = refusal_of(
        workspace, move_course_session, session_id=sake.id, first_day=date(2026, 9, 6)
    )
    assert error.code == "CANDIDATES_CLASH"
    assert shown(workspace, sake.id).exams[0].starts_at.date() == date(2026, 9, 13)
    assert shown(workspace, wines.id).exams[0].starts_at.date() == date(2026, 9, 6)


def test_a_room_that_is_taken_is_a_warning_not_a_refusal(workspace: Workspace) -> None:
    offering = make_offering(workspace, 2)
    room = workspace.call(add_room, name="Cellar", seats=16).id
    schedule(workspace, offering, date(2026, 9, 5), room_id=room)
    course = schedule(workspace, offering, date(2026, 9, 12), room_id=room)
    preview = workspace.run(preview_move, session_id=course.id, first_day=date(2026, 9, 5))
    assert {each.who for each in preview.conflicts} == {"Cellar"}
    move(workspace, course, date(2026, 9, 5))
    assert shown(workspace, course.id).conflicts != ()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(by=st.integers(-200, 400))
def test_moving_back_is_the_inverse_of_moving(desk: Workspace, by: int) -> None:
    course = level_3_course(desk)
    before = shown(desk, course.id)
    move(desk, course, date(2026, 9, 19) + timedelta(days=by))
    moved = shown(desk, course.id)
    assert [local_times(x, desk)[0][-5:] for x in moved.exams] == ["09:30", "12:15"]
    move(desk, course, date(2026, 9, 19))
    assert shown(desk, course.id) == before


def test_cancelling_cancels_the_registrations_and_keeps_the_enrolments(
    workspace: Workspace,
) -> None:
    course = level_3_course(workspace)
    enrol_in(workspace, course.id, *make_candidates(workspace, 2))
    affected = workspace.run(preview_cancel, session_id=course.id)
    assert [each.name for each in affected] == ["C01 Candidate", "C02 Candidate"]
    done = workspace.call(cancel_course_session, session_id=course.id, reason=" Flooded ")
    assert len(done.registration_ids) == 4
    after = shown(workspace, course.id)
    assert (after.status, after.cancellation_reason) == ("cancelled", "Flooded")
    assert after.enrolled == 2
    for exam in after.exams:
        assert (exam.status, exam.current_enrollment) == ("cancelled", 0)
        assert {row.status for row in exam.registrations} == {RegistrationStatus.CANCELLED}
    assert workspace.run(list_course_sessions) == ()
    assert len(workspace.run(list_course_sessions, include_cancelled=True)) == 1


def test_undoing_a_cancellation_brings_back_exactly_those_registrations(
    workspace: Workspace,
) -> None:
    course = level_3_course(workspace)
    c03 = make_candidate(workspace, 3, extra_time_percent=25)
    enrol_in(workspace, course.id, c03, make_candidate(workspace, 1))
    before = shown(workspace, course.id)
    done = workspace.call(cancel_course_session, session_id=course.id, reason="Flooded")
    workspace.call(
        restore_course_session, session_id=course.id, registration_ids=done.registration_ids
    )
    assert shown(workspace, course.id) == before


def test_undoing_a_cancellation_is_refused_where_somebody_has_another_exam_now(
    workspace: Workspace,
) -> None:
    wines = level_2_course(workspace)
    (candidate,) = make_candidates(workspace, 1)
    enrol_in(workspace, wines.id, candidate)
    done = workspace.call(cancel_course_session, session_id=wines.id, reason="Flooded")
    sake = schedule(workspace, make_offering(workspace, 2, subject="Sake"), date(2026, 9, 6))
    enrol_in(workspace, sake.id, candidate)
    error = refusal_of(
        workspace,
        restore_course_session,
        session_id=wines.id,
        registration_ids=done.registration_ids,
    )
    assert error.code == "CANDIDATES_CLASH"
    assert shown(workspace, wines.id).status == "cancelled"


def test_cancelling_needs_a_reason(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    error = refusal_of(workspace, cancel_course_session, session_id=course.id, reason=" ")
    assert (error.code, error.parameters["field"]) == ("REASON_MISSING", "reason")


def test_a_cancelled_course_session_takes_nobody_and_stays_where_it_is(
    workspace: Workspace,
) -> None:
    course = level_2_course(workspace)
    workspace.call(cancel_course_session, session_id=course.id, reason="Flooded")
    (candidate,) = make_candidates(workspace, 1)
    with pytest.raises(DomainError) as refused:
        enrol_in(workspace, course.id, candidate)
    assert refused.value.code == "SESSION_CANCELLED"
    error = refusal_of(
        workspace, move_course_session, session_id=course.id, first_day=date(2026, 9, 12)
    )
    assert error.code == "SESSION_CANCELLED"


def test_what_has_been_sat_is_neither_moved_nor_cancelled(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    result = enrol_in(workspace, course.id, *make_candidates(workspace, 2))
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.get(ExamRegistration, result.registration_ids[0]).status = "no_show"
        uow.commit()
    assert shown(workspace, course.id).settled
    for command, arguments in (
        (move_course_session, {"first_day": date(2026, 9, 12)}),
        (cancel_course_session, {"reason": "Flooded"}),
    ):
        error = refusal_of(workspace, command, session_id=course.id, **arguments)
        assert error.code == "EXAM_ALREADY_HELD"
