"""Waiting lists: strict order, and freed seats that are held for the first in line (rule 8)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.helpers.board import OCTOBER_4, OCTOBER_25, School, held_course
from tests.helpers.courses import enrol_in, make_candidate, schedule
from wset_desk.domain.errors import DomainError
from wset_desk.services.board.assigning import undo_assign
from wset_desk.services.board.cancelling import cancel_registration, undo_cancel_registration
from wset_desk.services.board.rows import Assigned, LinePlace
from wset_desk.services.board.waiting_list import (
    decline_offer,
    join_waiting_list,
    leave_waiting_list,
    restore_waiting_list,
    take_offer,
    waiting_list,
)
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.enrollments import undo_unenrol, unenrol
from wset_desk.services.exam_session_changes import cancel_exam_session, restore_exam_session
from wset_desk.services.exam_sessions import edit_exam_session, exam_session
from wset_desk.services.workspace import Workspace
from wset_desk.settings import WAITING_LIST_OFFER_HOURS
from wset_desk.system.clock import FixedClock

DAY = timedelta(hours=24)


@pytest.fixture
def school(workspace: Workspace, clock: FixedClock) -> School:
    """Six who missed their exam; offers last a day."""
    school = held_course(workspace, clock, people=6)
    school.miss(*range(1, 7))
    set_hours(school, 24)
    return school


def set_hours(school: School, hours: int) -> None:
    school.workspace.call(change_setting, name=WAITING_LIST_OFFER_HOURS.name, value=hours)


@pytest.fixture
def exam(school: School) -> UUID:
    """Two seats, taken by C01 and C02."""
    exam = school.exam(OCTOBER_25, seats=2)
    school.seat(exam, school.key(1), school.key(2))
    return exam


def join(school: School, exam: UUID, *numbers: int) -> tuple[UUID, ...]:
    keys = tuple(school.key(each) for each in numbers)
    return school.workspace.call(join_waiting_list, exam_session_id=exam, keys=keys)


def line(school: School, exam: UUID) -> tuple[LinePlace, ...]:
    return school.workspace.run(waiting_list, exam_session_id=exam)


def names(school: School, exam: UUID) -> list[str]:
    """Who stands in line; a star has an offer."""
    return [
        each.name.split()[0] + ("*" if each.offered_until else "") for each in line(school, exam)
    ]


def free_a_seat(school: School, exam: UUID, number: int = 1) -> UUID:
    """Somebody gives up their seat."""
    seated = school.session(exam).people
    (registration,) = (x.registration_id for x in seated if x.name == f"C{number:02} Candidate")
    school.workspace.call(cancel_registration, registration_id=registration)
    return registration


def code(school: School, command: Any, **arguments: object) -> str:
    with pytest.raises(DomainError) as caught:
        school.workspace.call(command, **arguments)
    return caught.value.code


def test_the_line_is_in_the_order_of_joining(school: School, exam: UUID) -> None:
    join(school, exam, 4)
    join(school, exam, 3, 5)
    assert names(school, exam) == ["C04", "C03", "C05"]
    session = school.session(exam)
    assert (session.line, session.offered, session.facts.seats_left) == (3, 0, 0)
    assert school.person(4).line_of == (exam,)


def test_nobody_joins_while_there_is_a_seat_or_joins_twice(school: School, exam: UUID) -> None:
    assert code(school, join_waiting_list, exam_session_id=exam, keys=(school.key(1),)) == (
        "NOT_WAITING"
    )
    join(school, exam, 3)
    again = {"exam_session_id": exam, "keys": (school.key(3),)}
    assert code(school, join_waiting_list, **again) == "ALREADY_IN_LINE"
    empty = school.exam(OCTOBER_4)
    assert code(school, join_waiting_list, exam_session_id=empty, keys=(school.key(4),)) == (
        "SEATS_LEFT"
    )


def test_nobody_joins_a_session_that_is_closed_to_them(school: School, exam: UUID) -> None:
    school.clock.instant += timedelta(days=40)
    late = {"exam_session_id": exam, "keys": (school.key(3),)}
    assert code(school, join_waiting_list, **late) == "DEADLINE_PASSED"


def test_a_freed_seat_is_held_for_the_first_in_line(school: School, exam: UUID) -> None:
    join(school, exam, 3, 4)
    free_a_seat(school, exam)
    assert names(school, exam) == ["C03*", "C04"]
    assert line(school, exam)[0].offered_until == school.clock.instant + DAY
    session = school.session(exam)
    assert (session.taken, session.offered, session.facts.seats_left) == (1, 1, 0)


def test_a_held_seat_is_full_for_everybody_else(school: School, exam: UUID) -> None:
    join(school, exam, 3)
    free_a_seat(school, exam)
    with pytest.raises(DomainError) as caught:
        school.seat(exam, school.key(4))
    assert caught.value.code == "SESSION_FULL"
    (seat,) = school.seat(exam, school.key(3))
    assert names(school, exam) == []
    assert school.session(exam).taken == 2
    assert seat.key == school.key(3)


def test_an_offer_is_taken_and_its_undo_restores_the_line(school: School, exam: UUID) -> None:
    first, _second = join(school, exam, 3, 4)
    free_a_seat(school, exam)
    until = line(school, exam)[0].offered_until
    seat: Assigned = school.workspace.call(take_offer, entry_id=first)
    assert names(school, exam) == ["C04"]
    school.clock.instant += timedelta(hours=1)
    school.workspace.call(undo_assign, registration_ids=(seat.registration_id,))
    assert names(school, exam) == ["C03*", "C04"]
    assert line(school, exam)[0].offered_until == until


def test_the_next_in_line_has_the_seat_from_the_moment_an_offer_expires(
    school: School, exam: UUID
) -> None:
    first, second, _third = join(school, exam, 3, 4, 5)
    free_a_seat(school, exam)
    freed = school.clock.instant
    school.clock.instant = freed + DAY - timedelta(seconds=1)
    assert names(school, exam) == ["C03*", "C04", "C05"]
    school.clock.instant = freed + DAY
    assert names(school, exam) == ["C04*", "C05"]
    school.clock.instant = freed + DAY + timedelta(hours=5)
    assert line(school, exam)[0].offered_until == freed + 2 * DAY
    assert code(school, take_offer, entry_id=first) == "NOT_IN_LINE"
    school.workspace.call(take_offer, entry_id=second)
    assert names(school, exam) == ["C05"]


def test_a_seat_that_nobody_wanted_is_free(school: School, exam: UUID) -> None:
    join(school, exam, 3, 4)
    free_a_seat(school, exam)
    school.clock.instant += 2 * DAY
    assert names(school, exam) == []
    assert school.session(exam).facts.seats_left == 1
    school.seat(exam, school.key(6))
    assert school.session(exam).taken == 2


def test_declining_passes_the_seat_on(school: School, exam: UUID) -> None:
    first, second = join(school, exam, 3, 4)
    assert code(school, decline_offer, entry_id=first) == "NO_OFFER"
    free_a_seat(school, exam)
    school.workspace.call(decline_offer, entry_id=first)
    assert names(school, exam) == ["C04*"]
    assert code(school, take_offer, entry_id=first) == "NOT_IN_LINE"
    school.workspace.call(take_offer, entry_id=second)


def test_leaving_the_line_and_coming_back_to_the_same_place(school: School, exam: UUID) -> None:
    first, _second = join(school, exam, 3, 4)
    school.workspace.call(leave_waiting_list, entry_ids=(first,))
    assert names(school, exam) == ["C04"]
    school.workspace.call(restore_waiting_list, entry_ids=(first,))
    assert names(school, exam) == ["C03", "C04"]
    assert code(school, restore_waiting_list, entry_ids=(first,)) == "ALREADY_IN_LINE"


def test_who_gets_a_seat_elsewhere_leaves_every_line_until_it_is_undone(
    school: School, exam: UUID
) -> None:
    join(school, exam, 3, 4)
    (seat,) = school.seat(school.exam(OCTOBER_4), school.key(3))
    assert names(school, exam) == ["C04"]
    school.workspace.call(undo_assign, registration_ids=(seat.registration_id,))
    assert names(school, exam) == ["C03", "C04"]


def test_giving_up_a_seat_is_not_undone_once_it_is_on_offer(school: School, exam: UUID) -> None:
    (entry,) = join(school, exam, 3)
    registration = free_a_seat(school, exam)
    undo = {"registration_id": registration, "fee_returned": True}
    assert code(school, undo_cancel_registration, **undo) == "SEATS_ON_OFFER"
    school.workspace.call(leave_waiting_list, entry_ids=(entry,))
    school.workspace.call(undo_cancel_registration, **undo)
    assert school.session(exam).taken == 2


def test_nothing_is_on_offer_in_a_session_that_was_called_off(school: School, exam: UUID) -> None:
    join(school, exam, 3)
    called_off = school.workspace.call(cancel_exam_session, exam_session_id=exam, reason="Flood")
    assert names(school, exam) == []
    school.workspace.call(
        restore_exam_session, exam_session_id=exam, registration_ids=called_off.registration_ids
    )
    assert names(school, exam) == ["C03"]


def test_without_offers_a_freed_seat_is_free_at_once(school: School, exam: UUID) -> None:
    set_hours(school, 0)
    join(school, exam, 3)
    free_a_seat(school, exam)
    assert names(school, exam) == ["C03"]
    assert school.session(exam).facts.seats_left == 1
    school.seat(exam, school.key(4))
    assert names(school, exam) == ["C03"]


def test_no_offer_outlasts_the_deadline(school: School, exam: UUID) -> None:
    join(school, exam, 3, 4)
    deadline = school.session(exam).facts.deadline
    assert deadline is not None
    school.clock.instant = deadline - timedelta(hours=3)
    free_a_seat(school, exam)
    assert line(school, exam)[0].offered_until == deadline
    school.clock.instant = deadline + timedelta(seconds=1)
    assert names(school, exam) == ["C04"]


def test_more_seats_are_on_offer_at_once(school: School, exam: UUID) -> None:
    join(school, exam, 3, 4, 5)
    resize(school, exam, 4)
    assert names(school, exam) == ["C03*", "C04*", "C05"]
    with pytest.raises(DomainError) as caught:
        resize(school, exam, 3)
    assert caught.value.code == "CAPACITY_BELOW_ENROLMENT"


def resize(school: School, exam: UUID, seats: int) -> None:
    detail = school.workspace.run(exam_session, exam_session_id=exam)
    school.workspace.call(
        edit_exam_session,
        exam_session_id=exam,
        name=detail.name,
        max_capacity=seats,
        room_id=None,
        location=None,
        booking_enabled=True,
        registration_deadline=detail.registration_deadline,
        invigilator_ids=(),
    )


def test_who_withdraws_from_the_course_leaves_the_line(school: School, exam: UUID) -> None:
    """Somebody else of the same paper, who has no results and so may withdraw."""
    other = schedule(school.workspace, school.offering, OCTOBER_4)
    fourteenth = make_candidate(school.workspace, 14)
    enrolled = enrol_in(school.workspace, other.id, fourteenth)
    (own,) = enrolled.registration_ids
    school.workspace.call(cancel_registration, registration_id=own)
    (person,) = (x for x in school.board().people if x.candidate_id == fourteenth)
    school.workspace.call(join_waiting_list, exam_session_id=exam, keys=(person.key,))
    join(school, exam, 3)
    free_a_seat(school, exam)
    assert names(school, exam) == ["C14*", "C03"]
    gone = school.workspace.call(unenrol, enrollment_id=enrolled.enrollment_ids[0])
    assert names(school, exam) == ["C03*"]
    school.workspace.call(
        undo_unenrol, enrollment_id=gone.enrollment_id, registration_ids=gone.registration_ids
    )
    assert names(school, exam) == ["C14", "C03*"]


def test_held_seats_are_not_enrolled_into(school: School, clock: FixedClock) -> None:
    """The exam of a course that is still to come, with its last seat on offer."""
    course = schedule(school.workspace, school.offering, OCTOBER_25, capacity=2)
    (exam,) = course.exams
    people = [make_candidate(school.workspace, n) for n in (21, 22)]
    enrol_in(school.workspace, course.id, people[0])
    school.seat(exam.id, school.key(1))
    join(school, exam.id, 2)
    free_a_seat(school, exam.id)
    with pytest.raises(DomainError) as caught:
        enrol_in(school.workspace, course.id, people[1])
    assert caught.value.code == "SESSION_FULL"
    expired: datetime = clock.instant + DAY
    clock.instant = expired
    enrol_in(school.workspace, course.id, people[1])
