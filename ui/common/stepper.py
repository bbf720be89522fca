"""A number with a minus and a plus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.common.buttons import IconButton
from ui.common.layouts import row
from ui.common.text import Label
from wset_desk.i18n import _

_KEYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class Stepper(QWidget):
    """``stepped(int)`` when a person changed the value, which stays between the limits."""

    stepped = Signal(int)

    def __init__(
        self,
        name: str,
        value: int,
        *,
        minimum: int,
        maximum: int,
        step: int = 1,
        text: Callable[[int], str] = str,
    ) -> None:
        super().__init__()
        self._name = name
        self._value = value
        self._limits = (minimum, maximum)
        self._step = step
        self._text = text
        self._shown = Label(tabular=True)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._less = IconButton("minus", _("Less"), kind="", on_click=lambda: self._move(-1))
        self._more = IconButton("plus", _("More"), kind="", on_click=lambda: self._move(1))
        self.setLayout(row(self._less, self._shown, self._more, gap=2))
        self.set_value(value)

    def value(self) -> int:
        return self._value

    def set_value(self, value: int) -> None:
        minimum, maximum = self._limits
        self._value = max(minimum, min(maximum, value))
        self._shown.setText(self._text(self._value))
        self.setAccessibleName(
            _("{name}: {choice}").format(name=self._name, choice=self._shown.text())
        )
        self._less.setEnabled(self._value > minimum)
        self._more.setEnabled(self._value < maximum)
        self._keep_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = _KEYS.get(Qt.Key(event.key()))
        if direction is None:
            super().keyPressEvent(event)
        else:
            self._move(direction)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_width()

    def _move(self, direction: int) -> None:
        before = self._value
        self.set_value(self._value + direction * self._step)
        if self._value != before:
            self.stepped.emit(self._value)

    def _keep_width(self) -> None:
        """Don't let the buttons jump from one value to the next."""
        metrics = self._shown.fontMetrics()
        widest = max(metrics.horizontalAdvance(self._text(limit)) for limit in self._limits)
        self._shown.setMinimumWidth(widest + metrics.averageCharWidth())
