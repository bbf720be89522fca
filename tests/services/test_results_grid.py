"""The grid of an exam's results: whole or bit by bit, of one paper or of several."""

from datetime import date, timedelta

import pytest

from tests.helpers.marking import ExamDay, at, exam_day, invigilator
from tests.helpers.result_life import cell, confirm, grid_of, officer
from wset_desk.domain.catalogue import Component
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import Award
from wset_desk.services.results import MarkInput, MarksOutcome, set_marks
from wset_desk.services.results_grid import results_grid
from wset_desk.services.results_rows import MarkEntry, ResultsGrid
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

EXAM_DAY = date(2026, 9, 6)


@pytest.fixture
def day(workspace: Workspace, clock: FixedClock) -> ExamDay:
    found = exam_day(workspace)
    clock.instant = at(EXAM_DAY)
    return found


def enter(workspace: Workspace, *marks: MarkInput) -> MarksOutcome:
    return workspace.call(set_marks, marks=marks)


def test_one_paper_of_level_3_by_itself_has_its_own_outcome(
    workspace: Workspace, clock: FixedClock
) -> None:
    day = exam_day(workspace, level=3, candidates=2, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    enter(workspace, day.mark(1, "68"), day.mark(2, "51", "tasting"))
    tasting = workspace.run(results_grid, exam_session_id=day.papers[Component.TASTING])
    assert [column.component for column in tasting.columns] == [Component.TASTING]
    assert [row.award for row in tasting.rows] == [None, Award.FAIL]


def test_an_invigilator_of_the_tasting_sees_the_tasting_alone(
    workspace: Workspace, clock: FixedClock
) -> None:
    day = exam_day(workspace, level=3, candidates=2, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    kim = invigilator(workspace, day.papers[Component.TASTING])
    assert [column.component for column in grid_of(kim, day).columns] == [Component.TASTING]


def test_a_grid_says_who_has_extra_time_and_where_it_is(workspace: Workspace, day: ExamDay) -> None:
    grid = grid_of(workspace, day)
    assert [row.extra_time_percent for row in grid.rows].index(25) == 6
    assert grid.places == ("Main Hall",)
    assert grid.level == 2


def test_a_grid_of_nothing_is_not_found(workspace: Workspace) -> None:
    with pytest.raises(DomainError, match="NOT_FOUND"):
        workspace.run(results_grid, exam_session_id=workspace.store.new_id())


def test_a_long_grid_can_be_read_bit_by_bit(workspace: Workspace, day: ExamDay) -> None:
    enter(workspace, day.mark(3, "60"))
    whole = grid_of(workspace, day)
    assert whole.is_last

    def part(**which: object) -> ResultsGrid:
        return workspace.run(results_grid, course_session_id=day.course_session_id, **which)

    pieces = [part(offset=offset, limit=5) for offset in (0, 5, 10)]
    assert [piece.is_last for piece in pieces] == [False, False, True]
    assert [row for piece in pieces for row in piece.rows] == list(whole.rows)
    assert part(offset=7, limit=5).is_last
    some = (whole.rows[2].candidate_id, whole.rows[9].candidate_id)
    assert part(candidate_ids=some).rows == (whole.rows[2], whole.rows[9])


def test_a_grid_says_who_entered_a_mark_and_when(
    workspace: Workspace, day: ExamDay, clock: FixedClock
) -> None:
    enter(workspace, day.mark(1, "60"), day.mark(2, "70"))
    entered = clock.instant
    clock.instant = entered + timedelta(hours=1)
    second = officer(workspace)
    confirm(second, day, 1)
    enter(workspace, day.mark(2, ""))
    assert cell(workspace, day, 1).entry == MarkEntry(("Ada Admin",), entered)
    assert cell(workspace, day, 2).entry is None


def test_who_typed_a_part_is_among_those_who_entered_the_paper(
    workspace: Workspace, clock: FixedClock
) -> None:
    day = exam_day(workspace, level=3, profile="WSET", candidates=1, days=[EXAM_DAY])
    clock.instant = at(EXAM_DAY)
    enter(workspace, day.mark(1, "40", part="multiple_choice"))
    enter(officer(workspace), day.mark(1, "80", part="written"))
    entry = cell(workspace, day, 1).entry
    assert entry is not None
    assert set(entry.by) == {"Ada Admin", "Bea Both"}
