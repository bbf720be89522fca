"""The frame of every page in front of the desk: the product's name, and a column in the middle."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.icons import pixmap
from ui.common.layouts import column, row
from ui.common.scrolling import scrolling
from ui.common.text import Label
from ui.common.theme import theme
from wset_desk.i18n import _

_MOST = 1000


class FrontPage(QWidget):
    """``body`` is a column of the given width (in pixels at 100 %), centred; it scrolls if need be.

    ``name`` is what a screen reader calls the page.
    """

    help_topic: ClassVar[str] = "sign_in"
    """The page that F1 opens."""

    def __init__(self, name: str, *, width: int) -> None:
        super().__init__()
        self.setProperty("role", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self._width = width
        self._logo = Label()
        self.body: QVBoxLayout = column(gap=6)
        self._column = QWidget()
        self._column.setLayout(self.body)
        inner = QWidget()
        middle = row(None, self._column, None, gap=0)
        middle.setStretch(1, _MOST)
        inner.setLayout(column(None, middle, None, margins=(6, 4, 6, 10)))
        brand = row(self._logo, Label(_("WSET Desk"), "title"), None, gap=2)
        layout = column(brand, scrolling(inner), gap=0, margins=(6, 5, 0, 0))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        theme().changed.connect(self._restyle)
        self._restyle()

    def first_focus(self) -> QWidget | None:
        """What has the keyboard when the page appears."""
        return None

    def _restyle(self) -> None:
        self._logo.setPixmap(pixmap("logo", "accentText", 28))
        self._column.setMaximumWidth(theme().px(self._width))


def heading(title: str, note: str = "", *, centred: bool = False) -> QVBoxLayout:
    """A large title with a sentence below it."""
    words = [Label(title, "display", wrap=True)]
    if note:
        words.append(Label(note, "body", tone="text2", wrap=True))
    for label in words:
        if centred:
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return column(*words, gap=2)
