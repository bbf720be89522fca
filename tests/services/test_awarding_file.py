"""The awarding body's results taken over: new versions, all in one, and taken out again."""

from datetime import date
from decimal import Decimal

import pytest

from tests.helpers.double_entry import switch
from tests.helpers.marking import ExamDay, at, exam_day
from tests.helpers.result_life import cell, confirm, officer, registration, versions_of
from wset_desk.domain.awarding_file import RowGroup
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_rows import TextRow
from wset_desk.domain.results import ResultState
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.import_removal import remove_import
from wset_desk.services.import_runs import FileSource, ImportReport, RowOutcome, list_imports
from wset_desk.services.marking.awarding_file import (
    awarding_papers,
    check_awarding_file,
    take_over_results,
)
from wset_desk.services.results import set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

MAPPING = {0: "number", 1: "name", 2: "mark"}
SOURCE = FileSource("june.csv")


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    """Four candidates: one with 66 typed, one a no-show, two without a mark."""
    found = exam_day(workspace, candidates=4)
    clock.instant = at(date(2026, 9, 6))
    workspace.call(set_marks, marks=(found.mark(1, "66"),))
    workspace.call(mark_no_show, registration_ids=found.registrations[Component.THEORY][3:])
    return found


def rows_of(workspace: Workspace, day: ExamDay, *marks: str) -> tuple[TextRow, ...]:
    """A row for each candidate, by name, with these marks."""
    people = workspace.run(results_grid, course_session_id=day.course_session_id).rows
    return tuple(
        TextRow(number, (person.number or "", person.name, mark))
        for number, (person, mark) in enumerate(zip(people, marks, strict=False), 2)
    )


def take_over(
    workspace: Workspace, day: ExamDay, rows: tuple[TextRow, ...], *ticked: int
) -> ImportReport:
    return workspace.call(
        take_over_results,
        exam_session_id=day.papers[Component.THEORY],
        component=Component.THEORY,
        rows=rows,
        mapping=MAPPING,
        ticked=ticked,
        source=SOURCE,
    )


def test_each_group_is_told(workspace: Workspace, day: ExamDay) -> None:
    check = workspace.run(
        check_awarding_file,
        exam_session_id=day.papers[Component.THEORY],
        component=Component.THEORY,
        rows=rows_of(workspace, day, "67", "71", "", "50"),
        mapping=MAPPING,
    )
    assert [row.group for row in check.rows] == [
        RowGroup.MARK_DIFFERS,
        RowGroup.NEW,
        RowGroup.BLANK,
        RowGroup.NO_SHOW,
    ]
    assert check.missing == ()


def test_marks_become_provisional_results_with_the_file_as_reason(
    workspace: Workspace, day: ExamDay
) -> None:
    report = take_over(workspace, day, rows_of(workspace, day, "66", "71", "54.99"))
    (version,) = versions_of(workspace, day.registrations[Component.THEORY][1])
    assert (version.score, version.state) == (Decimal(71), ResultState.PROVISIONAL)
    assert version.reason == "awarding body's file june.csv"
    assert version.entered_by_id == workspace.actor.staff_id
    assert registration(workspace, day, 3).theory_passed is False
    assert [report.run.count(each) for each in RowOutcome] == [2, 1, 0, 0, 0]


def test_it_is_kept_as_an_import_with_its_numbers(workspace: Workspace, day: ExamDay) -> None:
    rows = (*rows_of(workspace, day, "67", "71", "101", "50"), TextRow(6, ("W0", "Who?", "5")))
    take_over(workspace, day, rows)
    (run,) = workspace.run(list_imports)
    assert run.file_name == "june.csv"
    assert run.outcomes == {
        2: RowOutcome.LEFT_OUT,
        3: RowOutcome.NEW,
        4: RowOutcome.REFUSED,
        5: RowOutcome.REFUSED,
        6: RowOutcome.REFUSED,
    }
    assert [each.refusal.code for each in run.problems] == [
        "MARK_ABOVE_MAXIMUM",
        "MARK_FOR_NO_SHOW",
        "NUMBER_NOT_IN_EXAM",
    ]


def test_another_mark_is_only_taken_where_a_person_says_so(
    workspace: Workspace, day: ExamDay
) -> None:
    rows = rows_of(workspace, day, "67", "71")
    take_over(workspace, day, rows)
    assert cell(workspace, day, 1).score == Decimal(66)
    take_over(workspace, day, rows, 2)
    assert cell(workspace, day, 1).score == Decimal(67)


def test_a_confirmed_result_that_it_changes_is_provisional_again(
    workspace: Workspace, day: ExamDay
) -> None:
    confirm(officer(workspace), day, 1)
    take_over(workspace, day, rows_of(workspace, day, "67"), 2)
    found = cell(workspace, day, 1)
    assert (found.score, found.state) == (Decimal(67), ResultState.PROVISIONAL)


def test_it_is_taken_out_again(workspace: Workspace, day: ExamDay) -> None:
    report = take_over(workspace, day, rows_of(workspace, day, "67", "71"), 2)
    workspace.call(remove_import, run_id=report.run.id)
    assert [cell(workspace, day, number).score for number in (1, 2)] == [Decimal(66), None]
    assert registration(workspace, day, 2).status == "registered"
    assert len(versions_of(workspace, day.registrations[Component.THEORY][1])) == 2


def test_a_file_with_nothing_new_is_refused(workspace: Workspace, day: ExamDay) -> None:
    with pytest.raises(DomainError, match="AWARDING_FILE_NOTHING"):
        take_over(workspace, day, rows_of(workspace, day, "66"))
    assert workspace.run(list_imports) == ()


def test_nobody_types_what_the_file_says_though_marks_are_entered_twice(
    workspace: Workspace, day: ExamDay
) -> None:
    switch(workspace, on=True)
    take_over(workspace, day, rows_of(workspace, day, "66", "71"))
    assert cell(workspace, day, 2).score == Decimal(71)


def test_a_paper_in_parts_is_taken_over_by_part(workspace: Workspace, clock: FixedClock) -> None:
    day = exam_day(workspace, level=3, profile="WSET", candidates=1, days=[date(2026, 9, 6)])
    clock.instant = at(date(2026, 9, 6))
    papers = workspace.run(awarding_papers, exam_session_ids=tuple(day.papers.values()))
    assert [[part.name for part in paper.scale.parts] for paper in papers] == [
        ["multiple_choice", "written"],
        [],
    ]
    (row,) = rows_of(workspace, day, "")
    workspace.call(
        take_over_results,
        exam_session_id=day.papers[Component.THEORY],
        component=Component.THEORY,
        rows=[TextRow(2, (row.cells[0], "40", "60"))],
        mapping={0: "number", 1: "part:multiple_choice", 2: "part:written"},
    )
    assert registration(workspace, day, 1).theory_score == Decimal(100)
