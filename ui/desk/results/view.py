"""The results screen: the list of exams, and the marks of one of them."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from ui.common.commands import Command
from ui.common.layouts import column
from ui.desk.context import DeskContext
from ui.desk.exporting import Exporter
from ui.desk.results.grid_page import GridPage
from ui.desk.results.reading import Source
from ui.desk.results.session_list import EXPORTED, SessionList
from ui.desk.screen import Screen
from wset_desk.i18n import _
from wset_desk.services.exports import Among


class ResultsView(Screen):
    """Deep links: ``exam_session_id`` or ``course_session_id``; without either, the list."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {
            *(
                "exam_registrations",
                "result_versions",
                "result_holds",
                "mark_entries",
                "settings",
                "exam_sessions",
                "exam_templates",
                "sessions",
            ),
            *("candidates", "rooms", "session_staff", "offerings"),
        }
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self.list = SessionList(context)
        self.page = GridPage(context, self.show_list)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.page)
        self.setLayout(column(self._pages, gap=0))
        self._exporter = Exporter(self, context, EXPORTED, self._exam_shown)
        self._awaited: Source | None = None
        self.list.chosen.connect(self._open_source)

    def refresh(self) -> None:
        if self._pages.currentWidget() is self.page:
            self.page.refresh()
        else:
            self.list.refresh()

    def open(self, **arguments: object) -> None:
        exam, course = arguments.get("exam_session_id"), arguments.get("course_session_id")
        if isinstance(course, UUID):
            self._open_source(Source(course_session_id=course))
        elif isinstance(exam, UUID):
            self._open_source(Source(exam_session_id=exam))
        else:
            self.show_list()

    def show_list(self) -> None:
        self._awaited = None
        self._pages.setCurrentWidget(self.list)
        self.list.refresh()
        self.list.table.setFocus()

    def commands(self) -> list[Command]:
        if self._pages.currentWidget() is self.page:
            back = Command(_("All exams"), self.show_list, "arrow_left", _("Esc"), _("Results"))
            return [*self.page.commands(), back, *self._exporter.commands()]
        return self.list.exporter.commands()

    def take_keyboard(self) -> None:
        marking = self._pages.currentWidget() is self.page
        (self.page.grid if marking else self.list.table).setFocus()

    def focus_filter(self) -> None:
        if self._pages.currentWidget() is self.page:
            self.show_list()
        self.list.search.setFocus()

    def _exam_shown(self) -> Among:
        source = self.list.opened
        found = (source.course_session_id, source.exam_session_id) if source else ()
        return Among(ids=frozenset(each for each in found if each is not None))

    def _open_source(self, source: Source) -> None:
        """Turn to the exam when its marks are there: nobody sees an empty page, or the last one."""
        self._awaited = source
        self.page.show_source(source, lambda: self._turn_to(source))

    def _turn_to(self, source: Source) -> None:
        if source != self._awaited:
            return
        self._awaited = None
        self.list.opened = source
        self._pages.setCurrentWidget(self.page)
        self.page.grid.setFocus()

    def _on_changed(self, changes: frozenset[str]) -> None:
        """What was changed in the grid it shows by itself, candidate by candidate."""
        marking = self._pages.currentWidget() is self.page
        if not (marking and self.context.bus.origin is self.page):
            super()._on_changed(changes)
