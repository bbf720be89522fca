"""The one road from a problem to the user: a bar in the window, and a dialog for bugs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.common.bug_dialog import is_bug_shown, show_bug
from ui.common.buttons import Button, IconButton
from ui.common.icons import pixmap
from ui.common.layouts import Margins, column, row
from ui.common.text import Label
from ui.common.theme import theme
from wset_desk.i18n import _
from wset_desk.system.logging import describe_bug, log_bug

_ICONS = {
    "danger": "x_circle",
    "warning": "warning",
    "info": "info",
    "success": "check_circle",
}
Action = tuple[str, Callable[[], object]]


class MessageBar(QWidget):
    """One message at a time, until it is closed, replaced or :meth:`clear` is called."""

    def __init__(self, parent: QWidget | None = None, *, around: Margins = (0, 0, 0, 0)) -> None:
        """``around`` is the room left outside its edge while it is shown, in space steps."""
        super().__init__(parent)
        self._frame = QFrame()
        self._frame.setProperty("role", "message")
        self.setAccessibleName(_("Message"))
        self._tone = "info"
        self._icon = Label()
        self._text = Label(style="body", weight=500, wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._act: Callable[[], object] | None = None
        self._action = Button("", kind="link", on_click=self._run_action)
        self._close = IconButton("x", _("Close the message"), on_click=self.clear)
        self._frame.setLayout(
            row(self._icon, self._text, self._action, self._close, gap=3, margins=(4, 1, 2, 1))
        )
        self.setLayout(column(self._frame, margins=around))
        theme().changed.connect(self._restyle)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def show_message(self, text: str, tone: str = "danger", action: Action | None = None) -> None:
        """``tone``: danger, warning, info or success; ``action``: its words and what it does."""
        self._tone = tone
        self._text.setText(text)
        self.setAccessibleDescription(text)
        self._act = action[1] if action else None
        self._action.setText(action[0] if action else "")
        self._action.setVisible(action is not None)
        self._frame.setProperty("tone", tone)
        self._restyle()
        self._frame.style().unpolish(self._frame)
        self._frame.style().polish(self._frame)
        self.show()
        self.raise_()
        announce(self, text)

    def clear(self) -> None:
        self.hide()
        self._text.clear()
        self._act = None

    def _run_action(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()

    def _restyle(self) -> None:
        self._icon.setPixmap(pixmap(_ICONS[self._tone], self._tone))


def show(owner: QObject, text: str, *, tone: str = "danger", action: Action | None = None) -> None:
    """Show a message in the window that ``owner`` belongs to."""
    bar = bar_of(owner)
    if bar is not None:
        bar.show_message(text, tone, action)


def bar_of(owner: QObject) -> MessageBar | None:
    """The message bar of the owner's window, laid over its top edge where it has none."""
    widget = _widget_of(owner)
    if widget is None:
        return None
    window = widget.window()
    return window.findChild(MessageBar) or _float_over(window)


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say ``text``."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def report_bug(owner: QObject, error: BaseException) -> None:
    """Log a bug and offer its details, under a short number that the log knows too.

    One that comes while another is shown is only logged: a picture that fails, fails at each paint.
    """
    number = log_bug(error)
    widget = _widget_of(owner)
    if widget is not None and not is_bug_shown(widget):
        show_bug(widget, number, describe_bug(error))


def _float_over(window: QWidget) -> MessageBar:
    bar = MessageBar(window)
    bar.setGeometry(0, 0, window.width(), bar.sizeHint().height())
    return bar


def _widget_of(owner: QObject) -> QWidget | None:
    found: QObject | None = owner
    while found is not None and not isinstance(found, QWidget):
        found = found.parent()
    return found
