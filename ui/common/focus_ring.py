"""A ring around what has the keyboard, outside its edge; only while the keyboard is in use."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from ui.common.theme import theme

_WIDTH = 2
_REACH = 4
_RADIUS = 10
_DRAW_THEIR_OWN = (QLineEdit, QPlainTextEdit)
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}
_WALKING = {
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
}


class FocusRing(QWidget):
    """One for each window. Left out are inputs, which draw their own edge, and widgets with the
    property ``ownFocus``, which show where the keyboard is inside them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._by_keyboard = False
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        theme().changed.connect(self._place)

    def watch_window(self) -> None:
        """Listen to the shown window's keys and clicks, before any widget gets them."""
        handle = self.window().windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _WALKING:
                self._use_keyboard(True)
        elif kind == QEvent.Type.MouseButtonPress:
            self._use_keyboard(False)
        elif kind in _MOVES and watched in self._watched:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("focus"), _WIDTH))
        around = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(around, _RADIUS, _RADIUS)

    def _use_keyboard(self, by_keyboard: bool) -> None:
        self._by_keyboard = by_keyboard
        self._place()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._target = now if self._rings(now) else None
        self._watched = _with_ancestors(self._target)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._place()

    def _rings(self, widget: QWidget | None) -> bool:
        if widget is None or isinstance(widget, _DRAW_THEIR_OWN) or widget.property("ownFocus"):
            return False
        return widget.window() is self.window() and widget is not self.window()

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not self._by_keyboard:
            self.hide()
            return
        shown = target.visibleRegion().boundingRect()
        if shown.isEmpty():
            self.hide()
            return
        corner = target.mapTo(self.window(), QPoint(0, 0)) + shown.topLeft()
        around = QRect(corner, shown.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        self.setGeometry(around.intersected(self.window().rect()))
        self.raise_()
        self.show()


def _with_ancestors(widget: QWidget | None) -> list[QWidget]:
    found = []
    while widget is not None and not widget.isWindow():
        found.append(widget)
        widget = widget.parentWidget()
    return found
