"""How much of a candidate's window is over, in a bar and in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.layouts import column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.remote import words
from wset_desk.i18n import _
from wset_desk.services.remote.rows import RemoteCase

_HEIGHT = 6


class WindowBar(QWidget):
    """First and last day, how many are left, and a bar between them."""

    def __init__(self) -> None:
        super().__init__()
        self._days = Label("", tone="text2", tabular=True)
        self._left = Label("", "bodyStrong")
        self.bar = _Bar()
        self.setLayout(column(row(self._days, None, self._left, gap=2), self.bar, gap=1))

    def show_window(self, case: RemoteCase, today: date) -> None:
        self._days.setText(words.window_text(case))
        self._left.setText(words.days_text(case))
        tone = "danger" if case.is_pressing else "text2"
        self._left.set_tone(tone)
        whole = max((case.window.last - case.window.first).days, 1)
        over = (today - case.window.first).days / whole
        self.bar.set_share(min(max(over, 0.0), 1.0), "danger" if case.is_pressing else "accent")
        self.bar.setAccessibleName(
            _("Window {days}, {left}").format(
                days=words.window_text(case), left=words.days_text(case)
            )
        )


class _Bar(QWidget):
    """The share of the window that is over."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._tone = 0.0, "accent"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_share(self, share: float, tone: str) -> None:
        self._share, self._tone = share, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(theme().color("sunken"))
        painter.drawRoundedRect(whole, radius, radius)
        over = QRectF(whole)
        over.setWidth(max(whole.width() * self._share, whole.height() if self._share else 0))
        if self.isRightToLeft():
            over.moveRight(whole.right())
        painter.setBrush(theme().color(self._tone))
        painter.drawRoundedRect(over, radius, radius)
