"""The enquiries' page with a store behind it, as different people see it."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import settle
from tests.helpers.enquiries import Desk, enquiry_desk
from tests.helpers.enquiries_screen import EnquiriesScreen
from wset_desk.services.workspace import Workspace
from wset_desk.system.clock import FixedClock

Open = Callable[..., EnquiriesScreen]


@pytest.fixture
def centre(desk: Workspace, clock: FixedClock) -> Desk:
    return enquiry_desk(desk, clock)


@pytest.fixture
def open_as(centre: Desk, qtbot: QtBot, shown: Callable[..., QWidget]) -> Open:
    """The page of somebody; the administrator's unless told."""

    def open_it(
        by: Workspace | None = None, width: int = 1080, height: int = 780
    ) -> EnquiriesScreen:
        made = EnquiriesScreen(centre, qtbot, by or centre.admin)
        shown(made.view, width, height)
        settle()
        return made

    return open_it
