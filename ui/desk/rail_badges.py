"""The counts in the rail: how much waits to be done on a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject

from ui.desk.context import DeskContext
from ui.desk.nav_rail import NavRail

_LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True)
class _Counted:
    """A page with a count: the tables on which it depends, and the query that answers it.

    The service stands as "module:name", for no service is imported at first paint.
    """

    page: str
    tables: frozenset[str]
    service: str
    number: Callable[[Any], int]
    arguments: Callable[[DeskContext], dict[str, Any]] = lambda _context: {}


_COUNTED = (
    _Counted(
        "board",
        frozenset({"candidates", "course_enrollments", "exam_registrations", "exam_sessions"}),
        "wset_desk.services.board.board:number_waiting",
        int,
    ),
    _Counted(
        "remote",
        frozenset(
            {"course_enrollments", "exam_registrations", "exam_sessions", "registration_tasks"}
        ),
        "wset_desk.services.remote.queue:count_remote",
        lambda counts: counts["ready"] + counts["checks_missing"],
    ),
    _Counted(
        "results",
        frozenset({"exam_registrations", "exam_sessions", "session_staff"}),
        "wset_desk.services.results_to_mark:sessions_for_results",
        lambda sessions: sum(1 for each in sessions if each.is_due),
        lambda context: {"from_day": context.session.today() - _LOOK_BACK},
    ),
    _Counted(
        "enquiries",
        frozenset({"exam_enquiries", "settings"}),
        "wset_desk.services.enquiries.cases:list_enquiries",
        lambda rows: sum(1 for each in rows if each.days_left is not None and each.days_left <= 0),
        lambda _context: {"statuses": ("submitted", "under_review")},
    ),
    _Counted(
        "notices",
        frozenset({"notices"}),
        "wset_desk.services.notices.outbox:count_drafts",
        int,
    ),
)


class RailBadges(QObject):
    """Counts anew whenever something changes on which a count depends."""

    def __init__(self, context: DeskContext, rail: NavRail) -> None:
        super().__init__(rail)
        self._context = context
        self._rail = rail
        self._counted = [each for each in _COUNTED if rail.shows(each.page)]
        context.bus.changed.connect(self._on_changed)
        self.count()

    def count(self) -> None:
        """Ask the store for every count."""
        for each in self._counted:
            self._count(each)

    def _count(self, counted: _Counted) -> None:
        """Services are imported where that doesn't hold the window up."""
        module, _colon, name = counted.service.partition(":")
        self._context.tasks.run_wide(
            import_module, module, owner=self, on_done=partial(self._ask, counted, name)
        )

    def _ask(self, counted: _Counted, name: str, services: Any) -> None:
        self._context.tasks.run(
            getattr(services, name),
            owner=self,
            on_done=partial(self._show, counted),
            **counted.arguments(self._context),
        )

    def _show(self, counted: _Counted, found: Any) -> None:
        self._rail.set_badge(counted.page, counted.number(found))

    def _on_changed(self, changes: frozenset[str]) -> None:
        for each in self._counted:
            if each.tables & changes:
                self._count(each)
