"""The audit log: who changed what and when, filtered, looked into, exported."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QResizeEvent

from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.data_table import DataTable, framed
from ui.common.layouts import column, row
from ui.common.messages import MessageBar
from ui.common.table_model import RowsModel
from ui.common.theme import theme
from ui.desk.audit.actions import PAGE, AuditActions
from ui.desk.audit.detail import ActPanel
from ui.desk.audit.filters import AuditFilters
from ui.desk.audit.model import columns
from ui.desk.audit.values import Values
from ui.desk.audit.verdict import verdict_text
from ui.desk.audit.vocabulary import ENTITIES
from ui.desk.context import DeskContext
from ui.desk.screen import Screen
from wset_desk.i18n import _, ngettext
from wset_desk.services.audit import Act, AuditPage, RecordsPage
from wset_desk.services.audit_chain import Verified
from wset_desk.services.audit_filters import EVERYTHING, AuditFilter

_PANEL = 440
_PANEL_SHARE = 0.42
_NEAR_THE_END = 400
_WHO_FROM = 520


class AuditView(Screen):
    """Filters above a list at the left, what the chosen action changed at the right."""

    tables: ClassVar[frozenset[str]] = frozenset(ENTITIES)

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        session = context.session
        self._asked = 0
        self._total = 0
        self._actions = AuditActions(self, context)
        self.export_button = Button(_("Export…"), icon="download", on_click=self.export)
        self.verify_button = Button(_("Verify"), icon="check_circle", on_click=self.verify)
        self.verify_button.setToolTip(_("Check whether the log is as it was written"))
        self.header = PageHeader(_("Audit log"), actions=[self.verify_button, self.export_button])
        self.verdict = MessageBar()
        self.filters = AuditFilters()
        self.filters.changed.connect(self._find)
        self.model: RowsModel[Act] = RowsModel(columns(session.zone))
        self.table = DataTable(_("Actions"), self.model)
        self.table.selection_changed.connect(self._choose)
        self.table.verticalScrollBar().valueChanged.connect(self._load_more)
        values = Values(session.zone, session.currency)
        self.panel = ActPanel(values, self._actions.open_record, self._look_into)
        self._arrange()
        theme().changed.connect(self._fit)

    def refresh(self) -> None:
        """The list as far as it was scrolled, and what may be filtered by."""
        self._actions.find_choices(self.filters.set_choices)
        self._find(limit=max(PAGE, self.model.rowCount()))

    def open(self, **arguments: object) -> None:
        """``text`` looks for a text."""
        text = arguments.get("text")
        if isinstance(text, str):
            self.filters.search_for(text)

    def commands(self) -> list[Command]:
        found = [
            Command(_("Export the audit log"), self.export, "download"),
            Command(_("Verify the audit log"), self.verify, "check_circle"),
        ]
        if self._wanted != EVERYTHING:
            found.append(Command(_("Clear the filters"), self.filters.clear, "x"))
        return found

    def focus_filter(self) -> None:
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def verify(self) -> None:
        """Read the whole log, and say whether anybody has changed it past the program."""
        self.verdict.clear()
        self.verify_button.setEnabled(False)
        self._actions.verify(self._show_verdict, lambda: self.verify_button.setEnabled(True))

    def export(self) -> None:
        """Write what the filters leave to a file that the person chooses."""
        self.export_button.setEnabled(False)
        asked = self._actions.export(self._wanted, lambda: self.export_button.setEnabled(True))
        if not asked:
            self.export_button.setEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _wanted(self) -> AuditFilter:
        return self.filters.wanted(self.context.session.today())

    def _arrange(self) -> None:
        body = row(framed(self.table), self.panel, gap=4)
        body.setStretch(0, 1)
        layout = column(self.header, self.verdict, self.filters, gap=3, margins=(5, 4, 5, 5))
        layout.addLayout(body, 1)
        self.setLayout(layout)

    def _show_verdict(self, done: Verified) -> None:
        tone = "success" if done.is_sound else "danger"
        self.verdict.show_message(verdict_text(done), tone)

    def _fit(self) -> None:
        """The panel takes its share; a column gives way before sentences do."""
        width = min(theme().px(_PANEL), round(self.width() * _PANEL_SHARE))
        self.panel.setFixedWidth(width)
        room = self.width() - width - theme().space(16)
        self.table.setColumnHidden(1, room < theme().px(_WHO_FROM))

    def _find(self, limit: int = PAGE) -> None:
        self._asked += 1
        asked = self._asked
        self._actions.find(
            self._wanted,
            lambda page: self._show(page) if asked == self._asked else None,
            limit=limit,
        )

    def _load_more(self, position: int) -> None:
        bar = self.table.verticalScrollBar()
        shown = self.model.rowCount()
        if shown >= self._total or position < bar.maximum() - _NEAR_THE_END:
            return
        self._asked += 1
        asked = self._asked
        self._actions.find(
            self._wanted,
            lambda page: self.model.append_rows(page.acts) if asked == self._asked else None,
            offset=shown,
        )

    def _show(self, page: AuditPage) -> None:
        self._total = page.total
        self.model.set_rows(page.acts)
        count = ngettext("{n} action", "{n} actions", page.total).format(n=page.total)
        self.header.set_title(_("Audit log"), count)
        if self._wanted == EVERYTHING:
            self.table.set_empty(_("Nothing has been done yet."), icon="history")
        else:
            why, clear = _("Nothing that was done fits these filters."), _("Clear the filters")
            self.table.set_empty(why, clear, self.filters.clear, icon="history")
        self._keep_chosen()

    def _keep_chosen(self) -> None:
        """Go on showing the chosen action if it is still in the list; else show nothing."""
        chosen = self.panel.act
        keys = [act.key for act in self.model.rows]
        self.table.blockSignals(True)
        if chosen is not None and chosen.key in keys:
            self.table.selectRow(keys.index(chosen.key))
        else:
            self.table.clearSelection()
            self.panel.show_nothing()
        self.table.blockSignals(False)

    def _choose(self) -> None:
        rows = self.table.selected_rows()
        if rows and (self.panel.act is None or rows[0].key != self.panel.act.key):
            self.panel.show_act(rows[0])
            self._look_into(rows[0], 0)

    def _look_into(self, act: Act, offset: int) -> None:
        self._actions.look_into(act.key, lambda page: self._add(act, page), offset=offset)

    def _add(self, act: Act, page: RecordsPage) -> None:
        if self.panel.act is not None and self.panel.act.key == act.key:
            self.panel.add_records(page)
