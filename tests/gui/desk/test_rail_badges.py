"""The rail counts the exams that wait for marks."""

from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.helpers.courses import LEVEL_2_DAYS, enrol_in, make_offering, schedule
from tests.helpers.desk import context_of, session_of, settle
from ui.common.tasks import InlineTasks
from ui.desk.nav_rail import NavRail
from ui.desk.navigation import PAGES
from ui.desk.rail_badges import RailBadges
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.candidates import add_candidate
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


def spoken(rail: NavRail) -> str:
    """What a screen reader says of the results' entry."""
    return next(
        button.accessibleName()
        for button in rail.findChildren(QAbstractButton)
        if button.accessibleName().startswith("Results")
    )
