"""A course session and its bundled exams are one thing (rule 5; scenarios A1 and B1)."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tests.helpers.courses import (
    LEVEL_2_DAYS,
    course_days,
    enrol_in,
    level_2_course,
    level_3_course,
    local_times,
    make_candidates,
    make_offering,
    schedule,
    shown,
)
from tests.helpers.stores import PASSWORDS
from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, ExamType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Role
from wset_desk.services.course_sessions import (
    create_course_session,
    edit_course_session,
    list_course_sessions,
    preview_course_session,
    remove_course_session,
)
from wset_desk.services.rooms import add_room
from wset_desk.services.staff import add_staff
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamTemplate


def test_a_level_2_course_gets_one_exam_that_ends_with_its_last_day(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    (exam,) = course.exams
    assert local_times(exam, workspace) == ("2026-09-06 15:30", "2026-09-06 16:30")
    assert exam.starts_at == datetime(2026, 9, 6, 14, 30, tzinfo=UTC)
    assert exam.name == "Level 2 Theory Exam, 6 Sept 2026"
    assert (exam.max_capacity, exam.current_enrollment) == (12, 0)
    assert exam.delivery_method is DeliveryMethod.IN_PERSON


def test_every_bundled_exam_carries_a_deadline(workspace: Workspace) -> None:
    # 12 working days before Sunday 6 September, of which Monday 31 August isn't one
    (exam,) = level_2_course(workspace).exams
    assert exam.registration_deadline == datetime(2026, 8, 19, 16, 0, tzinfo=UTC)


def test_level_3_sits_theory_then_tasting_with_a_break_between(workspace: Workspace) -> None:
    theory, tasting = level_3_course(workspace).exams
    assert (theory.exam_type, tasting.exam_type) == (ExamType.THEORY, ExamType.TASTING)
    assert local_times(theory, workspace) == ("2026-09-20 09:30", "2026-09-20 11:30")
    assert local_times(tasting, workspace) == ("2026-09-20 12:15", "2026-09-20 13:45")
    assert [exam.max_capacity for exam in (theory, tasting)] == [8, 8]


def test_level_1_is_sat_on_the_first_course_day(workspace: Workspace) -> None:
    course = schedule(workspace, make_offering(workspace, 1), *LEVEL_2_DAYS)
    (exam,) = course.exams
    assert local_times(exam, workspace) == ("2026-09-05 15:45", "2026-09-05 16:30")


def test_the_wset_profile_makes_a_shorter_tasting(workspace: Workspace) -> None:
    offering = make_offering(workspace, 3, rule_profile="WSET")
    course = schedule(workspace, offering, date(2026, 9, 20), end=time(17, 0))
    _, tasting = course.exams
    assert local_times(tasting, workspace) == ("2026-09-20 12:15", "2026-09-20 12:45")
    assert [exam.max_score for exam in course.exams] == [150, 41]


def test_the_exams_take_over_the_place(workspace: Workspace) -> None:
    room = workspace.call(add_room, name="Cellar", seats=16)
    course = workspace.call(
        create_course_session,
        offering_id=make_offering(workspace, 3).id,
        days=course_days(date(2026, 9, 20)),
        max_capacity=8,
        room_id=room.id,
        location="12 Park Street",
    )
    assert {exam.place for exam in course.exams} == {"Cellar, 12 Park Street"} == {course.place}


def separate_theory(workspace: Workspace) -> tuple[Any, Any]:
    """A level 3 offering whose theory paper is on a day of its own."""
    offering = make_offering(workspace, 3)
    theory = offering.templates[0].id
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.get(ExamTemplate, theory).bundled_timing = "separate_day"
        uow.commit()
    return offering, theory


def test_a_paper_on_a_separate_day_needs_its_date(workspace: Workspace) -> None:
    offering, theory = separate_theory(workspace)
    with pytest.raises(DomainError) as refused:
        schedule(workspace, offering, date(2026, 9, 20))
    assert refused.value.code == "SEPARATE_DATE_MISSING"
    course = workspace.call(
        create_course_session,
        offering_id=offering.id,
        days=course_days(date(2026, 9, 20)),
        max_capacity=8,
        separate_dates={theory: datetime(2026, 11, 2, 10, 0)},  # noqa: DTZ001
    )
    tasting, separate = course.exams
    assert local_times(tasting, workspace)[1] == "2026-09-20 16:30"
    assert separate.starts_at == datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def test_two_papers_at_the_same_time_are_refused(workspace: Workspace) -> None:
    offering, theory = separate_theory(workspace)
    with pytest.raises(DomainError) as refused:
        workspace.call(
            create_course_session,
            offering_id=offering.id,
            days=course_days(date(2026, 9, 20)),
            max_capacity=8,
            separate_dates={theory: datetime(2026, 9, 20, 15, 0)},  # noqa: DTZ001
        )
    assert refused.value.code == "PAPERS_OVERLAP"
    assert workspace.run(list_course_sessions) == ()


def test_times_are_those_of_the_centre_on_the_day_the_clocks_go_back(workspace: Workspace) -> None:
    course = schedule(
        workspace, make_offering(workspace, 2), date(2026, 10, 24), date(2026, 10, 25)
    )
    first, last = course.days
    assert first.starts_at == datetime(2026, 10, 24, 8, 30, tzinfo=UTC)
    assert last.starts_at == datetime(2026, 10, 25, 9, 30, tzinfo=UTC)
    assert course.exams[0].starts_at == datetime(2026, 10, 25, 15, 30, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_refused(workspace: Workspace) -> None:
    with pytest.raises(DomainError) as refused:
        workspace.call(
            create_course_session,
            offering_id=make_offering(workspace, 2).id,
            days=course_days(date(2026, 3, 29), start=time(1, 30)),
            max_capacity=8,
        )
    assert refused.value.code == "LOCAL_TIME_DOES_NOT_EXIST"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"max_capacity": 0}, "SEATS_BELOW_ONE"),
        ({"days": ()}, "COURSE_DAYS_MISSING"),
        (
            {"days": course_days(date(2026, 9, 5), start=time(17), end=time(9))},
            "COURSE_DAY_ENDS_BEFORE_START",
        ),
        ({"days": course_days(date(2026, 9, 5), date(2026, 9, 5))}, "COURSE_DAYS_OVERLAP"),
        (
            {"days": course_days(date(2026, 9, 5), start=time(9), end=time(9, 30))},
            "PAPERS_DO_NOT_FIT",
        ),
    ],
)
def test_what_makes_no_course_session_is_refused(
    workspace: Workspace, values: dict[str, Any], code: str
) -> None:
    arguments = {
        "offering_id": make_offering(workspace, 2).id,
        "days": course_days(date(2026, 9, 5)),
        "max_capacity": 12,
        **values,
    }
    with pytest.raises(DomainError) as refused:
        workspace.call(create_course_session, **arguments)
    assert refused.value.code == code
    assert workspace.run(list_course_sessions) == ()


def test_an_online_offering_has_no_dated_sessions(workspace: Workspace) -> None:
    online = make_offering(workspace, 1, course_format=CourseFormat.ONLINE)
    with pytest.raises(DomainError) as refused:
        schedule(workspace, online, date(2026, 9, 5))
    assert refused.value.code == "ONLINE_OFFERING_HAS_NO_SESSIONS"


def test_the_preview_shows_what_scheduling_then_makes(workspace: Workspace) -> None:
    offering = make_offering(workspace, 3)
    arguments = {
        "offering_id": offering.id,
        "days": course_days(date(2026, 9, 20)),
        "max_capacity": 8,
    }
    preview = workspace.run(preview_course_session, **arguments)
    made = workspace.call(create_course_session, **arguments)
    assert [(x.name, x.start, x.end, x.registration_deadline) for x in preview.exams] == [
        (x.name, x.starts_at, x.ends_at, x.registration_deadline) for x in made.exams
    ]
    assert preview.conflicts == ()
    assert preview.room_seats is None


def test_a_taken_room_a_busy_educator_and_too_few_seats_are_warnings(
    workspace: Workspace,
) -> None:
    offering = make_offering(workspace, 2)
    room = workspace.call(add_room, name="Cellar", seats=10).id
    lee = workspace.call(
        add_staff,
        name="Lee Educator",
        username="lee",
        password="a long password",
        roles=frozenset({Role.INVIGILATOR}),
        passwords=PASSWORDS,
    ).id
    arguments: dict[str, Any] = {
        "offering_id": offering.id,
        "days": course_days(date(2026, 9, 5)),
        "max_capacity": 12,
        "room_id": room,
        "educator_ids": (lee,),
    }
    workspace.call(create_course_session, **arguments)
    preview = workspace.run(preview_course_session, **arguments)
    assert {(each.who, each.session) for each in preview.conflicts} >= {
        ("Cellar", "Level 2 Wines"),
        ("Lee Educator", "Level 2 Wines"),
    }
    assert preview.room_seats == 10
    second = workspace.call(create_course_session, **arguments)
    assert {each.who for each in second.conflicts} == {"Cellar", "Lee Educator"}
    assert [each.name for each in second.educators] == ["Lee Educator"]


def test_the_list_is_filtered_by_text_level_period_and_status(workspace: Workspace) -> None:
    level_2 = level_2_course(workspace)
    level_3 = level_3_course(workspace)
    rows = workspace.run(list_course_sessions)
    assert [row.id for row in rows] == [level_2.id, level_3.id]
    assert rows[1].exam_dates == tuple(exam.starts_at for exam in level_3.exams)

    def found(**filters: Any) -> list[Any]:
        return [row.id for row in workspace.run(list_course_sessions, **filters)]

    assert found(text="WINES level 3") == [level_3.id]
    assert found(level=2) == [level_2.id]
    assert found(from_day=date(2026, 9, 6), to_day=date(2026, 9, 18)) == [level_2.id]
    assert found(from_day=date(2026, 9, 7)) == [level_3.id]


def test_bundled_exams_follow_a_change_of_seats_and_place(workspace: Workspace) -> None:
    course = level_3_course(workspace)
    room = workspace.call(add_room, name="Hall", seats=40)
    edited = workspace.call(
        edit_course_session,
        session_id=course.id,
        name="Autumn course",
        max_capacity=10,
        room_id=room.id,
    )
    assert edited.name == "Autumn course"
    assert [(exam.max_capacity, exam.place) for exam in edited.exams] == [(10, "Hall")] * 2


def test_there_are_never_fewer_seats_than_candidates(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    enrol_in(workspace, course.id, *make_candidates(workspace, 3))
    with pytest.raises(DomainError) as refused:
        workspace.call(edit_course_session, session_id=course.id, name="x", max_capacity=2)
    assert refused.value.code == "CAPACITY_BELOW_ENROLMENT"
    assert refused.value.parameters["taken"] == 3
    edited = workspace.call(edit_course_session, session_id=course.id, name="x", max_capacity=3)
    assert (edited.exams[0].max_capacity, edited.exams[0].current_enrollment) == (3, 3)


def test_a_new_course_session_can_be_taken_back_as_long_as_nobody_is_in_it(
    workspace: Workspace,
) -> None:
    course = level_3_course(workspace)
    workspace.call(remove_course_session, session_id=course.id)
    assert workspace.run(list_course_sessions) == ()
    second = level_2_course(workspace)
    enrol_in(workspace, second.id, *make_candidates(workspace, 1))
    with pytest.raises(DomainError) as refused:
        workspace.call(remove_course_session, session_id=second.id)
    assert refused.value.code == "COURSE_SESSION_IN_USE"
    assert shown(workspace, second.id).enrolled == 1
