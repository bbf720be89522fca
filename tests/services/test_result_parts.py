"""Papers that are marked by part (rule 3): WSET level 3 theory, /50 and /100."""

from datetime import date
from decimal import Decimal

import pytest

from tests.helpers.marking import ExamDay, at, exam_day
from tests.helpers.result_life import cell, confirm, officer, registration, versions_of
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.confirmations import confirm_results
from wset_desk.services.result_history import Change, result_history
from wset_desk.services.results import MarksOutcome, restore_marks, set_marks
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)
CHOICE, WRITTEN = "multiple_choice", "written"
TOTAL_COLUMN = 2


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    found = exam_day(workspace, level=3, profile="WSET", candidates=2, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    return found


def enter(workspace: Workspace, day: ExamDay, **parts: str | None) -> MarksOutcome:
    marks = tuple(day.mark(1, text, part=part) for part, text in parts.items())
    return workspace.call(set_marks, marks=marks)


def total(workspace: Workspace, day: ExamDay) -> Decimal | None:
    return cell(workspace, day, 1, TOTAL_COLUMN).score


@pytest.mark.parametrize(
    ("choice", "written", "passes"),
    [("27.5", "55", True), ("27.49", "100", False), ("50", "54.99", False), ("20", "62.5", False)],
)
def test_each_part_has_to_be_passed(
    workspace: Workspace, day: ExamDay, choice: str, written: str, passes: bool
) -> None:
    enter(workspace, day, multiple_choice=choice, written=written)
    row = registration(workspace, day, 1)
    assert row.theory_score == Decimal(choice) + Decimal(written)
    assert row.theory_passed is passes


def test_there_is_no_mark_until_every_part_has_one(workspace: Workspace, day: ExamDay) -> None:
    enter(workspace, day, multiple_choice="40")
    row = registration(workspace, day, 1)
    assert (row.theory_score, row.theory_state, row.theory_passed) == (None, None, None)
    assert row.status == "completed"  # the exam has been sat
    enter(workspace, day, written="80")
    assert total(workspace, day) == 120
    enter(workspace, day, multiple_choice="")
    assert total(workspace, day) is None
    found = versions_of(workspace, day.registrations[Component.THEORY][0])
    assert [(each.parts, each.previous_score, each.score) for each in found] == [
        ({CHOICE: "40"}, None, None),
        ({CHOICE: "40", WRITTEN: "80"}, None, 120),
        ({WRITTEN: "80"}, 120, None),
    ]


def test_both_parts_typed_at_once_are_one_version(workspace: Workspace, day: ExamDay) -> None:
    outcome = enter(workspace, day, multiple_choice="40", written="80")
    assert [mark.part for mark in outcome.saved] == [CHOICE, WRITTEN]
    assert len(outcome.versions) == 1
    workspace.call(restore_marks, versions=outcome.versions)
    assert total(workspace, day) is None
    assert registration(workspace, day, 1).status == "registered"


def test_undo_brings_a_part_back(workspace: Workspace, day: ExamDay) -> None:
    enter(workspace, day, multiple_choice="40", written="80")
    step = enter(workspace, day, written="60").versions
    undone = workspace.call(restore_marks, versions=step)
    assert total(workspace, day) == 120
    workspace.call(restore_marks, versions=undone)
    assert total(workspace, day) == 100


@pytest.mark.parametrize(
    ("part", "mark", "code"),
    [
        (CHOICE, "50.01", "MARK_ABOVE_MAXIMUM"),
        (WRITTEN, "100.01", "MARK_ABOVE_MAXIMUM"),
        (WRITTEN, "8o", "MARK_NOT_A_NUMBER"),
        (None, "120", "MARK_BY_PARTS"),
        ("essay", "10", "COMPONENT_NOT_EXAMINED"),
    ],
)
def test_a_part_has_its_own_scale_and_the_total_is_never_typed(
    workspace: Workspace, day: ExamDay, part: str | None, mark: str, code: str
) -> None:
    (refused,) = workspace.call(set_marks, marks=(day.mark(1, mark, part=part),)).refused
    assert (refused.refusal.code, refused.part) == (code, part)


def test_a_paper_without_parts_has_none(workspace: Workspace, day: ExamDay) -> None:
    tasting = day.mark(1, "30", "tasting", part=WRITTEN)
    (refused,) = workspace.call(set_marks, marks=(tasting,)).refused
    assert refused.refusal.code == "COMPONENT_NOT_EXAMINED"


def test_half_a_paper_is_neither_confirmed_nor_a_no_show(
    workspace: Workspace, day: ExamDay
) -> None:
    enter(workspace, day, multiple_choice="40")
    version = cell(workspace, day, 1).version_id
    assert version is not None
    with pytest.raises(DomainError, match="RESULT_WITHOUT_MARK"):
        officer(workspace).call(confirm_results, versions=(version,))
    absent = day.registrations[Component.THEORY][:1]
    with pytest.raises(DomainError, match="NO_SHOW_WITH_MARK"):
        workspace.call(mark_no_show, registration_ids=absent)


def test_who_marked_one_part_does_not_confirm_the_paper(workspace: Workspace, day: ExamDay) -> None:
    bea = officer(workspace)
    enter(workspace, day, multiple_choice="40")
    enter(bea, day, written="80")
    for each in (workspace, bea):
        with pytest.raises(DomainError, match="SECOND_PERSON_NEEDED"):
            confirm(each, day, 1)
    confirm(officer(workspace, "Cy Third"), day, 1)


def test_the_history_names_the_part(workspace: Workspace, day: ExamDay) -> None:
    enter(workspace, day, multiple_choice="40")
    enter(workspace, day, written="80")
    latest, first = workspace.run(
        result_history,
        registration_id=day.registrations[Component.THEORY][0],
        component=Component.THEORY,
    )
    assert first.changes == (Change(CHOICE, None, Decimal(40)),)
    assert latest.changes == (
        Change(WRITTEN, None, Decimal(80)),
        Change(None, None, Decimal(120)),
    )
