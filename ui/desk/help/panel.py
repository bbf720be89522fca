"""F1: the help at the window's side, with its search, its links and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.common.buttons import IconButton
from ui.common.dialogs import confirm
from ui.common.inputs import SearchField
from ui.common.layouts import column, row
from ui.common.messages import announce
from ui.common.overlay import Overlay
from ui.common.text import Label
from ui.desk.help.browser import HelpBrowser
from ui.desk.help.keys import escaped
from ui.desk.help.pages import CONTENTS, help_page, help_pages
from ui.desk.help.search import Hit, find
from wset_desk.i18n import _

_WIDTH = 560
_ELSEWHERE = {"http", "https", "mailto"}


@dataclass(frozen=True)
class Place:
    """Where somebody reads: a page from a section on, or what was found for `query`."""

    page: str = ""
    section: str = ""
    query: str = ""


class HelpPanel(Overlay):
    """``page`` is read first. ``endings`` (Markdown) stand at the end of the pages they name."""

    def __init__(
        self, owner: QWidget, page: str, endings: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__(owner, "sheet", _("Help"))
        self._endings = endings
        self._place = Place(page=page)
        self._trail: list[tuple[Place, int]] = []
        self._hits: Sequence[Hit] = ()
        self.browser = HelpBrowser()
        self.search = SearchField(_("Search the help"))
        self.back_button = IconButton(
            "arrow_left", _("Back"), shortcut_text=_("Alt+Left"), on_click=self.go_back
        )
        self.contents_button = IconButton("list", _("All pages"), on_click=self.show_contents)
        self._build()
        self._show(self._place)

    @property
    def place(self) -> Place:
        return self._place

    def show_page(self, name: str, section: str = "") -> None:
        """Go on to a page; Back leads here again."""
        self._go(Place(page=name, section=section))

    def show_contents(self) -> None:
        self.show_page(CONTENTS)

    def go_back(self) -> None:
        if self._trail:
            place, scrolled = self._trail.pop()
            self._show(place)
            self.browser.verticalScrollBar().setValue(scrolled)
            self.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        return self.browser

    def place_panel(self) -> None:
        self.place_at_side(_WIDTH)

    def event(self, event: QEvent) -> bool:
        """Ctrl+F is the panel's own while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and _asks_to_find(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _asks_to_find(event):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        close = IconButton("x", _("Close"), shortcut_text=_("Esc"), on_click=self.dismiss)
        heading = Label(_("Help"), "heading")
        top = row(self.back_button, heading, self.contents_button, close, gap=2)
        top.setStretch(1, 1)
        layout = column(top, self.search, self.browser, gap=3, margins=(5, 5, 4, 0))
        layout.setStretch(2, 1)
        self.panel.setLayout(layout)
        self.search.searched.connect(self._search)
        self.search.returnPressed.connect(self._open_first)
        self.browser.anchorClicked.connect(self._follow)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self, self.go_back)

    def _go(self, place: Place) -> None:
        if place != self._place:
            self._trail.append((self._place, self.browser.verticalScrollBar().value()))
        self._show(place)

    def _show(self, place: Place) -> None:
        self._place = place
        self._hits = find(help_pages().values(), place.query)
        text = self._found_text() if place.query else self._page_text(place.page)
        self.browser.show_markdown(text, place.section)
        self.back_button.setEnabled(bool(self._trail))
        if self.search.text().strip() != place.query:
            self.search.blockSignals(True)
            self.search.setText(place.query)
            self.search.blockSignals(False)
        announce(self.browser, self.browser.document().firstBlock().text())

    def _page_text(self, name: str) -> str:
        return f"{help_page(name).text}\n\n{self._endings.get(name, '')}"

    def _found_text(self) -> str:
        title = _("Found for “{text}”").format(text=escaped(self._place.query))
        if not self._hits:
            nothing = _("Nothing in the help fits. Try fewer or other words.")
            return f"# {title}\n\n{nothing}\n\n[{_('All pages')}]({CONTENTS})"
        return "\n\n".join([f"# {title}", *map(_hit_text, self._hits)])

    def _search(self, text: str) -> None:
        if text == self._place.query:
            return
        if not text:
            self.go_back()
        elif self._place.query:
            self._show(Place(query=text))
        else:
            self._go(Place(query=text))

    def _open_first(self) -> None:
        if self._hits:
            self._open_hit(self._hits[0])

    def _open_hit(self, hit: Hit) -> None:
        self.show_page(hit.page.name, hit.section.slug)
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in _ELSEWHERE:
            self._ask_to_leave(link)
        else:
            self.show_page(link.path() or self._place.page, link.fragment())

    def _ask_to_leave(self, link: QUrl) -> None:
        confirm(
            self,
            _("Open a page of the internet?"),
            link.toDisplayString(),
            _("Open it"),
            lambda: QDesktopServices.openUrl(link),
        )


def _asks_to_find(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Find)


def _hit_text(hit: Hit) -> str:
    link = hit.page.name + (f"#{hit.section.slug}" if hit.section.slug else "")
    title = hit.page.title
    if hit.section.slug:
        title = _("{page}: {section}").format(page=title, section=hit.section.title)
    return f"### [{escaped(title)}]({link})\n\n{escaped(hit.excerpt)}"
