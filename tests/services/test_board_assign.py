"""Giving seats from the board, and taking that back: scenario A 6 and what can go wrong."""

import pytest

from tests.helpers.board import OCTOBER_25, PRICE_2, School, held_course
from wset_desk.domain.registrations import RegistrationType
from wset_desk.domain.seating import WaitReason
from wset_desk.services.board.assigning import undo_assign
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


@pytest.fixture
def school(workspace: Workspace, clock: FixedClock) -> School:
    return held_course(workspace, clock)


def test_who_missed_the_exam_waits(school: School) -> None:
    school.miss(12)
    (person,) = school.board().people
    assert (person.name, person.reason) == ("C12 Candidate", WaitReason.MISSED)
    assert (person.fee, person.fee_waived) == (PRICE_2, False)


def test_assigning_takes_a_seat_and_charges_a_makeup(school: School) -> None:
    school.miss(12)
    exam = school.exam(OCTOBER_25)
    (seat,) = school.seat(exam, school.key(12))
    assert (seat.fee, seat.waived) == (PRICE_2, False)
    session = school.session(exam)
    assert (session.taken, session.facts.seats_left) == (1, 11)
    assert [(p.name, p.type) for p in session.people] == [
        ("C12 Candidate", RegistrationType.MAKEUP)
    ]
    assert school.waiting() == []


def test_undo_leaves_the_board_as_it_was(school: School) -> None:
    school.miss(11, 12)
    exam = school.exam(OCTOBER_25)
    before = school.board()
    first = school.seat(exam, school.key(11))
    school.seat(exam, school.key(12))
    school.workspace.call(undo_assign, registration_ids=(first[0].registration_id,))
    assert school.waiting() == ["C11 Candidate"]
    assert school.session(exam).taken == 1
    assert school.person(11) == before.people[0]
