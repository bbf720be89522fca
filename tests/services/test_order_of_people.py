"""Lists of people stand in the order in which one looks for a name."""

from tests.helpers.courses import enrol_in, level_2_course, shown
from wset_desk.services.candidates import add_candidate, find_candidates
from wset_desk.services.exam_sessions import exam_session
from wset_desk.services.results_grid import results_grid
from wset_desk.services.workspace import Workspace

NAMES = ("al-Masri", "Bäcker", "d’Angelo", "Özil", "Zeta")


def test_small_letters_and_accents_do_not_put_anybody_last(workspace: Workspace) -> None:
    course = level_2_course(workspace)
    people = [
        workspace.call(add_candidate, first_name="Kim", last_name=name).id
        for name in reversed(NAMES)
    ]
    enrol_in(workspace, course.id, *people)
    expected = [f"Kim {name}" for name in NAMES]
    found = shown(workspace, course.id)
    (exam,) = found.exams
    assert [row.name for row in workspace.run(find_candidates).rows] == expected
    assert [row.name for row in exam.registrations] == expected
    detail = workspace.run(exam_session, exam_session_id=exam.id)
    assert [row.name for row in detail.registrations] == expected
    grid = workspace.run(results_grid, exam_session_id=exam.id)
    assert [row.name for row in grid.rows] == expected
