"""Fields that read what was typed as a number, a time or a date, and keep it when they can't."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from ui.common import dates
from ui.common.date_edit import DateEdit
from ui.common.fields import Field, TextField
from ui.common.inputs import set_invalid
from ui.common.theme import theme
from ui.common.typed import read_date, read_decimal, read_time
from wset_desk.i18n import _


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
        theme().changed.connect(self._restyle)
        self._restyle()

    def read(self, text: str) -> int | None:
        number = read_decimal(text)
        if number is None or number != number.to_integral_value():
            return None
        return int(number) if self._minimum <= number <= self._maximum else None

    def complaint(self) -> str:
        return _("A whole number from {minimum} to {maximum}.").format(
            minimum=self._minimum, maximum=self._maximum
        )

    def _restyle(self) -> None:
        self.line.setFont(theme().font("body", tabular=True))


class DecimalField(_TypedField):
    """An exact ``Decimal``; decimal point or comma."""

    def read(self, text: str) -> Decimal | None:
        return read_decimal(text)

    def complaint(self) -> str:
        return _("A number such as 12.50.")


class AmountField(DecimalField):
    """An amount of money, shown in two places."""

    def write(self, value: Decimal) -> str:
        return f"{value:.2f}"


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
