"""Two merged records taken apart again, as long as nothing was built upon them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.courses import enrol_in, level_3_course, make_offering, schedule
from tests.helpers.replay import Rows, replay, rows_of
from tests.helpers.stores import sqlite_store
from tests.helpers.twins import Pair, add, found, merge, profile, recorded_twice, write
from wset_desk.domain.candidate_merging import Pick
from wset_desk.domain.errors import DomainError
from wset_desk.services.candidate_merging import (
    merge_candidates,
    undo_merge,
)
from wset_desk.services.candidates import (
    add_candidate,
    candidate,
    edit_candidate,
    remove_candidate,
)
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    LedgerEntry,
)
from wset_desk.system.clock import FixedClock

NUMBERS = count(1)


@pytest.fixture
def pair(workspace: Workspace) -> Pair:
    return recorded_twice(workspace)


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
