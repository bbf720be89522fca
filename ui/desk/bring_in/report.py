"""What became of the rows of a file, in numbers that add up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.icon_tile import IconTile
from ui.common.layouts import clear, column, row
from ui.common.scrolling import scrolling
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.bring_in import words
from ui.desk.context import DeskSession
from wset_desk.exchange.reconciliation import Reconciliation, reconcile
from wset_desk.i18n import _, ngettext
from wset_desk.services.import_runs import ImportRunDetail, RowOutcome

_WIDEST = 600
_REASONS = 5


class ReportPage(QWidget):
    """One import, just now or earlier, with the ways on from here.

    ``saved(Path, Reconciliation)``; ``take_out_wanted(ImportRunDetail)``; ``again(FileKind)`` for
    the next file; ``left(FileKind)`` to what was brought in.
    """

    saved = Signal(object, object)
    take_out_wanted = Signal(object)
    again = Signal(object)
    left = Signal(object)

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self._session = session
        self._run: ImportRunDetail | None = None
        self.title = Label("", "heading", wrap=True)
        self.about = Label("", tone="text2", wrap=True)
        for label in (self.title, self.about):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.counts = QGridLayout()
        self._reasons = column(gap=1)
        self.to_list = Button("", kind="primary", on_click=self._leave)
        self._again = Button(_("Another file…"), icon="file", on_click=self._once_more)
        self._next = Button("", icon="arrow_right", on_click=self._go_on)
        self._save = Button(_("Save this report…"), icon="download", on_click=self._ask)
        self.take_out = Button(
            _("Take this import out…"), kind="danger", icon="undo", on_click=self._ask_take_out
        )
        self._arrange()
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_run(self, run: ImportRunDetail) -> None:
        self._run = run
        found = reconcile(run)
        self.title.setText(words.added(run.kind, found.new))
        self.about.setText(self._about(run))
        self.take_out.setVisible(run.taken_out_at is None and _did_something(run))
        self.to_list.setText(words.show_verb(run.kind))
        following = words.next_kind(run.kind)
        self._next.setVisible(following is not None)
        if following is not None:
            self._next.setText(_("Next: {kind}…").format(kind=words.kind(following)))
        self._show_counts(found)
        self._show_reasons(found)
        self.to_list.setFocus()

    def _arrange(self) -> None:
        self._card = Card(margins=6, gap=3)
        tile = IconTile("check_circle", "success", "successSoft", size=56)
        counts = row(None, gap=0)
        counts.addLayout(self.counts)
        counts.addStretch(1)
        heading = column(row(self.title), row(self.about), gap=1)
        for item in (row(None, tile, None), heading, counts, self._reasons):
            self._card.body.addLayout(item)
        self._card.body.addLayout(row(None, self._save, self.take_out, None, gap=2))
        self._card.body.addLayout(row(None, self._again, self._next, self.to_list, None, gap=2))
        centre = row(None, gap=0)
        centre.addWidget(self._card, 3)
        centre.addStretch(1)
        inner = QWidget()
        inner.setLayout(column(None, centre, None, None))
        self.setLayout(column(scrolling(inner), gap=0))

    def _about(self, run: ImportRunDetail) -> str:
        when = dates.moment_text(run.imported_at, self._session.zone)
        parts = [words.kind(run.kind), run.file_name, when, run.imported_by]
        if run.taken_out_at is not None:
            day = dates.moment_text(run.taken_out_at, self._session.zone)
            parts.append(_("taken out on {day}").format(day=day))
        return " · ".join(part for part in parts if part)

    def _show_counts(self, found: Reconciliation) -> None:
        clear(self.counts)
        for line, (text, count) in enumerate(found.counts()):
            weight = 600 if line == 0 else 400
            number = Label(str(count), weight=weight, tabular=True)
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.counts.addWidget(Label(text, weight=weight), line, 0)
            self.counts.addWidget(number, line, 1)

    def _show_reasons(self, found: Reconciliation) -> None:
        clear(self._reasons)
        for cell in found.why[:_REASONS]:
            text = _("Row {row}: {problem}").format(row=cell.row, problem=cell.text)
            self._reasons.addWidget(Label(text, "label", tone="text2", wrap=True))
        more = len(found.why) - _REASONS
        if more > 0:
            text = ngettext("{n} more reason", "{n} more reasons", more).format(n=more)
            text = _("{what} in the saved report").format(what=text)
            self._reasons.addWidget(Label(text, "label", tone="text2", wrap=True))

    def _leave(self) -> None:
        if self._run is not None:
            self.left.emit(self._run.kind)

    def _once_more(self) -> None:
        if self._run is not None:
            self.again.emit(self._run.kind)

    def _go_on(self) -> None:
        if self._run is not None:
            self.again.emit(words.next_kind(self._run.kind))

    def _ask_take_out(self) -> None:
        if self._run is not None:
            self.take_out_wanted.emit(self._run)

    def _ask(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save this report"), _("Import report.xlsx"), _("Tables (*.csv *.xlsx)")
        )
        if path and self._run is not None:
            self.saved.emit(Path(path), reconcile(self._run))

    def _restyle(self) -> None:
        self._card.setMaximumWidth(theme().px(_WIDEST))
        self.counts.setHorizontalSpacing(theme().space(8))
        self.counts.setVerticalSpacing(theme().space(1))


def _did_something(run: ImportRunDetail) -> bool:
    return any(run.count(each) for each in (RowOutcome.NEW, RowOutcome.CHANGED))
