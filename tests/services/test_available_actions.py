"""What a candidate's profile offers next, with price and session, and why it can't be had."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

import pytest

from tests.helpers.courses import enrol_in, level_2_course, level_3_course, make_offering
from tests.helpers.courses import make_candidate as candidate_number
from tests.helpers.marking import exam_day
from wset_desk.domain.available_actions import Action, Paper, why_not
from wset_desk.domain.catalogue import (
    Component,
    CourseFormat,
    DeliveryMethod,
    ExamType,
    SessionType,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.seating import PaperAttempt, WaitingKey, WaitReason
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.available_actions import AvailableAction, available_actions, seats_for
from wset_desk.services.enrollments import enrol_online
from wset_desk.services.exam_sessions import create_exam_session
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, ExamSession, ExamTemplate
from wset_desk.system.clock import FixedClock

AFTER_THE_EXAM = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)


def actions_of(workspace: Workspace, candidate_id: UUID) -> list[AvailableAction]:
    return list(workspace.run(available_actions, candidate_id=candidate_id))


def whose(workspace: Workspace, registration_id: UUID) -> tuple[UUID, UUID]:
    """(candidate, template of the exam) of a registration."""
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        registration = uow.get(ExamRegistration, registration_id)
        exam = uow.get(ExamSession, registration.exam_session_id)
        return registration.candidate_id, exam.exam_template_id


def session_on(workspace: Workspace, template_id: UUID, day: date) -> UUID:
    return workspace.call(
        create_exam_session,
        exam_template_id=template_id,
        session_type=SessionType.RESIT,
        day=day,
        start=time(10),
        max_capacity=6,
        delivery_method=DeliveryMethod.IN_PERSON,
    ).id


def test_scenario_b_2_the_tasting_is_resat_and_the_theory_is_not(
    workspace: Workspace, clock: FixedClock
) -> None:
    day = exam_day(workspace, level=3, candidates=1)
    clock.instant = AFTER_THE_EXAM
    workspace.call(set_marks, marks=(day.mark(1, "68"), day.mark(1, "51", of="tasting")))
    marta, template = whose(workspace, day.registrations[Component.TASTING][0])
    session = session_on(workspace, template, date(2026, 10, 18))
    resit, theory = actions_of(workspace, marta)
    assert (resit.action, resit.key.exam_type) == (Action.RESIT, ExamType.TASTING)
    assert (resit.price, resit.reasons) == (Decimal("125.00"), ())
    assert resit.next_session is not None
    assert (resit.next_session.facts.id, resit.next_session.taken) == (session, 0)
    assert (theory.action, theory.key.exam_type) == (Action.RESIT, ExamType.THEORY)
    assert [each.code for each in theory.reasons] == ["ALREADY_PASSED"]
    assert theory.price is None


def test_who_was_absent_is_offered_a_makeup(workspace: Workspace, clock: FixedClock) -> None:
    day = exam_day(workspace, candidates=1)
    clock.instant = AFTER_THE_EXAM
    (registration,) = day.registrations[Component.THEORY]
    workspace.call(mark_no_show, registration_ids=(registration,))
    absent, template = whose(workspace, registration)
    (makeup,) = actions_of(workspace, absent)
    assert (makeup.action, makeup.price) == (Action.MAKEUP, Decimal("85.00"))
    assert makeup.next_session is None
    too_soon = session_on(workspace, template, date(2026, 9, 15))
    fitting = session_on(workspace, template, date(2026, 10, 25))
    (makeup,) = actions_of(workspace, absent)
    assert makeup.next_session is not None
    assert makeup.next_session.facts.id == fitting
    board = workspace.run(seats_for, key=makeup.key)
    assert [each.id for each in board.sessions] == [too_soon, fitting]
    assert board.people[0].reason is WaitReason.MISSED


def test_what_is_booked_is_still_to_be_sat(workspace: Workspace) -> None:
    candidate_id = candidate_number(workspace, 1)
    enrolled = enrol_in(workspace, level_2_course(workspace).id, candidate_id)
    (action,) = actions_of(workspace, candidate_id)
    (reason,) = action.reasons
    assert (reason.code, reason.parameters) == ("BOOKED_FOR", {"day": date(2026, 9, 6)})
    key = WaitingKey(enrolled.enrollment_ids[0], ExamType.THEORY)
    with pytest.raises(DomainError) as refused:
        workspace.run(seats_for, key=key)
    assert refused.value.code == "NOT_WAITING"
    assert refused.value.parameters["name"] == "C01 Candidate"


def test_nothing_is_said_before_the_result_is_there(
    workspace: Workspace, clock: FixedClock
) -> None:
    candidate_id = candidate_number(workspace, 1)
    enrol_in(workspace, level_2_course(workspace).id, candidate_id)
    clock.instant = AFTER_THE_EXAM
    (action,) = actions_of(workspace, candidate_id)
    assert [each.code for each in action.reasons] == ["RESULT_AWAITED"]


def test_a_paper_that_is_never_resat(workspace: Workspace, clock: FixedClock) -> None:
    day = exam_day(workspace, candidates=1)
    candidate_id, template = whose(workspace, day.registrations[Component.THEORY][0])
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.get(ExamTemplate, template).allows_resits = False
        uow.commit()
    clock.instant = AFTER_THE_EXAM
    workspace.call(set_marks, marks=(day.mark(1, "40"),))
    (action,) = actions_of(workspace, candidate_id)
    assert [each.code for each in action.reasons] == ["RESITS_NOT_ALLOWED"]


def test_online_level_3_books_theory_remotely_and_the_tasting_in_person(
    workspace: Workspace,
) -> None:
    candidate_id = candidate_number(workspace, 1)
    online = make_offering(workspace, 3, course_format=CourseFormat.ONLINE)
    enrol_online_from(workspace, online.id, candidate_id, date(2026, 7, 1))
    level_3_course(workspace)
    found = actions_of(workspace, candidate_id)
    assert [(each.action, each.key.exam_type, len(each.reasons)) for each in found] == [
        (Action.REMOTE, ExamType.THEORY, 0),
        (Action.TASTING, ExamType.TASTING, 0),
        (Action.REMOTE, ExamType.TASTING, 1),
    ]
    remote, tasting, never = found
    assert (remote.price, tasting.price) == (Decimal("90.00"), Decimal("0.00"))
    assert tasting.next_session is not None
    assert tasting.next_session.facts.start == datetime(2026, 9, 20, 11, 15, tzinfo=UTC)
    assert never.reasons[0].code == "TASTING_IN_PERSON_ONLY"


def enrol_online_from(
    workspace: Workspace, offering_id: UUID, candidate_id: UUID, day: date
) -> None:
    workspace.call(enrol_online, offering_id=offering_id, candidate_id=candidate_id, start_date=day)


def test_a_window_that_is_over_says_so(workspace: Workspace) -> None:
    candidate_id = candidate_number(workspace, 1)
    online = make_offering(workspace, 1, course_format=CourseFormat.ONLINE)
    enrol_online_from(workspace, online.id, candidate_id, date(2025, 7, 1))
    (action,) = actions_of(workspace, candidate_id)
    assert action.action is Action.REMOTE
    (reason,) = action.reasons
    assert (reason.code, reason.parameters) == ("WINDOW_ENDED", {"day": date(2026, 7, 1)})


def test_nobody_enrolled_has_nothing_to_do(workspace: Workspace) -> None:
    assert actions_of(workspace, candidate_number(workspace, 1)) == []


@pytest.mark.parametrize(
    ("status", "passed", "resits_allowed", "code"),
    [
        (RegistrationStatus.COMPLETED, True, True, "ALREADY_PASSED"),
        (RegistrationStatus.COMPLETED, None, True, "RESULT_AWAITED"),
        (RegistrationStatus.COMPLETED, False, False, "RESITS_NOT_ALLOWED"),
        (RegistrationStatus.CANCELLED, None, True, "NOTHING_FAILED"),
    ],
)
def test_the_reason_follows_from_the_attempt(
    status: RegistrationStatus, passed: bool | None, resits_allowed: bool, code: str
) -> None:
    attempt = PaperAttempt(
        registration_id=UUID(int=1),
        status=status,
        passed=passed,
        delivery_method=DeliveryMethod.IN_PERSON,
        resits_allowed=resits_allowed,
        exam_cancelled=False,
    )
    assert why_not(Paper(ExamType.THEORY, [attempt]))[1].code == code
