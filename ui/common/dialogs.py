"""Questions and short forms in the middle of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.layouts import column, hide_unless, row
from ui.common.overlay import Overlay
from ui.common.text import Label
from ui.common.theme import theme
from wset_desk.i18n import _

_WIDTH = 460
_MARGIN = 6


class Dialog(Overlay):
    """A title, a sentence, whatever is added to ``body``, and buttons at the end."""

    def __init__(self, owner: QWidget, title: str, text: str = "", *, width: int = _WIDTH) -> None:
        super().__init__(owner, "dialog", title)
        self._width = width
        self.body = QVBoxLayout()
        self._buttons = row(None)
        heading = Label(title, "title", wrap=True)
        sentence = Label(text, tone="text2", wrap=True)
        hide_unless(bool(text), sentence)
        self.setAccessibleDescription(text)
        self.panel.setLayout(
            column(heading, sentence, self.body, self._buttons, gap=3, margins=(_MARGIN,) * 4)
        )
        shadow = QGraphicsDropShadowEffect(self.panel, blurRadius=32, xOffset=0, yOffset=8)
        shadow.setColor(theme().color("shadow"))
        self.panel.setGraphicsEffect(shadow)

    def add_button(self, button: Button) -> None:
        self._buttons.addWidget(button)

    def first_focus(self) -> QWidget | None:
        inside = self.focusable()
        primary = [w for w in inside if w.property("kind") in {"primary", "danger"}]
        fields = [w for w in inside if not isinstance(w, Button)]
        return next(iter(fields or primary or inside), None)

    def place_panel(self) -> None:
        edge = theme().space(6)
        width = min(theme().px(self._width), self.width() - 2 * edge)
        layout = self.panel.layout()
        wanted = layout.totalHeightForWidth(width) if layout is not None else 0
        height = min(max(wanted, self.panel.sizeHint().height()), self.height() - 2 * edge)
        if layout is not None and layout.hasHeightForWidth():
            height = min(wanted, self.height() - 2 * edge)
        left = (self.width() - width) // 2
        self.panel.setGeometry(QRect(left, (self.height() - height) // 2, width, height))


def confirm(
    owner: QWidget,
    title: str,
    text: str,
    action_text: str,
    on_yes: Callable[[], object],
    *,
    danger: bool = False,
    cancel_text: str = "",
) -> Dialog:
    """Ask before what can't be undone; the title names the thing, the button the verb."""
    dialog = Dialog(owner, title, text)

    def accept() -> None:
        dialog.close_now()
        on_yes()

    dialog.add_button(Button(cancel_text or _("Cancel"), on_click=dialog.close_now))
    dialog.add_button(Button(action_text, kind="danger" if danger else "primary", on_click=accept))
    dialog.open()
    return dialog
