"""Messages: what candidates are to be told, and what they were told."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QResizeEvent, QShowEvent

from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.flow import flowing
from ui.common.inputs import SearchField
from ui.common.layouts import column, row
from ui.common.segmented import Segmented
from ui.common.table_model import RowsModel
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.notices.actions import NoticeActions
from ui.desk.notices.model import Part, columns, part_texts, shown
from ui.desk.notices.panel import NoticePanel
from ui.desk.notices.review_sheet import ReviewSheet
from ui.desk.screen import Screen
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext
from wset_desk.services.notices.rows import NoticeRow

_PANEL = 520
_PANEL_SHARE = 0.48


class NoticesView(Screen):
    """Deep links: ``notice_id`` chooses a message, ``text`` shows all in which it occurs."""

    tables: ClassVar[frozenset[str]] = frozenset({"notices", "candidates"})

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._notices: tuple[NoticeRow, ...] = ()
        self._wanted: object = None
        self.verbs = NoticeActions(self, context)
        self.review_button = Button(
            _("Look through the drafts…"), kind="primary", icon="mail", on_click=self.review_drafts
        )
        self.header = PageHeader(_("Messages"), "", [self.review_button])
        self.search = SearchField(_("Filter by name, address or subject"), _("Filter messages"))
        self.parts = Segmented(_("Show"), part_texts(()), Part.DRAFT.value)
        self.model: RowsModel[NoticeRow] = RowsModel(columns(context.session.zone))
        self.table = FittingTable(
            _("Messages"), self.model, ("made", "kind", "state"), multi_select=True
        )
        self.table.set_empty(_("There is no message here."), icon="mail")
        self.panel = NoticePanel(context, self.verbs)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        self.verbs.load(self._show)

    def open(self, **arguments: object) -> None:
        text = arguments.get("text")
        if isinstance(text, str):
            self.parts.set_current(Part.ALL.value)
            self.search.setText(text)
            self.search.search_now()
        self._wanted = arguments.get("notice_id")
        self._follow_link()

    def commands(self) -> list[Command]:
        if not self.review_button.isEnabled():
            return []
        return [Command(_("Look through the drafts"), self.review_drafts, "mail")]

    def focus_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def take_keyboard(self) -> None:
        self.table.setFocus()

    def review_drafts(self) -> None:
        """Everything that waits to be sent, one message under the other."""
        self._review([each for each in self._notices if each.may_be_sent])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.verbs.settle_offers()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        body = row(framed(self.table), self.panel, gap=4)
        body.setStretch(0, 1)
        filters = flowing(self.search, self.parts, gap=3)
        layout = column(self.header, filters, gap=3, margins=(5, 4, 5, 5))
        layout.addLayout(body, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._filter())
        self.parts.chosen.connect(lambda _part: self._filter())
        self.table.selection_changed.connect(self._choose)
        self.panel.review_wanted.connect(self._review_chosen)
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.panel.setFixedWidth(min(theme().px(_PANEL), round(self.width() * _PANEL_SHARE)))

    def _show(self, notices: tuple[NoticeRow, ...]) -> None:
        self._notices = notices
        unsent = sum(each.may_be_sent for each in notices)
        text = ngettext("{n} to send", "{n} to send", unsent).format(n=unsent)
        self.header.set_title(_("Messages"), text)
        may = self.context.session.may(Permission.ENROL)
        self.review_button.setEnabled(may and unsent > 0)
        self.parts.set_texts(part_texts(notices))
        self._filter()
        self._follow_link()

    def _filter(self) -> None:
        chosen = self.panel.notice
        self.model.set_rows(shown(self._notices, self.parts.current, self.search.text()))
        self._select(None if chosen is None else chosen.id)
        self._choose()

    def _follow_link(self) -> None:
        if any(each.id == self._wanted for each in self._notices):
            wanted, self._wanted = self._wanted, None
            self.search.clear()
            self.parts.set_current(Part.ALL.value)
            self._filter()
            self._select(wanted)

    def _select(self, notice_id: object) -> None:
        """The same message as before, or the first."""
        ids: list[object] = [each.id for each in self.model.rows]
        if ids:
            number = ids.index(notice_id) if notice_id in ids else 0
            index = self.model.index(number, 0)
            rows = QItemSelectionModel.SelectionFlag.Rows
            clear = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.table.selectionModel().setCurrentIndex(index, rows | clear)

    def _choose(self) -> None:
        rows = tuple(self.table.selected_rows()) if self.model.rowCount() else ()
        if len(rows) > 1:
            self.panel.show_several(rows)
        elif rows:
            self.panel.show_notice(rows[0])
        else:
            self.panel.show_nothing()

    def _review_chosen(self) -> None:
        self._review([each for each in self.table.selected_rows() if each.may_be_sent])

    def _review(self, notices: list[NoticeRow]) -> None:
        if notices:
            ReviewSheet(self, notices, self.verbs).open()
