"""The rail at the window's side: pages above, settings, the person and what is saved below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.common.icons import pixmap
from ui.common.layouts import column, row
from ui.common.scrolling import scrolling
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme
from ui.desk.nav_item import NavItem, Spacer
from ui.desk.navigation import SETTINGS, Page, page_key
from ui.desk.person_item import PersonItem
from ui.desk.save_state import SaveState
from wset_desk.i18n import _

_COLLAPSED = 64
_LARGEST_SHARE = 0.2


class NavRail(QFrame):
    """``chosen(page_name)``; ``settings_wanted()``; ``help_wanted()``.

    ``menu_wanted(QPoint)``: the place above the person.
    """

    chosen = Signal(str)
    settings_wanted = Signal()
    help_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(
        self,
        centre_name: str,
        person_name: str,
        role: str,
        pages: Sequence[Page],
        *,
        note: str = "",
    ) -> None:
        """``note`` stands under the centre's name: that it is the sample, say."""
        super().__init__()
        self.setProperty("role", "nav")
        self.setAccessibleName(_("Pages"))
        self._items: dict[str, NavItem] = {}
        self._collapsed = False
        self._logo = Label()
        self._names = QWidget()
        self._centre = ElidedLabel(centre_name, "caption", tone="text2")
        names = column(Label(_("WSET Desk"), "title"), self._centre, gap=0)
        if note:
            names.addWidget(ElidedLabel(note, "caption", tone="accentText", weight=600))
        self._names.setLayout(names)
        self._pages = column(gap=0)
        self._pages.setSpacing(2)
        self._add_pages(pages)
        self._pages.addStretch(1)
        listed = QWidget()
        listed.setLayout(self._pages)
        self._area = scrolling(listed)  # where a window is low and its text large
        self.settings = NavItem(_(SETTINGS.title), SETTINGS.icon)
        self.settings.clicked.connect(self.settings_wanted)
        self.help = NavItem(_("Help"), "help", shortcut_text=_("(F1)"))
        self.help.clicked.connect(lambda _checked=False: self.help_wanted.emit())
        self.person = PersonItem(person_name, role)
        self.person.clicked.connect(self._open_menu)
        self.save_state = SaveState()
        head = row(self._logo, self._names, gap=3, margins=(2, 0, 2, 0))
        head.setStretch(1, 1)
        self.setLayout(
            column(
                head,
                Spacer(14),
                self._area,
                self.settings,
                self.help,
                self.person,
                self.save_state,
                gap=1,
                margins=(2, 5, 2, 3),
            )
        )
        theme().changed.connect(self._restyle)
        self._restyle()

    @property
    def collapsed(self) -> bool:
        return self._collapsed

    def set_centre_name(self, name: str) -> None:
        self._centre.setText(name)

    def set_current(self, page_name: str) -> None:
        for name, item in self._items.items():
            item.setChecked(name == page_name)
        self.settings.setChecked(page_name == SETTINGS.name)
        if page_name in self._items:
            self._area.ensureWidgetVisible(self._items[page_name], 0, 0)

    def shows(self, page_name: str) -> bool:
        """Whether the person sees that page."""
        return page_name in self._items

    def set_badge(self, page_name: str, count: int, tone: str = "neutral") -> None:
        """A count beside a page, if the person sees that page."""
        if self.shows(page_name):
            self._items[page_name].set_badge(count, tone)

    def fit(self, window_width: int) -> None:
        """Collapse to icons where the rail would take more than a fifth of the window."""
        collapsed = theme().size("navRail") > window_width * _LARGEST_SHARE
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self._restyle()

    def _add_pages(self, pages: Sequence[Page]) -> None:
        for number, page in enumerate(pages):
            key = page_key(number)
            item = NavItem(_(page.title), page.icon, shortcut_text=f"({key})" if key else "")
            item.clicked.connect(lambda _checked=False, name=page.name: self.chosen.emit(name))
            self._items[page.name] = item
            self._pages.addWidget(item)

    def _restyle(self) -> None:
        self._logo.setPixmap(pixmap("logo", "accentText", 28))
        wide = theme().px(_COLLAPSED) if self._collapsed else theme().size("navRail")
        self.setFixedWidth(wide)
        self._names.setVisible(not self._collapsed)
        for item in (*self._items.values(), self.settings, self.help):
            item.set_collapsed(self._collapsed)
        self.person.set_collapsed(self._collapsed)
        self.save_state.set_collapsed(self._collapsed)

    def _open_menu(self) -> None:
        corner = self.person.rect().topRight() if self._mirrored() else QPoint(0, 0)
        self.menu_wanted.emit(self.person.mapToGlobal(corner))

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft
