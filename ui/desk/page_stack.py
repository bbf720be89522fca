"""The pages behind the rail: imported on a worker, built when first wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.overlay import open_overlays
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.navigation import Page, load_view
from ui.desk.screen import Screen
from wset_desk.i18n import _

_LINES = ((0.28, 26), (0.18, 14), (1.0, 44), (1.0, 220), (0.6, 120))


class Skeleton(QWidget):
    """Grey shapes where a page will be."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Loading"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("sunken"))
        left, top = theme().space(6), theme().space(5)
        room = self.width() - 2 * left
        for share, height in _LINES:
            painter.drawRoundedRect(QRectF(left, top, room * share, theme().px(height)), 6, 6)
            top += theme().px(height) + theme().space(3)


class PageStack(QStackedWidget):
    """Shows one page at a time; ``shown(page_name)`` once it can be seen."""

    shown = Signal(str)

    def __init__(self, context: DeskContext, pages: Sequence[Page]) -> None:
        super().__init__()
        self._context = context
        self._pages = {page.name: page for page in pages}
        self._screens: dict[str, Screen] = {}
        self._loading: set[str] = set()
        self._wanted = ""
        self._arguments: Mapping[str, object] = {}
        self._skeleton = Skeleton()
        self.addWidget(self._skeleton)

    @property
    def current_name(self) -> str:
        """The page that is shown or on its way."""
        return self._wanted

    @property
    def screen(self) -> Screen | None:  # type: ignore[override]
        """The page on show, None while it loads."""
        return self._screens.get(self._wanted)

    def go(self, page_name: str, arguments: Mapping[str, object]) -> None:
        """Show a page, and open what ``arguments`` name on it; KeyError if it isn't there."""
        page = self._pages[page_name]
        self._wanted, self._arguments = page_name, arguments
        if page_name in self._screens:
            self._reveal()
            return
        self.setCurrentWidget(self._skeleton)
        if page_name not in self._loading:
            self._loading.add(page_name)
            self._context.tasks.run_wide(
                load_view,
                page.view,
                owner=self,
                on_done=partial(self._build, page_name),
                on_settled=lambda: self._loading.discard(page_name),
            )

    def drop_hidden(self) -> None:
        """Let go of the pages that aren't on show; they are built again when they are wanted."""
        for name in [name for name in self._screens if name != self._wanted]:
            screen = self._screens.pop(name)
            self.removeWidget(screen)
            screen.deleteLater()

    def take_keyboard(self) -> None:
        """Bring the keyboard to the page on show, unless something lies over it."""
        screen = self.screen
        if screen is not None and not open_overlays(self.window()):
            screen.take_keyboard()

    def _build(self, page_name: str, view: type[Screen]) -> None:
        screen = view(self._context)
        self._screens[page_name] = screen
        self.addWidget(screen)
        if page_name == self._wanted:
            self._reveal()

    def _reveal(self) -> None:
        screen = self._screens[self._wanted]
        comes = self.currentWidget() is not screen
        self.setCurrentWidget(screen)
        if comes:
            self.take_keyboard()
        if self._arguments:
            screen.open(**self._arguments)
            self._arguments = {}
        self.shown.emit(self._wanted)
