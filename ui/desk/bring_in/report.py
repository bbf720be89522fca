"""What an import did, in sentences."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.icon_tile import IconTile
from ui.common.layouts import clear, column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.bring_in import words
from wset_desk.i18n import _
from wset_desk.services.imports import ImportReport

_WIDEST = 560


class ReportPage(QWidget):
    """The last step, with the ways on from here."""

    def __init__(self, on_candidates: Callable[[], object], on_again: Callable[[], object]) -> None:
        super().__init__()
        self.title = Label("", "heading", wrap=True)
        self._lines = column(gap=1)
        self.to_list = Button(_("Show the candidates"), kind="primary", on_click=on_candidates)
        again = Button(_("Bring in another file…"), icon="file", on_click=on_again)
        self._card = Card(margins=8, gap=4)
        tile = IconTile("check_circle", "success", "successSoft", size=56)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for item in (row(None, tile, None), row(self.title), self._lines):
            self._card.body.addLayout(item)
        self._card.body.addLayout(row(None, again, self.to_list, None, gap=2))
        centre = row(None, gap=0)
        centre.addWidget(self._card, 3)
        centre.addStretch(1)
        self.setLayout(column(None, centre, None, None))
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_report(self, report: ImportReport) -> None:
        self.title.setText(words.added(len(report.added)))
        clear(self._lines)
        for sentence in words.report(report):
            line = Label(sentence, tone="text2", wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._lines.addWidget(line)
        self.to_list.setFocus()

    def _restyle(self) -> None:
        self._card.setMaximumWidth(theme().px(_WIDEST))
