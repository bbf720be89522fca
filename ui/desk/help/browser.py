"""Reads a page of the help: links by mouse and keyboard, nothing ever loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QTextBrowser

from ui.common.theme import theme
from ui.desk.help.document import fill
from wset_desk.i18n import _


class HelpBrowser(QTextBrowser):
    """``anchorClicked(QUrl)`` says which link was chosen; whoever listens follows it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.setAccessibleName(_("Help page"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._markdown = ""
        self._places: Mapping[str, int] = {}
        theme().changed.connect(self._restyle)

    def show_markdown(self, markdown: str, section: str = "") -> None:
        """Show a text from its beginning, or from the heading with that slug."""
        self._markdown = markdown
        self._places = fill(self.document(), markdown)
        self.moveCursor(self.textCursor().MoveOperation.Start)
        self.scroll_to_section(section)

    def scroll_to_section(self, section: str) -> None:
        block = self.document().findBlockByNumber(self._places.get(section, 0))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) if section in self._places else 0)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing: a page is all there is."""
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Its own ways through a history would lead nowhere; the panel has its own.
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        at = self.verticalScrollBar().value()
        self._places = fill(self.document(), self._markdown)
        self.verticalScrollBar().setValue(at)
