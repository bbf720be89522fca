"""One setting: its title, what it is for, where its value comes from, and its control."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.layouts import column, row
from ui.common.text import Label
from wset_desk.i18n import _


class SettingRow(QWidget):
    """Words at the reading side, the control at the other; an error stands below the words."""

    def __init__(self, title: str, note: str, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self._error = Label(style="label", tone="danger", wrap=True)
        self._error.hide()
        self.words: QVBoxLayout = column(Label(title, "bodyStrong", wrap=True), gap=0)
        if note:
            self.words.addWidget(Label(note, "label", tone="text2", wrap=True))
        self.words.addWidget(self._error)
        shown = row(gap=5)
        shown.addLayout(self.words, 1)
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


class StatedRow(SettingRow):
    """A setting that says where its value comes from, and goes back to its default."""

    def __init__(
        self, title: str, note: str, control: QWidget, reset: Callable[[], object]
    ) -> None:
        super().__init__(title, note, control)
        self._origin = Label(style="caption", tone="text3", wrap=True)
        self.reset_button = Button(_("Back to the default"), kind="link", on_click=reset)
        self.reset_button.setAccessibleName(_("{title}: back to the default").format(title=title))
        self.reset_button.hide()
        self.links: list[Button] = []
        self.words.addSpacing(2)
        self.words.addWidget(self._origin)
        self._foot = row(self.reset_button, None, gap=3)
        self.words.addLayout(self._foot)

    @property
    def origin(self) -> str:
        return self._origin.text()

    def add_action(self, text: str, act: Callable[[], object]) -> None:
        """Something else that can be done about the setting, beside the way to its default."""
        self.links.append(Button(text, kind="link", on_click=act))
        self._foot.insertWidget(self._foot.count() - 1, self.links[-1])

    def set_origin(self, text: str, *, resettable: bool) -> None:
        """Where the value comes from, and whether there is a default to go back to."""
        self._origin.setText(text)
        self.reset_button.setVisible(resettable)

    def lock(self) -> None:
        """Show, but don't let anything be changed."""
        self.control.setEnabled(False)

    def take_keyboard(self) -> None:
        self.control.setFocus(Qt.FocusReason.TabFocusReason)
