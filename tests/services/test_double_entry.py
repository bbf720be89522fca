"""Marks by two people: typed independently, settled where they agree, decided where they don't."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.helpers.double_entry import (
    EXAM_DAY,
    decides,
    switch,
    twice_typed_day,
    types,
    unsettled,
)
from tests.helpers.marking import ExamDay, invigilator
from tests.helpers.result_life import cell, confirm, officer, registration, standing, versions_of
from wset_desk.domain.catalogue import Component
from wset_desk.domain.double_entry import EntryStage
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import ResultState
from wset_desk.services.attendance import mark_no_show, undo_no_show
from wset_desk.services.attention import Attention, Concern
from wset_desk.services.marking.double_entry import (
    adopt_entries,
    drop_entries,
    restore_dropped,
    restore_entries,
)
from wset_desk.services.marking.progress import Typist, entry_progress
from wset_desk.services.result_history import result_history
from wset_desk.services.results import correct_marks, restore_marks
from wset_desk.services.results_to_mark import sessions_for_results
from wset_desk.services.today import today
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import MarkEntry
from wset_desk.system.clock import FixedClock


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    return twice_typed_day(workspace, clock)


@pytest.fixture
def bea(workspace: Workspace) -> Workspace:
    return officer(workspace)


@pytest.fixture
def cas(workspace: Workspace) -> Workspace:
    return officer(workspace, "Cas Third")


def entries(workspace: Workspace) -> list[MarkEntry]:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return list(uow.session.scalars(select(MarkEntry).order_by(MarkEntry.entered_at)))


def test_what_one_person_types_is_no_result(workspace: Workspace, day: ExamDay) -> None:
    outcome = types(workspace, day, 1, "71")
    shown = cell(workspace, day, 1)
    assert outcome.saved == ()
    assert [(each.old, each.new) for each in outcome.entered] == [(None, Decimal(71))]
    assert (shown.score, shown.typed, shown.stage) == (None, Decimal(71), EntryStage.ONCE)
    assert registration(workspace, day, 1).status == "registered"


def test_two_who_agree_make_a_provisional_result(
    workspace: Workspace, bea: Workspace, day: ExamDay, clock: FixedClock
) -> None:
    types(workspace, day, 1, "71")
    clock.instant += timedelta(minutes=5)
    outcome = types(bea, day, 1, "71,00")
    (version,) = versions_of(workspace, day.registrations[Component.THEORY][0])
    assert (version.score, version.state) == (Decimal(71), ResultState.PROVISIONAL)
    assert version.entered_by_id == workspace.actor.staff_id
    assert outcome.entered[0].version_id == version.id
    assert {each.entered_by_id for each in entries(workspace)} == {
        workspace.actor.staff_id,
        bea.actor.staff_id,
    }
    assert {each.result_version_id for each in entries(workspace)} == {version.id}
    assert registration(workspace, day, 1).theory_passed is True


def test_the_second_typist_confirms_the_first_does_not(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    types(bea, day, 1, "71")
    with pytest.raises(DomainError, match="SECOND_PERSON_NEEDED"):
        confirm(workspace, day, 1)
    confirm(bea, day, 1)
    assert cell(workspace, day, 1).state is ResultState.CONFIRMED


def test_two_who_differ_wait_for_a_third(
    workspace: Workspace, bea: Workspace, cas: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    types(bea, day, 1, "17")
    assert cell(workspace, day, 1).stage is EntryStage.DIFFERS
    for typist in (workspace, bea):
        with pytest.raises(DomainError, match="THIRD_PERSON_NEEDED"):
            decides(typist, day, 1, "71")
    (version_id,) = decides(cas, day, 1, "71")
    (version,) = versions_of(cas, day.registrations[Component.THEORY][0])
    assert (version.id, version.score, version.reason) == (
        version_id,
        Decimal(71),
        "Looked at the paper",
    )
    assert version.entered_by_id == cas.actor.staff_id
    assert {each.result_version_id for each in entries(cas)} == {version_id}


def test_a_third_mark_needs_its_reason(
    workspace: Workspace, bea: Workspace, cas: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    types(bea, day, 1, "17")
    with pytest.raises(DomainError, match="REASON_MISSING"):
        decides(cas, day, 1, "70", reason=" ")
    with pytest.raises(DomainError, match="MARK_ABOVE_MAXIMUM"):
        decides(cas, day, 1, "101")
    decides(cas, day, 1, "70")
    assert cell(cas, day, 1).score == Decimal(70)


def test_a_decision_is_taken_back_and_the_difference_is_there_again(
    workspace: Workspace, bea: Workspace, cas: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    types(bea, day, 1, "17")
    cas.call(restore_marks, versions=decides(cas, day, 1, "71"))
    assert [each.mark for each in unsettled(cas, day)[0].entries] == [Decimal(71), Decimal(17)]
    assert cell(cas, day, 1).score is None


def test_a_result_taken_back_comes_again_when_one_of_the_two_types_it(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    (change,) = types(bea, day, 1, "71").entered
    workspace.call(restore_marks, versions=(change.version_id,))
    assert (cell(bea, day, 1).score, cell(bea, day, 1).stage) == (None, EntryStage.ONCE)
    types(bea, day, 1, "71")
    assert cell(bea, day, 1).score == Decimal(71)


def test_the_history_says_what_each_had_typed(
    workspace: Workspace, bea: Workspace, cas: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    types(bea, day, 1, "17")
    decides(cas, day, 1, "71")
    (version,) = cas.run(
        result_history,
        registration_id=day.registrations[Component.THEORY][0],
        component=Component.THEORY,
    )
    typed = [(each.mark, each.by) for each in version.typed]
    assert typed == [(Decimal(71), "Ada Admin"), (Decimal(17), "Bea Both")]


def test_a_third_person_types_nothing(
    workspace: Workspace, bea: Workspace, cas: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    types(bea, day, 1, "17")
    outcome = types(cas, day, 1, "71")
    assert [each.refusal.code for each in outcome.refused] == ["MARK_TYPED_TWICE"]


def concerns(who: Workspace) -> list[Attention]:
    """What the first page of the day says of marks that differ."""
    attention = who.run(today).attention
    return [each for each in attention if each.concern is Concern.MARKS_DIFFER]


def test_ones_own_typed_anew_replaces_it_and_may_agree(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    types(bea, day, 1, "17")
    types(bea, day, 1, "71")
    assert cell(workspace, day, 1).score == Decimal(71)
    assert [each.mark for each in entries(workspace)] == [Decimal(71), Decimal(71)]


def test_typing_the_same_again_changes_nothing(workspace: Workspace, day: ExamDay) -> None:
    types(workspace, day, 1, "71")
    assert types(workspace, day, 1, "71").entered == ()


def test_a_blank_takes_ones_own_back_and_waits_for_no_one(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    types(workspace, day, 1, "")
    assert entries(workspace) == []
    types(bea, day, 1, "")
    assert cell(bea, day, 1).stage is None


def test_typing_is_undone_and_done_again(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    typed = types(bea, day, 1, "71").entered
    undone = bea.call(restore_entries, changes=typed)
    assert cell(bea, day, 1).score is None
    assert (cell(workspace, day, 1).typed, cell(bea, day, 1).typed) == (Decimal(71), None)
    bea.call(restore_entries, changes=undone)
    assert cell(bea, day, 1).score == Decimal(71)
    assert {each.result_version_id for each in entries(bea)} == set(standing(bea, day, 1))


def test_undo_is_refused_upon_another_mark(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    typed = types(bea, day, 1, "71").entered
    workspace.call(correct_marks, marks=(day.mark(1, "70"),), reason="A page was missing")
    with pytest.raises(DomainError, match="RESULT_BUILT_UPON"):
        bea.call(restore_entries, changes=typed)


def test_a_mark_that_stands_is_only_corrected(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    types(bea, day, 1, "71")
    refused = types(bea, day, 1, "72").refused
    assert [each.refusal.code for each in refused] == ["MARK_STANDS"]
    bea.call(correct_marks, marks=(day.mark(1, "72"),), reason="A page was missing")
    assert cell(bea, day, 1).score == Decimal(72)


def test_a_correction_does_not_go_round_the_second_person(
    workspace: Workspace, day: ExamDay
) -> None:
    outcome = workspace.call(correct_marks, marks=(day.mark(1, "72"),), reason="In a hurry")
    assert [each.refusal.code for each in outcome.refused] == ["MARK_ENTERED_TWICE"]
    assert cell(workspace, day, 1).score is None


def test_who_was_typed_a_mark_for_is_no_no_show(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    absent = (day.registrations[Component.THEORY][0],)
    types(workspace, day, 1, "71")
    with pytest.raises(DomainError, match="NO_SHOW_WITH_MARK"):
        workspace.call(mark_no_show, registration_ids=absent)
    with pytest.raises(DomainError, match="NO_SHOW_WITH_ENTRY") as refused:
        bea.call(mark_no_show, registration_ids=absent)
    assert refused.value.parameters["name"] == workspace.actor.name
    types(workspace, day, 1, "")
    bea.call(mark_no_show, registration_ids=absent)
    bea.call(undo_no_show, registration_ids=absent)
    types(workspace, day, 1, "71")
    assert cell(workspace, day, 1).typed == Decimal(71)


def test_entries_are_set_aside_and_brought_back(
    workspace: Workspace, bea: Workspace, cas: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    target = {
        "registration_id": day.registrations[Component.THEORY][0],
        "component": Component.THEORY,
    }
    dropped = cas.call(drop_entries, **target, reason="Typed for the wrong candidate")
    assert unsettled(cas, day) == ()
    cas.call(restore_dropped, entry_ids=dropped)
    assert cell(workspace, day, 1).typed == Decimal(71)
    dropped = cas.call(drop_entries, **target, reason="Typed for the wrong candidate")
    types(bea, day, 1, "70")
    with pytest.raises(DomainError, match="RESULT_BUILT_UPON"):
        cas.call(restore_dropped, entry_ids=dropped)


def test_progress_says_how_far_not_what(workspace: Workspace, bea: Workspace, day: ExamDay) -> None:
    for number, mark in enumerate(("71", "66", "58"), 1):
        types(workspace, day, number, mark)
    types(bea, day, 1, "71")
    types(bea, day, 2, "55")
    progress = bea.run(entry_progress, course_session_id=day.course_session_id)
    assert (progress.marks, progress.settled, progress.once, progress.differing) == (3, 1, 1, 1)
    assert progress.typists == (
        Typist(workspace.actor.name, False, 2),
        Typist(bea.actor.name, True, 1),
    )


def test_the_list_of_exams_counts_what_a_third_has_to_decide(
    workspace: Workspace, bea: Workspace, cas: Workspace, day: ExamDay
) -> None:
    for number, mark in enumerate(("71", "66", "58"), 1):
        types(workspace, day, number, mark)
    types(bea, day, 1, "17")
    types(bea, day, 2, "66")
    (found,) = cas.run(sessions_for_results)
    assert (found.differing, found.done) == (1, 1)
    assert [each.count for each in concerns(cas)] == [1]
    decides(cas, day, 1, "71")
    (found,) = cas.run(sessions_for_results)
    assert (found.differing, found.done) == (0, 2)
    assert concerns(cas) == []


def test_parts_are_settled_one_by_one(
    workspace: Workspace, bea: Workspace, clock: FixedClock
) -> None:
    day = twice_typed_day(workspace, clock, level=3, profile="WSET", days=[EXAM_DAY])
    mc, written = "multiple_choice", "written"
    types(workspace, day, 1, "40", mc)
    types(workspace, day, 1, "60", written)
    types(bea, day, 1, "40", mc)
    assert [cell(bea, day, 1, column).score for column in range(3)] == [Decimal(40), None, None]
    types(bea, day, 1, "60", written)
    assert registration(bea, day, 1).theory_score == Decimal(100)


def test_switched_on_in_the_middle_what_stands_stays(
    workspace: Workspace, bea: Workspace, clock: FixedClock
) -> None:
    day = twice_typed_day(workspace, clock)
    switch(workspace, on=False)
    types(workspace, day, 1, "71")
    switch(workspace, on=True)
    assert [each.refusal.code for each in types(bea, day, 1, "70").refused] == ["MARK_STANDS"]
    assert types(bea, day, 2, "70").saved == ()


def test_switched_off_in_the_middle_what_one_typed_is_taken_over(
    workspace: Workspace, bea: Workspace, cas: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    types(workspace, day, 2, "66")
    types(bea, day, 2, "65")
    sessions = tuple(day.papers.values())
    with pytest.raises(DomainError, match="MARK_ENTERED_TWICE"):
        cas.call(adopt_entries, exam_session_ids=sessions)
    switch(workspace, on=False)
    versions = cas.call(adopt_entries, exam_session_ids=sessions)
    assert [cell(cas, day, number).score for number in (1, 2)] == [Decimal(71), None]
    assert cell(workspace, day, 1).is_own
    decides(cas, day, 2, "66")
    cas.call(restore_marks, versions=versions)
    assert cell(cas, day, 1).score is None
    assert len(unsettled(cas, day)) == 1


def test_switched_off_a_mark_typed_by_one_counts_at_once(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    types(workspace, day, 1, "71")
    switch(workspace, on=False)
    types(bea, day, 1, "70")
    assert cell(bea, day, 1).score == Decimal(70)
    assert unsettled(bea, day) == ()


def test_an_invigilator_may_be_one_of_the_two(workspace: Workspace, day: ExamDay) -> None:
    kim = invigilator(workspace, *day.papers.values())
    types(kim, day, 1, "71")
    types(workspace, day, 1, "71")
    assert cell(kim, day, 1).score == Decimal(71)
    assert cell(kim, day, 1).locked is not None
