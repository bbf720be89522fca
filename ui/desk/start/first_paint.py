"""Work that waits until a page can be seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui.common.tasks import later


class FirstPaint(QObject):
    """Calls `action` once, after the first paint of `page`; never, if it is gone before."""

    def __init__(self, page: QWidget, action: Callable[[], object]) -> None:
        super().__init__(page)
        self._page = page
        self._action = action
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._page.removeEventFilter(self)
            later(self._page, 0, self._action)
        return False
