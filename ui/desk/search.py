"""What the palette finds in the store: people, and course sessions that are to come or running."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject

from ui.common.commands import Command
from ui.common.dates import day_text
from ui.common.tasks import Tasks
from ui.desk.context import DeskSession, Navigator
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _

Found = Callable[[Sequence[Command]], object]

_MOST_OF_A_KIND = 6
_SERVICES = "wset_desk.services"


class StoreSearch(QObject):
    """Asks the services on the store's thread; who may not see a kind isn't shown any of it."""

    def __init__(
        self, tasks: Tasks, session: DeskSession, navigate: Navigator, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._session = session
        self._navigate = navigate

    def __call__(self, text: str, found: Found) -> None:
        """Call `found` with the people, then with the people and the course sessions."""
        if self._session.may(Permission.VIEW_CANDIDATES):
            self._ask("candidates", partial(self._find_people, text, found))
        elif self._session.may(Permission.VIEW_CALENDAR):
            self._ask("course_sessions", partial(self._find_courses, text, found, ()))

    def _ask(self, module: str, ask: Callable[[Any], object]) -> None:
        """Services are imported where that doesn't hold the window up."""
        self._tasks.run_wide(import_module, f"{_SERVICES}.{module}", owner=self, on_done=ask)

    def _find_people(self, text: str, found: Found, services: Any) -> None:
        def show(page: Any) -> None:
            people = [self._to_person(row) for row in page.rows]
            found(people)
            if self._session.may(Permission.VIEW_CALENDAR):
                self._ask("course_sessions", partial(self._find_courses, text, found, people))

        self._tasks.run(
            services.find_candidates, owner=self, on_done=show, text=text, limit=_MOST_OF_A_KIND
        )

    def _find_courses(
        self, text: str, found: Found, people: Sequence[Command], services: Any
    ) -> None:
        def show(rows: Any) -> None:
            found([*people, *(self._to_course(row) for row in rows[:_MOST_OF_A_KIND])])

        self._tasks.run(
            services.list_course_sessions,
            owner=self,
            on_done=show,
            text=text,
            from_day=self._session.today(),
        )

    def _to_person(self, row: Any) -> Command:
        return Command(
            row.name,
            partial(self._navigate, "candidates", candidate_id=row.id),
            icon="user",
            section=_("Candidates"),
            note=row.number or "",
        )

    def _to_course(self, row: Any) -> Command:
        return Command(
            row.name,
            partial(self._navigate, "courses", session_id=row.id),
            icon="book",
            section=_("Courses"),
            note=day_text(row.starts_on),
        )
