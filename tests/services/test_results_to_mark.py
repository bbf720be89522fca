"""The list of exam sessions to mark: what is due comes first."""

from datetime import date

import pytest

from tests.helpers.marking import ExamDay, at, exam_day, invigilator
from wset_desk.domain.catalogue import Component
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.results import set_marks
from wset_desk.services.results_to_mark import sessions_for_results
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

JUNE, JULY, TODAY, TOMORROW = date(2026, 6, 6), date(2026, 7, 4), date(2026, 8, 1), date(2026, 8, 2)


@pytest.fixture
def days(workspace: Workspace, clock: FixedClock) -> dict[str, ExamDay]:
    made = {
        "june": exam_day(workspace, days=[JUNE], candidates=2, name="June"),
        "july": exam_day(workspace, level=3, days=[JULY], candidates=2, name="July"),
        "today": exam_day(workspace, level=1, days=[TODAY], candidates=1, name="Today"),
        "tomorrow": exam_day(workspace, days=[TOMORROW], candidates=1, name="Tomorrow"),
    }
    clock.instant = at(TODAY)
    return made


def names(workspace: Workspace, **filters: object) -> list[str]:
    found = workspace.run(sessions_for_results, **filters)
    return [each.name for each in found]


def test_past_and_todays_exams_the_oldest_due_first(
    workspace: Workspace, days: dict[str, ExamDay]
) -> None:
    assert names(workspace) == ["June", "July", "Today"]


def test_what_is_marked_goes_below_the_newest_first(
    workspace: Workspace, days: dict[str, ExamDay]
) -> None:
    workspace.call(set_marks, marks=(days["june"].mark(1, "60"), days["today"].mark(1, "70")))
    absent = days["june"].registrations[Component.THEORY][1]
    workspace.call(mark_no_show, registration_ids=(absent,))
    assert names(workspace) == ["July", "Today", "June"]


def test_progress_counts_the_papers_of_both_components(
    workspace: Workspace, days: dict[str, ExamDay]
) -> None:
    july = days["july"]
    workspace.call(set_marks, marks=(july.mark(1, "60"), july.mark(2, "70", "tasting")))
    (found,) = workspace.run(sessions_for_results, level=3)
    assert (found.done, found.papers, found.is_due) == (2, 4, True)
    assert found.course_session_id == july.course_session_id
    assert found.places == ("Main Hall",)


def test_filters_by_words_level_and_days(workspace: Workspace, days: dict[str, ExamDay]) -> None:
    assert names(workspace, text="hall jul") == ["July"]
    assert names(workspace, level=2) == ["June"]
    assert names(workspace, from_day=JULY) == ["July", "Today"]
    assert names(workspace, to_day=JULY) == ["June", "July"]
    assert names(workspace, from_day=TOMORROW) == []


def test_an_invigilator_sees_the_exams_assigned_to_them(
    workspace: Workspace, days: dict[str, ExamDay]
) -> None:
    kim = invigilator(workspace, days["july"].papers[Component.TASTING])
    (found,) = kim.run(sessions_for_results)
    assert (found.name, found.papers) == ("July", 2)
    assert invigilator(workspace, name="Lee Long").run(sessions_for_results) == ()
