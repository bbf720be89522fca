"""A result on hold is neither confirmed nor released, and says why it waits."""

from datetime import date

import pytest

from tests.helpers.marking import ExamDay, at, exam_day
from tests.helpers.result_life import cell, confirm, officer, release, standing
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import ResultState
from wset_desk.services.attention import Concern
from wset_desk.services.candidate_history import sittings_of
from wset_desk.services.confirmations import take_back_confirmation
from wset_desk.services.marking.holds import (
    hold,
    lift_hold,
    place_hold,
    restore_holds,
    take_back_holds,
)
from wset_desk.services.releases import release_list, release_results
from wset_desk.services.results import correct_marks, set_marks
from wset_desk.services.today import today
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration
from wset_desk.system.clock import FixedClock

REASON = "A phone rang during the exam"


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    """Three candidates: 92, 54.99, and one without a mark."""
    found = exam_day(workspace, candidates=3)
    clock.instant = at(date(2026, 9, 6))
    workspace.call(set_marks, marks=(found.mark(1, "92"), found.mark(2, "54.99")))
    return found


@pytest.fixture
def bea(workspace: Workspace) -> Workspace:
    return officer(workspace)


def held(who: Workspace, day: ExamDay, *numbers: int, reason: str = REASON) -> tuple[object, ...]:
    ids = [day.registrations[Component.THEORY][number - 1] for number in numbers]
    results = tuple((each, Component.THEORY) for each in ids)
    return who.call(place_hold, results=results, reason=reason)


def test_a_held_result_is_not_confirmed(bea: Workspace, day: ExamDay) -> None:
    held(bea, day, 1)
    with pytest.raises(DomainError, match="RESULT_ON_HOLD") as refused:
        confirm(bea, day, 1, 2)
    assert refused.value.parameters == {"name": "Aoife Byrne", "reason": REASON}
    confirm(bea, day, 2)


def test_a_held_result_is_not_released(bea: Workspace, day: ExamDay) -> None:
    confirm(bea, day, 1)
    held(bea, day, 1)
    for service in (release_list, release_results):
        with pytest.raises(DomainError, match="RESULT_ON_HOLD"):
            bea.run(service, versions=standing(bea, day, 1))


def test_its_confirmation_can_be_taken_back(bea: Workspace, day: ExamDay) -> None:
    versions = confirm(bea, day, 1)
    held(bea, day, 1)
    bea.call(take_back_confirmation, versions=versions)
    assert cell(bea, day, 1).state is ResultState.PROVISIONAL


def test_the_grid_says_who_holds_it_back_and_why(bea: Workspace, day: ExamDay) -> None:
    held(bea, day, 3)
    (found,) = cell(bea, day, 3).holds
    assert (found.reason, found.by) == (REASON, "Bea Both")
    assert cell(bea, day, 1).holds == ()


def test_lifted_it_goes_on(bea: Workspace, day: ExamDay) -> None:
    ids = held(bea, day, 1)
    with pytest.raises(DomainError, match="REASON_MISSING"):
        bea.call(lift_hold, hold_ids=ids, reason="…")
    bea.call(lift_hold, hold_ids=ids, reason="The invigilator's note explains it")
    release(bea, day, 1)
    with pytest.raises(DomainError, match="HOLD_LIFTED_ALREADY"):
        bea.call(lift_hold, hold_ids=ids, reason="Again")


def test_several_reasons_are_lifted_one_by_one(
    workspace: Workspace, bea: Workspace, day: ExamDay
) -> None:
    (first,) = held(bea, day, 1)
    with workspace.store.unit_of_work(bea.actor, write=True) as uow:
        hold(uow, day.registrations[Component.THEORY][0], Component.THEORY, "A second one")
        uow.commit()
    bea.call(lift_hold, hold_ids=(first,), reason="Cleared up")
    with pytest.raises(DomainError, match="RESULT_ON_HOLD"):
        confirm(bea, day, 1)


def test_holding_twice_holds_once(bea: Workspace, day: ExamDay) -> None:
    held(bea, day, 1)
    assert len(held(bea, day, 1, 2)) == 1
    assert len(cell(bea, day, 1).holds) == 1


def test_placing_and_lifting_are_undone(bea: Workspace, day: ExamDay) -> None:
    ids = held(bea, day, 1)
    bea.call(take_back_holds, hold_ids=ids)
    confirm(bea, day, 1)
    ids = held(bea, day, 1)
    bea.call(lift_hold, hold_ids=ids, reason="Cleared up")
    bea.call(restore_holds, hold_ids=ids)
    assert [each.id for each in cell(bea, day, 1).holds] == list(ids)


def test_what_is_released_cannot_be_held_back(bea: Workspace, day: ExamDay) -> None:
    ids = held(bea, day, 1)
    bea.call(lift_hold, hold_ids=ids, reason="Cleared up")
    release(bea, day, 1)
    with pytest.raises(DomainError, match="RESULT_RELEASED_ALREADY"):
        held(bea, day, 1)
    with pytest.raises(DomainError, match="RESULT_RELEASED_ALREADY"):
        bea.call(restore_holds, hold_ids=ids)


def test_corrected_it_can_be_held_back_again(bea: Workspace, day: ExamDay) -> None:
    release(bea, day, 1)
    bea.call(correct_marks, marks=(day.mark(1, "90"),), reason="A page was missing")
    assert len(held(bea, day, 1)) == 1


def test_the_profile_says_why_a_result_waits(bea: Workspace, day: ExamDay) -> None:
    held(bea, day, 1)
    with bea.store.unit_of_work(bea.actor, write=False) as uow:
        row = uow.get(ExamRegistration, day.registrations[Component.THEORY][0])
        (sitting,) = sittings_of(uow, row.candidate_id)
    assert [hold.reason for hold in sitting.holds] == [REASON]


def test_the_day_begins_with_what_is_on_hold(bea: Workspace, day: ExamDay) -> None:
    held(bea, day, 1, 3)
    (found,) = (each for each in bea.run(today).attention if each.concern is Concern.RESULT_HELD)
    assert [case.name for case in found.cases] == ["Aoife Byrne", "Tomás Ferreira"]
    assert {case.id for case in found.cases} == {day.papers[Component.THEORY]}


def test_a_component_that_is_not_examined_cannot_be_held(bea: Workspace, day: ExamDay) -> None:
    with pytest.raises(DomainError, match="COMPONENT_NOT_EXAMINED"):
        bea.call(
            place_hold,
            results=((day.registrations[Component.THEORY][0], Component.TASTING),),
            reason=REASON,
        )
