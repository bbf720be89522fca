"""A field for a file: typed, or chosen in the system's dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog

from ui.common.buttons import Button
from ui.common.fields import TextField
from ui.common.layouts import row
from wset_desk.i18n import _

_LONGEST = 4096


class FileField(TextField):
    """The path of a file that is there. ``kinds`` is a filter as Qt's file dialog takes it."""

    def __init__(self, key: str, label: str, *, kinds: str, help_text: str = "") -> None:
        super().__init__(key, label, required=True, max_length=_LONGEST, help_text=help_text)
        self._kinds = kinds
        self.choose_button = Button(_("Choose…"), on_click=self.choose)
        self.choose_button.setAccessibleName(_("Choose: {label}").format(label=label))
        layout = self.layout()
        if layout is not None:
            layout.removeWidget(self.line)
            beside = row(self.line, self.choose_button, gap=2)
            beside.setStretch(0, 1)
            layout.insertLayout(1, beside)  # type: ignore[attr-defined]

    def choose(self) -> None:
        """Ask for a file, beginning where the last one lay."""
        path, _kind = QFileDialog.getOpenFileName(self, self.label, self.value(), self._kinds)
        if path:
            self.set_value(path)
            self.edited.emit()
