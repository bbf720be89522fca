"""To another month of a centre with 10,000 exam sessions a year: query and paint; and hovering."""

import os
import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from tests.benchmarks.measure import Measurement, timed
from tests.benchmarks.store import stores
from wset_desk.domain.catalogue import CourseFormat, SessionType
from wset_desk.services.catalogue import create_course, create_offering
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamSession

SESSIONS = 10_000
YEAR = 2026
ROUNDS = 36
SIZE = (1280, 900)
SWITCH_TARGET, HOVER_TARGET = 16.0, 2.0
_QUARTERS = range(8 * 4, 18 * 4)
_KINDS = [kind.value for kind in SessionType if kind is not SessionType.BUNDLED]


def measure() -> list[Measurement]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with stores() as both:
        _fill(both.workspace)
        switching, hovering = _ours(both.workspace)
        bare = _bare(both.workspace)
    return [
        Measurement("another month, query and paint", switching, SWITCH_TARGET, bare),
        Measurement("hovering over the month", hovering, HOVER_TARGET),
    ]


def _fill(workspace: Workspace) -> None:
    templates = _templates(workspace)
    chance = random.Random(YEAR)
    start = datetime(YEAR, 1, 1, tzinfo=UTC)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        for _ in range(SESSIONS):
            begins = start + timedelta(
                days=chance.randrange(365), minutes=15 * chance.choice(_QUARTERS)
            )
            uow.add(
                ExamSession(
                    exam_template_id=chance.choice(templates),
                    name="Level 2 Theory Exam",
                    exam_date=begins,
                    exam_end_time=begins + timedelta(hours=1),
                    max_capacity=24,
                    current_enrollment=chance.randrange(25),
                    session_type=chance.choice(_KINDS),
                )
            )
        uow.commit()


def _templates(workspace: Workspace) -> list[UUID]:
    found = []
    for level in (1, 2, 3):
        course = workspace.call(create_course, title="Wines", subject="Wines", level=level)
        offering = workspace.call(
            create_offering,
            course_id=course.id,
            course_format=CourseFormat.IN_PERSON,
            name=f"Level {level} Wines",
            price=Decimal(500),
        )
        found += [template.id for template in offering.templates]
    return found


def _ours(workspace: Workspace) -> tuple[list[float], list[float]]:
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    from tests.helpers.desk import context_of, session_of
    from ui.common.tasks import InlineTasks
    from ui.desk.calendar.view import CalendarView

    application = QApplication.instance() or QApplication([])
    view = CalendarView(context_of(InlineTasks(workspace), session_of()))
    view.resize(*SIZE)
    view.show()
    view.go_to(datetime(YEAR, 1, 1, tzinfo=UTC).date())
    application.processEvents()

    def switch(step: int) -> None:
        view.turn(step)
        view.month.repaint()

    steps = [1] * 11 + [-1] * 11
    times = [timed(lambda step=step: switch(step)) for _, step in zip(range(ROUNDS), cycle(steps))]

    def hover(position: QPointF) -> None:
        buttons = Qt.MouseButton.NoButton
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            position,
            position,
            buttons,
            buttons,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view.month, event)
        QApplication.processEvents()

    places = [box.rect.center() for box in view.month.boxes()]
    hovering = [timed(lambda place=place: hover(place)) for place in places]
    view.close()
    return times, hovering


def _bare(workspace: Workspace) -> list[float]:
    """The same rows in one SQL statement, each drawn as a line of text."""
    from PySide6.QtGui import QImage, QPainter

    picture = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    zone = ZoneInfo("Europe/London")

    def month(number: int) -> None:
        start = datetime(YEAR, number, 1, tzinfo=zone)
        parameters: dict[str, Any] = {
            "start": start.astimezone(UTC).isoformat(),
            "end": (start + timedelta(days=42)).astimezone(UTC).isoformat(),
        }
        with workspace.store.engine.connect() as connection:
            rows = connection.execute(
                text(
                    "SELECT name, exam_date, current_enrollment, max_capacity FROM exam_sessions"
                    " WHERE exam_date >= :start AND exam_date < :end ORDER BY exam_date"
                ),
                parameters,
            ).all()
        picture.fill(0xFFFFFFFF)
        painter = QPainter(picture)
        for number_, row in enumerate(rows[:170]):
            painter.drawText(180 * (number_ % 7), 5 * (number_ // 7), f"{row[1][11:16]} {row[0]}")
        painter.end()

    return [timed(lambda n=n: month(n % 12 + 1)) for n in range(ROUNDS)]
