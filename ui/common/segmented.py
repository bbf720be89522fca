"""A switch between a few views."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.theme import theme
from wset_desk.i18n import _

_ROOMY, _DENSE = 26, 11
"""How much room there is around each word."""


class Segmented(QWidget):
    """One of a few views, like Month, Week, Day; ``chosen(key)`` when a person picks another.

    ``dense`` is for many words in a narrow panel.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, items: dict[str, str], current: str, *, dense: bool = False
    ) -> None:
        super().__init__()
        self._dense = dense
        self._items = dict(items)
        self._current = current
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme().changed.connect(self.updateGeometry)
        self.set_current(current)

    @property
    def current(self) -> str:
        return self._current

    def set_current(self, key: str) -> None:
        self._current = key
        self.setAccessibleName(
            _("{name}: {choice}").format(name=self._name, choice=self._items[key])
        )
        self.update()

    def set_texts(self, items: dict[str, str]) -> None:
        """Replace the words (with new counts, say); the keys stay the same."""
        self._items = dict(items)
        self.set_current(self._current)
        self.updateGeometry()

    def set_items(self, items: dict[str, str], current: str) -> None:
        """Replace the choices themselves."""
        self._items = dict(items)
        self.set_current(current)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._widths())) + theme().px(6), theme().size("control"))

    def rect_of(self, key: str) -> QRectF:
        """Where one choice is painted."""
        edge = theme().px(3)
        left: float = edge
        for each, width in zip(self._items, self._widths(), strict=True):
            if each == key:
                break
            left += width
        width = self._widths()[list(self._items).index(key)]
        if self.isRightToLeft():
            left = self.width() - left - width
        return QRectF(left, edge, width, self.height() - 2 * edge)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for key in self._items:
            if self.rect_of(key).contains(event.position()):
                self._choose(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = forward.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if self.isRightToLeft() and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = -step
        keys = list(self._items)
        self._choose(keys[(keys.index(self._current) + step) % len(keys)])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        for key, text in self._items.items():
            rect = self.rect_of(key)
            chosen = key == self._current
            if chosen:
                painter.setPen(QPen(theme().color("border"), 1))
                painter.setBrush(theme().color("raised"))
                painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setFont(self._font(600 if chosen else 500))
            painter.setPen(theme().color("text" if chosen else "text2"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _font(self, weight: int) -> QFont:
        return theme().font("label" if self._dense else "body", weight, tabular=True)

    def _widths(self) -> list[float]:
        metrics = QFontMetrics(self._font(600))
        around = theme().px(_DENSE if self._dense else _ROOMY)
        return [metrics.horizontalAdvance(text) + around for text in self._items.values()]

    def _choose(self, key: str) -> None:
        if key != self._current:
            self.set_current(key)
            self.chosen.emit(key)
