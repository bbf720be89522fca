"""A labelled field: its label and mark, the control, help or error below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.common.inputs import Check, Choice, Combo, LineEdit, PasswordEdit, set_invalid
from ui.common.layouts import column, hide_unless, row
from ui.common.text import Label
from ui.common.theme import theme
from wset_desk.i18n import _


class Field(QWidget):
    """One value of a form. Subclasses give the control, ``value`` and ``set_value``.

    ``edited`` comes with every change a person makes.
    """

    edited = Signal()

    def __init__(
        self, key: str, label: str, control: QWidget, *, required: bool = False, help_text: str = ""
    ) -> None:
        super().__init__()
        self.key = key
        self.control = control
        self.required = required
        self._help_text = help_text
        self._label = Label(label, "label", weight=600)
        self._label.setBuddy(control)
        self._mark = Label("*", "label", tone="danger", weight=600)
        hide_unless(required, self._mark)
        self._mark.setToolTip(_("Needed"))
        self._note = Label(help_text, "label", tone="text2", wrap=True)
        hide_unless(bool(help_text), self._note)
        control.setAccessibleName(label)
        control.setAccessibleDescription(help_text)
        heading = row(self._label, self._mark, None, gap=1)
        self.setLayout(column(heading, control, self._note, gap=1))
        self.edited.connect(self._forgive)

    @property
    def label(self) -> str:
        return self._label.text()

    @property
    def error(self) -> str:
        return self._note.text() if self.control.property("invalid") else ""

    def value(self) -> Any:
        """The value, None where nothing (or nothing readable) was entered."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def is_empty(self) -> bool:
        return self.value() in (None, "")

    def problem(self) -> str:
        """Why the input can't be taken, or nothing."""
        if self.required and self.is_empty():
            return _("This is needed.")
        return ""

    def set_help(self, text: str) -> None:
        """Replace the help text; an error stays in its place until it is taken away."""
        shown = self.error
        self._help_text = text
        self.set_error(shown)

    def set_error(self, text: str) -> None:
        """Show an error in the place of the help text; an empty text takes it away."""
        set_invalid(self.control, bool(text))
        self._note.setText(text or self._help_text)
        self._note.set_tone("danger" if text else "text2")
        self._note.setVisible(bool(text or self._help_text))
        self.control.setAccessibleDescription(text or self._help_text)

    def _forgive(self) -> None:
        if self.error:
            self.set_error("")


class TextField(Field):
    """A ``str`` without spaces around it."""

    def __init__(
        self,
        key: str,
        label: str,
        *,
        required: bool = False,
        help_text: str = "",
        placeholder: str = "",
        max_length: int = 200,
        password: bool = False,
    ) -> None:
        self.line = PasswordEdit(label) if password else LineEdit(label, placeholder=placeholder)
        self.line.setMaxLength(max_length)
        super().__init__(key, label, self.line, required=required, help_text=help_text)
        self._password = password
        self.line.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> str:
        text = self.line.text()
        return text if self._password else text.strip()

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))


class ComboField(Field):
    """The value of one of several :class:`Choice`."""

    def __init__(
        self,
        key: str,
        label: str,
        choices: Sequence[Choice] = (),
        *,
        required: bool = False,
        help_text: str = "",
    ) -> None:
        self.combo = Combo(label, choices)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        super().__init__(key, label, self.combo, required=required, help_text=help_text)
        self.combo.chosen.connect(lambda _value: self.edited.emit())

    def value(self) -> Any:
        return self.combo.value()

    def set_value(self, value: Any) -> None:
        self.combo.set_value(value)

    def set_choices(self, choices: Sequence[Choice], value: Any = None) -> None:
        self.combo.set_choices(choices, value)


class CheckField(Field):
    """A ``bool``; the words stand beside the box."""

    def __init__(self, key: str, label: str, *, help_text: str = "") -> None:
        self.check = Check(label)
        super().__init__(key, label, self.check, help_text=help_text)
        self._label.hide()
        self.check.clicked.connect(lambda _checked: self.edited.emit())

    def value(self) -> bool:
        return self.check.isChecked()

    def set_value(self, value: Any) -> None:
        self.check.setChecked(bool(value))


class TextArea(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next field."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(20 * self._lines + 16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        finishing = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if finishing and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()  # the form's own shortcut
        else:
            super().keyPressEvent(event)


class MultilineField(Field):
    """A ``str`` of several lines."""

    def __init__(
        self,
        key: str,
        label: str,
        *,
        required: bool = False,
        help_text: str = "",
        lines: int = 3,
    ) -> None:
        self.area = TextArea(lines)
        super().__init__(key, label, self.area, required=required, help_text=help_text)
        self.area.textChanged.connect(self.edited)

    def value(self) -> str:
        return self.area.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self.area.blockSignals(True)
        self.area.setPlainText("" if value is None else str(value))
        self.area.blockSignals(False)
