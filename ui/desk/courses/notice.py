"""A few lines in the page that have to be seen: warnings, and what can't be done and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.common.icons import pixmap
from ui.common.layouts import row
from ui.common.text import Label
from ui.common.theme import theme

_ICONS = {"danger": "x_circle", "warning": "warning", "info": "info"}


class Notice(QFrame):
    """Hidden as long as it has nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self._tone = "warning"
        self._icon = Label()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text = Label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside = row(self._icon, self._text, gap=3, margins=(4, 3, 4, 3))
        inside.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inside)
        theme().changed.connect(self._restyle)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, lines: Sequence[str], tone: str = "warning") -> None:
        """Show these lines, or hide where there are none; tones: danger, warning, info."""
        self._tone = tone
        self._text.setText("\n".join(lines))
        self.setAccessibleName(self._text.text())
        self.setProperty("tone", tone)
        self._restyle()
        self.style().unpolish(self)
        self.style().polish(self)
        self.setVisible(bool(lines))

    def _restyle(self) -> None:
        self._icon.setPixmap(pixmap(_ICONS[self._tone], self._tone))
