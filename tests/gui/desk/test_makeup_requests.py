"""The course's page: who of it waits for a makeup or a resit, and what is proposed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.board import OCTOBER_4, OCTOBER_25, School, held_course
from tests.helpers.board_screen import button, texts_in
from tests.helpers.desk import Recorder, context_of, session_of, settle
from tests.helpers.pdfs import pdf_text
from ui.common.overlay import open_overlays
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.desk.board.chooser_sheet import ChooserSheet
from ui.desk.courses.view import CoursesView
from ui.desk.letters.preview import Preview
from wset_desk.domain.notices import NoticeKind, NoticeState
from wset_desk.services.notices.outbox import notices
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


class CoursePage:
    """The page of the school's course, and what it asked of the shell."""

    def __init__(self, school: School) -> None:
        self.shell = Recorder()
        session = replace(session_of(), clock=school.clock.now)
        tasks = InlineTasks(school.workspace, describe)
        self.view = CoursesView(context_of(tasks, session, self.shell))
        self.view.open(session_id=school.course_session_id)

    @property
    def makeups(self) -> QWidget:
        return self.view.session_page.makeups


@pytest.fixture
def school(desk: Workspace, clock: FixedClock) -> School:
    """C12 has missed the exam, C11 has failed it."""
    made = held_course(desk, clock)
    made.miss(12)
    made.mark(11, "40")
    return made


@pytest.fixture
def page(school: School, shown: Callable[..., QWidget]) -> CoursePage:
    school.exam(OCTOBER_4)
    made = CoursePage(school)
    shown(made.view, 1280, 900)
    return made


def test_each_has_the_next_session_proposed_and_gets_it_by_a_click(
    page: CoursePage, school: School
) -> None:
    said = texts_in(page.makeups)
    assert {"Makeup requests", "C11 Candidate", "C12 Candidate", "Failed · 40 %"} <= set(said)
    assert said.count("Next: Sun 4 Oct, 15:30") == 2
    button(page.makeups, "Assign C12 Candidate").click()
    settle()
    assert school.waiting() == ["C11 Candidate"]
    assert page.shell.toasts == ["C12 Candidate assigned to Sun 4 Oct, 15:30. £85.00 charged."]
    assert "C12 Candidate" not in texts_in(page.makeups)
    undo = page.shell.undos[-1]
    assert undo is not None
    undo()
    settle()
    assert "C12 Candidate" in texts_in(page.makeups)


def test_another_session_is_chosen_from_a_list(page: CoursePage, school: School) -> None:
    later = school.exam(OCTOBER_25)
    page.view.refresh()
    settle()
    button(page.makeups, "Another session for C12 Candidate").click()
    (sheet,) = [each for each in page.view.window().findChildren(Sheet) if each.is_open]
    assert isinstance(sheet, ChooserSheet)
    sheet.table.selectRow([row.session.id for row in sheet.model.rows].index(later))
    sheet.save_button.click()
    settle()
    assert [person.name for person in school.session(later).people] == ["C12 Candidate"]


def test_the_board_is_a_click_away(page: CoursePage, school: School) -> None:
    button(page.makeups, "Show on the board").click()
    assert page.shell.visits == [("board", {"course_session_id": school.course_session_id})]


def test_before_the_exam_nobody_can_wait(
    desk: Workspace, clock: FixedClock, shown: Callable[..., QWidget]
) -> None:
    school = held_course(desk, clock)
    clock.instant = clock.instant.replace(month=8)
    page = CoursePage(school)
    shown(page.view, 1280, 900)
    assert not page.makeups.isVisible()


def test_nobody_waits(desk: Workspace, clock: FixedClock, shown: Callable[..., QWidget]) -> None:
    page = CoursePage(held_course(desk, clock))
    shown(page.view, 1280, 900)
    assert "Nobody of this course waits for a makeup or a resit." in texts_in(page.makeups)


def test_those_who_missed_the_exam_are_invited_at_once(page: CoursePage, school: School) -> None:
    page.view.session_page.makeups.invite_button.click()
    settle()
    (draft,) = school.workspace.run(notices)
    assert (draft.name, draft.kind) == ("C12 Candidate", NoticeKind.MAKEUP_INVITATION)
    assert page.shell.toasts == ["1 draft is in Messages."]
    undo = page.shell.undos[-1]
    assert undo is not None
    undo()
    assert school.workspace.run(notices)[0].state is NoticeState.DISCARDED


def test_who_only_failed_is_not_invited(desk: Workspace, clock: FixedClock) -> None:
    school = held_course(desk, clock, people=1)
    school.mark(1, "40")
    page = CoursePage(school)
    assert page.view.session_page.makeups.invite_button.isHidden()


def test_invitations_are_printed_for_those_who_missed_the_exam(page: CoursePage) -> None:
    page.view.session_page.makeups.print_button.click()
    settle()
    found = open_overlays(page.view.window())[-1]
    assert isinstance(found, Preview)
    assert found.printed is not None
    text = pdf_text(found.printed.content)
    assert "Dear C12 Candidate," in text
    assert "Sunday 4 October 2026, 15:30 – 16:30" in text
    assert "C11 Candidate" not in text
