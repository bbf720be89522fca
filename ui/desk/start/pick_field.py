"""A field for one of many: type a part of it, pick from what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from ui.common.fields import Field
from ui.common.inputs import Choice, LineEdit
from wset_desk.i18n import _

_MOST_SHOWN = 9


class PickField(Field):
    """The value of one of hundreds of :class:`Choice`; None while the text names none of them."""

    def __init__(
        self, key: str, label: str, choices: Sequence[Choice], *, help_text: str = ""
    ) -> None:
        self.line = LineEdit(label, placeholder=_("Type to search"))
        self._values = {choice.text.casefold(): choice.value for choice in choices}
        self._texts = {choice.value: choice.text for choice in choices}
        super().__init__(key, label, self.line, required=True, help_text=help_text)
        completer = QCompleter(list(self._texts.values()), self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_MOST_SHOWN)
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName(label)
        completer.activated.connect(lambda _text: self.edited.emit())
        self.line.setCompleter(completer)
        self.line.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> Any:
        return self._values.get(self.line.text().strip().casefold())

    def set_value(self, value: Any) -> None:
        self.line.setText(self._texts.get(value, ""))

    def problem(self) -> str:
        if self.line.text().strip() and self.value() is None:
            return _("Choose one from the list.")
        return super().problem()
