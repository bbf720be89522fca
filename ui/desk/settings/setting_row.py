"""One setting: its title, what it is for, and the control that changes it at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.layouts import column, row
from ui.common.text import Label


class SettingRow(QWidget):
    """Words at the reading side, the control at the other; an error stands below the words."""

    def __init__(self, title: str, note: str, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self._error = Label(style="label", tone="danger", wrap=True)
        self._error.hide()
        words = column(Label(title, "bodyStrong", wrap=True), gap=0)
        if note:
            words.addWidget(Label(note, "label", tone="text2", wrap=True))
        words.addWidget(self._error)
        shown = row(gap=5)
        shown.addLayout(words, 1)
        shown.addWidget(control)
        self.setLayout(shown)

    @property
    def error(self) -> str:
        return self._error.text()

    def set_error(self, text: str) -> None:
        """Say why the last change wasn't taken; an empty text takes it away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.control.setAccessibleDescription(text)
