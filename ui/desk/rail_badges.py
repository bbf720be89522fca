"""The counts in the rail: how many exams of the last months wait for marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject

from ui.desk.context import DeskContext
from ui.desk.nav_rail import NavRail

_TABLES = frozenset({"exam_registrations", "exam_sessions", "session_staff"})
_LOOK_BACK = timedelta(days=90)
_RESULTS = "results"


class RailBadges(QObject):
    """Counts anew whenever marks, exams or who invigilates them change."""

    def __init__(self, context: DeskContext, rail: NavRail) -> None:
        super().__init__(rail)
        self._context = context
        self._rail = rail
        context.bus.changed.connect(self._on_changed)
        self.count()

    def count(self) -> None:
        """Ask the store; services are imported where that doesn't hold the window up."""
        self._context.tasks.run_wide(
            import_module, "wset_desk.services.results_to_mark", owner=self, on_done=self._ask
        )

    def _ask(self, services: Any) -> None:
        self._context.tasks.run(
            services.sessions_for_results,
            owner=self,
            on_done=self._show,
            from_day=self._context.session.today() - _LOOK_BACK,
        )

    def _show(self, sessions: Sequence[Any]) -> None:
        self._rail.set_badge(_RESULTS, sum(1 for each in sessions if each.is_due))

    def _on_changed(self, changes: frozenset[str]) -> None:
        if _TABLES & changes:
            self.count()
