"""What the calendar reads: the exams of a period, narrowed by type, level, room and staff."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.helpers.exam_centre import ExamCentre, london
from wset_desk.domain.catalogue import CourseFormat, ExamType, SessionType
from wset_desk.services import calendar, catalogue, exam_session_changes, exam_sessions
from wset_desk.services.workspace import Workspace

OCTOBER_24, OCTOBER_25 = date(2026, 10, 24), date(2026, 10, 25)
AUTUMN = {"start": london(date(2026, 10, 1), "00:00"), "end": london(date(2026, 12, 1), "00:00")}


@pytest.fixture
def centre(workspace: Workspace) -> ExamCentre:
    return ExamCentre(workspace)


def ids(centre: ExamCentre, **narrowed: Any) -> list[UUID]:
    found = centre.workspace.run(calendar.sessions_between, **{**AUTUMN, **narrowed})
    return [item.id for item in found]


def test_a_row_says_what_a_chip_and_a_card_show(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    made = centre.exam(theory, OCTOBER_25, "15:30", room_id=centre.room(), location="Door B")
    centre.register(made.id, centre.candidate("Ana Silva"))
    (item,) = centre.workspace.run(calendar.sessions_between, **AUTUMN)
    assert item == calendar.CalendarItem(
        id=made.id,
        start=london(OCTOBER_25, "15:30"),
        end=london(OCTOBER_25, "16:30"),
        session_type="makeup",
        exam_type="theory",
        level=2,
        subject="Wines",
        exam_name="Level 2 Theory Exam",
        room_name="Main Hall",
        location="Door B",
        delivery_method="in_person",
        taken=1,
        max_capacity=12,
        booking_enabled=True,
    )


def test_the_period_is_half_open_and_sorted(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    late = centre.exam(theory, OCTOBER_25, "15:30")
    early = centre.exam(theory, OCTOBER_25, "09:00")
    centre.exam(theory, OCTOBER_24, "09:00")
    between = {"start": early.start, "end": late.start}
    assert ids(centre, **between) == [early.id]
    assert ids(centre, start=early.start) == [early.id, late.id]


def test_a_day_of_25_hours_has_them_all(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    centre.exam(theory, OCTOBER_24, "23:30")
    inside = [centre.exam(theory, OCTOBER_25, at).id for at in ("00:00", "23:30")]
    centre.exam(theory, date(2026, 10, 26), "00:00")
    found = centre.workspace.run(calendar.day_agenda, day=OCTOBER_25)
    assert [item.id for item in found] == inside


def test_cancelled_sessions_and_removed_ones_are_not_shown(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    called_off, taken_back = (centre.exam(theory, OCTOBER_25, at) for at in ("09:00", "12:00"))
    cancel = exam_session_changes.cancel_exam_session
    centre.workspace.call(cancel, exam_session_id=called_off.id, reason="Too few")
    centre.workspace.call(exam_sessions.remove_exam_session, exam_session_id=taken_back.id)
    assert ids(centre) == []


def test_filters_narrow_by_type_level_room_and_invigilator(centre: ExamCentre) -> None:
    level_2 = centre.offering(2)[ExamType.THEORY]
    level_1 = centre.offering(1, CourseFormat.ONLINE)[ExamType.COMBINED]
    hall, lab = centre.room("Main Hall"), centre.room("Tasting Lab")
    kim, lee = centre.person("Kim Park"), centre.person("Lee Jones")
    makeup = centre.exam(level_2, OCTOBER_24, room_id=hall, invigilator_ids=(kim,)).id
    alone = centre.exam(
        level_1,
        OCTOBER_25,
        session_type=SessionType.STANDALONE,
        room_id=lab,
        invigilator_ids=(kim, lee),
    ).id
    assert ids(centre, types={"makeup"}) == [makeup]
    assert ids(centre, types={"makeup", "standalone"}) == [makeup, alone]
    assert ids(centre, levels={1}) == [alone]
    assert ids(centre, room_ids={hall}) == [makeup]
    assert ids(centre, staff_ids={lee}) == [alone]
    assert ids(centre, staff_ids={kim, lee}) == [makeup, alone]
    assert ids(centre, levels={2}, room_ids={lab}) == []
    unassign = exam_sessions.assign_invigilators
    centre.workspace.call(unassign, exam_session_id=alone, staff_ids=(kim,))
    assert ids(centre, staff_ids={lee}) == []


def test_the_next_session_is_the_first_from_then_on(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    made = centre.exam(theory, OCTOBER_25)
    find = calendar.next_session_after
    assert centre.workspace.run(find, start=london(date(2026, 8, 1), "00:00")) == made.start
    assert centre.workspace.run(find, start=made.start) == made.start
    assert centre.workspace.run(find, start=made.end) is None
    assert centre.workspace.run(find, start=made.start, levels={3}) is None


def test_a_bundled_exam_is_there_as_soon_as_its_course_is(centre: ExamCentre) -> None:
    centre.offering(level=3)
    (offering,) = centre.workspace.run(catalogue.list_offerings)
    centre.course(offering.id, OCTOBER_24, OCTOBER_25)
    found = centre.workspace.run(calendar.sessions_between, **AUTUMN)
    assert [(item.session_type, item.exam_type, item.start) for item in found] == [
        ("bundled", "theory", london(OCTOBER_25, "09:30")),
        ("bundled", "tasting", london(OCTOBER_25, "12:15")),
    ]
