"""The sections of the settings, one below the other; icons alone where room is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.common.layouts import column
from ui.common.theme import theme
from ui.desk.nav_item import NavItem
from wset_desk.i18n import _

_WIDTH = 200
_COLLAPSED = 48
_LARGEST_SHARE = 0.22
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SectionList(QWidget):
    """``chosen(name)`` when a person goes to a section; the arrows go through them."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, str, str]]) -> None:
        """Each section is its name, its title and its icon."""
        super().__init__()
        self.setAccessibleName(_("Sections"))
        self._items: dict[str, NavItem] = {}
        self._room = 0
        layout = column(gap=0)
        layout.setSpacing(2)
        for name, title, icon in sections:
            item = NavItem(title, icon)
            item.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._items[name] = item
            layout.addWidget(item)
        layout.addStretch(1)
        self.setLayout(layout)
        theme().changed.connect(self._restyle)
        self.fit(0)

    def set_current(self, name: str) -> None:
        for each, item in self._items.items():
            item.setChecked(each == name)

    def fit(self, room: int) -> None:
        """Collapse where the list would take too much of `room`, the page's width."""
        self._room = room
        collapsed = theme().px(_WIDTH) > room * _LARGEST_SHARE
        self.setFixedWidth(theme().px(_COLLAPSED if collapsed else _WIDTH))
        for item in self._items.values():
            item.set_collapsed(collapsed)

    def _restyle(self) -> None:
        self.fit(self._room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        items = list(self._items.values())
        at = next((number for number, item in enumerate(items) if item.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        items[(at + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)
