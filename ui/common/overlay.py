"""What lies over a whole window: a veil, a panel on it, and the keyboard kept inside."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from ui.common.theme import theme


class Overlay(QWidget):
    """A veil over the owner's window with one ``panel``; Esc and a click beside it dismiss it.

    The widget that had the focus gets it back. ``closed`` is emitted once, before it is deleted.
    """

    closed = Signal()

    def __init__(self, owner: QWidget, panel_role: str, name: str) -> None:
        super().__init__(owner.window())
        self._focus_before: QWidget | None = None
        self._is_open = False
        self.panel = QFrame(self)
        self.panel.setProperty("role", panel_role)
        self.setAccessibleName(name)
        self.panel.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme().changed.connect(self._fit)
        self.hide()

    @property
    def is_open(self) -> bool:
        return self._is_open

    def open(self) -> None:
        """Cover the window and give the keyboard to the first field."""
        self._focus_before = QApplication.focusWidget()
        self._is_open = True
        self.window().installEventFilter(self)
        self.setGeometry(self.window().rect())
        self.place_panel()
        self.show()
        self.raise_()
        first = self.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def dismiss(self) -> None:
        """Close unless a subclass has something to ask first."""
        self.close_now()

    def close_now(self) -> None:
        if not self._is_open:
            return
        self._is_open = False
        self.window().removeEventFilter(self)
        self.hide()
        self.closed.emit()
        if self._focus_before is not None and _is_alive(self._focus_before):
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def place_panel(self) -> None:
        """Put the panel where it belongs; called when the window's size changes."""
        self.panel.setGeometry(self.rect())

    def place_at_side(self, pixels: int) -> None:
        """The panel as high as the window, at its trailing side; `pixels` wide at 100 %."""
        width = min(theme().px(pixels), self.width())
        left = 0 if self.isRightToLeft() else self.width() - width
        self.panel.setGeometry(QRect(left, 0, width, self.height()))

    def first_focus(self) -> QWidget | None:
        inside = self.focusable()
        return inside[0] if inside else None

    def focusable(self) -> list[QWidget]:
        """What Tab reaches inside, in its order: that in which it was put together.

        Not by `nextInFocusChain`: PySide takes what that answers for a child of whoever was asked,
        and with the overlay it would let go of things that go on living behind it.
        """
        return [
            widget
            for widget in self.panel.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and _can_focus(widget, self)
        ]

    def focusNextPrevChild(self, forward: bool) -> bool:
        inside = self.focusable()
        current = QApplication.focusWidget()
        if not inside:
            return True
        step = 1 if forward else -1
        position = inside.index(current) + step if current in inside else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        inside[position % len(inside)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click of two, the first of which opened this: it isn't meant for it."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("scrim"))

    def _fit(self) -> None:
        if self._is_open:
            self.setGeometry(self.window().rect())
            self.place_panel()


def open_overlays(window: QWidget) -> list[Overlay]:
    """The overlays that lie over a window, the topmost last."""
    return [overlay for overlay in window.findChildren(Overlay) if overlay.is_open]


def _can_focus(widget: QWidget, overlay: Overlay) -> bool:
    return widget.isEnabled() and widget.isVisibleTo(overlay)


def _is_alive(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible()
