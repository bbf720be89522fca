"""The calendar with a store behind it."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.calendar_screen import CalendarDesk
from tests.helpers.desk import Recorder, ShortMemory, session_of
from tests.helpers.exam_centre import ExamCentre
from ui.common.bus import bus
from ui.common.tasks import InlineTasks
from ui.common.theme import theme
from ui.desk.calendar.view import CalendarView
from ui.desk.context import DeskContext
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.permissions import Role
from wset_desk.services.refusals import describe
from wset_desk.services.workspace import Workspace


@pytest.fixture
def open_calendar(desk: Workspace, shown: Callable[..., QWidget]) -> Callable[..., CalendarDesk]:
    def open_it(
        *roles: Role, width: int = 1240, height: int = 860, memory: ShortMemory | None = None
    ) -> CalendarDesk:
        recorder, memory = Recorder(), memory or ShortMemory()
        tasks = InlineTasks(desk, describe)
        context = DeskContext(
            tasks,
            bus,
            theme(),
            session_of(*roles),
            recorder.navigate,
            recorder.toast,
            memory=memory,
        )
        view = CalendarView(context)
        shown(view, width, height)
        return CalendarDesk(view, ExamCentre(desk), recorder, memory)

    return open_it


@pytest.fixture
def calendar(open_calendar: Callable[..., CalendarDesk]) -> CalendarDesk:
    return open_calendar()


@pytest.fixture
def theory(calendar: CalendarDesk) -> UUID:
    return calendar.centre.offering(level=2)[ExamType.THEORY]
