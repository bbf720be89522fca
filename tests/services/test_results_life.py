"""Rule 14: provisional, confirmed by a second person, released; corrections need a reason."""

from datetime import date
from decimal import Decimal

import pytest

from tests.helpers.marking import ExamDay, at, exam_day, invigilator
from tests.helpers.result_life import (
    cell,
    confirm,
    grid_of,
    officer,
    registration,
    release,
    standing,
    versions_of,
)
from wset_desk.domain.catalogue import Award, Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import ResultState
from wset_desk.services.catalogue import list_offerings
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.confirmations import confirm_results, take_back_confirmation
from wset_desk.services.releases import release_list, release_results
from wset_desk.services.result_history import Change, result_history
from wset_desk.services.results import correct_marks, set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.templates import change_rule_profile
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)
CONFIRMED, RELEASED = ResultState.CONFIRMED, ResultState.RELEASED
TASTING = Component.TASTING


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    """Three candidates of level 2, marked by Ada: 92, 54.99, and one without a mark."""
    found = exam_day(workspace, candidates=3)
    clock.instant = at(EXAM_DAY)
    workspace.call(set_marks, marks=(found.mark(1, "92"), found.mark(2, "54.99")))
    return found


@pytest.fixture
def level_3(workspace: Workspace, clock: FixedClock) -> ExamDay:
    """Marta of scenario B, 68 and 51, and one who has 80 and 90."""
    found = exam_day(workspace, level=3, candidates=2, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    marks = (("68", "51"), ("80", "90"))
    for number, (theory, tasting) in enumerate(marks, 1):
        entries = (found.mark(number, theory), found.mark(number, tasting, "tasting"))
        workspace.call(set_marks, marks=entries)
    return found


@pytest.fixture
def bea(workspace: Workspace) -> Workspace:
    return officer(workspace)


def test_who_entered_a_mark_does_not_confirm_it(
    workspace: Workspace, day: ExamDay, bea: Workspace
) -> None:
    assert cell(workspace, day, 1).is_own
    with pytest.raises(DomainError, match="SECOND_PERSON_NEEDED"):
        confirm(workspace, day)
    assert not cell(bea, day, 1).is_own
    confirm(bea, day)
    assert [cell(bea, day, number).state for number in (1, 2, 3)] == [CONFIRMED, CONFIRMED, None]


def test_the_centre_may_do_without_a_second_person(workspace: Workspace, day: ExamDay) -> None:
    workspace.call(change_setting, name="result_needs_second_person", value=False)
    confirm(workspace, day)
    assert cell(workspace, day, 1).state is CONFIRMED


def test_each_step_is_a_version_that_says_who_and_when(
    workspace: Workspace, day: ExamDay, bea: Workspace
) -> None:
    release(bea, day, 1)
    found = versions_of(workspace, day.registrations[Component.THEORY][0])
    assert [(each.number, each.state, each.previous_score, each.score) for each in found] == [
        (1, "provisional", None, 92),
        (2, "confirmed", 92, 92),
        (3, "released", 92, 92),
    ]
    assert [each.entered_by_id for each in found] == [
        workspace.actor.staff_id,
        bea.actor.staff_id,
        bea.actor.staff_id,
    ]
    assert {each.entered_at for each in found} == {at(EXAM_DAY)}


def test_what_was_seen_is_what_is_confirmed(
    workspace: Workspace, day: ExamDay, bea: Workspace
) -> None:
    seen = standing(bea, day)
    workspace.call(set_marks, marks=(day.mark(1, "29"),))
    with pytest.raises(DomainError, match="RESULT_CHANGED_SINCE"):
        bea.call(confirm_results, versions=seen)
    assert cell(bea, day, 2).state is ResultState.PROVISIONAL


def test_a_mark_that_was_taken_back_is_not_confirmed(
    workspace: Workspace, day: ExamDay, bea: Workspace
) -> None:
    workspace.call(set_marks, marks=(day.mark(1, ""),))
    version = cell(bea, day, 1).version_id
    assert version is not None
    with pytest.raises(DomainError, match="RESULT_WITHOUT_MARK"):
        bea.call(confirm_results, versions=(version,))


def test_a_confirmation_is_taken_back_and_its_author_stays_the_second_person(
    workspace: Workspace, day: ExamDay, bea: Workspace
) -> None:
    undone = bea.call(take_back_confirmation, versions=confirm(bea, day, 1))
    assert cell(bea, day, 1).state is ResultState.PROVISIONAL
    assert versions_of(bea, day.registrations[Component.THEORY][0])[-1].reason == "undo"
    assert cell(workspace, day, 1).is_own
    bea.call(confirm_results, versions=undone)
    assert cell(bea, day, 1).state is CONFIRMED


def test_only_what_is_confirmed_is_released_and_once_for_good(
    workspace: Workspace, day: ExamDay, bea: Workspace
) -> None:
    with pytest.raises(DomainError, match="RESULT_STATE_NOT_ALLOWED"):
        bea.call(release_results, versions=standing(bea, day))
    released = release(bea, day)
    for service in (take_back_confirmation, release_results, confirm_results):
        with pytest.raises(DomainError, match="RESULT_STATE_NOT_ALLOWED"):
            bea.call(service, versions=released)


def test_release_decides_the_qualification_and_nothing_before_does(
    level_3: ExamDay, bea: Workspace
) -> None:
    confirm(bea, level_3)
    assert registration(bea, level_3, 1).overall_passed is None
    bea.call(release_results, versions=standing(bea, level_3))
    for number, overall in ((1, False), (2, True)):
        for paper in (Component.THEORY, TASTING):
            assert registration(bea, level_3, number, paper).overall_passed is overall


def test_one_released_paper_of_two_decides_nothing(level_3: ExamDay, bea: Workspace) -> None:
    theory = cell(bea, level_3, 2).version_id
    assert theory is not None
    confirmed = bea.call(confirm_results, versions=(theory,))
    bea.call(release_results, versions=confirmed)
    assert cell(bea, level_3, 2).state is RELEASED
    assert registration(bea, level_3, 2).overall_passed is None


def test_a_release_list_says_what_changes_for_whom(level_3: ExamDay, bea: Workspace) -> None:
    marta, other = bea.run(release_list, versions=confirm(bea, level_3))
    assert [(paper.score, paper.award, paper.before) for paper in marta.papers] == [
        (68, Award.PASS, None),
        (51, Award.FAIL, None),
    ]
    assert (marta.before.passed, marta.after.passed, marta.after.award) == (None, False, Award.FAIL)
    assert (other.name, other.after.award) == ("Ines Duarte", Award.PASS)
    assert registration(bea, level_3, 1).overall_passed is None  # it is only a list


def test_a_correction_after_release_changes_the_qualification_when_it_is_released(
    workspace: Workspace, level_3: ExamDay, bea: Workspace
) -> None:
    release(bea, level_3)
    workspace.call(
        correct_marks, marks=(level_3.mark(1, "57", "tasting"),), reason="Added up wrong"
    )
    assert cell(bea, level_3, 1, 1).state is ResultState.PROVISIONAL
    assert registration(bea, level_3, 1).overall_passed is None
    tasting = cell(bea, level_3, 1, 1).version_id
    assert tasting is not None
    confirmed = bea.call(confirm_results, versions=(tasting,))
    (marta,) = bea.run(release_list, versions=confirmed)
    assert [(paper.before, paper.score) for paper in marta.papers] == [(51, 57)]
    bea.call(release_results, versions=confirmed)
    assert registration(bea, level_3, 1).overall_passed is True


@pytest.mark.parametrize("step", [confirm, release])
def test_a_settled_result_is_corrected_with_a_reason_alone(
    workspace: Workspace, day: ExamDay, bea: Workspace, step: object
) -> None:
    assert callable(step)
    step(bea, day, 1)
    corrected = (day.mark(1, "29"),)
    (refused,) = workspace.call(set_marks, marks=corrected).refused
    assert refused.refusal.code == "RESULT_CONFIRMED"
    for reason in ("", "  "):
        with pytest.raises(DomainError, match="REASON_MISSING"):
            workspace.call(correct_marks, marks=corrected, reason=reason)
    assert cell(workspace, day, 1).score == 92
    outcome = workspace.call(correct_marks, marks=corrected, reason=" Marks were swapped ")
    assert [mark.score for mark in outcome.saved] == [29]
    found = cell(workspace, day, 1)
    assert (found.score, found.state, found.passed) == (29, ResultState.PROVISIONAL, False)
    latest = versions_of(workspace, found.registration_id)[-1]
    assert (latest.previous_score, latest.reason) == (92, "Marks were swapped")


def test_a_result_being_corrected_keeps_its_rules(
    workspace: Workspace, day: ExamDay, bea: Workspace
) -> None:
    release(bea, day)
    for number, mark in ((1, "29"), (2, "55")):
        corrected = (day.mark(number, mark),)
        workspace.call(correct_marks, marks=corrected, reason="Marks were swapped")
    (offering,) = workspace.run(list_offerings)
    with pytest.raises(DomainError, match="TEMPLATE_HAS_CONFIRMED_RESULT"):
        workspace.call(change_rule_profile, offering_id=offering.id, rule_profile="WSET")


def test_who_corrected_needs_another_to_confirm(
    workspace: Workspace, day: ExamDay, bea: Workspace
) -> None:
    confirm(bea, day, 1)
    bea.call(correct_marks, marks=(day.mark(1, "29"),), reason="Marks were swapped")
    with pytest.raises(DomainError, match="SECOND_PERSON_NEEDED"):
        confirm(bea, day, 1)
    confirm(workspace, day, 1)
    assert cell(workspace, day, 1).state is CONFIRMED


def test_the_history_of_a_result_says_who_when_why_and_from_what(
    workspace: Workspace, day: ExamDay, bea: Workspace
) -> None:
    confirm(bea, day, 1)
    bea.call(correct_marks, marks=(day.mark(1, "29"),), reason="Marks were swapped")
    found = bea.run(
        result_history,
        registration_id=day.registrations[Component.THEORY][0],
        component=Component.THEORY,
    )
    assert [(each.by, each.state, each.reason) for each in found] == [
        ("Bea Both", ResultState.PROVISIONAL, "Marks were swapped"),
        ("Bea Both", CONFIRMED, None),
        ("Ada Admin", ResultState.PROVISIONAL, None),
    ]
    assert [each.changes for each in found] == [
        (Change(None, Decimal(92), Decimal(29)),),
        (),
        (Change(None, None, Decimal(92)),),
    ]


def test_an_invigilator_sees_the_history_of_their_own_exams_only(
    workspace: Workspace, day: ExamDay
) -> None:
    asked = {
        "registration_id": day.registrations[Component.THEORY][0],
        "component": Component.THEORY,
    }
    kim = invigilator(workspace, day.papers[Component.THEORY])
    assert len(kim.run(result_history, **asked)) == 1
    lee = invigilator(workspace, name="Lee Long")
    with pytest.raises(DomainError, match="NOT_ASSIGNED"):
        lee.run(result_history, **asked)


def test_a_mark_far_from_the_other_paper_is_flagged_and_saved(
    workspace: Workspace, clock: FixedClock
) -> None:
    day = exam_day(workspace, level=3, candidates=3, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    for number, (theory, tasting) in enumerate((("80", "50"), ("80", "50.01"), ("80", "")), 1):
        marks = (day.mark(number, theory), day.mark(number, tasting, "tasting"))
        assert not workspace.call(set_marks, marks=marks).refused
    flagged = [
        [cell and cell.warning is not None for cell in r.cells]
        for r in grid_of(workspace, day).rows
    ]
    assert flagged == [[True, True], [False, False], [False, False]]
    tasting = day.papers[TASTING]
    alone = workspace.run(results_grid, exam_session_id=tasting)
    assert [r.cells[0] is not None and r.cells[0].warning is not None for r in alone.rows] == [
        True,
        False,
        False,
    ]
    workspace.call(change_setting, name="mark_gap_points", value=31)
    assert cell(workspace, day, 1).warning is None
