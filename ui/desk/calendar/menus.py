"""The calendar's menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMenu, QWidget

from ui.common import labels
from ui.common.icons import icon
from wset_desk.domain.catalogue import SessionType
from wset_desk.i18n import N_, _

_NEW = {
    SessionType.BUNDLED: N_("Course session…"),
    SessionType.MAKEUP: N_("Makeup session…"),
    SessionType.RESIT: N_("Resit session…"),
    SessionType.REMOTE_INVIGILATION: N_("Remote session…"),
    SessionType.STANDALONE: N_("Standalone session…"),
}


_VERBS = {
    "open": ("eye", N_("Open")),
    "move": ("calendar", N_("Move…")),
    "edit": ("edit", N_("Edit…")),
}


def new_session_menu(owner: QWidget, choose: Callable[[SessionType], object]) -> QMenu:
    """A menu with an entry for each kind; it goes when it closes."""
    menu = QMenu(owner)
    menu.aboutToHide.connect(menu.deleteLater)
    for session_type, text in _NEW.items():
        look = labels.category(session_type)
        action = menu.addAction(icon(look.icon, look.fg, 16), _(text))
        action.triggered.connect(lambda _checked=False, kind=session_type: choose(kind))
    return menu


def session_menu(owner: QWidget, verbs: Mapping[str, Callable[[], object]]) -> QMenu:
    """A menu with the verbs that are given, by name; it goes when it closes."""
    menu = QMenu(owner)
    menu.aboutToHide.connect(menu.deleteLater)
    for name, run in verbs.items():
        icon_name, text = _VERBS[name]
        action = menu.addAction(icon(icon_name, "text2", 16), _(text))
        action.triggered.connect(lambda _checked=False, verb=run: verb())
    return menu
