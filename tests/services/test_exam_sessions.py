"""Makeup, resit, remote and standalone sessions: what is made, and what is refused."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from tests.helpers.exam_centre import ExamCentre, london
from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.services import exam_sessions
from wset_desk.services.workspace import Workspace

OCTOBER_25 = date(2026, 10, 25)
REMOTE = {
    "session_type": SessionType.REMOTE_INVIGILATION,
    "delivery_method": DeliveryMethod.REMOTE_INVIGILATION,
}


@pytest.fixture
def centre(workspace: Workspace) -> ExamCentre:
    return ExamCentre(workspace)


def refusal(centre: ExamCentre, service: Any, **arguments: Any) -> DomainError:
    with pytest.raises(DomainError) as refused:
        centre.workspace.call(service, **arguments)
    return refused.value


def test_a_makeup_gets_time_name_deadline_and_price(centre: ExamCentre) -> None:
    theory = centre.offering(level=2)[ExamType.THEORY]
    made = centre.exam(theory, OCTOBER_25, "15:30")
    # the clocks went back that morning: 15:30 in London is 15:30Z
    assert made.start.isoformat() == "2026-10-25T15:30:00+00:00"
    assert made.end == london(OCTOBER_25, "16:30")
    assert made.registration_deadline == london(date(2026, 10, 8), "17:00")
    assert made.name == "Level 2 Theory Exam, 25 Oct 2026"
    assert made.price == Decimal("85.00")
    assert (made.taken, made.max_capacity, made.booking_enabled) == (0, 12, True)
    assert centre.workspace.run(exam_sessions.exam_session, exam_session_id=made.id) == made


def test_a_remote_exam_closes_twenty_working_days_before(centre: ExamCentre) -> None:
    theory = centre.offering(1, CourseFormat.ONLINE)[ExamType.COMBINED]
    made = centre.exam(theory, date(2026, 9, 22), "18:00", **REMOTE)
    # 31 August is a bank holiday in England
    assert made.registration_deadline == london(date(2026, 8, 24), "17:00")
    assert made.price == Decimal("50.00")


def test_staff_may_set_another_deadline_but_none_after_the_start(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    deadline = london(date(2026, 10, 20), "12:00")
    made = centre.exam(theory, OCTOBER_25, registration_deadline=deadline)
    assert made.registration_deadline == deadline
    late = {"registration_deadline": london(OCTOBER_25, "10:01")}
    with pytest.raises(DomainError, match="DEADLINE_AFTER_START") as refused:
        centre.exam(theory, OCTOBER_25, "10:00", **late)
    assert refused.value.parameters["field"] == "registration_deadline"


@pytest.mark.parametrize(
    ("exam", "values", "code"),
    [
        (ExamType.THEORY, {"session_type": SessionType.BUNDLED}, "BUNDLED_WITH_COURSE"),
        (
            ExamType.THEORY,
            {"session_type": SessionType.STANDALONE},
            "NOT_SCHEDULED_INDEPENDENTLY",
        ),
        (ExamType.TASTING, REMOTE, "REMOTE_TASTING"),
        (
            ExamType.THEORY,
            {"session_type": SessionType.REMOTE_INVIGILATION},
            "REMOTE_SESSION_IN_PERSON",
        ),
        (ExamType.THEORY, {"max_capacity": 0}, "SEATS_BELOW_ONE"),
    ],
)
def test_what_does_not_fit_the_exam_is_refused(
    centre: ExamCentre, exam: ExamType, values: dict[str, Any], code: str
) -> None:
    templates = centre.offering(level=3)
    with pytest.raises(DomainError) as refused:
        centre.exam(templates[exam], OCTOBER_25, **values)
    assert refused.value.code == code
    assert refused.value.parameters["field"] in {
        "session_type",
        "delivery_method",
        "max_capacity",
    }


def test_an_online_offerings_exam_stands_alone_with_a_typed_fee(centre: ExamCentre) -> None:
    theory = centre.offering(2, CourseFormat.ONLINE)[ExamType.THEORY]
    made = centre.exam(theory, OCTOBER_25, session_type=SessionType.STANDALONE)
    assert made.price is None


def test_a_time_that_the_clocks_skip_is_refused_beside_its_field(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    with pytest.raises(DomainError) as refused:
        centre.exam(theory, date(2027, 3, 28), "01:30")
    assert refused.value.code == "LOCAL_TIME_DOES_NOT_EXIST"
    assert refused.value.parameters["field"] == "start"


def test_the_preview_shows_what_would_be_made_and_what_is_in_its_way(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    room, kim = centre.room("Main Hall", seats=24), centre.person("Kim Park")
    other = centre.exam(theory, OCTOBER_25, "10:00", room_id=room, invigilator_ids=(kim,))
    preview = centre.workspace.run(
        exam_sessions.preview_exam_session,
        exam_template_id=theory,
        day=OCTOBER_25,
        start=time(10, 30),
        delivery_method=DeliveryMethod.IN_PERSON,
        room_id=room,
        invigilator_ids=(kim,),
    )
    assert preview.end == london(OCTOBER_25, "11:30")
    assert preview.registration_deadline == london(date(2026, 10, 8), "17:00")
    assert preview.room_seats == 24
    assert {(each.kind, each.who) for each in preview.conflicts} == {
        ("room", "Main Hall"),
        ("staff", "Kim Park"),
    }
    assert {each.session for each in preview.conflicts} == {other.name}


def test_what_ends_as_the_other_begins_is_no_conflict(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    room = centre.room()
    centre.exam(theory, OCTOBER_25, "10:00", room_id=room)
    preview = centre.workspace.run(
        exam_sessions.preview_exam_session,
        exam_template_id=theory,
        day=OCTOBER_25,
        start=time(11, 0),
        delivery_method=DeliveryMethod.IN_PERSON,
        room_id=room,
    )
    assert preview.conflicts == ()


def edit(centre: ExamCentre, session_id: Any, **values: Any) -> Any:
    unchanged = {
        "name": "Autumn makeup",
        "max_capacity": 12,
        "room_id": None,
        "location": None,
        "booking_enabled": True,
        "registration_deadline": None,
        "invigilator_ids": (),
    }
    arguments = {"exam_session_id": session_id, **unchanged, **values}
    return centre.workspace.call(exam_sessions.edit_exam_session, **arguments)


def test_editing_gives_place_seats_booking_and_invigilators(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    made = centre.exam(theory, OCTOBER_25)
    room, kim, lee = centre.room(), centre.person("Kim Park"), centre.person("Lee Jones")
    edited = edit(
        centre,
        made.id,
        max_capacity=8,
        room_id=room,
        location=" Second floor ",
        booking_enabled=False,
        invigilator_ids=(lee, kim),
    )
    assert (edited.name, edited.max_capacity) == ("Autumn makeup", 8)
    assert (edited.room_name, edited.location) == ("Main Hall", "Second floor")
    assert not edited.booking_enabled
    assert [person.name for person in edited.invigilators] == ["Kim Park", "Lee Jones"]
    fewer = edit(centre, made.id, invigilator_ids=(lee,))
    assert [person.name for person in fewer.invigilators] == ["Lee Jones"]
    assert fewer.registration_deadline == made.registration_deadline


def test_seats_that_are_taken_stay(centre: ExamCentre) -> None:
    made = centre.exam(centre.offering()[ExamType.THEORY], OCTOBER_25)
    centre.register(made.id, centre.candidate("Ana Silva"), centre.candidate("Ben Okoro"))
    with pytest.raises(DomainError) as refused:
        edit(centre, made.id, max_capacity=1)
    assert refused.value.code == "CAPACITY_BELOW_ENROLMENT"
    assert refused.value.parameters == {"field": "max_capacity", "taken": 2}
    assert edit(centre, made.id, max_capacity=2).max_capacity == 2


def test_booking_can_be_switched_off_and_on(centre: ExamCentre) -> None:
    made = centre.exam(centre.offering()[ExamType.THEORY], OCTOBER_25)
    switch = exam_sessions.set_booking
    off = centre.workspace.call(switch, exam_session_id=made.id, booking_enabled=False)
    on = centre.workspace.call(switch, exam_session_id=made.id, booking_enabled=True)
    assert (off.booking_enabled, on) == (False, made)


def test_invigilators_of_a_session_are_exactly_those_assigned(centre: ExamCentre) -> None:
    made = centre.exam(centre.offering()[ExamType.THEORY], OCTOBER_25)
    kim, lee = centre.person("Kim Park"), centre.person("Lee Jones")
    assign = exam_sessions.assign_invigilators
    centre.workspace.call(assign, exam_session_id=made.id, staff_ids=(kim,))
    after = centre.workspace.call(assign, exam_session_id=made.id, staff_ids=(lee, kim))
    assert [person.name for person in after.invigilators] == ["Kim Park", "Lee Jones"]


def test_creating_is_undone_as_long_as_nobody_was_registered(centre: ExamCentre) -> None:
    theory = centre.offering()[ExamType.THEORY]
    made = centre.exam(theory, OCTOBER_25, invigilator_ids=(centre.person(),))
    centre.workspace.call(exam_sessions.remove_exam_session, exam_session_id=made.id)
    gone = refusal(centre, exam_sessions.set_booking, exam_session_id=made.id, booking_enabled=True)
    assert gone.code == "NOT_FOUND"
    booked = centre.exam(theory, OCTOBER_25)
    centre.register(booked.id, centre.candidate("Ana Silva"), status="cancelled")
    kept = refusal(centre, exam_sessions.remove_exam_session, exam_session_id=booked.id)
    assert kept.code == "SESSION_HAS_REGISTRATIONS"


def test_schedulable_exams_are_the_active_ones_by_level(centre: ExamCentre) -> None:
    centre.offering(level=3)
    centre.offering(1, CourseFormat.ONLINE)
    found = centre.workspace.run(exam_sessions.schedulable_exams)
    assert [(each.level, each.exam_type, each.can_schedule_independently) for each in found] == [
        (1, ExamType.COMBINED, True),
        (3, ExamType.THEORY, False),
        (3, ExamType.TASTING, False),
    ]
