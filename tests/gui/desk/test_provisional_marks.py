"""A seat that the server hasn't confirmed is marked on every screen that shows it, until it has."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.board import OCTOBER_4, School, held_course
from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.not_taken import answer_all
from tests.helpers.sync_page import link
from ui.common.badges import Badge
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.desk.board.session_words import session_lines, taken_text
from ui.desk.board.view import BoardView
from ui.desk.candidates.view import CandidatesView
from ui.desk.context import DeskContext
from ui.desk.courses.model import registration_columns
from ui.desk.notices.view import NoticesView
from wset_desk.domain.catalogue import ExamType
from wset_desk.services.course_sessions import course_session
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Show = Callable[..., QWidget]


@pytest.fixture
def school(desk: Workspace, clock: FixedClock) -> School:
    """A candidate with a seat that was booked here a moment ago."""
    made = held_course(desk, clock, people=2)
    made.miss(1, 2)
    exam = made.exam(OCTOBER_4)
    answer_all(link(desk), "applied")
    made.seat(exam, made.key(1))
    return made


@pytest.fixture
def context(school: School) -> DeskContext:
    tasks = InlineTasks(school.workspace, describe)
    return context_of(tasks, replace(session_of(), clock=school.clock.now), Recorder())


def badges(widget: QWidget) -> list[str]:
    return [each.accessibleName() for each in widget.findChildren(Badge) if each.isVisible()]


def test_on_the_board(school: School, context: DeskContext, shown: Show) -> None:
    view = BoardView(context)
    shown(view, 1300, 800)
    (session,) = view.sessions.list.cards.sessions
    assert taken_text(session) == "1 of 12 seats · 1 provisional"
    zone = context.session.zone
    assert "1 provisional" in session_lines(session, zone)
    view.open_session(session)
    settle()
    (sheet,) = view.window().findChildren(Sheet)
    assert "Provisional" in badges(sheet)


def test_in_the_profile(school: School, context: DeskContext, shown: Show) -> None:
    view = CandidatesView(context)
    shown(view, 1300, 800)
    view.open(candidate_id=school.people[0])
    settle()
    assert "Provisional" in badges(view.panel)
    answer_all(school.workspace, "applied")
    view.refresh()
    settle()
    assert "Provisional" not in badges(view.panel)


def test_in_a_course(school: School, context: DeskContext) -> None:
    session = school.workspace.run(course_session, session_id=school.course_session_id)
    exam = next(each for each in session.exams if each.exam_type is ExamType.THEORY)
    sure = exam.registrations[0]
    (column,) = (
        each
        for each in registration_columns(ExamType.THEORY, context.session.zone)
        if each.key == "status"
    )
    unsure = replace(sure, status="registered", is_provisional=True)
    assert (column.value(unsure), column.value(sure)) == ("Provisional", "No show")
    assert column.tooltip is not None
    assert column.tooltip(unsure).startswith("Provisional until the server has it")


def test_a_message_about_it_waits(school: School, context: DeskContext, shown: Show) -> None:
    view = NoticesView(context)
    shown(view, 1300, 800)
    view.table.selectRow(0)
    settle()
    assert "Waits" in badges(view.panel)
    assert not view.panel.send_button.isEnabled()
    assert not view.review_button.isEnabled()
    answer_all(school.workspace, "applied")
    view.refresh()
    settle()
    assert view.panel.send_button.isEnabled()
