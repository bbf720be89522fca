"""Single-line inputs, combo and check box in the theme's look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from ui.common.icons import icon, paint_icon
from ui.common.theme import theme
from wset_desk.i18n import _

_CHEVRON = 16
_BOX = 18


class LineEdit(QLineEdit):
    """One line of text; ``name`` is its accessible name."""

    def __init__(self, name: str, text: str = "", *, placeholder: str = "") -> None:
        super().__init__(text)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)


class SearchField(LineEdit):
    """Filters while one types: ``searched`` comes 150 ms after the last key; Esc clears."""

    searched = Signal(str)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder=placeholder or name)
        self.setProperty("kind", "search")
        self.setMinimumWidth(theme().px(220))
        self._icon_action = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=theme().duration("base"))
        self._pause.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._pause.start())
        self.returnPressed.connect(self.search_now)
        theme().changed.connect(self._restyle)
        self._restyle()

    def search_now(self) -> None:
        """Don't wait for the pause."""
        self._pause.stop()
        self.searched.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.search_now()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self._icon_action.setIcon(icon("search", "text3", 16))


class PasswordEdit(LineEdit):
    """Hidden text with a button to look at it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._look = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._look.setCheckable(True)
        self._look.toggled.connect(self._show_text)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _show_text(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._restyle()

    def _restyle(self) -> None:
        shown = self._look.isChecked()
        self._look.setIcon(icon("eye_off" if shown else "eye", "text2", 16))
        self._look.setText(_("Hide the password") if shown else _("Show the password"))


@dataclass(frozen=True)
class Choice:
    """One entry of a combo: what it stands for, its text and its icon."""

    value: Any
    text: str
    icon: str = ""


class Combo(QComboBox):
    """A choice among a few; ``chosen`` carries the value a person picked."""

    chosen = Signal(object)

    def __init__(
        self, name: str, choices: Sequence[Choice] = (), value: Any = None, *, kind: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("kind", kind)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._values: list[Any] = []
        self.activated.connect(lambda _index: self.chosen.emit(self.value()))
        self.set_choices(choices, value)

    def set_choices(self, choices: Sequence[Choice], value: Any = None) -> None:
        """Replace the entries; ``value`` is picked, or the first."""
        self.clear()
        # kept here: Qt would hand an enumeration's members back as plain strings
        self._values = [choice.value for choice in choices]
        for choice in choices:
            drawn = icon(choice.icon, "text2", 16) if choice.icon else QIcon()
            self.addItem(drawn, choice.text)
        self.set_value(value)

    def value(self) -> Any:
        index = self.currentIndex()
        return self._values[index] if index >= 0 else None

    def set_value(self, value: Any) -> None:
        """Pick the entry of ``value``; the first entry where there is none."""
        known = value in self._values
        self.setCurrentIndex(self._values.index(value) if known else min(0, self.count() - 1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a form must not change what it says

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme().px(_CHEVRON)
        left = theme().px(8) if self.isRightToLeft() else self.width() - side - theme().px(8)
        target = QRectF(left, (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron_down", "text2" if self.isEnabled() else "text3", target)


class Check(QCheckBox):
    """A check box that grows with the text."""

    def __init__(
        self, text: str, checked: bool = False, on_change: Callable[[bool], object] | None = None
    ) -> None:
        super().__init__(text)
        self.setChecked(checked)
        if on_change is not None:
            self.toggled.connect(on_change)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        side = theme().px(_BOX)
        gap = theme().space(2) if self.text() else 0
        width = side + gap + metrics.horizontalAdvance(self.text()) + 2
        return QSize(width, max(theme().size("minTarget"), metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme().px(_BOX)
        left = self.width() - side - 1 if self.isRightToLeft() else 1
        box = QRectF(left, (self.height() - side) / 2, side - 1, side - 1)
        self._paint_box(painter, box)
        gap = side + theme().space(2)
        text = QRectF(0 if self.isRightToLeft() else gap, 0, self.width() - gap, self.height())
        painter.setPen(theme().color("text" if self.isEnabled() else "text3"))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        filled = self.isChecked() and self.isEnabled()
        edge = "accent" if filled else "borderStrong"
        painter.setPen(QPen(theme().color(edge), 1.5))
        painter.setBrush(theme().color("accent" if filled else "surface"))
        painter.drawRoundedRect(box, theme().radius("sm"), theme().radius("sm"))
        if self.isChecked():
            ink = "textOnAccent" if self.isEnabled() else "text3"
            inner = box.adjusted(2, 2, -2, -2)
            paint_icon(painter, "check", ink, inner)


def set_invalid(widget: QWidget, invalid: bool) -> None:
    """Give an input the look of an error, or take it away."""
    if bool(widget.property("invalid")) == invalid:
        return
    widget.setProperty("invalid", invalid)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
