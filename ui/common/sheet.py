"""The side sheet in which everything is created and edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.common.buttons import Button, IconButton
from ui.common.dialogs import confirm
from ui.common.enter_key import ENTER
from ui.common.forms import Form
from ui.common.layouts import column, hide_unless, row
from ui.common.messages import MessageBar
from ui.common.overlay import Overlay
from ui.common.tasks import Done, Tasks
from ui.common.text import Label
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _

_WIDTH = 460


class Sheet(Overlay):
    """A form (or any content) at the window's side.

    Ctrl+Enter and the primary button call ``on_save``, after the form's own check. Esc and Cancel
    close it, and ask first only where something was changed.
    """

    fills: ClassVar[bool] = False
    """Whether the content takes all the height there is."""

    def __init__(
        self,
        owner: QWidget,
        title: str,
        content: QWidget,
        *,
        subtitle: str = "",
        save_text: str = "",
        save_kind: str = "primary",
        on_save: Callable[[], object] | None = None,
        width: int = _WIDTH,
    ) -> None:
        super().__init__(owner, "sheet", title)
        self._width = width
        self._on_save = on_save
        self._content = content
        self.form = content if isinstance(content, Form) else None
        self.message = MessageBar(around=(6, 0, 6, 3))
        self.save_button = Button(save_text or _("Save"), kind=save_kind, on_click=self.save)
        self.save_button.setToolTip(_("Ctrl+Enter"))
        hide_unless(on_save is not None, self.save_button)
        close_text = _("Cancel") if on_save is not None else _("Close")
        self.cancel_button = Button(close_text, on_click=self.dismiss)
        self.footer = row(None, self.cancel_button, self.save_button, gap=2, margins=(6, 3, 6, 3))
        self.panel.setLayout(
            column(
                self._header(title, subtitle),
                self.message,
                self._scroll(content),
                self._bar(),
                gap=0,
            )
        )

    def first_focus(self) -> QWidget | None:
        inside = [w for w in self.focusable() if self._content.isAncestorOf(w)]
        return next(iter(inside), super().first_focus())

    def place_panel(self) -> None:
        self.place_at_side(self._width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        finishing = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if finishing and event.key() in ENTER:
            self.save()
            event.accept()
        else:
            super().keyPressEvent(event)

    def dismiss(self) -> None:
        if self.form is None or not self.form.is_dirty():
            self.close_now()
            return
        confirm(
            self,
            _("Close without saving?"),
            _("What you typed here will be lost."),
            _("Close without saving"),
            self.close_now,
            danger=True,
            cancel_text=_("Go on editing"),
        )

    def save(self) -> None:
        """Check the form and hand over to ``on_save``."""
        if self._on_save is None or not self.save_button.isEnabled():
            return
        if self.form is None or self.form.check():
            self.message.clear()
            self._on_save()

    def submit(
        self,
        tasks: Tasks,
        service: Callable[..., Any],
        /,
        *,
        on_done: Done | None = None,
        **parameters: Any,
    ) -> None:
        """Run a service with the sheet held; close on success, show a refusal where it belongs."""

        def done(value: Any) -> None:
            self.close_now()
            if on_done is not None:
                on_done(value)

        self.save_button.setEnabled(False)
        tasks.run(
            service,
            owner=self,
            on_done=done,
            on_refused=lambda error: self.refuse(error, tasks.describe(error)),
            on_settled=lambda: self.save_button.setEnabled(True),
            **parameters,
        )

    def refuse(self, error: DomainError, text: str) -> None:
        """Show a refusal beside the field it names, else at the top of the sheet."""
        field = str(error.parameters.get("field", ""))
        if self.form is not None and any(each.key == field for each in self.form):
            self.form.errors({field: text})
        else:
            self.message.show_message(text)

    def _header(self, title: str, subtitle: str) -> QWidget:
        header = QWidget()
        close = IconButton("x", _("Close"), shortcut_text=_("Esc"), on_click=self.dismiss)
        heading = Label(title, "heading", wrap=True)
        note = Label(subtitle, tone="text2", wrap=True)
        hide_unless(bool(subtitle), note)
        top = row(heading, close, gap=3)
        top.setStretch(0, 1)
        header.setLayout(column(top, note, gap=1, margins=(6, 5, 4, 4)))
        return header

    def _scroll(self, content: QWidget) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setProperty("role", "bare")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        below = () if self.fills else (None,)
        inner.setLayout(column(content, *below, margins=(6, 0, 6, 4)))
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return scroll

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "bar")
        bar.setLayout(self.footer)
        return bar
