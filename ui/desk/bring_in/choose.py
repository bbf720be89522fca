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
from ui.common.layouts import column, row
from ui.common.messages import MessageBar
from ui.common.text import Label
from ui.common.theme import theme
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
        title = _centred(Label(_("Drop a file with candidates here"), "title"))
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
            self, _("Bring in candidates"), "", f"{kinds};;{every}"
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
        self.setMaximumWidth(theme().px(_WIDEST))
        self.setMinimumHeight(theme().px(280))


class ChoosePage(QWidget):
    """The first step: the field for the file, and what a file may look like."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.drop = FileDrop()
        self.drop.chosen.connect(self.chosen)
        self.message = MessageBar()
        hints = [
            _("Columns are recognised by their headings; what is wrong can be put right."),
            _("Every row is checked before anything is imported, and nothing is overwritten."),
            _("The same file twice adds nobody twice."),
        ]
        content = column(self.message, self.drop, *(_hint(text) for text in hints), gap=3)
        centre = row(None, gap=0)
        centre.addLayout(content, 4)
        centre.addStretch(1)
        self.setLayout(column(None, centre, None, None))


def _centred(label: Label) -> Label:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _hint(text: str) -> Label:
    label = _centred(Label(text, "label", tone="text2", wrap=True))
    label.setMaximumWidth(theme().px(_WIDEST))
    return label
