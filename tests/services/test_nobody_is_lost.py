"""Whatever the centre moves or calls off: whoever has no seat afterwards is on the board."""

from collections import Counter
from datetime import date, time
from decimal import Decimal
from uuid import UUID

import pytest

from tests.helpers.board import OCTOBER_25, held_course
from tests.helpers.courses import (
    LEVEL_3_DAYS,
    enrol_in,
    make_candidate,
    make_candidates,
    make_offering,
    schedule,
    shown,
)
from wset_desk.domain.catalogue import CourseFormat, ExamType
from wset_desk.domain.registrations import RegistrationType, Waiting
from wset_desk.domain.seating import WaitingKey, WaitReason
from wset_desk.services.board.assigning import assign
from wset_desk.services.board.board import board, number_waiting
from wset_desk.services.board.rows import AssignmentInput, WaitingPerson
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.course_session_changes import (
    cancel_course_session,
    move_course_session,
    restore_course_session,
)
from wset_desk.services.enrollments import enrol_online, undo_unenrol, unenrol
from wset_desk.services.exam_session_changes import cancel_exam_session, restore_exam_session
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

NOTHING = Decimal("0.00")


def waiting(workspace: Workspace) -> tuple[WaitingPerson, ...]:
    people = workspace.run(board).people
    assert workspace.run(number_waiting) == len(people)
    return people


@pytest.fixture
def offering(workspace: Workspace) -> OfferingDetail:
    return make_offering(workspace, 3)


def course(workspace: Workspace, offering: OfferingDetail, *days: date) -> UUID:
    return schedule(workspace, offering, *days, capacity=8, end=time(17, 0)).id


def test_a_cancelled_course_puts_everybody_on_the_board(
    workspace: Workspace, offering: OfferingDetail
) -> None:
    session = course(workspace, offering, *LEVEL_3_DAYS)
    enrol_in(workspace, session, *make_candidates(workspace, 2))
    assert waiting(workspace) == ()
    called_off = workspace.call(cancel_course_session, session_id=session, reason="Flood")
    people = waiting(workspace)
    assert Counter(each.name for each in people) == {"C01 Candidate": 2, "C02 Candidate": 2}
    assert {(x.reason, x.wait, x.fee) for x in people} == {
        (WaitReason.EXAM_CANCELLED, Waiting.BUNDLED, NOTHING)
    }
    workspace.call(
        restore_course_session,
        session_id=session,
        registration_ids=called_off.registration_ids,
    )
    assert waiting(workspace) == ()


def test_who_is_seated_again_stays_bundled_and_pays_nothing(
    workspace: Workspace, offering: OfferingDetail
) -> None:
    """Both papers on one day of another course, whatever extra time makes of them."""
    session = course(workspace, offering, *LEVEL_3_DAYS)
    other = course(workspace, offering, date(2026, 11, 7), date(2026, 11, 8))
    enrol_in(workspace, session, make_candidate(workspace, 1, extra_time_percent=50))
    workspace.call(cancel_course_session, session_id=session, reason="Flood")
    exams = {each.exam_type: each.id for each in shown(workspace, other).exams}
    seats = workspace.call(
        assign,
        assignments=tuple(AssignmentInput(x.key, exams[x.exam_type]) for x in waiting(workspace)),
    ).assigned
    assert {each.fee for each in seats} == {NOTHING}
    assert waiting(workspace) == ()
    for exam in shown(workspace, other).exams:
        (registration,) = exam.registrations
        assert registration.registration_type is RegistrationType.BUNDLED


def test_a_moved_course_keeps_everybody_in_their_seats(
    workspace: Workspace, offering: OfferingDetail
) -> None:
    session = course(workspace, offering, *LEVEL_3_DAYS)
    enrol_in(workspace, session, *make_candidates(workspace, 2))
    workspace.call(move_course_session, session_id=session, first_day=date(2026, 10, 3))
    assert waiting(workspace) == ()
    assert [len(each.registrations) for each in shown(workspace, session).exams] == [2, 2]


def test_who_withdraws_waits_for_nothing_until_it_is_undone(
    workspace: Workspace, offering: OfferingDetail
) -> None:
    session = course(workspace, offering, *LEVEL_3_DAYS)
    enrolled = enrol_in(workspace, session, *make_candidates(workspace, 1))
    workspace.call(cancel_course_session, session_id=session, reason="Flood")
    assert len(waiting(workspace)) == 2
    gone = workspace.call(unenrol, enrollment_id=enrolled.enrollment_ids[0])
    assert waiting(workspace) == ()
    assert gone.registration_ids == ()


def test_withdrawing_is_undone_with_its_seats(
    workspace: Workspace, offering: OfferingDetail
) -> None:
    session = course(workspace, offering, *LEVEL_3_DAYS)
    enrolled = enrol_in(workspace, session, *make_candidates(workspace, 1))
    gone = workspace.call(unenrol, enrollment_id=enrolled.enrollment_ids[0])
    assert waiting(workspace) == ()
    workspace.call(
        undo_unenrol,
        enrollment_id=gone.enrollment_id,
        registration_ids=gone.registration_ids,
        returned_fees=gone.returned_fees,
    )
    assert waiting(workspace) == ()
    assert [len(each.registrations) for each in shown(workspace, session).exams] == [1, 1]


def test_a_makeup_called_off_is_waited_for_again(workspace: Workspace, clock: FixedClock) -> None:
    school = held_course(workspace, clock, people=3)
    school.miss(1, 2)
    exam = school.exam(OCTOBER_25)
    school.seat(exam, school.key(1), school.key(2))
    called_off = workspace.call(cancel_exam_session, exam_session_id=exam, reason="Flood")
    assert {(x.name, x.reason, x.wait) for x in waiting(workspace)} == {
        (f"C0{n} Candidate", WaitReason.EXAM_CANCELLED, Waiting.MAKEUP) for n in (1, 2)
    }
    workspace.call(
        restore_exam_session, exam_session_id=exam, registration_ids=called_off.registration_ids
    )
    assert waiting(workspace) == ()
    assert school.session(exam).taken == 2


def test_online_level_3_stands_on_the_board_from_enrolment(workspace: Workspace) -> None:
    online = make_offering(workspace, 3, course_format=CourseFormat.ONLINE)
    (candidate,) = make_candidates(workspace, 1)
    enrolled = workspace.call(
        enrol_online,
        offering_id=online.id,
        candidate_id=candidate,
        start_date=date(2026, 8, 1),
    )
    people = {each.exam_type: each for each in waiting(workspace)}
    tasting = people[ExamType.TASTING]
    assert (tasting.wait, tasting.reason, tasting.fee) == (
        Waiting.BUNDLED,
        WaitReason.ONLINE,
        NOTHING,
    )
    assert tasting.last_day == date(2027, 8, 1)
    assert people[ExamType.THEORY].wait is Waiting.REMOTE_INVIGILATION
    in_person = course(workspace, make_offering(workspace, 3), *LEVEL_3_DAYS)
    exams = {each.exam_type: each.id for each in shown(workspace, in_person).exams}
    workspace.call(assign, assignments=(AssignmentInput(tasting.key, exams[ExamType.TASTING]),))
    assert [x.key for x in waiting(workspace)] == [
        WaitingKey(enrolled.enrollment_id, ExamType.THEORY)
    ]
