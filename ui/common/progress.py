"""How far a long task is, and the wish to stop it; shared by the worker and the window."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.common.buttons import Button
from ui.common.theme import theme
from wset_desk.i18n import _

SHOWN_AFTER_MS = 300
CANCELLABLE_AFTER_MS = 3000
_STEPS = 1000


class CancelledError(Exception):
    """The person stopped the task."""


class Progress(QObject):
    """Handed to a long function, which calls :meth:`report` from any thread."""

    changed = Signal(float)
    started = Signal()
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancel = Event()

    @property
    def cancelled(self) -> bool:
        return self._cancel.is_set()

    def cancel(self) -> None:
        self._cancel.set()

    def report(self, fraction: float) -> None:
        """Tell how much is done, from 0 to 1; raises Cancelled once the person said stop."""
        if self._cancel.is_set():
            raise CancelledError
        self.changed.emit(fraction)

    def begin(self) -> None:
        self._cancel.clear()
        self.started.emit()

    def end(self) -> None:
        self.finished.emit()


class ProgressLine(QWidget):
    """The inline bar of a :class:`Progress`: hidden for 300 ms, cancellable after 3 s.

    What goes on by itself can't be cancelled.
    """

    def __init__(
        self, progress: Progress, parent: QWidget | None = None, *, can_cancel: bool = True
    ) -> None:
        super().__init__(parent)
        self._can_cancel = can_cancel
        self.progress = progress
        self._bar = QProgressBar()
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(theme().px(6))
        self._bar.setMinimumWidth(theme().px(40))
        self._bar.setAccessibleName(_("Progress"))
        self._cancel = Button(_("Cancel"), kind="link", on_click=self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        self._show_timer = self._timer(SHOWN_AFTER_MS, self.show)
        self._cancel_timer = self._timer(CANCELLABLE_AFTER_MS, self._cancel.show)
        progress.started.connect(self._begin)
        progress.changed.connect(self._advance)
        progress.finished.connect(self._end)
        self.hide()

    def _timer(self, milliseconds: int, action: object) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(action)
        return timer

    def _begin(self) -> None:
        self._bar.setValue(0)
        self._cancel.hide()
        self._cancel.setEnabled(True)
        self._show_timer.start()
        if self._can_cancel:
            self._cancel_timer.start()

    def _advance(self, fraction: float) -> None:
        self._bar.setValue(round(fraction * _STEPS))

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self.progress.cancel()

    def _end(self) -> None:
        self._show_timer.stop()
        self._cancel_timer.stop()
        self.hide()
