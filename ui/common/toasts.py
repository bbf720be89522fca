"""Toasts: what was done, for eight seconds, with Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QWidget

from ui.common.buttons import Button
from ui.common.icons import pixmap
from ui.common.layouts import hide_unless, row
from ui.common.messages import announce
from ui.common.text import Label
from ui.common.theme import theme
from ui.common.undo import Inverse, UndoEntry, UndoStack
from wset_desk.i18n import _

_EDGE = 24
_WIDEST = 680
_GAP = 8
_MOST = 3


class Toast(QFrame):
    """One toast; its time stands still under the mouse and while it has the keyboard."""

    closed = Signal()

    def __init__(self, window: QWidget, text: str, entry: UndoEntry | None) -> None:
        super().__init__(window)
        self.entry = entry
        self.text = text
        self.setProperty("role", "toast")
        self.setAccessibleName(text)
        self._tick = Label()
        self._tick.setPixmap(pixmap("check_circle", "inverseSuccess"))
        self._words = Label(text, weight=500, tone="inverseText")
        self.undo_button = Button(_("Undo"), kind="inverse")
        key = Label(_("Ctrl+Z"), "caption", tone="inverseKey")
        hide_unless(entry is not None, self.undo_button, key)
        key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = row(self._tick, self._words, self.undo_button, key, gap=3, margins=(4, 2, 3, 2))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._timer = QTimer(self, singleShot=True, interval=theme().duration("toastMs"))
        self._timer.timeout.connect(self.close_toast)
        self._timer.start()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    @property
    def is_counting(self) -> bool:
        return self._timer.isActive()

    def fit(self, room: int) -> None:
        """Take the size that the words need, on several lines where there is less ``room``."""
        self._words.setWordWrap(False)
        if self.sizeHint().width() > room:
            self._words.setWordWrap(True)
            layout = self.layout()
            high = layout.totalHeightForWidth(room) if layout is not None else self.height()
            self.resize(room, high)
        else:
            self.resize(self.sizeHint())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def close_toast(self) -> None:
        self._timer.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self._timer.stop()
        elif before is self.undo_button and self.isVisible():
            self._timer.start()


class ToastHost(QObject):
    """Stacks the toasts of one window above its lower edge, centred over ``beside``."""

    def __init__(self, window: QWidget, undo_stack: UndoStack) -> None:
        super().__init__(window)
        self._window = window
        self._beside: Callable[[], QWidget] = lambda: window
        self._stack = undo_stack
        self._toasts: list[Toast] = []
        window.installEventFilter(self)
        undo_stack.undone.connect(self._close_of)

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """Those on show, the newest last."""
        return tuple(self._toasts)

    def set_beside(self, beside: Callable[[], QWidget]) -> None:
        """Ask ``beside`` for the widget over which toasts are centred, each time there is one."""
        self._beside = beside

    def say(self, text: str, undo: Inverse | None = None, redo: Inverse | None = None) -> Toast:
        """Show ``text``; with ``undo`` it can be taken back here and by Ctrl+Z."""
        entry = UndoEntry(text, undo, redo) if undo is not None else None
        toast = Toast(self._window, text, entry)
        if entry is not None:
            self._stack.push(entry)
            toast.undo_button.clicked.connect(lambda: self._stack.undo(entry))
        toast.closed.connect(lambda: self._forget(toast))
        self._toasts.append(toast)
        for oldest in self._toasts[:-_MOST]:
            oldest.close_toast()
        self._place()
        toast.show()
        toast.raise_()
        announce(toast, text)
        return toast

    def clear(self) -> None:
        for toast in self.toasts:
            toast.close_toast()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _forget(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            self._place()

    def _close_of(self, entry: UndoEntry) -> None:
        for toast in self.toasts:
            if toast.entry is entry:
                toast.close_toast()

    def _place(self) -> None:
        beside = self._beside()
        corner = beside.mapTo(self._window, QPoint(0, 0))
        bottom = self._window.height() - theme().px(_EDGE)
        room = min(theme().px(_WIDEST), beside.width() - 2 * theme().px(_EDGE))
        for toast in reversed(self._toasts):
            toast.fit(room)
            left = corner.x() + (beside.width() - toast.width()) // 2
            toast.move(max(0, left), bottom - toast.height())
            bottom -= toast.height() + theme().px(_GAP)
