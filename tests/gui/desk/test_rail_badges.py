"""The rail counts the exams that wait for marks."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.helpers.board import held_course
from tests.helpers.courses import LEVEL_2_DAYS, enrol_in, make_offering, schedule
from tests.helpers.desk import context_of, session_of, settle
from tests.helpers.enquiries import MARTA, enquiry_desk
from ui.common.tasks import InlineTasks
from ui.desk.nav_rail import NavRail
from ui.desk.navigation import PAGES, pages_for
from ui.desk.rail_badges import RailBadges
from wset_desk.domain.permissions import Role, permissions_of
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.candidates import add_candidate
from wset_desk.services.enquiries.reviewing import reject_enquiry
from wset_desk.services.results_grid import results_grid
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock


def test_it_counts_what_is_due_and_follows_the_marks(
    desk: Workspace, clock: FixedClock, qtbot: QtBot
) -> None:
    course = schedule(desk, make_offering(desk, 2), *LEVEL_2_DAYS)
    ana = desk.call(add_candidate, first_name="Ana", last_name="Silva")
    enrol_in(desk, course.id, ana.id)
    clock.advance(timedelta(days=50))
    rail = NavRail("Centre", "Kim Adler", "Administrator", PAGES)
    qtbot.addWidget(rail)
    session = session_of()
    context = context_of(InlineTasks(desk, parent=rail), session)
    RailBadges(context, rail)
    settle()
    assert "1" in spoken(rail)
    grid = desk.run(results_grid, course_session_id=course.id)
    context.tasks.run(
        mark_no_show,
        owner=rail,
        registration_ids=tuple(cell.registration_id for cell in grid.rows[0].cells if cell),
    )
    settle()
    assert "1" not in spoken(rail)


def test_it_counts_the_enquiries_that_are_due(
    desk: Workspace, clock: FixedClock, qtbot: QtBot
) -> None:
    office = enquiry_desk(desk, clock)
    case = office.submit(MARTA)
    rail = NavRail("Centre", "Kim Adler", "Administrator", PAGES)
    qtbot.addWidget(rail)
    context = context_of(InlineTasks(desk, parent=rail))
    badges = RailBadges(context, rail)
    assert spoken(rail, "Enquiries") == "Enquiries"
    clock.advance(timedelta(days=40))
    badges.count()
    settle()
    assert "1" in spoken(rail, "Enquiries")
    context.tasks.run(reject_enquiry, owner=rail, enquiry_id=case.id, reason="Not about a mark")
    settle()
    assert spoken(rail, "Enquiries") == "Enquiries"


def spoken(rail: NavRail, page: str = "Results") -> str:
    """What a screen reader says of a page's entry."""
    return next(
        button.accessibleName()
        for button in rail.findChildren(QAbstractButton)
        if button.accessibleName().startswith(page)
    )


def test_it_counts_who_waits_for_a_seat(desk: Workspace, clock: FixedClock, qtbot: QtBot) -> None:
    school = held_course(desk, clock)
    rail = NavRail("Centre", "Kim Adler", "Administrator", PAGES)
    qtbot.addWidget(rail)
    context = context_of(InlineTasks(desk, parent=rail))
    RailBadges(context, rail)
    context.tasks.run(
        mark_no_show,
        owner=rail,
        registration_ids=(school.registration(11), school.registration(12)),
    )
    settle()
    assert "2" in spoken(rail, "Assign seats")


def test_nothing_is_asked_for_pages_that_somebody_does_not_see(
    desk: Workspace, qtbot: QtBot
) -> None:
    roles = frozenset({Role.INVIGILATOR})
    lee = Workspace(desk.store, replace(desk.actor, roles=roles))
    rail = NavRail("Centre", "Lee", "Invigilator", pages_for(permissions_of([Role.INVIGILATOR])))
    qtbot.addWidget(rail)
    refusals: list[str] = []
    tasks = InlineTasks(lee, lambda error: refusals.append(error.code) or error.code, parent=rail)
    RailBadges(context_of(tasks, session_of(Role.INVIGILATOR)), rail)
    settle()
    assert refusals == []
