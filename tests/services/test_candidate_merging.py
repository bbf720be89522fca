"""Two records of one person made one: what goes over, what is found, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.helpers.courses import enrol_in, level_3_course, make_offering, schedule
from tests.helpers.hostile_names import HOSTILE_NAMES
from tests.helpers.twins import (
    Pair,
    add,
    codes,
    found,
    merge,
    preview,
    profile,
    recorded_twice,
    refusal,
    write,
)
from wset_desk.domain.candidate_merging import Pick
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_people import PersonValues
from wset_desk.services.audit import record_history
from wset_desk.services.candidate_merging import (
    merge_candidates,
    undo_merge,
)
from wset_desk.services.candidates import (
    edit_candidate,
    remove_candidate,
)
from wset_desk.services.enrollments import enrol_online, unenrol
from wset_desk.services.records.people import People
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    Candidate,
    CertificateEntitlement,
    WaitingListEntry,
)
from wset_desk.system.clock import FixedClock


@pytest.fixture
def pair(workspace: Workspace) -> Pair:
    return recorded_twice(workspace)


def test_the_preview_has_both_side_by_side(workspace: Workspace, pair: Pair) -> None:
    enrol_in(workspace, level_3_course(workspace).id, pair.merged)
    shown = preview(workspace, pair)
    fields = {each.name: each for each in shown.fields}
    assert (shown.kept_name, shown.merged_name) == ("Ana Silva", "Ana Sousa")
    assert (fields["last_name"].kept, fields["last_name"].merged) == ("Silva", "Sousa")
    assert fields["last_name"].proposed is Pick.KEPT
    assert fields["candidate_number"].proposed is None
    assert fields["phone"].proposed is Pick.MERGED
    assert fields["extra_time_percent"].proposed is Pick.MERGED
    assert not fields["first_name"].differs
    assert {each.entity: each.count for each in shown.goes_over} == {
        "course_enrollments": 1,
        "exam_registrations": 2,
    }
    assert shown.obstacles == ()


def test_everything_goes_over_and_nothing_is_lost(workspace: Workspace, pair: Pair) -> None:
    course = level_3_course(workspace)
    enrol_in(workspace, course.id, pair.merged)
    merge(workspace, pair, last_name=Pick.MERGED)
    kept = profile(workspace, pair.kept)
    assert kept.detail.values == CandidateValues(
        first_name="Ana",
        last_name="Sousa",
        candidate_number="W1",
        email="ana@example.org",
        phone="+44 20",
        extra_time_percent=25,
    )
    assert [each.course_session_id for each in kept.enrolments] == [course.id]
    theory, tasting = kept.upcoming
    assert theory.ends_at == datetime(2026, 9, 20, 11, 0, tzinfo=UTC)  # 120 min and 25 %
    assert tasting.starts_at >= theory.ends_at


def test_extra_time_of_the_other_record_moves_the_ends_of_exams(
    workspace: Workspace, pair: Pair
) -> None:
    enrol_in(workspace, level_3_course(workspace).id, pair.kept)
    before = profile(workspace, pair.kept).upcoming[0].ends_at
    made = merge(workspace, pair)
    after = profile(workspace, pair.kept).upcoming[0].ends_at
    assert before is not None and after is not None
    assert (after - before).seconds == 30 * 60
    workspace.call(undo_merge, merge_id=made.merge_id)
    assert profile(workspace, pair.kept).upcoming[0].ends_at == before


def test_the_merged_record_leads_to_the_kept_one(workspace: Workspace, pair: Pair) -> None:
    made = merge(workspace, pair)
    assert found(workspace, "") == ["Ana Silva"]
    assert found(workspace, "sousa") == found(workspace, "w2") == ["Ana Silva"]
    shown = profile(workspace, pair.merged)
    assert shown.detail.id == pair.kept
    (former,) = shown.former
    assert (former.last_name, former.candidate_number) == ("Sousa", "W2")
    assert (former.merge_id, former.undoable) == (made.merge_id, True)


def test_files_may_still_name_the_old_number(workspace: Workspace, pair: Pair) -> None:
    merge(workspace, pair)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        people = People(uow)
        for number in ("W1", "w 2"):
            assert people.find(PersonValues(candidate_number=number)).id == pair.kept


def test_the_name_that_was_given_up_is_found_too(workspace: Workspace, pair: Pair) -> None:
    merge(workspace, pair, last_name=Pick.MERGED, candidate_number=Pick.MERGED)
    assert found(workspace, "silva") == found(workspace, "w1") == ["Ana Sousa"]
    values = replace(profile(workspace, pair.kept).detail.values, phone=None)
    workspace.call(edit_candidate, candidate_id=pair.kept, values=values)
    assert found(workspace, "silva") == ["Ana Sousa"]


def test_merged_by_way_of_another(workspace: Workspace, pair: Pair) -> None:
    first = merge(workspace, pair)
    third = add(workspace, "Anna", "Costa", candidate_number="W3")
    second = merge(workspace, Pair(third, pair.kept))
    assert found(workspace, "sousa") == ["Anna Costa"]
    assert profile(workspace, pair.merged).detail.id == third
    assert [each.undoable for each in profile(workspace, third).former] == [True, False]
    with pytest.raises(DomainError) as refused:
        workspace.call(undo_merge, merge_id=first.merge_id)
    assert refused.value.code == "MERGED_ONCE_MORE"
    workspace.call(undo_merge, merge_id=second.merge_id)
    assert found(workspace, "sousa") == ["Ana Silva"]
    workspace.call(undo_merge, merge_id=first.merge_id)
    assert found(workspace, "sousa") == ["Ana Sousa"]


def test_two_numbers_need_a_choice(workspace: Workspace, pair: Pair) -> None:
    with pytest.raises(DomainError) as refused:
        workspace.call(merge_candidates, kept_id=pair.kept, merged_id=pair.merged, choices={})
    assert refused.value.code == "MERGE_CHOICE_MISSING"
    assert refused.value.parameters["field"] == "candidate_number"
    merge(workspace, pair, candidate_number=Pick.MERGED)
    assert profile(workspace, pair.kept).detail.values.candidate_number == "W2"
    add(workspace, "Ben", "Moor", candidate_number="W1")


def test_notes_stand_below_each_other(workspace: Workspace) -> None:
    pair = Pair(
        add(workspace, "Ana", "Silva", notes="Prefers mornings"),
        add(workspace, "Ana", "Silva", notes="Pays by invoice"),
    )
    merge(workspace, pair)
    values = profile(workspace, pair.kept).detail.values
    assert values.notes == "Prefers mornings\nPays by invoice"
    assert refusal_of_both(workspace).code == "MERGE_CHOICE_MISSING"


def refusal_of_both(workspace: Workspace) -> DomainError:
    names = Pair(add(workspace, "Eva", "Roth"), add(workspace, "Eve", "Roth"))
    return refusal(workspace, names, first_name=Pick.BOTH)


def test_one_record_is_not_two(workspace: Workspace, pair: Pair) -> None:
    assert refusal(workspace, Pair(pair.kept, pair.kept)).code == "MERGE_WITH_ITSELF"


def test_both_in_one_course_are_refused(workspace: Workspace, pair: Pair) -> None:
    course = level_3_course(workspace)
    enrolled = enrol_in(workspace, course.id, pair.kept, pair.merged)
    assert codes(workspace, pair) == ["MERGE_SAME_EXAM"] * 2 + ["MERGE_SAME_COURSE"]
    error = refusal(workspace, pair)
    assert error.code == "MERGE_SAME_EXAM"
    assert error.parameters == {"exam": "Level 3 Theory Exam", "day": date(2026, 9, 20)}
    workspace.call(unenrol, enrollment_id=enrolled.enrollment_ids[1])
    assert codes(workspace, pair) == []
    merge(workspace, pair)


def test_a_record_that_stands_for_another_is_not_removed(workspace: Workspace, pair: Pair) -> None:
    made = merge(workspace, pair)
    with pytest.raises(DomainError) as refused:
        workspace.call(remove_candidate, candidate_id=pair.kept)
    assert refused.value.code == "CANDIDATE_STANDS_FOR_ANOTHER"
    workspace.call(undo_merge, merge_id=made.merge_id)
    workspace.call(remove_candidate, candidate_id=pair.kept)


def test_the_audit_log_tells_of_it_in_the_kept_records_history(
    workspace: Workspace, pair: Pair, clock: FixedClock
) -> None:
    clock.instant = datetime(2026, 8, 2, tzinfo=UTC)
    merge(workspace, pair)
    history = workspace.run(record_history, entity="candidates", row_id=pair.kept)
    assert [past.act.key.action for past in history.acts] == [
        "candidate_merging.merge_candidates",
        *["candidates.add_candidate"] * 2,
    ]
    assert history.acts[0].act.subject.name.name == "Ana Silva"


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_of_every_script(workspace: Workspace, name: str) -> None:
    pair = Pair(add(workspace, "Ana", "Silva"), add(workspace, name, name))
    made = merge(workspace, pair)
    assert found(workspace, name) == ["Ana Silva"]
    workspace.call(undo_merge, merge_id=made.merge_id)
    assert found(workspace, name) == [f"{name} {name}"]


def test_a_merged_record_cannot_be_merged_again(workspace: Workspace, pair: Pair) -> None:
    merge(workspace, pair)
    third = add(workspace, "Anna", "Costa")
    assert refusal(workspace, Pair(third, pair.merged)).code == "NOT_FOUND"
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        assert uow.get(Candidate, pair.kept).search_text.startswith("silva")


def test_exams_at_the_same_time_are_of_two_people(workspace: Workspace, pair: Pair) -> None:
    offering = make_offering(workspace, 2)
    day = date(2026, 9, 6)
    for each in (pair.kept, pair.merged):
        enrol_in(workspace, schedule(workspace, offering, day).id, each)
    assert codes(workspace, pair) == ["MERGE_EXAMS_OVERLAP"]


def test_two_open_windows_of_one_course_are_refused(workspace: Workspace, pair: Pair) -> None:
    online = make_offering(workspace, 1, course_format=CourseFormat.ONLINE)
    for each, start in ((pair.kept, date(2026, 3, 2)), (pair.merged, date(2026, 8, 1))):
        workspace.call(enrol_online, offering_id=online.id, candidate_id=each, start_date=start)
    assert codes(workspace, pair) == ["MERGE_SAME_COURSE"]


def test_two_places_in_one_line_are_refused(workspace: Workspace, pair: Pair) -> None:
    course = level_3_course(workspace)
    other = schedule(workspace, make_offering(workspace, 2), date(2026, 9, 6))
    enrolments = {
        pair.kept: enrol_in(workspace, course.id, pair.kept),
        pair.merged: enrol_in(workspace, other.id, pair.merged),
    }
    for position, (candidate_id, enrolled) in enumerate(enrolments.items(), 1):
        write(
            workspace,
            WaitingListEntry(
                exam_session_id=course.exams[0].id,
                candidate_id=candidate_id,
                course_enrollment_id=enrolled.enrollment_ids[0],
                registration_type="makeup",
                position=position,
                joined_at=datetime(2026, 8, 1, tzinfo=UTC),
            ),
        )
    assert codes(workspace, pair) == ["MERGE_SAME_LINE"]


def test_what_the_server_wrote_stays_with_its_record(workspace: Workspace, pair: Pair) -> None:
    course_id = make_offering(workspace, 1).course_id
    write(
        workspace,
        CertificateEntitlement(player_id=pair.merged, course_id=course_id, source="PAID"),
    )
    assert codes(workspace, pair) == ["MERGE_WITH_CERTIFICATION"]
    turned = Pair(pair.merged, pair.kept)
    assert codes(workspace, turned) == []
