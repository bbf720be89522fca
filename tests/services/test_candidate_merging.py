"""Two records of one person: made one, found by either name, and taken apart again."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.courses import enrol_in, level_3_course, make_offering, schedule
from tests.helpers.hostile_names import HOSTILE_NAMES
from tests.helpers.replay import Rows, replay, rows_of
from tests.helpers.stores import sqlite_store
from wset_desk.domain.candidate_merging import Pick
from wset_desk.domain.candidates import CandidateValues
from wset_desk.domain.catalogue import CourseFormat
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_people import PersonValues
from wset_desk.services.audit import record_history
from wset_desk.services.candidate_merging import (
    Merged,
    MergePreview,
    merge_candidates,
    preview_merge,
    undo_merge,
)
from wset_desk.services.candidates import (
    CandidateProfile,
    add_candidate,
    candidate,
    edit_candidate,
    find_candidates,
    remove_candidate,
)
from wset_desk.services.enrollments import enrol_online, unenrol
from wset_desk.services.records.people import People
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    Candidate,
    CertificateEntitlement,
    LedgerEntry,
    WaitingListEntry,
)
from wset_desk.system.clock import FixedClock

NUMBERS = count(1)


@dataclass(frozen=True)
class Pair:
    """Ana Silva, who was taken up once more as Ana Sousa after she had married."""

    kept: UUID
    merged: UUID


@pytest.fixture
def pair(workspace: Workspace) -> Pair:
    kept = add(workspace, "Ana", "Silva", candidate_number="W1", email="ana@example.org")
    merged = add(
        workspace, "Ana", "Sousa", candidate_number="W2", phone="+44 20", extra_time_percent=25
    )
    return Pair(kept, merged)


def add(workspace: Workspace, first: str, last: str, **values: object) -> UUID:
    return workspace.call(add_candidate, first_name=first, last_name=last, **values).id


def preview(workspace: Workspace, pair: Pair) -> MergePreview:
    return workspace.run(preview_merge, kept_id=pair.kept, merged_id=pair.merged)


def merge(workspace: Workspace, pair: Pair, **choices: Pick) -> Merged:
    chosen = {"candidate_number": Pick.KEPT, **choices}
    return workspace.call(
        merge_candidates, kept_id=pair.kept, merged_id=pair.merged, choices=chosen
    )


def profile(workspace: Workspace, candidate_id: UUID) -> CandidateProfile:
    return workspace.run(candidate, candidate_id=candidate_id)


def found(workspace: Workspace, text: str) -> list[str]:
    return [row.name for row in workspace.run(find_candidates, text=text).rows]


def codes(workspace: Workspace, pair: Pair) -> list[str]:
    return [each.code for each in preview(workspace, pair).obstacles]


def refusal(workspace: Workspace, pair: Pair, **choices: Pick) -> DomainError:
    with pytest.raises(DomainError) as refused:
        merge(workspace, pair, **choices)
    return refused.value


def write(workspace: Workspace, row: Any) -> None:
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.add(row)
        uow.commit()


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


def test_a_record_that_stands_for_another_is_not_removed(workspace: Workspace, pair: Pair) -> None:
    made = merge(workspace, pair)
    with pytest.raises(DomainError) as refused:
        workspace.call(remove_candidate, candidate_id=pair.kept)
    assert refused.value.code == "CANDIDATE_STANDS_FOR_ANOTHER"
    workspace.call(undo_merge, merge_id=made.merge_id)
    workspace.call(remove_candidate, candidate_id=pair.kept)


def test_the_outbox_tells_merges_and_their_undoing(
    desk: Workspace, tmp_path: Path, sqlite_template: Path, clock: FixedClock
) -> None:
    twins = [add(desk, "Ana", last, candidate_number=last) for last in ("Silva", "Sousa", "Costa")]
    enrol_in(desk, level_3_course(desk).id, twins[1])
    merge(desk, Pair(twins[0], twins[1]))
    undone = merge(desk, Pair(twins[0], twins[2]), candidate_number=Pick.MERGED)
    desk.call(undo_merge, merge_id=undone.merge_id)
    target = sqlite_store(tmp_path / "copy.db", sqlite_template, clock)
    replay(desk.store, target, desk.actor)
    assert rows_of(target) == rows_of(desk.store)
    target.close()


def test_undoing_gives_each_record_its_own_back(workspace: Workspace, pair: Pair) -> None:
    enrol_in(workspace, level_3_course(workspace).id, pair.merged)
    before = rows_of(workspace.store)
    made = merge(workspace, pair, last_name=Pick.MERGED, candidate_number=Pick.MERGED)
    assert workspace.call(undo_merge, merge_id=made.merge_id).name == "Ana Silva"
    assert without_merges(rows_of(workspace.store)) == without_merges(before)
    assert found(workspace, "sousa") == ["Ana Sousa"]
    with pytest.raises(DomainError) as refused:
        workspace.call(undo_merge, merge_id=made.merge_id)
    assert refused.value.code == "MERGE_UNDONE_ALREADY"
    assert merge(workspace, pair).merge_id != made.merge_id


def without_merges(rows: Rows) -> Rows:
    return {name: each for name, each in rows.items() if name != "candidate_merges"}


def test_what_was_paid_since_keeps_the_records_together(workspace: Workspace, pair: Pair) -> None:
    enrolled = enrol_in(workspace, level_3_course(workspace).id, pair.merged)
    made = merge(workspace, pair)
    write(
        workspace,
        LedgerEntry(
            candidate_id=pair.kept,
            exam_registration_id=enrolled.registration_ids[0],
            kind="payment",
            amount=Decimal("10.00"),
            currency="GBP",
        ),
    )
    with pytest.raises(DomainError) as refused:
        workspace.call(undo_merge, merge_id=made.merge_id)
    assert refused.value.code == "MERGE_BUILT_UPON"


def test_what_is_new_on_the_kept_record_stays_there(workspace: Workspace, pair: Pair) -> None:
    made = merge(workspace, pair)
    course = level_3_course(workspace)
    enrol_in(workspace, course.id, pair.kept)
    values = replace(profile(workspace, pair.kept).detail.values, address="1 High Street")
    workspace.call(edit_candidate, candidate_id=pair.kept, values=values)
    workspace.call(undo_merge, merge_id=made.merge_id)
    kept = profile(workspace, pair.kept)
    assert len(kept.enrolments) == 1
    assert (kept.detail.values.address, kept.detail.values.phone) == ("1 High Street", None)


def test_a_field_edited_since_keeps_the_records_together(workspace: Workspace, pair: Pair) -> None:
    made = merge(workspace, pair, last_name=Pick.MERGED)
    values = replace(profile(workspace, pair.kept).detail.values, last_name="Sousa Silva")
    workspace.call(edit_candidate, candidate_id=pair.kept, values=values)
    with pytest.raises(DomainError) as refused:
        workspace.call(undo_merge, merge_id=made.merge_id)
    assert refused.value.code == "CANDIDATE_CHANGED_SINCE"


@pytest.mark.parametrize("pick", [Pick.KEPT, Pick.MERGED])
def test_a_number_taken_since_is_not_given_back(
    workspace: Workspace, pair: Pair, pick: Pick
) -> None:
    made = merge(workspace, pair, candidate_number=pick)
    free = {Pick.KEPT: "W2", Pick.MERGED: "W1"}[pick]
    ben = add(workspace, "Ben", "Moor", candidate_number=free)
    with pytest.raises(DomainError) as refused:
        workspace.call(undo_merge, merge_id=made.merge_id)
    assert refused.value.code == "CANDIDATE_NUMBER_TAKEN"
    assert refused.value.parameters["name"] == "Ben Moor"
    workspace.call(remove_candidate, candidate_id=ben)
    workspace.call(undo_merge, merge_id=made.merge_id)


def test_the_merged_number_typed_into_the_kept_record_is_not_given_away(
    workspace: Workspace, pair: Pair
) -> None:
    made = merge(workspace, pair)
    values = replace(profile(workspace, pair.kept).detail.values, candidate_number="w 2")
    workspace.call(edit_candidate, candidate_id=pair.kept, values=values)
    with pytest.raises(DomainError) as refused:
        workspace.call(undo_merge, merge_id=made.merge_id)
    assert refused.value.code == "CANDIDATE_NUMBER_TAKEN"


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


TEXTS = st.sampled_from([None, "", "a@example.org", "b@example.org"])
PICKS = st.sampled_from([Pick.KEPT, Pick.MERGED])
PERSON = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(["Ana", "Zoë", "محمد"]),
        "last_name": st.sampled_from(["Silva", "O’Connor", "李"]),
        "email": TEXTS,
        "birth_date": st.sampled_from([None, date(1990, 1, 1), date(1991, 2, 2)]),
        "extra_time_percent": st.sampled_from([0, 25, 50]),
        "notes": st.sampled_from([None, "one", "two"]),
        "time_zone": st.sampled_from([None, "Asia/Tokyo"]),
    }
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    people=st.tuples(PERSON, PERSON),
    numbered=st.tuples(st.booleans(), st.booleans()),
    seats=st.lists(st.sampled_from([None, 0, 1]), min_size=3, max_size=3),
    picks=st.fixed_dictionaries(
        dict.fromkeys(("first_name", "last_name", "candidate_number", "birth_date"), PICKS)
    ),
)
def test_undoing_a_merge_leaves_nothing_of_it(
    desk: Workspace,
    people: tuple[dict[str, Any], dict[str, Any]],
    numbered: tuple[bool, bool],
    seats: list[int | None],
    picks: dict[str, Pick],
) -> None:
    ids = [
        desk.call(
            add_candidate, **person, candidate_number=f"N{next(NUMBERS)}" if has_number else None
        ).id
        for person, has_number in zip(people, numbered, strict=True)
    ]
    for session_id, seat in zip(three_courses(desk), seats, strict=True):
        if seat is not None:
            enrol_in(desk, session_id, ids[seat])
    before = without_merges(rows_of(desk.store))
    made = desk.call(merge_candidates, kept_id=ids[0], merged_id=ids[1], choices=picks)
    assert len(desk.run(candidate, candidate_id=ids[1]).enrolments) == 3 - seats.count(None)
    desk.call(undo_merge, merge_id=made.merge_id)
    assert without_merges(rows_of(desk.store)) == before


def three_courses(desk: Workspace) -> list[UUID]:
    """On two days: the papers of the second and the third course are on the same one."""
    level_3 = level_3_course(desk)
    level_2 = make_offering(desk, 2)
    days = (date(2026, 9, 20), date(2026, 9, 26))
    return [level_3.id, *(schedule(desk, level_2, day).id for day in days)]


def test_a_merged_record_cannot_be_merged_again(workspace: Workspace, pair: Pair) -> None:
    merge(workspace, pair)
    third = add(workspace, "Anna", "Costa")
    assert refusal(workspace, Pair(third, pair.merged)).code == "NOT_FOUND"
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        assert uow.get(Candidate, pair.kept).search_text.startswith("silva")
