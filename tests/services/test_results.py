"""Scenario A, steps 4 and 5, and what rule 14 asks of each change of a mark."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.marking import ExamDay, at, exam_day, invigilator
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import Award
from wset_desk.services.attendance import mark_no_show, undo_no_show
from wset_desk.services.results import MarkInput, MarksOutcome, restore_marks, set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.results_rows import MarkCell, ResultsGrid
from wset_desk.services.workspace import Workspace
from wset_desk.storage.audit_personal import whole_changes
from wset_desk.storage.schema import AuditEntry, ExamRegistration, ResultVersion
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)
SCENARIO_A = ("92", "86", "78", "71", "66", "61", "58", "55", "54.99", "49", "40")


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    found = exam_day(workspace)
    clock.instant = at(EXAM_DAY)
    return found


def enter(workspace: Workspace, *marks: MarkInput) -> MarksOutcome:
    return workspace.call(set_marks, marks=marks)


def grid_of(workspace: Workspace, day: ExamDay) -> ResultsGrid:
    return workspace.run(results_grid, course_session_id=day.course_session_id)


def cell(workspace: Workspace, day: ExamDay, number: int, column: int = 0) -> MarkCell:
    found = grid_of(workspace, day).rows[number - 1].cells[column]
    assert found is not None
    return found


def registration(workspace: Workspace, registration_id: UUID) -> ExamRegistration:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return uow.get(ExamRegistration, registration_id)


def versions(workspace: Workspace, registration_id: UUID) -> list[ResultVersion]:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        return list(
            uow.session.scalars(
                select(ResultVersion)
                .where(ResultVersion.exam_registration_id == registration_id)
                .order_by(ResultVersion.number)
            )
        )


def refused_code(outcome: MarksOutcome) -> str:
    (refused,) = outcome.refused
    return refused.refusal.code


def test_the_day_of_scenario_a(workspace: Workspace, day: ExamDay) -> None:
    absent = day.registrations[Component.THEORY][11]
    workspace.call(mark_no_show, registration_ids=(absent,))
    outcome = enter(workspace, *(day.mark(n, text) for n, text in enumerate(SCENARIO_A, 1)))
    assert len(outcome.saved) == 11
    assert not outcome.refused
    passed = [row.cells[0].passed for row in grid_of(workspace, day).rows if row.cells[0]]
    assert passed == [True] * 8 + [False] * 3 + [None]


def test_5499_fails_and_is_never_shown_as_55(workspace: Workspace, day: ExamDay) -> None:
    enter(workspace, day.mark(9, "54.99"))
    found = cell(workspace, day, 9)
    assert found.passed is False
    assert found.score == found.percent == Decimal("54.99")


def test_marks_outside_the_scale_are_refused_with_their_cells(
    workspace: Workspace, day: ExamDay
) -> None:
    outcome = enter(workspace, day.mark(1, "100.01"), day.mark(2, "86"), day.mark(3, "-1"))
    refused = {each.registration_id: each.refusal.code for each in outcome.refused}
    ids = day.registrations[Component.THEORY]
    assert refused == {ids[0]: "MARK_ABOVE_MAXIMUM", ids[2]: "MARK_BELOW_ZERO"}
    assert [saved.registration_id for saved in outcome.saved] == [ids[1]]
    assert cell(workspace, day, 1).score is None


def test_a_refused_mark_leaves_the_saved_one(workspace: Workspace, day: ExamDay) -> None:
    enter(workspace, day.mark(1, "58"))
    assert refused_code(enter(workspace, day.mark(1, "8o"))) == "MARK_NOT_A_NUMBER"
    assert cell(workspace, day, 1).score == 58
    assert len(versions(workspace, day.registrations[Component.THEORY][0])) == 1


def test_the_wset_profile_gives_distinctions_and_merits(
    workspace: Workspace, clock: FixedClock
) -> None:
    day = exam_day(workspace, profile="WSET")
    clock.instant = at(EXAM_DAY)
    enter(workspace, *(day.mark(n, text) for n, text in enumerate(SCENARIO_A, 1)))
    awards = [row.award for row in grid_of(workspace, day).rows]
    assert awards == [
        *[Award.DISTINCTION] * 2,
        *[Award.MERIT] * 2,
        *[Award.PASS] * 4,
        *[Award.FAIL] * 3,
        None,
    ]


@pytest.mark.parametrize(
    ("profile", "mark", "passes"),
    [
        ("Seed", "24", True),
        ("Seed", "19", True),
        ("Seed", "16", False),
        ("WSET", "24", True),
        ("WSET", "19", False),
        ("WSET", "16", False),
    ],
)
def test_a_maximum_of_30_as_in_scenario_c(
    workspace: Workspace, clock: FixedClock, profile: str, mark: str, passes: bool
) -> None:
    day = exam_day(workspace, level=1, profile=profile, candidates=1, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    set_maximum(workspace, day, 30)
    enter(workspace, day.mark(1, mark))
    found = cell(workspace, day, 1)
    assert found.passed is passes
    shown = {"24": "80.00", "19": "63.33", "16": "53.33"}
    assert found.percent == Decimal(shown[mark])


def set_maximum(workspace: Workspace, day: ExamDay, maximum: int) -> None:
    from wset_desk.storage.schema import ExamSession, ExamTemplate

    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        exam = uow.get(ExamSession, day.papers[Component.THEORY])
        uow.get(ExamTemplate, exam.exam_template_id).max_score = maximum
        uow.commit()


def test_a_mark_completes_the_registration(workspace: Workspace, day: ExamDay) -> None:
    enter(workspace, day.mark(1, "92,5"))
    row = registration(workspace, day.registrations[Component.THEORY][0])
    assert (row.status, row.theory_score, row.theory_state) == (
        "completed",
        Decimal("92.50"),
        "provisional",
    )
    assert row.result_date == at(EXAM_DAY)
    assert row.overall_passed is None  # nothing is released


def test_each_change_is_a_version_that_says_who_and_from_what(
    workspace: Workspace, day: ExamDay
) -> None:
    for text in ("92", "29", "29.00", ""):
        enter(workspace, day.mark(1, text))
    found = versions(workspace, day.registrations[Component.THEORY][0])
    assert [(each.number, each.previous_score, each.score) for each in found] == [
        (1, None, 92),
        (2, 92, 29),
        (3, 29, None),
    ]
    assert {each.entered_by_id for each in found} == {workspace.actor.staff_id}
    assert {(each.max_score, each.pass_mark_percentage, each.state) for each in found} == {
        (100, Decimal(55), "provisional")
    }


def test_clearing_the_only_mark_leaves_the_candidate_registered(
    workspace: Workspace, day: ExamDay
) -> None:
    enter(workspace, day.mark(1, "92"))
    enter(workspace, day.mark(1, None))
    row = registration(workspace, day.registrations[Component.THEORY][0])
    assert (row.status, row.theory_score, row.theory_passed, row.theory_state) == (
        "registered",
        None,
        None,
        None,
    )
    assert row.result_date is None


def test_the_audit_log_names_the_service(workspace: Workspace, day: ExamDay) -> None:
    enter(workspace, day.mark(1, "92"))
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        entries = list(
            uow.session.scalars(
                select(AuditEntry).where(
                    AuditEntry.row_id == day.registrations[Component.THEORY][0],
                    AuditEntry.op == "update",
                )
            )
        )
        (whole,) = whole_changes(uow, entries)
    (entry,) = entries
    assert (entry.action, entry.actor_name) == ("results.set_marks", "Ada Admin")
    assert whole.changes["theory_score"][0] is None


def test_a_paste_is_one_transaction(workspace: Workspace, day: ExamDay) -> None:
    outcome = enter(workspace, *(day.mark(n, str(50 + n)) for n in range(1, 13)))
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        entries = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.row_id.in_(outcome.versions))
        )
        assert len({entry.tx for entry in entries}) == 1


def test_of_two_marks_for_one_cell_the_later_counts(workspace: Workspace, day: ExamDay) -> None:
    enter(workspace, day.mark(1, "60"), day.mark(1, "61"))
    assert cell(workspace, day, 1).score == 61
    assert len(versions(workspace, day.registrations[Component.THEORY][0])) == 1


def test_undo_and_redo_are_new_versions(workspace: Workspace, day: ExamDay) -> None:
    enter(workspace, day.mark(1, "60"))
    outcome = enter(workspace, day.mark(1, "61"), day.mark(2, "70"))
    undone = workspace.call(restore_marks, versions=outcome.versions)
    assert (cell(workspace, day, 1).score, cell(workspace, day, 2).score) == (60, None)
    workspace.call(restore_marks, versions=undone)
    assert (cell(workspace, day, 1).score, cell(workspace, day, 2).score) == (61, 70)
    found = versions(workspace, day.registrations[Component.THEORY][0])
    assert [(each.number, each.reason) for each in found] == [
        (1, None),
        (2, None),
        (3, "undo"),
        (4, "undo"),
    ]


def test_what_has_been_changed_again_is_not_undone(workspace: Workspace, day: ExamDay) -> None:
    first = enter(workspace, day.mark(1, "60"), day.mark(2, "70"))
    enter(workspace, day.mark(1, "61"))
    with pytest.raises(DomainError, match="RESULT_BUILT_UPON"):
        workspace.call(restore_marks, versions=first.versions)
    assert cell(workspace, day, 2).score == 70


def test_steps_are_undone_one_after_the_other_and_done_again(
    workspace: Workspace, day: ExamDay
) -> None:
    steps = [enter(workspace, day.mark(1, text)).versions for text in ("60", "61", "62")]
    undone = [workspace.call(restore_marks, versions=step) for step in reversed(steps)]
    assert cell(workspace, day, 1).score is None
    for step in reversed(undone):
        workspace.call(restore_marks, versions=step)
    assert cell(workspace, day, 1).score == 62


def test_undo_does_not_give_a_no_show_a_mark(workspace: Workspace, day: ExamDay) -> None:
    absent = day.registrations[Component.THEORY][0]
    enter(workspace, day.mark(1, "60"))
    cleared = enter(workspace, day.mark(1, ""))
    workspace.call(mark_no_show, registration_ids=(absent,))
    with pytest.raises(DomainError, match="MARK_FOR_NO_SHOW"):
        workspace.call(restore_marks, versions=cleared.versions)


@pytest.mark.parametrize("state", ["confirmed", "released"])
def test_a_confirmed_result_is_not_overwritten(
    workspace: Workspace, day: ExamDay, state: str
) -> None:
    enter(workspace, day.mark(1, "60"))
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        uow.get(ExamRegistration, day.registrations[Component.THEORY][0]).theory_state = state
        uow.commit()
    assert refused_code(enter(workspace, day.mark(1, "61"))) == "RESULT_CONFIRMED"
    locked = cell(workspace, day, 1).locked
    assert locked is not None
    assert locked.code == "RESULT_CONFIRMED"


def test_nothing_is_marked_before_the_day_of_the_exam(
    workspace: Workspace, day: ExamDay, clock: FixedClock
) -> None:
    clock.instant = datetime(2026, 9, 5, 22, 59, tzinfo=UTC)  # 23:59 in London
    assert refused_code(enter(workspace, day.mark(1, "60"))) == "MARK_BEFORE_EXAM"
    clock.instant = datetime(2026, 9, 5, 23, 0, tzinfo=UTC)
    assert not enter(workspace, day.mark(1, "60")).refused


def test_a_paper_takes_marks_of_its_own_components_only(workspace: Workspace, day: ExamDay) -> None:
    theory = day.mark(1, "60")
    outcome = enter(workspace, replace(theory, component=Component.TASTING))
    assert refused_code(outcome) == "COMPONENT_NOT_EXAMINED"


def test_an_unknown_registration_refuses_the_whole_call(workspace: Workspace, day: ExamDay) -> None:
    nobody = MarkInput(workspace.store.new_id(), Component.THEORY, "60")
    with pytest.raises(DomainError, match="NOT_FOUND"):
        enter(workspace, day.mark(1, "60"), nobody)
    assert cell(workspace, day, 1).score is None


def test_an_invigilator_marks_only_where_they_are_assigned(
    workspace: Workspace, day: ExamDay
) -> None:
    kim = invigilator(workspace, day.papers[Component.THEORY])
    enter(kim, day.mark(1, "60"))
    assert cell(kim, day, 1).score == 60
    lee = invigilator(workspace, name="Lee Long")
    with pytest.raises(DomainError, match="NOT_ASSIGNED"):
        enter(lee, day.mark(1, "61"))
    with pytest.raises(DomainError, match="NOT_ASSIGNED"):
        grid_of(lee, day)
    undone = versions(workspace, day.registrations[Component.THEORY][0])[0].id
    with pytest.raises(DomainError, match="NOT_ASSIGNED"):
        lee.call(restore_marks, versions=(undone,))


def enter_theory(workspace: Workspace, day: ExamDay, number: int, total: Decimal) -> None:
    """By part, a third of it in multiple choice."""
    choice = (total / 3).quantize(Decimal("0.01"))
    enter(
        workspace,
        day.mark(number, choice, part="multiple_choice"),
        day.mark(number, total - choice, part="written"),
    )


def test_both_papers_of_level_3_stand_side_by_side(workspace: Workspace, clock: FixedClock) -> None:
    day = exam_day(workspace, level=3, profile="WSET", candidates=5, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    marks = (("120", "33"), ("129", "27"), ("100", "15"), ("83", "23"), ("90", ""))
    for number, (theory, tasting) in enumerate(marks, 1):
        enter_theory(workspace, day, number, Decimal(theory))
        enter(workspace, day.mark(number, tasting, "tasting"))
    grid = grid_of(workspace, day)
    assert [(column.component, column.max_score) for column in grid.columns] == [
        (Component.THEORY, 50),
        (Component.THEORY, 100),
        (Component.THEORY, 150),
        (Component.TASTING, 41),
    ]
    # 80.00 and 80.48; 86.00 and 65.85, mean 75.92; 66.67 and 36.58; 55.33 and 56.09
    assert [row.award for row in grid.rows] == [
        Award.DISTINCTION,
        Award.MERIT,
        Award.FAIL,
        Award.PASS,
        None,
    ]


def test_undoing_a_no_show_lets_marks_in_again(workspace: Workspace, day: ExamDay) -> None:
    absent = day.registrations[Component.THEORY][0]
    workspace.call(mark_no_show, registration_ids=(absent,))
    assert refused_code(enter(workspace, day.mark(1, "60"))) == "MARK_FOR_NO_SHOW"
    workspace.call(undo_no_show, registration_ids=(absent,))
    assert not enter(workspace, day.mark(1, "60")).refused
