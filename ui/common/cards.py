"""Surfaces and headings that screens are built from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.folding import FoldingRow
from ui.common.icons import pixmap
from ui.common.layouts import column, hide_unless, row
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme

_ROOM_FOR_ICON = 150


class Card(QFrame):
    """A bordered surface with a vertical layout ``body``; ``clicked`` if it is clickable."""

    clicked = Signal()

    def __init__(
        self, *, margins: int = 4, gap: int = 2, clickable: bool = False, name: str = ""
    ) -> None:
        super().__init__()
        self._clickable = clickable
        self.setProperty("role", "card")
        self.setProperty("clickable", clickable)
        self.setAccessibleName(name)
        self.body: QVBoxLayout = column(gap=gap, margins=(margins,) * 4)
        self.setLayout(self.body)
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._clickable and inside and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clickable and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Space}:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class PageHeader(FoldingRow):
    """A page's title and subtitle at the left, its actions at the right, or below them."""

    def __init__(self, title: str = "", subtitle: str = "", actions: list[QWidget] | None = None):
        super().__init__()
        self._title = ElidedLabel(title, "heading")
        self._subtitle = ElidedLabel(subtitle, "label", tone="text2")
        hide_unless(bool(subtitle), self._subtitle)
        self.beside_title: QHBoxLayout = row(gap=2)
        self._actions: QHBoxLayout = row(*(actions or []), None, gap=2)
        words = column(self._title, self._subtitle, gap=0)
        self.set_parts(row(words, self.beside_title, None, gap=4), self._actions)
        self.setMinimumHeight(theme().size("controlLg"))

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add_action(self, widget: QWidget) -> None:
        self._actions.insertWidget(self._actions.count() - 1, widget)


class SectionHeader(QWidget):
    """A heading inside a page or panel, with an optional widget at its right."""

    def __init__(self, title: str, trailing: QWidget | None = None, note: str = "") -> None:
        super().__init__()
        self._title = Label(title, "title")
        self._note = Label(note, "label", tone="text2")
        items: list[QWidget | None] = [self._title, self._note, None]
        if trailing is not None:
            items.append(trailing)
        self.setLayout(row(*items, gap=2))

    def set_title(self, title: str, note: str = "") -> None:
        self._title.setText(title)
        self._note.setText(note)


class EmptyState(QWidget):
    """Nothing to show: an icon, one sentence and one action."""

    def __init__(
        self,
        text: str,
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        icon: str = "",
    ) -> None:
        super().__init__()
        self._icon_name = icon
        self._icon = Label()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hide_unless(bool(icon), self._icon)
        self._text = Label(tone="text2", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._act = on_action
        self.button = Button("", on_click=self._run)
        self.setLayout(
            column(None, self._icon, self._text, row(None, self.button, None), None, gap=3)
        )
        self.set_text(text, action_text, on_action)
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_text(
        self, text: str, action_text: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        self._text.setText(text)
        self._act = on_action
        self.button.setText(action_text)
        self.button.setVisible(bool(action_text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.height() >= theme().px(_ROOM_FOR_ICON)
        self._icon.setVisible(bool(self._icon_name) and roomy)

    def _run(self) -> None:
        if self._act is not None:
            self._act()

    def _restyle(self) -> None:
        if self._icon_name:
            self._icon.setPixmap(pixmap(self._icon_name, "text3", 32))
