"""What people do on a grid with the mouse: new sessions where they click, menus, and what is in
the way of a session that they drag."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ui.desk.calendar.actions import CalendarActions
from ui.desk.calendar.grid import CalendarGrid, Target
from ui.desk.calendar.menus import new_session_menu, session_menu
from ui.desk.calendar.model import Period, Slot
from ui.desk.calendar.obstacles import Obstacles
from ui.desk.context import DeskContext
from wset_desk.domain.permissions import Permission
from wset_desk.services import exam_session_changes, exam_sessions
from wset_desk.services.exam_session_details import ExamSessionDetail


class GridMenus:
    """For one page: ``go_to(day)`` and ``open_slot(slot)`` are its own."""

    def __init__(
        self,
        page: QWidget,
        context: DeskContext,
        actions: CalendarActions,
        *,
        go_to: Callable[[date], object],
        open_slot: Callable[[Slot], object],
    ) -> None:
        self._page = page
        self._context = context
        self._actions = actions
        self._go_to = go_to
        self._open_slot = open_slot
        self._may_manage = context.session.may(Permission.MANAGE_SESSIONS)

    def connect_grid(self, grid: CalendarGrid, period: Callable[[], Period]) -> None:
        """``period`` answers which one the grid shows."""
        grid.may_move = self._may_manage
        grid.create_wanted.connect(self._create_at)
        grid.menu_wanted.connect(self._open_menu)
        grid.drag_began.connect(lambda slot: self._find_obstacles(slot, grid, period()))
        grid.moved.connect(self._actions.drop)

    def _create_at(self, day: date, minute: int | None) -> None:
        if self._may_manage:
            self._go_to(day)
            self._new_menu(day, minute).popup(self._page.cursor().pos())

    def _new_menu(self, day: date, minute: int | None) -> QMenu:
        return new_session_menu(
            self._page, lambda kind: self._actions.new_session(kind, day, minute)
        )

    def _open_menu(self, at: QPoint, slot: Slot | None, target: Target) -> None:
        """The right button: what can be done with a session, or on a day."""
        if slot is not None:
            verbs: dict[str, Callable[[], object]] = {"open": partial(self._open_slot, slot)}
            if self._may_manage:
                verbs["move"] = partial(self._with, slot, self._actions.move)
                verbs["edit"] = partial(self._with, slot, self._actions.edit)
            session_menu(self._page, verbs).popup(at)
        elif self._may_manage:
            self._new_menu(target.day, target.minute).popup(at)

    def _with(self, slot: Slot, verb: Callable[[ExamSessionDetail], object]) -> None:
        self._context.tasks.run(
            exam_sessions.exam_session,
            owner=self._page,
            on_done=verb,
            exam_session_id=slot.item.id,
        )

    def _find_obstacles(self, slot: Slot, grid: CalendarGrid, period: Period) -> None:
        """Ask what is in the way of a session while it is being dragged."""
        zone = self._context.session.zone
        start, end = period.bounds(zone)
        self._context.tasks.run(
            exam_session_changes.move_obstacles,
            owner=self._page,
            on_done=lambda found: grid.set_obstacles(Obstacles.of(found, zone)),
            exam_session_id=slot.item.id,
            start=start,
            end=end,
        )
