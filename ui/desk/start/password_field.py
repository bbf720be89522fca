"""A password that is typed to get in."""

from __future__ import annotations

from ui.common.fields import TextField
from ui.common.text import Label
from ui.desk.start.caps_lock import CapsLockWatch
from wset_desk.i18n import _


class PasswordField(TextField):
    """Says when Caps Lock seems to be on."""

    def __init__(self, key: str, label: str, *, help_text: str = "") -> None:
        super().__init__(
            key, label, required=True, password=True, max_length=256, help_text=help_text
        )
        self.caps_hint = Label(_("Caps Lock is on."), "label", tone="warning", weight=600)
        self.caps_hint.hide()
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.caps_hint)
        CapsLockWatch(self.line).changed.connect(self.caps_hint.setVisible)
