"""What became of the rows of a file, in numbers that add up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.icon_tile import IconTile
from ui.common.layouts import clear, column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.bring_in import words
from wset_desk.domain.file_fields import FileKind
from wset_desk.exchange.reconciliation import Reconciliation
from wset_desk.i18n import _

_WIDEST = 560
_REASONS = 5


class ReportPage(QWidget):
    """The last step, with the ways on from here; ``saved(Path, Reconciliation)``."""

    saved = Signal(object, object)

    def __init__(self, on_leave: Callable[[], object], on_again: Callable[[], object]) -> None:
        super().__init__()
        self._found: Reconciliation | None = None
        self.title = Label("", "heading", wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.counts = QGridLayout()
        self._reasons = column(gap=1)
        self.to_list = Button(_("Show the candidates"), kind="primary", on_click=on_leave)
        again = Button(_("Bring in another file…"), icon="file", on_click=on_again)
        save = Button(_("Save this report…"), icon="download", on_click=self._ask)
        self._card = Card(margins=8, gap=4)
        tile = IconTile("check_circle", "success", "successSoft", size=56)
        counts = row(None, gap=0)
        counts.addLayout(self.counts)
        counts.addStretch(1)
        for item in (row(None, tile, None), row(self.title), counts, self._reasons):
            self._card.body.addLayout(item)
        self._card.body.addLayout(row(None, save, None))
        self._card.body.addLayout(row(None, again, self.to_list, None, gap=2))
        centre = row(None, gap=0)
        centre.addWidget(self._card, 3)
        centre.addStretch(1)
        self.setLayout(column(None, centre, None, None))
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_report(self, kind: FileKind, found: Reconciliation) -> None:
        self._found = found
        self.title.setText(words.added(kind, found.new))
        clear(self.counts)
        for line, (text, count) in enumerate(found.counts()):
            weight = 600 if line == 0 else 400
            number = Label(str(count), weight=weight, tabular=True)
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.counts.addWidget(Label(text, weight=weight), line, 0)
            self.counts.addWidget(number, line, 1)
        clear(self._reasons)
        for cell in found.why[:_REASONS]:
            text = _("Row {row}: {problem}").format(row=cell.row, problem=cell.text)
            self._reasons.addWidget(Label(text, "label", tone="text2", wrap=True))
        self.to_list.setFocus()

    def _ask(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save this report"), _("Import report.csv"), _("Tables (*.csv *.xlsx)")
        )
        if path and self._found is not None:
            self.saved.emit(Path(path), self._found)

    def _restyle(self) -> None:
        self._card.setMaximumWidth(theme().px(_WIDEST))
        self.counts.setHorizontalSpacing(theme().space(8))
        self.counts.setVerticalSpacing(theme().space(1))
