"""What the two lines at the foot of the rail have in common: a picture, words, and a soft hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.common.enter_key import presses
from ui.common.layouts import column
from ui.common.theme import theme

_CORNER = 7


class RailButton(QAbstractButton):
    """`words` disappear where the rail is narrow."""

    def __init__(self, upper: QWidget, lower: QWidget) -> None:
        super().__init__()
        self.words = QWidget()
        self.words.setLayout(column(upper, lower, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def hold(self, layout: QHBoxLayout) -> None:
        """The picture and the words; a click on them is a click on the button."""
        layout.setStretch(1, 1)
        self.setLayout(layout)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_collapsed(self, collapsed: bool) -> None:
        self.words.setVisible(not collapsed)

    def leads_somewhere(self) -> bool:
        """Whether there is anything to press."""
        return True

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().size("minTarget"), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.leads_somewhere() or not (self.underMouse() or self.isDown()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("hover"))
        painter.drawRoundedRect(self.rect(), _CORNER, _CORNER)
