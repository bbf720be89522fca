"""The place beside the calendar (over it where it's narrow): a day's cards or one session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QFrame, QStackedLayout

from ui.common.theme import theme
from ui.desk.calendar.day_panel import DayPanel
from ui.desk.calendar.model import Slot
from ui.desk.calendar.session_panel import SessionPanel, Verbs
from ui.desk.context import DeskSession
from wset_desk.services.exam_session_details import ExamSessionDetail


class Side(QFrame):
    """``opened(Slot)``: a card was opened; ``left``: the keyboard goes back to the calendar."""

    opened = Signal(object)
    left = Signal()

    def __init__(
        self, session: DeskSession, verbs: Verbs, on_create: Callable[[], object] | None
    ) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.day = DayPanel(on_create, self._leave)
        self.session = SessionPanel(session, verbs)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.day)
        self._pages.addWidget(self.session)
        self._floats = False
        self.day.opened.connect(self.opened)
        self.day.left.connect(self._leave)
        self.session.left.connect(self.back_to_day)

    @property
    def detail(self) -> ExamSessionDetail | None:
        """The session on show, None while it is a day."""
        shown = self._pages.currentWidget() is self.session
        return self.session.detail if shown else None

    @property
    def floats(self) -> bool:
        return self._floats

    def show_day(self, day: date, slots: Sequence[Slot]) -> None:
        self.day.show_day(day, slots)

    def show_detail(self, detail: ExamSessionDetail) -> None:
        held = self.detail is not None and self.session.isAncestorOf(self.focusWidget())
        self.session.show_detail(detail)
        self._pages.setCurrentWidget(self.session)
        if not held:
            self.session.back.setFocus()

    def back_to_day(self) -> None:
        """From a session to the cards of its day, the keyboard on the card again."""
        if self.detail is None:
            return
        self._pages.setCurrentWidget(self.day)
        if self.day.list.current() is None or not self.isVisible():
            self.left.emit()
        else:
            self.day.list.setFocus()

    def drop_detail(self) -> None:
        """Another day or period: the session that was open is closed."""
        self._pages.setCurrentWidget(self.day)

    def fit(self, around: QRect, *, narrow: bool) -> None:
        """Stand at the end of `around`, or lie over it where it is narrow."""
        width = min(theme().size("sidePanel"), around.width())
        left = around.left() if self.isRightToLeft() else around.right() - width + 1
        self.setGeometry(left, around.top(), width, around.height())
        self.day.close_button.setVisible(narrow)
        if narrow != self._floats:
            self._floats = narrow
            self.setVisible(not narrow)
        self.raise_()

    def reveal(self) -> None:
        """Be seen, also where there is no room beside the calendar."""
        self.show()
        self.raise_()

    def _leave(self) -> None:
        if self._floats:
            self.hide()
        self.left.emit()
