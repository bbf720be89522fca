"""Enquiries: all of them on a board or in a table, and the page of each."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from ui.common.commands import Command
from ui.common.layouts import column
from ui.desk.context import DeskContext
from ui.desk.enquiries.actions import EnquiryActions
from ui.desk.enquiries.case_page import CasePage
from ui.desk.enquiries.model import Layout
from ui.desk.enquiries.overview import Overview
from ui.desk.enquiries.submit_sheet import FindSheet
from ui.desk.exporting import Exporter
from ui.desk.screen import Screen
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import EnquiryRow
from wset_desk.services.exports import Among

_EXPORTED = (FileKind.ENQUIRIES,)


class EnquiriesView(Screen):
    """Deep links: ``enquiry_id`` shows a case, ``overdue=True`` what is late."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"candidates", "enquiry_events", "exam_enquiries", "exam_registrations", "exam_sessions"}
        | {"ledger_entries", "result_versions", "settings"}
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._actions = EnquiryActions(self, context)
        self._exporter = Exporter(self, context, _EXPORTED, self._enquiries_shown)
        self.overview = Overview(context, self._exporter.buttons(), self.create_new)
        self.page = CasePage(context, self._actions)
        self._pages = QStackedWidget()
        for each in (self.overview, self.page):
            self._pages.addWidget(each)
        self.setLayout(column(self._pages, margins=(5, 4, 5, 5)))
        self.overview.opened.connect(self._open_row)
        self.page.left.connect(self.show_all)

    @property
    def shows_case(self) -> bool:
        return self._pages.currentWidget() is self.page

    def refresh(self) -> None:
        if self.shows_case:
            self.page.refresh()
        self._actions.load(self.overview.show_rows)

    def open(self, **arguments: object) -> None:
        enquiry_id = arguments.get("enquiry_id")
        if isinstance(enquiry_id, UUID):
            self.show_case(enquiry_id)
            return
        self.show_all()
        if arguments.get("overdue"):
            self.overview.show_overdue()

    def commands(self) -> list[Command]:
        found = []
        if self._may_ask:
            found.append(Command(_("New enquiry"), self.create_new, "plus", _("Ctrl+N")))
        if self.shows_case:
            found.append(Command(_("All enquiries"), self.show_all, "arrow_left", _("Esc")))
            return [*self.page.commands(), *found]
        for layout, text, icon in (
            (Layout.BOARD, _("Show the board"), "board"),
            (Layout.TABLE, _("Show the table"), "table"),
        ):
            if layout is not self.overview.layout_shown:
                show = partial(self.overview.set_layout, layout.value)
                found.append(Command(text, show, icon))
        return [*found, *self._exporter.commands()]

    def focus_filter(self) -> None:
        self.show_all()
        self.overview.filters.search.setFocus()
        self.overview.filters.search.selectAll()

    def take_keyboard(self) -> None:
        if self.shows_case:
            self.page.back_button.setFocus()
        else:
            self.overview.give_keyboard(self.page.case_id)

    def create_new(self) -> None:
        """Ask who challenges a result."""
        if self._may_ask:
            FindSheet(self._actions).open()

    def show_all(self) -> None:
        self._pages.setCurrentWidget(self.overview)
        self.overview.give_keyboard(self.page.case_id)

    def show_case(self, enquiry_id: UUID) -> None:
        self._pages.setCurrentWidget(self.page)
        self.page.show_case(enquiry_id)
        self.page.back_button.setFocus()

    @property
    def _may_ask(self) -> bool:
        return self.context.session.may(Permission.MANAGE_ENQUIRIES)

    def _open_row(self, row: EnquiryRow) -> None:
        self.show_case(row.id)

    def _enquiries_shown(self) -> Among:
        """The case whose page it is, else those on show."""
        if self.shows_case:
            shown = self.page.case_id
            return Among(ids=frozenset() if shown is None else frozenset({shown}))
        return Among(ids=frozenset(each.id for each in self.overview.on_show))
