"""A labelled field: its label and mark, the control, help or error below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.common import dates
from ui.common.date_edit import DateEdit
from ui.common.inputs import Check, Choice, Combo, LineEdit, PasswordEdit, set_invalid
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.common.typed import read_date, read_decimal, read_time
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
        self._mark.setVisible(required)
        self._mark.setToolTip(_("Needed"))
        self._note = Label(help_text, "label", tone="text2", wrap=True)
        self._note.setVisible(bool(help_text))
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


class _TypedField(TextField):
    """A line that is read as something else; keeps what was typed when it can't be."""

    unreadable = ""

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> str:
        return str(value)

    def value(self) -> Any:
        return self.read(self.line.text())

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else self.write(value))

    def is_empty(self) -> bool:
        return not self.line.text().strip()

    def problem(self) -> str:
        if not self.is_empty() and self.value() is None:
            return self.complaint()
        return super().problem()

    def complaint(self) -> str:
        raise NotImplementedError


class NumberField(_TypedField):
    """A whole number (``int``) between two limits."""

    def __init__(
        self, key: str, label: str, *, minimum: int = 0, maximum: int = 9999, **options: Any
    ) -> None:
        super().__init__(key, label, **options)
        self._minimum = minimum
        self._maximum = maximum
        self.line.setFont(theme().font("body", tabular=True))

    def read(self, text: str) -> int | None:
        number = read_decimal(text)
        if number is None or number != number.to_integral_value():
            return None
        return int(number) if self._minimum <= number <= self._maximum else None

    def complaint(self) -> str:
        return _("A whole number from {minimum} to {maximum}.").format(
            minimum=self._minimum, maximum=self._maximum
        )


class DecimalField(_TypedField):
    """An exact ``Decimal``; decimal point or comma."""

    def read(self, text: str) -> Decimal | None:
        return read_decimal(text)

    def complaint(self) -> str:
        return _("A number such as 12.50.")


class TimeField(_TypedField):
    """A ``datetime.time``; 9:30, 930 and 9 are understood."""

    def read(self, text: str) -> time | None:
        return read_time(text)

    def write(self, value: time) -> str:
        return dates.time_text(value)

    def complaint(self) -> str:
        return _("A time such as 09:30.")


class DateField(Field):
    """A ``datetime.date``, typed or picked from a calendar."""

    def __init__(
        self, key: str, label: str, *, required: bool = False, help_text: str = ""
    ) -> None:
        self.date_edit = DateEdit(label)
        super().__init__(key, label, self.date_edit, required=required, help_text=help_text)
        self.date_edit.edited.connect(self.edited)

    def value(self) -> date | None:
        return read_date(self.date_edit.text())

    def set_value(self, value: date | None) -> None:
        self.date_edit.set_date(value)

    def is_empty(self) -> bool:
        return not self.date_edit.text().strip()

    def problem(self) -> str:
        if not self.is_empty() and self.value() is None:
            return _("A date such as 5 Sep 2026.")
        return super().problem()

    def set_error(self, text: str) -> None:
        super().set_error(text)
        set_invalid(self.date_edit.line, bool(text))


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
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme().px(20 * lines + 16))

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
