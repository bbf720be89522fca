"""Where a file is dropped or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.common.buttons import Button
from ui.common.icon_tile import IconTile
from ui.common.inputs import Choice, Combo
from ui.common.layouts import column, row
from ui.common.messages import MessageBar
from ui.common.scrolling import scrolling
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.bring_in import words
from wset_desk.domain.file_fields import FileKind
from wset_desk.i18n import _

_WIDEST = 620
_DASHES = [5.0, 4.0]


class FileDrop(QWidget):
    """A dashed field; ``chosen(Path)`` for a file dropped on it or picked in a dialog."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._over = False
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Drop a file here"))
        self.button = Button(_("Choose a file…"), kind="primary", icon="file", on_click=self.ask)
        title = _centred(Label(_("Drop the file here"), "title"))
        kinds = _centred(
            Label(_("A CSV file or an Excel workbook (.xlsx)"), tone="text2", wrap=True)
        )
        tile = IconTile("upload", "accentText", "accentSoft", size=56)
        self.setLayout(
            column(
                None,
                row(None, tile, None),
                title,
                kinds,
                row(None, self.button, None),
                None,
                gap=4,
                margins=(6, 8, 6, 8),
            )
        )
        theme().changed.connect(self._restyle)
        self._restyle()

    def ask(self) -> None:
        """Let a person pick a file in the system's own dialog."""
        kinds = _("Tables (*.csv *.tsv *.txt *.xlsx)")
        every = _("All files (*)")
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Bring in your data"), "", f"{kinds};;{every}"
        )
        if path:
            self.chosen.emit(Path(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.chosen.emit(Path(files[0]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme().color("accent" if self._over else "borderStrong"), 1.5)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.setBrush(theme().color("accentSoft" if self._over else "surface"))
        radius = theme().radius("xl")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)

    def _set_over(self, over: bool) -> None:
        self._over = over
        self.update()

    def _restyle(self) -> None:
        self.setMinimumHeight(theme().px(240))


class ChoosePage(QWidget):
    """The first step: what the file is about, the field for it, and what it may look like.

    ``chosen(Path)``; ``example_wanted(Path, FileKind)``; ``export_wanted(FileKind)``;
    ``earlier_wanted()``.
    """

    chosen = Signal(object)
    example_wanted = Signal(object, object)
    export_wanted = Signal(object)
    earlier_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.drop = FileDrop()
        self.drop.chosen.connect(self.chosen)
        self.message = MessageBar()
        choices = [Choice(each, words.kind(each)) for each in FileKind]
        self.kinds = Combo(_("What the file holds"), choices, FileKind.CANDIDATES)
        self.kinds.chosen.connect(self.show_kind)
        self._first = _hint("")
        example = Button(_("Save an example file…"), kind="link", on_click=self._ask_example)
        earlier = Button(_("Earlier imports…"), kind="link", on_click=self.earlier_wanted.emit)
        out = Button(_("Export…"), kind="link", on_click=self._ask_export)
        hints = [
            _("Columns are recognised by their headings; what is wrong can be put right."),
            _("Every row is checked before anything is imported, and nothing is overwritten."),
            _("The same file twice adds nothing twice. Nobody is charged or written to."),
        ]
        content = column(
            self.message,
            row(None, Label(_("What the file holds"), weight=500), self.kinds, None, gap=2),
            self._first,
            self.drop,
            *(_hint(text) for text in hints),
            row(None, example, earlier, out, None, gap=4),
            gap=3,
        )
        self._content = QWidget()
        self._content.setLayout(content)
        centre = row(None, gap=0)
        centre.addWidget(self._content, 4)
        centre.addStretch(1)
        inner = QWidget()
        inner.setLayout(column(None, centre, None, None))
        theme().changed.connect(self._restyle)
        self._restyle()
        self.setLayout(column(scrolling(inner), gap=0))
        self.show_kind(FileKind.CANDIDATES)

    def kind(self) -> FileKind:
        return FileKind(self.kinds.value())

    def show_kind(self, kind: FileKind) -> None:
        """Say what a file of this kind holds, and what has to be there before it."""
        self.kinds.set_value(kind)
        self._first.setText(words.what_comes_first(kind))

    def _restyle(self) -> None:
        self._content.setMaximumWidth(theme().px(_WIDEST))

    def _ask_export(self) -> None:
        self.export_wanted.emit(self.kind())

    def _ask_example(self) -> None:
        kind = self.kind()
        excel, csv = _("Excel workbook (*.xlsx)"), _("CSV file (*.csv)")
        chosen, kind_of_file = QFileDialog.getSaveFileName(
            self, _("Save an example file"), f"{words.kind(kind)}.xlsx", f"{excel};;{csv}"
        )
        if chosen:
            ending = ".csv" if kind_of_file == csv else ".xlsx"
            path = Path(chosen)
            known = path.suffix.lower() in {".csv", ".xlsx"}
            place = path if known else path.with_name(path.name + ending)
            self.example_wanted.emit(place, kind)


def _centred(label: Label) -> Label:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _hint(text: str) -> Label:
    return _centred(Label(text, "label", tone="text2", wrap=True))
