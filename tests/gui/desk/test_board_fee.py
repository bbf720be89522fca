"""A standalone exam from the board: its fee is typed, and the undo takes the seat back."""

from collections.abc import Callable
from datetime import time
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.board import OCTOBER_25, SUNDAY, School, held_course
from tests.helpers.board_screen import BoardScreen
from tests.helpers.courses import make_offering
from ui.desk.board.fee_sheet import FeeSheet
from wset_desk.domain.catalogue import CourseFormat, SessionType
from wset_desk.services.enrollments import enrol_online
from wset_desk.services.exam_sessions import create_exam_session
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


@pytest.fixture
def school(desk: Workspace, clock: FixedClock) -> School:
    return held_course(desk, clock, people=1)


@pytest.fixture
def exam(school: School) -> UUID:
    """A standalone session of an online offering in which C01 is enrolled."""
    online = make_offering(
        school.workspace, 2, course_format=CourseFormat.ONLINE, subject="Spirits"
    )
    school.workspace.call(
        enrol_online, offering_id=online.id, candidate_id=school.people[0], start_date=SUNDAY
    )
    return school.workspace.call(
        create_exam_session,
        exam_template_id=online.templates[0].id,
        session_type=SessionType.STANDALONE,
        day=OCTOBER_25,
        start=time(10, 0),
        max_capacity=4,
    ).id


def test_the_fee_is_typed_before_the_seat_is_given(
    shown: Callable[..., QWidget], school: School, exam: UUID
) -> None:
    screen = BoardScreen(school)
    shown(screen.view, 1280, 800)
    screen.tick("C01 Candidate")
    screen.click_foot(exam)
    sheet = screen.sheet(FeeSheet)
    sheet.save()
    assert school.session(exam).taken == 0
    sheet.fee.set_value(Decimal("60.00"))
    sheet.save()
    (person,) = school.session(exam).people
    assert person.name == "C01 Candidate"
    assert screen.names == []
    screen.undo()
    assert school.session(exam).people == ()
    assert screen.names == ["C01 Candidate"]
