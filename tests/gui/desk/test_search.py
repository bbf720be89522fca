"""Ctrl+K finds people and course sessions, for whoever may see them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.helpers.courses import make_offering, schedule
from tests.helpers.desk import Recorder, session_of, settle
from ui.common.commands import Command
from ui.common.tasks import InlineTasks
from ui.desk.search import StoreSearch
from wset_desk.domain.permissions import Role
from wset_desk.i18n import set_language
from wset_desk.services.candidates import add_candidate
from wset_desk.services.course_sessions import list_course_sessions
from wset_desk.services.workspace import Workspace

Find = Callable[[str], list[Command]]


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def find(desk: Workspace, recorder: Recorder, qtbot: QtBot) -> Callable[..., list[Command]]:
    """What is found in the end for a text, by somebody of a role."""
    desk.call(add_candidate, first_name="Zoë", last_name="Wine", candidate_number="W104 657")
    offering = make_offering(desk, 2)
    today = desk.store.clock.now().date()
    schedule(desk, offering, today.replace(month=9, day=5), today.replace(month=9, day=6))
    owner = QObject()

    def ask(text: str, role: Role = Role.EXAMS_OFFICER) -> list[Command]:
        answers: list[list[Command]] = [[]]
        tasks = InlineTasks(desk, parent=owner)
        search = StoreSearch(tasks, session_of(role), recorder.navigate, owner)
        search(text, lambda commands: answers.append(list(commands)))
        settle()
        return answers[-1]

    return ask


def test_people_come_first_then_courses(find: Find) -> None:
    set_language("en")
    found = find("wine")
    assert [(each.text, each.section) for each in found] == [
        ("Zoë Wine", "Candidates"),
        (found[1].text, "Courses"),
    ]
    assert "Level 2 Wines" in found[1].text
    assert found[0].note == "W104 657"


def test_a_person_is_found_by_number_and_without_accents(find: Find, recorder: Recorder) -> None:
    (by_number,) = find("104657")
    (by_name,) = find("zoe")
    by_name.run()
    assert by_number.text == by_name.text == "Zoë Wine"
    ((page, arguments),) = recorder.visits
    assert (page, list(arguments)) == ("candidates", ["candidate_id"])


def test_a_course_opens_its_own_page(find: Find, recorder: Recorder, desk: Workspace) -> None:
    find("level 2")[0].run()
    (row,) = desk.run(list_course_sessions)
    assert recorder.visits == [("courses", {"session_id": row.id})]


def test_an_invigilator_finds_neither(find: Callable[..., list[Command]]) -> None:
    assert find("wine", Role.INVIGILATOR) == []
