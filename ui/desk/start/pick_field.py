"""A field for one of many: type a part of it, pick from what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView

from ui.common.enter_key import ENTER
from ui.common.fields import Field
from ui.common.inputs import Choice, LineEdit
from wset_desk.i18n import _

_MOST_SHOWN = 9


class PickField(Field):
    """The value of one of hundreds of :class:`Choice`; None while the text names none of them."""

    def __init__(
        self,
        key: str,
        label: str,
        choices: Sequence[Choice],
        *,
        help_text: str = "",
        required: bool = True,
        placeholder: str = "",
    ) -> None:
        self.line = LineEdit(label, placeholder=placeholder or _("Type to search"))
        self._values = {choice.text.casefold(): choice.value for choice in choices}
        self._texts = {choice.value: choice.text for choice in choices}
        super().__init__(key, label, self.line, required=required, help_text=help_text)
        completer = QCompleter(list(self._texts.values()), self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_MOST_SHOWN)
        completer.activated.connect(lambda _text: self.edited.emit())
        self.line.setCompleter(completer)
        self.popup = QListView()
        self.popup.setAccessibleName(label)
        self.popup.setProperty("role", "choices")
        completer.setPopup(self.popup)
        self.popup.installEventFilter(self)
        self.line.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> Any:
        return self._values.get(self.line.text().strip().casefold())

    def set_value(self, value: Any) -> None:
        self.line.setText(self._texts.get(value, ""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the chosen entry, or the only one; it doesn't send the form as well."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            chosen = self._chosen()
            if event.key() in ENTER and chosen:
                self.popup.hide()
                self.line.setText(chosen)
                self.edited.emit()
                return True
        return super().eventFilter(watched, event)

    def _chosen(self) -> str:
        """What the list of matches offers for Enter."""
        model = self.popup.model()
        current = self.popup.currentIndex()
        if not current.isValid() and model.rowCount() == 1:
            current = model.index(0, 0)
        return str(current.data() or "")

    def problem(self) -> str:
        if self.line.text().strip() and self.value() is None:
            return _("Choose one from the list.")
        return super().problem()
