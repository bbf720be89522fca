"""Candidates: added, edited, found in any spelling, and shown with all their exams."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from tests.helpers.courses import enrol_in, level_2_course, level_3_course, make_offering
from tests.helpers.marking import exam_day
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.errors import DomainError
from wset_desk.services.candidates import (
    CandidateProfile,
    CandidateSort,
    add_candidate,
    candidate,
    edit_candidate,
    find_candidates,
    possible_duplicates,
    remove_candidate,
)
from wset_desk.services.enrollments import enrol_online
from wset_desk.services.results import set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration
from wset_desk.system.clock import FixedClock


def add(workspace: Workspace, first: str = "Ana", last: str = "Silva", **values: object) -> UUID:
    added = workspace.call(add_candidate, first_name=first, last_name=last, **values)
    return added.id


def profile(workspace: Workspace, candidate_id: UUID) -> CandidateProfile:
    return workspace.run(candidate, candidate_id=candidate_id)


def names(workspace: Workspace, text: str = "", **options: object) -> list[str]:
    page = workspace.run(find_candidates, text=text, **options)
    return [row.name for row in page.rows]


def test_a_candidate_is_kept_as_entered(workspace: Workspace) -> None:
    entered = CandidateValues(
        first_name="Zoë",
        last_name="O’Connor",
        candidate_number="W104 218",
        birth_date=date(1990, 9, 5),
        email="zoe@example.org",
        phone="+44 20 7946 0000",
        address="1 High Street\nLondon",
        time_zone="America/New_York",
        extra_time_percent=25,
        rest_breaks=True,
        large_text=True,
        adjustment_notes="Quiet room",
        notes="Prefers mornings",
    )
    fields = {name: getattr(entered, name) for name in CandidateValues.__dataclass_fields__}
    added = workspace.call(add_candidate, **fields)
    assert added.name == "Zoë O’Connor"
    assert profile(workspace, added.id).detail.values == entered


def test_a_number_belongs_to_one_candidate(workspace: Workspace) -> None:
    ana = add(workspace, candidate_number="W104 218")
    with pytest.raises(DomainError) as refused:
        add(workspace, "Ben", "Moor", candidate_number="w104218")
    assert refused.value.code == "CANDIDATE_NUMBER_TAKEN"
    assert refused.value.parameters["name"] == "Ana Silva"
    assert refused.value.parameters["field"] == "candidate_number"
    kept = profile(workspace, ana).detail.values
    edited = workspace.call(edit_candidate, candidate_id=ana, values=replace(kept, phone="1"))
    assert edited.values.candidate_number == "W104 218"


def test_what_is_wrong_is_refused_at_its_field(workspace: Workspace) -> None:
    with pytest.raises(DomainError) as refused:
        add(workspace, email="ana")
    assert (refused.value.code, refused.value.parameters["field"]) == (
        "EMAIL_NOT_PLAUSIBLE",
        "email",
    )
    assert names(workspace) == []


def test_a_time_zone_is_one_that_there_is(workspace: Workspace) -> None:
    ana = add(workspace)
    values = profile(workspace, ana).detail.values
    assert values.time_zone is None
    with pytest.raises(DomainError) as refused:
        zone = replace(values, time_zone="Mars/Base")
        workspace.call(edit_candidate, candidate_id=ana, values=zone)
    assert refused.value.code == "TIME_ZONE_UNKNOWN"
    assert refused.value.parameters["field"] == "time_zone"


def test_an_edit_is_undone_with_the_values_from_before(workspace: Workspace) -> None:
    ana = add(workspace)
    before = profile(workspace, ana).detail.values
    after = replace(before, last_name="Sousa", email="ana@example.org")
    workspace.call(edit_candidate, candidate_id=ana, values=after)
    assert names(workspace, "sousa") == ["Ana Sousa"]
    workspace.call(edit_candidate, candidate_id=ana, values=before)
    assert profile(workspace, ana).detail.values == before
    assert names(workspace, "sousa") == []


def test_a_candidate_without_exams_can_be_removed_again(workspace: Workspace) -> None:
    ana = add(workspace, candidate_number="W1")
    workspace.call(remove_candidate, candidate_id=ana)
    assert names(workspace) == []
    add(workspace, "Ben", "Moor", candidate_number="W1")


def test_a_candidate_who_is_enrolled_stays(workspace: Workspace) -> None:
    ana = add(workspace)
    enrol_in(workspace, level_2_course(workspace).id, ana)
    with pytest.raises(DomainError) as refused:
        workspace.call(remove_candidate, candidate_id=ana)
    assert refused.value.code == "CANDIDATE_HAS_HISTORY"
    assert names(workspace) == ["Ana Silva"]


@pytest.mark.parametrize(
    "text",
    [
        *("zoe", "ZOË", "oconnor", "O'Connor", "connor zoe", "zoë o’c", "w104 218", "W104218"),
        *("zoe@example", "  zoe  218 "),
    ],
)
def test_any_spelling_finds(workspace: Workspace, text: str) -> None:
    add(workspace, "Zoë", "O’Connor", candidate_number="W104 218", email="zoe@example.org")
    add(workspace, "Ben", "Moor", candidate_number="W104 377")
    assert names(workspace, text) == ["Zoë O’Connor"]


@pytest.mark.parametrize("text", ["zoe moor", "%", "_", "\\", "999"])
def test_every_word_must_be_found(workspace: Workspace, text: str) -> None:
    add(workspace, "Zoë", "O’Connor", candidate_number="W104 218")
    add(workspace, "Ben", "Moor")
    assert names(workspace, text) == []


def test_lists_are_in_order_of_last_names_and_come_in_pages(workspace: Workspace) -> None:
    for first, last in (("Ana", "Zander"), ("Émile", "Éclair"), ("Ben", "Eastman"), ("Al", "Fox")):
        add(workspace, first, last)
    assert names(workspace) == ["Ben Eastman", "Émile Éclair", "Al Fox", "Ana Zander"]
    assert names(workspace, descending=True)[0] == "Ana Zander"
    page = workspace.run(find_candidates, limit=2, offset=1)
    assert [row.name for row in page.rows] == ["Émile Éclair", "Al Fox"]
    assert page.total == 4


def test_those_without_what_is_sorted_by_come_last(workspace: Workspace) -> None:
    add(workspace, "Ana", "Zander", candidate_number="w1", email="B@example.org")
    add(workspace, "Ben", "Moor")
    add(workspace, "Cy", "Abel", candidate_number="W2", email="a@example.org")
    by_number = names(workspace, sort=CandidateSort.NUMBER)
    assert by_number == ["Ana Zander", "Cy Abel", "Ben Moor"]
    assert names(workspace, sort=CandidateSort.NUMBER, descending=True)[-1] == "Ben Moor"
    assert names(workspace, sort=CandidateSort.EMAIL) == ["Cy Abel", "Ana Zander", "Ben Moor"]


def test_the_last_exam_is_the_newest_that_has_begun(
    workspace: Workspace, clock: FixedClock
) -> None:
    day = exam_day(workspace, candidates=2)
    add(workspace, "Ben", "Aaron")
    assert all(row.last_exam is None for row in workspace.run(find_candidates).rows)
    clock.instant = datetime(2026, 9, 7, tzinfo=UTC)
    newest = workspace.run(find_candidates, sort=CandidateSort.LAST_EXAM).rows
    assert [row.last_exam.level if row.last_exam else None for row in newest] == [2, 2, None]
    assert newest[0].last_exam is not None
    assert newest[0].last_exam.name == "Level 2 Theory Exam"
    assert len(day.registrations) == 1


def test_possible_duplicates_have_the_name_and_no_other_birth_date(workspace: Workspace) -> None:
    same = add(workspace, "Ana", "Silva", birth_date=date(1990, 9, 5))
    unknown = add(workspace, "ANA", "Silvá")
    add(workspace, "Ana", "Silva", birth_date=date(1971, 1, 1))
    add(workspace, "Ana", "Silva-Costa", birth_date=date(1990, 9, 5))
    found = workspace.run(
        possible_duplicates, first_name="ana", last_name="silva", birth_date=date(1990, 9, 5)
    )
    assert {row.id for row in found} == {same, unknown}


def test_extra_time_moves_the_candidates_own_times(workspace: Workspace) -> None:
    ana = add(workspace)
    enrol_in(workspace, level_3_course(workspace).id, ana)
    values = profile(workspace, ana).detail.values
    workspace.call(edit_candidate, candidate_id=ana, values=replace(values, extra_time_percent=25))
    ends = [sitting.ends_at for sitting in profile(workspace, ana).upcoming]
    assert ends == [
        datetime(2026, 9, 20, 11, 0, tzinfo=UTC),
        datetime(2026, 9, 20, 13, 8, tzinfo=UTC),
    ]
    workspace.call(edit_candidate, candidate_id=ana, values=values)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        for sitting in profile(workspace, ana).upcoming:
            assert uow.get(ExamRegistration, sitting.registration_id).ends_at is None


def test_the_profile_tells_upcoming_exams_from_those_that_were(
    workspace: Workspace, clock: FixedClock
) -> None:
    ana = add(workspace)
    enrol_in(workspace, level_3_course(workspace).id, ana)
    before = profile(workspace, ana)
    assert [sitting.exam_type for sitting in before.upcoming] == ["theory", "tasting"]
    assert before.history == ()
    clock.instant = datetime(2026, 9, 21, tzinfo=UTC)
    after = profile(workspace, ana)
    assert after.upcoming == ()
    assert [sitting.exam_type for sitting in after.history] == ["tasting", "theory"]


def test_the_history_has_each_papers_mark(workspace: Workspace, clock: FixedClock) -> None:
    day = exam_day(workspace, level=3, candidates=1)
    clock.instant = datetime(2026, 9, 7, tzinfo=UTC)
    workspace.call(set_marks, marks=(day.mark(1, "54.99"), day.mark(1, "83", of="tasting")))
    (row,) = workspace.run(find_candidates).rows
    marks = {
        sitting.exam_type: (str(mark.score), str(mark.percentage), mark.passed, sitting.passed)
        for sitting in profile(workspace, row.id).history
        for mark in sitting.marks
    }
    assert marks == {
        "theory": ("54.99", "54.99", False, False),
        "tasting": ("83.00", "83.00", True, True),
    }


def test_enrolments_are_dated_or_have_a_window(workspace: Workspace) -> None:
    ana = add(workspace)
    course = level_2_course(workspace)
    online = make_offering(workspace, 1, course_format=CourseFormat.ONLINE)
    enrol_in(workspace, course.id, ana)
    workspace.call(
        enrol_online, offering_id=online.id, candidate_id=ana, start_date=date(2026, 8, 3)
    )
    by_format = {row.course_format: row for row in profile(workspace, ana).enrolments}
    assert by_format["in_person"].course_session_id == course.id
    assert by_format["in_person"].starts_on == date(2026, 9, 5)
    assert by_format["online"].window_ends_on == date(2027, 8, 3)


def test_nobody_is_found_who_is_not_there(workspace: Workspace) -> None:
    with pytest.raises(DomainError) as refused:
        profile(workspace, workspace.actor.device_id)
    assert refused.value.code == "NOT_FOUND"
