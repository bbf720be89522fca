"""Needs attention: the actions that the server didn't take at the left, the chosen one compared."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.common.data_table import DataTable, framed
from ui.common.layouts import column, row
from ui.common.table_model import Column, RowsModel
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.audit import words as audit_words
from ui.desk.audit.values import Values
from ui.desk.context import DeskContext
from ui.desk.sync import words
from ui.desk.sync.compare_panel import ComparePanel
from ui.desk.sync.settling import Settling
from wset_desk.i18n import N_, _, ngettext
from wset_desk.services.syncing.not_taken import NotTaken, NotTakenList

_PANEL_SHARE = 0.54
_WHEN_FROM, _WHO_FROM = 400, 520


class AttentionPane(QWidget):
    """Whoever isn't an administrator sees what they typed, and how much is left to others."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        session = context.session
        self.model: RowsModel[NotTaken] = RowsModel(_columns(session.zone))
        self.table = DataTable(_("Needs attention"), self.model)
        nothing = _("Nothing needs attention: the server has taken everything.")
        self.table.set_empty(nothing, icon="check_circle")
        self.table.selection_changed.connect(self._choose)
        self.of_others = Label(tone="text2", wrap=True)
        self.of_others.hide()
        self.settling = Settling(self, context)
        values = Values(session.zone, session.currency)
        self.panel = ComparePanel(values, self.settling.verbs())
        left = column(framed(self.table), self.of_others, gap=2)
        left.setStretch(0, 1)
        layout = row(gap=4)
        layout.addLayout(left, 1)
        layout.addWidget(self.panel)
        self.setLayout(layout)
        theme().changed.connect(self._fit)

    def show_actions(self, found: NotTakenList) -> None:
        """The action that was chosen stays so while it is there; else the first is."""
        chosen = self.panel.action
        self.model.set_rows(found.actions)
        self._say_of_others(found.of_others)
        keys = [each.tx for each in found.actions]
        if not keys:
            self.panel.hide()
            self.panel.show_nothing()
            return
        self.panel.show()
        self._fit()
        kept = keys.index(chosen.tx) if chosen is not None and chosen.tx in keys else 0
        self.table.blockSignals(True)
        self.table.selectRow(kept)
        self.table.blockSignals(False)
        if chosen != found.actions[kept]:
            self.panel.show_action(found.actions[kept])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _say_of_others(self, count: int) -> None:
        text = ngettext(
            "{n} more waits for whoever typed it, or for an administrator.",
            "{n} more wait for those who typed them, or for an administrator.",
            count,
        )
        self.of_others.setText(text.format(n=count))
        self.of_others.setVisible(bool(count))

    def _choose(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self.panel.show_action(rows[0])

    def _fit(self) -> None:
        width = round(self.width() * _PANEL_SHARE)
        self.panel.setFixedWidth(width)
        room = self.width() - width if self.panel.isVisibleTo(self) else self.width()
        self.table.setColumnHidden(0, room < theme().px(_WHEN_FROM))
        self.table.setColumnHidden(1, room < theme().px(_WHO_FROM))


def _columns(zone: ZoneInfo) -> tuple[Column[NotTaken], ...]:
    return (
        Column(
            "when",
            N_("When"),
            lambda each: words.moment(each.act.key.at, zone),
            tone=lambda _each: "text2",
            tabular=True,
            sortable=False,
            width=176,
        ),
        Column(
            "who",
            N_("Who"),
            lambda each: each.act.actor_name or _("WSET Desk"),
            sortable=False,
            width=128,
        ),
        Column(
            "what",
            N_("What"),
            lambda each: audit_words.sentence(each.act),
            tooltip=lambda each: audit_words.sentence(each.act),
            icon=lambda _each: "warning",
            sortable=False,
            stretch=True,
        ),
    )
