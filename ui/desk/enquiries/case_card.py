"""What the cards of a case have in common: a heading, and content that is drawn anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLayout, QWidget

from ui.common.buttons import Button
from ui.common.cards import Card, SectionHeader
from ui.common.flow import flowing
from ui.common.layouts import clear, column
from ui.common.text import Label

Piece = QWidget | QLayout


class CaseCard(Card):
    """Hidden while there is nothing in it."""

    def __init__(self, title: str) -> None:
        super().__init__(margins=4, gap=2, name=title)
        self.header = SectionHeader(title)
        self._content = column(gap=2)
        self.body.addWidget(self.header)
        self.body.addLayout(self._content)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        clear(self._content)
        for piece in pieces:
            if isinstance(piece, QWidget):
                self._content.addWidget(piece)
            else:
                self._content.addLayout(piece)
        self.setVisible(bool(pieces))


def quiet(text: str) -> Label:
    """A line of small print."""
    return Label(text, "label", tone="text2", tabular=True, wrap=True)


def buttons(*wanted: Button | None) -> list[QWidget]:
    """Those that there are, side by side; nothing where there are none."""
    found = [each for each in wanted if each is not None]
    return [flowing(*found, gap=2)] if found else []
