"""How a fee stands, wherever the person is: in a course's registrations and beside the calendar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.courses_screen import CoursesScreen
from tests.helpers.desk import context_of, session_of, settle
from tests.helpers.money import FEE, MAKEUP_DAY, Till, till
from ui.common.badges import Badge
from ui.common.buttons import IconButton
from ui.common.layouts import row
from ui.common.sheet import Sheet
from ui.common.tasks import InlineTasks
from ui.desk.calendar.actions import CalendarActions
from ui.desk.calendar.session_panel import SessionPanel
from ui.desk.candidates.view import CandidatesView
from ui.desk.courses.registrations import RegistrationsSection
from ui.desk.money.account_card import AccountCard
from ui.desk.money.check_in_lines import CheckInLines
from ui.desk.today.targets import target_of
from wset_desk.domain.catalogue import Component
from wset_desk.domain.fees import PaymentMethod
from wset_desk.services.attention import Concern
from wset_desk.services.course_rows import CourseDayInput
from wset_desk.services.course_sessions import course_session, create_course_session
from wset_desk.services.exam_sessions import exam_session
from wset_desk.services.money.payments import record_payment
from wset_desk.services.refusals import describe
from wset_desk.services.today import today
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, ExamSession, ExamTemplate
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.clock import FixedClock

Shown = Callable[..., QWidget]


@pytest.fixture
def money(desk: Workspace, clock: FixedClock) -> Till:
    return till(desk, clock)


def course_with_a_makeup(money: Till) -> tuple[UUID, UUID]:
    """Another course of the offering, in whose exam the candidate makes up; and the booking."""

    def offering_of(uow: UnitOfWork) -> UUID:
        exam = uow.get(ExamSession, money.exam.papers[Component.THEORY])
        return uow.get(ExamTemplate, exam.exam_template_id).course_offering_id

    made = money.workspace.call(
        create_course_session,
        offering_id=money.within(offering_of),
        days=(CourseDayInput(MAKEUP_DAY, time(9, 30), time(16, 30)),),
        max_capacity=4,
    )
    (exam,) = made.exams
    return made.id, money.within(lambda uow: money.book(uow, exam.id).id)


def account_of(owner: QWidget) -> AccountCard:
    settle()
    (sheet,) = [each for each in owner.window().findChildren(Sheet) if each.is_open]
    (card,) = sheet.findChildren(AccountCard)
    return card


def pay(money: Till, registration_id: UUID) -> None:
    money.workspace.call(
        record_payment, registration_id=registration_id, amount=FEE, method=PaymentMethod.CARD
    )


def test_a_course_shows_the_fees_of_those_who_make_up(
    money: Till, qtbot: QtBot, shown: Shown
) -> None:
    screen = CoursesScreen(money.workspace, qtbot)
    shown(screen.view, 1280, 800)
    session_id, makeup = course_with_a_makeup(money)
    screen.show_session(session_id)
    (section,) = screen.view.findChildren(RegistrationsSection)
    assert fees_in(section) == ["Fee £85.00 owed"]
    section.table.selectRow(0)
    screen.click(section.account_button)
    card = account_of(screen.view)
    assert card.table.chosen is not None
    assert card.table.chosen.registration_id == makeup
    pay(money, makeup)
    section.show_session(money.workspace.run(course_session, session_id=session_id))
    assert fees_in(section) == ["Fee paid"]


def test_a_course_without_fees_has_no_column_for_them(
    money: Till, qtbot: QtBot, shown: Shown
) -> None:
    screen = CoursesScreen(money.workspace, qtbot)
    shown(screen.view, 1280, 800)
    screen.show_session(money.exam.course_session_id)
    (section,) = screen.view.findChildren(RegistrationsSection)
    assert "fee" not in [each.key for each in section.table.people.columns]


def fees_in(section: RegistrationsSection) -> list[str]:
    model = section.table.people
    (column,) = [each for each in model.columns if each.key == "fee"]
    return [column.value(row) for row in model.rows]


def test_scenario_a_6_the_door_opens_for_who_has_paid(
    money: Till, clock: FixedClock, shown: Shown
) -> None:
    """A quarter past three on the makeup's day: in the calendar, and on the person's account."""
    makeup = money.makeup()
    clock.instant = datetime(2026, 10, 25, 15, 15, tzinfo=UTC)
    owner = QWidget()
    session = replace(session_of(), clock=lambda: clock.instant)
    context = context_of(InlineTasks(money.workspace, describe), session)
    panel, card = SessionPanel(session, CalendarActions(owner, context)), AccountCard(context)
    owner.setLayout(row(panel, card))
    shown(owner, 1000, 800)
    session_id = money.within(lambda uow: uow.get(ExamRegistration, makeup).exam_session_id)

    def said() -> list[str]:
        panel.show_detail(money.workspace.run(exam_session, exam_session_id=session_id))
        card.show_candidate(money.candidate_id, makeup)
        settle()
        lines = [each for each in owner.findChildren(CheckInLines) if each.isVisible()]
        return [each.accessibleName() for each in lines]

    assert said() == ["Not let in now The fee isn't paid: £85.00 is owed."] * 2
    pay(money, makeup)
    assert said() == ["Is let in now"] * 2


def test_the_calendar_shows_what_is_owed_and_opens_the_account(
    money: Till, qtbot: QtBot, shown: Shown
) -> None:
    makeup = money.makeup()
    owner = QWidget()
    context = context_of(InlineTasks(money.workspace, describe), session_of())
    panel = SessionPanel(context.session, CalendarActions(owner, context))
    panel.setParent(owner)
    shown(owner, 500, 800)
    panel.resize(500, 800)
    session_id = money.within(lambda uow: uow.get(ExamRegistration, makeup).exam_session_id)
    panel.show_detail(money.workspace.run(exam_session, exam_session_id=session_id))
    settle()
    assert "Fee £85.00 owed" in [each.accessibleName() for each in panel.findChildren(Badge)]
    (account,) = [
        each
        for each in panel.findChildren(IconButton)
        if each.accessibleName() == "Account of Aoife Byrne"
    ]
    account.click()
    assert account_of(owner).account is not None


def test_today_leads_to_the_account_of_who_owes(
    money: Till, clock: FixedClock, shown: Shown
) -> None:
    money.makeup()
    clock.instant = datetime(2026, 10, 20, 9, tzinfo=UTC)
    attention = {each.concern: each for each in money.workspace.run(today).attention}
    session = session_of()
    target = target_of(attention[Concern.FEE_OWED], session.zone)
    assert target.page == "candidates"
    view = CandidatesView(context_of(InlineTasks(money.workspace, describe), session))
    shown(view, 1280, 800)
    view.open(**target.arguments)
    settle()
    assert view.panel.account.isVisible()
    assert view.panel.account.account is not None
    assert view.panel.account.account.total.owed == FEE
