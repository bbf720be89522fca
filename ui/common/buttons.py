"""Buttons: ``kind`` is "" (plain), "primary", "ghost", "link", "danger" or "inverse" (toasts)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui.common.enter_key import presses
from ui.common.icons import paint_icon
from ui.common.theme import theme

_STRONG = {"primary", "link", "inverse"}
_INK = {"primary": "textOnAccent", "link": "accentText", "danger": "danger"}
_ICON = 18
_GAP = 8


class Button(QPushButton):
    """A push button with an optional icon; text and icon are always painted apart from the edge."""

    def __init__(
        self,
        text: str,
        *,
        kind: str = "",
        icon: str = "",
        on_click: Callable[[], object] | None = None,
        tool_tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self._kind = kind
        self.setProperty("kind", kind)
        self.setToolTip(tool_tip)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_icon(self, name: str) -> None:
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self.text()) + 2 * self._padding()
        if self._icon_name:
            width += theme().px(_ICON) + (theme().px(_GAP) if self.text() else 0)
        height = max(self._height(), metrics.height() + theme().px(8))
        return QSize(max(width, height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_content(painter)

    def ink(self) -> str:
        """The colour token of text and icon."""
        if not self.isEnabled():
            return "text3"
        return "inverseAccent" if self._kind == "inverse" else _INK.get(self._kind, "text")

    def _padding(self) -> int:
        return theme().px({"link": 4, "inverse": 6, "ghost": 10}.get(self._kind, 14))

    def _height(self) -> int:
        small = self._kind in {"link", "inverse"}
        return theme().size("controlSm" if small else "control")

    def _paint_content(self, painter: QPainter) -> None:
        metrics = QFontMetrics(self.font())
        side = theme().px(_ICON) if self._icon_name else 0
        gap = theme().px(_GAP) if side and self.text() else 0
        room = self.width() - 2 * theme().px(2) - side - gap
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(text)
        left = (self.width() - side - gap - wide) / 2
        mirrored = self.isRightToLeft()
        icon_left = left + wide + gap if mirrored else left
        text_left = left if mirrored else left + side + gap
        if side:
            target = QRectF(icon_left, (self.height() - side) / 2, side, side)
            paint_icon(painter, self._icon_name, self._icon_ink(), target)
        font = self.font()
        font.setUnderline(self._kind in {"link", "inverse"} and self.underMouse())
        painter.setFont(font)
        painter.setPen(theme().color(self.ink()))
        painter.drawText(
            QRectF(text_left, 0, wide + 1, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            text,
        )

    def _icon_ink(self) -> str:
        return "text2" if self.ink() == "text" else self.ink()

    def _restyle(self) -> None:
        self.setFont(theme().font("body", 600 if self._kind in _STRONG else 500))
        self.updateGeometry()
        self.update()


class IconButton(Button):
    """A square button that shows only an icon; ``name`` is its accessible name and tool tip."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        kind: str = "ghost",
        shortcut_text: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind=kind, icon=icon, on_click=on_click, parent=parent)
        self.set_name(name, shortcut_text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str, shortcut_text: str = "") -> None:
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({shortcut_text})" if shortcut_text else name)

    def sizeHint(self) -> QSize:
        side = self._height()
        return QSize(side, side)
