"""The Courses screen: course sessions and offerings, each a list and a page."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.badges import Segmented
from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.layouts import column, hide_unless
from ui.desk.context import DeskContext
from ui.desk.courses.actions import SessionActions
from ui.desk.courses.offering_actions import OfferingActions
from ui.desk.courses.offering_forms import NewOfferingSheet
from ui.desk.courses.offering_list import OfferingList
from ui.desk.courses.offering_page import OfferingPage
from ui.desk.courses.session_form import CourseSessionSheet
from ui.desk.courses.session_list import SessionList
from ui.desk.courses.session_page import SessionPage
from ui.desk.exporting import Exporter, may_export
from ui.desk.screen import Screen
from wset_desk.domain.file_fields import FileKind
from wset_desk.i18n import _, ngettext
from wset_desk.services.catalogue_rows import OfferingDetail
from wset_desk.services.course_rows import CourseSessionDetail
from wset_desk.services.exports import Among

SESSIONS, OFFERINGS = "sessions", "offerings"
_OF_SESSIONS = (FileKind.SESSIONS, FileKind.ENROLMENTS, FileKind.BOOKINGS, FileKind.RESULTS)
_OF_OFFERINGS = (FileKind.COURSES, FileKind.SESSIONS, FileKind.ENROLMENTS)


class CoursesView(Screen):
    """Deep links: ``open(session_id=…)``, ``open(offering_id=…)``, ``open(part="offerings")``."""

    tables = frozenset(
        {
            "candidates",
            "course_enrollments",
            "courses",
            "exam_registrations",
            "exam_sessions",
            "exam_templates",
            "offerings",
            "products",
            "rooms",
            "session_days",
            "session_staff",
            "sessions",
            "staff",
        }
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        actions, offering_actions = SessionActions(context, self), OfferingActions(context, self)
        self.parts = Segmented(_("Part"), _part_texts(), SESSIONS)
        self.new_button = Button("", kind="primary", icon="plus", on_click=self.create_new)
        self._exporters = {
            SESSIONS: Exporter(self, context, _OF_SESSIONS, self._sessions_shown),
            OFFERINGS: Exporter(self, context, _OF_OFFERINGS),
        }
        self.export_button = Button(_("Export…"), icon="download", on_click=self.export)
        hide_unless(may_export(context), self.export_button)
        self.header = PageHeader(_("Courses"), "", [self.export_button, self.new_button])
        self.header.beside_title.addWidget(self.parts)
        self.session_list = SessionList(context, actions, self.create_new)
        self.offering_list = OfferingList(context, offering_actions, self.create_new)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.session_list)
        self._lists.addWidget(self.offering_list)
        self.home = QWidget()
        self.home.setLayout(column(self.header, self._lists, gap=4))
        self.session_page = SessionPage(context, actions)
        self.offering_page = OfferingPage(context, offering_actions, actions)
        self.pages = QStackedWidget()
        for page in (self.home, self.session_page, self.offering_page):
            self.pages.addWidget(page)
        self.setLayout(column(self.pages, margins=(5, 4, 5, 5)))
        self._connect()
        self.show_part(SESSIONS)

    def refresh(self) -> None:
        self._shown_part().refresh()

    def open(self, **arguments: object) -> None:
        if "session_id" in arguments:
            self.show_session(cast("UUID", arguments["session_id"]))
        elif "offering_id" in arguments:
            self.show_offering(cast("UUID", arguments["offering_id"]))
        else:
            self.show_part(str(arguments.get("part", self.parts.current)))

    def commands(self) -> list[Command]:
        offered = [
            Command(_("New course session"), self.new_session, "plus", self._shortcut(SESSIONS)),
            Command(_("New offering"), self.new_offering, "plus", self._shortcut(OFFERINGS)),
            Command(_("All course sessions"), lambda: self.show_part(SESSIONS), "book"),
            Command(_("All offerings"), lambda: self.show_part(OFFERINGS), "layers"),
            *self._exporters[self.parts.current].commands(),
        ]
        page = self.session_page
        if self.pages.currentWidget() is page and page.history_button.isVisibleTo(page):
            text = _("History of this course session")
            offered.append(Command(text, page.show_history, "history"))
        if self.pages.currentWidget() is page and page.enrol_button.isVisibleTo(page):
            offered += [
                Command(_("Enrol candidates in this course"), page.enrol, "user_plus"),
                Command(_("Move this course session"), page.move_session, "calendar"),
                Command(_("Edit this course session"), page.edit, "edit"),
                Command(_("Cancel this course session"), page.cancel, "x_circle"),
            ]
        return offered

    def export(self) -> None:
        """What the list or the page shows, to a file."""
        self._exporters[self.parts.current].ask()

    def help_topic(self) -> str:
        return "offerings" if self.parts.current == OFFERINGS else ""

    def take_keyboard(self) -> None:
        part = self._shown_part()
        if isinstance(part, SessionList | OfferingList):
            part.table.setFocus()
        else:
            part.back_button.setFocus()

    def focus_filter(self) -> None:
        if self.pages.currentWidget() is self.home and self.parts.current == SESSIONS:
            self.session_list.search.setFocus()

    def create_new(self) -> None:
        """Whatever the part shows: a course session or an offering."""
        if self.parts.current == OFFERINGS:
            self.new_offering()
        else:
            self.new_session()

    def new_session(self) -> None:
        CourseSessionSheet(self.context, self, None, self._show_created).open()

    def new_offering(self) -> None:
        NewOfferingSheet(self.context, self, self._show_made).open()

    def show_part(self, part: str) -> None:
        """One of the two lists."""
        self.parts.set_current(part)
        self._lists.setCurrentIndex(0 if part == SESSIONS else 1)
        self.pages.setCurrentWidget(self.home)
        new = _("New course session") if part == SESSIONS else _("New offering")
        self.new_button.setText(new)
        self.new_button.updateGeometry()
        self._refresh_if_shown()

    def show_session(self, session_id: UUID) -> None:
        self.parts.set_current(SESSIONS)
        self.pages.setCurrentWidget(self.session_page)
        self.session_page.show_session(session_id)
        self.session_page.back_button.setFocus()

    def show_offering(self, offering_id: UUID) -> None:
        self.parts.set_current(OFFERINGS)
        self.pages.setCurrentWidget(self.offering_page)
        self.offering_page.show_offering(offering_id)
        self.offering_page.back_button.setFocus()

    def _connect(self) -> None:
        self.parts.chosen.connect(self.show_part)
        self.session_list.opened.connect(lambda row: self.show_session(row.id))
        self.session_list.counted.connect(self._count_sessions)
        self.offering_list.opened.connect(lambda row: self.show_offering(row.id))
        self.offering_list.counted.connect(self._count_offerings)
        self.session_page.left.connect(lambda: self._go_back(SESSIONS))
        self.offering_page.left.connect(lambda: self._go_back(OFFERINGS))

    def _go_back(self, part: str) -> None:
        self.show_part(part)
        listed = self.session_list if part == SESSIONS else self.offering_list
        listed.table.setFocus()

    def _shown_part(self) -> SessionList | OfferingList | SessionPage | OfferingPage:
        page = self.pages.currentWidget()
        if page is self.session_page:
            return self.session_page
        if page is self.offering_page:
            return self.offering_page
        return self.session_list if self.parts.current == SESSIONS else self.offering_list

    def _sessions_shown(self) -> Among:
        """The course session whose page it is, else those in the list."""
        if self.pages.currentWidget() is self.session_page:
            shown = self.session_page.session_id
            return Among(ids=frozenset() if shown is None else frozenset({shown}))
        return Among(ids=frozenset(each.id for each in self.session_list.model.rows))

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    def _shortcut(self, part: str) -> str:
        return "Ctrl+N" if self.parts.current == part else ""

    def _count_sessions(self, number: int) -> None:
        counted = ngettext("{n} course session", "{n} course sessions", number)
        self.header.set_title(_("Courses"), counted.format(n=number))

    def _count_offerings(self, number: int) -> None:
        counted = ngettext("{n} offering", "{n} offerings", number)
        self.header.set_title(_("Courses"), counted.format(n=number))

    def _show_created(self, made: CourseSessionDetail) -> None:
        self.show_session(made.id)

    def _show_made(self, made: OfferingDetail) -> None:
        self.show_offering(made.id)


def _part_texts() -> dict[str, str]:
    return {SESSIONS: _("Course sessions"), OFFERINGS: _("Offerings")}
