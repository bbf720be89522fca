"""Who is signed in, at the foot of the rail; a click opens their menu."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.common.badges import Avatar
from ui.common.enter_key import presses
from ui.common.layouts import column, row
from ui.common.text import ElidedLabel
from ui.common.theme import theme
from wset_desk.i18n import _


class PersonItem(QAbstractButton):
    """Initials, name and role."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self.setAccessibleName(_("Signed in: {name}, {role}").format(name=name, role=role))
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words = QWidget()
        self._words.setLayout(
            column(
                ElidedLabel(name, "body", weight=600),
                ElidedLabel(role, "caption", tone="text2"),
                gap=0,
            )
        )
        layout = row(Avatar(name, size=28), self._words, gap=2, margins=(2, 1, 2, 1))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_collapsed(self, collapsed: bool) -> None:
        self._words.setVisible(not collapsed)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().size("minTarget"), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.underMouse() and not self.isDown():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("hover"))
        painter.drawRoundedRect(self.rect(), 7, 7)
