"""Forms: fields with their labels and errors, values in and out, and what has been changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.fields import CheckField, ComboField, Field, MultilineField, TextField
from ui.common.inputs import Choice
from ui.common.layouts import column, line, row
from ui.common.text import Label
from ui.common.typed_fields import AmountField, DateField, DecimalField, NumberField, TimeField

__all__ = [
    "AmountField",
    "CheckField",
    "Choice",
    "ComboField",
    "DateField",
    "DecimalField",
    "Field",
    "Form",
    "MultilineField",
    "NumberField",
    "TextField",
    "TimeField",
]

F = TypeVar("F", bound=Field)


class Form(QWidget):
    """Fields one below the other; ``edited`` comes with each change a person makes."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, Field] = {}
        self._clean: dict[str, Any] = {}
        self._layout: QVBoxLayout = column(gap=4)
        self.setLayout(self._layout)

    def __getitem__(self, key: str) -> Field:
        return self._fields[key]

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def add(self, field: F) -> F:
        """Put a field under the last one."""
        self._register(field)
        self._layout.addWidget(field)
        return field

    def add_row(self, *fields: Field, stretches: tuple[int, ...] = ()) -> None:
        """Put several fields side by side."""
        beside = row(gap=3)
        for position, field in enumerate(fields):
            self._register(field)
            beside.addWidget(field, stretches[position] if stretches else 1)
            beside.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(beside)

    def add_widget(self, widget: QWidget) -> None:
        """Something between the fields that has no value: a preview, a hint."""
        self._layout.addWidget(widget)

    def section(self, title: str, note: str = "") -> None:
        """A line and a heading over what follows."""
        if self._layout.count():
            self._layout.addWidget(line())
        heading = column(Label(title, "title"), gap=0)
        if note:
            heading.addWidget(Label(note, tone="text2", wrap=True))
        self._layout.addLayout(heading)

    def values(self) -> dict[str, Any]:
        """Every field's value by its key."""
        return {key: field.value() for key, field in self._fields.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill the fields that are named, and count the form as unchanged."""
        for key, value in values.items():
            if key in self._fields:
                self._fields[key].set_value(value)
        self.mark_clean()

    def changed_values(self) -> dict[str, Any]:
        """Only what differs from what :meth:`set_values` or :meth:`mark_clean` saw."""
        return {
            key: value
            for key, value in self.values().items()
            if key not in self._clean or self._clean[key] != value
        }

    def is_dirty(self) -> bool:
        return bool(self.changed_values())

    def mark_clean(self) -> None:
        self._clean = self.values()

    def check(self) -> bool:
        """Show what can't be taken as it is; True if everything can."""
        problems = {key: field.problem() for key, field in self._fields.items()}
        self.errors({key: text for key, text in problems.items() if text})
        return not any(problems.values())

    def errors(self, texts: Mapping[str, str]) -> None:
        """Show errors beside their fields, clear the others, go to the first wrong one."""
        for key, field in self._fields.items():
            field.set_error(texts.get(key, ""))
        wrong = next((field for field in self if field.key in texts), None)
        if wrong is not None:
            wrong.control.setFocus(Qt.FocusReason.TabFocusReason)

    def _register(self, field: Field) -> None:
        self._fields[field.key] = field
        self._clean[field.key] = field.value()
        field.edited.connect(self.edited)
