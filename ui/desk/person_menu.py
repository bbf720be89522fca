"""The menu of whoever is signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui.common.icons import icon
from ui.common.theme import Appearance, theme
from ui.desk.appearance import APPEARANCE_ICONS, APPEARANCES
from wset_desk.i18n import _


class PersonMenu(QMenu):
    """Appearance, lock, switch user, sign out."""

    def __init__(
        self,
        parent: QWidget,
        *,
        on_appearance: Callable[[Appearance], object],
        on_lock: Callable[[], object],
        on_switch: Callable[[], object],
        on_sign_out: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Person"))
        group = QActionGroup(self)
        for appearance, text in APPEARANCES.items():
            current = appearance is theme().appearance
            action = self._add("check" if current else APPEARANCE_ICONS[appearance], _(text))
            action.setCheckable(True)
            action.setChecked(current)
            action.triggered.connect(partial(on_appearance, appearance))
            group.addAction(action)
        self.addSeparator()
        self._add("lock", _("Lock\tCtrl+L")).triggered.connect(on_lock)
        self._add("switch", _("Switch user")).triggered.connect(on_switch)
        self._add("logout", _("Sign out")).triggered.connect(on_sign_out)

    def _add(self, icon_name: str, text: str) -> QAction:
        action = QAction(icon(icon_name, "text2", 16), text, self)
        self.addAction(action)
        return action
